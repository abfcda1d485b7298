"""A block's words as they stand on the screen: where its lines begin, and the cells that a line is cut into."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice

import msgspec

from rr_reader.view.rows import Cell
from rr_reader.view.styling import Run
from rr_reader.view.wrap import snap


class WrappedText(msgspec.Struct, frozen=True):
    """A block's words as they are shown: same length as its text, where lines begin, and the styles."""

    text: str
    starts: list[int]
    runs: Sequence[Run]

    def line(self, index: int) -> tuple[int, int]:
        """Give [start, end) of a line, the space it was broken at included."""
        end = self.starts[index + 1] if index + 1 < len(self.starts) else len(self.text)
        return self.starts[index], end


def words_of(wrapped: WrappedText, start: int, end: int, style: str, slot: int) -> Iterator[Cell]:
    """Cut the words [start, end) into cells where their style changes, never inside a grapheme."""
    shown = wrapped.text[start:end]
    at = 0
    pending: Run | None = None
    runs = wrapped.runs
    for run in islice(runs, bisect_right(runs, start, key=lambda run: run.end), None):
        if run.start >= end:
            break
        border = snap(shown, max(run.start - start, 0))
        if pending and border > at:
            yield _cell(pending, shown[at:border], style, slot, start + at)
            at = border
        pending = run
    if pending and at < len(shown):
        yield _cell(pending, shown[at:], style, slot, start + at)


def _cell(run: Run, text: str, style: str, slot: int, start: int) -> Cell:
    return Cell(text, style, run.slot if run.slot >= 0 else slot, start, run.extras)
