"""The list of what a search over the library found: under each article its passages, with who says them."""

from typing import ClassVar

from rich.cells import cell_len
from textual.events import Resize
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from rr_reader.library.passages import Hit
from rr_reader.quotes.citation import spoken_date
from rr_reader.text.safe import printable
from rr_reader.tui.look import style
from rr_reader.tui.searching import Findings, Found, Row, Standing
from rr_reader.tui.widgets.line import Line, clip
from rr_reader.tui.widgets.rows import Rows
from rr_reader.view.voices import Voices, mark

ROOMY = 64
"""Cells from which on a passage and who says it stand on one line."""
NAME = 18
"""Cells for a name there."""


class FoundList(Rows, can_focus=False):
    """Headings with the article, and under each some of its passages; the cursor stands on passages only."""

    DEFAULT_CSS: ClassVar[str] = "FoundList { height: 1fr; width: 1fr; }"

    class Taken(Message):
        """The passage under the cursor is to be opened."""

    class Looked(Message):
        """One looks at other rows: there may have to be more of them."""

    def __init__(self) -> None:
        super().__init__()
        self.findings: Findings | None = None
        """What is listed."""
        self._voices: Voices | None = None
        self._rows: list[Row] = []
        self._listed = 0
        self._wanted: Standing | None = None
        """Where the cursor is to stand once there is room for rows."""

    def show(self, findings: Findings | None, voices: Voices, standing: Standing | None = None) -> None:
        """Show other findings from the first on, or from where one stood in such as these."""
        self.findings, self._voices = findings, voices
        self._rows, self._listed = [], 0
        self._wanted = None if self.size.height else standing
        self.set_reactive(Rows.cursor, 0)
        if standing is None:
            self.scroll_to(y=0, animate=False)
        self.grown()
        if standing and self.size.height:
            self._stand(standing)

    @property
    def standing(self) -> Standing | None:
        """Where the cursor stands; None where nothing is listed."""
        if not self.findings or not self.selectable(self.cursor):
            return None
        row = self._rows[self.cursor]
        found = self.findings.articles[row.found]
        block = -1 if row.more else found.hits[row.hit].block
        return Standing(found.entry.id, block, self.cursor - round(self.scroll_y))

    def _stand(self, standing: Standing) -> None:
        """Go where one stood; where that is gone, to the article's first passage, or to the first of all."""
        place = self.findings.place_of(standing.article_id) if self.findings else None
        rows = [at for at, row in enumerate(self._rows) if row.found == place and self.selectable(at)]
        if rows and self.findings and place is not None:
            hits = self.findings.articles[place].hits
            blocks = {-1 if self._rows[at].more else hits[self._rows[at].hit].block: at for at in rows}
            self.set_reactive(Rows.cursor, blocks.get(standing.block, rows[0]))
            self.virtual_size = Size(self.size.width, self.count())
            self.scroll_to(y=max(0, self.cursor - standing.above), animate=False)
            self.rebuilt()

    def grown(self) -> None:
        """Show what was found meanwhile; cursor and scrolling stay."""
        if self.findings:
            self._rows += self.findings.rows(self._lines, self._listed)
            self._listed = len(self.findings.articles)
        self.rebuilt()

    def has_enough(self, findings: Findings, screens: int = 2, *, in_place: bool = False) -> bool:
        """Tell whether that fills what is seen, and as much again; with one screen, what is seen alone.

        Findings that are shown `in_place` of what is listed go as far as one has looked at that.
        """
        first = max(self.cursor, round(self.scroll_y)) if in_place or self.findings is findings else 0
        return findings.height(self._lines) >= first + screens * max(self.size.height, 1)

    @property
    def hit(self) -> tuple[Hit, str] | None:
        """The passage under the cursor, and its text; None on anything else."""
        row = self._rows[self.cursor] if self.cursor < len(self._rows) else Row(-1)
        if row.found < 0 or row.hit < 0 or row.more or not self.findings:
            return None
        found = self.findings.articles[row.found]
        return found.hits[row.hit], found.texts[row.hit]

    @property
    def _lines(self) -> int:
        return 1 if self.size.width > ROOMY else 2

    def count(self) -> int:
        """Say how many rows there are, headings among them."""
        return len(self._rows)

    def selectable(self, index: int) -> bool:
        """Tell whether that is a passage, or what unfolds some."""
        return 0 <= index < len(self._rows) and self._rows[index].hit >= 0 and not self._rows[index].line

    def on_resize(self, event: Resize) -> None:
        """Lay the passages out for another width; the cursor stays on its passage."""
        stood = self._rows[self.cursor] if self.cursor < len(self._rows) else None
        self._rows = self.findings.rows(self._lines) if self.findings else []
        if stood in self._rows:
            self.set_reactive(Rows.cursor, self._rows.index(stood))
        self.rebuilt()
        if self._wanted and self.size.height:
            wanted, self._wanted = self._wanted, None
            self._stand(wanted)
        self.post_message(self.Looked())

    def show_cursor(self) -> None:
        """Scroll as little as it takes to show the passage, and the heading right over it."""
        height = self.size.height
        if not height or not self._rows:
            return
        top = bottom = self.cursor
        while bottom < len(self._rows) and self._rows[bottom].hit == self._rows[top].hit:
            bottom += 1
        if top and self._rows[top - 1].hit < 0:
            top -= 1
        first = round(self.scroll_y)
        if top < first:
            self.scroll_to(y=0 if top <= 1 else top, animate=False)
        elif bottom > first + height:
            self.scroll_to(y=bottom - height, animate=False)

    def watch_cursor(self) -> None:
        """Show where the cursor went, and tell."""
        super().watch_cursor()
        self.post_message(self.Looked())

    def watch_scroll_y(self, old: float, new: float) -> None:
        """Tell that other rows are seen."""
        super().watch_scroll_y(old, new)
        self.post_message(self.Looked())

    def chosen(self) -> None:
        """Open the passage, or unfold the article's other ones."""
        row = self._rows[self.cursor] if self.selectable(self.cursor) else None
        if row and row.more and self.findings:
            self.findings.unfold(row.found)
            self._rows = self.findings.rows(self._lines)
            self.rebuilt()
        elif row:
            self.post_message(self.Taken())

    def draw(self, index: int, line: int, width: int) -> Strip:
        """Draw a row."""
        row, tones = self._rows[index], self.tones
        width = self.scrollable_content_region.width  # what the scroll bar leaves
        if row.found < 0 or not self.findings:
            return Line(width, style(tones.ink, tones.overlay)).strip()
        found = self.findings.articles[row.found]
        if row.hit < 0:
            return self._heading(found, width)
        at = self._rows[self.cursor]
        here = (at.found, at.hit) == (row.found, row.hit)
        paper = tones.cursor if here else tones.overlay
        out = Line(width, style(tones.ink, paper)).write("▎" if here else " ", style(tones.accent, paper, bold=True))
        if row.more:
            return out.write(f"  … {row.more} more", style(tones.accent if here else tones.quiet, paper)).strip()
        hit = found.hits[row.hit]
        if self._lines == 1:
            self._write_speaker(out, hit, paper, NAME)
            self._write_words(out, hit, found.texts[row.hit], paper)
        elif row.line == 0:
            out.write(" ", style(tones.ink, paper))
            self._write_words(out, hit, found.texts[row.hit], paper)
        else:
            self._write_speaker(out, hit, paper, width)
        return out.strip()

    def _heading(self, found: Found, width: int) -> Strip:
        """Draw which article it is, where and when it stood, and how many of its passages fit."""
        tones, entry = self.tones, found.entry
        paper, count = tones.overlay, len(found.hits)
        quiet = style(tones.quiet, paper)
        out = Line(width, style(tones.ink, paper)).write(" ", quiet)
        date = spoken_date(entry.meta.published)
        facts = [f"{count}", date, printable(entry.meta.outlet)] if width >= ROOMY else [f"{count}"]
        aside = " · ".join(filter(None, reversed(facts)))
        out.write_right(f"  {clip(aside, width // 2)} ", quiet)
        title = style(tones.strong, paper, bold=not entry.is_title_derived, italic=entry.is_title_derived)
        return out.write(printable(entry.title), title).strip()

    def _write_speaker(self, out: Line, hit: Hit, paper: str, room: int) -> None:
        tones = self.tones
        slot = self._voices.slot(hit.speaker) if self._voices and hit.speaker else -1
        ink = style(tones.palette.voice(slot) if slot >= 0 else tones.quiet, paper)
        sign = mark(slot) if slot >= 0 else " "
        name = clip(printable(hit.speaker), room - 3)
        out.write(f" {sign} {name}" + " " * (room - 3 - cell_len(name) if room == NAME else 0) + " ", ink)

    def _write_words(self, out: Line, hit: Hit, text: str, paper: str) -> None:
        """Write as much of a passage as there is room for, the first hit well in sight, all hits lit."""
        tones = self.tones
        ink = style(tones.quiet if hit.is_around else tones.ink, paper)
        lit = style(tones.hit_ink, tones.hit_current, bold=True)
        out.write("‹boilerplate› " if hit.is_around else "", ink)
        text = text.replace("\n", " ")
        spans = hit.spans or ((0, 0),)
        room = max(out.room - 1, 8)
        first = max(0, min(spans[0][0] - room // 3, len(text) - room))
        if first:  # begin with a whole word
            first = text.find(" ", first, spans[0][0]) + 1 or first
            out.write("…", style(tones.quiet, paper))
        at = first
        for start, end in spans:
            if start >= at and out.room > 1:
                out.write(printable(text[at:start][:room]), ink).write(printable(text[start:end]), lit)
                at = end
        out.write(printable(text[at : at + room + 1]), ink)
