"""What can be done with words that are highlighted: the steps of the overlay. Pure."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from rr_reader.errors import UsageError
from rr_reader.model.highlight import COLOURS, Highlight
from rr_reader.tui.steps import Ask, Choice, Decided, Menu


class Remark(Decided, frozen=True):
    """How a highlight shall be; `what` says what of it was changed."""

    change: Callable[[Highlight], Highlight]
    what: str


class Coloured(Decided, frozen=True):
    """The colour that was chosen, for this one and those to come."""

    colour: str


class NoteWanted(Decided, frozen=True):
    """The note is to be written, which takes more than a line."""


class Rescue(Decided, frozen=True):
    """What to do with what could not be saved: `again`, `copy`, `file`, `leave`."""

    way: str
    path: str = ""


def remark_step(highlight: Highlight) -> Menu:
    """Give what can be done with a highlight."""
    others = (
        Choice("Note …", NoteWanted, _beginning(highlight.note)),
        Choice("Tags …", lambda: _ask_tags(highlight), ", ".join(highlight.tags)),
        Choice("Remove", lambda: Remark(partial(replace, is_gone=True), "removing"), "the highlight, with its note"),
    )
    return Menu("HIGHLIGHT", (*_colours(highlight.colour), *others), _at(highlight.colour))


def colour_step(now: str) -> Menu:
    """Ask for a colour; the cursor stands on the one in force."""
    return Menu("HIGHLIGHT IN", tuple(_colours(now)), _at(now))


def unsaved_step(count: int, folder: Path, *, is_leaving: bool) -> Menu:
    """Ask what becomes of so many highlights that could not be saved."""
    path = str(folder / "rr-reader-unsaved.jsonl")
    choices = [
        Choice("Try again to save", partial(Rescue, "again"), "where they belong"),
        Choice("Save to another file …", lambda: _ask_path(path), "highlights --merge takes it in"),
        Choice("Copy as text", partial(Rescue, "copy"), "words, notes and tags"),
    ]
    if is_leaving:
        choices.append(Choice("Quit without them", partial(Rescue, "leave"), "they are lost then"))
    return Menu(f"NOT SAVED: {count} {'highlight' if count == 1 else 'highlights'}", tuple(choices))


def _colours(now: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(colour.capitalize(), partial(Coloured, colour), "as now" if colour == now else "") for colour in COLOURS
    )


def _at(colour: str) -> int:
    return COLOURS.index(colour) if colour in COLOURS else 0


def _ask_tags(highlight: Highlight) -> Ask:
    def take(typed: str) -> Remark:
        tags = tuple(dict.fromkeys(filter(None, (tag.strip().removeprefix("#") for tag in typed.split(",")))))
        return Remark(partial(replace, tags=tags), "tags")

    return Ask("TAGS OF THE HIGHLIGHT", take, ", ".join(highlight.tags), "several with commas")


def _ask_path(path: str) -> Ask:
    def take(typed: str) -> Rescue:
        if not typed.strip():
            raise UsageError("Type the path of a file.")
        return Rescue("file", typed.strip())

    return Ask("SAVE TO WHICH FILE?", take, path, "a path")


def _beginning(note: str) -> str:
    words = " ".join(note.split())
    return f"{words[:40].rstrip()}…" if len(words) > 41 else words
