"""What the main screen does with highlights: making, colouring, noting and finding them again in what one reads."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual import work

from rr_reader.model import Article, Span
from rr_reader.model.highlight import Anchor, Highlight
from rr_reader.tui.commands import Keys, spoken
from rr_reader.tui.keeping import Change
from rr_reader.tui.loaded import Loaded
from rr_reader.tui.opening import Opening
from rr_reader.tui.screens.rescuing import RescuingScreen
from rr_reader.tui.session import Session
from rr_reader.view.marks import Marks, Standing, told, tone

if TYPE_CHECKING:
    from rr_reader.quotes.anchoring import Finder
    from rr_reader.tui.screens.note import Written
    from rr_reader.tui.steps import Decided


class _Places:
    """Where the highlights of one article stand, each looked for once."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self._finder: Finder | None = None
        self._known: dict[Anchor, Span | None] = {}

    def marks(self, highlights: tuple[Highlight, ...]) -> Marks:
        """Find them; in a thread, for in a long article that may take a while."""
        from rr_reader.quotes.anchoring import Finder  # late: not for the first screen

        self._finder = self._finder or Finder(self.article)
        for each in highlights:
            if each.anchor not in self._known:
                self._known[each.anchor] = self._finder.find(each.anchor)
        found = ((self._known[each.anchor], each) for each in highlights)
        return Marks(Standing(span, each) for span, each in found if span)


