"""What a selection grows by, and where the units of a block stand in it: characters, words, sentences.

Spans are of code points of the block's text, with both ends at borders of graphemes.
"""

from bisect import bisect_right
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache

from rr_reader.model import Article
from rr_reader.text.graphemes import next_border, previous_border, snap
from rr_reader.text.sentences import sentences, words

_MARKS = " \t\n\u00a0\u202f\"'“”„‟‘’‚‛«»‹›「」『』"
"""What stands before a quotation that does not belong to the words there."""


class Unit(StrEnum):
    """What a selection grows by. An exchange is a question with all that answers it."""

    CHARACTER = "character"
    WORD = "word"
    SENTENCE = "sentence"
    TURN = "turn"
    EXCHANGE = "exchange"


def pieces_from(article: Article, block: int, unit: Unit, offset: int) -> Iterator[tuple[int, int]]:
    """List the units of a block in order, from the one at an offset (or a little before) on."""
    text = article.blocks[block].text
    if unit is Unit.CHARACTER:
        return _graphemes_from(text, snap(text, offset, forward=False))
    pieces = _pieces(text, unit, article.meta.language, _quoted(article, block, unit))
    here = max(bisect_right(pieces, (offset,)) - 1, 0)
    return (_whole(text, pieces[index]) for index in range(here, len(pieces)))


def pieces_down_to(article: Article, block: int, unit: Unit, offset: int) -> Iterator[tuple[int, int]]:
    """List the units of a block in reverse order, from the one at an offset back."""
    text = article.blocks[block].text
    if unit is Unit.CHARACTER:
        return _graphemes_down_to(text, next_border(text, snap(text, offset, forward=False)))
    pieces = _pieces(text, unit, article.meta.language, _quoted(article, block, unit))
    behind = bisect_right(pieces, (offset, len(text)))
    return (_whole(text, pieces[index]) for index in range(behind - 1, -1, -1))


def _graphemes_from(text: str, start: int) -> Iterator[tuple[int, int]]:
    while start < len(text) and not text.isspace():
        end = next_border(text, start)
        yield start, end
        start = end


def _graphemes_down_to(text: str, end: int) -> Iterator[tuple[int, int]]:
    while end > 0 and not text.isspace():
        start = previous_border(text, end)
        yield start, end
        end = start


def _whole(text: str, piece: tuple[int, int]) -> tuple[int, int]:
    return snap(text, piece[0], forward=False), snap(text, piece[1], forward=True)


def _quoted(article: Article, block: int, unit: Unit) -> tuple[tuple[int, int], ...]:
    """Give where somebody is quoted in a block of prose, for units that may be cut there."""
    if unit is not Unit.SENTENCE:
        return ()
    quotes = (quote for quote in article.quotes if quote.block == block and quote.type != "scare")
    return tuple((quote.start, quote.start + len(quote.text)) for quote in quotes)


@lru_cache(maxsize=32)
def _pieces(text: str, unit: Unit, language: str, quoted: tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    """Cut a text once, however often the selection moves in it; a quotation of several sentences is cut into these."""
    if unit is Unit.WORD:
        return words(text)
    pieces = sentences(text, language or "en")
    for start, end in quoted:
        own = [(start + first, start + after) for first, after in sentences(text[start:end], language or "en")]
        if len(own) > 1:
            pieces = [*_around(text, pieces, 0, start), *own, *_around(text, pieces, end, len(text))]
    return pieces


def _around(text: str, pieces: list[tuple[int, int]], first: int, after: int) -> Iterator[tuple[int, int]]:
    """Give what stands of the pieces in [first, after): of one that is cut, the words without the marks at the cut."""
    for piece in pieces:
        start, end = max(piece[0], first), min(piece[1], after)
        if (start, end) == piece:
            yield piece
        elif (letter := next((at for at in range(start, end) if text[at].isalnum()), None)) is not None:
            whole = text[start:end].rstrip(_MARKS) if end == after else text[start:end]
            yield (letter if start == first else start), start + len(whole)
