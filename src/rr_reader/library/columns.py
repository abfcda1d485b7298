"""What is known of all articles at once, column by column: to filter, count and sort 100,000 while one types.

A row is an article's number in its library; it stays the same while the article is there, and numbers may be missing.
"""

from array import array
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from itertools import chain, compress

import msgspec

from rr_reader.library.masks import Mask, all_but, both, mask_of
from rr_reader.library.values import Spread, Values, spreading

_ORDERS = 2
"""Orders that are kept ready to be gone through."""


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
        self._spread = lru_cache(maxsize=_ORDERS)(self._spread_in_order)

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
        return array("I", compress(self.orders[by], self._spread(by)(mask)))

    def _spread_in_order(self, by: str) -> Spread:
        return spreading(self.orders[by])


class _Kept(msgspec.Struct, array_like=True):
    """Columns as they are kept."""

    ids: list[str]
    fields: dict[str, bytes]
    orders: dict[str, bytes]
    people: dict[str, str]
    slots: dict[str, int]


def encode(columns: Columns) -> bytes:
    """Write columns down, for this machine: numbers stand as it has them."""
    fields = {name: column.encoded() for name, column in columns.fields.items()}
    orders = {name: order.tobytes() for name, order in columns.orders.items()}
    return msgspec.msgpack.encode(_Kept(columns.ids, fields, orders, dict(columns.people), dict(columns.slots)))


def decode(kept: bytes) -> Columns:
    """Read columns that `encode` wrote on this machine. Raises ValueError for anything else."""
    found = msgspec.msgpack.decode(kept, type=_Kept)
    fields = {name: Values.decoded(column) for name, column in found.fields.items()}
    orders = {name: _numbers(order) for name, order in found.orders.items()}
    return Columns(found.ids, fields, orders, found.people, found.slots)


def _numbers(kept: bytes) -> "array[int]":
    numbers = array("I")
    numbers.frombytes(kept)
    return numbers
