"""Which blocks are shown and which are folded into one line, and the rows around them: what no line break changes."""

from collections.abc import Callable, Iterable
from functools import cached_property

import msgspec

from rr_reader.model import SPOKEN, Block, Kind
from rr_reader.view.frames import FRAMES
from rr_reader.view.outline import Outline
from rr_reader.view.voices import JOINT


class Item(msgspec.Struct, gc=False):
    """A block shown whole (`folded` empty), or the one line that stands for the blocks `folded`.

    A fold's id is its first block. When it is open its line stays, and the blocks follow as items. Around the lines
    of its text stand blank rows above, head rows (labels) and foot rows.
    """

    block: int
    folded: tuple[int, ...] = ()
    is_open: bool = False
    reason: str = ""
    """Of a fold: `boilerplate`, `question` or `narration`."""
    above: int = 0
    head: int = 0
    foot: int = 0


_ALWAYS = frozenset({Kind.TITLE, Kind.DECK, Kind.BYLINE, Kind.DATE, Kind.HEADING})

SHOWN, GONE = "", "gone"


class Basis(msgspec.Struct, frozen=True):
    """What an arrangement of an article rests on."""

    only: frozenset[str]
    """The speakers whose words are left; empty for all."""
    open_folds: frozenset[int]
    masthead: int
    """Rows above the first item."""
    has_labels: bool
    """Whether those who are quoted are named above a paragraph, not beside it."""


class Arrangement:
    """The items of an article in their order, with the rows around each; layouts of different widths may share it."""

    def __init__(self, outline: Outline, basis: Basis) -> None:
        self.outline = outline
        self.basis = basis
        self.items = arrange(outline, basis.only, basis.open_folds)
        self._make_room()
        self.room = [item.above + item.head + item.foot for item in self.items]
        """For each item the rows that are not lines of its text."""
        self.shown = [(i.block, FRAMES[outline.kind(i.block)].inset) for i in self.items if not i.folded]
        """The blocks that are shown whole, and how far each is set in."""

    @cached_property
    def item_of(self) -> list[int]:
        """For each block the item that shows or folds it; for one that is left out the next (or the last)."""
        item_of = [-1] * len(self.outline.article.blocks)
        for index, item in enumerate(self.items):
            for member in item.folded or (item.block,):
                item_of[member] = index
        following = len(self.items) - 1
        for member in range(len(item_of) - 1, -1, -1):
            if item_of[member] < 0:
                item_of[member] = following
            following = item_of[member]
        return item_of

    def _make_room(self) -> None:
        blocks = self.outline.article.blocks
        labelled = self.outline.quotes if self.basis.has_labels else {}
        before: Item | None = None
        for item in self.items:
            if item.folded:
                item.above = 1 if before and not before.folded else 0 if before else self.basis.masthead
            else:
                block = blocks[item.block]
                item.head = _head(block)
                item.above = self._above(before, item, block, has_label=item.block in labelled)
                item.foot = FRAMES[block.kind].foot
            before = item

    def _above(self, before: Item | None, item: Item, block: Block, *, has_label: bool) -> int:
        frame = FRAMES[block.kind]
        above = frame.above
        kind_before = None
        if before is None:
            above = self.basis.masthead
        elif before.folded:
            above = 0 if before.is_open and item.block == before.block else 1
        else:
            kind_before = self.outline.article.blocks[before.block].kind
            if frame.group and frame.group == FRAMES[kind_before].group:
                above = 0
        if has_label and kind_before is not Kind.HEADING:
            above += 1
        is_told_above = block.time or item.block in self.outline.doubtful_blocks
        return max(above, 1) if is_told_above and not item.head else above


def _head(block: Block) -> int:
    if block.kind is Kind.QUESTION:
        return 1
    if block.kind is Kind.ANSWER or block.kind is Kind.TURN:
        return 1 if block.speaker or block.time else 0
    return 0


def arrange(outline: Outline, only: frozenset[str], open_folds: frozenset[int]) -> list[Item]:
    """Put an article's blocks in order. With `only`, other people's turns and what stands beside them are gone.

    Questions and prose without these people's words are folded.
    """
    fate = _of_everything(outline) if not only else _of_voices(outline, only)
    items: list[Item] = []
    run: list[int] = []
    reason = SHOWN
    for block in range(len(outline.article.blocks)):
        what = fate(block)
        if what == GONE:
            continue
        if run and (what != reason or (what == "question" and outline.opener[block] == block)):
            items += _fold(run, reason, open_folds)
            run = []
        reason = what
        if what == SHOWN:
            items.append(Item(block))
        else:
            run.append(block)
    if run:
        items += _fold(run, reason, open_folds)
    return items


def _fold(blocks: list[int], reason: str, open_folds: frozenset[int]) -> Iterable[Item]:
    is_open = blocks[0] in open_folds
    yield Item(blocks[0], tuple(blocks), is_open, reason)
    if is_open:
        yield from map(Item, blocks)


def _of_everything(outline: Outline) -> Callable[[int], str]:
    blocks = outline.article.blocks
    return lambda block: "boilerplate" if blocks[block].kind is Kind.BOILERPLATE else SHOWN


def _of_voices(outline: Outline, only: frozenset[str]) -> Callable[[int], str]:
    def fate(block: int) -> str:
        kind = outline.article.blocks[block].kind
        if kind in SPOKEN and outline.opener[block] >= 0:
            if not only.isdisjoint(outline.speaker(block).split(JOINT)):
                return SHOWN
            return "question" if outline.kind(block) is Kind.QUESTION else GONE
        if kind in _ALWAYS or any(quote.speaker in only for quote in outline.quotes.get(block, ())):
            return SHOWN
        return "narration" if kind is Kind.PARAGRAPH else GONE

    return fate
