"""What stands around an interview: credits, captions, links to other articles, dates, bylines, notes, the page's tail.

Marked, never deleted. Each function looks at the shape of a piece and at its neighbours.
"""

import re
from collections.abc import Collection, Sequence

from rr_reader.model import Kind
from rr_reader.parsing.dates import date_line
from rr_reader.parsing.imprint import byline_of, imprint_of
from rr_reader.parsing.lexicon import PICTURED, STARTERS
from rr_reader.parsing.names import UPPER
from rr_reader.parsing.openings import BOILERPLATE, CREDIT, EDITED_NOTE, NOTE_START, RELATED
from rr_reader.parsing.pieces import Piece

_CREDIT = re.compile(rf"[|•*(\[\s]*{CREDIT}(?:\s*[:：/|]|\s+by\b)", re.I)
_CREDIT_MARK = re.compile(r"\A\s*(?:©|\([Cc]\)|@\w+\Z)|\bvia Getty\b|/ ?(?:Getty|AFP|Reuters|AP|Shutterstock|Alamy)\b")
_RELATED = re.compile(rf"[|•*(\[\s]*{RELATED}\b\s*[:：–—|-]", re.I)
_BOILERPLATE = re.compile(rf"(?:{BOILERPLATE})", re.I)
_NOTE = re.compile(NOTE_START, re.I)
_EDITED = re.compile(EDITED_NOTE, re.I)
_ADDRESS = re.compile(r"(?:[^\n]{0,120}?[:–—-]?\s+)?(?:https?://|www\.)\S+")
_HOW_MADE = (
    "edited", "condensed", "abridged", "translated", "spoiler", "curated", "conducted", "transcribed", "clarity",
    "originally",
)  # fmt: skip
"""One of these stands in every note on how an interview was made."""
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*\Z")
_SENTENCE = re.compile(r"\w[.!?…][\"'”’»)\]]*(?:\s|\Z)")
_LONGEST_SHORT = 140
TOP = 8
"""Pieces from the start among which a line may say where the article is from."""
_SHORTEST = 4
"""Characters: a shorter line is no furniture by its own looks."""
_SENTENCE_ENDS = re.compile(r"[.!?]\s+")
_SHARE_OF_NOTE = 0.5
"""How much of a paragraph must speak of the interview, if all of it is a note and not narration that ends in one."""
_LONGEST_EDITED = 400
"""Characters of a note on how an interview was made, where nothing at its start says that it is one."""
_SAID = {
    kind.value: kind
    for kind in (Kind.TITLE, Kind.DECK, Kind.BYLINE, Kind.DATE, Kind.CAPTION, Kind.CREDIT, Kind.NOTE, Kind.BOILERPLATE)
}
"""Roles by which the format itself says what a line is."""
_POSSESSIVE_OR_VERB = re.compile(rf"[{UPPER}][\w.’'-]*(?:\s[{UPPER}][\w.’'-]*)*(?:['’]s)?\s+[a-zà-ÿ]+")
_NOTES = frozenset("♪♫♬")
_STARRED = re.compile(r"\*[^*\n]{1,60}\*")
_AS = re.compile(r"\b(?:as|in|at|with|on|during|from|left|right|and)\b")
_BRACKETS = frozenset({"[]", "()", "（）", "［］", "【】"})
_BRACKET_SIGNS = frozenset("".join(_BRACKETS))


def is_short(text: str) -> bool:
    """Tell whether a text is a line rather than a paragraph: brief, and not ended like a sentence."""
    return (
        len(text) <= _LONGEST_SHORT
        and len(text.split()) <= 20
        and not _SENTENCE_END.search(text)
        and text[-1:] not in ",;"
    )


def is_credit(text: str) -> bool:
    """Tell whether a line says whose picture it is.

    >>> is_credit("| Photo Credit:"), is_credit("Photographers never sleep.")
    (True, False)
    """
    return len(text) <= 200 and (
        _CREDIT.match(text) is not None or (len(text) <= 80 and bool(_CREDIT_MARK.search(text)))
    )


def is_related(text: str) -> bool:
    """Tell whether a line leads to another article: `ALSO READ: …`."""
    return len(text) <= 300 and _RELATED.match(text) is not None


def is_hashtags(text: str) -> bool:
    """Tell whether a line is nothing but hashtags, two or more, but for words that fell out of one."""
    if not text.startswith("#") or text.count("#") < 2 or len(text) > 3_000:
        return False
    words = text.replace(",", " ").split()
    return sum(word.startswith("#") and len(word) > 1 for word in words) >= 0.6 * len(words)


