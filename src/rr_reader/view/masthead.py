"""What an article says of itself before its first words, where no block of it says so."""

from collections.abc import Sequence
from itertools import islice

from rr_reader.model import Article, Kind
from rr_reader.quotes.citation import spoken_date
from rr_reader.view.frames import Columns
from rr_reader.view.rows import Cell
from rr_reader.view.wrap import clip, line_starts, showable, shown_end

_AMONG_FIRST = 8
"""Blocks among which a title and a date are looked for, boilerplate apart."""

Masthead = Sequence[tuple[Cell, ...]]
"""Rows above the first block, each its cells."""


def masthead(article: Article, columns: Columns) -> Masthead:
    """Give the rows above the first block: outlet and date, and the title if no block is it.

    What was derived is left out: a title made from the first words would only say them twice.
    """
    meta = article.meta
    own = (block.kind for block in article.blocks if block.kind is not Kind.BOILERPLATE)
    kinds = frozenset(islice(own, _AMONG_FIRST))
    facts = [("outlet", meta.outlet)]
    facts += [("published", spoken_date(meta.published))] if Kind.DATE not in kinds else []
    kicker = " · ".join(value for name, value in facts if value and name not in meta.derived)
    rows: list[tuple[Cell, ...]] = [(Cell(clip(kicker, columns.text), "kicker"),)] if kicker else []
    if meta.title and Kind.TITLE not in kinds and "title" not in meta.derived:
        rows += [(), *_title(meta.title, columns.text)] if rows else _title(meta.title, columns.text)
    return rows


def _title(title: str, width: int) -> list[tuple[Cell, ...]]:
    text = showable(title.replace("\n", " "))
    starts = line_starts(text, width)
    ends = [*starts[1:], len(text)]
    rows = [
        (Cell(text[start : shown_end(text, start, end)], "title"),) for start, end in zip(starts, ends, strict=True)
    ]
    return [*rows, title_rule(width)]


def title_rule(width: int) -> tuple[Cell, ...]:
    """Give the short rule under a title."""
    return (Cell("━" * min(12, width), "title-rule"),)
