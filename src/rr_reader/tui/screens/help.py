"""All keys, from the one table of commands."""

from itertools import groupby

from rr_reader.tui.commands import COMMANDS, spoken
from rr_reader.tui.screens.overlay import Overlay
from rr_reader.tui.widgets.line import clip, fold_words
from rr_reader.tui.widgets.page import Lines, Piece

_KEYS_WIDTH = 14


def help_lines(width: int) -> Lines:
    """Write the table for a width, in two columns where they fit."""
    columns = 2 if width >= 84 else 1
    room = width // columns - 2
    blocks = [_group(name, list(commands), room) for name, commands in groupby(COMMANDS, key=lambda c: c.group)]
    if columns == 1:
        return [line for block in blocks for line in [*block, ()]]
    return _side_by_side(blocks, width // 2)


def _group(name: str, commands: list, room: int) -> list[tuple[Piece, ...]]:  # type: ignore[type-arg]
    lines: list[tuple[Piece, ...]] = [(Piece(f" {name}", "accent"),)]
    for command in commands:
        keys = "  ".join(spoken(key) for key in command.keys)
        title = fold_words(command.title, room - _KEYS_WIDTH - 2, 3)
        lines.append((Piece(" " + clip(keys, _KEYS_WIDTH - 1).ljust(_KEYS_WIDTH), "strong"), Piece(title[0])))
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


def help_screen() -> Overlay:
    """Make the overlay that `?` opens."""
    return Overlay("KEYS · q closes", help_lines, close_keys=("question_mark",))
