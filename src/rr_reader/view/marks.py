"""What was marked in an article, found by place: for drawing row by row, for going from one to the next."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

from rr_reader.model import Place, Span
from rr_reader.model.highlight import COLOURS, Highlight
from rr_reader.view.rows import Row, overlay

PLAIN, NOTED = "▪", "✎"
"""The signs in the margin beside where marked words begin; the second where there is a note."""


class Standing(NamedTuple):
    """A highlight, and where its words stand."""

    span: Span
    highlight: Highlight


class Marks:
    """The highlights of one article, however many and however they overlap."""

    def __init__(self, standing: Iterable[Standing] = ()) -> None:
        self._all = sorted(standing, key=lambda each: (each.span.start, -each.span.end.block, each.highlight.id))
        self._starts = [each.span.start for each in self._all]
        self._reach = list(accumulate((each.span.end for each in self._all), max))
        """Up to where the highlights go that begin no later."""

    def __len__(self) -> int:
        return len(self._all)

    def __iter__(self) -> Iterator[Standing]:
        return iter(self._all)

    def among(self, span: Span) -> list[Standing]:
        """Give those that have words of a span, in their order."""
        found = []
        for at in range(bisect_left(self._starts, span.end) - 1, -1, -1):
            if self._reach[at] <= span.start:
                break
            if self._all[at].span.end > span.start:
                found.append(self._all[at])
        return found[::-1]

    def at(self, place: Place) -> Standing | None:
        """Give the one that a place lies in; of several the one that begins last."""
        here = self.among(Span(place, Place(place.block, place.offset + 1)))
        return here[-1] if here else None

    def after(self, place: Place, *, noted: bool = False) -> Standing | None:
        """Give the first that begins after a place; where `noted`, the first that has a note."""
        following = self._all[bisect_right(self._starts, place) :]
        return next((each for each in following if each.highlight.note or not noted), None)

    def before(self, place: Place, *, noted: bool = False) -> Standing | None:
        """Give the last that begins before a place; where `noted`, the last that has a note."""
        preceding = self._all[: bisect_left(self._starts, place)]
        return next((each for each in reversed(preceding) if each.highlight.note or not noted), None)

    def draw(self, row: Row, *extras: str) -> Row:
        """Lay the colours over the words of a row, and `extras` with them."""
        for span, highlight in self._of(row):
            start = span.start.offset if span.start.block == row.block else 0
            end = span.end.offset if span.end.block == row.block else row.end
            for extra in (f"mark-{tone(highlight)}", *extras):
                row = overlay(row, start, end, extra)
        return row

    def sign(self, row: Row) -> tuple[str, str]:
        """Give the sign beside a row in which marked words begin, and its style; nothing beside any other."""
        here = [
            highlight
            for span, highlight in self._of(row)
            if span.start.block == row.block and row.start <= span.start.offset < row.end
        ]
        noted = [highlight for highlight in here if highlight.note]
        if not here:
            return "", ""
        return (NOTED, f"sign-{tone(noted[0])}") if noted else (PLAIN, f"sign-{tone(here[0])}")

    def _of(self, row: Row) -> list[Standing]:
        if not self._all or not row.is_text:
            return []
        return self.among(Span.within(row.block, row.start, row.end))


def tone(highlight: Highlight) -> str:
    """Name the colour that a highlight is drawn in: its own, if that is one of ours."""
    return highlight.colour if highlight.colour in COLOURS else COLOURS[0]


def told(highlight: Highlight) -> str:
    """Say in one line what a highlight is: its colour, its tags, how its note begins.

    >>> from rr_reader.model.highlight import Anchor
    >>> told(Highlight("1", "a", Anchor("fog"), note="Ask her", tags=("sea",)))
    '✎ yellow · #sea · Ask her'
    """
    note = " ".join(highlight.note.split())
    facts = [highlight.colour, " ".join(f"#{tag}" for tag in highlight.tags), note]
    return f"{NOTED if note else PLAIN} " + " · ".join(filter(None, facts))
