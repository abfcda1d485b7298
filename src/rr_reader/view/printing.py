"""An article as lines for a terminal or a pipe: the same layout as on the screen, every fold open."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from rr_reader.model import Article
from rr_reader.text.safe import printable
from rr_reader.view.layout import Layout
from rr_reader.view.palette import ANSI, EITHER, SIXTEEN, Look
from rr_reader.view.pieces import Piece
from rr_reader.view.rows import Row
from rr_reader.view.voices import Voices

DEPTHS = ("16", "256", "true")
"""How many colours a terminal may have."""

_CUBE = (0, 95, 135, 175, 215, 255)
_INKS = {"ink": "paragraph", "strong": "label", "quiet": "quiet", "accent": "question-label", "warning": "doubtful"}
"""The looks of an article that the inks of other pages have."""
_RESET = "\x1b[0m"


def depth_of(environ: Mapping[str, str]) -> str:
    """Tell from the environment how many colours a terminal has, carefully.

    >>> depth_of({"TERM": "xterm-256color"}), depth_of({"COLORTERM": "truecolor"}), depth_of({})
    ('256', 'true', '16')
    """
    if environ.get("COLORTERM", "") in ("truecolor", "24bit"):
        return "true"
    return "256" if re.search("256|kitty|direct", environ.get("TERM", "")) else "16"


def show(
    article: Article,
    width: int,
    *,
    colour: bool,
    depth: str = "16",
    only: frozenset[str] = frozenset(),
    voices: Voices | None = None,
) -> Iterator[str]:
    """Lay an article out in `width` cells, line by line without line ends.

    `colour` adds ANSI sequences in as many colours as `depth` names; without it there is no escape at all.
    All folds stand open but what `only` folds: other people's questions.
    """
    layout = Layout(article, width, only=only, open_all=not only, voices=voices)
    for row in layout.rows(0, layout.height):
        yield _coloured(row, depth) if colour else printable(row.plain())


def printed(line: tuple[Piece, ...], *, colour: bool, depth: str = "16") -> str:
    """Write a line of a page that is no article, as `show` does those of one."""
    if not colour:
        return printable("".join(piece.text for piece in line)).rstrip()
    palette = SIXTEEN if depth == "16" else EITHER
    return "".join(_inked(piece.text, palette.look(_INKS[piece.ink]), depth) for piece in line).rstrip()


def _coloured(row: Row, depth: str) -> str:
    palette = SIXTEEN if depth == "16" else EITHER
    pieces = []
    for cell in row.runs():
        pieces.append(_inked(cell.text, palette.look(cell.style, cell.slot, cell.extras), depth))
    return "".join(pieces).rstrip()


def _inked(words: str, look: Look, depth: str) -> str:
    codes, text = _codes(look, depth), printable(words)
    return f"\x1b[{codes}m{text}{_RESET}" if codes and not text.isspace() else text


@lru_cache(maxsize=512)
def _codes(look: Look, depth: str) -> str:
    """Write a look as the parameters of one SGR sequence (ECMA-48, 8.3.117)."""
    codes = [
        code for code, is_on in (("1", look.bold), ("2", look.dim), ("3", look.italic), ("4", look.underline)) if is_on
    ]
    codes += [_colour(ink, depth, base) for ink, base in ((look.ink, 30), (look.paper, 40)) if ink]
    return ";".join(codes)


def _colour(name: str, depth: str, base: int) -> str:
    if not name.startswith("#"):
        bright = name.startswith("bright ")
        return str(base + (60 if bright else 0) + ANSI.index(name.removeprefix("bright ")))
    levels = [int(name[at : at + 2], 16) for at in (1, 3, 5)]
    if depth == "true":
        return f"{base + 8};2;" + ";".join(map(str, levels))
    red, green, blue = (min(range(6), key=lambda step: abs(_CUBE[step] - level)) for level in levels)
    return f"{base + 8};5;{16 + 36 * red + 6 * green + blue}"
