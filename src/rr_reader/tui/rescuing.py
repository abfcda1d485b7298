"""Highlights that cannot be saved where they belong: written to another file, or as text for the clipboard."""

import asyncio
import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import msgspec

from rr_reader.errors import CannotCreateError, ReaderError, StorageError
from rr_reader.model.highlight import Highlight
from rr_reader.tui.keeping import Keeping


def write_lines(typed: str, highlights: Iterable[Highlight]) -> Path:
    """Write highlights to a file that is not there yet, a line of JSON each; on the disk when this returns.

    `rr-reader highlights --merge` takes them in, whatever was done to them. Raises ReaderError.
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


async def rescued(highlights: Keeping) -> ReaderError | None:
    """Save to a file what is unsaved still, where nobody could be asked, as when the terminal went away.

    Gives what there is to tell then; None where everything is saved.
    """
    if not highlights.at_risk or await highlights.save_again():
        return None
    path = Path.home() / f"rr-reader-unsaved-{time.strftime('%Y%m%d-%H%M%S')}.jsonl"
    try:
        where = f"they are in {await asyncio.to_thread(write_lines, str(path), highlights.at_risk)}"
    except ReaderError as error:
        where = f"nor elsewhere: {error}"
    return StorageError(f"highlights {highlights.trouble}\n{where}")


def as_text(highlights: Iterable[Highlight]) -> str:
    """Write words, notes and tags for the eye; of what was removed nothing."""
    told = (
        [each.anchor.exact, each.note, " ".join(f"#{tag}" for tag in each.tags)]
        for each in highlights
        if not each.is_gone
    )
    return "\n\n".join("\n".join(filter(None, lines)) for lines in told)
