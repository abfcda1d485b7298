"""A text's letters alone, by which words are known again whatever quotation marks, cases and breaks of lines became."""

import unicodedata
from bisect import bisect_right
from itertools import accumulate

from rr_reader.text.matching import fold

_PIECE = 512
"""Code points that are folded at once, and looked through for the place of a letter."""


class _Kept(dict[int, int | None]):
    """A table for `str.translate` that drops what is no letter, digit or symbol, nor part of one."""

    def __missing__(self, code: int) -> int | None:
        category = unicodedata.category(chr(code))
        is_dropped = category[0] in "PZC" or category == "Sk" or 0xFE00 <= code <= 0xFE0F  # or how an emoji is drawn
        self[code] = kept = None if is_dropped else code
        return kept


_KEPT = _Kept()


def letters_of(text: str) -> str:
    """Give the letters, digits and symbols of a text, folded: without case, accents, marks and white space.

    >>> letters_of("“It’s — Élodie’s café!” 50 %"), letters_of("กิน 🧵!")
    ('itselodiescafe50', 'กิน🧵')
    """
    return fold(text).translate(_KEPT)


class Letters:
    """The letters of one text, and where each of them stands in it."""

    def __init__(self, text: str) -> None:
        self._text = text
        pieces = [letters_of(text[start : start + _PIECE]) for start in range(0, len(text), _PIECE)]
        self._starts = [0, *accumulate(map(len, pieces))]
        self.all = "".join(pieces)

    def before(self, offset: int) -> int:
        """Count the letters before an offset of the text; all, where it is none."""
        piece = min(offset // _PIECE, len(self._starts) - 1)
        return self._starts[piece] + len(letters_of(self._text[piece * _PIECE : offset]))

    def offset(self, letter: int) -> int:
        """Give the offset of a letter in the text."""
        first = (bisect_right(self._starts, letter) - 1) * _PIECE
        places = range(first, min(first + _PIECE, len(self._text)))
        return first + bisect_right(places, letter, key=lambda place: self.before(place + 1))
