"""Highlights as a query asks for them: what is said of an article's, and of each block's."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain

from rr_reader.library.catalogue import Entry
from rr_reader.model.highlight import Highlight
from rr_reader.quotes.anchoring import Finder
from rr_reader.text.matching import fold


class Highlighted:
    """The highlights that `library.marks` asks for. Those of an article are found in it when it is looked into."""

    def __init__(self, highlights: Iterable[Highlight]) -> None:
        self._of: dict[str, list[Highlight]] = {}
        for each in highlights:
            self._of.setdefault(each.article, []).append(each)
        self._said = {key: tuple(chain.from_iterable(map(_said, all_of))) for key, all_of in self._of.items()}

    def articles(self) -> Mapping[str, tuple[str, ...]]:
        """Give what is said of all the highlights of each article that has some, by its id."""
        return self._said

    def blocks(self, entry: Entry) -> Mapping[int, tuple[str, ...]]:
        """Give what is said of each block that holds highlighted words; orphans are nowhere."""
        highlights = self._of.get(entry.id, ())
        found: dict[int, tuple[str, ...]] = {}
        if highlights:
            article = entry.article
            lengths = [len(block.text) for block in article.blocks]
            for each, span in zip(
                highlights, Finder(article).find_all([one.anchor for one in highlights]), strict=True
            ):
                for block, start, end in span.pieces(lengths) if span else ():
                    if max(start, 0) < end:
                        found[block] = found.get(block, ()) + _said(each)
        return found


@lru_cache(maxsize=1)
def highlighted(highlights: tuple[Highlight, ...]) -> Highlighted:
    """Give the same for the same highlights, so that it is worked out once while somebody types."""
    return Highlighted(highlights)


def _said(highlight: Highlight) -> tuple[str, ...]:
    return tuple(fold(value) for value in (highlight.colour, *highlight.tags, highlight.note) if value)
