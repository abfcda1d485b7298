"""UTF-8 that was read as something else, found stretch by stretch.

A stretch of characters that one codec could have made of UTF-8 bytes is decoded again, where that leaves
the text clearly less odd (`oddness`). What is sound beside it stays.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Final

import msgspec

from rr_reader.model import Change
from rr_reader.text.altered import decode_altered
from rr_reader.text.edits import apply_changes
from rr_reader.text.letters import rank
from rr_reader.text.misreading import CODECS, LEADS_OF_SIGNS, LOST, Reading, candidates, codecs_of, reading
from rr_reader.text.oddness import COMMON_SIGNS, excess, oddness, script_of
from rr_reader.text.suspicion import odd_places, suspects

_PLAIN_GAIN: Final = 8
_SUM_GAIN: Final = 14
_LOST_GAIN: Final = 6
_TRUSTED_GAIN: Final = 1
_ALTERED_GAIN: Final = 2
"""How much less odd a stretch must become; less is asked where the codec is known from another place."""

_SIGN_GAIN: Final = 4
"""What counts for a quotation mark, a dash or a sign that comes out of three characters: hardly ever by chance."""

_TORN: Final = 6
_GUESSED: Final = 3
_FOREIGN: Final = 8

_LATIN_SIGN_GAIN: Final = 6
_RARER_CODEC: Final = 0.7
_ENOUGH_LETTERS: Final = 80
"""By so many the script of a line is told."""
_NEAR: Final = 0.7
"""The share of the best gain that another codec must reach to be thought of too."""
_TWICE_GAIN: Final = 16
_MOST_OF: Final = 0.7
_MOST_WAYS: Final = 5
_MOST_LAYERS: Final = 3


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
    least = oddness(line) - _TWICE_GAIN
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
            if not way or suspects(way.text):
                way = _way(line, codec, matches, is_trusted=True)
            if way and not suspects(way.text):
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
    return _Way(codec, changes, apply_changes(line, changes), 0)


def _touch(matches: list[re.Match[str]], places: list[int]) -> bool:
    """Tell whether any stretch has one of the places in it, or at its edge."""
    return any(bisect_left(places, match.start() - 1) < bisect_right(places, match.end() - 1) for match in matches)


def _way(line: str, codec: str, matches: list[re.Match[str]], is_trusted: bool) -> _Way | None:
    """Read a line again by one codec, if what comes out makes that believable."""
    mends = list(_mends(line, codec, matches))
    sure = [mend for mend in mends if mend.gain >= mend.least]
    gain = sum(mend.gain - mend.guess for mend in sure)
    if (
        gain <= 0
        or not (is_trusted or _is_evident(sure))
        or gain <= excess(apply_changes(line, (mend.change for mend in sure)))
    ):
        return None
    changes = tuple(mend.change for mend in map(_deepened, mends) if mend.gain >= mend.least)
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


class _Mend(msgspec.Struct, frozen=True):
    """A stretch read again: how much less odd the line becomes, how much is asked, what is guessed of that."""

    change: Change
    gain: int
    least: int
    guess: int
    around: tuple[str, str]
    is_proof: bool = True
    """Whether it speaks for the codec, too."""


def _deepened(mend: _Mend) -> _Mend:
    """Read a stretch that comes out as odd as it was once more, if all of it was garbled twice."""
    change = mend.change
    if mend.gain >= mend.least or LOST in change.after or change.after.isascii():
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
            found.append(_Mend(again, was - oddness(left + after + right), _ALTERED_GAIN, 0, mend.around))
    return max(found, key=lambda one: one.gain, default=mend)


def _is_evident(sure: list[_Mend]) -> bool:
    """Tell whether a codec is to be believed for what it brings out: one clear case, or some that add up."""
    proof = [mend for mend in sure if mend.is_proof]
    clear = any(mend.gain >= (_PLAIN_GAIN if mend.change.after.strip(LOST) else _LOST_GAIN) for mend in proof)
    return clear or sum(mend.gain for mend in proof) >= _SUM_GAIN


def _is_mostly_lost(before: str, after: str, around: str) -> bool:
    """Tell whether hardly anything is there to be read: what was lost may have been anything.

    But a letter that stands for E2, and two lost bytes, were one of the common signs.
    """
    if 2 * before.count(LOST) <= len(before):
        return False
    return LOST in around or len(before) != 3 * len(after) or set(after) != {LOST} or before[0] not in LEADS_OF_SIGNS


def _likeliest_first(line: str) -> list[tuple[int, str, list[re.Match[str]]]]:
    """List the codecs that may have made something in the line with the stretches, the longest together first."""
    found = []
    for codec, is_altered in candidates(line):
        by = reading(codec)
        if matches := list((by.altered if is_altered else by.stretch).finditer(line)):
            found.append((sum(match.end() - match.start() for match in matches), codec, matches))
    return sorted(found, key=lambda one: -one[0])


def _mends(line: str, codec: str, matches: list[re.Match[str]]) -> Iterator[_Mend]:
    """Read the stretches of a line again, and tell how much less odd that leaves it."""
    by = reading(codec)
    script = ""
    rest = _script_of(apply_changes(line, (Change(*match.span(), "", "", "") for match in matches)))
    for match in matches:
        start, end = match.span()
        before = match.group()
        left, right = line[max(0, start - 1) : start], line[end : end + 1]
        if by.is_exact(before):
            after, least, guessed = by.decode(before), _TRUSTED_GAIN, 0
        else:
            script = script or _script(line, by, matches)
            after = decode_altered(codec, before, left, right, script)
            guessed = before.count(LOST) - after.count(LOST)
            least = _ALTERED_GAIN if any(map(str.isalnum, after)) else _TRUSTED_GAIN
        gain = oddness(left + before + right) - oddness(left + after + right)
        gain += _sign_gain(after) - _torn(left, before[0]) - _torn(before[-1], right)
        gain -= _FOREIGN * (rest not in ("", "latin") and _script_of(before) == rest != _script_of(after))
        if _is_latin_sign(left, before, after, rest):
            least = -_LATIN_SIGN_GAIN
            is_alone = left.isascii() and not before[1:].isalpha()
            gain += _LATIN_SIGN_GAIN * is_alone  # the commonest trace of all: `Â` before a sign that is itself
        change = Change(start, end, before, after, by.reason)
        is_proof = not _is_mostly_lost(before, after, left + right)
        yield _Mend(change, gain, least, _GUESSED * guessed, (left, right), is_proof)


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


def _torn(one: str, other: str) -> int:
    """Tell what speaks against a stretch that ends between two letters of one script that is not Latin."""
    script = script_of(one)
    return _TORN * (script not in ("", "latin") and script == script_of(other))


def _sign_gain(after: str) -> int:
    return _SIGN_GAIN * sum(character in COMMON_SIGNS and character >= "\u0800" for character in after)


def _is_latin_sign(left: str, before: str, after: str, script: str) -> bool:
    """Tell whether a sign of Latin-1 comes out, for itself, of two characters that make no word where they stand.

    The first of these stands for the byte C2: that is an `Â`, no word in any language, or a letter of a script
    that is not the line's.
    """
    is_sign = len(after) == 1 and "\xa0" <= after <= "\xbf" and not left.isalpha() and not after.isalpha()
    return is_sign and (before[0] == "Â" or script_of(before[0]) not in ("", script))
