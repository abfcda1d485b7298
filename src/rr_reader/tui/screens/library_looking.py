"""Looking through the library for what one types: as far as one looks at it, then to the end while nobody types."""

import time

from textual import work
from textual.timer import Timer

from rr_reader.errors import QueryError
from rr_reader.library.query import Query, parse_query
from rr_reader.tui.commands import Keys
from rr_reader.tui.patience import SLICE, patiently
from rr_reader.tui.screens.closing import Closing
from rr_reader.tui.screens.commanded import Commanded
from rr_reader.tui.searching import Findings, Sought, Standing
from rr_reader.tui.session import Session
from rr_reader.tui.widgets.found import FoundList
from rr_reader.tui.widgets.hints import Hints
from rr_reader.tui.widgets.prompt import Prompt
from rr_reader.tui.widgets.title import BETWEEN, TitleLine

Opened = tuple[str, int, int]
"""Which article is to be opened, and where: a block and an offset in it."""
NARROW = 50
"""Columns below which there is room for the counts alone."""
AT_ONCE = 0.05
"""Seconds after which what was found so far is shown, also if that does not fill the screen."""
FAR = 50
"""Articles further than twice as far that one is looked for where it stood."""
COUNT_AFTER = 0.4
"""Seconds without a letter after which it is found out how much there is in all."""


class LookingScreen(Closing[Opened | None], Commanded, inherit_bindings=False):
    """The line one types into, and what is found."""

    def __init__(self, session: Session, sought: Sought, keys: Keys, listed: int) -> None:
        """`listed` articles are left in the list by its filter."""
        super().__init__()
        self._session, self._sought, self._keys, self._listed = session, sought, keys, listed
        self._list = FoundList()
        self._title = TitleLine("", paper="overlay", is_short=True)
        self._prompt = Prompt("S", 'speaker:plante fog OR rope "snuff films"', id="library-search")
        self._foot = Hints()
        self._text, self._query = "", Query()
        self._is_clear = True
        """Whether what was typed is a query: this one."""
        self._findings: Findings | None = None
        self._opens_first = False
        """Enter was pressed before anything was found: the first hit is to be opened."""
        self._counting: Timer | None = None

    # what was searched for before

    def come_back(self) -> None:
        """Show what was found last, where one was; of a library that has changed, what is found there now."""
        sought = self._sought
        self._prompt.open(sought.text)
        self._prompt.input.select_all()  # who types asks for something else
        self._text = sought.text
        self.tell()
        findings = sought.findings
        if findings:
            self._query = findings.selection.query
            self._findings = findings
            self._show(findings, sought.standing)
            self.follow()
        elif sought.text:
            self.search(sought.text)

    def leave(self) -> None:
        """Keep what is found, and where one is in it."""
        found = self._findings if self._is_clear and self._list.findings is self._findings else None
        self._sought.keep(self._text, found, self._list.standing if found else None)

    def follow(self) -> None:
        """Find the same in the library as it is now, if it is another, and stay where one is."""
        shown = self._list.findings
        if self._query and self._is_clear and shown and shown.selection.library is not self._session.library:
            self._find_again(shown)

    @work(exclusive=True, group="search")
    async def _find_again(self, shown: Findings) -> None:
        findings = self._findings = self._new(self._query, like=shown)
        standing, enough = self._list.standing, 2 * len(shown.articles) + FAR
        async for _ in patiently(findings.looking):
            is_there = standing is None or findings.place_of(standing.article_id) is not None
            if self._list.has_enough(findings, in_place=True) and (is_there or len(findings.articles) > enough):
                break
        self._show(findings, self._list.standing)

    # what one searches for

    def _new(self, query: Query, like: Findings | None = None) -> Findings:
        selection = self._session.asking(query)
        return Findings(selection, newest=self._sought.newest, like=like)

    def search(self, text: str) -> None:
        """Find what was asked for anew; what was found before stays until then."""
        self._text = text
        if self._counting:
            self._counting.stop()
        self.workers.cancel_group(self, "total")
        try:
            query = parse_query(text, self._session.saved)
        except QueryError as error:
            self._prompt.complain(str(error), error.position)
            self._findings = None  # what is listed is not what was asked for
            self._is_clear = False
            return
        self._prompt.say("")
        self._is_clear = True
        self._query, self._findings, self._opens_first = query, None, False
        self._find(query)

    @work(exclusive=True, group="search")
    async def _find(self, query: Query) -> None:
        """Look into articles as far as one looks at them; a newer key ends it."""
        if not query:
            self._list.show(None, self._session.voices)
            self.tell()
            return
        findings = self._findings = self._new(query)
        await self._look(findings)

    @work(exclusive=True, group="search")
    async def _look_on(self, findings: Findings) -> None:
        await self._look(findings)

    async def _look(self, findings: Findings) -> None:
        """Look into articles until more is found than is seen; what was found is shown meanwhile."""
        end = time.monotonic() + AT_ONCE
        async for _ in patiently(findings.looking):
            if self._list.has_enough(findings):
                break
            is_new = self._list.findings is not findings
            if time.monotonic() > end or (is_new and self._list.has_enough(findings, 1)):
                self._show(findings)
                end = time.monotonic() + AT_ONCE
        self._show(findings)

    def on_found_list_looked(self) -> None:
        """Look on where one comes near to the end of what was found."""
        findings = self._list.findings
        if findings and findings is self._findings and not (findings.is_complete or self._list.has_enough(findings)):
            self._look_on(findings)

    def _show(self, findings: Findings, standing: Standing | None = None) -> None:
        """Show what was found so far; other findings from the first on, or where one stands."""
        is_first = self._list.findings is not findings
        if is_first:
            self._list.show(findings, self._session.voices, standing)
        else:
            self._list.grown()
        self.tell()
        if is_first:
            self.count_facets()
        if self._opens_first and self._list.hit:
            self._opens_first = False
            self.call_later(self._list.chosen)
        if self._counting:
            self._counting.stop()
        if not (findings.is_complete or findings.is_full):
            self._counting = self.set_timer(COUNT_AFTER, self._look_to_end)

    def count_facets(self) -> None:
        """Count what the articles found can be narrowed by; who shows that says how."""

    @work(exclusive=True, group="total")
    async def _look_to_end(self) -> None:
        """Find out how much there is in all; every key comes first."""
        findings = self._findings
        if findings:
            async for _ in patiently(findings.looking, rest=SLICE):
                if findings.is_full or findings is not self._findings:
                    break
            if findings is self._findings and findings is self._list.findings:
                self._show(findings)

    # what is said of it

    def tell(self) -> None:
        """Say how much was found, in which order; and while the library is still being read, that there may be more."""
        is_narrow = self.app.size.width < NARROW
        findings, reading = self._list.findings, self._session.indexing
        told: list[str] = []
        if findings and self._text.strip():
            count = findings.told(briefly=is_narrow)
            told = ["nothing yet" if reading and count == "nothing" else count, reading]
            told += [findings.order] if findings.passages else []
        elif self._session.query:
            told = [f"over all {len(self._session.library):,}, not only the {self._listed:,} listed"]
        self._title.aside = BETWEEN.join(filter(None, told))
