"""A column of a library: which articles have which values of a field.

What every list asks of all articles is worked out when the column is made, and kept with it: how many have each value,
which values most have, and where a word begins in their names.
"""

import re
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from heapq import nsmallest
from itertools import accumulate, chain, compress
from operator import itemgetter

import msgspec

from rr_reader.library.masks import Mask, all_but, both, mask_of
from rr_reader.text.matching import NO_SPACES, Matcher, fold, is_plain

FIRST = 300
"""Values of which it is kept that most articles have them."""
_BEGINS = "\1"
"""Stands before each word of the folded names, so that a word's beginning is found as a mere string is."""
_ASKED = 4
"""Terms of which the values are kept: what filters the list is asked for again by the facets."""


class _Kept(msgspec.Struct, array_like=True):
    """A column as it is kept."""

    names: msgspec.Raw
    rows: bytes
    values: bytes
    holders: Mask
    words: str
    totals: bytes
    first: list[int]


class Values:
    """Which articles have which values. Spellings that fold alike are one value."""

    def __init__(self, kept: _Kept) -> None:
        """Take what `made` or `encoded` gave."""
        self._kept = kept
        self._rows, self._values, self._totals = map(_numbers_in, (kept.rows, kept.values, kept.totals))
        self.matching = lru_cache(maxsize=_ASKED)(self._matching)

    @classmethod
    def made(cls, names: Sequence[str], rows: "array[int]", values: "array[int]") -> "Values":
        """Make a column of the values' names as they are shown, each with an article, and pairs of row and value."""
        folded = list(map(fold, names))
        counts = Counter(values)
        words = "\n".join(map(_with_beginnings, folded))
        totals = array("I", (counts[value] for value in range(len(names))))
        first = _most(counts, FIRST, folded.__getitem__)
        raw = msgspec.Raw(msgspec.msgpack.encode(names))
        holders = mask_of(rows, max(rows, default=-1) + 1)
        return cls(_Kept(raw, rows.tobytes(), values.tobytes(), holders, words, totals.tobytes(), first))

    @classmethod
    def decoded(cls, kept: bytes) -> "Values":
        """Read what `encoded` gave on this machine. Raises ValueError for anything else."""
        return cls(msgspec.msgpack.decode(kept, type=_Kept))

    def encoded(self) -> bytes:
        """Write the column down, for this machine: numbers stand as it has them."""
        return msgspec.msgpack.encode(self._kept)

    @cached_property
    def names(self) -> list[str]:
        """The values' names as they are shown."""
        return msgspec.msgpack.decode(self._kept.names, type=list[str])

    @cached_property
    def folded(self) -> list[str]:
        """The names, for the matcher."""
        return self._kept.words.replace(_BEGINS, "").split("\n") if self._totals else []

    @cached_property
    def _starts(self) -> "array[int]":
        """Where each name begins in the words."""
        lengths = (len(name) + 1 for name in self._kept.words.split("\n"))
        return array("I", accumulate(chain([0], lengths)))

    @cached_property
    def _spread(self) -> "Spread":
        """Spread a mask over the pairs: whether the row of each is meant."""
        return spreading(self._rows)

    @cached_property
    def _numbers(self) -> tuple[int, ...]:
        """The values of the pairs; numbers that stand ready are counted twice as fast as those of an array."""
        return tuple(map(_ready(len(self._totals)).__getitem__, self._values))

    @cached_property
    def _spread_over_values(self) -> "Spread":
        return spreading(self._values)

    @cached_property
    def _total(self) -> "_Totals":
        return _Totals(self._totals)

    def get_ready(self) -> None:
        """Work out what the first filter needs, where there is time for that."""
        _ = self._starts, self._spread, self._numbers, self._spread_over_values

    def given(self, size: int) -> Mask:
        """Give the articles that have any value."""
        return self._kept.holders.ljust(size, b"\0")[:size]

    def fitting(self, wanted: Callable[[str], bool]) -> list[int]:
        """List the values whose folded names are wanted."""
        return [value for value, name in enumerate(self.folded) if wanted(name)]

    def called(self, name: str) -> list[int]:
        """List the value of this name, however it is written; none where there is none."""
        line = _with_beginnings(fold(name))
        return [self._value_at(found.start()) for found in re.finditer(f"^{re.escape(line)}$", self._kept.words, re.M)]

    def _matching(self, term: str) -> list[int]:
        """List the values in whose names the matcher finds a term."""
        folded = fold(term).strip()
        first = folded.partition(" ")[0]
        if not is_plain(first):
            return [value for value in range(len(self._totals)) if Matcher([term]).matches(self.folded[value])]
        begins = re.finditer(re.escape(_BEGINS + first), self._kept.words)
        candidates = list(dict.fromkeys(self._value_at(found.start()) for found in begins))
        if first == folded:
            return candidates
        matches = Matcher([term]).matches
        return [value for value in candidates if matches(self.folded[value])]

    def _value_at(self, place: int) -> int:
        return bisect_right(self._starts, place) - 1

    def having(self, values: Iterable[int], size: int) -> Mask:
        """Give the articles that have one of the values."""
        chosen = mask_of(values, len(self._totals))
        return mask_of(compress(self._rows, self._spread_over_values(chosen)), size) if any(chosen) else bytes(size)

    def count(self, mask: Mask) -> Mapping[int, int]:
        """Count the articles of a mask by value, each a number in `names`; of most articles, by what is left out."""
        left_out = both(self._kept.holders, all_but(mask[: len(self._kept.holders)]))
        if left_out.count(1) * 2 > len(left_out):
            return Counter(compress(self._numbers, self._spread(mask)))
        if not any(left_out):
            return self._total
        counts = dict(enumerate(self._totals))
        for value, count in Counter(compress(self._numbers, self._spread(all_but(mask)))).items():
            counts[value] -= count
            if not counts[value]:
                del counts[value]
        return counts

    def most(self, counts: Mapping[int, int], many: int) -> list[int]:
        """List the values with the highest counts, so many of them; those with the same by their names."""
        if counts is self._total and many <= FIRST:
            return self._kept.first[:many]
        return _most(counts, many, lambda value: self.folded[value])


