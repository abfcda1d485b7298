"""Marks and quotes of a block, flattened to runs that do not overlap."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from rr_reader.model import Mark

STYLES = frozenset({"em", "strong", "code", "link"})
"""Styles of marks that can be shown."""


class Run(msgspec.Struct, frozen=True):
    """The extras and the voice of the words [start, end) of a block. Runs cover a block without gaps."""

    start: int
    end: int
    extras: tuple[str, ...] = ()
    slot: int = -1


def runs_of(
    length: int,
    marks: Iterable[Mark],
    quotes: Iterable[tuple[int, int, int, bool]],
    notes: Iterable[tuple[int, int]] = (),
) -> Sequence[Run]:
    """Flatten marks, quotes (start, end, slot, is doubtful) and an editor's notes over a block of `length` characters.

    >>> runs_of(9, [Mark(2, 5, "em")], [(4, 9, 1, False)])[2]
    Run(start=4, end=5, extras=('quote', 'em'), slot=1)
    """
    layers: list[tuple[int, int, str, int]] = []
    for start, end, slot, is_doubtful in quotes:
        layers.append((start, end, "quote", slot))
        if is_doubtful:
            layers.append((start, end, "unsure", slot))
    layers += [(start, end, "note", -1) for start, end in notes]
    layers += [(mark.start, mark.end, mark.style, -1) for mark in marks if mark.style in STYLES]
    if not layers:
        return (Run(0, length),)
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for index, (start, end, _, _) in enumerate(layers):
        start, end = max(start, 0), min(end, length)
        if start < end:
            opening.setdefault(start, []).append(index)
            closing.setdefault(end, []).append(index)
    borders = sorted({0, length, *opening, *closing})
    active: set[int] = set()
    runs: list[Run] = []
    for start, end in pairwise(borders):
        active.difference_update(closing.get(start, ()))
        active.update(opening.get(start, ()))
        over = [layers[index] for index in sorted(active)]
        extras = tuple(dict.fromkeys(layer[2] for layer in over))
        runs.append(Run(start, end, extras, next((layer[3] for layer in over if layer[3] >= 0), -1)))
    return runs
