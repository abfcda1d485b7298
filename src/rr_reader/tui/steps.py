"""The steps in which one decides something, what is mended say: to choose, to type, decided. Pure values."""

from collections.abc import Callable
from functools import partial

import msgspec

from rr_reader.model import Article
from rr_reader.text.matching import Matcher


class Decided(msgspec.Struct, frozen=True):
    """What the steps end with."""


class Mending(Decided, frozen=True):
    """What is to be mended. `change` works on the article as it is on the disk by then, if its words are the same."""

    change: Callable[[Article], Article]


class Choice(msgspec.Struct, frozen=True):
    """One line to choose; `aside` says what there is to say beside it.

    What cannot be chosen at a place (`then` is None) keeps its line, so that every other is where it always is.
    """

    words: str
    then: "Callable[[], Menu | Ask | Decided] | None"
    aside: str = ""
    is_typed: bool = False
    """Whether it leads to a line to type into, where one can type here and now too."""


class Menu(msgspec.Struct, frozen=True):
    """A step at which one chooses; `at` is the line that the cursor stands on first."""

    title: str
    choices: tuple[Choice, ...]
    at: int = 0
    typed: "Callable[[str], Menu | Ask | Decided] | None" = None
    """What a word leads to that is typed here: letters narrow the choices then. None: letters mean nothing."""

    def narrowed(self, word: str) -> tuple[Choice, ...]:
        """Leave the choices that hold what is typed, accents and case folded, and after them offer the word itself."""
        if not word or self.typed is None:
            return self.choices
        matcher = Matcher([word], anywhere=True)
        alike = [each for each in self.choices if not each.is_typed and any(matcher.spans(each.words))]
        if any(each.words == word for each in alike):
            return tuple(alike)
        return (*alike, Choice(f"“{word}”", partial(self.typed, word), "as it is typed"))


class Ask(msgspec.Struct, frozen=True):
    """A step at which one types; `then` raises UsageError for what cannot be."""

    title: str
    then: Callable[[str], "Menu | Ask | Decided"]
    text: str = ""
    hint: str = ""


Step = Menu | Ask
Next = Menu | Ask | Decided
"""What a choice or a typed word leads to."""
