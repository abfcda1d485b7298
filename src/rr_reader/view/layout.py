"""An article and a width become rows: exact heights at once, the rows themselves only when asked for."""

import bisect
from collections.abc import Iterator
from itertools import accumulate
from operator import add

from rr_reader.model import Article, Place, Span
from rr_reader.view.arrangement import Arrangement, Basis, Item
from rr_reader.view.compose import Composer
from rr_reader.view.frames import FRAMES, columns
from rr_reader.view.masthead import masthead
from rr_reader.view.outline import Outline
from rr_reader.view.rows import Row
from rr_reader.view.voices import Voices
from rr_reader.view.voices import voices as voices_of
from rr_reader.view.wrap import cells_to_offset, line_count, line_starts, showable

_CACHED_ROWS = 2048
_COUNTED_WIDTHS = 4
"""Widths whose lines stay counted: a pane goes back and forth between a few."""


class Layout:
    """The rows of an article in a pane of `width` cells. Pure: the same arguments give the same rows.

    `only` leaves these speakers' words; `open_folds` are the ids of the folds that stand open (all of them with
    `open_all`). `voices` are the library's (else the article's own); `outline` saves finding it again,
    and so does `like`, a layout of the same article, with what does not depend on the width, and with the lines of
    widths that were laid out before.
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
        top = masthead(article, self.columns)
        rows_of_top = len(top) + 1 if top else 0
        basis = Basis(only, open_folds, rows_of_top, has_labels=not self.columns.notes)
        shares = like and like._arranged.outline is self.outline and like._arranged.basis == basis
        self._arranged: Arrangement = like._arranged if like and shares else Arrangement(self.outline, basis)
        self._items: list[Item] = self._arranged.items
        self._composer = Composer(self.outline, self.voices, self.columns, self._items, top)
        self._counts: dict[int, list[int]] = like._counts if like and like.article is article else {}
        """For the widths of text that were laid out last, how many lines each block has; 0 where nobody counted."""
        self._tops: list[int] = list(accumulate(map(add, self._arranged.room, self._count()), initial=0))
        self._rows: dict[int, Row] = {}

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
        if item.block > place.block:
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
        item = self._item_with(place)
        return item.block if item and item.folded and place.block in item.folded else -1

    def shows(self, place: Place) -> bool:
        """Tell whether the words at a place stand on a row: neither folded nor left out."""
        item = self._item_with(place)
        return item is not None and not item.folded and item.block == place.block

    def _item_with(self, place: Place) -> Item | None:
        """Give the item of a place, None where there is none: the place may be of an article not laid out yet."""
        is_here = self._items and place.block < len(self.article.blocks)
        return self._items[self._index_of(place.block)] if is_here else None

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
        return self._arranged.item_of[block]

    def _count(self) -> list[int]:
        """Count the lines of all items: the one pass over the whole text, so it is kept tight."""
        counts = self._counts.pop(self.columns.text, None) or [0] * len(self.article.blocks)
        self._counts[self.columns.text] = counts
        if len(self._counts) > _COUNTED_WIDTHS:
            del self._counts[next(iter(self._counts))]
        measures = {frame.inset: self.columns.measure(frame) for frame in FRAMES.values()}
        for block, inset in self._arranged.shown:
            if not counts[block]:
                counts[block] = self._count_lines(block, measures[inset])
        return [1 if item.folded else counts[item.block] for item in self._items]

    def _count_lines(self, index: int, measure: int) -> int:
        text = self.article.blocks[index].text
        if not self.outline.narrow[index]:
            return len(line_starts(showable(text), measure))
        return 1 if len(text) <= measure else line_count(text, measure)
