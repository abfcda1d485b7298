"""What stands around a place in a source: from the source itself, else from the paragraphs that were made of it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from rr_reader.model import Article, Block, Change
from rr_reader.quotes.cutting import paragraph_numbers
from rr_reader.text.edits import OffsetMap

_MARKS_OF_A_LABEL = 8
"""The most code points around a label's own: emphasis, a colon, a space."""
_ENDS = 2
"""The most white space at the two ends of a paragraph."""
_LINE_END = re.compile(r"\r{0,2}\n|\r")


class Stretch(NamedTuple):
    """Some text before and after the repair; the same twice where nothing was done."""

    before: str
    after: str


class Around(NamedTuple):
    """What stands left and right of something on the same line, cut into stretches, and the thing itself."""

    left: tuple[Stretch, ...]
    it: Stretch
    right: tuple[Stretch, ...]


class Witness(Protocol):
    """Who knows what stood where. Offsets are code points of the decoded source."""

    def place(self, start: int) -> str:
        """Name a place as a person would look for it; "" where it is not known."""

    def around(self, start: int, end: int, reach: int) -> Around | None:
        """Give what stands within `reach` code points of something; None where it is not found again."""


class Original:
    """The decoded source: knows all. Places are `line:column`, both from 1, columns in code points."""

    def __init__(self, text: str, changes: Sequence[Change]) -> None:
        self._text = text
        self._changes = changes
        self._starts = [change.start for change in changes]
        self._lines = [0, *(found.end() for found in _LINE_END.finditer(text))]

    def place(self, start: int) -> str:
        """Name a place by its line and column."""
        line = bisect_right(self._lines, start)
        return f"{line}:{start - self._lines[line - 1] + 1}"

    def around(self, start: int, end: int, reach: int) -> Around:
        """Give what stands around on the same line."""
        low = max(self._lines[bisect_right(self._lines, start) - 1], start - reach)
        after = bisect_right(self._lines, max(start, end - 1))
        high = min(self._lines[after] if after < len(self._lines) else len(self._text), end + reach)
        while high > end and self._text[high - 1] in "\r\n":
            high -= 1
        changed = self._changes[bisect_left(self._starts, low) : bisect_left(self._starts, max(high, end))]
        it = tuple(_stretches(self._text, start, end, [(c.start, c) for c in changed]))
        return Around(
            tuple(_stretches(self._text, low, start, [(c.start, c) for c in changed])),
            Stretch("".join(part.before for part in it), "".join(part.after for part in it)),
            tuple(_stretches(self._text, end, high, [(c.start, c) for c in changed])),
        )


def _stretches(text: str, low: int, high: int, changed: Sequence[tuple[int, Change]]) -> Iterator[Stretch]:
    """Cut the text before the repair at what was repaired in it; a part of a repair is left out at the ends."""
    done = low
    for start, change in changed:
        end = start + len(change.before)
        if start < done:
            done = max(done, min(end, high))
        elif end <= high:
            yield from [Stretch(text[done:start], text[done:start])] if done < start else []
            yield Stretch(change.before, change.after)
            done = end
        else:
            high = min(high, max(start, done))
    if done < high:
        yield Stretch(text[done:high], text[done:high])


