"""Doubt: what the import was not sure of, where, and how that is said. Pure.

A paragraph may be in doubt for its kind and for its speaker, a quotation in prose for its speaker. What goes on
with a turn whose speaker is doubtful is as doubtful, but it is one doubt: it is told where the turn begins.
"""

from collections.abc import Sequence

import msgspec

from rr_reader.model import Article, Block, Doubt, Kind, Place, Quote, turns_of
from rr_reader.quotes.excerpt import SURE_FROM

UNKNOWN = "not known"
"""Who says a quotation that nobody could be found for."""


class Doubtful(msgspec.Struct, frozen=True):
    """One thing that is not sure."""

    place: Place
    what: str
    """`speaker`, of a turn or paragraph; `kind`, of a paragraph; `quote`, who says a quotation in prose."""
    taken_for: str
    """The kind, or the speaker's name; "" where nobody is known."""
    confidence: float
    """From 0 to 1, that it is what it was taken for."""
    text: str
    """The words it is about: the paragraph's or the quotation's."""

    @property
    def briefly(self) -> str:
        """Say it where the name and the words stand beside it: `speaker 62 %`, `answer 55 %`."""
        return f"{self.taken_for if self.what == 'kind' else 'speaker'} {percent(self.confidence)}"

    @property
    def about(self) -> str:
        """Say what is not sure, for counting by it: `who is quoted`."""
        return _ABOUT[self.what]

    @property
    def told(self) -> str:
        """Say it by itself: `speaker doubtful · 62 % sure`."""
        if self.what == "kind":
            return f"kind doubtful ({self.taken_for}) · {percent(self.confidence)} sure"
        if not self.taken_for:
            return "speaker not known"
        return f"speaker doubtful · {percent(self.confidence)} sure"


_ABOUT = {"kind": "what a paragraph is", "speaker": "who speaks", "quote": "who is quoted"}


def percent(confidence: float) -> str:
    """Write a confidence as people read it.

    >>> percent(0.625)
    '62 %'
    """
    return f"{round(100 * confidence)} %"


def is_doubtful(block: Block) -> bool:
    """Tell whether it is uncertain what a block is or whose words it holds."""
    return has_doubtful_kind(block) or has_doubtful_speaker(block)


def has_doubtful_kind(block: Block) -> bool:
    """Tell whether it is uncertain what a block is."""
    return block.origin is not None and block.origin.confidence < SURE_FROM


def has_doubtful_speaker(block: Block) -> bool:
    """Tell whether it is uncertain that a block's words are its speaker's."""
    return block.origin is not None and block.origin.speaker_confidence < SURE_FROM


def is_doubtful_quote(quote: Quote) -> bool:
    """Tell whether it is uncertain who said a quote; of words that are nobody's there is no doubt."""
    return quote.confidence < SURE_FROM and quote.type != "scare"


def of_block(index: int, block: Block, opener: Block | None = None) -> tuple[Doubtful, ...]:
    """List what is doubtful of a block itself; `opener` is the block that opens the turn it goes on with, if any.

    A doubt about the speaker that it has from there is not its own.
    """
    origin, found = block.origin, []
    if origin and has_doubtful_kind(block):
        found.append(Doubtful(Place(index), "kind", block.kind.value, origin.confidence, block.text))
    if origin and has_doubtful_speaker(block) and not (opener and _is_inherited(block, opener)):
        found.append(Doubtful(Place(index), "speaker", block.speaker, origin.speaker_confidence, block.text))
    return tuple(found)


def _is_inherited(block: Block, opener: Block) -> bool:
    return has_doubtful_speaker(opener) and block.speaker in ("", opener.speaker)


def of_quote(quote: Quote) -> Doubtful:
    """Say what is doubtful of a quotation."""
    return Doubtful(Place(quote.block, quote.start), "quote", quote.speaker, quote.confidence, quote.text)


def doubts_of(article: Article) -> tuple[Doubtful, ...]:
    """List everything that is doubtful in the article's words, in order."""
    openers = _openers(article.blocks)
    found = [each for i, block in enumerate(article.blocks) for each in of_block(i, block, openers.get(i))]
    found += map(of_quote, filter(is_doubtful_quote, article.quotes))
    return tuple(sorted(found, key=lambda each: each.place))


def doubts_of_source(article: Article) -> tuple[Doubt, ...]:
    """List what is doubtful of the source's characters. With `doubts_of` that is all there is to doubt.

    What else the import's account doubts is how a paragraph was read: `doubts_of` knows what is left of that by now.
    """
    return tuple(doubt for doubt in article.account.doubts if not doubt.is_of_reading)


def has_doubts(article: Article) -> bool:
    """Tell whether anything is doubtful in the article's words."""
    return any(map(is_doubtful, article.blocks)) or any(map(is_doubtful_quote, article.quotes))


def _openers(blocks: Sequence[Block]) -> dict[int, Block]:
    """Give for each block that goes on with a turn the block that opens it."""
    return {
        index: blocks[turn.first]
        for turn in turns_of(blocks)
        for index in range(turn.first + 1, turn.last + 1)
        if blocks[index].kind is Kind.CONTINUATION
    }
