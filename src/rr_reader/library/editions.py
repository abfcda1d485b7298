"""A source that was changed since an article was made from it: which article that is."""

from collections import Counter
from pathlib import PurePath

from rr_reader.errors import ReaderError
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.naming import title_of
from rr_reader.model import Article, Kind

_SHARED = 0.5
"""Of the shorter one's text: as much must stand in the other, paragraph by paragraph."""
_SHARED_UNDER_ONE_TITLE = 0.3
"""A title alone is no proof: every `index.md` may be called “Interview”."""
_AROUND = frozenset({Kind.TITLE, Kind.BOILERPLATE, Kind.RELATED})
"""What a page has around its text: the same on all pages of a site."""


def earlier_edition(folder: LibraryFolder, article: Article, name: str, *, but: str = "") -> str:
    """Give the id of the article that was made from another edition of this source; "" where there is none.

    That is one made from a file of the same `name` (a path, its folders left out) which has mostly the same
    paragraphs, or the same title and many of them; of several, the likest. `but` is left out. Raises StorageError.
    """
    found: list[tuple[float, str]] = []
    for article_id in folder.namesakes(PurePath(name).name):
        if article_id == but:
            continue
        try:
            known = folder.load(article_id)
        except ReaderError:  # a broken file: nothing can be said of it
            continue
        shared = shared_text(known, article)
        if shared >= (_SHARED_UNDER_ONE_TITLE if _have_one_title(known, article) else _SHARED):
            found.append((shared, article_id))
    return max(found, default=(0.0, ""))[1]


def shared_text(one: Article, other: Article) -> float:
    """Say how much of the shorter article's text the other has too, paragraph by paragraph, from 0 to 1."""
    texts = [_paragraphs(each) for each in (one, other)]
    lengths = [sum(len(text) * count for text, count in counted.items()) for counted in texts]
    shared = sum(len(text) * count for text, count in (texts[0] & texts[1]).items())
    return shared / max(1, min(lengths))


def _paragraphs(article: Article) -> Counter[str]:
    return Counter(" ".join(block.text.split()) for block in article.blocks if block.kind not in _AROUND)


def _have_one_title(one: Article, other: Article) -> bool:
    (title, is_derived), (same, is_derived_too) = title_of(one), title_of(other)
    return title == same and not is_derived and not is_derived_too
