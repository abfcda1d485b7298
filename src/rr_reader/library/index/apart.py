"""Bringing an index up to date in a process of its own, and looking into the files in several.

In the reader's it would take the keyboard's time, and the memory that it needs would stay. The process stands back
behind all others; it ends when nobody listens any more, also where who asked was killed.
"""

import gc
import os
import subprocess
import sys
import threading
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from rr_reader.library.index.rows import Row
from rr_reader.library.index.updating import File, Look, Looks, Progress

if TYPE_CHECKING:
    from rr_reader.library.folder import LibraryFolder

_NICE = 10
"""By how much the process stands back."""


class Collected(msgspec.Struct, frozen=True, tag=True):
    """The index can be read as far as it is."""

    trouble: str = ""
    """Why it had to be made anew."""


class _Done(msgspec.Struct, frozen=True, tag=True):
    progress: Progress


_SAID = msgspec.json.Decoder(Collected | _Done)


def updates(folder: Path, path: Path) -> Generator[Progress | Collected, None, bool]:
    """Let a process bring the index of a folder up to date: what it says, and whether it came to the end.

    The process ends where one no longer listens.
    """
    command = [sys.executable, "-P", "-m", "rr_reader.library.index.apart", str(folder), str(path)]
    try:
        child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
        )
    except OSError:
        return False
    with child:
        assert child.stdout
        try:
            for line in child.stdout:
                said = _SAID.decode(line)
                yield said.progress if isinstance(said, _Done) else said
            return child.wait() == 0
        except msgspec.DecodeError:  # it was killed in the middle of a line
            return False


def _in_parallel(folder: "LibraryFolder", files: Iterable[File]) -> Iterator[Look]:
    """Look into files in several processes."""
    from rr_reader.library.in_parallel import in_parallel

    return filter(None, in_parallel(Looks(str(folder.path)), files, _lost, size=lambda file: file.stated.size))


def _lost(file: File, why: str) -> Look:
    return Look(file, 0, Row(b"", f"{file.id}.md: reading it {why}"))


def _serve(folder: str, path: str) -> None:
    """Bring an index up to date, and say how far it is."""
    from rr_reader.library.folder import LibraryFolder
    from rr_reader.library.index.index import Index

    os.nice(_NICE)
    gc.freeze()
    threading.Thread(target=_end_with_who_asked, daemon=True).start()
    index = Index(LibraryFolder(Path(folder)), Path(path))
    for step in index.write(_in_parallel):
        said = _Done(step) if isinstance(step, Progress) else Collected(index.trouble)
        sys.stdout.buffer.write(msgspec.json.encode(said) + b"\n")
        sys.stdout.buffer.flush()


def _end_with_who_asked() -> None:
    os.read(0, 1)  # by the number: the buffer would be waited for at the end
    os._exit(1)


if __name__ == "__main__":
    _serve(*sys.argv[1:])
