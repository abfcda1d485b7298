"""The steps in which one decides what is mended: to choose, to type, decided. Pure values."""

from collections.abc import Callable

import msgspec

from rr_reader.model import Article


class Mending(msgspec.Struct, frozen=True):
    """What was decided. `change` works on the article as it is on the disk by then, if its words are the same."""

    change: Callable[[Article], Article]


class Choice(msgspec.Struct, frozen=True):
    """One line to choose; `aside` says what there is to say beside it.

    What cannot be chosen at a place (`then` is None) keeps its line, so that every other is where it always is.
    """

    words: str
    then: "Callable[[], Menu | Ask | Mending] | None"
    aside: str = ""


class Menu(msgspec.Struct, frozen=True):
    """A step at which one chooses; `at` is the line that the cursor stands on first."""

    title: str
    choices: tuple[Choice, ...]
    at: int = 0


class Ask(msgspec.Struct, frozen=True):
    """A step at which one types; `then` raises UsageError for what cannot be."""

    title: str
    then: Callable[[str], "Menu | Ask | Mending"]
    text: str = ""
    hint: str = ""


Step = Menu | Ask
Next = Menu | Ask | Mending
"""What a choice or a typed word leads to."""
