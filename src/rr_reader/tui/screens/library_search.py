"""Search over the library while one types: passages by article with who says them; Enter opens at the hit."""

import time
from collections.abc import Callable
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingsMap
from textual.containers import Horizontal, Vertical
from textual.events import Resize

from rr_reader.errors import QueryError
from rr_reader.library.facets import facets, toggle
from rr_reader.library.filtering import Selection
from rr_reader.library.query import Query, parse_query
from rr_reader.model import Span
from rr_reader.tui.commands import MOVE, Keys, bound
from rr_reader.tui.messages import FacetToggled
from rr_reader.tui.patience import patiently
from rr_reader.tui.screens.closing import Closing
from rr_reader.tui.screens.commanded import Commanded
from rr_reader.tui.screens.name_search import NameSearch
from rr_reader.tui.searching import Findings
from rr_reader.tui.session import Session
from rr_reader.tui.widgets.filters import Filters
from rr_reader.tui.widgets.found import FoundList
from rr_reader.tui.widgets.hints import Hints
from rr_reader.tui.widgets.prompt import Prompt
from rr_reader.tui.widgets.rows import Rows
from rr_reader.tui.widgets.title import TitleLine

Found = tuple[str, Span, str]
"""Which article, where in it, and the words searched for."""
BESIDE = 76
"""Columns from which on the facets stand beside what was found, not in its place."""
NARROW = 50
"""Columns below which there is room for the count alone."""
AT_ONCE = 0.05
"""Seconds after which what was found so far is shown, also if that does not fill the screen."""
_SAVE = tuple(Binding("ctrl+s", f"{when}('save-search', 'ctrl+s')", priority=True) for when in ("command", "typing"))
"""While one types too."""
_HINTS = (("Enter", "opens"), ("Tab", "narrows"), ("^s", "saves"), ("Esc", "closes"))
TALL = 16
"""Rows from which on there is room for the keys, and for air."""


