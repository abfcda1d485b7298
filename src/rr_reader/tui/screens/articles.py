"""What the main screen does with articles: opening, marking, sorting, copying in a style, the account."""

import asyncio
import gc
from collections.abc import Sequence

from rr_reader.model import Article, Place
from rr_reader.tui.messages import ArticleChosen, FacetToggled, Moved
from rr_reader.tui.opening import Loaded
from rr_reader.tui.screens.panes import PanesScreen
from rr_reader.userdata.store import Reading

PREVIEW_AFTER = 0.08
"""Seconds the cursor rests on an article before the reader shows it: holding j stays fast."""


def _collect_again() -> None:
    """Collect garbage from now on: what the start made is there to stay (`start` has switched the collector off)."""
    gc.collect(0)
    gc.freeze()
    gc.enable()


class ArticlesScreen(PanesScreen, inherit_bindings=False):
    """The panes, with articles in them."""

    open_id: str = ""
    _preview = None

    # the library arrives

    def _hand_over(self, loaded: Loaded) -> None:
        """Take what the loading thread has read; it goes on only when that is on the screen."""
        self.app.call_from_thread(self._take_and_paint, loaded)  # type: ignore[arg-type]

    async def _take_and_paint(self, loaded: Loaded) -> None:
        self.take(loaded)
        if not loaded.complete:
            painted = asyncio.Event()
            self.reader.call_after_refresh(painted.set)
            await painted.wait()

    def take(self, loaded: Loaded) -> None:
        """Show a library, and open what one was reading. Where nothing could be read there is nothing to show."""
        if loaded.failure:
            self.app.fail(loaded.failure)  # type: ignore[attr-defined]
            return
        first = not self.session.library.entries
        self.session.take(loaded.library)
        self.call_after_refresh(_collect_again)
        self._tell(loaded.problems)
        self._arrange()
        self.show_list()
        entries = self.session.entries()
        self._is_loading = not loaded.complete
        if entries and first:
            last = self.session.store.last_read() if self.opening.is_library else ""
            self.open_article(last if self.session.entry(last) else entries[0].id)
        elif entries:
            fuller = self.session.entry(self.open_id) or entries[0]
            self.reader.replace(fuller.article, self.session.voices)
        if loaded.complete and self.has_list and not self.opening.is_library:
            self.go_to_pane("list")
        self.update_words()

    def _tell(self, problems: Sequence[str]) -> None:
        """Say in one notice what is not as it should be."""
        told = list(problems[:3])
        if len(problems) > 3:
            told.append(f"{len(problems) - 3} more files could not be read")
        if self.session.store.trouble:
            told.append(self.session.store.trouble)
        if self.opening.is_library and not self.session.library.entries:
            told.append("The library is empty: rr-reader add FILE puts something in")
        if told:
            self.say("\n".join(told), severity="warning")

    def show_list(self) -> None:
        """Show the list and the facets for the query in force."""
        session = self.session
        self.articles.show(session.entries(), session.states, session.percents, session.voices)
        self.filters.show(session.facets(), session.voices)
        self._follow_list()
        self.update_words()

    def _follow_list(self) -> None:
        """Let the reader hold an article of the list: what is copied is what the list stands on."""
        listed = self.articles.ids
        if not self.open_id or self.open_id in listed:
            return
        current = self.articles.current
        if current:
            self.open_article(current.id)
        else:
            self.keep_place()
            self.open_id, self.reader.title = "", "No article fits"
            self.reader.show(Article(), self.session.voices, Place())

    # opening

    def open_article(self, article_id: str, place: Place | None = None) -> None:
        """Show an article in the reader, where one left off or at a place."""
        entry = self.session.entry(article_id)
        if entry is None:
            return
        if article_id != self.open_id:
            self.keep_place()
            known = self.session.store.position(article_id)
            self.open_id = article_id
            self.reader.title = entry.title
            self.reader.show(entry.article, self.session.voices, known.place if known else Place())
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
        if current and self.size.width >= 80 and self._active == "list":
            self.open_article(current.id)

    def keep_place(self) -> None:
        """Remember where one is, if one has been reading."""
        where = self.reader.where()
        if self.open_id and where and self.reader.touched:
            self.session.remember(self.open_id, Reading(place=self.reader.place, percent=where.percent))
            self.session.refresh_states()
            self.articles.show(self.session.entries(), self.session.states, self.session.percents, self.session.voices)
            self.filters.show(self.session.facets(), self.session.voices)

    def on_moved(self, message: Moved) -> None:
        """Keep the place line true."""
        self.update_words()

    # marks and order

    def action_next_article(self) -> None:
        """Open the article after this one in the list."""
        self._step_article(1)

    def action_previous_article(self) -> None:
        """Open the article before this one in the list."""
        self._step_article(-1)

    def _step_article(self, step: int) -> None:
        ids = [entry.id for entry in self.session.entries()]
        at = ids.index(self.open_id) + step if self.open_id in ids else 0
        if 0 <= at < len(ids):
            self.open_article(ids[at])
        else:
            self.say("No article after this one" if step > 0 else "No article before this one")

    def action_next_unread(self) -> None:
        """Open the next article that is unread."""
        listed = self.session.entries()
        ids = [entry.id for entry in listed]
        at = ids.index(self.open_id) if self.open_id in ids else -1
        for article_id in [*ids[at + 1 :], *ids[: at + 1]]:
            if article_id != self.open_id and "unread" in self.session.states.get(article_id, frozenset()):
                self.open_article(article_id)
                return
        self.say("Nothing unread in this list")

    def _marked(self) -> str:
        """Name the article that a mark is for: the list's when one is there, else the open one."""
        current = self.articles.current
        return current.id if self._active == "list" and current else self.open_id

    def action_toggle_read(self) -> None:
        """Mark read, or unread again."""
        self._mark("finished", self.session.store.set_read)

    def action_toggle_star(self) -> None:
        """Star, or take the star away."""
        self._mark("starred", self.session.store.set_starred)

    def _mark(self, state: str, keep) -> None:  # type: ignore[no-untyped-def]
        article_id = self._marked()
        if article_id:
            keep(article_id, state not in self.session.states.get(article_id, frozenset()))
            self.session.refresh_states()
            self.show_list()

    def action_sort(self) -> None:
        """Sort another way; while selecting, go on at the other end."""
        if self.reader.selection and self._active == "reader":
            self.reader.action_other_end()
            return
        self.session.next_sort()
        self.show_list()

    def on_facet_toggled(self, message: FacetToggled) -> None:
        """Narrow the list by a facet, or widen it."""
        self.session.toggle(message.facet, message.value)
        self.filter_prompt.put(str(self.session.query))
        self.filter_prompt.display = bool(self.session.query)
        self.show_list()

    # overlays

    def action_account(self) -> None:
        """Show what was repaired and set aside."""
        if self.open_id:
            from rr_reader.tui.screens.account import account_screen  # late: not for the first screen

            self.app.push_screen(account_screen(self.reader.article, self.keys))

    def action_copy_style(self, names: list[str]) -> None:
        """Ask for a style, and copy in it."""
        from rr_reader.tui.screens.choose import choose  # late: not for the first screen

        def copy(name: str | None) -> None:
            if name:
                self.reader.copy_as(name)

        self.app.push_screen(choose("COPY AS", names), copy)
