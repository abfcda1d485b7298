"""Where a text may be garbled: the quick look that lets sound text pass at next to no cost.

Whatever garbles text sets characters side by side that hardly ever meet in sound text, or brings rare ones.
Only lines where that is so are looked at closely.
"""

import re
from itertools import chain, pairwise
from typing import Final

from rr_reader.text.misreading import is_half_garbled, is_known
from rr_reader.text.oddness import is_odd_pair

_FOREIGN: Final = re.compile("[^\x00-\x7f]+")
_ACCENTED: Final = re.compile("[\xc0-\u024f]{4}")
"""No orthography has so many accents in a row."""
_MOST_KNOWN: Final = 200_000


class _Flags(dict[tuple[str, str], int]):
    """What is known of two characters side by side; filled as they come."""

    def __missing__(self, pair: tuple[str, str]) -> int:
        if len(self) > _MOST_KNOWN:
            self.clear()
        one, other = pair
        stands_alone = other.isascii() or (one.isascii() and not one.isalpha()) or not is_known(other)
        if is_half_garbled(one, other) or (not stands_alone and is_odd_pair(one, other)):
            self[pair] = _ODD
        else:
            self[pair] = _ACCENTED_PAIR * ("\xc0" <= one < "\u0250" and "\xc0" <= other < "\u0250")
        return self[pair]


_ODD: Final = 1
_ACCENTED_PAIR: Final = 2
_FLAGS = _Flags()


def suspects(text: str) -> list[str]:
    """List pairs of characters in a text that sound text hardly has, and letters with too many accents in a row.

    >>> suspects("– “Зоя была в café,” says Zoë"), suspects("blasÃ©")
    ([], ['sÃ', 'Ã©'])
    """
    runs = {text[max(run.start() - 1, 0) : run.end() + 1] for run in _FOREIGN.finditer(text)}
    pairs = set(chain.from_iterable(map(pairwise, runs)))
    flagged = [pair for pair in pairs if _FLAGS[pair]]
    odd = {one + other for one, other in flagged if _FLAGS[one, other] == _ODD}
    if len(odd) < len(flagged):
        odd.update(_ACCENTED.findall(text))
    return sorted(odd)


def odd_places(text: str) -> list[int]:
    """List where such pairs begin in a text."""
    return [place for place, pair in enumerate(pairwise(text)) if _FLAGS[pair] == _ODD]
