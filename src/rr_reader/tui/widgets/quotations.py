"""The list of the basket: two lines a quotation, its words and what is known of them, under the groups' headings."""

from collections.abc import Mapping, Sequence, Set
from typing import ClassVar

from rich.cells import cell_len
from textual.events import Resize
from textual.message import Message
from textual.strip import Strip

from rr_reader.quotes.citation import locator, spoken_date, title_of
from rr_reader.text.matching import Matcher
from rr_reader.text.safe import printable
from rr_reader.tui.basket import Group, Held, Row, rows
from rr_reader.tui.look import style
from rr_reader.tui.widgets.line import Line, clip
from rr_reader.tui.widgets.quotation import ink_of
from rr_reader.tui.widgets.rows import Rows
from rr_reader.view.voices import Voices, mark, voices

ROOMY = 64
"""Cells from which on there is room for where the words are from, and for notes."""
LINES = 2
AIRY = 24
"""Rows from which on there is air under each quotation."""
COLUMN = 7
"""Cells for a colour's name."""


class Quotations(Rows, can_focus=False):
    """The cursor stands on quotations only. One that stands under several headings is the same under each."""

    DEFAULT_CSS: ClassVar[str] = "Quotations { height: 1fr; width: 1fr; }"

    class Taken(Message):
        """The quotation under the cursor is to be opened."""

    def __init__(self) -> None:
        super().__init__()
        self._groups: Sequence[Group] = ()
        self._rows: list[Row] = []
        self._twice: Mapping[str, str] = {}
        self._marked: Set[str] = frozenset()
        self._voices = voices(())
        self._sought = Matcher(())

    def show(self, groups: Sequence[Group], twice: Mapping[str, str], *, follow: str = "") -> None:
        """Show quotations; the cursor stays on its own, or goes to that of the id `follow`, else stays where it is.

        `twice` says whose words another holds.
        """
        here = self._rows[self.cursor] if self.cursor < len(self._rows) else Row(-1)
        title, wanted = (self._groups[here.group].title if here.group >= 0 else ""), follow or self.current_id
        self._groups, self._twice = groups, twice
        self._rows = rows(groups, self._lines)
        at = [place for place, row in enumerate(self._rows) if row.line == 0 and self._id_of(row) == wanted]
        same = [place for place in at if self._groups[self._rows[place].group].title == title]
        self.set_reactive(Rows.cursor, next(iter(same or at), self.cursor))
        self.rebuilt()

    def dress(self, known: Voices, marked: Set[str], sought: Matcher) -> None:
        """Say what the next rows are drawn with: whose colour is which, what is marked, which words are lit."""
        self._voices, self._marked, self._sought = known, marked, sought

    @property
    def current(self) -> Held | None:
        """The quotation under the cursor."""
        return self._held(self._rows[self.cursor]) if self.cursor < len(self._rows) else None

    @property
    def current_id(self) -> str:
        """Its id; "" in an empty list."""
        return self.current.id if self.current else ""

    def beside(self, step: int) -> Held | None:
        """Give the one before (-1) or behind (1) the one under the cursor, in the same group."""
        row = self._rows[self.cursor] if self.current else Row(-1)
        if row.group < 0 or not 0 <= row.place + step < len(self._groups[row.group].held):
            return None
        return self._groups[row.group].held[row.place + step]

    def shown(self) -> list[str]:
        """Give the ids of all that are listed, in order."""
        return list(dict.fromkeys(each.id for group in self._groups for each in group.held))

    def _held(self, row: Row) -> Held | None:
        return self._groups[row.group].held[row.place] if row.group >= 0 and row.place >= 0 else None

    def _id_of(self, row: Row) -> str:
        each = self._held(row)
        return each.id if each else ""

    def count(self) -> int:
        """Say how many rows there are, headings among them."""
        return len(self._rows)

    def selectable(self, index: int) -> bool:
        """Tell whether a quotation begins there."""
        return 0 <= index < len(self._rows) and self._rows[index].place >= 0 and not self._rows[index].line

    @property
    def _lines(self) -> int:
        return LINES + (self.size.height >= AIRY)

    def on_resize(self, event: Resize) -> None:
        """Give the quotations the room there is; the cursor stays on its own."""
        self.show(self._groups, self._twice)

    def show_cursor(self) -> None:
        """Scroll as little as it takes to show both lines of the quotation, and a heading right over it."""
        height = self.size.height
        if not height or not self._rows:
            return
        top, bottom = self.cursor, min(self.cursor + LINES, len(self._rows))
        if top and self._rows[top - 1].place < 0 and height > LINES:
            top -= 1
        first = round(self.scroll_y)
        if top < first:
            self.scroll_to(y=0 if top <= 1 else top, animate=False)
        elif bottom > first + height:
            self.scroll_to(y=bottom - height, animate=False)

    def chosen(self) -> None:
        """Open it."""
        self.post_message(self.Taken())

    @property
    def _page(self) -> int:
        return max(self._lines, self.size.height - self._lines)

    # drawing

    def draw(self, index: int, line: int, width: int) -> Strip:
        """Draw a row."""
        row, tones = self._rows[index], self.tones
        width = self.scrollable_content_region.width  # what the scroll bar leaves
        each = self._held(row)
        if row.group < 0:
            return Line(width, style(tones.ink, tones.overlay)).strip()
        if each is None:
            return self._heading(self._groups[row.group], width)
        at = self._rows[self.cursor]
        if row.line == LINES:
            return Line(width, style(tones.ink, tones.overlay)).strip()
        here = (at.group, at.place) == (row.group, row.place)
        paper = tones.cursor if here else tones.overlay
        out = Line(width, style(tones.ink, paper))
        sign = "◆" if each.id in self._marked and row.line == 0 else "▎" if here else " "
        out.write(sign, style(tones.accent, paper, bold=True))
        out.write("▐", style(ink_of(tones, f"mark {each.highlight.colour}"), paper)).write(" ", style(tones.ink, paper))
        if row.line == 0:
            self._write_words(out, each, paper, here)
        else:
            self._write_facts(out, each, paper, self._groups[row.group])
        return out.strip()

    def _heading(self, group: Group, width: int) -> Strip:
        tones = self.tones
        paper = tones.overlay
        meta = group.article.meta if group.article else None
        facts = [str(len(group.held))]
        if meta and width > ROOMY:
            facts += [spoken_date(meta.published), printable(meta.outlet)]
        out = Line(width, style(tones.ink, paper)).write(" ", style(tones.ink, paper))
        out.write_right(f"  {clip(' · '.join(filter(None, reversed(facts))), width // 2)} ", style(tones.quiet, paper))
        ink = tones.warning if group.is_lost else tones.strong
        return out.write(printable(group.title), style(ink, paper, bold=True)).strip()

    def _write_words(self, out: Line, each: Held, paper: str, here: bool) -> None:
        tones = self.tones
        quiet = style(tones.quiet, paper)
        if each.id in self._twice:
            out.write_right(" = twice ", style(tones.warning, paper))
        elif each.is_sought:
            out.write_right(" … ", quiet)
        words = " ".join(each.text.split())
        spans = self._sought.spans(words)
        ink, lit = (tones.strong if here else tones.ink, paper), (tones.hit_ink, tones.hit_current)
        at = _first_shown(words, spans, max(out.room - 1, 8))
        out.write("…" if at else "", quiet)
        for start, end in [*((start, end) for start, end in spans if start >= at), (len(words), len(words))]:
            if out.room > 1:
                out.write(printable(words[at:start][: 4 * out.room]), style(*ink))
                out.write(printable(words[start:end]), style(*lit, bold=True))
            at = end

    def _write_facts(self, out: Line, each: Held, paper: str, group: Group) -> None:
        """Write who says it and where; at the right what was said of it: its note, its tags, its colour by name."""
        tones, kept = self.tones, each.highlight
        quiet, accent = style(tones.quiet, paper), style(tones.accent, paper)
        colour = style(ink_of(tones, f"mark {kept.colour}"), paper)
        is_roomy = out.width > ROOMY
        if kept.note and not is_roomy:
            out.write_right(" ✎", accent)
        if tags := " ".join(f"#{printable(tag)}" for tag in kept.tags):
            out.write_right(f"  {clip(tags, out.width // 4)} ", accent)
        name = clip(printable(kept.colour), COLUMN)
        out.write_right(f" {name}" + " " * (COLUMN - cell_len(name)), colour)
        slot = self._voices.slot(each.speakers[0]) if each.speakers else -1
        names = " & ".join(map(printable, each.speakers))
        if names:
            ink = style(tones.palette.voice(slot) if slot >= 0 else tones.quiet, paper)
            out.write(f"{mark(slot)} {clip(names, max(out.room - 3, 4))}", ink)
        if not is_roomy or out.room <= 12:
            return
        where = [title_of(each.excerpt.meta, each.excerpt.opening)] if group.article is None else []
        told = " · ".join(filter(None, [*where, locator(each.excerpt.parts[0])]))
        note = printable(" ".join(kept.note.split()))
        out.write(clip(f"{' · ' if names else ''}{told}", out.room - (min(cell_len(note), out.room // 2) + 5)), quiet)
        if note and out.room > 6:
            out.write("  ✎ ", accent).write(note, style(tones.ink, paper, italic=True))


def _first_shown(words: str, spans: Sequence[tuple[int, int]], room: int) -> int:
    """Say where to begin so that the first hit is in sight: with a whole word."""
    hit = spans[0][0] if spans else 0
    first = max(0, min(hit - room // 3, len(words) - room)) if hit > room * 2 // 3 else 0
    return (words.find(" ", first, hit) + 1 or first) if first else 0
