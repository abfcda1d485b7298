"""What speaks for a stretch of a line having been garbled by one codec, and what against it.

The units are those of `oddness`. Beside how much less odd the line becomes there are a few facts about
misread UTF-8 that the measure cannot know; each is a small function with its reason.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

import msgspec

from rr_reader.model import Change
from rr_reader.text.altered import decode_altered
from rr_reader.text.edits import apply_changes
from rr_reader.text.misreading import LEADS_OF_SIGNS, LOST, Reading, reading
from rr_reader.text.oddness import COMMON_SIGNS, oddness, script_of

_LEAST_EXACT: Final = 1
LEAST_ALTERED: Final = 2
"""What a stretch must gain to be changed once its codec is believed; more where bytes were lost or replaced."""

_SIGN: Final = 4
_LATIN_SIGN: Final = 6
_CAPITAL_AT_END: Final = 2
_TORN: Final = 6
_FOREIGN: Final = 8
_GUESS: Final = 3

_NEVER: Final = 1000
_CLEAR_ALONE: Final = 10
"""What a stretch must gain that sound text has, too."""
_ALSO_MATHS: Final = (" ", "²", "³", "¹")
"""What stands after an `Â` for itself: the letter, or an operator with a hat."""
_QUOTATION_MARKS: Final = ("“”", "«»", "„“", "»«", "‘’", "‹›")
_AROUND: Final = ("``", '""', "“”", "«»", "„“", "‘’")
_UNITS: Final = ("Å²", "Å³")
_LONGEST_QUOTATION: Final = 200

_ENOUGH_LETTERS: Final = 80
"""By so many the script of a line is told."""


class Mend(msgspec.Struct, frozen=True):
    """A stretch read again, and how good a reading that is."""

    change: Change
    gain: int
    """How much less odd the line becomes."""
    least: int
    """How much is asked of it."""
    around: tuple[str, str]
    """The characters before and after it."""
    guess: int = 0
    """How much of the gain rests on characters that were lost: no reason to prefer a codec that loses others."""
    is_proof: bool = True
    """Whether it speaks for the codec, too."""

    @property
    def is_good(self) -> bool:
        """Tell whether it is to be made, if the codec is believed."""
        return self.gain >= self.least


def weigh(line: str, codec: str, matches: list[re.Match[str]]) -> Iterator[Mend]:
    """Read stretches of a line again by one codec, and weigh what comes out."""
    by = reading(codec)
    rest = _script_of(apply_changes(line, (Change(*match.span(), "", "", "") for match in matches)))
    likely: str | None = None
    for match in matches:
        start, end = match.span()
        before = match.group()
        left, right = line[max(0, start - 1) : start], line[end : end + 1]
        least, lost = _LEAST_EXACT, 0
        if by.is_exact(before):
            after = by.decode(before)
        else:
            if likely is None:
                likely = _script(line, by, matches)
            after = decode_altered(codec, before, left, right, likely)
            lost = before.count(LOST) - after.count(LOST)
            least = LEAST_ALTERED if any(map(str.isalnum, after)) else _LEAST_EXACT
        gain = oddness(left + before + right) - oddness(left + after + right)
        gain += _signs(after) + _capital_at_end(left, before, after)
        gain -= _torn(left, before[0]) + _torn(before[-1], right) + _at_home(before, after, rest)
        if _is_latin_sign(left, before, after, rest):
            least = -_LATIN_SIGN
            if not before[1:].isalpha() and before[1:] not in _ALSO_MATHS:
                gain += _LATIN_SIGN  # the commonest trace of all: `Â` before a sign, which is what comes out
        elif is_trap(line, start, end, after):
            least = _NEVER
        elif _ends_quotation(line, start, end):
            least = _CLEAR_ALONE
        change = Change(start, end, before, after, by.reason)
        yield Mend(change, gain, least, (left, right), _GUESS * lost, not _is_mostly_lost(before, after, left + right))


def _signs(after: str) -> int:
    """Count quotation marks, dashes and such that come out of three characters: hardly ever by chance."""
    return _SIGN * sum(character in COMMON_SIGNS and character >= "\u0800" for character in after)


def _capital_at_end(left: str, before: str, after: str) -> int:
    """Count the `Ã` of `voilÃ `: no word in small letters ends in a capital."""
    return _CAPITAL_AT_END * (left.islower() and before[0].isupper() and after.rstrip() == "à")


def _torn(one: str, other: str) -> int:
    """Count against a stretch that it ends between two letters of one script that is not Latin."""
    script = script_of(one)
    return _TORN * (script not in ("", "latin") and script == script_of(other))


def _at_home(before: str, after: str, rest: str) -> int:
    """Count against a stretch that it, but not what comes out, is in the script of the rest of the line."""
    return _FOREIGN * (rest not in ("", "latin") and _script_of(before) == rest != _script_of(after))


def is_trap(line: str, start: int, end: int, after: str) -> bool:
    """Tell whether sound text has such a stretch, too.

    It is all that stands between two marks, for somebody writes about it; it is a unit (`5 Å³`); or what comes out is
    a small letter after two capitals, which sound words hardly have (`CHLOÉ®`).
    """
    left = line[max(0, start - 1) : start]
    if len(after) == 1 and (
        left + line[end : end + 1] in _AROUND or (line[start:end] in _UNITS and not left.isalpha())
    ):
        return True
    two = line[max(0, start - 2) : start]
    return len(two) == 2 and two.isalpha() and two.isupper() and after[:1].islower()


def _ends_quotation(line: str, start: int, end: int) -> bool:
    """Tell whether a stretch of two takes the end of a quotation that begins before it: `“OLÉ”`."""
    since = max(0, start - _LONGEST_QUOTATION)
    return end - start == 2 and any(
        line[end - 1] == closing and line.rfind(opening, since, start) > line.rfind(closing, since, start)
        for opening, closing in _QUOTATION_MARKS
    )


def _is_latin_sign(left: str, before: str, after: str, script: str) -> bool:
    """Tell whether a sign of Latin-1 comes out, for itself, of two characters that make no word where they stand.

    The first of these stands for the byte C2: that is an `Â`, no word in any language, or a letter of a script
    that is not the line's.
    """
    is_sign = len(after) == 1 and "\xa0" <= after <= "\xbf" and not after.isalpha()
    return (
        is_sign
        and left.isascii()
        and not left.isalpha()
        and (before[0] == "Â" or script_of(before[0]) not in ("", script))
    )


def _is_mostly_lost(before: str, after: str, around: str) -> bool:
    """Tell whether hardly anything is there to be read: what was lost may have been anything.

    But a letter that stands for E2, and two lost bytes, were one of the common signs.
    """
    if 2 * before.count(LOST) <= len(before):
        return False
    return LOST in around or len(before) != 3 * len(after) or set(after) != {LOST} or before[0] not in LEADS_OF_SIGNS


def _script(line: str, by: Reading, matches: list[re.Match[str]]) -> str:
    """Name the script of most letters of a line, of those that are sound and those that surely come out."""
    letters: list[str] = []
    done = 0
    for match in matches:
        letters += line[done : match.start()]
        letters += (c for whole in by.stretch.findall(match.group()) for c in by.decode(whole))
        done = match.end()
    letters += line[done:]
    return _script_of(letters)


def _script_of(letters: Iterable[str]) -> str:
    counted = Counter(islice(filter(None, map(script_of, letters)), _ENOUGH_LETTERS))
    return counted.most_common(1)[0][0] if counted else ""
