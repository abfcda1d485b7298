"""Archives, read within bounds: zip, tar, and what gzip, bzip2 or xz packed.

A few kilobytes of an archive can unpack to gigabytes, so that nothing is unpacked beyond what is counted here. What an
archive says of its sizes is checked before, and never exceeded after. Nothing is written; a name in it is only a name.
"""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple, Protocol

from rr_reader.errors import BadSourceError
from rr_reader.text.safe import printable

MEMBER = 64 << 20
"""Bytes of one member, unpacked, at most."""
ALL = 256 << 20
"""Bytes of all that is read of one archive."""
MEMBERS = 50_000
_RATIO = 200
"""How many times as large as before something may become, if it is not small; prose becomes ten times as large."""
_SMALL = 8 << 20
_CHUNK = 1 << 20
_LZMA_MEMORY = 128 << 20
_BLOCK = 512
_LONGEST_NAME = 4_096
_QUOTED = 200
"""Characters of what an archive says that are told in a message."""
_ENTRY, _LIST = b"PK\x01\x02", b"PK\x05\x06"
"""What stands before an entry of the list at the end of a zip archive, and behind them all."""
_LOCKED = 0x1
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2})
_BROKEN = (
    zipfile.BadZipFile, tarfile.TarError, lzma.LZMAError, zlib.error, struct.error,
    EOFError, NotImplementedError, OSError, RuntimeError, ValueError,
)  # fmt: skip
"""What the libraries raise over an archive that is not sound."""


class Entry(NamedTuple):
    """A file in an archive: `size` is what it says of itself, in bytes, and `read` gives no more than that."""

    name: str
    size: int
    read: Callable[[], bytes]
    """Raises BadSourceError."""


CONTAINER = "META-INF/container.xml"
"""What says that an archive is a book (EPUB), and where in it that begins."""


def is_book(entries: Sequence[Entry]) -> bool:
    """Tell whether an archive of these files is a book."""
    return any(entry.name == CONTAINER for entry in entries)


def zip_entries(raw: bytes) -> list[Entry]:
    """List the files in a zip archive, in its order, nothing unpacked yet. Raises BadSourceError."""
    if raw.count(_ENTRY) > MEMBERS:  # counted before, as the library keeps an object for each
        raise _too_many()
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
        return [
            Entry(info.filename, info.file_size, partial(_read_zipped, archive, info))
            for info in archive.infolist()
            if not info.filename.endswith("/")
        ]
    except _BROKEN as error:
        why = _short(error) if _LIST in raw else "its end is missing, as of a download that was cut"
        raise BadSourceError(f"this file is broken: {why}") from None


def _read_zipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    _check_sizes(info.filename, info.file_size, info.compress_size)
    name = _short(info.filename)
    if info.flag_bits & _LOCKED:
        raise BadSourceError(f"{name}: locked by a password")
    if info.compress_type not in _METHODS:
        raise BadSourceError(f"{name}: packed in a way that is not read here")
    try:
        with archive.open(info) as file:
            return file.read(MEMBER)
    except _BROKEN as error:
        raise BadSourceError(f"{name}: broken in the archive: {_short(error)}") from None


def _short(quoted: object) -> str:
    """Quote what an archive says in a message: a line, of which what comes first is enough."""
    return printable(str(quoted)[:_QUOTED])


def tar_entries(raw: bytes) -> list[Entry]:
    """List the regular files in a tar archive; links, devices and holes are passed over. Raises BadSourceError."""
    try:
        return list(_tar_entries(raw))
    except _BROKEN as error:
        raise BadSourceError(f"this archive is broken: {_short(error)}") from None


