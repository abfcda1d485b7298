"""The main screen: who does what a key asks for."""

import asyncio
from concurrent.futures import CancelledError
from contextlib import suppress
from inspect import isawaitable
from threading import Event, Thread

from textual.binding import BindingsMap
from textual.widget import Widget

from rr_reader.library.query import parse_query
from rr_reader.tui.commands import BY_ID, COMMANDS, Keys, spoken
from rr_reader.tui.loaded import Loaded
from rr_reader.tui.opening import Opening
from rr_reader.tui.screens.adding import AddingScreen
from rr_reader.tui.session import Session

KEEP_EVERY = 2.0
"""Seconds after which a new reading place is kept, lest a line that drops takes it along."""
DRAW_AFTER = 1.0
"""Seconds after which the panes are drawn though there is nothing to read yet."""
ATTEMPTS = 3
"""How often the screen is brought to how a start begins, while keys struck before quitting still come to something."""
_THERE = {
    ("filters", "space"): "open",
    ("list", "space"): "mark",
    ("list", "v"): "mark-range",
    ("list", "w"): "save-search",
    ("filters", "w"): "save-search",
    ("filters", "x"): "remove-search",
}
"""Keys that in these panes do what they do in every list of check boxes, or are for what stands there."""


class MainScreen(AddingScreen, inherit_bindings=False):
    """The panes with everything one can do in them."""

    def __init__(self, session: Session, opening: Opening, keys: Keys) -> None:
        super().__init__(session, opening, keys)
        self._ended = Event()
        self._bindings = BindingsMap([*keys.bindings(), ("ctrl+c", "interrupt", "Copy, or say how to quit")])

    def on_mount(self) -> None:
        """Begin to read the library, and put the focus where it belongs."""
        self._arrange()
        self.set_focus(self._pane_widget(self._active))
        # not one of Textual's threads: quitting waits for those, and a large file is long in reading
        Thread(target=self._load, name="loader", daemon=True).start()
        self.set_timer(DRAW_AFTER, self.reader_app.begin_drawing)
        self.set_interval(KEEP_EVERY, self.keep_place)
        self.set_interval(KEEP_EVERY, self.look_at_file)
        self.watch(self.app, "app_focus", self.look_at_file, init=False)

    def _load(self) -> None:
        """Read what is to be opened. A fault of ours there must end the app, not leave it waiting for ever."""
        try:
            self.opening.load(self._hand_over, self._hear, self._ended, self.halt)
        except Exception as error:
            with suppress(RuntimeError, CancelledError):  # the app has ended meanwhile
                self.app.call_from_thread(self.app._handle_exception, error)

    async def action_command(self, command_id: str, key: str = "") -> None:
        """Do what a key or the palette asks for, with the command's target, which is shown if it was not."""
        command_id = _THERE.get((self._active, key), command_id)
        command = BY_ID[command_id]
        if (self._active, command_id) == ("filters", "undo"):
            self.action_undo()
            return
        if (self._active, command_id) == ("list", "open") and self.articles.current:
            self.open_current()  # at once: what is struck next is for the reader
            self.go_to_pane("reader")
            return
        if (self._active, command_id) == ("reader", "open") and self.reads_note:
            command = BY_ID[command_id := "note"]
        if command.target == "reader" or command_id in (
            "account",
            "find",
            "mend",
            "undo",
            "redo",
            "next-doubt",
            "reload",
            "highlight",
            "highlight-colour",
            "note",
        ):
            self.open_current()
            if not self.reader.is_on_screen or not self.query_one("#reader-pane").display:
                self.go_to_pane("reader")
        targets: dict[str, Widget | MainScreen] = {"reader": self.reader, "screen": self}
        target = targets.get(command.target) or self._pane_widget(self._active)
        done = getattr(target, "action_" + command_id.replace("-", "_"))()
        if isawaitable(done):
            await done

    def take(self, loaded: Loaded) -> None:
        """Show what was read, and then do what was asked for meanwhile."""
        super().take(loaded)
        self.call_after_refresh(self.reader_app.begin)

    def _compositor_refresh(self) -> None:
        """Draw; nothing of what the start goes through before there is something to read."""
        if self.reader_app.is_drawing:
            super()._compositor_refresh()
        else:
            self._dirty_widgets.clear()

    def _hear(self, words: str) -> None:
        """Show how far the reading thread is."""
        if not self.opening.is_library:
            self.hear_doing(words)
            return
        with suppress(RuntimeError, CancelledError):  # the app has ended meanwhile
            self.app.call_from_thread(self.show_indexing, words)

    def on_unmount(self) -> None:
        """Let the reading thread end."""
        self._ended.set()

    async def action_basket(self) -> None:
        """Open the basket, and then the article of what was chosen there, at its words."""
        from rr_reader.tui.screens.basket import Basket, Opened  # late: not for the first screen

        def go(opened: Opened | None) -> None:
            if opened:
                self.open_article(opened[0], opened[1].start)
                self.go_to_pane("reader")

        basket = Basket(self.session, self.keys, self.reader_app.copying, self.action_save_elsewhere)
        await self.app.push_screen(basket, go)
        await basket.ready.wait()  # so that no key struck early is lost

    def action_interrupt(self) -> None:
        """Copy what is selected; else say which key quits."""
        if self.reader.selection:
            self.reader.action_copy_plain()
        else:
            self.say(f"{spoken(self.keys.of('quit')[0])} quits")

    def action_help(self) -> None:
        """Show all keys."""
        from rr_reader.tui.screens.help import help_screen  # late: not for the first screen

        self.app.push_screen(help_screen(self.keys))

    def action_palette(self) -> None:
        """Find a command by its name; each has one line, its keys before it."""
        listed = [
            (f"{' '.join(map(spoken, self.keys.of(c.id))):<10} {c.told}", lambda c=c: self.action_command(c.id))
            for c in COMMANDS
            if c.id != "palette"
        ]
        self.app.search_commands(listed, placeholder="What do you want to do?")

    def action_theme(self) -> None:
        """Change between light and dark."""
        self.app.theme = "rr-day" if self.app.theme == "rr-night" else "rr-night"
        for widget in self.query("*"):
            widget.refresh()

    async def action_quit(self) -> None:
        """Keep the reading place, let copies and marks arrive, and leave; asked again, leave the rest unwritten."""
        if self._is_leaving:
            self.stop_writing()
            return
        self._is_leaving = True
        self.keep_place()
        if self.reader_app.errands:
            self.run_worker(self._leave(), group="quit")  # keys are heard meanwhile
        else:
            await self._leave()

    async def _leave(self) -> None:
        await self.reader_app.errands_done()
        highlights = self.session.highlights
        if highlights.unsaved and not await highlights.save_again() and highlights.at_risk:
            self._is_leaving = False
            await self.offer_unsaved(is_leaving=True)
            return
        if self.opening.is_library and not self._is_loading:
            await self._picture_next_start()
        self.app.exit(0)

    async def _picture_next_start(self) -> None:
        """Keep the screen as the next start will show it; nothing of that is seen now."""
        self.reader_app.is_drawing = False
        for _ in range(ATTEMPTS):
            width = self.reader.size.width
            self._begin_anew()
            await self._settled()
            has_more = self.session.query or self.session.marked or self.reader.hits.spans or self.foot.notice
            is_anew = self._active == "list" and not has_more
            if is_anew and self.reader.size.width == width:  # else something was still to be done
                self.reader_app.take_picture()
                return

    async def _settled(self) -> None:
        settled = asyncio.Event()
        self.call_after_refresh(settled.set)
        await settled.wait()

    def _begin_anew(self) -> None:
        """Show what a start shows: all articles in their order, and what one was reading."""
        session = self.session
        session.saver.finish()
        self.foot.be_silent()
        self.workers.cancel_group(self, "find")
        for prompt in (self.find_prompt, self.filter_prompt):
            prompt.put("")
            prompt.close()
        if session.query or session.marked or session.sort == "progress":
            session.query, session.marked = parse_query(""), set()
            self.show_list()
        for rows in (self.filters, self.articles):
            rows.cursor = 0
            rows.rebuilt()
        self._zoomed, self.open_id = False, ""
        if self.articles.listing:
            self._open_first()
        self.go_to_pane("list")

    def action_back(self) -> None:
        """Undo one layer of what one is in; never quit."""
        if self.close_prompt() or self.stop_doing():
            return
        if self._active == "filters":
            self.go_to_pane("list")
        elif self._active == "list" and self.session.marked:
            self.unmark()
        elif self._active == "list" and self.session.query:
            self.filter_by("")
        elif self.reader.end_selection() or self.end_search():
            return
        elif self.reader.only:
            self.reader.set_only("")
        elif self._zoomed:
            self.action_zoom()
        elif self._active == "reader" and self.has_list:
            self.go_to_pane("list")
