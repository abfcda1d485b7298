"""A source that was changed since an article was made from it: which article that is."""

from collections import Counter
from pathlib import PurePath

from rr_reader.errors import ReaderError
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.naming import title_of
from rr_reader.model import Article, Kind

_SHARED = 0.5
"""Of the shorter one's text: as much must stand in the other, paragraph by paragraph."""
_AROUND = frozenset({Kind.BOILERPLATE, Kind.RELATED})


def earlier_edition(folder: LibraryFolder, article: Article, name: str, *, but: str = "") -> str:
    """Give the id of the article that was made from another edition of this source; "" where there is none.

    That is one made from a file of the same `name` (a path, its folders left out) which has the same title or mostly
    the same paragraphs; of several, the likest. `but` is left out. Raises StorageError.
    """
    found: list[tuple[float, str]] = []
    for article_id in folder.namesakes(PurePath(name).name):
        try:
            alike = likeness(folder.load(article_id), article) if article_id != but else 0.0
        except ReaderError:  # a broken file: nothing can be said of it
            continue
        if alike >= _SHARED:
            found.append((alike, article_id))
    return max(found, default=(0.0, ""))[1]


def likeness(one: Article, other: Article) -> float:
    """Say how much of the shorter article's text the other has too, from 0 to 1; at least a half for one title.

    What a page has around its article tells nothing: it is the same on all pages of a site.
    """
    texts = [Counter(block.text for block in each.blocks if block.kind not in _AROUND) for each in (one, other)]
    lengths = [sum(len(text) * count for text, count in counted.items()) for counted in texts]
    shared = sum(len(text) * count for text, count in (texts[0] & texts[1]).items())
    (title, is_derived), (same, is_derived_too) = title_of(one), title_of(other)
    is_titled = title == same and not is_derived and not is_derived_too
    return max(shared / max(1, min(lengths)), _SHARED * is_titled)
