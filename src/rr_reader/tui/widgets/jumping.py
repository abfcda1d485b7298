"""The reader that goes to questions, turns, voices, doubts, hits and highlights, and opens what is folded."""

from collections.abc import Callable, Collection

from rr_reader.model import Place, Span
from rr_reader.tui.finding import Hits
from rr_reader.tui.messages import HitWanted, Moved, Said
from rr_reader.tui.widgets.marked import MarkedReader
from rr_reader.tui.widgets.text_pane import CONTEXT
from rr_reader.view import navigation
from rr_reader.view.marks import Standing
from rr_reader.view.outline import Outline


class JumpingReader(MarkedReader, inherit_bindings=False):
    """Reading with the article's own structure."""

    _doubt: Place | None = None
    """The doubt that one was led to last, until one moves."""

    def go_to(self, place: Place, *, context: int = CONTEXT) -> None:
        """Go somewhere; the doubt that stands there is the next one then."""
        self._doubt = None
        super().go_to(place, context=context)

    def action_next_question(self) -> None:
        """To the next question."""
        self._jump(navigation.next_question, "No question after this one")

    def action_previous_question(self) -> None:
        """To the question before."""
        self._jump(navigation.previous_question, "No question before this one")

    def action_next_turn(self) -> None:
        """To the next turn; in prose, to the next quotation."""
        self._jump(navigation.next_turn, "No turn after this one")

    def action_previous_turn(self) -> None:
        """To the turn before."""
        self._jump(navigation.previous_turn, "No turn before this one")

    def action_next_same_speaker(self) -> None:
        """To this speaker's next turn."""
        self._jump(navigation.next_same_speaker, "Nothing more from this speaker")

    def action_previous_same_speaker(self) -> None:
        """To this speaker's turn before."""
        self._jump(navigation.previous_same_speaker, "Nothing before this from this speaker")

    def go_to_next_doubt(self) -> bool:
        """To the next place we are not sure of, unfolded if it must be; first to the one where one is, if one is at it.

        False if there is none.
        """
        is_here = self.place in self.outline.doubts and self.place != self._doubt
        place = self.place if is_here else self._jump(navigation.next_doubtful, "")
        if place:
            self._show_doubt(place)
        return place is not None

    def _show_doubt(self, place: Place) -> None:
        self.touched = True
        self._unfold_at(place)
        self.show_place(place)
        self._doubt = place

    def go_to_first_doubt(self) -> None:
        """To the first place we are not sure of, if there is one."""
        if self.outline.doubts:
            self._show_doubt(self.outline.doubts[0])

    def _jump(self, step: Callable[[Outline, Place], Place | None], otherwise: str) -> Place | None:
        """Go on to the next such place that is shown: one voice alone hides the others'. Give where that is."""
        place = step(self.outline, self.place)
        while place is not None and self.only and self.layout_rows and not self.layout_rows.shows(place):
            place = step(self.outline, place)
        if place is None:
            if otherwise:
                self.post_message(Said(otherwise))
            return None
        self.touched = True
        self.go_to(place)
        return place

    def reveal(self, changed: Collection[int]) -> None:
        """Show that blocks have changed, one with its label: where one reads if that is one, else the nearest."""
        if not changed or self.layout_rows is None:
            return
        here = [block for block in (self.outline.opener[self.place.block], self.place.block) if block in changed]
        to = Place((here or [min(changed, key=lambda block: abs(block - self.place.block))])[0])
        if not here:
            self._unfold_at(to)
            self.show_place(to)
        above = max(0, self.layout_rows.row_of(to) - CONTEXT)
        if above < round(self.scroll_y) and self.layout_rows.row_of(self.place) - above < self.size.height:
            self.scroll_to(y=above, animate=False)

    # folds and voices

    def action_open(self) -> None:
        """Open or close the fold nearest to the place, among those in sight."""
        laid = self.layout_rows
        if laid is None:
            return
        here, top = laid.row_of(self.place), round(self.scroll_y)
        seen = [y for y in range(top, min(top + self.size.height, laid.height)) if laid.row(y).fold >= 0]
        if seen:
            self.toggle_fold(laid.row(min(seen, key=lambda y: abs(y - here))).fold)
        else:
            self.post_message(Said("Nothing folded in sight"))

    def toggle_fold(self, fold: int) -> None:
        """Open a fold, or close it."""
        self._folds = self._folds ^ {fold}
        self._lay_out()

    def action_only_voice(self) -> None:
        """Leave one speaker's words: first the one one reads, then the next, then all again."""
        names = [person.name for person in self.article.speakers]
        if not names:
            self.post_message(Said("Nobody speaks in this article"))
            return
        if not self.only:
            here = navigation.where(self.outline, self.place).speaker
            self.set_only(here if here in names else names[0])
            self._first_voice = self.only
        else:
            following = names[(names.index(self.only) + 1) % len(names)]
            self.set_only("" if following == self._first_voice else following)

    def set_only(self, speaker: str) -> None:
        """Leave only this speaker's words; "" for all."""
        place = self.place
        self.only = speaker
        self._lay_out()
        self._scroll_to_place(place, CONTEXT, top=place == Place())
        self.post_message(Moved())

    # hits

    def set_hits(self, hits: Hits, *, start: Place | None = None) -> None:
        """Mark what was found, and go to the first from `start` on."""
        self.hits, self.hit = hits, None
        if start is not None:
            self._to_hit(hits.at_or_after(start))
        self.refresh()
        self.post_message(Moved())

    def action_find_next(self) -> None:
        """To the next hit."""
        hit = self.hits.after(self.hit) if self.hit else self.hits.at_or_after(self.place)
        end = self.hit.end if self.hit else self.place
        self._step_to(hit, 1, is_round=hit is None or hit == self.hit or hit.start < end)

    def action_find_previous(self) -> None:
        """To the hit before."""
        here = self.hit or Span(self.place, self.place)
        hit = self.hits.before(here)
        self._step_to(hit, -1, is_round=hit is None or hit >= here)

    def _step_to(self, hit: Span | None, step: int, *, is_round: bool) -> None:
        if not self.hits.pattern or (self.hits.goes_on and is_round):
            self.post_message(HitWanted(step))
        else:
            self._to_hit(hit, said=True)

    def _to_hit(self, hit: Span | None, *, said: bool = False) -> None:
        self.hit = hit
        if hit:
            self._unfold_at(hit.start)
            self.show_place(hit.start)
        elif said:
            self.post_message(Said("No hit"))

    # highlights

    def action_next_highlight(self) -> None:
        """To the next highlight."""
        self._to_mark(self.marks.after(self.place), "No highlight after this place")

    def action_previous_highlight(self) -> None:
        """To the highlight before."""
        self._to_mark(self.marks.before(self.place), "No highlight before this place")

    def _to_mark(self, mark: Standing | None, otherwise: str) -> None:
        if mark is None:
            self.post_message(Said(otherwise if len(self.marks) else "Nothing is highlighted in this article"))
            return
        self.touched = True
        self._unfold_at(mark.span.start)
        self.show_place(mark.span.start)

    def _unfold_at(self, place: Place) -> None:
        """Open what hides a place: a fold, or the words of others while one voice is left."""
        laid = self.layout_rows
        if laid is None or laid.shows(place):
            return
        fold = laid.fold_of(place)
        if fold >= 0:
            self.toggle_fold(fold)
        elif self.only:
            self.set_only("")
