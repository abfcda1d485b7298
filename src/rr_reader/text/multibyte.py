"""UTF-8 that was read as one of the codecs of China, Japan and Korea.

Such a codec makes one character of two bytes, so what it makes does not end where the characters of the
text did: it takes the next letter into its last character, and shows U+FFFD for a byte without partner.
The characters of a line are therefore turned into bytes again, and the likeliest way is sought to tell
bytes that are UTF-8 from characters that are sound (`surprise`). Sound text hardly ever is UTF-8 for long.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import accumulate, product
from math import prod
from typing import Final

import msgspec

from rr_reader.model import Change
from rr_reader.text.commonness import LOST, LOST_KNOWN, Known, known, likeliest_of_each_script, surprise

CODECS: Final = ("gb18030", "big5", "cp932", "euc_jp", "cp949")

_SUSPECT = re.compile("[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\ue000-\ufaff\ufe30-\ufe4f\uff00-\uffef]")
"""Of the characters these codecs make of two bytes at least one in any stretch is of these."""

_PROOF: Final = 12
_TRUSTED_PROOF: Final = 1
_SWITCH: Final = 3
"""Bits by which a line must become likelier, for the codec and for each place."""

_WEAK: Final = 8
"""A place that gains less is no evidence, though it may be mended on that of others."""

_LEFT: Final = 6
"""Bits asked for each character left that is sound in these scripts, the first eight: then they are at home here."""

_UNKNOWN: Final = b"\xff"
"""Stands for a lost byte: UTF-8 has no such byte."""

_NO_BYTES: Final = b"\xfe"
"""Stands for a character that the codec cannot have made of UTF-8."""

_BYTE_BITS: Final = 4
"""What a byte of a character tells at least, where others are lost."""

_NEAR: Final = 12
"""How many characters around a place tell which script is written there."""

_NEVER_IN_UTF8 = re.compile(b"[\xc0\xc1\xf5-\xff]")
_LEADS: Final = ((2, range(0xC2, 0xE0)), (3, range(0xE0, 0xF0)), (4, range(0xF0, 0xF5)))
"""The first bytes of characters of so many bytes in UTF-8."""
_TAILS: Final = range(0x80, 0xC0)
_MANY: Final = 1024
"""Of more characters than these none is sought for a lost one."""

_ISLAND = re.compile(
    rb"(?:(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf\xff]|[\xf0-\xf4][\x80-\xbf\xff]{2})[\x80-\xbf\xff]|\xff[\x80-\xbf]*+|[\x00-\x7f]{1,4}+(?=[\xc2-\xf4\xff]))*+[\x00-\x7f]?"
)
"""What may be UTF-8 with lost bytes; in a stretch some ASCII, of which one may be the second byte of a pair."""


_Option = tuple[int, str, Known]
"""A character that may begin at a place: its length in bytes, itself or U+FFFD, and how surprising it is."""


class _Codec(dict[str, bytes]):
    """Which bytes of UTF-8 a codec may have read a character from."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.reason = f"UTF-8 read as {name}"
        if name == "cp932":  # NEC's and IBM's characters have two places; UTF-8 has no bytes as high as IBM's
            for pair in (bytes((first, second)) for first in (0xED, 0xEE) for second in range(0x40, 0xFD)):
                self[pair.decode(name, "replace")] = pair
        self[LOST] = _UNKNOWN
        self._characters: dict[bytes, tuple[_Option, ...]] = {}
        self._lost: dict[bytes, list[int]] = {}

    def __missing__(self, character: str) -> bytes:
        try:
            made = character.encode(self._name)
        except UnicodeEncodeError:
            made = _NO_BYTES
        if _NEVER_IN_UTF8.search(made):
            made = _NO_BYTES
        self[character] = made
        return made

    def characters(self, data: bytes, position: int) -> tuple[_Option, ...]:
        """List the characters that may begin at a place, with their lengths in bytes."""
        window = data[position : position + 5]
        if window not in self._characters:
            self._characters[window] = tuple(self._read(window))
        return self._characters[window]

    def _read(self, window: bytes) -> Iterator[_Option]:
        if window[0] < 0x80:
            yield 1, chr(window[0]), known(chr(window[0]))
            return
        if window.startswith(_UNKNOWN):
            yield 1, LOST, LOST_KNOWN
        for length, leads in _LEADS:
            if len(window) < length or window[:length].count(_UNKNOWN) == length:
                continue
            options = [self._options(window, place, _TAILS if place else leads) for place in range(length)]
            least = _BYTE_BITS * (length - window[:length].count(_UNKNOWN))
            if prod(map(len, options)) > _MANY:
                yield length, LOST, Known(least, "", "So")
                continue
            found = {bytes(choice).decode("utf-8", "ignore") for choice in product(*options)} - {""}
            for character, this in likeliest_of_each_script(found, least):
                yield length, character, this

    def _options(self, window: bytes, place: int, wanted: range) -> list[int]:
        """List which of the wanted bytes may stand at a place."""
        byte = window[place : place + 1]
        if byte != _UNKNOWN:
            return [byte[0]] if byte[0] in wanted else []
        return [one for one in self._lost_before(window[place + 1 : place + 2]) if one in wanted]

    def _lost_before(self, following: bytes) -> list[int]:
        """List the bytes that the codec makes nothing of before another."""
        if following not in self._lost:
            right = b"" if following in (_UNKNOWN, _NO_BYTES) else following
            self._lost[following] = [
                byte
                for byte in range(0x80, 0xF5)
                if not self._makes(bytes([byte])) and not (right and self._makes(bytes([byte]) + right))
            ]
        return self._lost[following]

    def _makes(self, made: bytes) -> bool:
        try:
            made.decode(self._name)
        except UnicodeDecodeError as error:
            return error.start > 0
        return True


