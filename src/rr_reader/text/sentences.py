"""Sentences and words as spans of a text, by language."""

import re
from functools import cache

_LONGEST = 4000
"""Code points looked at in one go: the splitter is quadratic in the abbreviations and quotes of a passage."""

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
    position = 0
    while position < len(text):
        chunk = text[position : position + _LONGEST]
        ends = _ends(chunk, language or "en")
        if position + _LONGEST < len(text) and len(ends) > 1:
            ends.pop()  # the last one may go on behind the cut
        start = 0
        for end in ends:
            sentence = chunk[start:end]
            if stripped := sentence.strip():
                first = position + start + sentence.index(stripped[0])
                spans.append((first, first + len(stripped)))
            start = end
        position += ends[-1]
    return spans


def words(text: str) -> list[tuple[int, int]]:
    """List the spans of the words; apostrophes and hyphens inside a word belong to it.

    >>> [text[start:end] for text in ["It’s a well-kept «secret»."] for start, end in words(text)]
    ['It’s', 'a', 'well-kept', 'secret']
    """
    return [match.span() for match in _word().finditer(text)]


def _ends(chunk: str, language: str) -> list[int]:
    """Give the ends of the sentences of a passage, the last at its end."""
    from sentencex import get_sentence_boundaries

    ends = [boundary["end_index"] for boundary in get_sentence_boundaries(language, chunk)]
    return [*(end for end in ends if 0 < end < len(chunk)), len(chunk)]
