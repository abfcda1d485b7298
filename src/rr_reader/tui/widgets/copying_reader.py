"""The reader that copies what is selected in it."""

from collections.abc import Callable
from functools import partial

from rr_reader.quotes.cutting import excerpt
from rr_reader.quotes.excerpt import Excerpt
from rr_reader.quotes.selection import Selection, quote_at, turn_span
from rr_reader.quotes.wording import plain
from rr_reader.tui.copying import Copying, counted
from rr_reader.tui.messages import Said
from rr_reader.tui.widgets.selecting import SelectingReader


class Reader(SelectingReader):
    """What is copied is always what is drawn as selected."""

    def chosen_words(self) -> Excerpt | None:
        """Cut out what is selected; with no selection, select the turn or paragraph one reads first."""
        if not self.selection:
            span = quote_at(self.article, self.place) or turn_span(self.article, self.place)
            if not span:
                return None
            self.select(Selection.of(span), follow=False)
        if not self.selection:
            return None
        return excerpt(self.article, self.selection, hidden=self._hidden(self.selection))

    def action_copy_cited(self) -> None:
        """Copy with the citation, or in the style that the settings name."""
        self._copy(lambda chosen: self._copying.cited([chosen]))

    def action_copy_plain(self) -> None:
        """Copy the words alone."""
        self._copy(lambda chosen: plain(self._copying.bare([chosen])[0]))

    def action_copy_style(self) -> None:
        """Ask in which style to copy: the screen does."""
        if chosen := self._quotable():
            self.screen.action_copy_style(chosen)  # type: ignore[attr-defined]

    def copy_as(self, chosen: Excerpt, style: str, *, drops: bool) -> None:
        """Copy words in a style, with or without asides."""
        write = partial(self._copying.written, [chosen], style, drops=drops)
        self._hand_over(write, *self._copying.bare([chosen], drops=drops))

    @property
    def _copying(self) -> Copying:
        return self.app.copying  # type: ignore[attr-defined, no-any-return]

    def _quotable(self) -> Excerpt | None:
        """Give what is to be copied; say so where there is nothing."""
        chosen = self.chosen_words()
        if not chosen:
            self.post_message(Said("Nothing to copy here", severity="warning"))
        return chosen or None

    def _copy(self, write: Callable[[Excerpt], str]) -> None:
        if chosen := self._quotable():
            self._hand_over(partial(write, chosen), *self._copying.bare([chosen]))

    def _hand_over(self, write: Callable[[], str], chosen: Excerpt) -> None:
        self._is_copied = True
        # At once: as a message it would come after a key that quits, struck in the same breath.
        self.app.copy_written(write, _what(chosen))  # type: ignore[attr-defined]


def _what(chosen: Excerpt) -> str:
    names = list(dict.fromkeys(part.speaker for part in chosen.parts if part.speaker))
    return counted([chosen]) + (f", {' and '.join(names)}" if names else "")
