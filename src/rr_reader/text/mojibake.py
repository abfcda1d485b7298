"""UTF-8 that was read as something else, found stretch by stretch.

A stretch of characters that one codec could have made of UTF-8 bytes is decoded again, where that leaves
the text clearly less odd (`oddness`). What is sound beside it stays.
"""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import Final

import msgspec

from rr_reader.model import Change
from rr_reader.text.edits import apply_changes
from rr_reader.text.letters import rank
from rr_reader.text.misreading import CODECS, LOST, candidates, codecs_of, reading
from rr_reader.text.oddness import COMMON_SIGNS, excess, oddness
from rr_reader.text.suspicion import odd_places, suspects
from rr_reader.text.weighing import LEAST_ALTERED, Mend, is_trap, weigh

_CLEAR: Final = 8
_CLEAR_SUM: Final = 14
_CLEAR_LOSS: Final = 6
_CLEAR_BY_TRUST: Final = 7
"""What one stretch, or all together, must gain that a codec is believed; of a stretch that comes out as lost;
of any stretch where the codec is believed for other lines only."""

_NEAR: Final = 0.7
"""The share of the best gain that another codec must reach to be thought of too."""
_MOST_WAYS: Final = 5
_MOST_LAYERS: Final = 3
_TWICE: Final = 16
"""What a line must gain by being read again twice."""
_MOST_OF: Final = 0.7
"""The share of what is not ASCII that must come out, when it does so only the second time."""
_RARER_CODEC: Final = 0.7
"""How many ranks of letters a place in the order of codecs counts."""


def mojibake(line: str, trusted: frozenset[str]) -> tuple[Change, ...]:
    """List what is UTF-8 misread in a line, all by the codec that explains most of it.

    `trusted` are the reasons of changes elsewhere in the text: of a codec known from there less is asked.

    >>> [(change.before, change.after, change.reason) for change in mojibake("Zoรฉ Okรกfor", frozenset())]
    [('รฉ', 'é', 'UTF-8 read as windows-874'), ('รก', 'á', 'UTF-8 read as windows-874')]
    >>> mojibake("the Thai รถ is a car", frozenset())
    ()
    """
    ways = _ways(line, trusted)
    if not ways:
        return ()
    best = ways[0]
    if len(ways) > 1 and LOST not in line and excess(best.text):
        best = min(ways, key=lambda way: _settled(way, trusted))  # garbled twice: what comes out in the end decides
    return best.changes


def twice(line: str, trusted: frozenset[str]) -> tuple[Change, ...]:
    """List what looks no better when it is read again once, but surely does when that is done twice."""
    foreign = len(line) - len(line.encode("ascii", "ignore"))
    best: tuple[Change, ...] = ()
    least = oddness(line) - _TWICE
    for length, codec, matches in _likeliest_first(line):
        if length < _MOST_OF * foreign:
            break
        by = reading(codec)
        changes = tuple(
            Change(*match.span(), match.group(), by.decode(match.group()), by.reason)
            for match in matches
            if by.is_exact(match.group())
        )
        once = apply_changes(line, changes)
        further = _ways(once, trusted)
        if further and oddness(further[0].text) < least:
            best, least = changes, oddness(further[0].text)
    return best


class _Way(msgspec.Struct, frozen=True):
    """A line read again by one codec: what changes, what comes out, by how much less odd."""

    codec: str
    changes: tuple[Change, ...]
    text: str
    gain: int


@lru_cache(maxsize=64)
def _ways(line: str, trusted: frozenset[str]) -> list[_Way]:
    """Read a line again by each codec that is to be believed, the one first that explains most."""
    ways: list[_Way] = []
    longest = 0
    places = odd_places(line)
    for codec in codecs_of(trusted):
        if matches := list(reading(codec).altered.finditer(line)):
            way = _plain_way(line, codec, matches, places)
            if not way or not _is_clean(way.text):
                way = _way(line, codec, matches, is_trusted=True)
            if way and _is_clean(way.text):
                return [way]
    for length, codec, matches in _likeliest_first(line):
        longest = longest or length
        if 2 * length < longest:
            break
        is_trusted = reading(codec).reason in trusted
        if not is_trusted and not _touch(matches, places):
            continue
        way = _way(line, codec, matches, is_trusted)
        if way and way.gain >= _NEAR * max((one.gain for one in ways), default=0):
            ways.append(way)
    ways.sort(key=lambda one: -one.gain)
    if len(ways) > 1 and ways[1].gain == ways[0].gain:
        ways.sort(key=lambda one: (-one.gain, _rareness(one)))
    return ways[:_MOST_WAYS]


