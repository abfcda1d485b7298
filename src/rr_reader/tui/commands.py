"""The one table of commands: keys, help, palette and re-mapping are all made from it.

A command is done by the method `action_ID` (dashes as underscores) of its target: the pane that has
the focus, the reader or the screen.
"""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Literal

import msgspec
from textual.binding import Binding

from rr_reader.errors import UsageError

Target = Literal["pane", "reader", "screen"]


class Command(msgspec.Struct, frozen=True):
    """One thing a reader can do. `keys` as Textual names them, or the character itself."""

    id: str
    title: str
    keys: tuple[str, ...]
    target: Target
    group: str
    hint: str = ""
    """The word for the foot of the screen; "" where the command is not shown there."""

    @property
    def told(self) -> str:
        """The title as the screen tells it: the marks around keys are for `docs/keys.md`."""
        return self.title.replace("`", "")


MOVE, READ, SELECT, FIND, ARTICLES, PANES, GENERAL = (
    "Move",
    "In the article",
    "Select and copy",
    "Search and filter",
    "Articles",
    "Panes",
    "General",
)

COMMANDS: tuple[Command, ...] = (
    Command("line-down", "Line down", ("j", "down"), "pane", MOVE),
    Command("line-up", "Line up", ("k", "up"), "pane", MOVE),
    Command("half-page-down", "Half a page down", ("ctrl+d",), "pane", MOVE),
    Command("half-page-up", "Half a page up", ("ctrl+u",), "pane", MOVE),
    Command("page-down", "Page down", ("space", "pagedown"), "pane", MOVE, "page"),
    Command("page-up", "Page up", ("b", "pageup"), "pane", MOVE),
    Command("go-top", "To the top", ("g", "home"), "pane", MOVE),
    Command("go-end", "To the end", ("G", "end"), "pane", MOVE),
    Command("open", "Open; unfold or fold; read the note", ("enter",), "pane", MOVE, "open"),
    Command("next-question", "Next question", ("]",), "reader", READ, "question"),
    Command("previous-question", "Previous question", ("[",), "reader", READ),
    Command("next-turn", "Next turn", ("}",), "reader", READ, "turn"),
    Command("previous-turn", "Previous turn", ("{",), "reader", READ),
    Command("next-same-speaker", "Same speaker's next turn", (")",), "reader", READ),
    Command("previous-same-speaker", "Same speaker's previous turn", ("(",), "reader", READ),
    Command("next-doubt", "Next doubtful place; again: in the next article", ("!",), "screen", READ),
    Command("mend", "Mend: who says this, what it is", ("m",), "screen", READ),
    Command("undo", "Undo what was done last: a mending, a highlight, a note", ("U",), "screen", READ),
    Command("redo", "Redo what was undone", ("ctrl+r",), "screen", READ),
    Command("reload", "Read the article’s file again", ("R", "ctrl+l"), "screen", READ),
    Command("next-highlight", "Next highlight", ("'",), "reader", READ),
    Command("previous-highlight", "Previous highlight", ('"',), "reader", READ),
    Command("only-voice", "Only this voice; the next one; all", ("s",), "reader", READ, "one voice"),
    Command("account", "What was repaired and set aside", ("i",), "screen", READ),
    Command("select-sentence", "Select a sentence; one more", ("v",), "reader", SELECT, "select"),
    Command("select-turn", "Select a turn; one more", ("V",), "reader", SELECT, "turn"),
    Command("select-exchange", "Select a question with its answers; one more", ("E",), "reader", SELECT),
    Command("select-right", "Selection: a character on", ("right",), "reader", SELECT),
    Command("select-left", "Selection: a character back", ("left",), "reader", SELECT),
    Command("select-word", "Selection: a word on", ("w",), "reader", SELECT),
    Command("select-word-back", "Selection: a word back", ("W",), "reader", SELECT),
    Command("select-sentence-on", "Selection: a sentence on", (">",), "reader", SELECT),
    Command("select-sentence-back", "Selection: a sentence back", ("<",), "reader", SELECT),
    Command(
        "highlight",
        "Highlight; on a highlight: its colour, note, tags, removing",
        ("h",),
        "screen",
        SELECT,
        "highlight",
    ),
    Command("highlight-colour", "Highlight in a colour one chooses", ("H",), "screen", SELECT),
    Command(
        "note", "Note to the highlight, or to words that are highlighted with it", ("a",), "screen", SELECT, "note"
    ),
    Command("copy-cited", "Copy with its citation", ("y",), "reader", SELECT, "copy cited"),
    Command("copy-plain", "Copy the words alone", ("Y",), "reader", SELECT),
    Command("copy-style", "Copy in another style", ("c",), "reader", SELECT),
    Command("basket", "The basket: every quotation you marked", ("Q",), "screen", SELECT, "basket"),
    Command("save-elsewhere", "Save elsewhere what is NOT SAVED", ("A",), "screen", SELECT),
    Command("find", "Search in the article", ("/",), "screen", FIND, "search"),
    Command("find-next", "Next hit", ("n",), "reader", FIND, "to a hit"),
    Command("find-previous", "Previous hit", ("N",), "reader", FIND),
    Command("search-library", "Search the library", ("S",), "screen", FIND, "library"),
    Command("filter", "Filter the list", ("f",), "screen", FIND, "filter"),
    Command("save-search", "Save what the list is filtered by; `w` there", ("+",), "screen", FIND),
    Command(
        "remove-search",
        "Remove a saved search: `x` on it in the filters; `U` there brings it back",
        ("-",),
        "screen",
        FIND,
    ),
    Command("add", "Add a page, a file or a folder to the library", ("I",), "screen", ARTICLES),
    Command("feeds", "Feeds and podcasts that you follow", ("P",), "screen", ARTICLES),
    Command("next-article", "Next article", ("J",), "screen", ARTICLES),
    Command("previous-article", "Previous article", ("K",), "screen", ARTICLES),
    Command("next-unread", "Next unread article", ("u",), "screen", ARTICLES),
    Command("sort", "Sort the list another way; while selecting: the other end", ("o",), "screen", ARTICLES),
    Command("choose-sort", "Choose how the list is sorted", ("O",), "screen", ARTICLES),
    Command("mark", "Mark in the list, and go on; `Space` there", ("x",), "screen", ARTICLES),
    Command("mark-range", "Mark from the last one marked to here; `v` in the list", ("X",), "screen", ARTICLES),
    Command("toggle-read", "Mark read or unread", ("r",), "screen", ARTICLES),
    Command("toggle-star", "Star, or take the star away", ("*",), "screen", ARTICLES),
    Command("tag", "Add a tag", ("t",), "screen", ARTICLES),
    Command("next-pane", "Next pane", ("tab",), "screen", PANES),
    Command("previous-pane", "Previous pane", ("shift+tab",), "screen", PANES),
    Command("filters-pane", "Filters: go there, and back", ("F", "1"), "screen", PANES, "facets"),
    Command("list-pane", "Articles", ("2",), "screen", PANES),
    Command("reader-pane", "Reader", ("3",), "screen", PANES),
    Command("zoom", "The reader alone, and back", ("z",), "screen", PANES),
    Command("theme", "Light or dark", ("T",), "screen", GENERAL),
    Command("help", "All keys", ("?",), "screen", GENERAL, "help"),
    Command("palette", "Find a command by its name", (":", "ctrl+p"), "screen", GENERAL),
    Command(
        "back",
        "Back: close, end the selection or search, to the list",
        ("escape", "backspace"),
        "screen",
        GENERAL,
        "back",
    ),
    Command("quit", "Quit", ("q",), "screen", GENERAL, "quit"),
)

