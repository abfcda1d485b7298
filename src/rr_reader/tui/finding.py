"""Search inside the article, over its logical text: a hit may wrap over lines, and folds accents."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

import msgspec

from rr_reader.model import Block, Place, Span
from rr_reader.text.matching import Matcher


class Hits(msgspec.Struct, frozen=True):
    """Where a pattern stands, in order. `pattern` is what was typed."""

    pattern: str = ""
    spans: tuple[Span, ...] = ()

    def at_or_after(self, place: Place) -> Span | None:
        """Give the first hit from a place on, round the end."""
        if not self.spans:
            return None
        return self.spans[bisect_left(self.spans, Span(place, place)) % len(self.spans)]

    def after(self, hit: Span) -> Span | None:
        """Give the hit after this one, round the end."""
        return self.spans[bisect_right(self.spans, hit) % len(self.spans)] if self.spans else None

    def before(self, hit: Span) -> Span | None:
        """Give the hit before this one, round the start."""
        return self.spans[bisect_left(self.spans, hit) - 1] if self.spans else None

    def number(self, hit: Span | None) -> int:
        """Count a hit from 1; 0 if it is none of these."""
        if hit is None:
            return 0
        at = bisect_left(self.spans, hit)
        return at + 1 if at < len(self.spans) and self.spans[at] == hit else 0

    def within(self, block: int, start: int, end: int) -> Sequence[Span]:
        """List the hits that touch [start, end) of a block."""
        first, last = (bisect_left(self.spans, Span(Place(block, at), Place(block, at))) for at in (start, end))
        if first and self.spans[first - 1].end > Place(block, start):
            first -= 1
        return self.spans[first:last]


def hits_in(blocks: Sequence[Block], pattern: str) -> Iterator[list[Span]]:
    """Find, block by block, every place where the pattern stands as typed, accents and case folded."""
    matcher = Matcher([pattern], anywhere=True)
    for index, block in enumerate(blocks):
        yield [Span.within(index, start, end) for start, end in matcher.spans(block.text)]
