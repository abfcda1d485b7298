"""Unpacking what a server packed for the way (RFC 9110): piece by piece, and only what has its end is whole."""

import zlib
from collections.abc import Iterable, Iterator

from rr_reader.errors import NotNowError, StorageError

CODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
_PIECE = 1 << 16
"""Bytes that are unpacked at once, at most: a bomb grows no faster than it is looked at."""
_GZIP, _ZLIB, _BARE = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS


def unpacked(pieces: Iterable[bytes], coding: str) -> Iterator[bytes]:
    """Unpack what comes in one of the `CODINGS`; what stands behind its end is left.

    Raises StorageError where it ends too soon, NotNowError where it is not packed so.
    """
    if coding in ("", "identity"):
        yield from pieces
        return
    unpacker = None
    for piece in pieces:
        if not piece:
            continue
        unpacker = unpacker or zlib.decompressobj(_GZIP if "gzip" in coding else _deflated(piece))
        while not unpacker.eof:
            try:
                part = unpacker.decompress(piece, _PIECE)
            except zlib.error as error:
                raise NotNowError(f"it is not packed as the server says ({error})") from None
            yield part
            piece = unpacker.unconsumed_tail
            if not piece and len(part) < _PIECE:
                break
    if unpacker and not unpacker.eof:
        raise StorageError("what came is cut short: it is packed, and its end is missing")


def _deflated(first: bytes) -> int:
    """Tell how `deflate` is meant: with a head, as it should be, or bare, as many servers send it (RFC 1950, 1951)."""
    has_head = first[0] & 0x0F == zlib.DEFLATED and (len(first) < 2 or (first[0] << 8 | first[1]) % 31 == 0)
    return _ZLIB if has_head else _BARE