def _tar_entries(raw: bytes) -> Iterator[Entry]:
    """Go from header to header: the library reads each, but would follow hostile ones without end."""
    place, headers, long_name = 0, 0, ""
    while block := raw[place : place + _BLOCK].rstrip(b"\0") and raw[place : place + _BLOCK]:
        headers += 1
        if headers > 2 * MEMBERS:
            raise _too_many()
        info = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
        begins, place = place + _BLOCK, place + _BLOCK + -(-info.size // _BLOCK) * _BLOCK
        if info.size < 0 or begins + info.size > len(raw):
            raise BadSourceError("this archive is cut short")
        content = memoryview(raw)[begins : begins + info.size]
        if info.type == tarfile.GNUTYPE_LONGNAME:
            long_name = _text(bytes(content[:_LONGEST_NAME]).partition(b"\0")[0])
        elif info.type == tarfile.XHDTYPE:
            long_name = _extended_name(bytes(content[: 4 * _LONGEST_NAME]))
        else:
            if info.type in (tarfile.REGTYPE, tarfile.AREGTYPE) and not info.name.endswith("/"):
                yield Entry(long_name or info.name, info.size, partial(_read_plain, info.name, content))
            long_name = ""


def _read_plain(name: str, content: memoryview) -> bytes:
    _check_sizes(name, len(content), len(content))
    return bytes(content)


def _extended_name(header: bytes) -> str:
    """Give the name in an extended header, records `LENGTH key=value`; "" where there is none."""
    while header:
        digits, space, _ = header.partition(b" ")
        length = int(digits) if space and digits.isdigit() and len(digits) < 8 else 0
        if length <= len(digits):
            return ""
        key, _, value = header[len(digits) + 1 : length].rstrip(b"\n").partition(b"=")
        if key == b"path":
            return _text(value)
        header = header[length:]
    return ""


def _text(name: bytes) -> str:
    return name.decode("utf-8", "surrogateescape")


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


_PACKED: tuple[tuple[bytes, Callable[[io.BytesIO], _Readable]], ...] = (
    (b"\x1f\x8b\x08", lambda file: gzip.GzipFile(fileobj=file)),
    (b"BZh", lambda file: bz2.BZ2File(file)),
    (b"\xfd7zXZ\x00", lambda file: _Unxz(file)),
)


def is_packed(head: bytes) -> bool:
    """Tell by its first bytes whether something was packed by gzip, bzip2 or xz."""
    return head.startswith(tuple(magic for magic, _ in _PACKED))


def unpacked(raw: bytes, most: int = ALL) -> bytes:
    """Unpack what gzip, bzip2 or xz packed. Raises BadSourceError if it is broken, or more than `most` bytes."""
    opened = next(opened for magic, opened in _PACKED if raw.startswith(magic))
    parts, length = [], 0
    try:
        file = opened(io.BytesIO(raw))
        while part := file.read(_CHUNK):
            parts.append(part)
            length += len(part)
            if length > min(most, max(_SMALL, _RATIO * len(raw))):
                raise BadSourceError("this unpacks to more than any text does")
    except _BROKEN as error:
        raise BadSourceError(f"this archive is broken: {_short(error)}") from None
    return b"".join(parts)


class _Unxz:
    """What xz packed, with a bound on the memory that its header may ask for."""

    def __init__(self, file: io.BytesIO) -> None:
        self._file = file
        self._decompressor = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_LZMA_MEMORY)

    def read(self, size: int, /) -> bytes:
        while not self._decompressor.eof:
            more = self._file.read(_CHUNK) if self._decompressor.needs_input else b""
            if self._decompressor.needs_input and not more:
                raise EOFError("it is cut short")
            if part := self._decompressor.decompress(more, size):
                return part
        return b""


def _check_sizes(name: str, size: int, packed: int) -> None:
    if size > MEMBER:
        raise BadSourceError(f"{_short(name)}: larger than {MEMBER >> 20} MB")
    if size > max(_SMALL, _RATIO * packed):
        raise BadSourceError(f"{_short(name)}: unpacks to {_RATIO} times its size or more: no text does")


def _too_many() -> BadSourceError:
    return BadSourceError(f"this archive holds more than {MEMBERS:,} files")
