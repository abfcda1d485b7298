"""Lines of a page that is no article (help, the account): pieces of text, each in an ink by name."""

from collections.abc import Iterator, Sequence

import msgspec
from rich.cells import cell_len

from rr_reader.view.wrap import line_starts, showable, shown_end


class Piece(msgspec.Struct, frozen=True):
    """Text in one ink: `ink`, `strong`, `quiet`, `accent` or `warning`."""

    text: str
    ink: str = "ink"


Lines = Sequence[tuple[Piece, ...]]


def cells(text: str) -> int:
    """Give how many cells of a terminal a text takes."""
    return cell_len(text)


def folded(text: str, width: int) -> Iterator[str]:
    """Break a text of one line at spaces into lines of at most so many cells."""
    shown = showable(text.replace("\n", " "))
    starts = line_starts(shown, max(width, 8))
    for start, end in zip(starts, [*starts[1:], len(shown)], strict=True):
        yield shown[start : shown_end(shown, start, end)]
