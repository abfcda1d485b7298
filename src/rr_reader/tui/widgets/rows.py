"""A list of rows of one height, drawn only where it is seen: 100,000 rows cost what ten do."""

from typing import ClassVar

from textual.events import Blur, Click, Focus, Resize
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from rr_reader.tui.look import Tones, tones_of
from rr_reader.tui.widgets.bar import BarredView


class Rows(BarredView, can_focus=True, inherit_bindings=False):
    """The base of the panes that are lists: a cursor, paging, the mouse. Sub-classes draw and act."""

    DEFAULT_CSS: ClassVar[str] = """
    Rows { scrollbar-size-vertical: 1; overflow-x: hidden; overflow-y: auto; }
    """
    ALLOW_SELECT = False

    cursor: reactive[int] = reactive(0)
    row_height: int = 1

    @property
    def tones(self) -> Tones:
        """The colours of the theme in force."""
        return tones_of(self.app)

    def count(self) -> int:
        """Say how many rows there are."""
        raise NotImplementedError

    def selectable(self, index: int) -> bool:
        """Say whether the cursor may stand on that row."""
        return 0 <= index < self.count()

    def draw(self, index: int, line: int, width: int) -> Strip:
        """Draw line 0, 1, … of a row."""
        raise NotImplementedError

    def chosen(self) -> None:
        """Act when Enter or a click chooses the row under the cursor."""

    def rebuilt(self) -> None:
        """Fit scrolling and cursor after the rows changed."""
        self.virtual_size = Size(self.size.width, self.count() * self.row_height)
        self.cursor = self._nearest(min(self.cursor, max(self.count() - 1, 0)), 1)
        self.show_cursor()
        self.refresh()

    def _nearest(self, index: int, step: int) -> int:
        for direction in (step, -step):
            at = index
            while 0 <= at < self.count():
                if self.selectable(at):
                    return at
                at += direction
        return max(0, min(index, self.count() - 1))

    def show_cursor(self) -> None:
        """Scroll as little as it takes to show the cursor's row."""
        if not self.size.height:
            return
        top = self.cursor * self.row_height
        if self.cursor <= self._nearest(0, 1):
            top = 0
        first, height = round(self.scroll_y), self.size.height
        if top < first:
            self.scroll_to(y=top, animate=False)
        elif top + self.row_height > first + height:
            self.scroll_to(y=top + self.row_height - height, animate=False)

    def move(self, rows: int) -> None:
        """Move the cursor by so many rows, over what it cannot stand on."""
        if self.count():
            wanted = max(0, min(self.cursor + rows, self.count() - 1))
            self.cursor = self._nearest(wanted, 1 if rows > 0 else -1)

    class CursorMoved(Message):
        """The cursor stands on another row."""

    def watch_cursor(self) -> None:
        """Show where the cursor went."""
        self.show_cursor()
        self.refresh()
        self.post_message(self.CursorMoved())

    def render_line(self, y: int) -> Strip:
        """Draw one line of the pane."""
        index, line = divmod(y + round(self.scroll_y), self.row_height)
        width = self.size.width
        if index >= self.count():
            return Strip.blank(width, self.rich_style)
        return self.draw(index, line, width)

    def on_resize(self, event: Resize) -> None:
        """Fit to a new size."""
        self.rebuilt()

    def on_focus(self, event: Focus) -> None:
        """Show the cursor in full."""
        self.refresh()

    def on_blur(self, event: Blur) -> None:
        """Show the cursor as resting."""
        self.refresh()

    def on_click(self, event: Click) -> None:
        """Put the cursor where the mouse points, and choose it."""
        index = (event.y + round(self.scroll_y)) // self.row_height
        if self.selectable(index):
            self.cursor = index
            self.chosen()

    @property
    def _page(self) -> int:
        return max(1, self.size.height // self.row_height - 1)

    def action_line_down(self) -> None:
        """One row on."""
        self.move(1)

    def action_line_up(self) -> None:
        """One row back."""
        self.move(-1)

    def action_page_down(self) -> None:
        """One page on."""
        self.move(self._page)

    def action_page_up(self) -> None:
        """One page back."""
        self.move(-self._page)

    def action_half_page_down(self) -> None:
        """Half a page on."""
        self.move(max(1, self._page // 2))

    def action_half_page_up(self) -> None:
        """Half a page back."""
        self.move(-max(1, self._page // 2))

    def action_go_top(self) -> None:
        """The first row."""
        self.move(-self.count())

    def action_go_end(self) -> None:
        """The last row."""
        self.move(self.count())

    def action_open(self) -> None:
        """Choose the row under the cursor."""
        if self.count():
            self.chosen()
