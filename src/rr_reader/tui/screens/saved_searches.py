"""What the main screen does with saved searches: saving, choosing, counting, removing and bringing back."""

from collections.abc import Callable
from concurrent.futures import CancelledError
from contextlib import suppress

from textual import work

from rr_reader.errors import ReaderError
from rr_reader.library.catalogue import Library
from rr_reader.library.facets import Facet, FacetValue
from rr_reader.library.filtering import Selection
from rr_reader.library.query import Query
from rr_reader.tui.loaded import Loaded
from rr_reader.tui.messages import FacetToggled
from rr_reader.tui.patience import patiently
from rr_reader.tui.screens.marking import MarkingScreen

SAVED = "saved"
"""The heading in the filters."""


class SavedSearchesScreen(MarkingScreen, inherit_bindings=False):
    """The panes, with the saved searches over the filters."""

    _counts: dict[str, int]
    _counted: tuple[Library, dict[str, frozenset[str]]] | None = None
    """The library that was counted, and what was read and starred in it."""
    _removed: tuple[str, Query] | None = None

    def take(self, loaded: Loaded) -> None:
        """Show a library, and what is saved."""
        if not loaded.is_news:
            self._read_saved()
        super().take(loaded)

    def _read_saved(self) -> None:
        searches = self.reader_app.searches
        self.session.saved, self._counts, self._counted = searches.read(), {}, None
        if searches.trouble:
            self.say(searches.trouble, severity="warning")

    def look_at_file(self) -> None:
        """See what has changed in other windows or by hand, searches among it."""
        super().look_at_file()
        if not self._is_loading and self.reader_app.searches.has_news():
            self._read_saved()
            self.list_anew()

    def listed_facets(self, selection: Selection) -> tuple[Facet, ...]:
        """Give the saved searches, with how many articles each has, and then the facets."""
        now = self.session.library, self.session.states
        if self.session.saved and self._counted != now:
            self._counted = now[0], dict(now[1])
            self._count_saved()
        here = self.session.query
        counts, saved = self._counts, self.session.saved.items()
        values = tuple(FacetValue(name, counts.get(name, -1), query == here) for name, query in saved)
        return Facet(SAVED, values), *super().listed_facets(selection)

    @work(exclusive=True, group="saved")
    async def _count_saved(self) -> None:
        """Count what each of them leaves; where articles have to be read for that, a few at a time."""
        session = self.session
        for name, query in session.saved.items():
            selection = session.asking(query)
            async for _ in patiently(selection.reading()):
                pass
            self._counts[name] = len(selection.listing)
        self.filters.show(self.listed_facets(self.session.selection()), session.voices)

    def on_facet_toggled(self, message: FacetToggled) -> None:
        """Choose a saved search in place of what was asked for, or nothing in place of it."""
        if message.facet != SAVED:
            return
        message.prevent_default()
        query = self.session.saved[message.value]
        self.session.query = Query() if query == self.session.query else query
        self.show_query()

    def action_save_search(self) -> None:
        """Ask for a name for what the list is filtered by, and save it."""
        from rr_reader.tui.screens.name_search import NameSearch  # late: not for the first screen

        query = self.session.query
        if not query:
            self.say("Nothing to save: filter the list first")
            return

        def save(name: str | None) -> None:
            if name:
                self.keep_search(name, query)

        self.app.push_screen(NameSearch(query), save)

    def keep_search(self, name: str, query: Query) -> None:
        """Save a search under a name."""
        before = self.session.saved.get(name)
        in_place = f", in place of {before}" if before and before != query else ""
        self._write(lambda: self.reader_app.searches.save(name, query), f"Saved as @{name}{in_place}")

    def action_remove_search(self) -> None:
        """Remove the saved search that the cursor stands on."""
        facet, name = self.filters.current if self._active == "filters" else ("", "")
        if facet != SAVED:
            self.say("Go to a saved search in the filters to remove it")
            return
        self._removed = name, self.session.saved[name]
        self._write(lambda: self.reader_app.searches.remove(name), f"Removed @{name}; U brings it back")

    def action_undo(self) -> None:
        """In the filters, bring back the search that was removed last."""
        if self._active != "filters":
            super().action_undo()
        elif self._removed:
            (name, query), self._removed = self._removed, None
            self._write(lambda: self.reader_app.searches.save(name, query), f"@{name} is back", stand_on=name)
        else:
            self.say("No saved search was removed")

    def _write(self, deed: Callable[[], None], said: str, *, stand_on: str = "") -> None:
        """Change what is saved, and show it once it is safe; the cursor may be wanted on one of them."""

        def done(trouble: str) -> None:
            self._read_saved()
            self.list_anew()
            self.filters.stand_on(SAVED, stand_on)
            self.say(trouble or said, severity="warning" if trouble else "information")

        def write() -> None:
            trouble = ""
            try:
                deed()
            except ReaderError as error:
                trouble = str(error)
            with suppress(RuntimeError, CancelledError):  # the app has ended meanwhile
                self.app.call_from_thread(done, trouble)

        self.run_worker(write, thread=True, group="mark")
