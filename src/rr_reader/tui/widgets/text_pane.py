"""What every pane of running text has in common: the keys that scroll it, at once and without animation."""

from typing import ClassVar

from rr_reader.tui.widgets.bar import BarredView

CONTEXT = 2
"""Rows of the old page that stay on the new one, and rows kept above a place one jumps to."""


class TextPane(BarredView, can_focus=True, inherit_bindings=False):
    """A pane that draws its own lines and scrolls by line, half page and page.

    The scroll bar always has its column: were it to come and go, the text would be wrapped twice, and a
    key pressed between would be lost.
    """

    DEFAULT_CSS: ClassVar[str] = """
    TextPane { width: 1fr; height: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden; overflow-y: scroll; }
    """
    ALLOW_SELECT = False

    def scroll_rows(self, rows: int) -> None:
        """Scroll on, or back, by so many rows."""
        self.scroll_to(y=round(self.scroll_y) + rows, animate=False)

    def action_line_down(self) -> None:
        """One line on."""
        self.scroll_rows(1)

    def action_line_up(self) -> None:
        """One line back."""
        self.scroll_rows(-1)

    def action_half_page_down(self) -> None:
        """Half a page on."""
        self.scroll_rows(max(1, self.size.height // 2))

    def action_half_page_up(self) -> None:
        """Half a page back."""
        self.scroll_rows(-max(1, self.size.height // 2))

    def action_page_down(self) -> None:
        """A page on, two lines kept."""
        self.scroll_rows(max(1, self.size.height - CONTEXT))

    def action_page_up(self) -> None:
        """A page back, two lines kept."""
        self.scroll_rows(-max(1, self.size.height - CONTEXT))

    def action_go_top(self) -> None:
        """To the first line."""
        self.scroll_to(y=0, animate=False)

    def action_go_end(self) -> None:
        """To the last line."""
        self.scroll_to(y=self.virtual_size.height, animate=False)
