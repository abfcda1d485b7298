"""What panes tell the screen. Messages go up; the screen sets values down."""

from textual.message import Message


class ArticleChosen(Message):
    """The list's cursor stands on another article; `focus` where it was opened with Enter."""

    def __init__(self, article_id: str, *, focus: bool = False) -> None:
        super().__init__()
        self.article_id = article_id
        self.focus = focus


class FacetToggled(Message):
    """A value of a facet was switched on or off."""

    def __init__(self, facet: str, value: str) -> None:
        super().__init__()
        self.facet = facet
        self.value = value


class Moved(Message):
    """The reader looks at another place, or shows something else: the place line is out of date."""


class HitWanted(Message):
    """There is no hit further on in this article, but perhaps elsewhere; `step` is 1 for the next, -1 for the last."""

    def __init__(self, step: int) -> None:
        super().__init__()
        self.step = step


class Said(Message):
    """A word to the reader: a notice of one line."""

    def __init__(self, words: str, *, severity: str = "information") -> None:
        super().__init__()
        self.words = words
        self.severity = severity
