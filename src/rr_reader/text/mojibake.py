"""UTF-8 that was read as something else, found stretch by stretch.

A stretch of characters that one codec could have made of UTF-8 bytes is decoded again, where that leaves
the text clearly less odd (`oddness`). What is sound beside it stays.
"""

import re
from collections.abc import Iterator
from typing import Final

from rr_reader.model import Change
from rr_reader.text.edits import apply_changes
from rr_reader.text.misreading import Reading, candidates, reading
from rr_reader.text.oddness import COMMON_SIGNS, oddness

_PLAIN_GAIN: Final = 8
_TRUSTED_GAIN: Final = 1
_ALTERED_GAIN: Final = 4
"""How much less odd a stretch must become; less is asked where the codec is known from another place."""

_SIGN_GAIN: Final = 4
"""What counts for a quotation mark, a dash or a sign that comes out of three characters: hardly ever by chance."""

_NEIGHBOURS = re.compile("[^\x00-\x7f]{2}")


def mojibake(line: str, trusted: frozenset[str]) -> tuple[Change, ...]:
    """List what is UTF-8 misread in a line, all by the codec that explains most of it.

    `trusted` are the reasons of changes elsewhere in the text: of a codec known from there less is asked.

    >>> [(change.before, change.after, change.reason) for change in mojibake("Zoรฉ Okรกfor", frozenset())]
    [('รฉ', 'é', 'UTF-8 read as windows-874'), ('รก', 'á', 'UTF-8 read as windows-874')]
    >>> mojibake("the Thai รถ is a car", frozenset())
    ()
    """
    if not trusted and not _NEIGHBOURS.search(line):
        return ()
    best: tuple[Change, ...] = ()
    best_gain = longest = 0
    for length, by, matches in _likeliest_first(line):
        longest = longest or length
        if 2 * length < longest:
            break
        found = list(_mends(line, by, matches))
        if by.reason not in trusted and all(gain < _PLAIN_GAIN for gain, _ in found):
            continue
        gain = sum(gain for gain, _ in found)
        if gain > best_gain and gain > _excess(line, found):
            best, best_gain = tuple(change for _, change in found), gain
    return best


def _excess(line: str, found: list[tuple[int, Change]]) -> int:
    """Tell how odd the line stays beyond what its characters cost in sound text: what the codec does not explain."""
    rest = apply_changes(line, (change for _, change in found))
    return oddness(rest) - 3 * (len(rest) - len(rest.encode("ascii", "ignore")))


def _likeliest_first(line: str) -> list[tuple[int, Reading, list[re.Match[str]]]]:
    """List the codecs that may have made something in the line with the stretches, the longest together first."""
    found = []
    for codec, is_altered in candidates(line):
        by = reading(codec)
        if matches := list((by.altered if is_altered else by.stretch).finditer(line)):
            found.append((sum(match.end() - match.start() for match in matches), by, matches))
    return sorted(found, key=lambda one: -one[0])


def _mends(line: str, by: Reading, matches: list[re.Match[str]]) -> Iterator[tuple[int, Change]]:
    """Find which stretches would leave the line less odd, and by how much."""
    for match in matches:
        start, end = match.span()
        before = match.group()
        left, right = line[max(0, start - 1) : start], line[end : end + 1]
        if by.is_exact(before):
            after, least = by.decode(before), _TRUSTED_GAIN
        else:
            after = by.decode_altered(before, left, right)
            least = _ALTERED_GAIN if any(map(str.isalnum, after)) else _TRUSTED_GAIN
        gain = oddness(left + before + right) - oddness(left + after + right)
        gain += _sign_gain(before, after)
        if after and gain >= least:
            yield gain, Change(start, end, before, after, by.reason)


def _sign_gain(before: str, after: str) -> int:
    is_of_two = len(before) < 3 * len(after)
    return 0 if is_of_two else _SIGN_GAIN * sum(character in COMMON_SIGNS for character in after)
