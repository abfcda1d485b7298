"""A list of choices, each with its number, which is also its key, and what there is to say beside it."""

from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from rr_reader.text.safe import printable
from rr_reader.tui.look import style
from rr_reader.tui.steps import Choice
from rr_reader.tui.widgets.line import Line, clip
from rr_reader.tui.widgets.rows import Rows

NUMBERED = 9
"""Choices that have a key."""

LEAST_ASIDE = 10
"""Cells below which no part of what is too long to be whole is said beside a choice."""

ROOMY = 46
"""Cells of a line below which no part of it is said at all."""


class ChoiceList(Rows):
    """One line a choice; the cursor passes over what cannot be chosen here."""

    DEFAULT_CSS: ClassVar[str] = "ChoiceList { height: auto; scrollbar-size-vertical: 1; }"

    AROUND: ClassVar[int] = 5
    """Cells of a line that are not the words: the cursor's, the number's, one at the end."""

    class Taken(Message):
        """The choice that the cursor stands on was clicked, or Enter was pressed on it."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own word
        super().__init__()
        self.id = id
        self.choices: tuple[Choice, ...] = ()
        self._is_numbered = True

    def show(self, choices: tuple[Choice, ...], at: int, *, is_numbered: bool = True) -> None:
        """Show other choices; the cursor stands on the one at an index, or the next that can be chosen."""
        self.choices, self._is_numbered = choices, is_numbered
        self.set_reactive(Rows.cursor, at)
        self.rebuilt()

    def count(self) -> int:
        """Say how many choices there are."""
        return len(self.choices)

    def selectable(self, index: int) -> bool:
        """Tell whether this can be chosen here."""
        return 0 <= index < len(self.choices) and self.choices[index].then is not None

    def chosen(self) -> None:
        """Tell that a choice was taken."""
        self.post_message(self.Taken())

    def draw(self, index: int, line: int, width: int) -> Strip:
        """Draw a choice."""
        choice, tones = self.choices[index], self.tones
        here, can = index == self.cursor, choice.then is not None
        paper = tones.cursor if here else tones.overlay
        quiet = style(tones.quiet, paper)
        out = Line(width, style(tones.ink, paper)).write("▎" if here else " ", style(tones.accent, paper, bold=True))
        number = f"{index + 1}" if index < NUMBERED and self._is_numbered else ""
        out.write(f"{number:>2} ", style(tones.accent, paper, bold=True) if can else quiet)
        words, aside = clip(printable(choice.words), out.room - 1), printable(choice.aside)
        out.write(words, self._ink(here, can, paper))
        gap = max(self._column() - cell_len(words), 0) + 2
        if out.room <= gap + cell_len(aside):
            gap = out.room - cell_len(aside) - 1  # at the right edge, where it is whole there
        if aside and gap >= 2:
            out.write(" " * gap, quiet).write(aside, quiet)
        elif aside and out.room >= LEAST_ASIDE + 2 and self.size.width >= ROOMY:
            out.write("  ", quiet).write(clip(aside, out.room - 1), quiet)
        return out.strip()

    def _column(self) -> int:
        """Give the width of what is chosen: as wide as the widest, but half of the line at most."""
        widest = max(cell_len(printable(choice.words)) for choice in self.choices)
        return max(8, min(widest, self.size.width // 2))

    def _ink(self, here: bool, can: bool, paper: str) -> Style:
        tones = self.tones
        return style(tones.strong if here else tones.ink if can else tones.quiet, paper, bold=here)
