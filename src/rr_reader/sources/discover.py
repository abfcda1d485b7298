"""Finding sources and reading their bytes: the only place below the library that touches files."""

import os
import re
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from rr_reader.errors import BadSourceError, NoSourceError, ReaderError, StorageError
from rr_reader.text.safe import printable

LARGEST = 256 << 20
"""Bytes: a larger file is no interview, and would be read into memory whole."""
ENDINGS = frozenset(
    {".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".vtt", ".srt", ".mhtml", ".mht", ".eml"}
    | {".epub", ".mbox", ".zip", ".tar", ".tgz", ".tbz2", ".txz", ".gz", ".bz2", ".xz"}
    | {".docx", ".odt", ".pdf", ".rtf"}
    | {".json", ".json3", ".srv1", ".srv2", ".srv3", ".ttml", ".dfxp", ".sbv", ".ass", ".ssa", ".lrc"}
    | {".rss", ".atom"}
)
"""Endings that a folder is searched for."""


class Stated(NamedTuple):
    """What the system says of a file: it is another where that is other."""

    size: int
    """In bytes."""
    changed: int
    """When it was last written, in nanoseconds since 1970."""


def stated(path: Path) -> Stated | None:
    """Ask what the system says of a file; None where there is none."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return Stated(status.st_size, status.st_mtime_ns)


def is_there(path: Path) -> bool:
    """Tell whether something is at a path; what nobody may look at is."""
    try:
        return path.exists()
    except PermissionError:
        return True  # reading it says so
    except (OSError, ValueError):  # a name that no file can have
        return False


def read_bytes(path: Path) -> bytes:
    """Read a regular file whole. NoSourceError, BadSourceError (no regular file, too large), StorageError.

    StorageError, too, for a file that is changed meanwhile: it is neither what it was nor what it becomes.
    """
    name = _shown(path)
    with _opened(path) as file:
        status = os.fstat(file.fileno())
        if status.st_size > LARGEST:
            raise _too_large(name)
        return read_whole(file, name)


def read_head(path: Path, size: int) -> bytes:
    """Read the first bytes of a regular file, at most `size`. Raises as `read_bytes`."""
    with _opened(path) as file:
        try:
            return file.read(size)
        except OSError as error:
            raise StorageError(f"{_shown(path)}: cannot be read: {_why(error)}") from None


def read_whole(file: BinaryIO, name: str) -> bytes:
    """Read an open file to its end. BadSourceError if it is too large, StorageError if it breaks or is changed."""
    try:
        before = os.fstat(file.fileno())
        raw = _read_capped(file, name)
        after = os.fstat(file.fileno())
    except OSError as error:
        raise StorageError(f"{name}: cannot be read: {_why(error)}") from None
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise StorageError(f"{name}: was changed while it was read. Try again once it is saved.")
    return raw


_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOCTTY", 0)
_SPECIAL = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """Open a regular file; nothing else, as that may wait for ever or do something. Raises as `read_bytes`."""
    try:
        _check_regular(path, path.stat())
        file = os.fdopen(os.open(path, _FLAGS), "rb")
    except FileNotFoundError:
        raise NoSourceError(f"{_shown(path)}: no such file") from None
    except (OSError, ValueError) as error:
        raise StorageError(f"{_shown(path)}: cannot be opened: {_why(error)}") from None
    with file:
        _check_regular(path, os.fstat(file.fileno()))  # another may stand there by now
        yield file


def _check_regular(path: Path, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        what = next((what for is_it, what in _SPECIAL if is_it(status.st_mode)), "something else")
        raise BadSourceError(f"{_shown(path)}: is {what}, not a regular file")


def _shown(path: Path) -> str:
    """Name a file on one line: a name may hold line ends and more."""
    return printable(str(path))


def read_stream(stream: BinaryIO, name: str = "standard input") -> bytes:
    """Read a stream to its end. BadSourceError if it is too large, StorageError if it breaks."""
    try:
        return _read_capped(stream, name)
    except OSError as error:
        raise StorageError(f"{name}: cannot be read: {_why(error)}") from None


def _read_capped(file: BinaryIO, name: str) -> bytes:
    raw = file.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise _too_large(name)
    return raw


def _too_large(name: str) -> BadSourceError:
    return BadSourceError(f"{name}: larger than {LARGEST >> 20} MB")


def _why(error: Exception) -> str:
    return (isinstance(error, OSError) and error.strerror) or str(error)


def find_sources(args: Sequence[str]) -> Iterator[Path]:
    """Give each file named, and of each folder named the files that can be read, sorted, at any depth.

    What does not exist is given too: reading it says so. Links to folders are not followed; hidden files
    and folders are passed over.
    """
    for name in args:
        path = Path(name)
        try:
            is_folder = path.is_dir()
        except (OSError, ValueError):
            is_folder = False
        if is_folder:
            yield from _sources_below(path)
        else:
            yield path


def _sources_below(folder: Path) -> Iterator[Path]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            ending = Path(name).suffix.lower()
            if not name.startswith(".") and ending in ENDINGS and (ending != ".json" or _speaks(Path(root, name))):
                yield Path(root, name)


_SPEECH = re.compile(
    rb'"(?:paragraphs|monologues|utterances|segments|transcription|transcripts?|events|results|items|words|chunks'
    rb'|speakers|recognizedPhrases|phrases)"\s*:\s*[\[{]|\A\W*"(?:text|start|speaker)"'
)
_SPOKEN = re.compile(rb'"(?:start|begin|ts|tStartMs|timestamp|offset|from)\w*"\s*:\s*(?:"?\d|[\[{])', re.I)
_PEEK = 1 << 20
"""Bytes of a JSON file that tell whether it could be a transcript."""


def _speaks(path: Path) -> bool:
    """Tell whether a JSON file could be a transcript: of a folder, the settings of programs are not asked for."""
    try:
        head = read_head(path, _PEEK)
    except ReaderError:
        return True  # to read it says why
    return _SPEECH.search(head) is not None and _SPOKEN.search(head) is not None
