"""What the app knows besides what is on the screen: the library, its order, the query, the reading state."""

from collections.abc import Mapping

from rr_reader.library.catalogue import Entry, Library, sort_entries
from rr_reader.library.facets import Facet, facets, toggle
from rr_reader.library.filtering import select
from rr_reader.library.query import Query, parse_query
from rr_reader.userdata.store import Reading, Store
from rr_reader.view.voices import Voices, assign, voices

SORT_WORDS = {
    "newest": "newest first",
    "oldest": "oldest first",
    "title": "by title",
    "outlet": "by outlet",
    "length": "longest first",
}
SORTS = tuple(SORT_WORDS)


class Session:
    """The app's one mutable state. Widgets never see it: the screen hands them values."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.library = Library()
        self.query: Query = parse_query("")
        self.sort = SORTS[0]
        self.voices: Voices = voices(())
        self.states: Mapping[str, frozenset[str]] = {}
        self.percents: dict[str, int] = {}

    def take(self, library: Library) -> None:
        """Show another library: the state of its articles comes from the store."""
        self.library = library
        self.voices = Voices(assign([entry.speakers for entry in library.entries]))
        self.refresh_states()

    def refresh_states(self) -> None:
        """Read again what was read and starred."""
        known = self.store.states()
        unread = frozenset({"unread"})
        self.states = {entry.id: known.get(entry.id, unread) for entry in self.library.entries}
        self.percents = self.store.percents()

    def entries(self) -> tuple[Entry, ...]:
        """List the articles that the query leaves, in the chosen order."""
        return sort_entries(select(self.library, self.query, self.states), self.sort)

    def facets(self) -> tuple[Facet, ...]:
        """Count what the query leaves of every facet."""
        return facets(self.library, self.query, self.states)

    def toggle(self, facet: str, value: str) -> None:
        """Switch a value of a facet on or off."""
        self.query = toggle(self.query, facet, value)

    def next_sort(self) -> str:
        """Go on to the next order, and name it."""
        self.sort = SORTS[(SORTS.index(self.sort) + 1) % len(SORTS)]
        return self.sort

    def entry(self, article_id: str) -> Entry | None:
        """Find an article of the library."""
        return next((entry for entry in self.library.entries if entry.id == article_id), None)

    def remember(self, article_id: str, reading: Reading) -> None:
        """Keep the reading place for the next time."""
        self.percents[article_id] = reading.percent
        self.store.save_position(article_id, reading)
