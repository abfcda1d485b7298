"""What a mending is about: the paragraph or quotation one reads, or all that is selected. Pure."""

from bisect import bisect
from collections import Counter
from collections.abc import Callable, Iterable

import msgspec

from rr_reader.model import SPOKEN, Article, Block, Place, Quote, Span, turns_of
from rr_reader.view.corrected import short
from rr_reader.view.doubts import percent
from rr_reader.view.kinds import counted, named
from rr_reader.view.voices import JOINT


class Passage(msgspec.Struct, frozen=True):
    """Paragraphs of an article; the index of the quotation, where one stands in one."""

    article: Article
    blocks: tuple[int, ...]
    """Not empty. Where some are spoken and some are not, the spoken ones."""
    quote_number: int | None = None

    @property
    def first(self) -> Block:
        """The first paragraph."""
        return self.article.blocks[self.blocks[0]]

    @property
    def quote(self) -> Quote | None:
        """The quotation, where one stands in one."""
        return None if self.quote_number is None else self.article.quotes[self.quote_number]

    @property
    def is_spoken(self) -> bool:
        """Tell whether somebody speaks here."""
        return self.first.kind in SPOKEN

    @property
    def turns(self) -> tuple[int, ...]:
        """The turns that these paragraphs are part of, each by the block that opens it."""
        if not self.is_spoken:
            return ()
        turns = turns_of(self.article.blocks)
        firsts = [turn.first for turn in turns]
        begun = ((block, bisect(firsts, block) - 1) for block in self.blocks)
        return tuple(dict.fromkeys(firsts[at] if at >= 0 and block <= turns[at].last else block for block, at in begun))

    @property
    def speakers(self) -> tuple[str, ...]:
        """The names of whoever speaks, or says the quotation; of a joint name each part."""
        said = [self.quote.speaker] if self.quote else [self.article.blocks[at].speaker for at in self.blocks]
        return tuple(dict.fromkeys(part for name in said for part in name.split(JOINT) if part))

    @property
    def doubted(self) -> tuple[int, ...]:
        """The paragraphs of which something is not certain."""
        return tuple(at for at in self.blocks if _least(self.article.blocks[at]) < 1)

    @property
    def size(self) -> str:
        """Say how much it is: `3 turns`, `2 paragraphs`; "" for one paragraph."""
        if len(self.turns) > 1:
            return counted(len(self.turns), "turn")
        return counted(len(self.blocks), "paragraph") if len(self.blocks) > 1 else ""

    def kinds(self, speaker: str | None = None) -> str:
        """Say what the paragraphs are, or those of one speaker: `answer`, `2 answers, question`."""
        blocks = (self.article.blocks[at] for at in self.blocks)
        count = Counter(block.kind for block in blocks if speaker is None or block.speaker == speaker)
        return ", ".join(kind.value if n == 1 else f"{n} {named(kind, n)}" for kind, n in count.items())


def passage_of(article: Article, place: Place, selected: Span | None, is_hidden: Callable[[int], bool]) -> Passage:
    """Give what a mending is about: what is selected and shown, if it is more than one paragraph; else the place.

    The article has blocks.
    """
    if selected:
        lengths = [len(block.text) for block in article.blocks]
        touched = [block for block, start, end in selected.pieces(lengths) if start < end and not is_hidden(block)]
        spoken = [at for at in touched if article.blocks[at].kind in SPOKEN]
        if len(touched) > 1:
            return Passage(article, tuple(spoken or touched))
        place = selected.start
    return Passage(article, (place.block,), _quote_at(article.quotes, place))


def _quote_at(quotes: Iterable[Quote], place: Place) -> int | None:
    """Give the index of the quotation that a place stands in, its marks included; None where it stands in none."""
    found = (
        number
        for number, quote in enumerate(quotes)
        if quote.block == place.block and quote.start - 1 <= place.offset <= quote.start + len(quote.text)
    )
    return next(found, None)


def state_told(passage: Passage) -> tuple[str, ...]:
    """Say what the passage is taken for, how sure that is where it is not certain, and which words it is about."""
    quote, block, many = passage.quote, passage.first, len(passage.blocks) > 1
    if quote:
        by = "nobody’s speech" if quote.type == "scare" else f"said by {quote.speaker or 'nobody known'}"
        return f"quotation, {by}{_unsure(quote.confidence)}", f"“{short(quote.text)}”"
    if many:
        last = passage.article.blocks[passage.blocks[-1]]
        return _said_by(passage), f"“{short(block.text)}” to “{short(last.text)}”"
    origin = block.origin
    told = block.kind.value + _unsure(origin.confidence if origin else 1)
    if passage.is_spoken:
        by = f" by {block.speaker}" if block.speaker else ", speaker not known"
        told += by + _unsure(origin.speaker_confidence if origin and block.speaker else 1)
    return told, f"“{short(block.text)}”"


def _said_by(passage: Passage) -> str:
    """Say what several paragraphs are, and of each kind who speaks: `5 answers by Ann Lee, 4 questions`."""
    names = dict.fromkeys(passage.article.blocks[at].speaker for at in passage.blocks)
    return ", ".join(passage.kinds(name) + (f" by {name}" if name else "") for name in names)


def _unsure(confidence: float) -> str:
    return f" ({percent(confidence)} sure)" if confidence < 1 else ""


def _least(block: Block) -> float:
    return min(block.origin.confidence, block.origin.speaker_confidence) if block.origin else 1
