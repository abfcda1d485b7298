"""A text and what was done to get it; how offsets before and after correspond."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

import msgspec

from rr_reader.model import Change, Doubt


class Edited(msgspec.Struct, frozen=True):
    """A text, and the changes that made it, in code points of the text that went in.

    Changes are sorted and do not overlap. Doubts are places left alone, in the same coordinates.
    """

    text: str
    changes: tuple[Change, ...] = ()
    doubts: tuple[Doubt, ...] = ()


class OffsetMap:
    """Offsets of an edited text back to the original, and on from it. Both ways never decrease."""

    def __init__(self, changes: Sequence[Change]) -> None:
        self._old_ends = [0]
        self._new_ends = [0]
        self._changes = changes
        shift = 0
        for change in changes:
            shift += len(change.after) - (change.end - change.start)
            self._old_ends.append(change.end)
            self._new_ends.append(change.end + shift)

    def before(self, offset: int) -> int:
        """Give the offset in the original of one in the edited text; inside a change, its start."""
        return self._moved(offset, self._new_ends, self._old_ends, at_end=False)

    def before_end(self, offset: int) -> int:
        """Give where a span that ends at `offset` of the edited text ended; inside a change, the change's end."""
        return self._moved(offset, self._new_ends, self._old_ends, at_end=True)

    def after(self, offset: int) -> int:
        """Give the offset in the edited text of one in the original; inside a change, where it begins."""
        index = bisect_right(self._old_ends, offset) - 1
        if index < len(self._changes):
            offset = min(offset, self._changes[index].start)
        return offset - self._old_ends[index] + self._new_ends[index]

    def _moved(self, offset: int, sources: list[int], targets: list[int], *, at_end: bool) -> int:
        if not self._changes:
            return offset
        index = bisect_right(sources, offset) - 1
        moved = offset - sources[index] + targets[index]
        if index < len(self._changes) and moved > self._changes[index].start:
            return self._changes[index].end if at_end else self._changes[index].start
        return moved


def apply_changes(text: str, changes: Iterable[Change]) -> str:
    """Carry out sorted changes that do not overlap.

    >>> apply_changes("teh cat", [Change(0, 3, "teh", "the", "spelling")])
    'the cat'
    """
    pieces: list[str] = []
    done = 0
    for change in changes:
        pieces += text[done : change.start], change.after
        done = change.end
    return "".join(pieces) + text[done:]


def chain(first: Edited, second: Edited) -> Edited:
    """Make one edit of two, where `second` was made from `first.text`.

    The result is in the coordinates of the text that went into `first`. Changes that overlap become
    one, with both reasons; what the second undid of the first is no change any more.
    """
    back = OffsetMap(first.changes)
    doubts = first.doubts + tuple(
        Doubt(back.before(doubt.start), back.before_end(doubt.end), doubt.reason) for doubt in second.doubts
    )
    if not second.changes:
        changes = first.changes
    elif not first.changes:
        changes = second.changes
    else:
        changes = tuple(_composed(first, second))
    return Edited(second.text, changes, doubts)


class _Piece(msgspec.Struct):
    """A change of either edit, placed in the text between the two."""

    start: int
    end: int
    change: Change
    is_second: bool


def _composed(first: Edited, second: Edited) -> Iterable[Change]:
    """Walk the changes of both in the order of the text between, joining those that overlap."""
    pieces = [_Piece(change.start, change.end, change, True) for change in second.changes]
    shift = 0
    for change in first.changes:
        start = change.start + shift
        pieces.append(_Piece(start, start + len(change.after), change, False))
        shift += len(change.after) - (change.end - change.start)
    pieces.sort(key=lambda piece: (piece.start, piece.end))
    shift, group, end = 0, [pieces[0]], pieces[0].end
    for piece in pieces[1:]:
        if piece.start < end or piece.start == piece.end == group[0].start == end:
            group.append(piece)
        else:
            yield from _joined(first.text, group, end, shift)
            shift += sum(len(p.change.after) - (p.change.end - p.change.start) for p in group if not p.is_second)
            group = [piece]
        end = max(end, piece.end)
    yield from _joined(first.text, group, end, shift)


def _joined(between: str, group: list[_Piece], end: int, shift: int) -> Iterable[Change]:
    """Make one change of pieces that overlap; `shift` is how far the first edit moved their start."""
    start = group[0].start
    firsts = [piece for piece in group if not piece.is_second]
    middle = between[start:end]
    before = apply_changes(middle, (_undone(piece, start) for piece in firsts))
    after = apply_changes(middle, (_shifted(piece.change, -start) for piece in group if piece.is_second))
    if before != after:
        reasons = dict.fromkeys(piece.change.reason for piece in sorted(group, key=lambda piece: piece.is_second))
        yield Change(start - shift, start - shift + len(before), before, after, "; ".join(reasons))


def _undone(piece: _Piece, start: int) -> Change:
    change = piece.change
    return Change(piece.start - start, piece.end - start, change.after, change.before, change.reason)


def _shifted(change: Change, by: int) -> Change:
    return Change(change.start + by, change.end + by, change.before, change.after, change.reason)