BY_ID = {command.id: command for command in COMMANDS}


PRESETS: dict[str, dict[str, str]] = {
    "": {},
    "less": {
        "page-down": "space,f,ctrl+f,pagedown",
        "page-up": "b,ctrl+b,pageup",
        "half-page-down": "d,ctrl+d",
        "half-page-up": "u,ctrl+u",
        "line-down": "j,down,e,ctrl+n",
        "line-up": "k,up,ctrl+y",
        "filter": "&",
        "next-unread": "R",
    },
}
"""Keys as in other programs, by the id of the command: where they take a key of ours, ours has another there."""


class Keys:
    """The keys in force: our own, a preset's, the user's. A key that is given away no longer does what it did."""

    def __init__(self, preset: str = "", own: Mapping[str, str] | None = None) -> None:
        """UsageError for a command that is not there, or a key that no terminal has."""
        self._map: dict[str, tuple[str, ...]] = {}
        taken: set[str] = set()
        for layer in (own or {}, PRESETS[preset], {command.id: ",".join(command.keys) for command in COMMANDS}):
            for command_id, keys in layer.items():
                wanted = _keys_of(command_id, keys)
                if layer is own and taken & set(wanted):
                    raise UsageError(f"config.toml, [keys]: two commands want “{', '.join(taken & set(wanted))}”.")
                if command_id not in self._map:
                    self._map[command_id] = tuple(key for key in wanted if key not in taken)
                if layer is own:
                    taken |= set(wanted)
            taken |= {key for keys in self._map.values() for key in keys}
        if not self._map["quit"]:
            raise UsageError("config.toml, [keys]: nothing is left to quit with; give “quit” a key too.")

    def of(self, command_id: str) -> tuple[str, ...]:
        """Give the keys of a command; none if others took them."""
        return self._map[command_id]

    def bindings(self, *groups: str) -> Iterator[Binding]:
        """Bind the keys of some groups of commands, or of all, to a screen; and Enter, which ends typing."""
        for command in COMMANDS:
            if not groups or command.group in groups:
                yield from bound(command.id, *self.of(command.id))
        yield Binding("enter", "typed", "Take what was typed", show=False, priority=True)


