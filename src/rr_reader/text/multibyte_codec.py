"""The codecs of China, Japan and Korea turned round: which characters of UTF-8 their characters may have been.

They read two bytes as one character, and a byte without partner as U+FFFD. What such a byte was is often
told by what follows: a codec that makes something of nearly every pair lost only what is no first byte.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import accumulate, product
from math import prod
from typing import Final

import msgspec

from rr_reader.text.commonness import LOST, LOST_KNOWN, Known, known, likeliest_of_each_script
from rr_reader.text.encoding_names import name_of

CODECS: Final = ("gb18030", "cp932", "cp949", "big5", "euc_jp")

SUSPECT = re.compile("[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\ue000-\ufaff\ufe30-\ufe4f\uff00-\uffef]")
"""Of the characters these codecs make of two bytes at least one in any stretch is of these."""

_UNKNOWN: Final = b"\xff"
"""Stands for a lost byte: UTF-8 has no such byte."""

_NO_BYTES: Final = b"\xfe"
"""Stands for a character that the codec cannot have made of UTF-8."""

_NEVER_IN_UTF8 = re.compile(b"[\xc0\xc1\xf5-\xff]")
_LEADS: Final = ((2, range(0xC2, 0xE0)), (3, range(0xE0, 0xF0)), (4, range(0xF0, 0xF5)))
"""The first bytes of characters of so many bytes in UTF-8."""
_TAILS: Final = range(0x80, 0xC0)

_MANY: Final = 1024
"""Of more characters than these none is sought for a lost one."""

_BYTE_BITS: Final = 6
"""What a byte of a character tells, where others are lost."""

_WHOLE = re.compile(b"(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{2})[\x80-\xbf]")
_PIECE: Final = (
    rb"(?:(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf\xff]|[\xf0-\xf4][\x80-\xbf\xff]{2})[\x80-\xbf\xff]|\xff[\x80-\xbf]*+)"
)
_ISLAND = re.compile(_PIECE + b"(?:[\x21-\x7f]{0,4}+" + _PIECE + rb")*+[\x00-\x7f]?")
"""What may be UTF-8 with lost bytes; in a stretch some ASCII, of which one may be the second byte of a pair."""


class Option(msgspec.Struct, frozen=True):
    """A character that may begin at a place."""

    length: int
    """In bytes."""
    character: str
    known: Known
    is_guess: bool
    """A byte of it is lost."""
    leans: bool = False
    """Its last byte is lost, and told by the character that follows."""


class Codec(dict[str, bytes]):
    """Which bytes of UTF-8 a codec may have read a character from."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.reason = f"UTF-8 read as {name_of(name)}"
        if name == "cp932":  # NEC's and IBM's characters have two places; UTF-8 has no bytes as high as IBM's
            for pair in (bytes((first, second)) for first in (0xED, 0xEE) for second in range(0x40, 0xFD)):
                self[pair.decode(name, "replace")] = pair
        self[LOST] = _UNKNOWN
        self._options: dict[bytes, tuple[Option, ...]] = {}
        self._lost: dict[bytes, list[int]] = {}

    def __missing__(self, character: str) -> bytes:
        try:
            made = character.encode(self.name)
        except UnicodeEncodeError:
            made = _NO_BYTES
        if _NEVER_IN_UTF8.search(made):
            made = _NO_BYTES
        self[character] = made
        return made

    def options(self, data: bytes, position: int) -> tuple[Option, ...]:
        """List the characters that may begin at a place, with U+FFFD for what cannot be told."""
        window = self._window(data, position)
        found = self._options.get(window)
        if found is None:
            found = self._options[window] = tuple(self._read(window))
        return found

    def _window(self, data: bytes, position: int) -> bytes:
        """Cut out what tells about the character at a place: its bytes, and the next one where a byte is lost."""
        lead = data[position]
        length = 1 if lead < 0x80 else 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4
        window = data[position : position + length]
        return data[position : position + length + 1] if _UNKNOWN in window else window

    def _read(self, window: bytes) -> Iterator[Option]:
        if window[0] < 0x80:
            yield Option(1, chr(window[0]), known(chr(window[0])), False)
            return
        if window.startswith(_UNKNOWN):
            yield Option(1, LOST, LOST_KNOWN, True)
        for length, leads in _LEADS:
            seen = length - window[:length].count(_UNKNOWN)
            if len(window) < length or not seen:
                continue
            choices = [self._choices(window, place, _TAILS if place else leads) for place in range(length)]
            leans = window[length - 1 : length] == _UNKNOWN
            if prod(map(len, choices)) > _MANY:
                yield Option(length, LOST, Known(_BYTE_BITS * seen, "", "So"), True)
                continue
            found = {bytes(choice).decode("utf-8", "ignore") for choice in product(*choices)} - {""}
            if all(
                len(self._lost_before(window[place + 1 : place + 2])) == 1
                for place in range(length)
                if window[place : place + 1] == _UNKNOWN
            ):
                for character in found:
                    yield Option(length, character, known(character), False, leans)
            else:
                for character, this in likeliest_of_each_script(found):
                    yield Option(length, character, this, True, leans)

    def _choices(self, window: bytes, place: int, wanted: range) -> list[int]:
        """List which of the wanted bytes may stand at a place."""
        byte = window[place : place + 1]
        if byte != _UNKNOWN:
            return [byte[0]] if byte[0] in wanted else []
        return [one for one in self._lost_before(window[place + 1 : place + 2]) if one in wanted]

    def _lost_before(self, following: bytes) -> list[int]:
        """List the bytes that the codec makes nothing of before another."""
        if following not in self._lost:
            right = b"" if following in (_UNKNOWN, _NO_BYTES) else following
            high = (bytes([byte]) for byte in range(0x80, 0xF5))
            self._lost[following] = [
                byte[0] for byte in high if not self._makes(byte) and not (right and self._makes(byte + right))
            ]
        return self._lost[following]

    def _makes(self, made: bytes) -> bool:
        try:
            made.decode(self.name)
        except UnicodeDecodeError as error:
            return error.start > 0
        return True


@cache
def codec(name: str) -> Codec:
    """Turn a codec round."""
    return Codec(name)


class Misread(msgspec.Struct, frozen=True):
    """A line as the bytes that a codec may have read it from."""

    line: str
    codec: Codec
    data: bytes
    starts: list[int]
    """Where each character begins in the bytes, and where the last one ends."""
    islands: list[tuple[int, int]]
    """From which character to which it could be UTF-8."""
    whole: int
    """How many bytes are in whole characters of UTF-8."""


def misread(line: str, by: Codec) -> Misread:
    """Turn a line into bytes again."""
    pieces = list(map(by.__getitem__, line))
    data = b"".join(pieces)
    spans = [match.span() for match in _ISLAND.finditer(data)]
    if not spans:
        return Misread(line, by, data, [], [], 0)
    starts = [0, *accumulate(map(len, pieces))]
    islands = [(bisect_left(starts, begin), bisect_right(starts, end) - 1) for begin, end in spans]
    whole = sum(map(len, _WHOLE.findall(data)))
    return Misread(line, by, data, starts, [(first, last) for first, last in islands if first < last], whole)
