"""Anchors: telling where words stand so that they are found again after a re-import, a mending or an edit by hand.

An article is looked at as one text, its blocks with a blank line between. Words are looked for as they were, then
by their letters alone, then between what stood around them. What could be two places is the place whose
surroundings agree best; what agrees with none is not found, rather than found wrongly.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cached_property
from itertools import accumulate

from rr_reader.model import Article, Place, Span
from rr_reader.model.highlight import CONTEXT, Anchor
from rr_reader.text.graphemes import snap
from rr_reader.text.matching import fold

BETWEEN = "\n\n"
"""What stands between two blocks in the text that anchors are about."""

_LETTER = re.compile(r"[^\W_]")
_TELLING = 24
"""Letters of words that are known by themselves, where they stand only once."""
_AROUND = 12
"""Letters of the surroundings that must agree, on one side, before words are taken for others' by these alone."""
_ALIKE = 0.7
"""How much of edited words must be as it was, from 0 to 1."""
_LONGER = 1.5
"""How much longer edited words may be than they were."""
_MOST = 500
"""Places that are compared: of what stands oftener, those farther on are left out."""


def anchor_of(article: Article, span: Span) -> Anchor:
    """Say where a span stands. The words are those of the blocks, untouched, with a blank line between blocks."""
    return Finder(article).anchor(span)


def place_of(article: Article, anchor: Anchor) -> Span | None:
    """Find the words of an anchor; None where they are there no longer, or it cannot be told which are meant."""
    return Finder(article).find(anchor)


class Finder:
    """Makes and finds the anchors of one article; what is needed for it is worked out once."""

    def __init__(self, article: Article) -> None:
        self._texts = [block.text for block in article.blocks]
        self._starts = [0, *accumulate(len(text) + len(BETWEEN) for text in self._texts)][: len(self._texts)]
        self._whole = BETWEEN.join(self._texts)

    def anchor(self, span: Span) -> Anchor:
        """Say where a span stands."""
        start, end = self._offset(span.start), self._offset(span.end)
        before, after = max(0, start - CONTEXT), end + CONTEXT
        return Anchor(self._whole[start:end], self._whole[before:start], self._whole[end:after], start)

    def find(self, anchor: Anchor) -> Span | None:
        """Find the words of an anchor; None where they are there no longer."""
        if not anchor.exact.strip():
            return None
        ends = self._as_they_were(anchor) or self._by_letters(anchor) or self._between(anchor)
        return self._span(*ends) if ends else None

    def words(self, words: str) -> Span | None:
        """Find the first place of some words, white space collapsed but else exact; None where they do not stand."""
        pieces = [re.escape(piece) for piece in words.split()]
        found = re.search(r"\s+".join(pieces), self._whole) if pieces else None
        return self._span(*found.span()) if found else None

    def _as_they_were(self, anchor: Anchor) -> tuple[int, int] | None:
        exact = anchor.exact
        if self._whole.startswith(exact, anchor.start):
            end = anchor.start + len(exact)
            if self._whole[: anchor.start].endswith(anchor.prefix) and self._whole.startswith(anchor.suffix, end):
                return anchor.start, end
        places = list(_occurrences(self._whole, exact))
        best = _best(self._whole, places, len(exact), anchor, anchor.start, len(_letters(exact)) >= _TELLING)
        return None if best is None else (best, best + len(exact))

    def _by_letters(self, anchor: Anchor) -> tuple[int, int] | None:
        """Look for the same letters, whatever marks, accents, cases and breaks of lines are between them."""
        letters, offsets = self._letters
        exact = _letters(anchor.exact)
        if not exact:
            return None
        bare = Anchor(exact, _letters(anchor.prefix), _letters(anchor.suffix))
        hint = bisect_right(offsets, anchor.start)
        best = _best(letters, list(_occurrences(letters, exact)), len(exact), bare, hint, len(exact) >= _TELLING)
        return None if best is None else self._outer(best, best + len(exact))

    def _between(self, anchor: Anchor) -> tuple[int, int] | None:
        """Look for words that were edited: between the letters that stood before and those that stood after them."""
        letters, _ = self._letters
        exact, prefix, suffix = map(_letters, (anchor.exact, anchor.prefix, anchor.suffix))
        starts = self._starts_after(prefix) if len(prefix) >= _AROUND else ()
        for start in starts:
            room = letters[start : start + int(len(exact) * _LONGER) + len(suffix)]
            end = room.find(suffix) if len(suffix) >= _AROUND else _end_of_alike(exact, room)
            if end > 0 and _is_alike(exact, room[:end]):
                return self._outer(start, start + end)
        ends = list(_occurrences(letters, suffix)) if len(suffix) >= _AROUND else []
        for end in ends:
            room = letters[max(0, end - int(len(exact) * _LONGER)) : end]
            size = _end_of_alike(exact[::-1], room[::-1])
            if size > 0 and _is_alike(exact, room[len(room) - size :]):
                return self._outer(end - size, end)
        return None

    def _starts_after(self, prefix: str) -> list[int]:
        return [place + len(prefix) for place in _occurrences(self._letters[0], prefix)]

    @cached_property
    def _letters(self) -> tuple[str, list[int]]:
        """Give the text's letters, folded, and of each the offset in the text."""
        letters, offsets = [], []
        for match in _LETTER.finditer(self._whole):
            folded = _letters(match[0])
            letters.append(folded)
            offsets += [match.start()] * len(folded)
        return "".join(letters), offsets

    def _outer(self, first: int, after: int) -> tuple[int, int]:
        offsets = self._letters[1]
        return offsets[first], offsets[after - 1] + 1

    def _offset(self, place: Place) -> int:
        return self._starts[place.block] + place.offset if self._starts else 0

    def _span(self, start: int, end: int) -> Span:
        return Span(self._place(start, forward=False), self._place(end, forward=True))

    def _place(self, offset: int, *, forward: bool) -> Place:
        """Give the place of an offset; between two blocks, the end (`forward`) or the beginning that is meant."""
        block = bisect_right(self._starts, offset - forward) - 1
        text = self._texts[max(block, 0)]
        return Place(max(block, 0), snap(text, min(offset - self._starts[block], len(text)), forward=forward))


