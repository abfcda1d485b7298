"""What the main screen does to mend: it asks what, has it written, and shows it once it is on the disk."""

import asyncio
import shlex
from collections.abc import Callable

from msgspec.structs import replace

from rr_reader.errors import NoSourceError, ReaderError, UsageError
from rr_reader.library import revising
from rr_reader.library.catalogue import Library
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.journal import Journal
from rr_reader.model import Article, Place
from rr_reader.text.safe import printable
from rr_reader.tui.commands import Keys, spoken
from rr_reader.tui.mending import Mending, mend_step, mended_told, state_told
from rr_reader.tui.opening import Opening
from rr_reader.tui.screens.finding import FindingScreen
from rr_reader.tui.session import Session, voices_over
from rr_reader.view.voices import Voices

Writing = Callable[[LibraryFolder, str, Journal], Article]
"""Changes an article on the disk, and gives it as it is there then."""


class MendingScreen(FindingScreen, inherit_bindings=False):
    """The panes, in which articles can be mended."""

    def __init__(self, session: Session, opening: Opening, keys: Keys) -> None:
        super().__init__(session, opening, keys)
        self._one_by_one = asyncio.Lock()
        """Mendings are done in the order in which they were asked for."""

    async def action_mend(self) -> None:
        """Ask what is to be mended at the place one reads, or where the selection begins."""
        if not self._can_mend():
            return
        from rr_reader.tui.screens.mend import Mend  # late: not for the first screen

        article_id, article = self.open_id, self.reader.article
        place = self.reader.selection.start if self.reader.selection else self.reader.place

        def done(decided: Mending | None) -> None:
            if decided:
                change = _same_words(article, decided.change)
                self._revise(article_id, lambda folder, name, ways: revising.mend(folder, name, change, ways), _mended)

        await self.app.push_screen(Mend(mend_step(article, place), state_told(article, place), self.keys), done)

    def action_undo(self) -> None:
        """Take the open article's last mending back."""
        if self._can_mend():
            self._revise(self.open_id, revising.undo, _undone)

    def action_redo(self) -> None:
        """Do again what was undone last."""
        if self._can_mend():
            self._revise(self.open_id, revising.redo, _redone)

    def _can_mend(self) -> bool:
        """Tell whether an article of the library is open; else say what to do."""
        if not self.opening.is_library:
            one = self.opening.sources[0] if len(self.opening.sources) == 1 else "FILE"
            words = "FILE" if one == "-" else one if one == "FILE" else shlex.quote(one)
            self.say(f"Add it to the library first: rr-reader add {printable(words)}")
            return False
        if not self.open_id:
            self.say("No article is open")
            return False
        return True

    def _revise(self, article_id: str, write: Writing, told: "Told") -> None:
        self.run_worker(self._write_and_show(article_id, write, told), group="mend")

    async def _write_and_show(self, article_id: str, write: Writing, told: "Told") -> None:
        """Write in a thread; show it, or say why nothing has changed."""
        async with self._one_by_one:
            entry = self.session.entry(article_id)
            if entry is None:
                return
            try:
                before = entry.article
                after, library, known = await asyncio.to_thread(self._written, article_id, write)
            except ReaderError as error:
                self.say(told(None, error, ""), severity="warning")
                return
            self._show_mended(article_id, after, library, known)
            self.say(told((before, after), None, spoken(next(iter(self.keys.of("undo")), ""))))

    def _written(self, article_id: str, write: Writing) -> tuple[Article, Library, Voices]:
        """Do it; in a thread."""
        article = write(LibraryFolder(self.opening.folder), article_id, Journal(self.reader_app.mendings))
        library = self.session.library.having(article_id, article)
        return article, library, voices_over(library)

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
                reader.go_to(_same_place(old, article, place))
        self.list_anew()
        self.articles.mark_open(self.open_id)
        self.update_words()


Told = Callable[[tuple[Article, Article] | None, ReaderError | None, str], str]
"""What is said of an article before and after, or of what went wrong; the last is the key that undoes."""


def _mended(both: tuple[Article, Article] | None, error: ReaderError | None, undo: str) -> str:
    if both is None:
        return f"Not mended: {error}"
    told = mended_told(*both)
    return f"Mended: {told}" + (f"; {undo} undoes" if undo else "") if told else "Nothing to change"


def _undone(both: tuple[Article, Article] | None, error: ReaderError | None, undo: str) -> str:
    if both is None:
        return "Nothing to undo" if _is_at_end(error) else f"Not undone: {error}"
    return f"Undone: {mended_told(*reversed(both))}"


def _redone(both: tuple[Article, Article] | None, error: ReaderError | None, undo: str) -> str:
    if both is None:
        return "Nothing to redo" if _is_at_end(error) else f"Not redone: {error}"
    return f"Redone: {mended_told(*both)}"


def _is_at_end(error: ReaderError | None) -> bool:
    return isinstance(error, NoSourceError) and "there is nothing to" in str(error)


def _words(article: Article) -> list[str]:
    return [block.text for block in article.blocks]


def _same_words(seen: Article, change: Callable[[Article], Article]) -> Callable[[Article], Article]:
    """Let a change be made only to the words that it was decided for."""

    def checked(now: Article) -> Article:
        if _words(now) != _words(seen):
            raise UsageError("the file has been edited meanwhile. Start anew to see it as it is.")
        return change(now)

    return checked


def _same_place(old: Article, new: Article, place: Place) -> Place:
    """Find the block again whose words one reads, the nearest that has them."""
    text = old.blocks[place.block].text if place.block < len(old.blocks) else ""
    same = [index for index, block in enumerate(new.blocks) if block.text == text]
    return replace(place, block=min(same, key=lambda index: abs(index - place.block))) if same else place
