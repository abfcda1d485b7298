"""What of an article can be quoted: what those who answer say, and direct speech in prose."""

from collections.abc import Collection, Iterator

from msgspec.structs import replace

from rr_reader.library.catalogue import Entry, Library
from rr_reader.library.passages import passage_filter
from rr_reader.library.query import Query
from rr_reader.model import SPOKEN, Article, Block, Kind, Place, Quote, Span, turns_of, without_notes
from rr_reader.quotes.cutting import excerpts
from rr_reader.quotes.excerpt import Excerpt


def quoted(entry: Entry, query: Query, among: Collection[int] | None = None) -> Iterator[Excerpt]:
    """Give an article's quotations that a query asks for, in the article's order.

    A quotation is a whole turn that is no question, or direct speech in prose. The query's words,
    speaker and kind of passage must hold for the quotation itself, not somewhere around it.
    With `among` it stands in one of these blocks.
    """
    article = entry.article
    units = sorted([*_turns(article), *_direct(article)], key=lambda unit: unit[0])
    if among is not None:
        units = [unit for unit in units if any(unit[0].start.block <= block <= unit[0].end.block for block in among)]
    # The query's one way of fitting a passage, put to an article that consists of the quotations.
    blocks = tuple(block for _, block in units)
    speech = tuple(Quote(i, 0, block.text, block.speaker) for i, block in enumerate(blocks))
    (quotations,) = Library.of([replace(article, blocks=blocks, quotes=speech)]).entries
    return excerpts(article, [units[hit.block][0] for hit in passage_filter(query)(quotations)])


def _turns(article: Article) -> Iterator[tuple[Span, Block]]:
    for turn in turns_of(article.blocks):
        if turn.kind is not Kind.QUESTION:
            said = article.blocks[turn.first : turn.last + 1]
            text = "\n\n".join(block.text for block in said if block.kind in (turn.kind, Kind.CONTINUATION))
            span = Span(Place(turn.first, 0), Place(turn.last, len(said[-1].text)))
            yield span, Block(turn.kind, without_notes(text), turn.speaker)


def _direct(article: Article) -> Iterator[tuple[Span, Block]]:
    for quote in article.quotes:
        if quote.type == "direct" and article.blocks[quote.block].kind not in SPOKEN:
            span = Span.within(quote.block, quote.start, quote.start + len(quote.text))
            yield span, Block(article.blocks[quote.block].kind, without_notes(quote.text), quote.speaker)
