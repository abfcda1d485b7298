"""What the main screen does with the two prompts: search in the article, filter of the list."""

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import work
from textual.worker import Worker, WorkerError

from rr_reader.errors import QueryError, ReaderError
from rr_reader.library.query import Query, parse_query
from rr_reader.model import Place, Span
from rr_reader.tui.commands import Keys
from rr_reader.tui.finding import Hits
from rr_reader.tui.loaded import Loaded
from rr_reader.tui.messages import HitWanted
from rr_reader.tui.opening import Opening
from rr_reader.tui.patience import patiently
from rr_reader.tui.screens.stepping import SteppingScreen
from rr_reader.tui.searching import Sought
from rr_reader.tui.session import Session
from rr_reader.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from rr_reader.tui.screens.library_search import LibrarySearch


class FindingScreen(SteppingScreen, inherit_bindings=False):
    """The panes, with the two lines one types into."""

    _find_from = Place()
    _find_row = 0
    _sought = ""
    _typed = ""
    """What was searched for last since the search line was opened."""
    _finding: Worker[None] | None = None
    _search: "LibrarySearch | None" = None
    """The search over the library, while it is open."""
    _followed = ""
    """The article in which one goes through what that search found; "" where one does not."""

    def __init__(self, session: Session, opening: Opening, keys: Keys) -> None:
        super().__init__(session, opening, keys)
        self.sought = Sought()

    # search in the article

    def action_find(self) -> None:
        """Open the search line."""
        self._active = "reader"
        self._arrange()
        self._find_from, self._find_row = self.reader.place, round(self.reader.scroll_y)
        self._typed = ""
        self.find_prompt.open()
        self.find_prompt.say("")

    def _find(self, pattern: str, *, follow: bool = True) -> None:
        self._sought, self._typed, self._followed = pattern, pattern, ""
        self._finding = self._look_for(pattern, follow=follow)

    @work(exclusive=True, group="find")
    async def _look_for(self, pattern: str, *, follow: bool) -> None:
        """Search while the keyboard stays alive; what was found is shown at the end only, and gone to if one wants."""
        spans: Sequence[Span] = ()
        async for found in patiently(self.reader.words.search(pattern)):
            spans = found
        self.reader.set_hits(Hits(pattern, spans), start=self._find_from if spans and follow else None)
        self._say_found()

    @property
    def _is_finding(self) -> bool:
        return bool(self._finding and not self._finding.is_finished)

    async def _has_found(self) -> None:
        """Wait for the search that is under way, and for those that take its place; or for its being stopped."""
        while self._finding and not self._finding.is_finished:
            with suppress(WorkerError):
                await self._finding.wait()

    def stop_finding(self) -> bool:
        """Stop a search that was taken and has found nothing yet, and go where one was. True if there was one."""
        if not self._is_finding:
            return False
        self._undo_search()
        return True

    def _undo_search(self) -> None:
        self.workers.cancel_group(self, "find")
        self.end_search()
        self.reader.go_to(self._find_from)
        self.reader.scroll_to(y=self._find_row, animate=False)

    def search_again(self) -> None:
        """Search anew for what was searched for, in a fuller reading of the article; who read on is left there."""
        if self._followed and self._followed == self.open_id:
            self._light_hits()
        elif self._sought:
            self._find(self._sought, follow=self.find_prompt.is_open or self.reader.place == self._find_from)

    def _say_found(self) -> None:
        hits = self.reader.hits
        number = hits.number(self.reader.hit)
        none = "reading …" if self.reader.is_partial else "nothing"
        words = f"{number}/{len(hits.spans)}" if hits.spans else none if hits.pattern.strip() else ""
        self.find_prompt.say(words, wrong=words == "nothing")

    def end_search(self) -> bool:
        """Forget what was searched for. True if there was anything."""
        had, self._sought, self._followed = bool(self.reader.hits.pattern), "", ""
        self.reader.set_hits(Hits())
        return had

    # search over the library

    async def action_search_library(self) -> None:
        """Open the search over all articles where it was left, and then what was found."""
        from rr_reader.tui.screens.library_search import LibrarySearch  # late: not for the first screen

        def go(opened: tuple[str, int, int] | None) -> None:
            self._search = None
            if opened:
                article_id, block, offset = opened
                self._open_hits(article_id, Place(block, offset))
                self.go_to_pane("reader")

        self._search = LibrarySearch(self.session, self.sought, self.keys, self.keep_search, self.articles.count())
        await self.app.push_screen(self._search, go)

    def _open_hits(self, article_id: str, start: Place) -> None:
        """Open an article that the search found at a hit; what else it found there is lit too."""
        self.open_article(article_id, start)
        self.end_search()
        self._followed = article_id
        self._light_hits(start)

    def _light_hits(self, start: Place | None = None) -> None:
        query = self._query_followed
        self.reader.set_hits(Hits(str(query), self._spans(query, self._followed), goes_on=True), start=start)

    @property
    def _query_followed(self) -> Query:
        """What one searched the library for."""
        findings = self.sought.findings
        return findings.selection.query if findings else Query()

    def _spans(self, query: Query, article_id: str) -> list[Span]:
        """List where the words of a query stand in the passages of an article that fit it; else where these begin."""
        entry = self.session.entry(article_id)
        selection = self.session.asking(query)
        try:
            hits = list(selection.passages(entry)) if entry else []
        except ReaderError:  # gone or broken since it was found
            return []
        return [Span.within(hit.block, *span) for hit in hits for span in hit.spans or ((0, 0),)]

    def on_hit_wanted(self, message: HitWanted) -> None:
        """Go on in the articles that the search over the library found, or find what the list is filtered by."""
        query = self.session.query
        if self.reader.hits.goes_on:
            self._go_on(message.step)
        elif not query.shown.terms:
            self.say("Nothing searched for yet: press /")
        elif spans := self._spans(query, self.open_id):
            self.reader.set_hits(Hits(str(query), spans))
            step = self.reader.action_find_next if message.step > 0 else self.reader.action_find_previous
            step()
        else:
            self.say("What the list is filtered by stands in no passage here")

    @work(exclusive=True, group="going-on")
    async def _go_on(self, step: int) -> None:
        """Open the next article that the search found, or the one before; what was not looked into yet is, now."""
        findings = self.sought.findings
        at = findings.place_of(self.open_id) if findings else None
        while findings and at is not None:
            at += step
            if at == len(findings.articles):
                async for _ in patiently(findings.looking):
                    if at < len(findings.articles):
                        break
            if not 0 <= at < len(findings.articles):
                break
            article_id = findings.articles[at].entry.id
            if spans := self._spans(self._query_followed, article_id):
                self._open_hits(article_id, spans[0 if step > 0 else -1].start)
                number = self.reader.hits.number(self.reader.hit)
                self.say(f"Hit {number}/{len(spans)} · {'next' if step > 0 else 'previous'} article")
                return
        self.say(f"No hit {'after' if step > 0 else 'before'} this one · S lists all that was found")

    def show_indexing(self, words: str) -> None:
        """Say how far the reading of the library is, also where one searches it; "" once it is done."""
        super().show_indexing(words)
        if self._search:
            self._search.tell()

    def _take_news(self, loaded: Loaded) -> None:
        """Show what has become of the library, also of what is searched for in it."""
        super()._take_news(loaded)
        if self._search:
            self._search.follow()

    def keep_search(self, name: str, query: Query) -> None:
        """Save a search under a name; who keeps them says how."""

    # filter of the list

    def action_filter(self) -> None:
        """Open the line that filters the list."""
        if not self.has_list:
            self.say("One article only: nothing to filter")
            return
        self.go_to_pane("list")
        self.filter_prompt.open(str(self.session.query))

    def filter_by(self, text: str) -> None:
        """Filter the list; a query that cannot be read says why and leaves the list as it is."""
        if self._ask(text) and not text:
            self.filter_prompt.put("")
            self.filter_prompt.close()

    def _ask(self, text: str) -> bool:
        try:
            self.session.query = parse_query(text, self.session.saved)
        except QueryError as error:
            self.filter_prompt.complain(str(error), error.position)
            return False
        self.filter_prompt.say("")
        self.show_list()
        return True

    # both

    def on_prompt_typed(self, message: Prompt.Typed) -> None:
        """Search or filter while one types."""
        if message.prompt is self.find_prompt:
            if self.find_prompt.is_open and message.text != self._typed:
                self._find(message.text)
        elif message.prompt is self.filter_prompt:
            self._ask(message.text)

    def on_prompt_entered(self, message: Prompt.Entered) -> None:
        """Take what was typed, and go where it shows."""
        if message.prompt is self.find_prompt:
            if message.text != self._typed:  # the word that it changed is still on its way
                self._find(message.text)
            self.find_prompt.close()
            self.go_to_pane("reader")
            if self._is_finding:
                self.reader_app.hold_keys(self._has_found())
        else:
            if not self._ask(message.text):
                return
            if not message.text:
                self.filter_prompt.close()
            self.go_to_pane("list")

    def close_prompt(self) -> bool:
        """Leave the line one types into, undoing a search that was not taken. True if there was one."""
        if self.find_prompt.input.has_focus:
            self.find_prompt.close()
            self._undo_search()
            self.go_to_pane("reader")
            return True
        if self.filter_prompt.input.has_focus:
            self.filter_by("")
            self.go_to_pane("list")
            return True
        return False
