"""Words with a finished reference under them, in the style that somebody asks for."""

from collections.abc import Sequence
from itertools import groupby

from rr_reader.quotes.excerpt import Excerpt
from rr_reader.quotes.references import references
from rr_reader.quotes.wording import plain
from rr_reader.quotes.works import source_of, told_in, works_of


def write_apa(excerpts: Sequence[Excerpt]) -> str:
    """Write the words, each with who says it where in the work; then the reference. UsageError: see `references`."""
    return _referenced(excerpts, "apa")


def write_mla(excerpts: Sequence[Excerpt]) -> str:
    """As `write_apa`."""
    return _referenced(excerpts, "mla")


def write_chicago(excerpts: Sequence[Excerpt]) -> str:
    """As `write_apa`."""
    return _referenced(excerpts, "chicago")


def _referenced(excerpts: Sequence[Excerpt], style: str) -> str:
    """Write a reference once where several quotations of a work follow each other."""
    groups = [list(group) for _, group in groupby(excerpts, source_of)]
    written = references([works_of(group)[0] for group in groups], style)
    return "\n".join(
        "".join(f"{_told(each)}\n\n" for each in group) + f"{reference}\n"
        for group, reference in zip(groups, written, strict=True)
    )


def _told(excerpt: Excerpt) -> str:
    told = told_in(excerpt)
    return f"{plain(excerpt)}\n— {told}" if told else plain(excerpt)
