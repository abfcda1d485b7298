"""The feeds that one follows: what each brought, bringing them up to date, following another, letting one go."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingsMap
from textual.containers import Vertical
from textual.widgets import Static

from rr_reader.errors import ReaderError
from rr_reader.text.safe import printable
from rr_reader.tui.commands import MOVE, Keys, bound, spoken
from rr_reader.tui.screens.closing import Closing
from rr_reader.tui.screens.commanded import Commanded
from rr_reader.tui.widgets.feed_list import FeedList
from rr_reader.tui.widgets.hints import Hints
from rr_reader.tui.widgets.title import TitleLine
from rr_reader.userdata.subscriptions import Subscription, Subscriptions

if TYPE_CHECKING:
    from rr_reader.tui.screens.adding import AddingScreen

_NONE = "You follow no feed yet. {} follows one: the address of a feed or a podcast, or a file of OPML."


class Feeds(Closing[None], Commanded, inherit_bindings=False):
    """Lies over the panes, which do what takes long, and go on with it when this is closed."""

    DEFAULT_CSS: ClassVar[str] = """
    Feeds { align: center middle; }
    Feeds > Vertical { width: 94%; max-width: 90; height: 92%; padding: 0 1; background: $overlay; }
    Feeds TitleLine { height: 2; }
    Feeds Static { padding: 0 1; color: $secondary; height: 1fr; display: none; }
    """

    def __init__(self, panes: "AddingScreen", followed: Subscriptions, keys: Keys) -> None:
        super().__init__()
        self._panes, self._followed = panes, followed
        self._title = TitleLine("FEEDS", paper="overlay", is_short=True)
        self._title.lit = True
        follow = tuple(map(spoken, keys.of("add")[:1]))
        self._list, self._none, self._foot = FeedList(), Static(_NONE.format(*follow or "?"), markup=False), Hints()
        self._known: dict[str, Subscription] = {}
        self._removed: list[tuple[str, Subscription, int]] = []
        own = [*bound("stop", "escape"), *bound("close", "q", "backspace", *keys.of("feeds")), *bound("refresh", "r")]
        own += [*bound("refresh-all", "R"), *bound("follow", *keys.of("add")), *bound("let-go", "x")]
        self._bindings = BindingsMap([*own, *bound("undo", *keys.of("undo")), *keys.bindings(MOVE)])
        self._foot.hints = (
            ("r", "refresh"),
            ("R", "all"),
            *((key, "follow") for key in follow),
            ("x", "let go"),
            ("q", "close"),
        )

    def compose(self) -> ComposeResult:
        """Stand the feeds over what the keys do."""
        with Vertical():
            yield self._title
            yield self._list
            yield self._none
            yield self._foot

    def on_mount(self) -> None:
        """Show the feeds, and what the panes are doing."""
        self.set_focus(self._list)
        self.show_feeds()
        self.watch(self._panes.foot, "doing", self._show_doing)

    def _show_doing(self, words: str) -> None:
        self._foot.doing = words
        if not words:
            self.show_feeds()

    def show_feeds(self) -> None:
        """Show the feeds as they are on the disk now."""
        try:
            self._known = self._followed.read()
        except ReaderError as error:
            self._foot.say(printable(str(error)))
        self._list.show(self._known)
        self._list.display, self._none.display = bool(self._known), not self._known
        came = sum(feed.came for feed in self._known.values())
        self._title.aside = f"{len(self._known)} followed" + (f" · {came} new" if came else "") if self._known else ""

    async def action_command(self, command_id: str, key: str) -> None:
        """Move, or do what a key means here."""
        own: dict[str, Callable[[], object]] = {
            "close": self.dismiss,
            "stop": lambda: self._panes.stop_doing() or self.dismiss(),
            "refresh": self._refresh,
            "open": self._refresh,
            "refresh-all": lambda: self._panes.refresh_feeds(tuple(self._known)),
            "let-go": self._let_go,
            "undo": self._bring_back,
        }
        if command_id == "follow":
            await self._panes.ask_feed()
        else:
            (own.get(command_id) or getattr(self._list, "action_" + command_id.replace("-", "_")))()

    def on_feed_list_taken(self, message: FeedList.Taken) -> None:
        """Bring the feed up to date that was clicked."""
        self._refresh()

    def _refresh(self) -> None:
        if self._list.current:
            self._panes.refresh_feeds((self._list.current,))

    def _let_go(self) -> None:
        url = self._list.current
        if not url:
            return
        removed = url, self._known[url], list(self._known).index(url)
        if self._write(lambda: self._followed.remove(url), f"Let go (U brings it back): {removed[1].title or url}"):
            self._removed.append(removed)

    def _bring_back(self) -> None:
        if not self._removed:
            self._foot.say("No feed was let go")
            return
        url, kept, place = self._removed[-1]
        if self._write(lambda: self._followed.bring_back(url, kept, place), f"Followed again: {kept.title or url}"):
            self._removed.pop()
            self._list.cursor = place

    def _write(self, deed: Callable[[], object], said: str) -> bool:
        """Change what is followed: it is on the disk when that is said. False where it could not be."""
        try:
            deed()
        except ReaderError as error:
            self._foot.say(printable(str(error)))
            return False
        self.show_feeds()
        self._foot.say(printable(said))
        return True
