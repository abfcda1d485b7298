"""Highlights that cannot be saved where they belong: written to another file, or as text for the clipboard."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path

import msgspec

from rr_reader.errors import CannotCreateError
from rr_reader.model.highlight import Highlight


def write_lines(typed: str, highlights: Iterable[Highlight]) -> Path:
    """Write highlights to a file that is not there yet, a line of JSON each; on the disk when this returns.

    Raises ReaderError.
    """
    from rr_reader.library.durable import Batch, place_new  # late: not for the first screen

    data = b"".join(msgspec.json.encode(each) + b"\n" for each in highlights)
    try:
        path = Path(typed).expanduser().absolute()
        with Batch() as batch:
            batch.write(path, data, partial(place_new, path=path))
            batch.commit()
    except FileExistsError as error:
        raise CannotCreateError(f"{path} is there already; nothing was written.") from error
    except (RuntimeError, ValueError) as error:  # ~ of nobody; a NUL
        raise CannotCreateError(f"{typed} is no path: {error}") from error
    return path


def as_text(highlights: Iterable[Highlight]) -> str:
    """Write words, notes and tags for the eye; of what was removed nothing."""
    told = (
        [each.anchor.exact, each.note, " ".join(f"#{tag}" for tag in each.tags)]
        for each in highlights
        if not each.is_gone
    )
    return "\n\n".join("\n".join(filter(None, lines)) for lines in told)
