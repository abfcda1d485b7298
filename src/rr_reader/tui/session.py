"""What the app knows besides what is on the screen: the library, its order, the query, the reading state."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from rr_reader.library.catalogue import Entry, Library, Listing
from rr_reader.library.facets import Facet, facets, toggle
from rr_reader.library.filtering import NONE_MARKED, UNREAD, Selection
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.query import Query, parse_query
from rr_reader.tui.keeping import Keeping
from rr_reader.tui.past import Past
from rr_reader.tui.saving import Job, Saver
from rr_reader.userdata.store import Reading, Store
from rr_reader.view.voices import Voices, voices

SORT_WORDS = {
    "newest": "newest first",
    "oldest": "oldest first",
    "title": "by title",
    "outlet": "by outlet",
    "speaker": "by speaker",
    "length": "longest first",
    "progress": "what is begun first",
}
SORTS = tuple(SORT_WORDS)


def voices_over(library: Library, kept: Mapping[str, int] | None = None) -> Voices:
    """Give everybody in a library a voice: one person has one, however the articles write the name.

    Those in `kept` keep theirs, also while they are gone.
    """
    columns = library.columns
    own = {name: columns.slots[main] for name, main in columns.people.items()}
    return Voices({**columns.slots, **own, **(kept or {})})


class Marking(NamedTuple):
    """A mark to be saved, and what to do once it is: only then may it be shown."""

    save: Job
    shown: Callable[[], None]
    said: str
    """What was done, in a word or two."""


class Session:
    """The app's one mutable state. Widgets never see it: the screen hands them values."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.saver = Saver(store, self._told)
        self.tell: Callable[[str], None] = lambda trouble: None
        """Who hears, in another thread, that something could not be saved."""
        self.past = Past()
        """What can be undone, in the order in which it was done."""
        self.highlights = Keeping(store, self.saver, self.past)
        self.library = Library.of(())
        self.query: Query = parse_query("")
        self.saved: dict[str, Query] = {}
        """The saved searches by name."""
        kept = store.kept("sort")
        self.sort = kept if kept in SORTS else SORTS[0]
        self.indexing = ""
        """How far the reading of the library is: `indexing 28 %`; "" once it is done."""
        self.marked: set[str] = set()
        """The ids of what is marked, to be starred, tagged and so on together."""
        self.last_marked = ""
        self.voices: Voices = voices(())
        self.states: dict[str, frozenset[str]] = {}
        self.percents: dict[str, int] = {}
        self._readings: dict[str, Reading] = {}
        self._marks: dict[tuple[str, str], bool] = {}
        self.folder: LibraryFolder | None = None
        """Where the library is kept; None for what is only read."""
        self._lost: frozenset[str] = frozenset()
        """Articles with highlights that were looked for in vain, or need not be looked for again."""
        self._missed = False
        """What is on the disk could not be read when it was looked at last."""
        self._changes = 0
        """How often something was read or marked here."""

    def _told(self, trouble: str) -> None:
        self.tell(trouble)

    def take(self, library: Library) -> None:
        """Show another library: the state of its articles comes from the store, once; then it is kept here too."""
        self.revise(library, voices_over(library))
        self.store.has_news()  # what another window writes from now on is news
        self.states = self.store.states(highlighted=False)
        self.percents = self.store.percents()
        self.note_highlighted()

    def look(self, tell: Callable[[Callable[[], bool]], None], *, again: bool = False) -> None:
        """See what another window has read and marked, once all that was done here is saved.

        `tell` is given, in another thread, what takes it over: False if something was done here meanwhile, and it has
        to be looked at again.
        """
        changes, version, is_loaded = self._changes, self.highlights.version, self.highlights.is_loaded
        lost = frozenset(self.highlights.counts().keys() - self.library.columns.rows.keys())
        folder = self.folder if lost != self._lost else None
        self._lost = lost

        def job(store: Store) -> None:
            has_moved = folder is not None and _follow_renamed(folder, store)
            if store.has_news() or again or has_moved or self._missed or not is_loaded:
                states, percents = store.states(highlighted=False), store.percents()
                marked = store.highlights.known()
                self._missed = marked is None  # then what is known here stays as it is
                if marked is not None:
                    tell(lambda: self.highlights.take(marked, version) and self._take_known(states, percents, changes))

        self.saver.save(job)

    def _take_known(self, states: dict[str, frozenset[str]], percents: dict[str, int], changes: int) -> bool:
        if changes != self._changes:
            return False
        self.states, self.percents = states, percents
        self.note_highlighted()
        self._readings.clear()
        self._marks.clear()
        return True

    def note_highlighted(self) -> bool:
        """Let the states of the articles say which have highlights, as these are known here. True if any changed."""
        now, mark = self.highlights.counts().keys(), frozenset({"highlighted"})
        before = {article_id for article_id, state in self.states.items() if mark <= state}
        for article_id in before - now:
            self.states[article_id] -= mark
        for article_id in now - before:
            self.states[article_id] = self.states.get(article_id, UNREAD) | mark
        return before != now

    def follow(self, library: Library) -> None:
        """Show the same library as it is now; everybody keeps the voice that one knows."""
        self.revise(library, voices_over(library, self.voices.slots))

    def revise(self, library: Library, known: Voices) -> None:
        """Show the same articles, some of them mended, in these voices."""
        self.library, self.voices = library, known
        self.marked &= library.columns.rows.keys() if self.marked else self.marked

    def selection(self) -> Selection:
        """Make the query's choice among the articles; where it `is_read`, nothing has to be waited for."""
        return self.asking(self.query)

    def asking(self, query: Query) -> Selection:
        """Make any query's choice among the articles."""
        if not query.asks_of("highlight"):
            return Selection(self.library, query, self.states, NONE_MARKED)
        from rr_reader.quotes.asked import highlighted  # late: not for the first screen

        return Selection(self.library, query, self.states, highlighted(self.highlights.all()))

    def entries(self, selection: Selection) -> Listing:
        """List the articles that the query leaves, in the chosen order."""
        if self.sort != "progress":
            return selection.listing.by(self.sort)
        finished = [key for key, state in self.states.items() if "finished" in state]
        begun = sorted(self.percents.keys() - finished, key=lambda key: (-self.percents[key], key))
        listing = selection.listing
        listing.rows = self.library.columns.sorted(selection.mask, SORTS[0], first=begun, last=finished)
        return listing

    def facets(self, selection: Selection) -> tuple[Facet, ...]:
        """Count what the query leaves of every facet."""
        return facets(selection)

    def toggle(self, facet: str, value: str) -> None:
        """Switch a value of a facet on or off."""
        self.query = toggle(self.query, facet, value)

    def sort_by(self, order: str) -> None:
        """Take another order, one of SORTS; it is kept for the next time."""
        self.sort = order
        self.saver.save(lambda store: store.keep("sort", order))

    def mark(self, article_id: str) -> None:
        """Mark an article, or take its mark away."""
        self.marked ^= {article_id}
        self.last_marked = article_id

    def mark_up_to(self, article_id: str, listing: Listing) -> None:
        """Mark all from the article that was marked last, or from this one alone, to this one."""
        start, end = listing.place_of(self.last_marked), listing.place_of(article_id)
        if end is not None:
            first, last = sorted((end if start is None else start, end))
            self.marked |= {listing.id_at(place) for place in range(first, last + 1)}
            self.last_marked = article_id

    def entry(self, article_id: str) -> Entry | None:
        """Find an article of the library."""
        return self.library.entry(article_id)

    def reading(self, article_id: str) -> Reading | None:
        """Say where one left off in an article; None if it was not begun."""
        return self._readings.get(article_id) or self.store.position(article_id)

    def remember(self, article_id: str, reading: Reading) -> bool:
        """Keep the reading place for the next time. True if the article's state changed with it."""
        self._changes += 1
        self.percents[article_id] = reading.percent
        self._readings[article_id] = reading
        self.saver.save(lambda store: store.save_position(article_id, reading))
        before = self.states.get(article_id, UNREAD)
        finished = "finished" in before or reading.percent >= 100
        self._marks.pop((article_id, "finished"), None)
        return self._set(article_id, "finished" if finished else "reading") != before

    def toggle_read(self, article_ids: Sequence[str]) -> Marking:
        """Mark articles finished, or where all are, unread again: then the places in them are forgotten."""
        is_read = self._wanted(article_ids, "finished")

        def shown() -> None:
            self._changes += 1
            for article_id in article_ids:
                self._set(article_id, "finished" if is_read else "unread")
                if not is_read:
                    self.percents.pop(article_id, None)
                    self._readings.pop(article_id, None)

        said = "Marked read" if is_read else "Marked unread"
        return Marking(lambda store: store.set_read(*article_ids, is_read=is_read), shown, said)

    def toggle_star(self, article_ids: Sequence[str]) -> Marking:
        """Star articles, or where all are, take the stars away."""
        is_starred = self._wanted(article_ids, "starred")

        def shown() -> None:
            self._changes += 1
            star = frozenset({"starred"})
            for article_id in article_ids:
                bare = self.states.get(article_id, UNREAD) - star
                self.states[article_id] = bare | star if is_starred else bare

        said = "Starred" if is_starred else "No longer starred"
        return Marking(lambda store: store.set_starred(*article_ids, is_starred=is_starred), shown, said)

    def is_unread(self, article_id: str) -> bool:
        """Tell whether an article is unread, a mark that is still being saved included."""
        is_marked = self._marks.get((article_id, "finished"), False)
        return "unread" in self.states.get(article_id, UNREAD) and not is_marked

    def _wanted(self, article_ids: Iterable[str], mark: str) -> bool:
        """Turn a mark round, also one that is still being saved; of several, unless all have it, all get it."""
        keys = [(article_id, mark) for article_id in article_ids]
        wanted = not all(self._marks.get(key, mark in self.states.get(key[0], UNREAD)) for key in keys)
        self._marks |= dict.fromkeys(keys, wanted)
        return wanted

    def _set(self, article_id: str, state: str) -> frozenset[str]:
        kept = self.states.get(article_id, UNREAD) & {"starred", "highlighted"}
        self.states[article_id] = kept | {state}
        return self.states[article_id]


def _follow_renamed(folder: LibraryFolder, store: Store) -> bool:
    from rr_reader.quotes.following import follow_renamed  # late: not for the first screen

    return follow_renamed(folder, store)
