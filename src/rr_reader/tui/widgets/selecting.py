"""The reader that can select: by sentence, turn, word, character, and with the mouse."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.events import MouseDown, MouseMove, MouseUp

from rr_reader.model import Article, Place, Span
from rr_reader.quotes.selection import Selection, carried, extend, snapped, unit_at, widened
from rr_reader.quotes.units import Unit
from rr_reader.tui.messages import Moved, Said
from rr_reader.tui.widgets.jumping import JumpingReader
from rr_reader.tui.widgets.pointing import Pointer
from rr_reader.tui.widgets.text_pane import CONTEXT
from rr_reader.view.marks import Standing
from rr_reader.view.outline import Outline
from rr_reader.view.voices import Voices

if TYPE_CHECKING:
    from rr_reader.tui.passage import Passage


class SelectingReader(JumpingReader):
    """Words that are selected are drawn so, whatever moves."""

    def __init__(self) -> None:
        super().__init__()
        self._chosen: Selection | None = None
        self._pointer = Pointer(self)
        self._is_copied = False
        """The selection was copied: it is still drawn, but what moves or selects begins anew."""

    # the selection

    def show(self, article: Article, known: Voices, place: Place) -> None:
        """Show an article; nothing of it is selected."""
        self._chosen = None
        self._pointer.released()
        super().show(article, known, place)

    def replace(self, article: Article, known: Voices) -> None:
        """Show another reading of it; the selection stays where its blocks are still the same words."""
        chosen = self._chosen and carried(self._chosen, self.article, article)
        if self._chosen and not chosen:
            self.end_selection()
        super().replace(article, known)
        if chosen:
            self._chosen, self.selection = chosen, chosen.span

    @property
    def chosen(self) -> Selection | None:
        """What is selected, and which end of it moves."""
        return self._chosen

    def select(self, chosen: Selection, *, follow: bool = True) -> None:
        """Draw this as selected, and go along with the end that moves."""
        self._chosen, self._is_copied = chosen, False
        self.selection = chosen.span
        if not follow:
            self.post_message(Moved())
            return
        self.show_place(_inner(chosen))

    def end_selection(self) -> bool:
        """Select nothing. True if something was selected."""
        had = self._chosen is not None
        self._chosen = None
        self.selection = None
        self.post_message(Moved())
        return had

    def action_select_sentence(self) -> None:
        """Select the sentence one reads; with a selection, one sentence more."""
        self._grow(Unit.SENTENCE)

    def action_select_turn(self) -> None:
        """Select the turn one reads; with a selection, one turn more."""
        self._grow(Unit.TURN)

    def action_select_exchange(self) -> None:
        """Select the question one reads with its answers, all of what is selected; again: one more."""
        if self._chosen and not self._is_copied:
            whole = widened(self.article, self._chosen.span, Unit.EXCHANGE)
            if whole != self._chosen.span:
                forward = self._chosen.head >= self._chosen.anchor
                self.select(Selection.of(whole) if forward else Selection.of(whole).turned())
                return
        self._grow(Unit.EXCHANGE)

    def go_to(self, place: Place, *, context: int = CONTEXT) -> None:
        """Go somewhere; what was copied is no longer selected then."""
        if self._is_copied:
            self.end_selection()
        super().go_to(place, context=context)

    def _grow(self, unit: Unit) -> None:
        if self._chosen and not self._is_copied:
            forward = self._chosen.head >= self._chosen.anchor
            self.select(extend(self.article, self._chosen, unit, forward=forward))
            return
        span = unit_at(self.article, self.place, unit)
        if span:
            self.select(Selection.of(span))
        else:
            self.post_message(Said("Nothing to select here"))

    def action_other_end(self) -> None:
        """Go on at the selection's other end."""
        if self._chosen:
            self.select(self._chosen.turned())

    def action_select_right(self) -> None:
        """One character on."""
        self._move_head(Unit.CHARACTER, forward=True)

    def action_select_left(self) -> None:
        """One character back."""
        self._move_head(Unit.CHARACTER, forward=False)

    def action_select_word(self) -> None:
        """One word on."""
        self._move_head(Unit.WORD, forward=True)

    def action_select_word_back(self) -> None:
        """One word back."""
        self._move_head(Unit.WORD, forward=False)

    def action_select_sentence_on(self) -> None:
        """One sentence on."""
        self._move_head(Unit.SENTENCE, forward=True)

    def action_select_sentence_back(self) -> None:
        """One sentence back."""
        self._move_head(Unit.SENTENCE, forward=False)

    def _move_head(self, unit: Unit, *, forward: bool) -> None:
        if self._chosen:
            self.select(extend(self.article, self._chosen, unit, forward=forward))
        else:
            self.post_message(Said("Select first: v a sentence, V a turn"))

    # moving while selecting

    def _jump(self, step: Callable[[Outline, Place], Place | None], otherwise: str) -> Place | None:
        """While selecting, take or give back whole turns until one is there."""
        chosen = self._chosen
        if chosen is None or self._is_copied:
            return super()._jump(step, otherwise)
        start = _inner(chosen)
        to = step(self.outline, start)
        if to is None:
            return super()._jump(lambda *_: None, otherwise)
        forward = to > start
        while (chosen.head < to) if forward else (chosen.head > to):
            further = extend(self.article, chosen, Unit.TURN, forward=forward)
            if further == chosen:
                break
            chosen = further
        self.select(chosen)
        return to

    def scroll_rows(self, rows: int) -> None:
        """While selecting, let the end that moves go on by so many rows."""
        chosen, laid = self._chosen, self.layout_rows
        if chosen is None or self._is_copied or laid is None:
            super().scroll_rows(rows)
            return
        row = max(0, min(laid.row_of(_inner(chosen)) + rows, laid.height - 1))
        forward = row >= laid.row_of(chosen.anchor)
        drawn = snapped(self.article, chosen.anchor, laid.place_at(row, self.size.width if forward else 0))
        self.select(Selection.of(drawn) if drawn.end != chosen.anchor else Selection.of(drawn).turned())

    def _to_hit(self, hit: Span | None, *, said: bool = False) -> None:
        """Go to a hit; while selecting, all up to it and with it. A search one types moves no selection."""
        super()._to_hit(hit, said=said)
        if hit and said and self._is_copied:
            self.end_selection()
        elif hit and said and self._chosen:
            anchor = self._chosen.anchor
            forward = hit.end > anchor
            drawn = snapped(self.article, anchor, hit.end if forward else hit.start)
            self.select(Selection.of(drawn) if forward else Selection.of(drawn).turned())

    def action_go_top(self) -> None:
        """To the beginning; while selecting, all from there on."""
        if self._chosen and not self._is_copied:
            self.select(Selection(self._chosen.span.end, Place()))
        else:
            super().action_go_top()

    def action_go_end(self) -> None:
        """To the end; while selecting, all up to there."""
        if self._chosen and not self._is_copied:
            last = len(self.article.blocks) - 1
            self.select(Selection(self._chosen.span.start, Place(last, len(self.article.blocks[last].text))))
        else:
            super().action_go_end()

    def _to_mark(self, mark: Standing | None, otherwise: str) -> None:
        """Go to a highlight, which is what a key is for then: nothing is selected any more."""
        if mark and self._chosen:
            self.end_selection()
        super()._to_mark(mark, otherwise)

    def go_to_next_doubt(self) -> bool:
        """Go on to a doubt, which is what would be mended then: nothing is selected any more."""
        if self._chosen:
            self.end_selection()
        return super().go_to_next_doubt()

    # mending

    def passage(self) -> "Passage | None":
        """Give what a mending would be about: what is selected, else where one reads; None in an empty article."""
        if not self.article.blocks:
            return None
        hidden = self._hidden(self.selection) if self.selection else frozenset()
        from rr_reader.tui.passage import passage_of  # late: not for the first screen

        return passage_of(self.article, self.place, self.selection, hidden.__contains__)

    def lift(self, rows: int) -> bool:
        """Scroll until what would be mended begins in the first rows of the screen; tell whether it can."""
        place, laid = self.selection.start if self.selection else self.place, self.layout_rows
        if laid is None:
            return True
        at, free = laid.row_of(place), rows - self.region.y - 1
        if at - round(self.scroll_y) < free:
            return True
        above = min(CONTEXT, max(0, free - 1))
        self._scroll_to_place(place, above)
        return at - min(max(0, at - above), self.max_scroll_y) < free

    def _hidden(self, span: Span) -> frozenset[int]:
        """Name the blocks of a selection that are not shown: folded, or another's while one voice is left."""
        laid, blocks = self.layout_rows, range(span.start.block, span.end.block + 1)
        return frozenset(block for block in blocks if laid and not laid.shows(Place(block, 0)))

    # the mouse

    def on_mouse_down(self, event: MouseDown) -> None:
        """Begin to select, or extend what is selected; a fold opens."""
        self._pointer.pressed(event)

    def on_mouse_move(self, event: MouseMove) -> None:
        """Let the selection go along with a drag."""
        self._pointer.moved(event)

    def on_mouse_up(self, event: MouseUp) -> None:
        """End a drag."""
        self._pointer.released()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """While one drags, the selection reaches on to what came under the mouse."""
        super().watch_scroll_y(old_value, new_value)
        self._pointer.scrolled()


def _inner(chosen: Selection) -> Place:
    """Give the outermost place of a selection that is in it, at the end that moves."""
    head = chosen.head
    return Place(head.block, max(0, head.offset - 1)) if head > chosen.anchor else head
