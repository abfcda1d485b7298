"""The mouse in the reader: what presses, drags, repeated clicks and the edges of the pane make of a selection."""

from typing import TYPE_CHECKING

from textual.events import MouseDown, MouseMove
from textual.geometry import Offset
from textual.timer import Timer

from rr_reader.model import Place, Span
from rr_reader.quotes.selection import Selection, dragged, unit_at
from rr_reader.quotes.units import Unit

if TYPE_CHECKING:
    from rr_reader.tui.widgets.selecting import SelectingReader

TICK = 0.06
"""Seconds between two steps while the mouse is held beyond an edge."""

A_PAGE = 36
"""Steps in which what is seen goes by, at first, with the mouse one row beyond the edge: a low pane is slower."""

FASTER = 8
"""Steps after which they are longer by as much again: where the terminal ends, the mouse goes no further."""

_BY_CLICKS = tuple(Unit)
"""What one click, two, three, … in the same cell choose, and a drag goes on by."""

_LEFT, _RIGHT = 1, 3


def stride(beyond: int, step: int, height: int) -> float:
    """Give the rows to go on by in a step, a page at most: the more the further the mouse is, and the longer held.

    >>> [stride(1, step, 9) for step in (0, 8, 16)], stride(-2, 0, 36), stride(1, 9999, 9)
    ([0.25, 0.5, 0.75], -2.0, 9.0)
    """
    pages = beyond * (1 + step // FASTER) / A_PAGE
    return max(-1.0, min(pages, 1.0)) * height


class Pointer:
    """One drag at a time. The right button extends as Shift does, which most terminals keep to themselves."""

    def __init__(self, reader: "SelectingReader") -> None:
        self._reader = reader
        self._is_dragging = False
        self._origin = Span(Place(), Place())
        """What the drag began with, and keeps."""
        self._unit = Unit.CHARACTER
        self._made: Selection | None = None
        """What was drawn last: while it is still what is selected, it can be extended by its own unit."""
        self._at = Offset()
        """Where the mouse is, in cells of the pane: beyond it too."""
        self._clicks = 0
        self._clicked: tuple[float, Offset] | None = None
        self._timer: Timer | None = None
        self._steps = 0
        self._owed = 0.0
        """Rows, or parts of one, that are still to be gone on by."""

    def pressed(self, event: MouseDown) -> None:
        """Begin to drag: by characters, and after repeated clicks by words, sentences, turns; a fold opens."""
        reader, laid = self._reader, self._reader.layout_rows
        if laid is None or event.button not in (_LEFT, _RIGHT):
            return
        self._at = Offset(event.x, event.y)
        extends = event.shift or event.button == _RIGHT
        row = laid.row(self._row())
        if row.fold >= 0 and not row.is_text and not extends:
            reader.toggle_fold(row.fold)
            return
        self._is_dragging = True
        reader.capture_mouse()
        if extends:
            self._take_up()
            self._draw()
        else:
            self._begin(_BY_CLICKS[(self._count(event) - 1) % len(_BY_CLICKS)])

    def moved(self, event: MouseMove) -> None:
        """Draw on to where the mouse is; beyond an edge, go on scrolling until it comes back or is let go."""
        if not self._is_dragging:
            return
        self._at = Offset(event.x, event.y)
        if not self._beyond():
            self._hold_still()
        elif self._timer is None:
            self._timer = self._reader.set_interval(TICK, self._scroll_on)
            self._scroll_on()
        self._draw()

    def scrolled(self) -> None:
        """Draw on to what came under the mouse, by the wheel or at an edge."""
        if self._is_dragging:
            self._draw()

    def released(self) -> None:
        """End the drag."""
        self._hold_still()
        if self._is_dragging:
            self._is_dragging = False
            self._reader.release_mouse()

    def _begin(self, unit: Unit) -> None:
        reader, place = self._reader, self._place()
        self._unit = unit
        self._origin = Span(place, place) if unit is Unit.CHARACTER else unit_at(reader.article, place, unit)
        reader.end_selection()
        reader.place = place
        if self._origin:
            self._select(Selection.of(self._origin))

    def _take_up(self) -> None:
        """Go on from what is selected; with nothing selected, from where one reads."""
        chosen = self._reader.chosen
        if chosen is None or chosen != self._made:
            anchor = chosen.anchor if chosen else self._reader.place
            self._unit, self._origin = Unit.CHARACTER, Span(anchor, anchor)

    def _count(self, event: MouseDown) -> int:
        """Count the clicks that came soon after each other in one cell."""
        before, self._clicked = self._clicked, (event.time, event.screen_offset)
        soon = self._reader.app.CLICK_CHAIN_TIME_THRESHOLD
        is_again = before is not None and before[1] == event.screen_offset and event.time - before[0] <= soon
        self._clicks = self._clicks + 1 if is_again else 1
        return self._clicks

    def _draw(self) -> None:
        drawn = dragged(self._reader.article, self._origin, self._place(), self._unit)
        if drawn.span:
            self._select(drawn)
        else:
            self._reader.end_selection()

    def _select(self, drawn: Selection) -> None:
        self._made = drawn
        self._reader.select(drawn, follow=False)

    def _row(self) -> int:
        """Give the row of the article under the mouse; beyond an edge, the last one seen there."""
        reader = self._reader
        height = reader.layout_rows.height if reader.layout_rows else 1
        return min(max(0, min(self._at.y, reader.size.height - 1)) + round(reader.scroll_y), height - 1)

    def _place(self) -> Place:
        laid = self._reader.layout_rows
        return laid.place_at(self._row(), max(0, self._at.x)) if laid else Place()

    def _beyond(self) -> int:
        """Count the rows that the mouse is below the pane; above it, they are less than none."""
        return min(self._at.y, 0) or max(0, self._at.y - self._reader.size.height + 1)

    def _scroll_on(self) -> None:
        self._owed += stride(self._beyond(), self._steps, self._reader.size.height)
        self._steps += 1
        rows = int(self._owed)
        self._owed -= rows
        if rows:
            self._reader.scroll_to(y=round(self._reader.scroll_y) + rows, animate=False)

    def _hold_still(self) -> None:
        self._steps, self._owed = 0, 0.0
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
