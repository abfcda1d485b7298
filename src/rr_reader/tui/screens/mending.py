"""What the main screen does to mend: it asks what, has it written, and shows it once it is on the disk.

The first screen mends nothing: what is needed for that is imported where it is used.
"""

import asyncio
import os
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.worker import WorkerError

from rr_reader.errors import NoSourceError, ReaderError, UsageError
from rr_reader.library import revising
from rr_reader.library.catalogue import Library
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.journal import Journal
from rr_reader.model import Article
from rr_reader.text.safe import printable
from rr_reader.tui.commands import Keys, spoken
from rr_reader.tui.opening import Opening
from rr_reader.tui.past import Step
from rr_reader.tui.screens.doubting import DoubtingScreen
from rr_reader.tui.session import Session, voices_over
from rr_reader.view.voices import Voices

if TYPE_CHECKING:
    from rr_reader.tui.steps import Decided, Menu

SHEET = 46
"""Columns of the reader from which on what one mends in stands over it alone."""


class Deed(NamedTuple):
    """Something done to an article of the library, and what is said of it."""

    write: Callable[[LibraryFolder, str, Journal], Article]
    """Does it on the disk, and gives the article as it is there then."""
    done: Callable[[Article, Article], str]
    """Says it, of the article before and after."""
    failed: str
    nothing: str = ""
    """What is said where there was nothing to do it to."""


def _undoing_told(before: Article, after: Article, *, again: bool = False) -> str:
    from rr_reader.view.corrected import undoing_told

    return undoing_told(before, after, again=again)


_UNDO = Deed(revising.undo, _undoing_told, "Not undone", "Nothing to undo")
_REDO = Deed(revising.redo, partial(_undoing_told, again=True), "Not redone", "Nothing to redo")
REREAD = Deed(
    lambda folder, name, _: folder.load(name),
    lambda old, new: "" if old == new else "The file was edited: this is how it is now",
    "It is shown as it was before",
)
"""What is done when a file was edited elsewhere."""
RELOAD = REREAD._replace(
    done=lambda old, new: "The file is as it was" if old == new else "Read again", failed="Not read again"
)
_SHOW = Deed(
    lambda folder, name, _: folder.load(name),
    lambda old, new: "Not mended: the file was edited meanwhile. This is how it is now",
    "Not mended",
)