def bound(command_id: str, *keys: str) -> Iterator[Binding]:
    """Bind keys to a screen's `action_command`; those that no input knows also for while one types: see `Commanded`."""
    for key in keys:
        what = f"({command_id!r}, {key!r})"
        yield Binding(key, "command" + what, show=False, priority=True)
        if key in UNTYPED:
            yield Binding(key, "typing" + what, show=False, priority=True)


UNTYPED = frozenset({"escape", "up", "down", "pageup", "pagedown", "tab", "shift+tab", "ctrl+p"})
"""Keys that mean nothing to a line one types into."""

_NAMED = re.compile(
    r"(?:(?:ctrl|shift|alt)\+)*(?:.|f\d{1,2}|space|enter|tab|escape|backspace|delete|insert|home|end|pageup|pagedown"
    r"|up|down|left|right)"
)
"""A character, or a key as Textual names it."""


def _keys_of(command_id: str, keys: str) -> tuple[str, ...]:
    """Read the keys of a command, with commas between; "" takes them all away."""
    if command_id not in BY_ID:
        near = get_close_matches(command_id, BY_ID, 1)
        hint = f" Did you mean “{near[0]}”?" if near else " docs/keys.md lists them."
        raise UsageError(f"config.toml, [keys]: there is no command “{command_id}”.{hint}")
    wanted = tuple(keys.split(",")) if keys else ()
    for key in wanted:
        if not _NAMED.fullmatch(key):
            raise UsageError(
                f"config.toml, [keys]: “{key}” is no key. Write a character, or a name like ctrl+d or space."
            )
    return wanted


def keys_page() -> str:
    """Write docs/keys.md."""
    lines = [
        "# Keys",
        "",
        "Made from the table of commands (`src/rr_reader/tui/commands.py`); a test keeps it true.",
        "",
    ]
    for group in dict.fromkeys(command.group for command in COMMANDS):
        lines += [f"## {group}", "", "| keys | does | command |", "|---|---|---|"]
        for command in COMMANDS:
            if command.group == group:
                keys = " ".join(f"`{spoken(key)}`" for key in command.keys)
                lines.append(f"| {keys} | {command.title} | `{command.id}` |")
        lines.append("")
    lines += [
        "Each key can be given to another command in `config.toml` (`rr-reader doctor` says where that is), by the",
        'command\'s name in the last column; `preset = "less"` takes the keys of `less`:',
        "",
        "```toml",
        'preset = "less"',
        "",
        "[keys]",
        'copy-cited = "y,ctrl+y"',
        "```",
    ]
    return "\n".join(lines) + "\n"


_SPOKEN = {
    "pagedown": "PgDn", "pageup": "PgUp",
    "space": "Space", "enter": "Enter", "escape": "Esc", "tab": "Tab", "shift+tab": "⇧Tab", "home": "Home",
    "end": "End", "backspace": "⌫", "down": "↓", "up": "↑", "left": "←", "right": "→",
}  # fmt: skip


def spoken(key: str) -> str:
    """Say a key as people write it.

    >>> spoken("ctrl+d"), spoken("space")
    ('^d', 'Space')
    """
    return _SPOKEN.get(key, key.replace("ctrl+", "^"))
