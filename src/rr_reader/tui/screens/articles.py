"""What the main screen does with articles: listing, opening, copying in a style, the account."""

import gc
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import suppress

from textual import work
from textual.timer import Timer

from rr_reader.errors import ReaderError
from rr_reader.library.comparing import place_again, trace
from rr_reader.library.facets import Facet
from rr_reader.library.filtering import Selection
from rr_reader.library.folder import LibraryFolder
from rr_reader.model import Article, Place
from rr_reader.quotes.excerpt import Excerpt
from rr_reader.tui.loaded import Loaded
from rr_reader.tui.messages import ArticleChosen, FacetToggled, Moved
from rr_reader.tui.panes import MEDIUM
from rr_reader.tui.patience import patiently
from rr_reader.tui.screens.panes import PanesScreen
from rr_reader.userdata.store import Reading

AT_ONCE = 0.03
"""Seconds of reading for which a list waits; what takes longer is listed once it is done."""
PREVIEW_AFTER = 0.08
"""Seconds the cursor rests on an article before the reader shows it: holding j stays fast."""


def _collect_again() -> None:
    """Collect garbage from now on: what the start made is there to stay (`run` has switched the collector off).

    Of that nothing is collected: the little that could go is not worth a fifteenth of the start.
    """
    gc.freeze()
    gc.enable()


