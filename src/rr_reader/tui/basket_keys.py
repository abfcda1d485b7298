"""What keys do in the basket. Those that mean the same elsewhere are the ones of the table of commands."""

from collections.abc import Iterator
from typing import NamedTuple

from textual.binding import Binding

from rr_reader.tui.commands import MOVE, Keys, bound, spoken
from rr_reader.tui.widgets.hints import Hint
from rr_reader.tui.widgets.line import clip, fold_words
from rr_reader.view.pieces import Lines, Piece

KEYS_WIDTH = 14
"""Cells for the keys of a deed."""


class Deed(NamedTuple):
    """Something to be done in the basket, by the method `action_ID`, dashes as underscores."""

    id: str
    title: str
    keys: tuple[str, ...] = ()
    """Its own, where it is no command of the other panes."""
    commands: tuple[str, ...] = ()
    """The commands of the other panes whose keys it has, as the user has set them."""
    hint: str = ""


DEEDS = (
    Deed("open", "Open the article at the words", commands=("open",), hint="open"),
    Deed("copy-cited", "Copy with its citation: what is marked, else this one", commands=("copy-cited",), hint="copy"),
    Deed("copy-plain", "Copy the words alone", commands=("copy-plain",)),
    Deed("copy-style", "Copy in another style", commands=("copy-style",)),
    Deed("note", "Write a note", commands=("note",), hint="note"),
    Deed("tag", "Set the tags; where several are marked, add some, and with - take some away", commands=("tag",)),
    Deed("colour", "Choose the colour", commands=("highlight", "highlight-colour")),
    Deed("remove", "Remove", ("d", "delete"), hint="remove"),
    Deed("undo", "Take the last thing back", commands=("undo",)),
    Deed("redo", "Do again what was taken back", commands=("redo",)),
    Deed("group", "Group another way: your own order, article, speaker, tag, colour", commands=("sort",), hint="group"),
    Deed("choose-group", "Choose how they are grouped", commands=("choose-sort",)),
    Deed("move-up", "Move it up in your own order", ("<", "shift+up")),
    Deed("move-down", "Move it down", (">", "shift+down")),
    Deed("join", "Make one of those whose words are held twice, with all notes and tags", ("=",)),
    Deed("mark", "Mark, and go on", ("space",), ("mark",)),
    Deed("mark-range", "Mark from the last one marked to here", ("v",), ("mark-range",)),
    Deed("mark-all", "Mark all that are listed, or none", ("*",)),
    Deed("filter", "Filter: words, speaker:, tag:, title:, year: …", ("/",), ("filter",), hint="filter"),
    Deed("export", "Write to a file: what is marked, else all that are listed", ("e",), hint="export"),
    Deed("preview", "The whole quotation in the list’s place, and back", ("tab", "shift+tab")),
    Deed("rescue", "Save elsewhere what is NOT SAVED", commands=("save-elsewhere",)),
    Deed("keys", "These keys", commands=("help",), hint="keys"),
    Deed("back", "Close the line, forget the filter, the marks; then the basket", ("escape", "backspace")),
    Deed("close", "Close the basket", commands=("quit", "basket")),
)

BY_ID = {deed.id: deed for deed in DEEDS}


def keys_of(deed: Deed, keys: Keys) -> tuple[str, ...]:
    """Give the keys of a deed as they are in force."""
    return (*(key for command in deed.commands for key in keys.of(command)), *deed.keys)


def bindings(keys: Keys) -> Iterator[Binding]:
    """Bind them to the screen; then those that move, all but what has another meaning here."""
    taken: set[str] = set()
    for deed in DEEDS:
        own = [key for key in keys_of(deed, keys) if key not in taken]
        taken.update(own)
        yield from bound(deed.id, *own)
    for binding in keys.bindings(MOVE):
        if binding.key not in taken or binding.action == "typed":
            yield binding


def hints(keys: Keys, *, is_short: bool) -> tuple[Hint, ...]:
    """Say the keys that stand at the foot; where there is room for few, the one first that tells all others."""
    told = sorted(DEEDS, key=lambda deed: deed.id != "keys") if is_short else DEEDS
    return tuple((spoken(keys_of(deed, keys)[0]), deed.hint) for deed in told if deed.hint and keys_of(deed, keys))


def how_to_fill(keys: Keys) -> tuple[str, ...]:
    """Say what to do where nothing was marked yet, a paragraph each."""
    commands = ("select-sentence", "select-turn", "highlight")
    sentence, turn, marking = (spoken(next(iter(keys.of(command)), "–")) for command in commands)
    return (
        "Nothing is in the basket yet.",
        f"Read an article, select words ({sentence} a sentence, {turn} a turn, or the mouse) and press {marking}: "
        "they are highlighted there, and stand here with who said them and where.",
        "On the command line, rr-reader highlight does the same.",
    )


def help_lines(keys: Keys, width: int) -> Lines:
    """Write all of them for a width."""
    lines: list[tuple[Piece, ...]] = []
    for deed in DEEDS:
        pressed = "  ".join(spoken(key) for key in keys_of(deed, keys))
        title = fold_words(deed.title, width - KEYS_WIDTH - 2, 4)
        lines.append((Piece(" " + clip(pressed, KEYS_WIDTH - 1).ljust(KEYS_WIDTH), "strong"), Piece(title[0])))
        lines += [(Piece(" " * (KEYS_WIDTH + 1)), Piece(more)) for more in title[1:]]
    return lines
