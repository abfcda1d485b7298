"""A text and what was done to get it; how offsets before and after correspond."""

from bisect import bisect_right
from collections.abc import Sequence

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
        index = bisect_right(self._new_ends, offset) - 1
        if index < len(self._changes):
            start = self._changes[index].start
            if offset - self._new_ends[index] + self._old_ends[index] > start:
                return start
        return offset - self._new_ends[index] + self._old_ends[index]

    def after(self, offset: int) -> int:
        """Give the offset in the edited text of one in the original; inside a change, where it begins."""
        index = bisect_right(self._old_ends, offset) - 1
        moved = offset - self._old_ends[index] + self._new_ends[index]
        if index < len(self._changes):
            start = self._changes[index].start
            if offset > start:
                return start - self._old_ends[index] + self._new_ends[index]
        return moved
