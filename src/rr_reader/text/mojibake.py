"""UTF-8 that was read as something else, found stretch by stretch.

A stretch of characters that one codec could have made of UTF-8 bytes is decoded again, where that leaves
the text clearly less odd (`oddness`). What is sound beside it stays.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from rr_reader.model import Change
from rr_reader.text.altered import decode_altered
from rr_reader.text.edits import apply_changes
from rr_reader.text.letters import rank
from rr_reader.text.misreading import LOST, Reading, candidates, reading
from rr_reader.text.oddness import COMMON_SIGNS, oddness, script_of

_PLAIN_GAIN: Final = 8
_SUM_GAIN: Final = 14
_TRUSTED_GAIN: Final = 1
_ALTERED_GAIN: Final = 2
"""How much less odd a stretch must become; less is asked where the codec is known from another place."""

_SIGN_GAIN: Final = 4
"""What counts for a quotation mark, a dash or a sign that comes out of three characters: hardly ever by chance."""

_TORN: Final = 6
_GUESSED: Final = 3
_FOREIGN: Final = 8

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
    for length, codec, matches in _likeliest_first(line):
        longest = longest or length
        if 2 * length < longest:
            break
        found = list(_mends(line, codec, matches))
        gain = sum(gain for gain, _ in found)
        if gain < best_gain or (reading(codec).reason not in trusted and not _is_evident(found)):
            continue
        changes = tuple(change for _, change in found)
        if gain == best_gain and not _is_commoner(changes, best):
            continue
        if gain > _excess(line, found):
            best, best_gain = changes, gain
    return best


def _is_commoner(ones: tuple[Change, ...], others: tuple[Change, ...]) -> bool:
    """Tell whether what comes out in one way is made of more common letters than in another."""
    one, other = ("".join(change.after for change in changes) for changes in (ones, others))
    return one != other and sum(map(rank, one)) * len(other) < sum(map(rank, other)) * len(one)


def _is_evident(found: list[tuple[int, Change]]) -> bool:
    """Tell whether a codec is to be believed for what it brings out: one clear case, or some that add up."""
    clear = max((gain for gain, change in found if change.after.strip(LOST)), default=0)
    return clear >= _PLAIN_GAIN or sum(gain for gain, _ in found) >= _SUM_GAIN


def _excess(line: str, found: list[tuple[int, Change]]) -> int:
    """Tell how odd the line stays beyond what its characters cost in sound text: what the codec does not explain."""
    rest = apply_changes(line, (change for _, change in found))
    return oddness(rest) - 3 * (len(rest) - len(rest.encode("ascii", "ignore")))


def _likeliest_first(line: str) -> list[tuple[int, str, list[re.Match[str]]]]:
    """List the codecs that may have made something in the line with the stretches, the longest together first."""
    found = []
    for codec, is_altered in candidates(line):
        by = reading(codec)
        if matches := list((by.altered if is_altered else by.stretch).finditer(line)):
            found.append((sum(match.end() - match.start() for match in matches), codec, matches))
    return sorted(found, key=lambda one: -one[0])


def _mends(line: str, codec: str, matches: list[re.Match[str]]) -> Iterator[tuple[int, Change]]:
    """Find which stretches would leave the line less odd, and by how much."""
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
        gain += _sign_gain(before, after) - _torn(left, before[0]) - _torn(before[-1], right)
        gain -= _FOREIGN * (rest not in ("", "latin") and _script_of(before) == rest != _script_of(after))
        if after and gain >= least:
            yield gain - _GUESSED * guessed, Change(start, end, before, after, by.reason)


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
    counted = Counter(filter(None, map(script_of, letters)))
    return counted.most_common(1)[0][0] if counted else ""


def _torn(one: str, other: str) -> int:
    """Tell what speaks against a stretch that ends between two letters of one script that is not Latin."""
    script = script_of(one)
    return _TORN * (script not in ("", "latin") and script == script_of(other))


def _sign_gain(before: str, after: str) -> int:
    is_of_two = len(before) < 3 * len(after)
    return 0 if is_of_two else _SIGN_GAIN * sum(character in COMMON_SIGNS for character in after)