class HighlightingScreen(RescuingScreen, inherit_bindings=False):
    """The panes, in which one marks words for good."""

    def __init__(self, session: Session, opening: Opening, keys: Keys) -> None:
        super().__init__(session, opening, keys)
        self._places = _Places(Article())
        self._drawn = -1
        """The version of the highlights that are drawn, or are being looked for."""
        self._being_made: dict[tuple[str, Span], Highlight] = {}
        """What is on its way to the disk, or to be drawn, by article and words."""
        self._drafts: dict[tuple[str, str], str] = {}
        """Notes that were typed and not kept, by article and highlight, or words."""
        session.highlights.show = self._show_highlights
        session.highlights.tell = self.say

    # showing

    def take(self, loaded: Loaded) -> None:
        """Show a library, and then what is highlighted in it."""
        super().take(loaded)
        if loaded.complete and not loaded.failure:
            self.call_after_refresh(lambda: self.run_worker(self.session.highlights.load(), group="load"))

    def update_words(self) -> None:
        """Bring the words around the panes up to date, and the highlights where another article or version is read."""
        super().update_words()
        article, version = self.reader.article, self.session.highlights.version
        if self._places.article is not article or self._drawn != version:
            self._places = self._places if self._places.article is article else _Places(article)
            self._drawn = version
            self._find_marks()

    def _show_highlights(self) -> None:
        self.articles.count_highlights(self.session.highlights.counts())
        if self.session.note_highlighted():
            self.list_anew()
        self.update_words()

    @work(exclusive=True, group="marks")
    async def _find_marks(self) -> None:
        """Find the open article's highlights again, and draw them."""
        places, of = self._places, self.session.highlights.of(self.open_id)
        made = [key for key, each in self._being_made.items() if each.id in self.session.highlights]
        marks = await asyncio.to_thread(places.marks, of) if of else Marks()
        if places.article is self.reader.article and (of or len(self.reader.marks)):
            self.reader.set_marks(marks)
        for key in made:
            self._being_made.pop(key, None)

    # marking

    async def action_highlight(self) -> None:
        """Highlight what is selected or read; where that is highlighted, ask what is to become of it."""
        if not self._can_mend():
            return
        if mark := self._mark_here():
            await self._ask_about(mark)
        else:
            self._make(self.session.highlights.new())

    async def action_highlight_colour(self) -> None:
        """Choose the colour of the highlight one stands on, or of the next, which is made."""
        from rr_reader.tui.remarking import Coloured, colour_step  # late: not for the first screen

        if not self._can_mend():
            return
        mark, span = self._mark_here(), self.reader.to_mark()

        def done(decided: "Decided | None") -> None:
            if isinstance(decided, Coloured):
                self.session.highlights.prefer(decided.colour)
                if mark:
                    self._change(mark.highlight, partial(replace, colour=decided.colour), "colour")
                else:
                    self._make(self.session.highlights.new(), span)

        now = mark.highlight.colour if mark else self.session.highlights.colour
        await self.ask(colour_step(now), self._state(mark, span), done)

    async def _ask_about(self, mark: Standing) -> None:
        from rr_reader.tui.remarking import Coloured, NoteWanted, Remark, remark_step  # late: not for the first screen

        highlight = mark.highlight

        def done(decided: "Decided | None") -> None:
            if isinstance(decided, NoteWanted):
                self.run_worker(self._write_note(mark, mark.span), group="ask")
            elif isinstance(decided, Coloured):
                self.session.highlights.prefer(decided.colour)
                self._change(highlight, partial(replace, colour=decided.colour), "colour")
            elif isinstance(decided, Remark):
                self._change(highlight, decided.change, decided.what)

        await self.ask(remark_step(highlight), self._state(mark, mark.span), done)

    @property
    def reads_note(self) -> bool:
        """Tell whether one stands on words with a note."""
        mark = self.reader.marks.at(self.reader.place)
        return mark is not None and bool(mark.highlight.note)

    async def action_note(self) -> None:
        """Write a note to the highlight one stands on, or to words that are highlighted with it."""
        if self._can_mend():
            mark = self._mark_here()
            await self._write_note(mark, mark.span if mark else self.reader.to_mark())

    async def _write_note(self, mark: Standing | None, span: Span) -> None:
        from rr_reader.tui.screens.note import Note  # late: not for the first screen

        highlight = mark.highlight if mark else self.session.highlights.new()
        key = self.open_id, mark.highlight.id if mark else str(span)
        article, reader = self.reader.article, self.reader

        def done(written: "Written | None") -> None:
            reader.is_mended = False
            if written is None or (written.text == highlight.note and (mark or not written.is_kept)):
                return
            if not written.is_kept:
                self._drafts[key] = written.text
                again = next(iter(self.keys.of("note")), "")
                self.say(f"The note is as it was; {spoken(again)} brings back what you typed")
                return
            self._drafts.pop(key, None)
            if mark:
                self._change(highlight, partial(replace, note=written.text), "note")
            else:
                self._make(replace(highlight, note=written.text), span, article)

        title = f"NOTE · {highlight.colour}"
        words = _words(article, span)
        reader.is_mended = True
        overlay = Note(title, words, self._drafts.get(key, highlight.note), width=self.sheet_width, lift=reader.lift)
        await self.app.push_screen(overlay, done)
        await overlay.ready.wait()

    def _mark_here(self) -> Standing | None:
        """Give the highlight one stands on, one that is on its way to the disk included."""
        made = [Standing(span, each) for (article, span), each in self._being_made.items() if article == self.open_id]
        return self.reader.mark_here(made)

    def _make(self, highlight: Highlight, span: Span | None = None, article: Article | None = None) -> None:
        """Highlight words, as they are read now."""
        article = article or self.reader.article
        span = span or self.reader.to_mark()
        this = self.open_id, span
        if not _words(article, span):
            self.say("Nothing to highlight here")
        else:
            highlight = replace(highlight, article=self.open_id)
            self._being_made[this] = highlight
            self.reader.end_selection()
            self.in_turn(partial(self._keep, highlight, this, article))

    async def _keep(self, highlight: Highlight, this: tuple[str, Span], article: Article) -> None:
        from rr_reader.quotes.gathering import marked  # late: not for the first screen

        try:
            whole = await asyncio.to_thread(marked, article, *this, highlight)
        except BaseException:  # the reader is being left, say
            del self._being_made[this]
            raise
        is_saved = await self.session.highlights.put(Change(None, whole))
        note = ", with your note" if highlight.note else ""
        self.tell_saved(f"Highlighted {highlight.colour}{note}", is_saved)

    def _change(self, before: Highlight, change: Callable[[Highlight], Highlight], what: str) -> None:
        after = change(before)
        if after == before:
            return
        said = {
            "note": "Note kept" if after.note else "Note removed",
            "colour": f"Highlighted {after.colour}",
            "tags": f"Tagged {', '.join(after.tags)}" if after.tags else "No tags any more",
            "removing": "Highlight removed",
        }[what]

        async def do() -> None:
            self.tell_saved(said, await self.session.highlights.put(Change(before, after), what=what))

        self.in_turn(do)

    def remark_here(self) -> tuple[str, str]:
        """Say what highlight one stands on."""
        mark = self.reader.marks.at(self.reader.place)
        return (told(mark.highlight), tone(mark.highlight)) if mark else ("", "")

    def _state(self, mark: Standing | None, span: Span) -> tuple[str, ...]:
        words = f"“{_words(self.reader.article, span)}”"
        return (told(mark.highlight), words) if mark else (words,)


def _words(article: Article, span: Span) -> str:
    """Give the words of a span in one line."""
    pieces = span.pieces([len(block.text) for block in article.blocks])
    return " ".join(" ".join(article.blocks[block].text[start:end] for block, start, end in pieces).split())
