"""Search inside the article, over its logical text: a hit may wrap over lines, and folds accents.

A long article is folded once. Then the places of a term are only counted, block by block, which takes as long as
looking through that much memory; where just they are is worked out in the blocks that are looked at.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, chain, repeat
from typing import overload

import msgspec

from rr_reader.model import Block, Place, Span
from rr_reader.text.matching import Matcher, fold, is_even

_COUNTED_AT_ONCE = 4096
"""Blocks counted in one step of a search."""


class Hits(msgspec.Struct, frozen=True):
    """Where a pattern stands, in order. `pattern` is what was typed."""

    pattern: str = ""
    spans: Sequence[Span] = ()
    goes_on: bool = False
    """Whether there may be more in other articles: then there is no way round the end."""

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


class Words:
    """An article's words to search in; folded when they are first asked for, or before, in short steps."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._folded: list[str] = []
        self._uneven: list[int] = []
        """The blocks in which the folded words stand at other offsets than the words."""
        self._text = ""
        self._borders = array("Q")
        """Where each block begins in the text, and where one more would."""

    def folding(self) -> Iterator[None]:
        """Fold what is not folded yet, a block a step. Several may do so in turns."""
        while not self._borders:
            if (block := len(self._folded)) == len(self._blocks):
                self._join()
                return
            words = self._blocks[block].text
            folded = fold(words)
            self._folded.append(folded)
            if not is_even(words, folded):
                self._uneven.append(block)
            yield

    def _join(self) -> None:
        """Make one text; no hit goes over the line feeds, since folding leaves none."""
        self._borders.extend(accumulate((len(folded) + 1 for folded in self._folded), initial=0))
        self._text = "\n".join(chain(self._folded, [""]))
        self._folded.clear()

    def search(self, pattern: str) -> Iterator[Sequence[Span]]:
        """Find every place where a pattern stands as typed, accents and case folded.

        Gives an empty sequence for each step of the way, and what was found last.
        """
        matcher = Matcher([pattern], anywhere=True)
        if not matcher.terms:
            return
        yield from map(_nothing, self.folding())
        counts, text, borders = array("Q"), self._text, self._borders
        for first in range(0, len(self._blocks), _COUNTED_AT_ONCE):
            ends = borders[first + 1 : first + 1 + _COUNTED_AT_ONCE]
            counts.extend(map(text.count, repeat(matcher.terms[0]), borders[first:], ends))
            yield ()
        for block in self._uneven:
            if counts[block]:
                counts[block] = len(matcher.spans(self._blocks[block].text))
                yield ()
        yield Found(self._blocks, matcher, array("Q", accumulate(counts, initial=0)))


def _nothing(step: None) -> Sequence[Span]:
    return ()


class Found(Sequence[Span]):
    """All places of a pattern in some blocks, in order. Only how many each block has is known beforehand."""

    def __init__(self, blocks: Sequence[Block], matcher: Matcher, before: Sequence[int]) -> None:
        """Take the number of hits `before` each block, and before one more."""
        self._blocks, self._matcher, self._before = blocks, matcher, before
        self._of_block = lru_cache(maxsize=256)(self._in_block)

    def __len__(self) -> int:
        return self._before[-1]

    @overload
    def __getitem__(self, index: int) -> Span: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Span]: ...

    def __getitem__(self, index: int | slice) -> Span | Sequence[Span]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        index += len(self) if index < 0 else 0
        if not 0 <= index < len(self):
            raise IndexError(index)
        block = bisect_right(self._before, index) - 1
        return self._of_block(block)[index - self._before[block]]

    def _in_block(self, block: int) -> list[Span]:
        spans = self._matcher.spans(self._blocks[block].text)
        return [Span.within(block, start, end) for start, end in spans]
