"""What is known of all articles at once, column by column: to filter, count and sort 100,000 while one types.

A row is an article's number in its library; it stays the same while the article is there, and numbers may be missing.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache
from heapq import nsmallest
from itertools import chain, compress
from operator import itemgetter

import msgspec

from rr_reader.library.masks import Mask, all_but, both, mask_of
from rr_reader.text.matching import fold


class Values:
    """A column: which articles have which values of a field. Spellings that fold alike are one value."""

    def __init__(self, names: list[str], rows: "array[int]", values: "array[int]") -> None:
        """Take the values' names as they are shown, and pairs of a row and a value's number."""
        self.names, self._rows, self._values = names, rows, values

    @property
    def pairs(self) -> "tuple[array[int], array[int]]":
        """The rows, and the number of the value that each has."""
        return self._rows, self._values

    @cached_property
    def folded(self) -> list[str]:
        """The names, for the matcher."""
        return list(map(fold, self.names))

    @cached_property
    def _spread(self) -> "_Spread":
        """Spread a mask over the pairs: whether the row of each is meant."""
        return _spreading(self._rows)

    @cached_property
    def _numbers(self) -> tuple[int, ...]:
        """The values of the pairs; numbers that stand ready are counted twice as fast as those of an array."""
        return tuple(map(_ready(len(self.names)).__getitem__, self._values))

    @cached_property
    def _spread_over_values(self) -> "_Spread":
        return _spreading(self._values)

    @cached_property
    def _total(self) -> Counter[int]:
        return Counter(self._numbers)

    @cached_property
    def _holders(self) -> Mask:
        return mask_of(self._rows, max(self._rows, default=-1) + 1)

    def given(self, size: int) -> Mask:
        """Give the articles that have any value."""
        return self._holders.ljust(size, b"\0")[:size]

    def fitting(self, wanted: Callable[[str], bool], part: str = "") -> list[int]:
        """List the values whose folded names are wanted; those without a part of the name are not asked about."""
        return [value for value, name in enumerate(self.folded) if part in name and wanted(name)]

    def having(self, values: Iterable[int], size: int) -> Mask:
        """Give the articles that have one of the values."""
        chosen = mask_of(values, len(self.names))
        return mask_of(compress(self._rows, self._spread_over_values(chosen)), size) if any(chosen) else bytes(size)

    def count(self, mask: Mask) -> Mapping[int, int]:
        """Count the articles of a mask by value, each a number in `names`; of most articles, by what is left out."""
        left_out = both(self._holders, all_but(mask[: len(self._holders)]))
        if left_out.count(1) * 2 > len(left_out):
            return Counter(compress(self._numbers, self._spread(mask)))
        if not any(left_out):
            return self._total
        counts = self._total.copy()
        for value, count in Counter(compress(self._numbers, self._spread(all_but(mask)))).items():
            counts[value] -= count
            if not counts[value]:
                del counts[value]
        return counts

    def most(self, counts: Mapping[int, int], many: int) -> list[int]:
        """List the values with the highest counts, so many of them; those with the same by their names."""
        sizes = sorted(Counter(counts.values()).items(), reverse=True)
        least, left = 0, many
        for count, values in sizes:
            if left <= 0:
                break
            least, left = count, left - values
        higher = [value for value, count in counts.items() if count > least]
        level = [value for value, count in counts.items() if count == least]
        higher.sort(key=lambda value: (-counts[value], self.folded[value]))
        return [*higher, *nsmallest(many - len(higher), level, key=self.folded.__getitem__)]


_Spread = Callable[[Mask], tuple[int, ...]]


def _spreading(rows: "array[int]") -> _Spread:
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


class Columns:
    """The columns of a library.

    `fields["speaker"]` are its people, one name for each over all articles; `fields["called"]` the other names
    that single articles give them, aliases among these.
    """

    def __init__(
        self,
        ids: list[str],
        fields: Mapping[str, Values],
        orders: Mapping[str, "array[int]"],
        people: Mapping[str, str],
        slots: Mapping[str, int],
    ) -> None:
        """Take the ids by row, "" where a number is missing; the fields; all rows in each order.

        `people` gives for a name that an article uses what that person goes by, where that is another; `slots` the slot
        of each person.
        """
        self.ids, self.fields, self.orders, self.people, self.slots = ids, fields, orders, people, slots

    @property
    def size(self) -> int:
        """One more than the last row."""
        return len(self.ids)

    @cached_property
    def there(self) -> Mask:
        """The rows that have an article."""
        return bytes(map(bool, self.ids))

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """The row of each id."""
        return {article_id: row for row, article_id in enumerate(self.ids) if article_id}

    def sorted(self, mask: Mask, by: str, first: Iterable[str] = (), last: Iterable[str] = ()) -> "array[int]":
        """List the rows of a mask in one of the orders; but for some ids, which come first, and last, as they are."""
        if first or last:
            head, tail = ([row for row in map(self.rows.get, ids) if row is not None] for ids in (first, last))
            between = self.sorted(both(mask, all_but(mask_of(chain(head, tail), self.size))), by)
            return array("I", (row for row in chain(head, between, tail) if mask[row]))
        order = self.orders[by]
        if len(order) < 2:
            return array("I", (row for row in order if mask[row]))
        return array("I", compress(order, itemgetter(*order)(mask)))


class _Kept(msgspec.Struct, array_like=True):
    """Columns as they are kept."""

    ids: list[str]
    fields: dict[str, tuple[list[str], bytes, bytes]]
    orders: dict[str, bytes]
    people: dict[str, str]
    slots: dict[str, int]


def encode(columns: Columns) -> bytes:
    """Write columns down, for this machine: numbers stand as it has them."""
    fields = {
        name: (column.names, column.pairs[0].tobytes(), column.pairs[1].tobytes())
        for name, column in columns.fields.items()
    }
    orders = {name: order.tobytes() for name, order in columns.orders.items()}
    return msgspec.msgpack.encode(_Kept(columns.ids, fields, orders, dict(columns.people), dict(columns.slots)))


def decode(kept: bytes) -> Columns:
    """Read columns that `encode` wrote on this machine. Raises ValueError for anything else."""
    found = msgspec.msgpack.decode(kept, type=_Kept)
    fields = {
        name: Values(names, _numbers(rows), _numbers(values)) for name, (names, rows, values) in found.fields.items()
    }
    orders = {name: _numbers(order) for name, order in found.orders.items()}
    return Columns(found.ids, fields, orders, found.people, found.slots)


def _numbers(kept: bytes) -> "array[int]":
    numbers = array("I")
    numbers.frombytes(kept)
    return numbers
