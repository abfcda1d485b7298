"""What intrudes on a text: adverts and boxes between paragraphs, running heads and page numbers, pull quotes, comments.

Each is known by the whole document: a running head recurs, a pull quote repeats words, comments come last.
"""

import re
from collections import Counter
from collections.abc import Sequence

from rr_reader.model import Kind
from rr_reader.parsing.lexicon import words
from rr_reader.parsing.openings import BOX, COMMENTS, MAILED, PAGE
from rr_reader.parsing.pieces import Piece

_BOX = re.compile(rf"[\[(*\s]*(?:{BOX})", re.I)
_PAGE = re.compile(rf"(?:{PAGE})\.?\s*\d|\d+\s*(?:/|{PAGE}|of)\s*\d+|\A\W*\d{{1,4}}\W*\Z", re.I)
_COMMENTS = re.compile(rf"(?:\d+\s+)?(?:{COMMENTS})(?:\s*\(\d+\))?\s*:?", re.I)
_MAILED = re.compile(MAILED, re.I)
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"\w+")
_SHARE = words(
    """share tweet facebook twitter x linkedin whatsapp email e-mail mail print reddit pinterest telegram bluesky
    mastodon instagram tumblr copy link comment comments like likes save bookmark this article on via post"""
)
"""Words of a bar of buttons."""
_BY_MAIL = re.compile(
    r"\b(?:inbox|newsletter|e-?mail(?: address)?|unsubscribe|spam|every (?:day|week|friday|morning))\b", re.I
)
_FIRST_PERSON = re.compile(r"\b(?:I|I['’]\w+|my (?!work\b)|me)\b")
_ENDED = re.compile(r"[.!?…。！？:：,;][\"'”’»)\]]*\Z")
_QUOTED = re.compile(r"[“\"„«‘'].*[”\"“»’'][.!?]?(?:\s*[–—-]\s*[\w .]{2,40})?", re.S)
_LONGEST = 160
_LONGEST_QUOTE = 320
_MOST_QUOTES = 40
"""More quotations than this, or than every fifth paragraph, are how the text is written."""
_LONGEST_FOOT = 10
"""Lines at the end of a letter."""
_FEWEST_HEADS = 3
_FEWEST_WORDS = 4


def intrusions(pieces: Sequence[Piece], kinds: list[Kind | None]) -> None:
    """Mark what intrudes, among the pieces that nothing else has decided."""
    open_ones = [i for i, piece in enumerate(pieces) if kinds[i] is None and piece.role not in {"code", "cue", "table"}]
    heads = _running_heads([pieces[i] for i in open_ones])
    for i in open_ones:
        text = pieces[i].text
        if (heads and _folded(text) in heads) or is_box(text):
            kinds[i] = Kind.BOILERPLATE
        elif i and kinds[i - 1] is Kind.BOILERPLATE and len(text) <= _LONGEST and _BY_MAIL.search(text):
            kinds[i] = None if _FIRST_PERSON.search(text) else Kind.BOILERPLATE
    for i in _pull_quotes(pieces, kinds):
        kinds[i] = Kind.NOTE
    for i in range(min(_comments_start(pieces, kinds), _foot_of_letter(pieces, kinds)), len(pieces)):
        kinds[i] = Kind.BOILERPLATE


def is_box(text: str) -> bool:
    """Tell whether a line is an advert, a box to subscribe, or a bar of buttons.

    >>> is_box("Advertisement"), is_box("Share | Tweet | Email"), is_box("Share it with my brother, I said.")
    (True, True, False)
    """
    if len(text) > _LONGEST:
        return False
    if _BOX.match(text):
        return _FIRST_PERSON.search(text) is None
    if " " not in text or _ENDED.search(text, len(text) - 4):
        return False
    said = [word.casefold() for word in _WORD.findall(text)]
    return len(said) <= 12 and len(set(said) & _SHARE) >= 2 and _SHARE.issuperset(said)


def _folded(text: str) -> str:
    return _DIGITS.sub("0", " ".join(text.split())) if len(text) <= _LONGEST else ""


def _running_heads(pieces: Sequence[Piece]) -> set[str]:
    """Find short lines that recur but for their numbers and speak of pages, or are numbers alone."""
    short = [piece.text for piece in pieces if len(piece.text) <= 100 and _DIGITS.search(piece.text)]
    if len(short) < _FEWEST_HEADS:
        return set()
    counts = Counter(_folded(text) for text in short if _PAGE.search(text))
    return {line for line, count in counts.items() if count >= _FEWEST_HEADS and line and not _ENDED.search(line)}


def _pull_quotes(pieces: Sequence[Piece], kinds: Sequence[Kind | None]) -> list[int]:
    """Find quotations set apart whose words another, longer paragraph holds."""
    quotes = [
        i
        for i, piece in enumerate(pieces)
        if kinds[i] is None and len(piece.text) <= _LONGEST_QUOTE
        and (piece.role == "quote" or _QUOTED.fullmatch(piece.text)) and piece.text.count(" ") >= _FEWEST_WORDS
    ]  # fmt: skip
    if not quotes or len(quotes) > min(_MOST_QUOTES, max(3, len(pieces) // 5)):
        return []
    said = [" ".join(_WORD.findall(piece.text.casefold())) for piece in pieces]
    return [
        i
        for i in quotes
        if any(said[i] in other for j, other in enumerate(said) if j != i and len(other) > len(said[i]))
    ]


def _comments_start(pieces: Sequence[Piece], kinds: Sequence[Kind | None]) -> int:
    """Give the index where readers' comments begin: behind a line that says so, in the last half; else the end."""
    for i in range(len(pieces) // 2, len(pieces) - 1):
        if kinds[i] in {None, Kind.BOILERPLATE} and len(pieces[i].text) <= 40 and _COMMENTS.fullmatch(pieces[i].text):
            return i
    return len(pieces)


def _foot_of_letter(pieces: Sequence[Piece], kinds: Sequence[Kind | None]) -> int:
    """Give the index where a letter says why it was sent, with nothing but short lines behind; else the end."""
    for i in range(len(pieces) - 1, max(-1, len(pieces) - _LONGEST_FOOT), -1):
        text = pieces[i].text
        if pieces[i].role != "cue" and len(text) <= _LONGEST_QUOTE and _MAILED.match(text):
            return i
        if kinds[i] is not Kind.BOILERPLATE and (len(text) > _LONGEST or _ENDED.search(text)):
            break
    return len(pieces)