@cache
def _codec(name: str) -> _Codec:
    return _Codec(name)


def multibyte(line: str, trusted: frozenset[str]) -> tuple[Change, ...]:
    """List what is UTF-8 misread as a codec of two bytes in a line, all by the codec that explains most of it.

    `trusted` are the reasons of changes elsewhere in the text: of a codec known from there less is asked.

    >>> [(change.before, change.after) for change in multibyte("Zo毛 Okonski鈥檚 g茅nie", frozenset())]
    [('毛', 'ë'), ('鈥檚', '’s'), ('茅', 'é')]
    """
    if not _SUSPECT.search(line):
        return ()
    best: tuple[Change, ...] = ()
    best_gain = 0
    for name in CODECS:
        codec = _codec(name)
        is_trusted = codec.reason in trusted
        gain, changes = _mends(line, codec, 1 if is_trusted else _SWITCH)
        if gain > best_gain and (is_trusted or _is_proven(line, gain, changes)):
            best, best_gain = _mends(line, codec, 1)[1], gain
    return best


def _is_proven(line: str, gain: int, changes: tuple[Change, ...]) -> bool:
    if gain < _PROOF:
        return False
    left = len(_SUSPECT.findall(line)) - sum(len(_SUSPECT.findall(change.before)) for change in changes)
    return gain >= _PROOF + _LEFT * min(left, 8)


def _mends(line: str, codec: _Codec, switch: int) -> tuple[int, tuple[Change, ...]]:
    """Find what a codec explains of a line, and by how many bits the line becomes likelier."""
    pieces = list(map(codec.__getitem__, line))
    data = b"".join(pieces)
    islands = [match.span() for match in _ISLAND.finditer(data) if not match.group().isascii()]
    if not islands:
        return 0, ()
    starts = [0, *accumulate(map(len, pieces))]
    gain = 0
    changes: list[Change] = []
    for begin, end in islands:
        first, last = bisect_left(starts, begin), bisect_right(starts, end) - 1
        if first < last:
            island_gain, spans = _likeliest(codec, line, data, starts, first, last, switch)
            if island_gain >= _WEAK or switch < _SWITCH:
                gain += island_gain
            changes.extend(Change(start, end, line[start:end], after, codec.reason) for start, end, after in spans)
    return gain, tuple(changes)


class _Way(msgspec.Struct):
    """The likeliest way to a place in a line's bytes: its bits so far, and its last step."""

    bits: int
    last: Known
    script: str = ""
    before: "_Way | None" = None
    text: str = ""
    is_misread: bool = False
    place: int = 0


def _likeliest(
    codec: _Codec, line: str, data: bytes, starts: list[int], first: int, last: int, switch: int
) -> tuple[int, list[tuple[int, int, str]]]:
    """Find the likeliest reading of some characters: how much likelier than as they are, and what is misread."""
    begin, end = starts[first], starts[last]
    left = known(line[first - 1] if first else " ")
    origin = _Way(0, left, _nearest_script(line[max(0, first - _NEAR) : first][::-1]), place=first)
    right = known(line[last]) if last < len(line) else known(" ")
    right_script = _nearest_script(line[last : last + _NEAR])
    plain = origin
    sound: dict[int, _Way] = {begin: origin}
    misread: dict[int, _Way] = {}
    place = first
    for position in range(begin, end):
        way = misread.get(position)
        if position == starts[place]:
            way_here = sound[position]
            if way and way.bits < way_here.bits:
                way_here = _Way(way.bits, way.last, way.script, way, place=place)
            elif not way or way_here.bits + switch < way.bits:
                way = _Way(way_here.bits + switch, way_here.last, way_here.script, way_here, "", True, place)
            that = known(line[place])
            place += 1
            plain = _and(plain, that, "", False, place)
            sound[starts[place]] = _and(way_here, that, "", False, place)
        if way:
            for length, character, this in codec.characters(data, position):
                if (to := position + length) <= end:
                    new = _and(way, this, character, True, 0)
                    if to not in misread or new.bits < misread[to].bits:
                        misread[to] = new

    def bits(way: _Way) -> int:
        switched = way.script != right_script and way.script and right_script and not right.is_letter
        return way.bits + surprise(way.last, right) + (4 if switched else 0)

    best = min((one for one in (sound[end], misread.get(end)) if one), key=bits)
    gain = bits(plain) - bits(best)
    return (gain, _spans(line, best, last)) if gain > 0 else (0, [])


def _and(way: _Way, this: Known, text: str, is_misread: bool, place: int) -> _Way:
    """Go on by a character."""
    return _Way(
        way.bits + surprise(way.last, this, way.script), this, this.script or way.script, way, text, is_misread, place
    )


def _nearest_script(characters: str) -> str:
    """Give the script of the first letter."""
    return next(filter(None, (known(character).script for character in characters)), "")


def _spans(line: str, way: _Way, end: int) -> list[tuple[int, int, str]]:
    """List what is misread on a way, from its end: where, and what it was."""
    spans: list[tuple[int, int, str]] = []
    after = ""
    step: _Way | None = way
    while step:
        if step.is_misread:
            after = step.text + after
            if step.before and not step.before.is_misread:
                spans.append(_trimmed(line, step.place, end, after))
                after = ""
        elif not after:
            end = step.place
        step = step.before
    return spans[::-1]


def _trimmed(line: str, start: int, end: int, after: str) -> tuple[int, int, str]:
    """Leave out what is the same at both ends."""
    while after and start < end and line[start] == after[0]:
        start, after = start + 1, after[1:]
    while after and start < end and line[end - 1] == after[-1]:
        end, after = end - 1, after[:-1]
    return start, end, after
