"""A place of a text in its context: one line as it was and one as it is, cut to a width around what matters."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

from rr_reader.text.safe import printable
from rr_reader.view.pieces import Lines, Piece, cells, folded
from rr_reader.view.visible import visible
from rr_reader.view.witness import Around, Stretch
from rr_reader.view.wrap import clip

_LEAST: Final = 12
"""Cells below which nothing can be shown."""
_MOST_LINES: Final = 3
"""Of words that are longer than a line."""
_PART_OF_WORD: Final = 12
"""A word that is cut is left out, if it is not longer than this."""
_FEW: Final = 28
"""Code points that are looked at one by one."""
_SPACE: Final = re.compile(r"\s+")


class Context(NamedTuple):
    """Lines that show a place; `left` and `right` are how many code points of the original beside it they show."""

    lines: Lines
    left: int = 0
    right: int = 0


def in_context(place: str, around: Around | None, width: int) -> Context:
    """Write what stands at a place, as it was (`-`) and as it is (`+`); in one line (`?`) where nothing was changed."""
    if around is None:
        return Context(())
    label = f"   {place:<7}"
    room = max(width - cells(label) - 2, _LEAST)
    free = room - max(cells(_it(around.it, side)) for side in (0, 1))
    wanted = sum(map(_size, around.right))
    left = _nearest(around.left[::-1], max(free // 2, free - wanted), _tail)
    right = _nearest(around.right, free - sum(map(_size, left)), _head)
    is_changed = any(part.before != part.after for part in (*left, around.it, *right))
    lines: list[tuple[Piece, ...]] = []
    for marker, side, ink in (("- ", 0, "warning"), ("+ ", 1, "strong")) if is_changed else (("? ", 0, "warning"),):
        margin = Piece(" " * cells(label) if lines else label, "quiet")
        beside = [[_piece(part, side, ink) for part in parts] for parts in (left[::-1], right)]
        words = list(_folded(_it(around.it, side), room))
        lines.append((margin, Piece(marker, "quiet"), *beside[0], Piece(words[0], ink), *beside[1]))
        lines += [(Piece(" " * (cells(label) + 2)), Piece(more, ink)) for more in words[1:]]
    return Context(lines, *(sum(len(part.before) for part in parts) for parts in (left, right)))


def _piece(part: Stretch, side: int, ink: str) -> Piece:
    return Piece(_shown(part, side), "quiet" if part.before == part.after else ink)


def _folded(words: str, room: int) -> Iterator[str]:
    """Break what is longer than a line, and cut what is much longer."""
    if cells(words) <= room:
        yield words
        return
    lines = list(islice(folded(words, room), _MOST_LINES + 1))
    yield from lines[: _MOST_LINES - 1]
    yield from [clip(" ".join(lines[_MOST_LINES - 1 :]), room)] if lines[_MOST_LINES - 1 :] else []


def _nearest(stretches: Sequence[Stretch], room: int, cut: Callable[[str, int], str]) -> list[Stretch]:
    """Take what has room, from the place outwards; of the last one only a part, or … in its place."""
    taken: list[Stretch] = []
    for number, part in enumerate(stretches):
        is_last = number == len(stretches) - 1
        if (size := _size(part)) <= room - (not is_last):
            taken.append(part)
            room -= size
            continue
        if room > 0:
            words = cut(_shown(part, 0), room) if part.before == part.after else "…"
            taken.append(Stretch(words, words))
        break
    return taken


def _shown(part: Stretch, side: int) -> str:
    """Write one side of a stretch: what was changed with all that is invisible in it, the rest as it reads."""
    text = _SPACE.sub(" ", part[side]) if part.before == part.after else part[side]
    return printable(text) if part.before == part.after else visible(text)


def _it(part: Stretch, side: int) -> str:
    """Write what it is about: a few characters with all that is invisible in them, more words as they read."""
    return visible(part[side]) if len(part[side]) <= _FEW else _shown(part, side)


def _size(part: Stretch) -> int:
    """Give the cells of the longer side: both sides are cut alike."""
    return max(cells(_shown(part, side)) for side in (0, 1))


def _head(text: str, room: int) -> str:
    """Cut at the right, rather between words; there is always more than the text."""
    cut = clip(text + "…" * room, room)
    whole, space, part = cut.rpartition(" ")
    return f"{whole}{space}…" if space and whole and len(part) <= _PART_OF_WORD else cut


def _tail(text: str, room: int) -> str:
    """Cut at the left, rather between words, and never before an accent."""
    kept = text[-room:]
    while kept and (cells(kept) > room - 1 or unicodedata.combining(kept[0])):
        kept = kept[1:]
    part, space, whole = kept.partition(" ")
    return f"…{space}{whole}" if space and whole and len(part) <= _PART_OF_WORD else f"…{kept}"
