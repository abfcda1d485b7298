"""What somebody marked, as the commands ask for it: found in the library of today, and narrowed by a query."""

import argparse
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from rr_reader.cli.command import Context
from rr_reader.cli.library import folder_of, store_of
from rr_reader.errors import ReaderError
from rr_reader.library.catalogue import Entry, Library
from rr_reader.library.filtering import UNREAD, States, select
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.query import Query
from rr_reader.model import Article, Block, Kind, Quote, Source, Speaker
from rr_reader.model.highlight import Highlight
from rr_reader.quotes.asked import Highlighted
from rr_reader.quotes.following import follow_renamed
from rr_reader.quotes.gathering import Gathered, in_article, orphan

if TYPE_CHECKING:
    from rr_reader.quotes.excerpt import Part

_KINDS = {"question": Kind.QUESTION, "answer": Kind.ANSWER, "turn": Kind.TURN}


def highlighted(args: argparse.Namespace, context: Context, query: Query) -> list[Gathered]:
    """Give what is highlighted and fits a query, in the order that somebody put it in; orphans too.

    A highlight is asked as if it were a small article of its own: its words, its note, who says them; outlet, year
    and so on are those of the article that they stand in; its tags are with the article's.
    """
    folder = folder_of(args, context)
    with store_of(args, context) as store:
        follow_renamed(folder, store)
        kept, states = store.highlights.all(), store.states()
        if store.trouble:
            context.errors.say(store.trouble)
    found = found_in(folder, kept)
    return fitting(found, query, states) if query else found


def found_in(folder: LibraryFolder, highlights: Sequence[Highlight]) -> list[Gathered]:
    """Find highlights in a library, in the order given; each article is loaded once."""
    of_articles: dict[str, list[Highlight]] = {}
    for each in highlights:
        of_articles.setdefault(each.article, []).append(each)
    found: dict[str, Gathered] = {}
    for article_id, of_one in of_articles.items():
        try:
            gathered = in_article(folder.load(article_id), of_one)
        except ReaderError:  # it is gone, or cannot be loaded: `rr-reader check` tells
            gathered = map(orphan, of_one)
        found |= {each.highlight.id: each for each in gathered}
    return [found[each.id] for each in highlights]


def fitting(gathered: Sequence[Gathered], query: Query, states: States) -> list[Gathered]:
    """Leave those that a query fits; `states` are those of the articles."""
    library = Library.of(map(_as_article, gathered))
    known: Mapping[str, frozenset[str]] = {
        each.highlight.id: states.get(each.highlight.article, UNREAD) for each in gathered
    }
    own = Highlighted(replace(each.highlight, article=each.highlight.id) for each in gathered)
    ids = {entry.id for entry in select(library, query, known, _Whole(own))}
    return [each for each in gathered if each.highlight.id in ids]


class _Whole(NamedTuple):
    """Of an article that is a highlight all blocks are highlighted."""

    own: Highlighted

    def articles(self) -> Mapping[str, tuple[str, ...]]:
        return self.own.articles()

    def blocks(self, entry: Entry) -> Mapping[int, tuple[str, ...]]:
        return dict.fromkeys(range(len(entry.article.blocks)), self.own.articles()[entry.id])


def _as_article(gathered: Gathered) -> Article:
    highlight, excerpt = gathered.highlight, gathered.excerpt
    names = dict.fromkeys(name for part in excerpt.parts for name in part.heard)
    return Article(
        meta=replace(excerpt.meta, tags=(*excerpt.meta.tags, *highlight.tags)),
        speakers=tuple(map(Speaker, names)),
        blocks=(*map(_block, excerpt.parts), Block(Kind.PARAGRAPH, highlight.note)),
        quotes=tuple(
            Quote(at, 0, part.text, name)
            for at, part in enumerate(excerpt.parts)
            for name in (part.heard if part.kind not in _KINDS else ())
        ),
        source=Source(name=highlight.id),  # an article that is in memory only has its id from here
    )


def _block(part: "Part") -> Block:
    kind = _KINDS.get(part.kind, Kind.PARAGRAPH)
    return Block(kind, part.text, part.speaker if part.kind in _KINDS else "")
