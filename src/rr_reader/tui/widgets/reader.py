"""The reader pane: draws the rows of a layout that are seen, and knows the place one reads."""

from msgspec import structs
from textual import work
from textual.events import Blur, Focus, Resize
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip

from rr_reader.model import Article, Place, Span
from rr_reader.tui.finding import Hits, Words
from rr_reader.tui.look import Tones, tones_of
from rr_reader.tui.messages import Moved
from rr_reader.tui.patience import SLICE, patiently
from rr_reader.tui.widgets.paint import paint
from rr_reader.tui.widgets.text_pane import CONTEXT, TextPane
from rr_reader.view import navigation
from rr_reader.view.layout import Layout
from rr_reader.view.outline import Outline
from rr_reader.view.rows import Row, overlay
from rr_reader.view.voices import Voices, voices


class ReaderView(TextPane, inherit_bindings=False):
    """Reading line by line and page by page: what is drawn, and the place that moves with it."""

    selection: reactive[Span | None] = reactive(None)
    is_mended: reactive[bool] = reactive(False)
    """Whether an overlay asks what is to be mended here: the mark of the place stays then."""

    def __init__(self) -> None:
        super().__init__(id="reader")
        self.article = Article()
        self.outline = Outline(self.article)
        self.voices: Voices = voices(())
        self.layout_rows: Layout | None = None
        self.place = Place()
        self.only = ""
        self.words = Words(())
        self.hits = Hits()
        self.hit: Span | None = None
        self._folds: frozenset[int] = frozenset()
        self._first_voice = ""
        self.title = ""
        """What stands over the pane."""
        self.is_partial = False
        """Whether this is only the beginning of what is still being read."""
        self.touched = False
        """Whether one has moved in this article, and not only passed over it in the list or landed on a hit."""

    # what is shown

    def show(self, article: Article, known: Voices, place: Place) -> None:
        """Show an article from a place on."""
        self._take(article, known)
        self.only, self._folds, self.hits, self.hit = "", frozenset(), Hits(), None
        self.set_reactive(ReaderView.selection, None)
        self.place, self.touched = self._within(place), False
        self._lay_out()
        self.go_to(self.place)

    def replace(self, article: Article, known: Voices) -> None:
        """Show a fuller reading of the same text. The place stays; what rested on the first reading goes."""
        top, before = self.top, self._rows_above()
        self._take(article, known)
        if self.only not in {person.name for person in article.speakers}:
            self.only = ""
        self._folds, self.hits, self.hit = frozenset(), Hits(), None
        self.place = self._within(self.place)
        self._lay_out()
        if before is None:
            self._scroll_to_place(self._within(top), 0)
        else:
            self._scroll_to_place(self.place, before)

    def _take(self, article: Article, known: Voices) -> None:
        self.article, self.outline, self.voices = article, Outline(article), known
        self.words = Words(article.blocks)
        self._fold()

    @work(exclusive=True, group="fold")
    async def _fold(self) -> None:
        """Make the words ready to be searched in, before anybody asks."""
        async for _ in patiently(self.words.folding(), rest=SLICE):
            pass

    def _rows_above(self) -> int | None:
        """Count the rows that are seen above the place; None where it is out of sight, or the top is what is read."""
        if self.layout_rows is None or not round(self.scroll_y):
            return None
        rows = self.layout_rows.row_of(self.place) - round(self.scroll_y)
        return rows if 0 <= rows < self.size.height else None

    def _within(self, place: Place) -> Place:
        if place.block >= len(self.article.blocks):
            return Place()
        return Place(place.block, min(place.offset, len(self.article.blocks[place.block].text)))

    def _lay_out(self) -> None:
        """Lay out what there is now; while the pane is hidden it has no size, and comes back at the width it had."""
        width = self.size.width or (self.layout_rows.width if self.layout_rows else 0)
        if not width:
            return
        only = frozenset({self.only}) if self.only else frozenset()
        self.layout_rows = Layout(
            self.article,
            width,
            only=only,
            open_folds=self._folds,
            voices=self.voices,
            outline=self.outline,
            like=self.layout_rows,
        )
        rows = Size(width, self.layout_rows.height)
        self.set_reactive(ReaderView.virtual_size, rows)  # the bar is always there: no pane is to be laid out anew
        self._scroll_update(rows)
        self.refresh()

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:
        """Wrap again for another width, before anything is drawn; the reading place stays where it was."""
        is_another = super()._size_updated(size, virtual_size, container_size, layout)
        before = self.layout_rows
        if before is None:
            self._lay_out()
            self.go_to(self.place)
        elif before.width != self.size.width and self.size.width:
            at_top = round(self.scroll_y) == 0
            top = self.top
            self._lay_out()
            self._scroll_to_place(top if not at_top else Place(), 0, top=at_top)
        return is_another

    def on_resize(self, event: Resize) -> None:
        """Tell who shows how far one is."""
        self.post_message(Moved())

    # drawing

    @property
    def tones(self) -> Tones:
        """The colours of the theme in force."""
        return tones_of(self.app)

    def render_line(self, y: int) -> Strip:
        """Draw one line: the row, what lies over its words, and what stands in its margins."""
        width, at, laid = self.size.width, y + round(self.scroll_y), self.layout_rows
        if laid is None or at >= laid.height:
            return Strip.blank(width, self.rich_style)
        row = laid.row(at)
        is_place = (self.has_focus or self.is_mended) and at == laid.row_of(self.place)
        sign = self.sign_beside(row)
        return paint(self.laid_over(row), width, self.tones, is_place=is_place, sign=sign, column=laid.columns.beside)

    def laid_over(self, row: Row) -> Row:
        """Lay over a row what is to be seen in its words: the hits, and over them the selection."""
        if not row.is_text:
            return row
        for hit in self.hits.within(row.block, row.start, row.end):
            row = overlay(row, hit.start.offset, hit.end.offset, "hit-now" if hit == self.hit else "hit")
        if self.selection and self.selection.start.block <= row.block <= self.selection.end.block:
            start = self.selection.start.offset if row.block == self.selection.start.block else 0
            end = self.selection.end.offset if row.block == self.selection.end.block else row.end
            row = overlay(row, start, end, "selection")
        return row

    def sign_beside(self, row: Row) -> tuple[str, str]:
        """Give the sign in the margin beside a row, and its style; "" for none."""
        return "", ""

    def watch_selection(self) -> None:
        """Draw the selection anew."""
        self.refresh()

    def on_focus(self, event: Focus) -> None:
        """Tell who shows the focus."""
        self.post_message(Moved())

    def on_blur(self, event: Blur) -> None:
        """Tell who shows the focus."""
        self.post_message(Moved())

    # where one is

    def where(self) -> navigation.Where | None:
        """Say where one is; None in an empty reader. The percent are of the text down to the last row seen."""
        if not self.article.blocks:
            return None
        found = navigation.where(self.outline, self.place)
        if self.at_end and not self.is_partial:
            return structs.replace(found, percent=100)
        if self.layout_rows is None:
            return found
        seen = navigation.where(self.outline, self.layout_rows.place_at(self._bottom_row(), self.size.width))
        return structs.replace(found, percent=min(seen.percent, 99))

    @property
    def top(self) -> Place:
        """The first place that is seen."""
        if self.layout_rows is None:
            return self.place
        return self.layout_rows.place_at(round(self.scroll_y), 0)

    def _bottom_row(self) -> int:
        return round(self.scroll_y) + max(self.size.height, 1) - 1

    @property
    def at_end(self) -> bool:
        """Tell whether the last row is seen."""
        return self.layout_rows is not None and self._bottom_row() >= self.layout_rows.height - 1

    def go_to(self, place: Place, *, context: int = CONTEXT) -> None:
        """Make this the place one reads, and show it near the top."""
        self.place = self._within(place)
        self._scroll_to_place(self.place, context, top=self.place == Place())
        self.refresh()  # near the end nothing scrolls, but the mark of the place moves
        self.post_message(Moved())

    def show_place(self, place: Place) -> None:
        """Make this the place one reads; scroll only if it is out of sight."""
        self.place = self._within(place)
        if self.layout_rows:
            row = self.layout_rows.row_of(self.place)
            if not round(self.scroll_y) <= row <= self._bottom_row() - 1:
                self._scroll_to_place(self.place, max(CONTEXT, self.size.height // 3))
        self.refresh()
        self.post_message(Moved())

    def _scroll_to_place(self, place: Place, context: int, *, top: bool = False) -> None:
        if self.layout_rows:
            row = 0 if top else self.layout_rows.row_of(place) - context
            self.scroll_to(y=max(0, row), animate=False)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Follow the scrolling, however it came about."""
        super().watch_scroll_y(old_value, new_value)
        laid = self.layout_rows
        if laid and round(old_value) != round(new_value):
            if not round(new_value) <= laid.row_of(self.place) <= self._bottom_row():
                self._read_from(self._reading_row())
            self.post_message(Moved())

    def _read_from(self, row: int) -> None:
        """Make what a row shows the place one reads."""
        laid = self.layout_rows
        if laid:
            self.place = laid.place_at(max(0, min(row, laid.height - 1)), 0) if row > 0 else Place()
            self.refresh()

    # moving

    def action_go_top(self) -> None:
        """To the beginning."""
        self.go_to(Place())

    def scroll_rows(self, rows: int) -> None:
        """Scroll as one reads; where the page cannot go further, the place goes on alone."""
        self.touched = True
        before, laid = round(self.scroll_y), self.layout_rows
        at = laid.row_of(self.place) if laid else 0
        super().scroll_rows(rows)
        moved = round(self.scroll_y) - before
        self._read_from(at + rows if abs(moved) < abs(rows) and moved == 0 else self._reading_row())
        self.post_message(Moved())

    def _reading_row(self) -> int:
        """Give the row one reads while scrolling: just below what was kept of the page before."""
        return round(self.scroll_y) + CONTEXT if round(self.scroll_y) else 0

    def action_go_end(self) -> None:
        """To the end."""
        self.touched = True
        super().action_go_end()
        if self.layout_rows:
            self._read_from(self.layout_rows.height - 1)
            self.post_message(Moved())