class ArticlesScreen(PanesScreen, inherit_bindings=False):
    """The panes, with articles in them."""

    open_id: str = ""
    _preview: Timer | None = None
    _kept: Reading | None = None

    # the library arrives

    def _hand_over(self, loaded: Loaded) -> None:
        """Take what the loading thread has read; it goes on only when that is on the screen."""
        with suppress(RuntimeError, CancelledError):  # the app has ended meanwhile
            self.app.call_from_thread(self._take_and_paint, loaded)  # type: ignore[arg-type]

    async def _take_and_paint(self, loaded: Loaded) -> None:
        self.take(loaded)
        if not (loaded.is_news or loaded.failure):
            await self.reader_app.begun.wait()

    def take(self, loaded: Loaded) -> None:
        """Show a library, and open what one was reading. Where nothing could be read there is nothing to show."""
        if loaded.complete:
            self.reader_app.loaded.set()
        if loaded.failure:
            self.reader_app.fail(loaded.failure)
            return
        if loaded.is_news:
            self._take_news(loaded)
            return
        first = not len(self.session.library)
        self.session.take(loaded.library)
        self.session.folder = LibraryFolder(self.opening.folder) if self.opening.is_library else None
        self.call_after_refresh(_collect_again)
        self._tell(loaded.problems)
        self._arrange()
        self.show_list()
        entries = self.articles.listing
        if not (entries or self.opening.is_library):
            self.reader.title = "Nothing to read"
        self._is_loading = self.reader.is_partial = not loaded.complete
        if entries and first:
            self._open_first()
        elif entries:
            fuller = self.session.entry(self.open_id) or entries[0]
            self.open_id, self.reader.title = fuller.id, fuller.title
            self.reader.replace(fuller.article, self.session.voices)
            self.search_again()
        if loaded.complete and self.has_list and not self.opening.is_library:
            self.go_to_pane("list")
        self.update_words()

    def _open_first(self) -> None:
        """Open what one was reading, else what the list begins with."""
        last = self.session.store.last_read() if self.opening.is_library else ""
        self.open_article(last if self.session.entry(last) else self.articles.listing.id_at(0))

    def _take_news(self, loaded: Loaded) -> None:
        """Show what has become of the library; one goes on where one is."""
        was_empty = not self.open_id
        self.session.follow(loaded.library)
        here = f"{self.opening.folder / self.open_id}.md"  # of this one is told when it is read again
        self._tell([problem for problem in loaded.problems if not problem.startswith(here)])
        self.list_anew()
        if was_empty and self.articles.current:
            self.open_article(self.articles.current.id)
        names = [person.name for person in self.reader.article.speakers]
        if any(self.reader.voices.slot(name) != self.session.voices.slot(name) for name in names):
            self.reader.replace(self.reader.article, self.session.voices)
            self.search_again()
        self.look_at_file()
        self.update_words()

    def look_at_file(self) -> None:
        """See whether the file of what one reads was edited; who reads it again says how."""

    def _tell(self, problems: Sequence[str]) -> None:
        """Say in one notice what is not as it should be."""
        told = list(problems[:3])
        if len(problems) > 3:
            told.append(f"{len(problems) - 3} more files could not be read")
        if self.session.store.trouble:
            told.append(self.session.store.trouble)
        if self.opening.is_library and not len(self.session.library):
            told.append("The library is empty: rr-reader add FILE puts something in")
        if told:
            self.say("\n".join(told), severity="warning")

    def show_list(self) -> None:
        """Show the list and the facets for the query in force."""
        self._list(follow=True)

    def list_anew(self) -> None:
        """Draw the list and the facets; the reader keeps its article, also where that no longer fits the query."""
        self._list(follow=False)

    def _list(self, *, follow: bool) -> None:
        """List what the query leaves; where many articles have to be read for that, once they are."""
        selection = self.session.selection()
        reading, end = selection.reading(), time.monotonic() + AT_ONCE
        for _ in reading:
            if time.monotonic() > end:
                self._list_once_read(selection, reading, follow=follow)
                return
        self.workers.cancel_group(self, "filter")
        self._show_selection(selection, follow=follow)

    @work(exclusive=True, group="filter")
    async def _list_once_read(self, selection: Selection, reading: Iterator[None], *, follow: bool) -> None:
        self._waits = True
        self.update_words()
        async for _ in patiently(reading):
            pass
        self._show_selection(selection, follow=follow)

    def _show_selection(self, selection: Selection, *, follow: bool) -> None:
        session = self.session
        self._waits = False
        listing = session.entries(selection)
        self.articles.show(listing, session.states, session.percents, session.voices, stays=not follow)
        self.articles.mark(session.marked)
        self.filters.show(self.listed_facets(selection), session.voices)
        if follow:
            self._follow_list()
        self.update_words()

    def listed_facets(self, selection: Selection) -> tuple[Facet, ...]:
        """Give what stands in the filters."""
        return self.session.facets(selection)

    def _follow_list(self) -> None:
        """Let the reader hold an article of the list: what is copied is what the list stands on."""
        if self._is_loading or self.articles.listing.place_of(self.open_id) is not None:
            return
        current = self.articles.current
        if current:
            self.open_article(current.id)
        else:
            self.keep_place()
            self.open_id, self.reader.title = "", self._none_fits()
            self.reader.show(Article(), self.session.voices, Place())

    def _none_fits(self) -> str:
        return "No article fits yet" if self.session.indexing else "No article fits"

    def show_indexing(self, words: str) -> None:
        """Say how far the reading of the library is; "" once it is done."""
        self.session.indexing = words
        if not self.open_id and self.session.query and not self._is_loading:
            self.reader.title = self._none_fits()
        self.show_progress(words)

    # opening

    def open_article(self, article_id: str, place: Place | None = None) -> None:
        """Show an article in the reader, where one left off or at a place."""
        entry = self.session.entry(article_id)
        if entry is None:
            return
        if article_id != self.open_id:
            self.keep_place()
            self.workers.cancel_group(self, "find")
            try:
                article = entry.article
            except ReaderError as error:  # gone or broken since the list was made
                self.say(str(error), severity="warning")
                return
            known = self.session.reading(article_id)
            self.open_id, self._kept = article_id, None
            self.reader.title = entry.title
            left = place_again(article, known.place, known.trace) if known else Place()
            self.reader.show(article, self.session.voices, left)
        if place is not None:
            self.reader.go_to(place, context=self.reader.size.height // 3)
        self.articles.mark_open(article_id)
        self.update_words()

    def on_article_chosen(self, message: ArticleChosen) -> None:
        """Open what was chosen in the list."""
        self.open_article(message.article_id)
        if message.focus:
            self.go_to_pane("reader")

    def on_rows_cursor_moved(self) -> None:
        """Show the article under the cursor once it rests, where both panes are seen."""
        if self._preview is not None:
            self._preview.stop()
        self._preview = self.set_timer(PREVIEW_AFTER, self._show_preview)

    def _show_preview(self) -> None:
        current = self.articles.current
        if current and self.size.width >= MEDIUM and self._active == "list":
            self.open_article(current.id)

    def open_current(self) -> None:
        """Open at once what the list stands on, instead of when the cursor rests: a command is about to act on it."""
        if self._preview is not None:
            self._preview.stop()
        if self._active == "list" and self.articles.current:
            self.open_article(self.articles.current.id)

    def search_again(self) -> None:
        """Search anew in a fuller reading; who searches says how."""

    def keep_place(self) -> None:
        """Remember where one is, if one has been reading and is somewhere else than when it was last kept."""
        where = self.reader.where()
        if not (self.open_id and where and self.reader.touched) or self._is_loading:
            return
        place = self.reader.place
        reading = Reading(place, where.percent, trace(self.reader.article, place))
        if reading != self._kept:
            self._kept = reading
            if self.session.remember(self.open_id, reading):
                self.list_anew()  # also where it no longer fits the list, or is gone: one is reading it
            self.articles.refresh()

    def on_moved(self, message: Moved) -> None:
        """Keep the place line true."""
        self.update_words()

    # filters

    def on_facet_toggled(self, message: FacetToggled) -> None:
        """Narrow the list by a facet, or widen it."""
        self.session.toggle(message.facet, message.value)
        self.show_query()

    def show_query(self) -> None:
        """Show what the list is filtered by, and what it leaves."""
        self.filter_prompt.tell(str(self.session.query))
        self.show_list()

    # overlays

    def action_account(self) -> None:
        """Show what was repaired and set aside."""
        if self.open_id:
            from rr_reader.tui.screens.account import account_screen  # late: not for the first screen

            self.app.push_screen(account_screen(self.reader.article, self.keys))

    def action_copy_style(self, chosen: Excerpt) -> None:
        """Ask for a style, and copy in it."""
        from rr_reader.tui.screens.styles import Chosen, Styles  # late: not for the first screen

        def copy(style: Chosen | None) -> None:
            if style:
                self.reader.copy_as(chosen, style.style, drops=style.drops)

        self.app.push_screen(Styles([chosen], self.reader_app.copying, self.keys), copy)
