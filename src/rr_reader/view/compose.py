"""Making one row of one item: labels, gutters, words in their styles, and who is quoted."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec
from rich.cells import cell_len, split_graphemes

from rr_reader.model import Kind, Quote, notes_in
from rr_reader.view.arrangement import Item
from rr_reader.view.doubts import UNKNOWN, has_doubtful_speaker, is_doubtful, is_doubtful_quote, percent
from rr_reader.view.frames import FRAMES, GUTTER, Columns
from rr_reader.view.masthead import Masthead, title_rule
from rr_reader.view.outline import Outline, reach
from rr_reader.view.rows import Cell, Row
from rr_reader.view.styling import runs_of
from rr_reader.view.voices import JOINT, Voices, mark
from rr_reader.view.wrap import clip, line_starts, showable, shown_end, snap
from rr_reader.view.wrapped import WrappedText, words_of


class Composer:
    """Makes rows of an arranged article. Keeps the last blocks' line starts."""

    def __init__(
        self, outline: Outline, voices: Voices, columns: Columns, items: Sequence[Item], masthead: Masthead
    ) -> None:
        self._outline = outline
        self._blocks = outline.article.blocks
        self._voices = voices
        self._columns = columns
        self._items = items
        self._masthead = masthead
        self.text_of = lru_cache(maxsize=256)(self._text_of)

    def row(self, index: int, inside: int) -> Row:
        """Compose row `inside` (from 0, blanks above included) of an item."""
        item = self._items[index]
        if inside < item.above:
            return self._blank(index, inside)
        inside -= item.above
        if item.folded:
            return self._fold_row(item)
        if inside < item.head:
            return self._head(item)
        inside -= item.head
        if inside < len(self.text_of(item.block).starts):
            return self._line(item, inside)
        return self._foot(item)

    def cells_before(self, row: Row, offset: int) -> int:
        """Count the cells of a text row's words before an offset of its block."""
        words = row.shown
        return cell_len(words[: snap(words, offset - row.start)])

    @staticmethod
    def last_border(words: str) -> int:
        """Give where the last character of some words begins."""
        spans = split_graphemes(words)[0]
        return spans[-1][0] if spans else 0

    def _text_of(self, block: int) -> WrappedText:
        frame = FRAMES[self._outline.kind(block)]
        text = showable(self._blocks[block].text)
        starts = line_starts(text, self._columns.measure(frame))
        quotes = [
            (*reach(text, quote), self._voices.slot(quote.speaker), is_doubtful_quote(quote))
            for quote in self._outline.quotes.get(block, ())
        ]
        notes = notes_in(self._blocks[block].text) if self._outline.opener[block] >= 0 else ()
        return WrappedText(text, starts, runs_of(len(text), self._blocks[block].marks, quotes, notes))

    # -- the parts of an item

    def _blank(self, index: int, inside: int) -> Row:
        """Compose a row above an item. The last may tell the time and who is quoted; a turn's keeps the gutter."""
        item = self._items[index]
        if index == 0 and inside < len(self._masthead):
            return self._with_gutter(item.block, "", -1, self._masthead[inside])
        if item.folded or inside < item.above - 1:
            return Row(item.block)
        block = self._blocks[item.block]
        cells: list[Cell] = []
        if block.time and not item.head:
            cells.append(Cell(clip(block.time, self._columns.text), "time"))
        if not item.head and item.block in self._outline.doubtful_blocks:
            cells += self._doubt(item.block, cells)
        if item.block in self._outline.quotes and not self._columns.notes:
            cells += self._quoted(item.block, self._columns.text - sum(cell_len(cell.text) for cell in cells))
        opener = self._outline.opener[item.block]
        before = self._items[index - 1] if index else None
        goes_on = before and not before.folded and opener == self._outline.opener[before.block] and opener != item.block
        fitted = _fitted(cells, self._columns.text)
        if opener >= 0 and goes_on and self._has_gutter(item.block):
            return self._with_gutter(item.block, *self._gutter_of_turn(item.block, -1), fitted)
        return self._with_gutter(item.block, "", -1, fitted)

    def _head(self, item: Item) -> Row:
        block = self._blocks[item.block]
        if block.kind is Kind.QUESTION:
            return self._question_label(item.block)
        return self._turn_label(item.block)

    def _question_label(self, index: int) -> Row:
        block = self._blocks[index]
        room = self._columns.text + GUTTER
        cells = [Cell(f"Q{self._outline.question_number(index)}", "question-label")]
        if block.speaker:
            slot = self._voices.slot(block.speaker)
            extras = ("unsure",) if has_doubtful_speaker(block) else ()
            cells += [Cell(" · ", "quiet"), Cell(clip(block.speaker, room - 12), "label", slot, extras=extras)]
        cells += self._doubt(index, cells) if is_doubtful(block) else ()
        cells += self._time(block.time)
        used = sum(cell_len(cell.text) for cell in cells)
        if used + 2 <= room:
            cells.append(Cell(" " + "─" * (room - used - 1), "rule"))
        return Row(index, self._columns.left, cells=_fitted(cells, room))

    def _turn_label(self, index: int) -> Row:
        block = self._blocks[index]
        gutter, slot = self._gutter_of_turn(index, 0)
        extras = ("unsure",) if has_doubtful_speaker(block) else ()
        cells: list[Cell] = []
        for name in block.speaker.split(JOINT) if block.speaker else ():
            cells += [Cell(JOINT, "quiet")] if cells else []
            cells.append(Cell(clip(name, self._columns.text), "label", self._voices.slot(name), extras=extras))
        if is_doubtful(block):
            cells += self._doubt(index, cells)
        cells += self._time(block.time, is_first=not cells)
        return self._with_gutter(index, gutter, slot, _fitted(cells, self._columns.text))

    def _doubt(self, index: int, before: Sequence[Cell]) -> tuple[Cell, ...]:
        """Say what is doubtful of a block, and how sure it is, behind what stands in the row."""
        words = ", ".join(each.briefly for each in self._outline.doubts_of_block(index, own=True))
        room = self._columns.text - sum(cell_len(cell.text) for cell in before) - 4
        words += " sure" if cell_len(words) + 5 <= room else ""
        gap = (Cell("  ", "blank"),) if before else ()
        return *gap, Cell("? ", "doubtful"), Cell(words, "quiet")

    def _quoted(self, index: int, room: int) -> tuple[Cell, ...]:
        """Name the people whom a paragraph of prose quotes, at the right end of the row above it."""
        cells: list[Cell] = []
        named: set[str] = set()
        for quote in self._outline.quotes[index]:
            if quote.speaker not in named:
                named.add(quote.speaker)
                cells += [Cell("  ", "blank")] if cells else []
                cells += self._voice(quote, room)
        fitted = _fitted(cells, room - 1)
        return (Cell(" " * (room - sum(cell_len(cell.text) for cell in fitted)), "blank"), *fitted)

    def _voice(self, quote: Quote, room: int) -> Iterator[Cell]:
        slot = self._voices.slot(quote.speaker)
        name = quote.speaker or UNKNOWN
        tail = " ?" if is_doubtful_quote(quote) else ""
        sure = f" {percent(quote.confidence)}"
        tail += sure if tail and quote.speaker and cell_len(name) + len(tail) + len(sure) + 2 <= room else ""
        name = clip(name, room - 2 - len(tail))
        yield Cell(f"{mark(slot)} {name}", "voice", slot)
        if tail:
            yield Cell(tail[:2], "doubtful")
            yield Cell(tail[2:], "quiet")

    def _line(self, item: Item, line: int) -> Row:
        index = item.block
        kind = self._outline.kind(index)
        frame = FRAMES[kind]
        wrapped = self.text_of(index)
        start, end = wrapped.line(line)
        after = shown_end(wrapped.text, start, end)
        cells: list[Cell] = []
        inset = self._columns.inset(frame)
        if inset:
            tag = clip(frame.tag, inset - 1) if line == 0 and frame.tag else ""
            cells.append(Cell(tag + " " * (inset - cell_len(tag)), "tag"))
        slot = self._voices.slot(self._outline.speaker(index)) if self._has_gutter(index) else -1
        cells += words_of(wrapped, start, after, frame.style, slot)
        gutter = ""
        if self._has_gutter(index):
            gutter, slot = self._gutter_of_turn(index, item.head + line)
        elif index in self._outline.quotes:
            gutter, slot, note = self._quotes_beside(index, line)
            cells += self._note(cells, note)
        if not gutter.startswith("?") and not item.head and line == 0 and is_doubtful(self._blocks[index]):
            gutter = f"?{gutter or ' ' * GUTTER}"
        row = self._with_gutter(index, gutter, slot, tuple(cells))
        return msgspec.structs.replace(row, start=start, end=end)

    def _note(self, cells: Sequence[Cell], quote: Quote | None) -> Iterator[Cell]:
        if quote and self._columns.notes:
            used = sum(cell_len(cell.text) for cell in cells)
            yield Cell(" " * (self._columns.text - used + 2), "blank")
            yield from self._voice(quote, self._columns.notes - 2)

    def _quotes_beside(self, block: int, line: int) -> tuple[str, int, Quote | None]:
        """Find the gutter of a row of prose, and the quote whose speaker is to be named beside it."""
        wrapped = self.text_of(block)
        start, end = wrapped.line(line)
        gutter, slot = "", -1
        note: Quote | None = None
        last = ""
        for quote in self._outline.quotes[block]:
            first, after = reach(self._blocks[block].text, quote)
            if first >= end:
                break
            if after > start and not gutter and quote.type == "direct":
                slot = self._voices.slot(quote.speaker)
                gutter = mark(slot) + " "
                if is_doubtful_quote(quote):
                    row = line - bisect_right(wrapped.starts, first) + 1
                    gutter = f"{'·' if row else '?'}{gutter}"
            if first >= start and quote.speaker != last and note is None:
                note = quote
            last = quote.speaker
        return gutter, slot, note

    def _foot(self, item: Item) -> Row:
        return self._with_gutter(item.block, "", -1, title_rule(self._columns.text))

    def _fold_row(self, item: Item) -> Row:
        arrow = "▾ " if item.is_open else "▸ "
        text = clip(self._fold_text(item), self._columns.text - 2)
        gutter = " " * GUTTER
        if not item.is_open and not self._outline.doubtful_blocks.isdisjoint(item.folded):
            gutter = f"?{gutter}"
        row = self._with_gutter(item.folded[0], gutter, -1, (Cell(arrow + text, "fold"),))
        return msgspec.structs.replace(row, fold=item.folded[0])

    def _fold_text(self, item: Item) -> str:
        count = len(item.folded)
        if item.reason == "question":
            first = item.folded[0]
            words = "" if item.is_open else self._blocks[first].text[: 4 * self._columns.text]
            return f"Q{self._outline.question_number(first)}  {words}".rstrip()
        if item.reason == "narration":
            return f"⋯ {count} paragraph{'s' if count > 1 else ''}"
        return f"{count} line{'s' if count > 1 else ''} of boilerplate"

    # -- gutters and labels

    def _has_gutter(self, block: int) -> bool:
        return self._outline.opener[block] >= 0 and self._outline.kind(block) is not Kind.QUESTION

    def _gutter_of_turn(self, block: int, row: int) -> tuple[str, int]:
        """Give the gutter of a block's row, from 0, -1 for the blank above: a doubtful voice's is dotted."""
        slot = self._voices.slot(self._outline.speaker(block))
        gutter = mark(slot) + " "
        if row == 0 and is_doubtful(self._blocks[block]):
            return f"?{gutter}", slot
        return (f"·{gutter}" if has_doubtful_speaker(self._blocks[block]) else gutter), slot

    def _with_gutter(self, block: int, gutter: str, slot: int, cells: tuple[Cell, ...]) -> Row:
        """Place the gutter so that its mark stands in the gutter's column, a doubt's `?` in the margin before it."""
        if not gutter:
            return Row(block, self._columns.left + GUTTER, "", cells)
        return Row(block, self._columns.left + GUTTER - len(gutter), gutter, cells, slot)

    def _time(self, time: str, *, is_first: bool = False) -> list[Cell]:
        return [Cell(("" if is_first else "  ") + clip(time, 14), "time")] if time else []


def _fitted(cells: Sequence[Cell], room: int) -> tuple[Cell, ...]:
    """Cut decoration to the room there is."""
    fitted: list[Cell] = []
    for cell in cells:
        text = clip(cell.text, room)
        if room <= 0 or not text:
            break
        fitted.append(msgspec.structs.replace(cell, text=text))
        room -= cell_len(text)
    return tuple(fitted)
