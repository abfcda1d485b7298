"""Turns: what one person says until another speaks. Derived from the blocks, never stored."""

from collections.abc import Sequence

import msgspec

from rr_reader.model.article import BETWEEN_TURNS, OPENS_TURN, Block, Kind


class Turn(msgspec.Struct, frozen=True):
    """Blocks [first, last] of an article, with what stands between a turn's paragraphs.

    `question` is the number of the question this turn asks or answers, from 1; 0 before the first.
    """

    first: int
    last: int
    kind: Kind
    speaker: str
    question: int


def turns_of(blocks: Sequence[Block]) -> tuple[Turn, ...]:
    """Join continuations to the turn they continue; captions, notes and the like do not end one.

    A turn's last block is its last spoken paragraph: a caption after it is outside. Questions in a row
    by one asker each count.
    """
    turns: list[Turn] = []
    question, is_open = 0, False
    for index, block in enumerate(blocks):
        if block.kind in OPENS_TURN:
            question += block.kind is Kind.QUESTION
            turns.append(Turn(index, index, block.kind, block.speaker, question))
            is_open = True
        elif block.kind is Kind.CONTINUATION and is_open:
            old = turns[-1]
            turns[-1] = Turn(old.first, index, old.kind, old.speaker, old.question)
        elif block.kind not in BETWEEN_TURNS:
            is_open = False
    return tuple(turns)
