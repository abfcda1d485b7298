"""Finding sources and reading their bytes: the only place below the library that touches files."""

import os
import re
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from rr_reader.errors import BadSourceError, NoSourceError, StorageError

LARGEST = 256 << 20
"""Bytes: a larger file is no interview, and would be read into memory whole."""
ENDINGS = frozenset(
    {".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".vtt", ".srt", ".mhtml", ".mht", ".eml"}
    | {".epub", ".mbox", ".zip", ".tar", ".tgz", ".tbz2", ".txz", ".gz", ".bz2", ".xz"}
    | {".docx", ".odt", ".pdf", ".rtf"}
    | {".json", ".json3", ".srv1", ".srv2", ".srv3", ".ttml", ".dfxp", ".sbv", ".ass", ".ssa", ".lrc"}
)
"""Endings that a folder is searched for."""


def read_bytes(path: Path) -> bytes:
    """Read a regular file whole. NoSourceError, BadSourceError (no regular file, too large), StorageError."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    except FileNotFoundError:
        raise NoSourceError(f"{path}: no such file") from None
    except IsADirectoryError:
        raise BadSourceError(f"{path}: is a folder") from None
    except (OSError, ValueError) as error:
        raise StorageError(f"{path}: cannot be opened: {_why(error)}") from None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST:
            os.close(descriptor)
            raise (
                _too_large(str(path)) if status.st_size > LARGEST else BadSourceError(f"{path}: is not a regular file")
            )
        with os.fdopen(descriptor, "rb") as file:
            return _read_capped(file, str(path))
    except OSError as error:
        raise StorageError(f"{path}: cannot be read: {_why(error)}") from None


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
        with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:
            head = file.read(_PEEK) if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else b""
    except OSError:
        return True  # to read it says why
    return _SPEECH.search(head) is not None and _SPOKEN.search(head) is not None
