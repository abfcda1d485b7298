"""What the main screen does in the background, one errand at a time: adding to the library, and what feeds bring."""

from collections.abc import Callable
from concurrent.futures import CancelledError
from contextlib import closing, suppress
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING

from rr_reader.errors import ReaderError, StoppedError
from rr_reader.sources.halting import Halt
from rr_reader.tui.commands import Keys
from rr_reader.tui.loaded import Loaded
from rr_reader.tui.opening import Opening
from rr_reader.tui.screens.highlighting import HighlightingScreen
from rr_reader.tui.session import Session

if TYPE_CHECKING:
    from rr_reader.tui.adding import Adding, Outcome
    from rr_reader.userdata.subscriptions import Subscriptions

Errand = Callable[[Halt, Callable[[str], None]], Callable[[], None]]
"""What is done in a thread: it tells what is under way, and gives what shows its outcome. May raise ReaderError."""


class AddingScreen(HighlightingScreen, inherit_bindings=False):
    """The panes, over a foot that says what is under way, which Esc stops."""

    def __init__(self, session: Session, opening: Opening, keys: Keys) -> None:
        super().__init__(session, opening, keys)
        self.halt = Halt()
        """Stops what is under way."""
        self._awaited = ""
        """The article that is opened once the library has it."""

    def hear_doing(self, words: str) -> None:
        """Say what is under way; called by the thread that does it."""
        with suppress(RuntimeError, CancelledError):  # the app has ended meanwhile
            self.app.call_from_thread(self.show_doing, words)

    def show_doing(self, words: str) -> None:
        """Say in the foot what is under way and may be stopped; "" once nothing is."""
        self.foot.doing = "stopping …" if words and self.halt.is_asked else words
        if words:
            self.reader_app.begin_drawing()

    def stop_doing(self) -> bool:
        """Stop what is under way. True if anything was."""
        is_doing = bool(self.foot.doing)
        if is_doing:
            self.halt.ask()
            self.show_doing(self.foot.doing)
        return is_doing

    def run_errand(self, errand: Errand, first: str) -> None:
        """Do something in the background, unless something is under way; `first` is what the foot says of it."""
        if self.foot.doing:
            self.say("One thing at a time: Esc stops what is under way")
            return
        halt = self.halt = Halt()

        def run() -> None:
            try:
                show = errand(halt, self.hear_doing)
            except StoppedError:
                show = partial(self.say, "Stopped: nothing was added")
            except ReaderError as error:
                show = partial(self.say, str(error), severity="warning")
            except Exception as error:  # a fault of ours must not leave the foot saying that it goes on
                show = partial(self.app._handle_exception, error)
            with suppress(RuntimeError, CancelledError):  # the app has ended meanwhile
                self.app.call_from_thread(self._show_done, show)

        self.show_doing(first)
        # not one of Textual's threads: quitting waits for those, and a server may be long in answering
        Thread(target=run, name="errand", daemon=True).start()

    def _show_done(self, show: Callable[[], None]) -> None:
        self.show_doing("")
        show()

    # adding

    async def action_add(self) -> None:
        """Ask for an address or a path, and add what is there."""
        from rr_reader.tui.screens.add_source import AddSource  # late: not for the first screen

        opened = "" if self.opening.is_library or len(self.opening.sources) > 1 else self.opening.sources[0]
        await self.app.push_screen(AddSource(opened.removeprefix("-"), self.reader_app.held_in_clipboard), self._add)

    def _add(self, word: str | None) -> None:
        if word:
            self.run_errand(partial(self._added, word), f"reading {word} …")

    def _added(self, word: str, halt: Halt, tell: Callable[[str], None]) -> Callable[[], None]:
        outcomes: list[Outcome] = []
        try:
            with closing(self._adder(halt, tell)) as adding:
                for outcome in adding.add(word):
                    outcomes.append(outcome)  # one by one: what came before one stopped is there
        except StoppedError:
            if not any(outcome.is_new for outcome in outcomes):
                raise
        return partial(self.show_added, outcomes)

    def show_added(self, outcomes: "list[Outcome]") -> None:
        """Say what came of it, and open the article, if it is one."""
        from rr_reader.tui.adding import told

        words, is_warning = told(outcomes)
        stopped = "Stopped. " if self.halt.is_asked else ""
        self.say(stopped + words, severity="warning" if is_warning else "information")
        ids = [outcome.id for outcome in outcomes if outcome.id]
        if len(ids) == 1 and self.opening.is_library:
            self._awaited = ids[0]
            self._open_awaited()

    # feeds

    @property
    def _subscriptions(self) -> "Subscriptions":
        from rr_reader.userdata.subscriptions import Subscriptions  # late: not for the first screen

        return Subscriptions(self.opening.subscriptions)

    async def action_feeds(self) -> None:
        """Show the feeds that one follows."""
        from rr_reader.tui.screens.feeds import Feeds  # late: not for the first screen

        await self.app.push_screen(Feeds(self, self._subscriptions, self.keys))

    def refresh_feeds(self, urls: tuple[str, ...]) -> None:
        """Add what is new in these feeds."""
        followed = self._subscriptions

        def errand(halt: Halt, tell: Callable[[str], None]) -> Callable[[], None]:
            from rr_reader.tui.feeds import Refreshing

            with closing(self._adder(halt, tell)) as adding:
                done = Refreshing(adding, followed).refresh(urls)
            return partial(self.say, done.told, severity="warning" if done.problems else "information")

        if urls:
            self.run_errand(errand, "looking for what is new …")

    async def ask_feed(self) -> None:
        """Ask for the address of a feed, and follow it."""
        from rr_reader.tui.screens.add_source import AddSource

        followed = self._subscriptions

        def follow(word: str | None) -> None:
            def errand(halt: Halt, tell: Callable[[str], None]) -> Callable[[], None]:
                from rr_reader.tui.feeds import followed_anew

                with closing(self._adder(halt, tell)) as adding:
                    return partial(self.say, followed_anew(word or "", adding, followed))

            if word:
                self.run_errand(errand, f"fetching {word} …")

        asked = AddSource("", self.reader_app.held_in_clipboard, title="FOLLOW A FEED", hint="its address")
        await self.app.push_screen(asked, follow)

    def _adder(self, halt: Halt, tell: Callable[[str], None]) -> "Adding":
        from rr_reader.tui.adding import Adding

        opening = self.opening
        return Adding(opening.folder, tell, halt, index=opening.index, local=opening.local)

    def _take_news(self, loaded: Loaded) -> None:
        super()._take_news(loaded)
        self._open_awaited()

    def _open_awaited(self) -> None:
        """Open what was added, once the library has it; the list stands on it, if it is listed."""
        if self._awaited and self.session.entry(self._awaited):
            self.open_article(self._awaited)
            place = self.articles.listing.place_of(self._awaited)
            if place is not None:
                self.articles.cursor = place
            self._awaited = ""

    def on_unmount(self) -> None:
        """Let what is under way end."""
        self.halt.ask()