class Reading:
    """The article alone, where the source is not at hand: places are paragraphs, as citations count them."""

    def __init__(self, article: Article) -> None:
        numbers = paragraph_numbers(article.blocks)
        known = [(block.origin.start, index) for index, block in enumerate(article.blocks) if block.origin]
        self._known = sorted(known)
        self._starts = [start for start, _ in self._known]
        self._blocks = article.blocks
        self._numbers = numbers
        self._changes = article.account.changes
        self._places = [change.start for change in self._changes]
        self._exact = {(change.start, change.end) for change in self._changes}
        self._offsets = OffsetMap(self._changes)
        self._originals: dict[int, tuple[str, list[tuple[int, Change]]]] = {}

    def place(self, start: int) -> str:
        """Name a place by the number of its paragraph, else by what kind of thing it stands in."""
        index = self.block(start)
        if index is None:
            return ""
        return f"¶ {self._numbers[index]}" if self._numbers[index] else self._blocks[index].kind.value

    def around(self, start: int, end: int, reach: int) -> Around | None:
        """Give what stands around in the same paragraph, its white space as it is read."""
        index = self.block(start)
        if index is None:
            return None
        if index not in self._originals:
            self._originals[index] = self._undone(self._blocks[index])
        text, changed = self._originals[index]
        at, length = self._found(index, start, end)
        if at is None:
            return None
        it = tuple(_stretches(text, at, at + length, changed))
        return Around(
            tuple(_stretches(text, max(0, at - reach), at, changed)),
            Stretch("".join(part.before for part in it), "".join(part.after for part in it)),
            tuple(_stretches(text, at + length, min(len(text), at + length + reach), changed)),
        )

    def _found(self, index: int, start: int, end: int) -> tuple[int | None, int]:
        """Say where in the paragraph as it was something stands, and how long it is; 0 where only near which words."""
        text, changed = self._originals[index]
        for place, change in changed:
            if (change.start, change.end) == (start, end):
                return place, len(change.before)
        origin = self._blocks[index].origin
        assert origin is not None
        if start <= origin.start and end >= origin.end:
            return 0, len(text)
        if (start, end) in self._exact:
            return None, 0  # a repair that is not in the words: of white space, or in a label
        return min(start - origin.start, len(text)), 0

    def block(self, start: int) -> int | None:
        """Give the index of the block that was made of a place; None where none was."""
        at = bisect_right(self._starts, start) - 1
        index = self._known[at][1] if at >= 0 else None
        if index is None:
            return None
        origin = self._blocks[index].origin
        return index if origin and origin.start <= start < max(origin.end, origin.start + 1) else None

    def _undone(self, block: Block) -> tuple[str, list[tuple[int, Change]]]:
        """Give a paragraph as it was before the repair, and where in that the repairs stand."""
        pieces, originals, done, length = [""], [], 0, 0
        for at, change in self._located(block):
            pieces += [block.text[done:at], change.before]
            originals.append((length + at - done, change))
            length += at - done + len(change.before)
            done = at + len(change.after)
        return "".join(pieces) + block.text[done:], originals

    def _located(self, block: Block) -> list[tuple[int, Change]]:
        """Say where in a paragraph its repairs stand.

        Beside its words the source had a label in front, if anything, and white space at the ends. Where the repairs
        do not all stand where they must then (there was markup between, say), or could stand in two ways, none of them
        is taken: better no context than a wrong one.
        """
        origin = block.origin
        assert origin is not None
        inside = self._changes[bisect_left(self._places, origin.start) : bisect_left(self._places, origin.end)]
        start = self._offsets.after(origin.start)
        places = [(self._offsets.after(change.start) - start, change) for change in inside]
        spare = self._offsets.after(origin.end) - start - len(block.text)
        in_label, label = (len(origin.label) + 2, len(origin.label) + _MARKS_OF_A_LABEL) if origin.label else (0, 0)
        fitting = [
            lead
            for lead in (range(max(spare - _ENDS, 0), spare + 1) if spare <= label + _ENDS else ())
            if all(
                _reads(block.text, at - lead, change.after) if at >= lead else at + len(change.after) <= in_label
                for at, change in places
            )
        ]
        return [(at - fitting[0], one) for at, one in places if at >= fitting[0]] if len(fitting) == 1 else []


def _reads(text: str, at: int, words: str) -> bool:
    """Tell whether these words stand there, any white space for any other."""
    there = text[at : at + len(words)]
    return len(there) == len(words) and all(
        a == b or (a.isspace() and b.isspace()) for a, b in zip(there, words, strict=True)
    )
