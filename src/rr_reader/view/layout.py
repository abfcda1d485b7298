"""An article and a width become rows: exact heights at once, the rows themselves only when asked for."""

import bisect
from collections.abc import Iterator
from itertools import accumulate

from rr_reader.model import Article, Block, Kind, Place, Span
from rr_reader.view.arrangement import Item, arrange
from rr_reader.view.compose import Composer
from rr_reader.view.frames import FRAMES, columns
from rr_reader.view.outline import Outline
from rr_reader.view.rows import Row
from rr_reader.view.voices import Voices
from rr_reader.view.voices import voices as voices_of
from rr_reader.view.wrap import cells_to_offset, line_count, line_starts, showable

_CACHED_ROWS = 2048


class Layout:
    """The rows of an article in a pane of `width` cells. Pure: the same arguments give the same rows.

    `only` leaves these speakers' words; `open_folds` are the ids of the folds that stand open (all of them with
    `open_all`). `voices` are the library's (else the article's own); `outline` saves finding it again,
    and so does `like`, a layout of the same article, with the lines of its paragraphs where they are as wide.
    """

    def __init__(
        self,
        article: Article,
        width: int,
        *,
        only: frozenset[str] = frozenset(),
        open_folds: frozenset[int] = frozenset(),
        open_all: bool = False,
        voices: Voices | None = None,
        outline: Outline | None = None,
        like: "Layout | None" = None,
    ) -> None:
        self.article = article
        self.width = width
        self.only = only
        self.outline = outline or Outline(article)
        self.voices = voices or voices_of([article])
        self.columns = columns(width, with_notes=bool(self.outline.quotes))
        if open_all:
            open_folds = frozenset(range(len(article.blocks)))
        self.open_folds = open_folds
        self._items = arrange(self.outline, only, open_folds)
        self._composer = Composer(self.outline, self.voices, self.columns, self._items)
        is_alike = like and like.article is article and like.columns.text == self.columns.text
        self._line_counts: list[int] = like._line_counts if like and is_alike else [0] * len(article.blocks)
        """For each block how many lines it has; 0 where they have not been counted yet."""
        self._measure()
        self._tops = list(accumulate((i.above + i.head + i.lines + i.foot for i in self._items), initial=0))
        self._rows: dict[int, Row] = {}
        self._item_of: list[int] | None = None

    @property
    def height(self) -> int:
        """Give how many rows there are."""
        return self._tops[-1]

    def row(self, y: int) -> Row:
        """Give row `y`, from 0; an empty one outside."""
        if not 0 <= y < self.height:
            return Row()
        row = self._rows.get(y)
        if row is None:
            if len(self._rows) >= _CACHED_ROWS:
                self._rows.clear()
            item = self._item_at(y)
            row = self._rows[y] = self._composer.row(item, y - self._tops[item])
        return row

    def rows(self, start: int, stop: int) -> Iterator[Row]:
        """Give the rows [start, stop), as far as there are."""
        return map(self.row, range(max(start, 0), min(stop, self.height)))

    def row_of(self, place: Place) -> int:
        """Give the row that shows a place; of one that is folded the fold's row, of one left out the next row shown."""
        if not self._items or place.block >= len(self.article.blocks):
            return max(self.height - 1, 0)
        index = self._index_of(max(place.block, 0))
        item = self._items[index]
        top = self._tops[index] + item.above + item.head
        if item.folded:
            return top
        if item.block > place.block or not item.lines:
            return min(top, self.height - 1)
        if item.block < place.block:
            return self._tops[index + 1] - 1
        starts = self._composer.text_of(item.block).starts
        return top + max(bisect.bisect_right(starts, place.offset) - 1, 0)

    def column_of(self, place: Place) -> int:
        """Give the column in which a place's character stands, on the row that `row_of` gives."""
        row = self.row(self.row_of(place))
        if not row.is_text or row.block != place.block:
            return row.text_column
        return row.text_column + self._composer.cells_before(row, place.offset)

    def place_at(self, y: int, column: int) -> Place:
        """Give the place of the character at a cell: left of the text the line's first, right of it its end.

        On a row without text it is the nearest place after it in the same block (a fold's first block).
        """
        return self._span_at(y, column).start

    def grapheme_at(self, y: int, column: int) -> Span:
        """Give the span of the character at a cell, as one sees it; empty where there is none."""
        return self._span_at(y, column)

    def block_at(self, y: int) -> int:
        """Give the block at a row (of a fold its first); -1 for an empty article."""
        if not self._items:
            return -1
        return self._items[self._item_at(min(max(y, 0), self.height - 1))].block

    def fold_of(self, place: Place) -> int:
        """Give the id of the closed fold that hides a place, -1 if it is shown or left out."""
        item = self._items[self._index_of(place.block)] if self._items else None
        return item.block if item and item.folded and place.block in item.folded else -1

    def shows(self, place: Place) -> bool:
        """Tell whether the words at a place stand on a row: neither folded nor left out."""
        if not self._items or place.block >= len(self.article.blocks):
            return False
        item = self._items[self._index_of(place.block)]
        return not item.folded and item.block == place.block

    def _span_at(self, y: int, column: int) -> Span:
        if not self._items:
            return Span(Place(), Place())
        y = min(max(y, 0), self.height - 1)
        row = self.row(y)
        if not row.is_text:
            return self._nearest(y)
        shown = row.shown
        start, end = cells_to_offset(shown, column - row.text_column)
        if start >= len(shown) and start and row.start + start == row.end and row.end < self._length(row.block):
            # A word cut at the width: its end is the next row's beginning, so stay on the last character.
            start = end = self._composer.last_border(shown)
        return Span.within(row.block, row.start + start, row.start + end)

    def _nearest(self, y: int) -> Span:
        index = self._item_at(y)
        item = self._items[index]
        inside = y - self._tops[index]
        if item.folded or inside < item.above + item.head:
            return Span.within(item.block, 0, 0)
        end = self._length(item.block)
        return Span.within(item.block, end, end)

    def _length(self, block: int) -> int:
        return len(self.article.blocks[block].text)

    def _item_at(self, y: int) -> int:
        return bisect.bisect_right(self._tops, y) - 1

    def _index_of(self, block: int) -> int:
        """Give the item that shows or folds a block; for one that is left out the next (or the last)."""
        if self._item_of is None:
            item_of = [-1] * len(self.article.blocks)
            for index, item in enumerate(self._items):
                for member in item.folded or (item.block,):
                    item_of[member] = index
            following = len(self._items) - 1
            for member in range(len(item_of) - 1, -1, -1):
                if item_of[member] < 0:
                    item_of[member] = following
                following = item_of[member]
            self._item_of = item_of
        return self._item_of[block]

    def _measure(self) -> None:
        """Fill in the heights of all items: the one pass over the whole text, so it is kept tight."""
        kind_of, known = self.outline.kind, self._line_counts
        measures = {kind: self.columns.measure(frame) for kind, frame in FRAMES.items()}
        quotes = self.outline.quotes if not self.columns.notes else {}
        before: Item | None = None
        for item in self._items:
            if item.folded:
                item.lines = 1
                item.above = 1 if before and not before.folded else 0 if before else self._composer.masthead_height
            else:
                index = item.block
                block = self.article.blocks[index]
                kind = block.kind
                item.head = self._head(block)
                item.above = self._above(before, item, block, has_label=index in quotes)
                item.foot = FRAMES[kind].foot
                if not known[index]:
                    measure = measures[kind_of(index) if kind is Kind.CONTINUATION else kind]
                    known[index] = self._count_lines(index, measure)
                item.lines = known[index]
            before = item

    def _count_lines(self, index: int, measure: int) -> int:
        text = self.article.blocks[index].text
        if len(text) <= measure and self.outline.narrow[index]:
            return 1
        return line_count(text, measure) if self.outline.narrow[index] else len(line_starts(showable(text), measure))

    @staticmethod
    def _head(block: Block) -> int:
        if block.kind is Kind.QUESTION:
            return 1
        if block.kind is Kind.ANSWER or block.kind is Kind.TURN:
            return 1 if block.speaker or block.time else 0
        return 0

    def _above(self, before: Item | None, item: Item, block: Block, *, has_label: bool) -> int:
        frame = FRAMES[block.kind]
        above = frame.above
        kind_before = None
        if before is None:
            above = self._composer.masthead_height
        elif before.folded:
            above = 0 if before.is_open and item.block == before.block else 1
        else:
            kind_before = self.article.blocks[before.block].kind
            if frame.group and frame.group == FRAMES[kind_before].group:
                above = 0
        if has_label and kind_before is not Kind.HEADING:
            above += 1
        is_told_above = block.time or item.block in self.outline.doubtful_blocks
        return max(above, 1) if is_told_above and not item.head else above