class _Totals(Mapping[int, int]):
    """How many articles have each value, over all of them: every value has some."""

    def __init__(self, totals: "array[int]") -> None:
        self._totals = totals

    def __getitem__(self, value: int) -> int:
        return self._totals[value]

    def __len__(self) -> int:
        return len(self._totals)

    def __iter__(self) -> Iterator[int]:
        return iter(range(len(self._totals)))


def _most(counts: Mapping[int, int], many: int, name: Callable[[int], str]) -> list[int]:
    sizes = sorted(Counter(counts.values()).items(), reverse=True)
    least, left = 0, many
    for count, values in sizes:
        if left <= 0:
            break
        least, left = count, left - values
    higher = [value for value, count in counts.items() if count > least]
    level = [value for value, count in counts.items() if count == least]
    higher.sort(key=lambda value: (-counts[value], name(value)))
    return [*higher, *nsmallest(many - len(higher), level, key=name)]


def _with_beginnings(folded: str) -> str:
    """Mark where the words of a folded name begin; it is in one line."""
    return _word_begins().sub(_BEGINS, folded.replace(_BEGINS, " ").replace("\n", " "))


@cache
def _word_begins() -> re.Pattern[str]:
    """As the matcher has it."""
    return re.compile(f"(?<![^\\W_{NO_SPACES}])(?=[^\\W_])")


Spread = Callable[[Mask], tuple[int, ...]]


def spreading(rows: "array[int]") -> Spread:
    """Make what looks up all of these rows in a mask; several times as fast as going through them."""
    if len(rows) < 2:
        return lambda mask: tuple(mask[row] for row in rows)
    return itemgetter(*map(_ready(max(rows) + 1).__getitem__, rows))


def _ready(most: int) -> list[int]:
    """Give the numbers below this one, and some more: the same for all columns, so that each takes memory once."""
    return _numbers_below(1 << max(most, 1).bit_length())


@lru_cache(maxsize=2)
def _numbers_below(end: int) -> list[int]:
    return list(range(end))


def _numbers_in(kept: bytes) -> "array[int]":
    numbers = array("I")
    numbers.frombytes(kept)
    return numbers
