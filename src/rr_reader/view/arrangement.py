"""Which blocks are shown and which are folded into one line: the order of things, before any width."""

from collections.abc import Callable, Iterable

import msgspec

from rr_reader.model import SPOKEN, Kind
from rr_reader.view.outline import Outline
from rr_reader.view.voices import JOINT


class Item(msgspec.Struct, gc=False):
    """A block shown whole (`folded` empty), or the one line that stands for the blocks `folded`.

    A fold's id is its first block. When it is open its line stays, and the blocks follow as items. The layout
    fills in the rest: blank rows above, head rows (labels), lines of text, foot rows.
    """

    block: int
    folded: tuple[int, ...] = ()
    is_open: bool = False
    reason: str = ""
    """Of a fold: `boilerplate`, `question` or `narration`."""
    above: int = 0
    head: int = 0
    lines: int = 0
    foot: int = 0


_ALWAYS = frozenset({Kind.TITLE, Kind.DECK, Kind.BYLINE, Kind.DATE, Kind.HEADING})

SHOWN, GONE = "", "gone"


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
