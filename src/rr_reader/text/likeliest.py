"""The likeliest way to read a stretch that may be misread UTF-8, or sound, or both in turn."""

from typing import Final

import msgspec

from rr_reader.text.commonness import LOST, SWITCHED, Known, known, surprise
from rr_reader.text.multibyte_codec import SUSPECT, Misread, Option

_NEAR: Final = 12
"""How many characters around a place tell which script is written there."""

_FOREIGN: Final = 6
"""Bits of a guess in a script of which nothing certain is near."""


_OF_TWO_BYTES: Final = frozenset(("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "HEBREW", "ARABIC"))
"""Scripts whose letters take two bytes in UTF-8: beside these, what took three was a sign."""


class Costs(msgspec.Struct, frozen=True):
    """What is asked of a reading, in bits."""

    switch: int
    """Of a place where what is sound ends."""
    stay: int = 0
    """Of a character of these scripts that stays, beside how surprising it is."""
    is_mixed: bool = False
    """Whether the line is mixed of pieces: then what follows a lost byte does not tell what it was."""


class Mend(msgspec.Struct, frozen=True):
    """Characters of a line, and what they were."""

    start: int
    end: int
    after: str


class _Way(msgspec.Struct):
    """The likeliest way to a place in a line's bytes: its bits so far, and its last step."""

    bits: int
    last: Known
    writing: str
    before: "_Way | None" = None
    text: str = ""
    is_misread: bool = False
    place: int = 0
    leans: bool = False

    def closed(self) -> "_Way":
        """End what is misread here: what was told by the bytes that follow is not known then."""
        if not self.leans:
            return self
        return _Way(self.bits, self.last, self.writing, self.before, LOST, True)

    def on(self, this: Known, text: str, is_misread: bool, place: int) -> "_Way":
        """Go on by a character."""
        bits = self.bits + surprise(self.last, this, self.writing)
        return _Way(bits, this, this.writing or self.writing, self, text, is_misread, place)


def likeliest(text: Misread, first: int, last: int, scripts: frozenset[str], costs: Costs) -> tuple[int, list[Mend]]:
    """Read the characters from `first` to `last` the likeliest way.

    What is lost is guessed in these scripts only.
    Gives by how many bits it is likelier than the line as it stands, and what is misread in it.
    """
    line = text.line
    left = known(line[first - 1] if first else " ")
    origin = _Way(0, left, _nearest_writing(line[max(0, first - _NEAR) : first][::-1]), place=first)
    right = known(line[last]) if last < len(line) else known(" ")
    right_writing = _nearest_writing(line[last : last + _NEAR])

    def bits(way: _Way) -> int:
        is_switched = way.writing != right_writing and way.writing and right_writing and not right.is_letter
        return way.bits + surprise(way.last, right, way.writing) + (SWITCHED if is_switched else 0)

    plain = origin
    for place in range(first, last):
        plain = _stay(plain, line[place], place + 1, costs)
    best = min(_ways(text, origin, last, scripts, costs), key=bits)
    gain = bits(plain) - bits(best)
    return (gain, _mends(line, best, last)) if gain > 0 else (0, [])


def _ways(text: Misread, origin: _Way, last: int, scripts: frozenset[str], costs: Costs) -> list[_Way]:
    """Find the likeliest way that ends sound and the one that ends misread."""
    line, starts, place = text.line, text.starts, origin.place
    begin, end = starts[place], starts[last]
    sound: dict[int, _Way] = {begin: origin}
    misread: dict[int, _Way] = {}
    for position in range(begin, end):
        way = misread.get(position)
        if position == starts[place]:
            here = sound[position]
            if way and way.bits < here.bits:
                here = _Way(way.bits, way.last, way.writing, way.closed(), place=place)
            elif not way or here.bits + costs.switch < way.bits:
                way = _Way(here.bits + costs.switch, here.last, here.writing, here, "", True, place)
            place += 1
            sound[starts[place]] = _stay(here, line[place - 1], place, costs)
        if way:
            for option in text.codec.options(text.data, position):
                if (to := position + option.length) <= end:
                    new = _read(way, option, scripts)
                    if costs.is_mixed:
                        new = new.closed()
                    if to not in misread or new.bits < misread[to].bits:
                        misread[to] = new
    return [sound[end], *([misread[end].closed()] if end in misread else [])]


def _stay(way: _Way, character: str, place: int, costs: Costs) -> _Way:
    """Leave a character as it is."""
    new = way.on(known(character), "", False, place)
    new.bits += costs.stay if costs.stay and SUSPECT.match(character) else 0
    return new


def _read(way: _Way, option: Option, scripts: frozenset[str]) -> _Way:
    script = option.known.script
    if not option.is_guess or (script in scripts if script else scripts <= _OF_TWO_BYTES):
        new = way.on(option.known, option.character, True, 0)
        new.leans = option.leans
        return new
    new = way.on(option.known, LOST, True, 0)
    new.bits += _FOREIGN if scripts and script else 0
    return new


def _nearest_writing(characters: str) -> str:
    """Give the script of the first letter."""
    return next(filter(None, (known(character).writing for character in characters)), "")


def _mends(line: str, way: _Way, end: int) -> list[Mend]:
    """List what is misread on a way, from its end."""
    mends: list[Mend] = []
    after = ""
    step: _Way | None = way
    while step:
        if step.is_misread:
            after = step.text + after
            if step.before and not step.before.is_misread:
                mends.append(_trimmed(line, step.place, end, after))
                after = ""
        elif not after:
            end = step.place
        step = step.before
    return [mend for mend in reversed(mends) if line[mend.start : mend.end] != mend.after]


def _trimmed(line: str, start: int, end: int, after: str) -> Mend:
    """Leave out what is the same at both ends."""
    while after and start < end and line[start] == after[0]:
        start, after = start + 1, after[1:]
    while after and start < end and line[end - 1] == after[-1]:
        end, after = end - 1, after[:-1]
    return Mend(start, end, after)
