"""Passages that meet a query, with who says them."""

from collections.abc import Iterator

import msgspec

from rr_reader.library.catalogue import Entry, Library, States, passages_that_meet
from rr_reader.library.query import Query
from rr_reader.model import Block

CONTEXT = 60
"""Characters shown before and after the first hit, moved to the ends of words."""


class Hit(msgspec.Struct, frozen=True):
    """A passage; `spans` are the hits in its block's text, without words to find an empty one where it begins."""

    entry: Entry
    block: int
    spans: tuple[tuple[int, int], ...]
    speaker: str
    snippet: str


def search(library: Library, query: Query, states: States | None = None) -> Iterator[Hit]:
    """Find the passages that a query asks for, article by article in the library's order.

    A query without words gives every passage of its speaker or kind; one with neither, nothing.
    """
    if not (query.words or query.on("block") or query.on("speaker")):
        return
    for entry in library.select(query, states):
        for passage in passages_that_meet(entry, query):
            text = entry.article.blocks[passage.block].text[passage.start : passage.end]
            found = query.matcher.spans(text) or [(0, 0)]
            spans = tuple((passage.start + start, passage.start + end) for start, end in found)
            speaker = " & ".join(passage.speakers) or _speaker(entry, passage.block, spans)
            yield Hit(entry, passage.block, spans, speaker, snippet(entry.article.blocks[passage.block], spans))


def _speaker(entry: Entry, index: int, spans: tuple[tuple[int, int], ...]) -> str:
    """Say who is quoted where the first hit stands; "" for the article itself."""
    start, end = spans[0]
    for quote in entry.article.quotes:
        if (
            quote.block == index
            and quote.start <= start
            and end <= quote.start + len(quote.text)
            and quote.type != "scare"
        ):
            return quote.speaker
    return ""


def snippet(block: Block, spans: tuple[tuple[int, int], ...]) -> str:
    """Give the first hit in its surroundings, on one line, with … where something is left out."""
    text = block.text
    start, end = spans[0]
    first, last = max(0, start - CONTEXT), min(len(text), end + CONTEXT)
    if first:
        first = text.find(" ", first, start) + 1 or first
    if last < len(text):
        cut = text.rfind(" ", end, last)
        last = cut if cut > 0 else last
    shown = " ".join(text[first:last].split())
    return ("…" if first else "") + shown + ("…" if last < len(text) else "")