class LibrarySearch(Closing[Found | None], Commanded, inherit_bindings=False):
    """Returns where to open which article, or None."""

    DEFAULT_CSS: ClassVar[str] = """
    LibrarySearch { align: center middle; }
    LibrarySearch > Vertical { width: 96%; max-width: 116; height: 94%; padding: 0 1; background: $overlay; }
    LibrarySearch Prompt { display: block; }
    LibrarySearch.-tall Prompt { margin: 0 0 1 0; }
    LibrarySearch Horizontal#results { height: 1fr; }
    LibrarySearch #facets { width: 32; display: none; background: $panel; margin: 0 0 0 1; }
    LibrarySearch.-faceted #facets { display: block; }
    LibrarySearch.-faceted.-narrow FoundList { display: none; }
    LibrarySearch.-narrow #facets { width: 1fr; margin: 0; }
    LibrarySearch Hints { height: 0; }
    LibrarySearch.-tall Hints { height: 1; }
    """

    def __init__(self, session: Session, keys: Keys, keep: Callable[[str, Query], None]) -> None:
        """`keep` saves a search under a name."""
        super().__init__()
        self._keep = keep
        self._bindings = BindingsMap(
            [*bound("close", "escape", "q"), *bound("facets", "tab", "shift+tab"), *_SAVE, *keys.bindings(MOVE)]
        )
        self._session = session
        self._list = FoundList()
        self._facets = Filters()
        self._title = TitleLine("", paper="overlay")
        self._prompt = Prompt("S", 'speaker:plante fog OR rope "snuff films"', id="library-search")
        self._foot = Hints()
        self._foot.hints = _HINTS
        self._text, self._query = "", Query()
        self._is_clear = True
        """Whether what was typed is a query: this one."""
        self._findings: Findings | None = None
        self._opens_first = False
        """Enter was pressed before anything was found: the first hit is to be opened."""

    def compose(self) -> ComposeResult:
        """Stand a title and the line to type into over what is found."""
        with Vertical():
            yield self._title
            yield self._prompt
            with Horizontal(id="results"):
                yield self._list
                with Vertical(id="facets"):
                    yield self._facets
            yield self._foot

    def on_mount(self) -> None:
        """Begin to type."""
        self._title.lit = True
        self._prompt.open()

    def on_resize(self, event: Resize) -> None:
        """Use the room there is."""
        self.set_class(event.size.height >= TALL, "-tall")
        self.set_class(event.size.width < BESIDE, "-narrow")
        width = event.size.width
        self._title.text = "SEARCH THE LIBRARY" if width >= BESIDE else "LIBRARY" if width >= NARROW else ""

    def action_command(self, command_id: str, key: str) -> None:
        """Move in what has the focus, also while one types; or go back without opening anything."""
        if command_id == "close" and self.has_class("-faceted"):
            self._show_facets(shown=False)
        elif command_id == "close":
            self.dismiss(None)
        elif command_id == "save-search":
            self._ask_name()
        elif command_id == "facets":
            self._show_facets(shown=self.focused is not self._facets)
        elif key == "space" and self.focused is self._facets:
            self._facets.chosen()
        else:
            target: Rows = self._facets if self.focused is self._facets else self._list
            getattr(target, "action_" + command_id.replace("-", "_"))()

    def _ask_name(self) -> None:
        if self._query and self._is_clear:
            self.app.push_screen(NameSearch(self._query), self._save)
        else:
            self._foot.say("Nothing to save: type a search that is understood")

    def _save(self, name: str | None) -> None:
        if name:
            self._keep(name, self._query)

    def _show_facets(self, *, shown: bool) -> None:
        """Show what the articles found can be narrowed by, and go there; or back to the line one types into."""
        self.set_class(shown, "-faceted")
        self.set_focus(self._facets if shown else self._prompt.input)
        if shown and self._findings:
            self._count(self._findings.selection)

    def on_facet_toggled(self, message: FacetToggled) -> None:
        """Narrow the search, or widen it; the query says how."""
        text = str(toggle(self._query, message.facet, message.value))
        self._prompt.put(text)
        self._search(text)

    def on_found_list_taken(self) -> None:
        """Open the hit under the cursor."""
        if self._list.hit:
            hit, text = self._list.hit
            start, end = hit.spans[0] if hit.spans else (0, 0)
            self.dismiss((hit.entry.id, Span.within(hit.block, start, end), text[start:end]))

    def on_found_list_looked(self) -> None:
        """Look on where one comes near to the end of what was found."""
        findings = self._list.findings
        if findings and findings is self._findings and not (findings.is_complete or self._list.has_enough(findings)):
            self._look_on(findings)

    def on_prompt_typed(self, message: Prompt.Typed) -> None:
        """Search while one types: for what stands there by now."""
        self._type(self._prompt.input.value)

    def on_prompt_entered(self, message: Prompt.Entered) -> None:
        """Open the first hit, or the one chosen with the arrows; where it is still looked for, once it is found."""
        self._type(message.text)
        if self._findings and self._list.findings is self._findings:
            self._list.chosen()
        else:
            self._opens_first = True

    def _type(self, text: str) -> None:
        if text != self._text:
            self._search(text)

    def _search(self, text: str) -> None:
        """Find what was asked for anew; what was found before stays until then."""
        self._text = text
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
            self._title.aside = ""
            return
        findings = self._findings = Findings(self._session.asking(query))
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

    def _show(self, findings: Findings) -> None:
        """Show what was found so far."""
        is_first = self._list.findings is not findings
        if is_first:
            self._list.show(findings, self._session.voices)
        else:
            self._list.grown()
        self._title.aside = findings.told()
        if is_first and self.has_class("-faceted"):
            self._count(findings.selection)
        if self._opens_first and self._list.hit:
            self._opens_first = False
            self.call_later(self._list.chosen)

    @work(exclusive=True, group="facets")
    async def _count(self, selection: Selection) -> None:
        """Count the values of the articles found; where those have to be read for that, once they are."""
        async for _ in patiently(selection.reading()):
            pass
        self._facets.show(facets(selection), self._session.voices)
