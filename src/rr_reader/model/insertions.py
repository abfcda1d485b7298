"""Editorial insertions: bracketed words that an editor put into somebody's mouth.

A short one belongs to how the words are printed (`[laughs]`, `[the film]`). A note is somebody else speaking: it
names itself as one or who says it, is a whole sentence, or is longer than what helps the sentence it stands in.
"""

import re
from functools import cache


@cache  # as below: what the first screen rarely needs is compiled on first use
def _bracketed() -> re.Pattern[str]:
    return re.compile(
        r"\[(?=[^\[\]\n]*[^\W\d_])(?![^\[\]\n]*(?:://|=))[^\[\]\n]{1,400}\]"  # no number, time, mark or address
        r"|\((?:[\w-]+ ){0,2}(?:laugh|chuckl|giggl|applau|sigh|smil|paus|inaudibl|crosstalk|cross-talk|cough|"
        r"rires?\b|risas?\b|lacht|lachen|gelächter|beifall|ride\b|ridono|risate|applausi|aplausos)[^()\n]{0,40}\)",
        re.I,
    )


_PAIRED = re.compile(
    r"\[(?P<square>(?:[^\[\]\n]|\[[^\[\]\n]*+\])++)\](?!\()"  # `[words](address)` is a link
    r"|［(?P<wide>[^［］\n]++)］"
    r"|\((?P<round>(?:[^()\n]|\([^()\n]*+\))++)\)"
)
"""Brackets on one line, with at most one pair of their own kind inside."""

_HEAD = re.compile(r"\s*([^:：–—]{1,40}?)\s*(?:[:：–—]|-\s)")
_TAIL = re.compile(r"[–—-]\s*(?:the\s+)?(?:eds?|editors?|tr|trans|ndlr|red)\.?\s*", re.I)
_NOTE = re.compile(r"\bnot(?:e|a|iz)s?\b|\bnoot\b|\banm(?:\.|erkung)", re.I)
_EDITOR = re.compile(
    r"\b(?:editor|eds?\b|writer|author|interviewer|trans[lc]|autor|über|red\b|redak|redac|redaz|rédac|tradu)", re.I
)
_ABBREVIATED = re.compile(
    r"eds?\.?|tn|n\.?\s?d\.?\s?(?:l\.?\s?)?[aret]\.?|anm\.?\s?d\.?\s?\w+\.?|編集部?注|編注|訳注|编者注|译注", re.I
)

_SOMEBODY_SAYS = re.compile(r"\s*[A-ZÀ-Þ][\w.’'-]*(?:\s[A-ZÀ-Þ][\w.’'-]*){0,3}:\s")
"""`[Bo Ek: Never!]`, `[Interviewer: Really?]`"""

_UNSPACED = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff"
"""Scripts that put no spaces between words: two letters count as one."""
_FEWEST_WORDS = 3
"""Of a whole sentence: `[Laughs.]` and `[The film.]` are none."""
_MOST_WORDS = 8
"""Of an insertion that helps the sentence it stands in."""


@cache
def _word() -> re.Pattern[str]:
    return re.compile(rf"[{_UNSPACED}]{{1,2}}|[^\W{_UNSPACED}](?:[’'-]?[^\W{_UNSPACED}])*")


@cache
def _sentence() -> re.Pattern[str]:
    return re.compile(r"\s*[\"'“‘«¿¡(]*[^\W\d_].*[.!?…。！？][\"'”’»)]*\s*", re.S)


def insertions_of(text: str) -> tuple[str, ...]:
    """List the bracketed spans of a text, brackets and all, in order; in round ones what was heard or seen.

    >>> insertions_of("the ending [laughs]. It's way [Ed.: far] less scary")
    ('[laughs]', '[Ed.: far]')
    >>> insertions_of("[16:13] Well (laughs), so I said (once) [1]")
    ('(laughs)',)
    """
    return tuple(_bracketed().findall(text)) if "[" in text or "(" in text else ()


def notes_in(text: str) -> tuple[tuple[int, int], ...]:
    """Find an editor's notes among somebody's words: [start, end), brackets and all, in order.

    >>> text = "It ends [laughs] badly. [Writer's note: it does not.] Or so."
    >>> [text[start:end] for start, end in notes_in(text)]
    ["[Writer's note: it does not.]"]
    """
    if not ("[" in text or "(" in text or "［" in text):
        return ()
    return tuple(
        found.span()
        for found in _PAIRED.finditer(text)
        if (_is_editors(found["round"]) if found["round"] else _is_note(found["square"] or found["wide"]))
    )


def without_notes(text: str) -> str:
    """Cover an editor's notes with dots, for looking for what was said: no phrase goes over them, all offsets stay.

    >>> without_notes("Yes. [Ed.: no.] So")
    'Yes. ………………………… So'
    """
    notes = notes_in(text)
    if not notes:
        return text
    kept, done = [], 0
    for start, end in notes:
        kept += [text[done:start], "…" * (end - start)]
        done = end
    return "".join([*kept, text[done:]])


def _is_note(words: str) -> bool:
    """Tell whether words in square brackets are a note."""
    if _is_editors(words) or _SOMEBODY_SAYS.match(words) or ((head := _HEAD.match(words)) and _NOTE.search(head[1])):
        return True
    count = len(_word().findall(words))
    is_sentence = not words.lstrip()[:1].islower() and _sentence().fullmatch(words) is not None
    return count > _MOST_WORDS or (is_sentence and count >= _FEWEST_WORDS)


def _is_editors(words: str) -> bool:
    """Tell whether bracketed words name an editor, or anybody who writes notes, as the one who speaks."""
    if (tail := _TAIL.search(words, max(0, len(words) - 20))) and tail.end() == len(words):
        return True
    head = _HEAD.match(words)
    if head is None:
        return False
    return _ABBREVIATED.fullmatch(head[1]) is not None or bool(_NOTE.search(head[1]) and _EDITOR.search(head[1]))
