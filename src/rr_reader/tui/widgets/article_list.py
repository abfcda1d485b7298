"""The list of articles: title, and under it where, when, who and how far one has read."""

from collections.abc import Mapping, Set
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from rr_reader.library.catalogue import Entry, Library, Listing
from rr_reader.quotes.citation import spoken_date
from rr_reader.text.safe import printable
from rr_reader.tui.look import style
from rr_reader.tui.messages import ArticleChosen
from rr_reader.tui.widgets.line import Line, fold_words
from rr_reader.tui.widgets.rows import Rows
from rr_reader.view.marks import PLAIN
from rr_reader.view.voices import Voices, mark

ROOMY = 4
DENSE = 2
_STATE_SIGNS = {"unread": "●", "reading": "◐", "finished": "✓"}


class ArticleList(Rows):
    """Rows of two lines of text: four with air where the pane is tall, two where it is not."""

    DEFAULT_CSS: ClassVar[str] = "ArticleList { width: 1fr; height: 1fr; }"

    def __init__(self) -> None:
        super().__init__(id="articles")
        self.listing: Listing = Library.of(()).entries
        """The articles, in the order in which they stand here."""
        self._states: Mapping[str, frozenset[str]] = {}
        self._percents: Mapping[str, int] = {}
        self._voices: Voices | None = None
        self._open = ""
        self._marked: Set[str] = frozenset()
        self._highlights: Mapping[str, int] = {}

    def mark(self, article_ids: Set[str]) -> None:
        """Show which articles are marked."""
        self._marked = article_ids
        self.refresh()

    def count_highlights(self, counts: Mapping[str, int]) -> None:
        """Show how many highlights each article has, by its id."""
        self._highlights = counts
        self.refresh()

    def show(
        self,
        listing: Listing,
        states: Mapping[str, frozenset[str]],
        percents: Mapping[str, int],
        voices: Voices,
        *,
        stays: bool = False,
    ) -> None:
        """Show these articles in this order; the cursor stays on its article while that is among them.

        After that it goes to the one that is open, or to the first; where it `stays`, to a neighbour of what is gone.
        """
        current = self.current
        self.listing, self._states, self._percents, self._voices = listing, states, percents, voices
        wanted = listing.place_of(current.id) if current else None
        if wanted is None:
            wanted = listing.place_of(self._open)
        if wanted is None and stays:
            wanted = max(0, min(self.cursor, len(listing) - 1))
        self.set_reactive(ArticleList.cursor, wanted or 0)
        self.rebuilt()

    def mark_open(self, article_id: str) -> None:
        """Show which article the reader holds, and put the cursor on it."""
        self._open = article_id
        place = self.listing.place_of(article_id)
        if place is not None:
            self.cursor = place
        self.refresh()

    @property
    def current(self) -> Entry | None:
        """The article under the cursor; None in an empty list."""
        return self.listing[self.cursor] if 0 <= self.cursor < len(self.listing) else None

    def count(self) -> int:
        """Say how many articles are listed."""
        return len(self.listing)

    def rebuilt(self) -> None:
        """Choose how much air the rows get, then fit."""
        self.row_height = ROOMY if self.size.height >= 6 * ROOMY else DENSE
        super().rebuilt()

    def chosen(self) -> None:
        """Open the article in the reader and go there."""
        if self.current:
            self.post_message(ArticleChosen(self.current.id, focus=True))

    def draw(self, index: int, line: int, width: int) -> Strip:
        """Draw a line of a row."""
        entry, tones = self.listing[index], self.tones
        here = index == self.cursor
        paper = (tones.cursor if self.has_focus else tones.cursor_idle) if here else tones.list
        quiet = style(tones.quiet, paper)
        accent = style(tones.accent, paper, bold=True)
        text_lines = ROOMY - 2 if self.row_height == ROOMY else 1
        title = fold_words(self._title(entry), width - 4, text_lines)
        row = Line(width, style(tones.ink, paper))
        if self.row_height == ROOMY and line == ROOMY - 1:
            return Line(width, style(tones.ink, tones.list)).strip()
        is_marked = line == 0 and entry.id in self._marked
        row.write("◆" if is_marked else "▎" if here else " ", accent)
        if line == 0:
            states = self._states.get(entry.id, frozenset())
            row.write(self._sign(states) + " ", accent if "finished" not in states else quiet)
            if "starred" in states:
                row.write_right("★ ", accent)
        else:
            row.write("  ", quiet)
        if line < len(title):
            derived = entry.is_title_derived
            row.write(title[line], style(tones.strong, paper, bold=not derived, italic=derived))
        elif line == len(title):
            self._write_facts(row, entry, quiet, paper)
        return row.strip()

    @staticmethod
    def _title(entry: Entry) -> str:
        return printable(entry.title)

    @staticmethod
    def _sign(states: frozenset[str]) -> str:
        return next((sign for state, sign in _STATE_SIGNS.items() if state in states), "●")

    def _write_facts(self, row: Line, entry: Entry, quiet: Style, paper: str) -> None:
        meta = entry.meta
        percent = self._percents.get(entry.id, 0)
        if percent and "finished" not in self._states.get(entry.id, frozenset()):
            row.write_right(f" {percent} % ", quiet)
        if count := self._highlights.get(entry.id, 0):
            row.write_right(f" {PLAIN}{count} ", style(self.tones.accent, paper))
        if self._voices:
            for speaker in entry.speakers[:6]:
                slot = self._voices.slot(speaker)
                row.write(mark(slot), style(self.tones.palette.voice(slot), paper))
            row.write(" " if entry.speakers else "", quiet)
        facts = [(printable(meta.outlet),), _dates(spoken_date(meta.published))]
        facts.append((f"{entry.questions} questions" if entry.questions else "",))
        facts.append((f"{entry.quotes} quotes" if entry.quotes else "",))
        between = ""
        for forms in facts:
            fact = next((form for form in forms if cell_len(between + form) < row.room), None)
            if fact is None:
                break  # a whole fact or none: half a name misleads
            row.write(between + fact if fact else "", quiet)
            between = " · " if fact else between


def _dates(date: str) -> tuple[str, ...]:
    """Write a date as long as there is room for it: `12 March 2025` is `12 Mar 2025`, else `2025`."""
    short = " ".join(word[:3] if word.isalpha() else word for word in date.split(" "))
    year = date.rpartition(" ")[2]
    return (short, year) if len(year) == 4 and year.isdecimal() else (short,)