class MendingScreen(DoubtingScreen, inherit_bindings=False):
    """The panes, in which articles can be mended."""

    def __init__(self, session: Session, opening: Opening, keys: Keys) -> None:
        super().__init__(session, opening, keys)
        self.one_by_one = asyncio.Lock()
        """Mendings are done in the order in which they were asked for, and no file is looked at meanwhile."""

    async def action_mend(self) -> None:
        """Ask what is to be mended where one reads, or in all that is selected."""
        if not self._can_mend():
            return
        from rr_reader.tui.mending import mend_step
        from rr_reader.tui.passage import state_told
        from rr_reader.tui.steps import Mending

        article_id, reader = self.open_id, self.reader
        article, passage = reader.article, reader.passage()

        def done(decided: "Decided | None") -> None:
            if isinstance(decided, Mending):
                deed = self._mending(_same_words(article, decided.change))
                self.run_worker(self._mend(article_id, deed), group="mend")

        await self.ask(mend_step(article, passage), state_told(passage) if passage else (), done)

    async def ask(self, first: "Menu", state: tuple[str, ...], done: "Callable[[Decided | None], None]") -> None:
        """Ask step by step, beside the words that it is about; keys mean what they say there when this returns."""
        from rr_reader.tui.screens.mend import Mend

        reader = self.reader

        def closed(decided: "Decided | None") -> None:
            reader.is_mended = False
            done(decided)

        reader.is_mended = True
        overlay = Mend(first, state, self.keys, width=self.sheet_width, lift=reader.lift)
        await self.app.push_screen(overlay, closed)
        await overlay.ready.wait()

    @property
    def sheet_width(self) -> int:
        """Columns of what one is asked in: over the reader alone, if that is wide enough."""
        is_wide = self.reader.region.width >= SHEET
        return self.query_one("#reader-pane").region.width if is_wide else self.size.width

    async def _mend(self, article_id: str, deed: Deed) -> None:
        """Mend, as a step of the session's past."""
        if await self._do_and_show(article_id, deed):
            undo, redo = (partial(self._again, article_id, way) for way in (_UNDO, _REDO))
            self.session.past.did(Step(undo, redo))

    async def _again(self, article_id: str, deed: Deed) -> None:
        await self._do_and_show(article_id, deed)

    def action_undo(self) -> None:
        """Take back what was done last; where nothing was in this session, the open article's last mending."""
        self.in_turn(self._undo)

    def action_redo(self) -> None:
        """Do again what was undone last."""
        self.in_turn(self._redo)

    async def _undo(self) -> None:
        if step := self.session.past.back():
            await step.undo()
        elif self._can_mend():
            await self._do_and_show(self.open_id, _UNDO)

    async def _redo(self) -> None:
        if step := self.session.past.on():
            await step.redo()
        elif self._can_mend():
            await self._do_and_show(self.open_id, _REDO)

    def in_turn(self, deed: Callable[[], Awaitable[None]]) -> None:
        """Do something when everything is done that was asked for before; no key waits for it."""
        earlier = [each for each in self.reader_app.errands if each.group != "copy"]

        async def do() -> None:
            for errand in earlier:
                with suppress(WorkerError):
                    await errand.wait()
            await deed()

        self.run_worker(do(), group="mend")

    def _can_mend(self) -> bool:
        """Tell whether an article of the library is open; else say what to do."""
        if not self.opening.is_library:
            from shlex import quote

            one = self.opening.sources[0] if len(self.opening.sources) == 1 else "FILE"
            words = "FILE" if one == "-" else one if one == "FILE" else quote(one)
            self.say(f"Add it to the library first: rr-reader add {printable(words)}")
            return False
        if not self.open_id:
            self.say("No article is open")
            return False
        return True

    def _mending(self, change: Callable[[Article], Article]) -> Deed:
        undo = next(iter(self.keys.of("undo")), "")
        word = f"Mended ({spoken(undo)} undoes)" if undo else "Mended"

        def told(old: Article, new: Article) -> str:
            from rr_reader.view.corrected import mended_told

            what = mended_told(old, new)
            return f"{word}: {what}" if what else word

        return Deed(lambda folder, name, ways: revising.mend(folder, name, change, ways), told, "Not mended")

    def revise(self, article_id: str, deed: Deed) -> None:
        """Have something done to an article, after what was asked for before."""
        self.run_worker(self._do_and_show(article_id, deed), group="mend")

    async def _do_and_show(self, article_id: str, deed: Deed) -> bool:
        """Do it in a thread; show it then, or say why nothing has changed. True if it was done and changed anything."""
        async with self.one_by_one:
            entry, is_open = self.session.entry(article_id), article_id == self.open_id
            if entry is None and not is_open:
                return False
            wanted = deed
            try:
                before = self.reader.article if is_open or entry is None else entry.article
                try:
                    after, library, known = await asyncio.to_thread(self._written, article_id, deed)
                except _OtherWordsError:
                    deed = _SHOW
                    after, library, known = await asyncio.to_thread(self._written, article_id, deed)
            except ReaderError as error:
                self.say(await asyncio.to_thread(self._refused, article_id, deed, error), severity="warning")
                return False
            if after != before:
                self._show_mended(article_id, after, library, known)
                if article_id == self.open_id and deed not in (REREAD, RELOAD, _SHOW):
                    self.reader.reveal(_changed(before, after) or ([] if deed not in (_UNDO, _REDO) else [0]))
            if words := deed.done(before, after):
                self.say(words)
            return deed is wanted and after != before

    def _refused(self, article_id: str, deed: Deed, error: ReaderError) -> str:
        """Say why nothing was done; in a thread."""
        folder = LibraryFolder(self.opening.folder)
        if not os.path.lexists(folder.file_of(article_id)):  # never raises
            gone = "The article was removed; this is its text as it was"
            return gone if deed is REREAD else f"{deed.failed}. {gone}"
        if not (deed.nothing and isinstance(error, NoSourceError)):
            return f"{deed.failed}: {error}"
        try:
            now = folder.text_of(article_id)
            was_edited = Journal(self.reader_app.mendings).was_left(folder.file_of(article_id), now)
        except ReaderError:
            return f"{deed.failed}: {error}"
        return f"{deed.nothing}: the file was edited after the last mending" if was_edited else deed.nothing

    def _written(self, article_id: str, deed: Deed) -> tuple[Article, Library, Voices]:
        """Do it; in a thread."""
        from rr_reader.view.corrected import called_now

        old = self.session.library
        entry = old.entry(article_id)
        write = partial(deed.write, LibraryFolder(self.opening.folder), article_id, Journal(self.reader_app.mendings))
        if entry is None:  # its file cannot be read by now, or is gone: then this says so
            return write(), old, self.session.voices
        people, before = entry.people, entry.article  # both as they are now
        article = write()
        new = old.having(article_id, article).entry(article_id)
        assert new
        kept = self.session.voices.following(people, new.people, called_now(before, article))
        library = old.having(article_id, article, kept)
        return article, library, voices_over(library, kept)

    def _show_mended(self, article_id: str, article: Article, library: Library, known: Voices) -> None:
        """Draw lists and text anew; one stays at the same words, with the same hits."""
        self.session.revise(library, known)
        if article_id == self.open_id:
            reader, entry = self.reader, self.session.entry(article_id)
            old, place, hits, hit = reader.article, reader.place, reader.hits, reader.hit
            is_same = _words(old) == _words(article)
            reader.replace(article, known)
            reader.title = entry.title if entry else ""
            if is_same:
                reader.hits, reader.hit = hits, hit
            else:
                from rr_reader.library.comparing import place_in

                reader.go_to(place_in(old, article, place))
        self.list_anew()
        self.articles.mark_open(self.open_id)
        self.update_words()


class _OtherWordsError(UsageError):
    """The file has been edited since it was read."""


def _words(article: Article) -> list[str]:
    return [block.text for block in article.blocks]


def _changed(old: Article, new: Article) -> list[int]:
    """List the blocks that are something else than before, or of which a quotation is."""
    both = enumerate(zip(old.blocks, new.blocks, strict=False))
    quotes = {quote.block for quote in {*old.quotes} ^ {*new.quotes}}
    return [at for at, (one, other) in both if one != other or at in quotes]


def _same_words(seen: Article, change: Callable[[Article], Article]) -> Callable[[Article], Article]:
    """Let a change be made only to the words that it was decided for."""

    def checked(now: Article) -> Article:
        if _words(now) != _words(seen):
            raise _OtherWordsError("The file has been edited meanwhile.")
        return change(now)

    return checked
