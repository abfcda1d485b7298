"""What the main screen does to several articles at once: marking, starring, tagging; and the order of the list."""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError
from contextlib import suppress
from functools import partial
from types import MappingProxyType

from rr_reader.errors import NoSourceError, ReaderError
from rr_reader.library import revising
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.journal import Journal
from rr_reader.model import Article
from rr_reader.tui.commands import spoken
from rr_reader.tui.past import Step
from rr_reader.tui.screens.rereading import RereadingScreen
from rr_reader.tui.session import SORT_WORDS, SORTS, Marking
from rr_reader.tui.widgets.prompt import Prompt

_SHOWN_EVERY = 25
"""Articles after which it is told how many are done."""


class MarkingScreen(RereadingScreen, inherit_bindings=False):
    """The panes, in whose list one marks articles to do something to all of them."""

    _is_leaving = False
    """The reader is being left, once all is written."""
    _is_unwanted = False
    """Nobody waits any more for what is still to be written."""

    # the order

    def action_sort(self) -> None:
        """Sort the next way; while selecting, go on at the other end."""
        if self.reader.selection and self._active == "reader":
            self.reader.action_other_end()
        else:
            self._sort_by(SORTS[(SORTS.index(self.session.sort) + 1) % len(SORTS)])

    def action_choose_sort(self) -> None:
        """Ask for an order; the present one is shown."""
        from rr_reader.tui.screens.choose import choose  # late: not for the first screen

        orders = {words: order for order, words in SORT_WORDS.items()}

        def sort(words: str | None) -> None:
            if words:
                self._sort_by(orders[words])

        self.app.push_screen(choose("SORT", list(orders), SORT_WORDS[self.session.sort]), sort)

    def _sort_by(self, order: str) -> None:
        self.session.sort_by(order)
        self.show_list()

    # what is marked

    def action_mark(self) -> None:
        """Mark the article that the list stands on, or take its mark away, and go on."""
        if self._is_at_list():
            self.session.mark(self.articles.listing.id_at(self.articles.cursor))
            self.articles.move(1)
            self._show_marks()

    def action_mark_range(self) -> None:
        """Mark all articles from the one marked last to the one that the list stands on."""
        if self._is_at_list():
            self.session.mark_up_to(self.articles.listing.id_at(self.articles.cursor), self.articles.listing)
            self._show_marks()

    def unmark(self) -> None:
        """Take all marks away."""
        self.session.marked.clear()
        self._show_marks()

    def _is_at_list(self) -> bool:
        if not self.has_list or not self.articles.count():
            self.say("Nothing to mark")
            return False
        if self._active != "list":
            self.go_to_pane("list")
        return True

    def _show_marks(self) -> None:
        self.articles.mark(self.session.marked)
        self.update_words()

    def meant(self) -> tuple[str, ...]:
        """Give the ids of what a command is for: at the list all that is marked, else where one is."""
        if self._active == "list":
            if self.session.marked:
                return tuple(sorted(self.session.marked))
            if self.articles.current:
                return (self.articles.current.id,)
        return (self.open_id,) if self.open_id else ()

    def action_toggle_read(self) -> None:
        """Mark read, or unread again."""
        if meant := self.meant():
            self.reader.touched = self.reader.touched and self.open_id not in meant
            self._save_and_show(self.session.toggle_read(meant), len(meant))

    def action_toggle_star(self) -> None:
        """Star, or take the star away."""
        if meant := self.meant():
            self._save_and_show(self.session.toggle_star(meant), len(meant))

    def _save_and_show(self, marking: Marking, count: int) -> None:
        """Save a mark, and show it once it is safe."""

        def show() -> None:
            marking.shown()
            self.show_list()
            if self.session.store.trouble:
                self.say(self.session.store.trouble, severity="warning")
            elif count > 1:
                self.say(f"{marking.said}: {count} articles")

        def save() -> None:
            marking.save(self.session.store)
            with suppress(RuntimeError, CancelledError):  # the app has ended meanwhile
                self.app.call_from_thread(show)

        self.run_worker(save, thread=True, group="mark")

    # what another window does

    def look_at_file(self) -> None:
        """See whether another window has edited what one reads, or has read or marked anything."""
        super().look_at_file()
        if not self._is_loading:
            self.session.look(self._hear_of_marks)

    def _hear_of_marks(self, take: Callable[[], bool]) -> None:
        with suppress(RuntimeError, CancelledError):  # the app has ended meanwhile
            self.app.call_from_thread(self._take_marks, take)

    def _take_marks(self, take: Callable[[], bool]) -> None:
        if take():
            self.list_anew()
        else:
            self.session.look(self._hear_of_marks, again=True)

    # tags

    def action_tag(self) -> None:
        """Ask for a tag."""
        if self._can_mend():
            self._meant = self.meant()
            self.tag_prompt.open()
            self.tag_prompt.say(_articles(len(self._meant)) if len(self._meant) > 1 else "")

    def on_prompt_entered(self, message: Prompt.Entered) -> None:
        """Take what was typed."""
        if message.prompt is not self.tag_prompt:
            super().on_prompt_entered(message)
            return
        self.close_prompt()
        if tags := tuple(filter(None, map(str.strip, message.text.split(",")))):
            self.run_worker(self._tag(self._meant, tags), group="mend")

    def close_prompt(self) -> bool:
        """Leave the line one types into. True if there was one."""
        if not self.tag_prompt.input.has_focus:
            return super().close_prompt()
        self.tag_prompt.close()
        self.go_to_pane(self._active)
        return True

    async def _tag(self, article_ids: tuple[str, ...], tags: tuple[str, ...]) -> None:
        from rr_reader.library.mending import set_meta  # late: not for the first screen

        def tagged(article: Article) -> Article:
            return set_meta(article, "tags", tuple(dict.fromkeys((*article.meta.tags, *tags))))

        done = await self._mend_all(
            article_ids,
            lambda folder, name, ways: revising.mend(folder, name, tagged, ways),
            f"Tagged {', '.join(tags)}",
        )

        async def undo() -> None:
            await self._mend_all(done, revising.undo, "Taken back")

        async def redo() -> None:
            await self._mend_all(done, revising.redo, "Done again")

        if done:
            self.session.past.did(Step(undo, redo))

    async def _mend_all(
        self, article_ids: tuple[str, ...], write: Callable[[LibraryFolder, str, Journal], Article], said: str
    ) -> tuple[str, ...]:
        """Write articles in a thread, and say how many were; the list hears of it as of every change of the folder."""
        async with self.one_by_one:
            done, failed = await asyncio.to_thread(self._written_all, article_ids, write)
            self.show_progress("")
            if self.open_id in done:
                self.reader.replace(done[self.open_id], self.session.voices)
        undo = next(iter(self.keys.of("undo")), "")
        way = f" ({spoken(undo)} undoes)" if undo and write is not revising.undo and done else ""
        told = f"{said}: {_articles(len(done))}{way}"
        if not failed:
            self.say(told)
        elif (what := _AGAIN.get(write)) and all(isinstance(error, NoSourceError) for error in failed):
            nothing = f"nothing left to {what} in {_articles(len(failed))}"
            self.say(f"{told}; {nothing}" if done else nothing.capitalize())
        else:
            self.say(f"{told}; {_articles(len(failed))} not: {failed[0]}", severity="warning")
        return tuple(done)

    def _written_all(
        self, article_ids: tuple[str, ...], write: Callable[[LibraryFolder, str, Journal], Article]
    ) -> tuple[dict[str, Article], list[ReaderError]]:
        """Write them; in a thread. What fails does not stop the others."""
        write_one = partial(write, LibraryFolder(self.opening.folder))
        ways, done, failed = Journal(self.reader_app.mendings), {}, []
        for number, article_id in enumerate(article_ids, 1):
            try:
                done[article_id] = write_one(article_id, ways)
            except ReaderError as error:
                failed.append(error)
            if self._is_unwanted:
                break
            if number % _SHOWN_EVERY == 0:
                with suppress(RuntimeError, CancelledError):  # the app has ended meanwhile
                    self.app.call_from_thread(self._tell_written, number, len(article_ids))
        return done, failed

    def _tell_written(self, number: int, of: int) -> None:
        leave = next(iter(self.keys.of("quit")), "")
        way = f"; {spoken(leave)} leaves the rest as it is" if self._is_leaving and leave else ""
        self.show_progress(f"{number} of {of} written{way}")

    def stop_writing(self) -> None:
        """Write no further article: those that are written stay, the others are as they were."""
        self._is_unwanted = True


_AGAIN: Mapping[object, str] = MappingProxyType({revising.undo: "undo", revising.redo: "do again"})
"""What finds nothing to do where another window, or an editor, was there first."""


def _articles(count: int) -> str:
    return "1 article" if count == 1 else f"{count} articles"
