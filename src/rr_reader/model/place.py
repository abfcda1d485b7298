"""Where something stands in an article: all offsets are code points of a block's own text."""

from collections.abc import Iterator

import msgspec


class Place(msgspec.Struct, frozen=True, order=True, gc=False):
    """A point between two characters: the block's index, and the offset in its text."""

    block: int = 0
    offset: int = 0


class Span(msgspec.Struct, frozen=True, order=True, gc=False):
    """From one place up to (not with) another, over as many blocks as lie between."""

    start: Place
    end: Place

    @classmethod
    def within(cls, block: int, start: int, end: int) -> "Span":
        """Build a span inside one block.

        >>> Span.within(3, 0, 5)
        Span(start=Place(block=3, offset=0), end=Place(block=3, offset=5))
        """
        return cls(Place(block, start), Place(block, end))

    @classmethod
    def between(cls, one: Place, other: Place) -> "Span":
        """Build the span of two places, whichever comes first."""
        return cls(min(one, other), max(one, other))

    def __bool__(self) -> bool:
        return self.start < self.end

    def __contains__(self, place: object) -> bool:
        return isinstance(place, Place) and self.start <= place < self.end

    def pieces(self, lengths: "list[int] | tuple[int, ...]") -> Iterator[tuple[int, int, int]]:
        """Cut at block borders: (block, start, end) for each block touched.

        `lengths` are the lengths of all blocks' texts, for the ends of those in the middle.

        >>> list(Span(Place(0, 4), Place(2, 1)).pieces([9, 5, 7]))
        [(0, 4, 9), (1, 0, 5), (2, 0, 1)]
        """
        for block in range(self.start.block, min(self.end.block, len(lengths) - 1) + 1):
            first = self.start.offset if block == self.start.block else 0
            last = self.end.offset if block == self.end.block else lengths[block]
            yield block, first, min(last, lengths[block])
