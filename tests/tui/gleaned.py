"""Words that somebody marked on the shelf, kept in the reader's own database."""

from collections.abc import Sequence
from pathlib import Path

import shelf
from msgspec.structs import replace

from rr_reader.library.folder import LibraryFolder
from rr_reader.model.highlight import Anchor, Highlight
from rr_reader.quotes.anchoring import Finder
from rr_reader.quotes.gathering import marked
from rr_reader.userdata.store import Store

SALT, BOAT, FOG, SAND, BELL, LOST = "salt", "boat", "fog", "sand", "bell", "lost"

MARKED = {
    SALT: (shelf.HARBOUR, "Night is cheap, and so is salt.", "yellow", "for the end", ("night",)),
    FOG: (shelf.HARBOUR, "You record everything that fog is not", "blue", "", ("sound", "fog")),
    SAND: (shelf.FERRY, "Nobody frightens sand like a producer", "green", "", ()),
    BELL: (shelf.BELLS, "Only when it is struck.", "red", "like the fog", ("sound",)),
}
"""By id: the article, the words, the colour, the note, the tags; made one after the other."""
AROUND_SALT = "the boat would not stay on the page. Night is cheap, and so is salt."


def glean(home: Path, *names: str) -> None:
    """Mark these, or all."""
    chosen = [(name, *MARKED[name]) for name in names or MARKED]
    put(home, [made(home, *each, number) for number, each in enumerate(chosen)])


def made(
    home: Path, name: str, article: str, words: str, colour: str, note: str, tags: tuple[str, ...], number: int
) -> Highlight:
    """Mark words."""
    loaded = LibraryFolder(home / "library").load(article)
    span = Finder(loaded).words(words)
    assert span
    blank = Highlight(name, article, Anchor(""), colour, note, tags, f"2026-01-{number + 1:02}T08:00:00Z")
    return marked(loaded, article, span, blank)


def lose(home: Path) -> None:
    """Mark words in an article that is gone by now."""
    lost = made(home, LOST, shelf.FERRY, "I counted the windows twice", "violet", "", (), 9)
    put(home, [replace(lost, article="a-ferry-that-sank")])


def put(home: Path, highlights: Sequence[Highlight]) -> None:
    """Keep them, as another program would."""
    store = Store.open(home / "reader.db")
    store.highlights.put(*highlights)
    store.close()


def on_disk(home: Path) -> dict[str, Highlight]:
    """Give what another program finds, in the order in which somebody put them."""
    store = Store.open(home / "reader.db")
    found = {each.id: each for each in store.highlights.all()}
    store.close()
    return found
