"""Anchors: telling where words stand so that they are found again after a re-import, a mending or an edit by hand.

An article is looked at as one text, its blocks with a blank line between. Words are looked for as they were, with all
that stood around them, and else by the letters that they and their surroundings still share with the text. What could
be two places is the place whose surroundings agree best, then the nearest; what agrees with none is not found, rather
than found wrongly.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate

from rr_reader.model import Article, Place, Span
from rr_reader.model.highlight import CONTEXT, Anchor
from rr_reader.quotes import aligning
from rr_reader.quotes.letters import Letters, letters_of
from rr_reader.text.graphemes import snap
from rr_reader.text.matching import fold

BETWEEN = "\n\n"
"""What stands between two blocks in the text that anchors are about."""

_CLUSTER = 64
"""Code points that what is seen as one character may go on for."""
_NEAR = 1 << 16
"""Code points on either side of where words stood that are looked at before all others."""


class Finder:
    """Makes and finds the anchors of one article; what is needed for it is worked out once."""

    def __init__(self, article: Article) -> None:
        self._texts = [block.text for block in article.blocks]
        self._starts = [0, *accumulate(len(text) + len(BETWEEN) for text in self._texts)][: len(self._texts)]
        self._whole = BETWEEN.join(self._texts)

    def anchor(self, span: Span) -> Anchor:
        """Say where a span stands. The words are those of the blocks, untouched, with a blank line between blocks."""
        start, end = self._offset(span.start), self._offset(span.end)
        before, after = max(0, start - CONTEXT), end + CONTEXT
        return Anchor(self._whole[start:end], self._whole[before:start], self._whole[end:after], start)

    def find(self, anchor: Anchor) -> Span | None:
        """Find the words of an anchor; None where they are there no longer, or it cannot be told which are meant."""
        return self.find_all([anchor])[0]

    def find_all(self, anchors: Sequence[Anchor]) -> list[Span | None]:
        """Find the words of many anchors, in the time of one."""
        ends = [self._as_they_were(anchor) for anchor in anchors]
        changed = [
            number
            for number, anchor in enumerate(anchors)
            if ends[number] is None and letters_of(anchor.exact) and self._whole
        ]
        if changed:
            for number, found in zip(changed, self._by_letters([anchors[each] for each in changed]), strict=True):
                ends[number] = found
        return [self._span(*found) if found else None for found in ends]

    def words(self, words: str) -> Span | None:
        """Find the first place of some words, white space collapsed but else exact; None where they do not stand."""
        pieces = [re.escape(piece) for piece in words.split()]
        found = re.search(r"\s+".join(pieces), self._whole) if pieces else None
        return self._span(*found.span()) if found else None

    def alike(self, words: str) -> str:
        """Give the first words of the same letters, whatever marks, cases and accents they have; "" for none."""
        wanted = letters_of(words)
        place = self._letters.all.find(wanted) if wanted else -1
        if place < 0:
            return ""
        start, end = self._with_marks(words.strip(), place, place + len(wanted))
        return " ".join(self._whole[start:end].split())

    def _as_they_were(self, anchor: Anchor) -> tuple[int, int] | None:
        """Look for the words with all that stood around them, the nearest place first."""
        if not anchor.exact.strip():
            return None
        around = anchor.prefix + anchor.exact + anchor.suffix
        expected = anchor.start - len(anchor.prefix)
        if expected >= 0 and self._whole.startswith(around, expected):
            place = expected
        elif len(around) - len(anchor.exact) < CONTEXT:  # too little to know a place by it alone
            return None
        else:
            place = _nearest(self._whole, around, max(0, expected))
        start = place + len(anchor.prefix)
        return None if place < 0 else (start, start + len(anchor.exact))

    def _by_letters(self, anchors: Sequence[Anchor]) -> Iterator[tuple[int, int] | None]:
        """Look for what is left of the letters, whatever marks, accents, cases and breaks of lines are between them."""
        wanted = [
            aligning.Wanted(
                letters_of(anchor.exact),
                letters_of(anchor.prefix),
                letters_of(anchor.suffix),
                self._letters.before(anchor.start),
            )
            for anchor in anchors
        ]
        for anchor, found in zip(anchors, aligning.found(self._letters.all, wanted), strict=True):
            yield self._with_marks(anchor.exact, *found) if found else None

    @cached_property
    def _letters(self) -> Letters:
        return Letters(self._whole)

    def _with_marks(self, exact: str, first: int, after: int) -> tuple[int, int]:
        """Give the offsets of letters with the marks that the words began and ended with, where they stand there."""
        start, end = self._letters.offset(first), self._letters.offset(after - 1) + 1
        end += snap(self._whole[end - 1 : end + _CLUSTER], 1, forward=True) - 1
        opening, closing = _marks_of(exact), _marks_of(exact[::-1])[::-1]
        before = self._whole[max(0, start - len(fold(opening))) : start]
        behind = self._whole[end : end + len(fold(closing))]
        return start - _as_marks(before[::-1], opening[::-1]), end + _as_marks(behind, closing)

    def _offset(self, place: Place) -> int:
        return self._starts[place.block] + place.offset if self._starts else 0

    def _span(self, start: int, end: int) -> Span:
        return Span(self._place(start, forward=False), self._place(end, forward=True))

    def _place(self, offset: int, *, forward: bool) -> Place:
        """Give the place of an offset; between two blocks, the end (`forward`) or the beginning that is meant."""
        block = bisect_right(self._starts, offset - forward) - 1
        text = self._texts[max(block, 0)]
        return Place(max(block, 0), snap(text, min(offset - self._starts[block], len(text)), forward=forward))


def _nearest(text: str, words: str, offset: int) -> int:
    """Give the place of words that is nearest to an offset, of those far from it the first; -1 for none."""
    near = max(0, offset - _NEAR)
    before = text.rfind(words, near, offset + len(words))
    behind = text.find(words, offset, offset + _NEAR + len(words))
    places = [place for place in (before, behind) if place >= 0]
    return min(places, key=lambda place: abs(place - offset)) if places else text.find(words)


def _marks_of(words: str) -> str:
    """Give the signs that words begin with, before their first letter."""
    return words[: next((at for at, character in enumerate(words) if letters_of(character)), len(words))].strip()


def _as_marks(text: str, marks: str) -> int:
    """Count the code points at the beginning of a text that are such signs, written in whatever way."""
    left, count = fold(marks), 0
    for character in text:
        sign = fold(character)
        if not left.startswith(sign) or not left:
            break
        left, count = left[len(sign) :], count + 1
    return count