def keywords_of(text: str) -> list[str]:
    """Give the entries of a line of keywords, [] if it is none: three or more short phrases between commas.

    >>> keywords_of("horror film,Ann Lee,snow")
    ['horror film', 'Ann Lee', 'snow']
    >>> keywords_of("Well, I went home, and slept.")
    []
    """
    if text.count(",") < 2 or len(text) > 3_000 or _SENTENCE_END.search(text):
        return []
    entries = [entry.strip() for entry in text.split(",") if entry.strip()]
    if len(entries) < 3 or any(len(entry.split()) > 6 or re.search(r"[.?!:;]", entry) for entry in entries):
        return []
    widest = 3 if ", " in text else 4  # words an entry on the average; no sentence lacks all spaces after its commas
    return entries if sum(len(entry.split()) for entry in entries) <= widest * len(entries) else []


def is_note(text: str, how_made: Sequence[str] = _HOW_MADE) -> bool:
    """Tell whether a paragraph speaks of the interview itself: edited for length, spoilers, an editor's note.

    `how_made`: those of the telling words that stand anywhere in the document.
    """
    if len(text) > 600:
        return False
    if _NOTE.match(text):
        return True
    if not how_made or len(text) > _LONGEST_EDITED:
        return False
    lower = text.lower()
    if not any(word in lower for word in how_made) or not (found := _EDITED.search(text)):
        return False
    ends = [0, *(end.end() for end in _SENTENCE_ENDS.finditer(text)), len(text)]
    sentence = min(end for end in ends if end >= found.end()) - max(end for end in ends if end <= found.start())
    return sentence >= _SHARE_OF_NOTE * len(text)


def tail_start(pieces: Sequence[Piece]) -> int:
    """Give the index where the page's tail begins: the first of the last lines that are furniture, not sentences.

    The tail is recognised by density: from the end upwards, as long as the lines are hashtags, keywords, dates,
    links or bare words, and only if a line that can be nothing else is among them.
    """
    start, sure = len(pieces), False
    for index in range(len(pieces) - 1, max(-1, len(pieces) - 60), -1):
        text = pieces[index].text
        certain = is_hashtags(text) or bool(keywords_of(text)) or (len(text) < 160 and bool(_BOILERPLATE.search(text)))
        if certain or date_line(text) is not None or is_related(text):
            sure = sure or certain or date_line(text) is not None
            start = index
        elif not (is_short(text) and len(text.split()) <= 6 and pieces[index].role != "heading"):
            break
    while start < len(pieces) and not _is_furniture(pieces[start].text):
        start += 1
    return start if sure else len(pieces)


def _is_furniture(text: str) -> bool:
    return (
        is_hashtags(text) or bool(keywords_of(text)) or date_line(text) is not None or is_related(text)
        or bool(_BOILERPLATE.search(text))
    )  # fmt: skip


def furniture(pieces: Sequence[Piece]) -> list[Kind | None]:
    """Mark what is furniture by its own looks; None for what could be the article."""
    kinds: list[Kind | None] = [None] * len(pieces)
    tail = tail_start(pieces)
    whole = "\n".join(piece.text for piece in pieces if len(piece.text) <= _LONGEST_EDITED).lower()
    how_made = [word for word in _HOW_MADE if word in whole]
    for index, piece in enumerate(pieces):
        text = piece.text
        if piece.role in _SAID:
            is_date = piece.role == "byline" and date_line(text) is not None
            kinds[index] = Kind.DATE if is_date else _SAID[piece.role]
            if piece.role == "credit" and index < TOP and not is_credit(text) and byline_of(text):
                kinds[index] = Kind.BYLINE
            continue
        if len(text) > 600 or (len(text) < _SHORTEST and index < tail) or piece.role in {"code", "cue", "table"}:
            continue
        before = pieces[index - 1].text.rstrip() if index and kinds[index - 1] is Kind.CREDIT else ""
        if before.endswith((":", "：")) and not piece.time:  # what has a time is said
            kinds[index] = Kind.CREDIT  # a credit that ends in a colon takes the next line
        else:
            kinds[index] = _looks(piece, index >= tail, index < TOP, how_made)
            if kinds[index] is None and index < TOP:
                kinds[index] = _imprint(piece)
    _captions_at_credits(pieces, kinds)
    return kinds


