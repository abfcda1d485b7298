"""UTF-8 that was read as something else, found stretch by stretch.

A stretch of characters that one codec could have made of UTF-8 bytes is decoded again, where that leaves
the text clearly less odd (`oddness`). What is sound beside it stays.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import msgspec

from rr_reader.model import Change
from rr_reader.text.oddness import oddness

CODECS = (
    *("cp1252", "iso8859_1", "cp1251", "cp1250", "mac_roman", "cp874", "cp1253", "cp1254", "cp1257", "cp1255"),
    *("cp1256", "cp1258", "cp437", "cp850", "cp852", "cp866", "koi8_r", "koi8_u", "mac_cyrillic", "mac_latin2"),
    *("mac_turkish", "iso8859_15", "iso8859_2", "iso8859_9", "iso8859_5", "iso8859_7", "iso8859_8", "iso8859_6"),
    *("iso8859_3", "iso8859_4", "iso8859_10", "iso8859_11", "iso8859_13", "iso8859_14", "iso8859_16"),
)
"""Codecs that UTF-8 is read as by mistake; of those that explain a text equally well the first is taken."""

_PLAIN_GAIN = 8
_TRUSTED_GAIN = 1
"""How much less odd a stretch must become; less is asked where the codec is known from other places."""

_NEIGHBOURS = re.compile("[^\x00-\x7f]{2}")


class Reading(msgspec.Struct, frozen=True):
    """A codec turned round: which byte each character was, and the stretches that may have been UTF-8."""

    codec: str
    bytes_of: dict[str, int]
    stretch: re.Pattern[str]

    def decode(self, stretch: str) -> str:
        """Give the text that the stretch was before it was misread; `stretch` is of the pattern."""
        return bytes(map(self.bytes_of.__getitem__, stretch)).decode()


@cache
def _reading(codec: str) -> Reading:
    bytes_of: dict[str, int] = {}
    for byte in range(0x80, 0x100):
        try:
            bytes_of.setdefault(bytes([byte]).decode(codec), byte)
        except UnicodeDecodeError:
            if byte < 0xA0:  # browsers read a byte without meaning as the control of its number
                bytes_of[chr(byte)] = byte
    by_byte = {byte: character for character, byte in bytes_of.items()}

    def some(first: int, last: int) -> str:
        return "[" + re.escape("".join(by_byte.get(byte, "") for byte in range(first, last + 1))) + "]"

    tail = some(0x80, 0xBF)
    sequences = [
        (some(0xC2, 0xDF), tail),
        (some(0xE0, 0xE0), some(0xA0, 0xBF), tail),
        (some(0xE1, 0xEC), tail, tail),
        (some(0xED, 0xED), some(0x80, 0x9F), tail),
        (some(0xEE, 0xEF), tail, tail),
        (some(0xF0, 0xF0), some(0x90, 0xBF), tail, tail),
        (some(0xF1, 0xF3), tail, tail, tail),
        (some(0xF4, 0xF4), some(0x80, 0x8F), tail, tail),
    ]
    whole = "|".join("".join(sequence) for sequence in sequences if "[]" not in sequence)
    return Reading(codec, bytes_of, re.compile(f"(?:{whole})++"))


@cache
def _pair_masks() -> tuple[dict[str, int], dict[str, int]]:
    """Give for each character the codecs, as bits, in which it may begin a sequence, and may go on with one."""
    leads: dict[str, int] = {}
    tails: dict[str, int] = {}
    for number, codec in enumerate(CODECS):
        for character, byte in _reading(codec).bytes_of.items():
            table = tails if byte < 0xC0 else leads
            table[character] = table.get(character, 0) | 1 << number
    return leads, tails


def mojibake(line: str, trusted: frozenset[str]) -> tuple[Change, ...]:
    """List what is UTF-8 misread in a line, all by the codec that explains most of it.

    `trusted` are the codecs that were found elsewhere in the text.
    """
    best: tuple[Change, ...] = ()
    best_gain = 0
    for codec in _candidates(line):
        found = tuple(_stretches(line, _reading(codec), codec in trusted))
        gain = sum(gained for gained, _ in found)
        if gain > best_gain:
            best, best_gain = tuple(change for _, change in found), gain
    return best


def _candidates(line: str) -> Iterator[str]:
    if not _NEIGHBOURS.search(line):
        return
    leads, tails = _pair_masks()
    mask = 0
    for one, other in set(pairwise(line)):
        mask |= leads.get(one, 0) & tails.get(other, 0)
    for number, codec in enumerate(CODECS):
        if mask >> number & 1:
            yield codec


def _stretches(line: str, reading: Reading, is_trusted: bool) -> Iterator[tuple[int, Change]]:
    least = _TRUSTED_GAIN if is_trusted else _PLAIN_GAIN
    for match in reading.stretch.finditer(line):
        start, end = match.span()
        before, after = match.group(), reading.decode(match.group())
        left, right = line[max(0, start - 1) : start], line[end : end + 1]
        gain = oddness(left + before + right) - oddness(left + after + right)
        if gain >= least:
            yield gain, Change(start, end, before, after, f"UTF-8 read as {reading.codec}")