def _plain_way(line: str, codec: str, matches: list[re.Match[str]], places: list[int]) -> _Way | None:
    """Read a line again by a trusted codec, if each stretch is odd and no byte of it was altered."""
    by = reading(codec)
    if not all(by.is_exact(match.group()) and _touch([match], places) for match in matches):
        return None
    changes = tuple(Change(*match.span(), match.group(), by.decode(match.group()), by.reason) for match in matches)
    if any(is_trap(line, change.start, change.end, change.after) for change in changes):
        return None
    way = _Way(codec, changes, apply_changes(line, changes), 0)
    return way if oddness(line) - oddness(way.text) >= max(_CLEAR_SUM, _CLEAR_SUM // 4 * len(changes)) else None


def _is_clean(text: str) -> bool:
    return not suspects(text) and not excess(text)


def _touch(matches: list[re.Match[str]], places: list[int]) -> bool:
    """Tell whether any stretch has one of the places in it, or at its edge."""
    return any(bisect_left(places, match.start() - 1) < bisect_right(places, match.end() - 1) for match in matches)


def _way(line: str, codec: str, matches: list[re.Match[str]], is_trusted: bool) -> _Way | None:
    """Read a line again by one codec, if what comes out makes that believable."""
    mends = list(weigh(line, codec, matches))
    sure = [mend for mend in mends if mend.is_good]
    is_evident = _is_evident(sure)
    if is_trusted and not is_evident:
        mends = sure = [mend for mend in sure if mend.gain >= _CLEAR_BY_TRUST]
    gain = sum(mend.gain - mend.guess for mend in sure)
    if gain <= 0 or not (is_trusted or is_evident):
        return None
    if gain <= excess(apply_changes(line, (mend.change for mend in sure))):
        return None  # most of what is odd is not explained
    changes = tuple(mend.change for mend in map(_deepened, mends) if mend.is_good)
    return _Way(codec, changes, apply_changes(line, changes), gain)


def _rareness(way: _Way) -> float:
    """Tell how rare the letters are that come out, and the codec."""
    letters = [letter for change in way.changes for letter in change.after if letter not in COMMON_SIGNS]
    return sum(map(rank, letters)) / max(1, len(letters)) + _RARER_CODEC * CODECS.index(way.codec)


def _settled(way: _Way, trusted: frozenset[str]) -> int:
    """Tell how odd a line is when all that it was garbled by is undone, beginning in one way."""
    for _ in range(_MOST_LAYERS):
        trusted |= {reading(way.codec).reason}
        further = _ways(way.text, trusted)
        if not further:
            break
        way = further[0]
    return oddness(way.text)


def _deepened(mend: Mend) -> Mend:
    """Read a stretch that comes out as odd as it was once more, if all of it was garbled twice."""
    change = mend.change
    if mend.is_good or LOST in change.after or change.after.isascii():
        return mend
    left, right = mend.around
    was = oddness(left + change.before + right)
    found = []
    for codec, _ in candidates(change.after):
        by = reading(codec)
        if by.stretch.fullmatch(change.after):
            after = by.decode(change.after)
            reason = change.reason if by.reason == change.reason else f"{change.reason}; {by.reason}"
            again = Change(change.start, change.end, change.before, after, reason)
            found.append(Mend(again, was - oddness(left + after + right), LEAST_ALTERED, mend.around))
    return max(found, key=lambda one: one.gain, default=mend)


def _is_evident(sure: list[Mend]) -> bool:
    """Tell whether a codec is to be believed for what it brings out: one clear case, or some that add up."""
    proof = [mend for mend in sure if mend.is_proof]
    clear = any(mend.gain >= (_CLEAR if mend.change.after.strip(LOST) else _CLEAR_LOSS) for mend in proof)
    return clear or sum(mend.gain for mend in proof) >= _CLEAR_SUM


def _likeliest_first(line: str) -> list[tuple[int, str, list[re.Match[str]]]]:
    """List the codecs that may have made something in the line with the stretches, the longest together first."""
    found = []
    for codec, is_altered in candidates(line):
        by = reading(codec)
        if matches := list((by.altered if is_altered else by.stretch).finditer(line)):
            found.append((sum(match.end() - match.start() for match in matches), codec, matches))
    return sorted(found, key=lambda one: -one[0])
