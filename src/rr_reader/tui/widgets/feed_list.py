"""The feeds that one follows, each with what it brought and when it was looked at."""

from collections.abc import Mapping
from typing import ClassVar

from textual.message import Message
from textual.strip import Strip

from rr_reader.text.safe import printable
from rr_reader.tui.feeds import refreshed_on
from rr_reader.tui.look import style
from rr_reader.tui.widgets.line import Line, clip
from rr_reader.tui.widgets.rows import Rows
from rr_reader.userdata.subscriptions import Subscription

ROOMY = 20
"""Rows of the list from which on there is air between the feeds."""


NARROW = 50
"""Columns below which less is said."""


class FeedList(Rows):
    """Two lines a feed: its title and what is new; where it is, and when it was looked at, or what was wrong then."""

    DEFAULT_CSS: ClassVar[str] = "FeedList { height: 1fr; }"

    class Taken(Message):
        """The feed that the cursor stands on was clicked."""

    def __init__(self) -> None:
        super().__init__(id="feeds")
        self._feeds: tuple[tuple[str, Subscription], ...] = ()

    def show(self, feeds: Mapping[str, Subscription]) -> None:
        """Show other feeds, by their addresses."""
        self._feeds = tuple(feeds.items())
        self.rebuilt()

    @property
    def current(self) -> str:
        """Give the address of the feed that the cursor stands on; "" for none."""
        return self._feeds[self.cursor][0] if self._feeds else ""

    def count(self) -> int:
        """Say how many feeds there are."""
        return len(self._feeds)

    def rebuilt(self) -> None:
        """Give each feed the lines that there is room for."""
        self.row_height = 3 if self.size.height >= ROOMY else 2
        super().rebuilt()

    def chosen(self) -> None:
        """Tell that a feed was taken."""
        self.post_message(self.Taken())

    def draw(self, index: int, line: int, width: int) -> Strip:
        """Draw a line of a feed."""
        (url, feed), tones = self._feeds[index], self.tones
        here = index == self.cursor and line < 2
        paper = tones.cursor if here else tones.overlay
        row = Line(width, style(tones.ink, paper))
        if line == 2:
            return row.strip()
        row.write("▎" if here else " ", style(tones.accent, paper, bold=True))
        if line == 0:
            if feed.came:
                row.write_right(f" {feed.came} new ", style(tones.accent, paper, bold=True))
            return row.write(
                clip(printable(feed.title or url), row.room - 1), style(tones.strong, paper, bold=True)
            ).strip()
        if feed.trouble:
            return row.write(clip("! " + printable(feed.trouble), row.room - 1), style(tones.warning, paper)).strip()
        is_narrow = width < NARROW
        when = refreshed_on(feed, briefly=is_narrow) or ("not yet" if is_narrow else "not looked at yet")
        row.write_right(f" {when} ", style(tones.quiet, paper))
        where = printable(url.partition("://")[2])
        return row.write(clip(where, row.room - 1), style(tones.quiet, paper)).strip()
