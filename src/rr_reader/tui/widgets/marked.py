"""The reader that shows what is highlighted, and knows what would be."""

from collections.abc import Collection

from rr_reader.model import Article, Place, Span
from rr_reader.quotes.selection import quote_at, unit_at
from rr_reader.quotes.units import Unit
from rr_reader.tui.messages import Moved
from rr_reader.tui.widgets.reader import ReaderView
from rr_reader.view.marks import Marks, Standing
from rr_reader.view.rows import Row
from rr_reader.view.voices import Voices

_FEW_COLOURS = ("standard", "windows")
"""What Rich calls terminals of so few colours that a tone of the background may not be seen."""


class MarkedReader(ReaderView, inherit_bindings=False):
    """Reading with what was marked drawn under hits and selection; the screen says what that is."""

    def __init__(self) -> None:
        super().__init__()
        self.marks = Marks()

    def show(self, article: Article, known: Voices, place: Place) -> None:
        """Show an article; what is highlighted in it comes when it is found."""
        self.marks = Marks()
        super().show(article, known, place)

    def replace(self, article: Article, known: Voices) -> None:
        """Show a fuller reading; what stood in words that are others now is drawn again when it is found."""
        old = self.article
        super().replace(article, known)
        if [block.text for block in old.blocks] != [block.text for block in article.blocks]:
            self.marks = Marks()

    def set_marks(self, marks: Marks) -> None:
        """Draw these as highlighted."""
        self.marks = marks
        self.refresh()
        self.post_message(Moved())

    def laid_over(self, row: Row) -> Row:
        """Lay the colours of the highlights under everything else; an underline too, where colours may not be seen."""
        needs_line = self.app.console.color_system in _FEW_COLOURS or self.app.has_class("-uncoloured")
        return super().laid_over(self.marks.draw(row, *(("underlined",) if needs_line else ())))

    def sign_beside(self, row: Row) -> tuple[str, str]:
        """Say beside a row that marked words begin in it, and whether there is a note."""
        return self.marks.sign(row)

    def to_mark(self) -> Span:
        """Give the words that would be highlighted: what is selected, else the quotation or sentence one reads.

        Of a quotation in which something is highlighted already it is the sentence.
        """
        if self.selection:
            return self.selection
        quotation = quote_at(self.article, self.place)
        return quotation if quotation and not self.marks.among(quotation) else self._sentence

    @property
    def _sentence(self) -> Span:
        return unit_at(self.article, self.place, Unit.SENTENCE)

    def mark_here(self, also: Collection[Standing] = ()) -> Standing | None:
        """Give the highlight one stands on: of just the words selected, else of words one reads, or near them.

        `also` are there besides those that are drawn.
        """
        marks = Marks((*self.marks, *also)) if also else self.marks
        if self.selection:
            return next((each for each in marks.among(self.selection) if each.span == self.selection), None)
        return marks.at(self.place) or next(iter(marks.among(self._sentence)), None)
