"""How common letters are, over the languages that write them."""

from functools import cache
from typing import Final

_UNLISTED: Final = 28
_LEVELS: Final = (("euc_jp", 0xB0, 0xD0), ("gb2312", 0xB0, 0xD8), ("big5", 0xA4, 0xC7), ("euc_kr", 0xB0, 0xC9))
"""The lead bytes of the characters that a national standard put first, because they are the common ones."""


def rank(character: str) -> int:
    """Give a letter's place among those of the language where it is most common: 0 for the first.

    Source: the tables of charset-normalizer; for Chinese characters and Korean syllables without a place there,
    how many national standards (JIS X 0208, GB 2312, Big5, KS X 1001) have them on their first level.
    """
    place = _places().get(character)
    return _UNLISTED - levels(character)[0] if place is None else place


@cache
def _places() -> dict[str, int]:
    from charset_normalizer.constant import FREQUENCIES

    places: dict[str, int] = {}
    for letters in FREQUENCIES.values():
        for place, letter in enumerate(letters):
            places[letter] = min(place, places.get(letter, place))
            places.setdefault(letter.upper(), place)
    return places


def levels(character: str) -> tuple[int, int]:
    """Count the national standards that have a character on the first level, and those that have it elsewhere."""
    first_level = other = 0
    for codec, first, end in _LEVELS:
        encoded = character.encode(codec, "ignore")
        is_first = len(encoded) == 2 and first <= encoded[0] < end
        first_level += is_first
        other += len(encoded) == 2 and not is_first
    return first_level, other