def _looks(piece: Piece, in_tail: bool, is_top: bool, how_made: Sequence[str]) -> Kind | None:
    text = piece.text
    if piece.role == "heading":
        return Kind.BYLINE if is_top and byline_of(text) else None
    if is_related(text):
        return Kind.RELATED
    if date_line(text) is not None:
        return Kind.DATE
    if byline_of(text):
        return Kind.BYLINE
    if is_hashtags(text):
        return Kind.BOILERPLATE
    if in_tail:
        return Kind.BOILERPLATE
    if is_credit(text):
        return Kind.CAPTION if _says_more(text) else Kind.CREDIT
    if is_note(text, how_made):
        return Kind.NOTE
    return None


def _imprint(piece: Piece) -> Kind | None:
    imprint = imprint_of(piece.text) if piece.role == "" else None
    return None if imprint is None else Kind.BYLINE if imprint.names else Kind.DATE


def _says_more(text: str) -> bool:
    """Tell whether a line that begins like a credit says what the picture shows: `Image: Ann gives a talk`."""
    rest = re.split(r"[:：]\s*", text, maxsplit=1)[-1] if ":" in text or "：" in text else ""
    return len(rest.split()) >= 6 and re.search(r"\s[a-zà-ÿ]+\s[a-zà-ÿ]+\s", rest) is not None


def _captions_at_credits(pieces: Sequence[Piece], kinds: list[Kind | None]) -> None:
    """A line that touches a credit says what the picture shows."""
    for index, kind in enumerate(kinds):
        if kind is Kind.CREDIT and index and kinds[index - 1] is None and not _is_said(pieces, index - 1):
            text = pieces[index - 1].text
            if is_short(text) or len(text) <= _LONGEST_SHORT:
                kinds[index - 1] = Kind.CAPTION


def _is_said(pieces: Sequence[Piece], index: int) -> bool:
    """Tell whether the format says that a piece is no caption: a heading, or what stands behind a speaker's name."""
    return pieces[index].role == "heading" or (index > 0 and pieces[index - 1].role == "label")


def is_noise(text: str) -> bool:
    """Tell whether a line of captions is no speech: a bracketed remark, or a song between notes.

    >>> is_noise("[wind howls]"), is_noise("♪ cold water ♪"), is_noise("[laughs] No.")
    (True, True, False)
    """
    return text[:1] in _NOTES or text[-1:] in _NOTES or is_remark(text)


def is_remark(text: str) -> bool:
    """Tell whether a line of captions is one remark, in brackets or between asterisks.

    >>> is_remark("*laughs*"), is_remark("(applause)"), is_remark("*No* and *no*")
    (True, True, False)
    """
    return is_stage_direction(text) or _STARRED.fullmatch(text) is not None


def is_stage_direction(text: str) -> bool:
    """Tell whether a paragraph is one bracketed remark: `[Enter Lane.]`, `(Applause)`.

    >>> is_stage_direction("[She laughs.]"), is_stage_direction("[Yes.] I did [once]")
    (True, False)
    """
    return (
        2 < len(text) <= 300
        and text[0] + text[-1] in _BRACKETS
        and text[1:-1].replace("\n", " ").isprintable()
        and not (_BRACKET_SIGNS & set(text[1:-1]))
    )


def is_address(text: str) -> bool:
    """Tell whether a line is a link alone, or a name and a link: `The paper: https://…`."""
    return len(text) <= 400 and _ADDRESS.fullmatch(text) is not None


def is_caption(text: str, people: Collection[str], in_interview: bool) -> bool:
    """Tell a caption (who or what a picture shows) from a heading (names what follows), both short lines.

    In an interview a line between turns that begins with somebody's name shows that person; elsewhere it takes the
    words for pictures, or a name with what is done.

    >>> is_caption("A still from ‘Glass Harbour’", [], False), is_caption("Building Vera-Lynn", ["Vera-Lynn"], False)
    (True, False)
    """
    words = text.split()
    if len(words) >= 3 and PICTURED & {word.strip("‘’'\"“”(),").casefold() for word in words[:5]}:
        return re.search(r"\b(?:of|from|at|in|by|look|with|on)\b", text) is not None
    if text.endswith((":", "?")) or len(words) < 4 or not any(word.isalpha() and word.islower() for word in words):
        return False
    bare = [word.strip("‘’'\"“”(),.").removesuffix("’s").removesuffix("'s") for word in words]
    runs = [{" ".join(bare[at : at + length]) for length in (1, 2, 3)} for at in range(len(bare))]
    begins = any(run in people for run in runs[0])
    begins = begins or (
        _POSSESSIVE_OR_VERB.match(text) is not None and bare[0].split("’")[0].casefold() not in STARTERS
    )
    names = any(run in people for place in runs for run in place)
    return (begins or (names and _AS.search(text) is not None)) and (
        in_interview or (begins and names and len(words) >= 5)
    )
