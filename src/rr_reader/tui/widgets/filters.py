"""The filter sidebar: every value of every facet, with how many articles it would leave."""

from typing import ClassVar

import msgspec
from textual.strip import Strip

from rr_reader.library.facets import FACETS, Facet, FacetValue
from rr_reader.text.safe import printable
from rr_reader.tui.look import style
from rr_reader.tui.messages import FacetToggled
from rr_reader.tui.widgets.line import Line
from rr_reader.tui.widgets.rows import Rows
from rr_reader.view.voices import Voices, mark


class _Row(msgspec.Struct, frozen=True):
    """A heading (no value), a value, how many more there are, or air between facets (nothing)."""

    facet: str
    value: FacetValue | None = None
    more: int = 0


class Filters(Rows):
    """Facets with live counts. Enter or Space switches a value on and off."""

    DEFAULT_CSS: ClassVar[str] = "Filters { width: 1fr; height: 1fr; }"

    def __init__(self) -> None:
        super().__init__(id="filters")
        self._rows: tuple[_Row, ...] = ()
        self._voices: Voices | None = None
        self._is_partial = False

    def show(self, facets: tuple[Facet, ...], voices: Voices, *, is_partial: bool = False) -> None:
        """Show these facets; the cursor stays on its value while that is among them.

        What was chosen elsewhere is brought in sight: the cursor goes to the first such value.
        Of counts that are only `is_partial` it is said that there may be more; while they come, who stands on the first
        value stays on the first.
        """
        is_on_first = self._is_partial and self.cursor <= self._nearest(0, 1)
        self._is_partial = is_partial
        stood = self._rows[self.cursor] if self.cursor < len(self._rows) else None
        rows: list[_Row] = []
        for facet in facets:
            if facet.values:
                rows += [_Row(""), _Row(facet.name)] if rows else [_Row(facet.name)]
                rows += [_Row(facet.name, value) for value in facet.values]
                rows += [_Row(facet.name, more=facet.more)] if facet.more else []
        before, self._rows, self._voices = _chosen(self._rows), tuple(rows), voices
        chosen = [value for value in _chosen(self._rows) if value not in before]
        if chosen and not self.has_focus:
            self.stand_on(*chosen[0])
        elif stood and stood.value and not is_on_first:
            self.stand_on(stood.facet, stood.value.value)
        self.rebuilt()

    def stand_on(self, facet: str, value: str) -> None:
        """Put the cursor on a value, if it is there."""
        for at, row in enumerate(self._rows):
            if row.value and (row.facet, row.value.value) == (facet, value):
                self.set_reactive(Filters.cursor, at)
                self.show_cursor()
                self.refresh()

    def count(self) -> int:
        """Say how many rows there are, headings among them."""
        return len(self._rows)

    @property
    def current(self) -> tuple[str, str]:
        """The facet and the value that the cursor stands on; nothing and nothing where there is none."""
        row = self._rows[self.cursor] if self.selectable(self.cursor) else _Row("")
        return (row.facet, row.value.value) if row.value else ("", "")

    def selectable(self, index: int) -> bool:
        """Only values can be chosen."""
        return 0 <= index < len(self._rows) and self._rows[index].value is not None

    def chosen(self) -> None:
        """Switch the value under the cursor on or off."""
        row = self._rows[self.cursor] if self.count() else None
        if row and row.value:
            self.post_message(FacetToggled(row.facet, row.value.value))

    def draw(self, index: int, line: int, width: int) -> Strip:
        """Draw a row."""
        row, tones = self._rows[index], self.tones
        paper = tones.sidebar
        if row.more:
            words = f" … {row.more:,} more: {FACETS[row.facet]}:…"
            return Line(width, style(tones.quiet, paper)).write(words, style(tones.quiet, paper)).strip()
        if row.value is None:
            heading = style(tones.quiet, paper, bold=True)
            return Line(width, style(tones.ink, paper)).write(" " + row.facet.upper(), heading).strip()
        here = index == self.cursor and self.has_focus
        paper = tones.cursor if here else paper
        value = row.value
        ink = tones.accent if value.chosen else tones.ink if value.count else tones.quiet
        out = Line(width, style(ink, paper))
        count = f"{value.count}{'+' * self._is_partial}" if value.count >= 0 else "…"
        out.write_right(f" {count} ", style(tones.accent if value.chosen else tones.quiet, paper))
        out.write("▎" if here else " ", style(tones.accent, paper))
        out.write("◆ " if value.chosen else "  ", style(tones.accent, paper, bold=True))
        if row.facet == "speaker" and self._voices and value.value != "not given":
            slot = self._voices.slot(value.value)
            out.write(mark(slot) + " ", style(tones.palette.voice(slot), paper))
        return out.write(printable(value.value), style(ink, paper, bold=value.chosen)).strip()


def _chosen(rows: tuple[_Row, ...]) -> list[tuple[str, str]]:
    return [(row.facet, row.value.value) for row in rows if row.value and row.value.chosen]
