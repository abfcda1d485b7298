"""What the main screen does with the two prompts: search in the article, filter of the list."""

from collections.abc import Sequence

from textual import work

from rr_reader.errors import QueryError
from rr_reader.library.query import Query, parse_query
from rr_reader.model import Place, Span
from rr_reader.tui.finding import Hits
from rr_reader.tui.patience import patiently
from rr_reader.tui.screens.articles import ArticlesScreen
from rr_reader.tui.widgets.prompt import Prompt


class FindingScreen(ArticlesScreen, inherit_bindings=False):
    """The panes, with the two lines one types into."""

    _find_from = Place()
    _find_row = 0
    _sought = ""

    # search in the article

    def action_find(self) -> None:
        """Open the search line."""
        self._active = "reader"
        self._arrange()
        self._find_from, self._find_row = self.reader.place, round(self.reader.scroll_y)
        self.find_prompt.open()
        self.find_prompt.say("")

    @work(exclusive=True, group="find")
    async def _find(self, pattern: str, *, follow: bool = True) -> None:
        """Search while the keyboard stays alive; what was found is shown at the end only, and gone to if one wants."""
        self._sought = pattern
        spans: Sequence[Span] = ()
        async for found in patiently(self.reader.words.search(pattern)):
            spans = found
        self.reader.set_hits(Hits(pattern, spans), start=self._find_from if spans and follow else None)
        self._say_found()

    def search_again(self) -> None:
        """Search anew for what was searched for, in a fuller reading of the article; who read on is left there."""
        if self._sought:
            self._find(self._sought, follow=self.find_prompt.is_open or self.reader.place == self._find_from)

    def _say_found(self) -> None:
        hits = self.reader.hits
        number = hits.number(self.reader.hit)
        none = "reading …" if self.reader.is_partial else "nothing"
        words = f"{number}/{len(hits.spans)}" if hits.spans else none if hits.pattern.strip() else ""
        self.find_prompt.say(words, wrong=words == "nothing")

    def end_search(self) -> bool:
        """Forget what was searched for. True if there was anything."""
        had, self._sought = bool(self.reader.hits.pattern), ""
        self.reader.set_hits(Hits())
        return had

    # search over the library

    async def action_search_library(self) -> None:
        """Open the search over all articles, and then what was found."""
        from rr_reader.tui.screens.library_search import Found, LibrarySearch  # late: not for the first screen

        def go(found: Found | None) -> None:
            if found:
                article_id, span, words = found
                self.open_article(article_id, span.start)
                self.go_to_pane("reader")
                self._find_from = span.start
                self._find(words)

        await self.app.push_screen(LibrarySearch(self.session, self.keys, self.keep_search), go)

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
            self._find(message.text)
        elif message.prompt is self.filter_prompt:
            self._ask(message.text)

    def on_prompt_entered(self, message: Prompt.Entered) -> None:
        """Take what was typed, and go where it shows."""
        if message.prompt is self.find_prompt:
            self.find_prompt.close()
            self.go_to_pane("reader")
        else:
            if not self._ask(message.text):
                return
            if not message.text:
                self.filter_prompt.close()
            self.go_to_pane("list")

    def close_prompt(self) -> bool:
        """Leave the line one types into, undoing a search that was not taken. True if there was one."""
        if self.find_prompt.input.has_focus:
            self.workers.cancel_group(self, "find")
            self.find_prompt.close()
            self.end_search()
            self.reader.go_to(self._find_from)
            self.reader.scroll_to(y=self._find_row, animate=False)
            self.go_to_pane("reader")
            return True
        if self.filter_prompt.input.has_focus:
            self.filter_by("")
            self.go_to_pane("list")
            return True
        return False
