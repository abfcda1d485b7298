"""A cleaned file wherever it lies: known by what its head says, and loaded as in its library, not imported anew."""

import re
from pathlib import Path

from rr_reader.errors import BrokenArticleError, ReaderError
from rr_reader.library.cleaned import read
from rr_reader.library.originals import Originals
from rr_reader.model import Article
from rr_reader.sources.discover import read_head

_FRONT = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n(.*?)^---[ \t]*\r?$", re.MULTILINE | re.DOTALL)
_SOURCE = re.compile(rb"^source:[ \t]*\r?\n((?:[ \t]+[^\n]*(?:\n|\Z))+)", re.MULTILINE)
_NAME = re.compile(rb"^[ \t]+name:[ \t]*\S", re.MULTILINE)
_SHA = re.compile(rb"^[ \t]+sha256:[ \t]*[\"']?([0-9a-f]{64})\b", re.MULTILINE)
_FRONT_WITHIN = 1 << 16
"""Bytes of a cleaned file in which its source's digest is looked for."""


def source_digest(head: bytes) -> str:
    """Give the SHA-256 of the source that the front matter of a cleaned file names; "" where it names none.

    That is `sha256:` beside `name:` below `source:`; other people's front matter knows digests too.
    """
    front = _FRONT.match(head, 0, _FRONT_WITHIN)
    source = _SOURCE.search(front[1]) if front else None
    digest = _SHA.search(source[1]) if source and _NAME.search(source[1]) else None
    return digest[1].decode() if digest else ""


def digest_in(path: Path) -> str:
    """Give the SHA-256 of the source that a cleaned file names; "" where it names none, and where it cannot be read."""
    try:
        return source_digest(read_head(path, _FRONT_WITHIN))
    except ReaderError:
        return ""


def is_cleaned(raw: bytes) -> bool:
    """Tell whether a file is an article of a library: its head names the source that it was made from."""
    return bool(source_digest(raw))


def load_file(path: Path, raw: bytes) -> Article:
    """Load a cleaned file of these bytes, with its account if that lies beside it as in a library.

    What lies nowhere, as standard input, has none: `path` only names it then. Raises BrokenArticleError, with file and
    line.
    """
    beside = Originals(path.parent).account_of if path.is_file() else lambda _: ""
    return read(decoded(path, raw), beside, file=str(path))


def decoded(path: Path, raw: bytes) -> str:
    """Give the text of a cleaned file. Raises BrokenArticleError where it is not UTF-8."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise BrokenArticleError(f"{path}, line {line}: This is not UTF-8. Save the file as UTF-8.", line) from None
