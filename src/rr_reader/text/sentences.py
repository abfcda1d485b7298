"""Sentences and words as spans of a text, by language."""

import re
from collections.abc import Iterator
from functools import cache

_LONGEST = 4000
"""Code points looked at in one go: the splitter is quadratic in the abbreviations and quotes of a passage."""

_NEAR = 40
"""Code points on either side of a border that tell whether it is one."""

_SPACES = " \u00a0\u202f"
_OPENING = "“‘„«‹\"'([¿¡" + _SPACES
_CLOSING = "”’“»›\"'」』）)]"
_ENDING = ".…?!"
_DASHES = "-‐‑–—―"

_MISSED = (  # patterns are compiled on first use, not at the start
    "(?:…|\\b(?:etc|[Nn]o)\\.)[”’»\"')]*\\s+"  # what was left open: "…" as the library takes "..."
    "|(?:^|[.!?…][”’»\"']*\\s+)\\([^()\\n]{1,400}[.!?…]\\)\\s+"  # a whole sentence in brackets
    "|(?P<sure>[\u17d4\u17d5]|(?<=[\u0e01-\u0e2e\u0e30-\u0e45\u0e47-\u0e4e\u0e81-\u0ecd])\\s+(?=[\u0e01-\u0e4e\u0e81-\u0ecd]))"
)
"""Ends the library does not know: before a capital; in Khmer, and in Thai and Lao, which part by a space, anyhow."""

_NUMBER = r"(\d{1,3})[.)]|[^\W\d_][.)]"
"""The number of an item, where a line begins with it or it counts on from the last one; a letter by itself."""

_SHORTENED = r"(?:^|[\W_])(?:[^\W\d_]|(?=\w*[a-z])[b-df-hj-np-tv-xzB-DF-HJ-NP-TV-XZ]+)\.$"
"""A letter by itself, or letters that no vowel makes a word: they are short for something."""

_ORDINAL = r"(?:^|[^\d.,:/])\d{1,2}\.$"
_DOTTED_ORDINALS = frozenset({
    "bs", "cs", "da", "de", "et", "fi", "hr", "hu", "is", "lb", "lv", "nb", "nn", "no", "pl", "sk", "sl", "sr", "tr",
})  # fmt: skip
"""Languages that write "3." for the third."""

_SCRIPT_MARKS = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963\u0980-\u0dff"
    "\u0e31-\u0e4e\u0eb1-\u0ece\u0f18-\u0fbc\u102b-\u109d\u17b4-\u17d3\u200c\u200d"
)
_HAN = "\u3400-\u9fff\uf900-\ufaff"


@cache  # on first use: compiling it takes a hundredth of the start
def _word() -> re.Pattern[str]:
    return re.compile(
        f"[{_HAN}\U00020000-\U0003ffff]"  # a Han character is a word for itself
        f"|[^\\W_{_HAN}]+(?:(?:[{_SCRIPT_MARKS}]+|['’‐‑-](?=[^\\W_]))[^\\W_{_HAN}]*)*"
    )


def sentences(text: str, language: str = "en") -> list[tuple[int, int]]:
    """List the spans of the sentences, without white space around; together they cover all visible text.

    `language` is an ISO 639-1 code; for one that is not known the rules of English are used.

    >>> text = "I met Dr. Okafor. “Come in,” she said."
    >>> [text[start:end] for start, end in sentences(text)]
    ['I met Dr. Okafor.', '“Come in,” she said.']
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for end in [*_borders(text, language or "en"), len(text)]:
        sentence = text[start:end]
        if stripped := sentence.strip():
            first = start + sentence.index(stripped[0])
            spans.append((first, first + len(stripped)))
        start = end
    return spans


def words(text: str) -> list[tuple[int, int]]:
    """List the spans of the words; apostrophes and hyphens inside a word belong to it.

    >>> [text[start:end] for text in ["It’s a well-kept «secret»."] for start, end in words(text)]
    ['It’s', 'a', 'well-kept', 'secret']
    """
    return [match.span() for match in _word().finditer(text)]


def _borders(text: str, language: str) -> Iterator[int]:
    """Give where one sentence ends and another begins: what the library finds, mended where it is known to err."""
    start, number = 0, 0
    for border in sorted({*_found(text, language), *_missed(text)}):
        listed = re.fullmatch(_NUMBER, text[start:border].strip()) if border - start < _NEAR else None
        counted = int(listed[1] or 0) if listed else 0
        if listed and (counted == number + 1 or _begins_line(text, text.index(listed[0], start))):
            number = counted  # the number of an item belongs to it
        elif not _goes_on(text, border, language):
            yield (start := border)


def _begins_line(text: str, at: int) -> bool:
    before = text[max(0, at - _NEAR) : at].rstrip(" \t\u00a0")
    return not before or before.endswith("\n")


def _found(text: str, language: str) -> Iterator[int]:
    """Give the borders that the library finds, some thousand characters at a time."""
    from sentencex import get_sentence_boundaries

    position = 0
    while position < len(text):
        chunk = text[position : position + _LONGEST]
        ends = [boundary["end_index"] for boundary in get_sentence_boundaries(language, chunk)]
        ends = [*(end for end in ends if 0 < end < len(chunk)), len(chunk)]
        if position + _LONGEST < len(text) and len(ends) > 1:
            ends.pop()  # the last one may go on behind the cut
        yield from (position + end for end in ends)
        position += ends[-1]


def _missed(text: str) -> Iterator[int]:
    """Give borders that the library passes over: see `_MISSED`."""
    for match in re.finditer(_MISSED, text):
        is_sure = match["sure"] is not None
        follows = text[match.end() : match.end() + _NEAR].lstrip(_OPENING)[:1]
        if is_sure or follows.isupper():
            yield match.end()


def _goes_on(text: str, border: int, language: str) -> bool:
    """Tell whether the sentence goes on behind what was taken for its end.

    It does with a small letter behind a dash, an abbreviation or a quotation, and where a quotation and what follows
    are not even parted by a space; in languages that write so, behind an ordinal.
    """
    before = text[max(0, border - _NEAR) : border].rstrip()
    after = text[border : border + _NEAR].lstrip()
    if not before or not after:
        return False
    is_parted, first = text[border - 1].isspace() or text[border].isspace(), after[0]
    if first in _DASHES:
        return not is_parted or after.lstrip(_DASHES + _SPACES)[:1].islower()
    if not is_parted and (first in _ENDING or first.isdigit()):
        return True
    if before[-1] in _CLOSING and first.isalpha() and (first.islower() or not (is_parted or first.isupper())):
        return True
    if first.isalnum() and not first.isupper() and re.search(_SHORTENED, before):
        return True
    return language in _DOTTED_ORDINALS and re.search(_ORDINAL, before) is not None
