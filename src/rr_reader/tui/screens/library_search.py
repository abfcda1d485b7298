"""Search over the library while one types: passages by article with who says them; Enter opens at the hit."""

import time
from collections.abc import Callable
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingsMap
from textual.containers import Horizontal, Vertical
from textual.events import Resize

from rr_reader.library.facets import facets, toggle
from rr_reader.library.narrowing import Narrowing
from rr_reader.library.query import Query
from rr_reader.tui.commands import MOVE, Keys, bound
from rr_reader.tui.messages import FacetToggled
from rr_reader.tui.patience import patiently
from rr_reader.tui.screens.library_looking import AT_ONCE, NARROW, LookingScreen
from rr_reader.tui.screens.name_search import NameSearch
from rr_reader.tui.searching import ORDERS, Sought
from rr_reader.tui.session import Session
from rr_reader.tui.widgets.filters import Filters
from rr_reader.tui.widgets.prompt import Prompt
from rr_reader.tui.widgets.rows import Rows

BESIDE = 76
"""Columns from which on the facets stand beside what was found, not in its place."""
COUNTED_EVERY = 0.5
"""Seconds after which counts are shown that are not the last."""
TALL = 16
"""Rows from which on there is room for the keys, and for air."""
_KEYS = {"save-search": "ctrl+s", "order": "ctrl+o", "listed-only": "ctrl+f"}
"""Keys that work while one types too."""


class LibrarySearch(LookingScreen, inherit_bindings=False):
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

    def __init__(
        self, session: Session, sought: Sought, keys: Keys, keep: Callable[[str, Query], None], listed: int
    ) -> None:
        """`keep` saves a search under a name; `listed` articles are left in the list by its filter."""
        super().__init__(session, sought, keys, listed)
        self._keep = keep
        while_typing = (
            Binding(key, f"{when}({command!r}, {key!r})", priority=True)
            for command, key in _KEYS.items()
            for when in ("command", "typing")
        )
        self._bindings = BindingsMap(
            [*bound("close", "escape", "q"), *bound("facets", "tab", "shift+tab"), *while_typing, *keys.bindings(MOVE)]
        )
        self._facets = Filters()
        self._recalled = ""
        """What stands there of what one searched for before, as long as nothing was done with it."""

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
        """Show what was found last, and begin to type."""
        self._title.lit = True
        self.come_back()
        self._tell_keys()

    def on_resize(self, event: Resize) -> None:
        """Use the room there is."""
        self.set_class(event.size.height >= TALL, "-tall")
        self.set_class(event.size.width < BESIDE, "-narrow")
        width = event.size.width
        self._title.text = "SEARCH THE LIBRARY" if width >= BESIDE else "LIBRARY" if width >= NARROW else "SEARCH"
        self.tell()

    def _tell_keys(self) -> None:
        """Say what the keys do here."""
        other = ORDERS[not self._sought.newest]
        only = (("^f", f"only the {self._listed:,} listed"),) if self._session.query else ()
        keys = (("Enter", "opens"), ("Tab", "narrows"), *only, ("^o", other), ("Esc", "closes"), ("^s", "saves"))
        self._foot.hints = keys

    def action_command(self, command_id: str, key: str) -> None:
        """Move in what has the focus, also while one types; or go back without opening anything."""
        if command_id == "close" and self.has_class("-faceted"):
            self._show_facets(shown=False)
        elif command_id == "close":
            self.leave()
            self.dismiss(None)
        elif command_id == "save-search":
            self._ask_name()
        elif command_id == "facets":
            self._show_facets(shown=self.focused is not self._facets)
        elif command_id == "order":
            self._sought.newest = not self._sought.newest
            self._tell_keys()
            self.search(self._text)
        elif command_id == "listed-only":
            self._take_filter()
        elif key == "space" and self.focused is self._facets:
            self._facets.chosen()
        elif not (command_id in ("line-up", "line-down") and self._recall(is_up=command_id == "line-up")):
            self._recalled = ""
            target: Rows = self._facets if self.focused is self._facets else self._list
            getattr(target, "action_" + command_id.replace("-", "_"))()

    def _take_filter(self) -> None:
        """Search only what the list is filtered by: that stands first in what is asked for, where it can be removed."""
        listed = str(self._session.query)
        if listed and not self._text.startswith(listed):
            self._ask(f"{listed} {self._text}")

    def _recall(self, *, is_up: bool) -> bool:
        """Where nothing is typed bring back what one searched for before; then what one did before that."""
        former, typed = self._sought.former, self._prompt.input.value
        if self.focused is not self._prompt.input or not former or (typed and typed != self._recalled):
            return False
        if typed and not is_up:
            return False
        self._recalled = former[max(0, former.index(typed) - 1)] if typed else former[-1]
        self._ask(self._recalled)
        return True

    def _ask(self, text: str) -> None:
        self._prompt.put(text)
        self.search(text)

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
        self.count_facets()

    def on_facet_toggled(self, message: FacetToggled) -> None:
        """Narrow the search, or widen it; the query says how."""
        self._ask(str(toggle(self._query, message.facet, message.value)))

    def on_found_list_taken(self) -> None:
        """Open the hit under the cursor."""
        if self._list.hit:
            hit, _ = self._list.hit
            self.leave()
            self.dismiss((hit.entry.id, hit.block, hit.spans[0][0] if hit.spans else 0))

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
            self.search(text)

    def count_facets(self) -> None:
        """Count what the articles found can be narrowed by, while that is shown."""
        if self.has_class("-faceted") and self._findings:
            self._count(Narrowing(self._findings.selection))

    @work(exclusive=True, group="facets")
    async def _count(self, narrowing: Narrowing) -> None:
        """Count the values of the articles found; what is counted so far is shown now and then."""
        next_time = time.monotonic() + AT_ONCE
        async for _ in patiently(narrowing.counting()):
            if time.monotonic() > next_time:
                self._facets.show(facets(narrowing), self._session.voices, is_partial=True)
                next_time = time.monotonic() + COUNTED_EVERY
        self._facets.show(facets(narrowing), self._session.voices)
