"""All keys, from the one table of commands."""

from functools import partial
from itertools import groupby

from rr_reader.tui.commands import COMMANDS, Command, Keys, spoken
from rr_reader.tui.screens.overlay import Overlay
from rr_reader.tui.widgets.line import clip, fold_words
from rr_reader.view.pieces import Lines, Piece

_KEYS_WIDTH = 14


def help_lines(keys: Keys, width: int) -> Lines:
    """Write the table of the keys in force for a width, in two columns where they fit."""
    columns = 2 if width >= 84 else 1
    room = width // columns - 2
    blocks = [_group(name, list(commands), keys, room) for name, commands in groupby(COMMANDS, key=lambda c: c.group)]
    if columns == 1:
        return [line for block in blocks for line in [*block, ()]]
    return _side_by_side(blocks, width // 2)


def _group(name: str, commands: list[Command], keys: Keys, room: int) -> list[tuple[Piece, ...]]:
    lines: list[tuple[Piece, ...]] = [(Piece(f" {name}", "accent"),)]
    for command in commands:
        pressed = "  ".join(spoken(key) for key in keys.of(command.id)) or "–"
        title = fold_words(command.told, room - _KEYS_WIDTH - 2, 3)
        lines.append((Piece(" " + clip(pressed, _KEYS_WIDTH - 1).ljust(_KEYS_WIDTH), "strong"), Piece(title[0])))
        lines += [(Piece(" " * (_KEYS_WIDTH + 1)), Piece(more)) for more in title[1:]]
    return lines


def _side_by_side(blocks: list[list[tuple[Piece, ...]]], width: int) -> Lines:
    total = sum(len(block) + 1 for block in blocks)
    left: list[tuple[Piece, ...]] = []
    right: list[tuple[Piece, ...]] = []
    for block in blocks:
        side = left if len(left) + len(block) / 2 <= total / 2 else right
        side += [*block, ()]
    made = []
    for at in range(max(len(left), len(right))):
        one = left[at] if at < len(left) else ()
        other = right[at] if at < len(right) else ()
        made.append((*one, Piece(" " * (width - sum(len(piece.text) for piece in one))), *other))
    return made


def help_screen(keys: Keys) -> Overlay:
    """Make the overlay that `?` opens."""
    return Overlay("KEYS", partial(help_lines, keys), keys, "help")
