"""How a correction finds its block again: by how it begins, and where several begin so, by which of them it is."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import takewhile
from operator import attrgetter

from rr_reader.model import Block, BlockCorrection
from rr_reader.text.graphemes import snap
from rr_reader.text.matching import fold

_LONGEST = 80
"""Characters of a block that are written down: enough to find it, few enough to read."""
_CUT = "…"
_LABEL = 40
"""Letters that a better parser may have set before a block's words, or taken away: a label."""
_SHORTEST = 12
"""Letters that must agree before blocks that do not read exactly so are compared."""
_NO_LETTER = re.compile(r"[\W_]+")
_TEXT = attrgetter("text")


def anchor_of(blocks: Sequence[Block], index: int) -> tuple[str, str]:
    """Give the `block` and the `which` of a correction of one block.

    >>> from rr_reader.model import Kind
    >>> anchor_of([Block(Kind.ANSWER, "Yes."), Block(Kind.ANSWER, "No."), Block(Kind.ANSWER, "Yes.")], 2)
    ('Yes.', '2 of 2')
    """
    text = blocks[index].text
    anchor = _cut(text)
    places = _exact(blocks, anchor)
    if index not in places:  # another block is, to the letter, what this one is cut to
        anchor, places = text, _exact(blocks, text)
    return anchor, "" if len(places) == 1 else f"{places.index(index) + 1} of {len(places)}"


def place_of(blocks: Sequence[Block], correction: BlockCorrection) -> int | None:
    """Give the index of the block that is meant; None where there is none, or it cannot be told which.

    Where no block begins exactly so, one is taken that differs in accents, marks and spaces only, or has a label more.
    """
    places = _exact(blocks, correction.block)
    if correction.which:
        number, _, count = correction.which.partition(" of ")
        is_known = count == str(len(places)) and number in map(str, range(1, len(places) + 1))
        return places[int(number) - 1] if is_known else None
    places = places or _near(blocks, correction.block)
    return places[0] if len(places) == 1 else None


def which_quote(blocks: Sequence[Block], words: str, block: int, start: int) -> str:
    """Give the `which` of a quotation: "" where its words stand in one place only."""
    from rr_reader.parsing.quotations import occurrences  # late: not for opening a library

    places = occurrences([each.text for each in blocks], words)
    return (
        ""
        if len(places) == 1 or (block, start) not in places
        else f"{places.index((block, start)) + 1} of {len(places)}"
    )


def quote_place(blocks: Sequence[Block], words: str, which: str) -> tuple[int, int]:
    """Give block and start of the quotation that `which` names; (-1, -1) where it is there no longer."""
    from rr_reader.parsing.quotations import occurrence  # late: not for opening a library

    return occurrence([block.text for block in blocks], words, which)


def _cut(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    at = text.rfind(" ", _LONGEST // 2, _LONGEST)
    return text[: at if at > 0 else snap(text, _LONGEST, forward=False)] + _CUT


def _exact(blocks: Sequence[Block], anchor: str) -> list[int]:
    beginnings = _beginnings(tuple(map(_TEXT, blocks)))
    found = [index for text, index in _beginning(beginnings, anchor) if text == anchor]
    if found or not anchor.endswith(_CUT):
        return found
    words = anchor.removesuffix(_CUT).rstrip(" ")
    return sorted(index for _, index in _beginning(beginnings, words)) if words else []


def _beginning(ordered: Sequence[tuple[str, int]], words: str) -> Iterator[tuple[str, int]]:
    rest = (ordered[at] for at in range(bisect_left(ordered, (words, -1)), len(ordered)))
    return takewhile(lambda each: each[0].startswith(words), rest)


@lru_cache(maxsize=2)
def _beginnings(texts: tuple[str, ...]) -> list[tuple[str, int]]:
    """Put an article's texts in the order of the alphabet: many corrections of one article look in the same."""
    return sorted((text, index) for index, text in enumerate(texts))


def _near(blocks: Sequence[Block], anchor: str) -> list[int]:
    wanted = _letters(anchor)
    if len(wanted) < _SHORTEST:
        return []
    is_cut = anchor.endswith(_CUT)
    found = []
    for index, block in enumerate(blocks):
        letters = _letters(block.text)
        before, same, after = letters.partition(wanted)
        taken = wanted.find(letters[:_LONGEST]) if len(letters) >= _SHORTEST and not same else -1
        if (same and len(before) <= _LABEL and (is_cut or not after)) or 0 < taken <= _LABEL:
            found.append(index)
    return found


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", fold(text))