def _letters(text: str) -> str:
    return "".join(_LETTER.findall(fold(text)))


def _occurrences(text: str, words: str) -> Iterator[int]:
    start = text.find(words) if words else -1
    for _ in range(_MOST):
        if start < 0:
            return
        yield start
        start = text.find(words, start + 1)


def _best(text: str, places: list[int], size: int, anchor: Anchor, hint: int, is_telling: bool) -> int | None:
    """Choose the place whose surroundings agree best, then the nearest; None where they do not agree at all.

    Words that are long enough to be known by themselves need no surroundings where they stand only once.
    """
    if not places:
        return None
    around = {place: _agreeing(text, place, size, anchor) for place in places}
    best = min(places, key=lambda place: (-around[place], abs(place - hint)))
    enough = min(_AROUND, len(anchor.prefix) + len(anchor.suffix))
    is_known = around[best] >= enough or (is_telling and len(places) == 1)
    return best if is_known else None


def _agreeing(text: str, place: int, size: int, anchor: Anchor) -> int:
    """Count the characters around a place that are as they were, up to the first that is not."""
    before = text[max(0, place - len(anchor.prefix)) : place]
    after = text[place + size : place + size + len(anchor.suffix)]
    return _common(before[::-1], anchor.prefix[::-1]) + _common(after, anchor.suffix)


def _common(one: str, other: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _end_of_alike(exact: str, room: str) -> int:
    """Say where in `room`, which begins where the words began, they end: after the last run that both have."""
    runs = [run for run in SequenceMatcher(None, exact, room, autojunk=False).get_matching_blocks() if run.size]
    return runs[-1].b + runs[-1].size if runs else 0


def _is_alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE
