"""Articles that are much alike: the same interview from another outlet, or in another frame."""

import argparse
from collections.abc import Iterator
from contextlib import closing
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rr_reader.cli.command import Context
from rr_reader.errors import ReaderError

if TYPE_CHECKING:
    from rr_reader.library.catalogue import Library


_COMPARED = 64
"""Articles whose words are kept while they are compared: as many as are much alike, and not all at once."""


class Reprint(NamedTuple):
    """Two articles that are much alike."""

    articles: tuple[str, str]
    shared: float
    """Of the shorter one's words, from 0 to 1."""


def reprints_in(library: "Library", args: argparse.Namespace, context: Context, of: str = "") -> Iterator[Reprint]:
    """Find articles that are much alike, two and two: the same interview from another outlet, or in another frame.

    With `of`, an id, only those that are like this one.
    """
    from rr_reader.cli.library import folder_of, places_of
    from rr_reader.cli.progress import watched
    from rr_reader.library.index.index import Index
    from rr_reader.library.resembling import ALIKE, Wording, shared_words

    @lru_cache(maxsize=_COMPARED)
    def wording(article_id: str) -> Wording | None:
        entry = library.entry(article_id)
        try:
            return Wording.of(entry.article) if entry else None
        except ReaderError:  # told as broken
            return None

    with closing(Index(folder_of(args, context), places_of(args, context).index)) as index:
        pairs = [pair for pair in index.pairs() if not of or of in pair]
    for pair in watched(pairs, context, "pairs that may be alike compared"):
        one, other = map(wording, pair)
        if one and other and (shared := shared_words(one, other)) >= ALIKE:
            yield Reprint(pair, round(shared, 2))
