"""A summary: what the list shows of an article without its text."""

import msgspec

from rr_reader.library.naming import title_of
from rr_reader.model import Article, Kind, Meta, Speaker


class Summary(msgspec.Struct, frozen=True, gc=False):
    """What is known of an article by its id."""

    id: str
    title: str
    """The title, or one derived from the first words: then `is_title_derived`."""
    meta: Meta
    cast: tuple[Speaker, ...] = ()
    questions: int = 0
    quotes: int = 0
    """Direct quotations in prose."""
    words: int = 0
    is_title_derived: bool = False


def summary_of(article_id: str, article: Article) -> Summary:
    """Sum up an article."""
    title, is_derived = title_of(article)
    return Summary(
        id=article_id,
        title=title,
        meta=article.meta,
        cast=article.speakers,
        questions=sum(block.kind is Kind.QUESTION for block in article.blocks),
        quotes=sum(quote.type == "direct" for quote in article.quotes),
        words=sum(len(block.text.split()) for block in article.blocks if block.kind is not Kind.BOILERPLATE),
        is_title_derived=is_derived,
    )
