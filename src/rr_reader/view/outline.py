"""What the reading of an article rests on, at whatever width: turns, question numbers, attributed quotes."""

import bisect
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate

from rr_reader.model import BETWEEN_TURNS, OPENS_TURN, SPOKEN, Article, Kind, Place, Quote
from rr_reader.view.doubts import Doubtful, doubts_of, is_doubtful_quote, of_block
from rr_reader.view.wrap import is_narrow

_PARAGRAPHS = SPOKEN | {Kind.PARAGRAPH}
"""What counts when paragraphs are numbered."""

_QUOTATION_MARKS = frozenset("\"'“”„‟‘’‚‛«»‹›「」『』〝〞〟＂＇")


class Outline:
    """An article's structure, found once and shared by its layouts and by navigation."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.opener: list[int] = []
        """For each block, the block that opens the turn it is part of; -1 outside of turns."""
        self.questions: list[int] = []
        """The blocks that are questions."""
        self.turns: list[int] = []
        """The blocks that open a turn, questions included."""
        current = -1
        for index, block in enumerate(article.blocks):
            kind = block.kind
            if kind in OPENS_TURN:
                current = index
                self.turns.append(index)
                if kind is Kind.QUESTION:
                    self.questions.append(index)
                self.opener.append(index)
            elif kind is Kind.CONTINUATION:
                self.opener.append(current)
            else:
                self.opener.append(-1)
                if kind not in BETWEEN_TURNS:
                    current = -1

    def question_number(self, block: int) -> int:
        """Give the number of the last question at or before a block, from 1; 0 before the first."""
        return bisect.bisect_right(self.questions, block)

    def kind(self, block: int) -> Kind:
        """Give what a block reads as: a continuation reads as the turn it continues."""
        opener = self.opener[block]
        return self.article.blocks[opener if opener >= 0 else block].kind

    def speaker(self, block: int) -> str:
        """Give who speaks in a block: of a continuation without a name, whoever opened the turn."""
        speaker = self.article.blocks[block].speaker
        opener = self.opener[block]
        return speaker or (self.article.blocks[opener].speaker if opener >= 0 else "")

    def doubts_of_block(self, block: int, *, own: bool = False) -> tuple[Doubtful, ...]:
        """List what is doubtful of a block; with `own` without the doubt that it has from the turn it goes on with."""
        opener = self.opener[block] if own else -1
        blocks = self.article.blocks
        return of_block(block, blocks[block], blocks[opener] if opener not in (-1, block) else None)

    @cached_property
    def quotes(self) -> dict[int, tuple[Quote, ...]]:
        """The quotes of prose that have a speaker, or that should have one and nobody is known; by block, in order."""
        found: dict[int, list[Quote]] = {}
        for quote in self.article.quotes:
            is_somebodys = (quote.speaker and quote.type != "scare") or is_doubtful_quote(quote)
            if is_somebodys and self.opener[quote.block] < 0:
                found.setdefault(quote.block, []).append(quote)
        return {block: tuple(sorted(quotes, key=lambda q: q.start)) for block, quotes in found.items()}

    @cached_property
    def quote_places(self) -> list[Place]:
        """Where the attributed quotes of prose begin, in order."""
        return [Place(block, q.start) for block, quotes in sorted(self.quotes.items()) for q in quotes if q.speaker]

    @cached_property
    def _doubts(self) -> Sequence[Doubtful]:
        return doubts_of(self.article)

    @cached_property
    def doubts(self) -> list[Place]:
        """The places that are not sure: what a block is, who speaks in it, or who said a quote; in order."""
        return sorted({each.place for each in self._doubts})

    @cached_property
    def doubtful_blocks(self) -> frozenset[int]:
        """The blocks that are doubtful of themselves, their quotes apart."""
        return frozenset(each.place.block for each in self._doubts if each.what != "quote")

    @cached_property
    def narrow(self) -> Sequence[bool]:
        """For each block, whether its text wraps the fast way."""
        return [is_narrow(block.text) for block in self.article.blocks]

    @cached_property
    def paragraphs(self) -> list[int]:
        """For each block the number of the paragraph it is or follows, from 1; headings and the like do not count."""
        return list(accumulate(block.kind in _PARAGRAPHS for block in self.article.blocks))

    @cached_property
    def ends(self) -> list[int]:
        """Characters of the article up to the end of each block."""
        return list(accumulate(len(block.text) for block in self.article.blocks))


def reach(text: str, quote: Quote) -> tuple[int, int]:
    """Give [start, end) of a quote in its block's text, with the quotation marks around it.

    >>> reach("“No,” she says.", Quote(0, 1, "No,"))
    (0, 5)
    """
    start, end = quote.start, quote.start + len(quote.text)
    start -= start > 0 and text[start - 1] in _QUOTATION_MARKS
    return start, end + (end < len(text) and text[end] in _QUOTATION_MARKS)
