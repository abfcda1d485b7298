"""Words that were edited, found again by all the letters that they and their surroundings still share with a text.

The text is gone through once for however many are looked for: short runs of letters that it shares with one of them
say where that may begin; there the two are laid beside each other.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from heapq import nsmallest

import msgspec

_RUN = 8
"""Letters of the runs that are looked for."""
_STEP_FROM = 1 << 18
"""Letters of a text from which on not every place of it is looked at, but one in two, one in three …"""
_ENDS = 400
"""Letters at either end of words by which they are looked for."""
_MOST = 500
"""Places that a run may stand at: what stands oftener tells nothing."""
_LIKELIEST = 8
"""Places at which words are laid beside the text, and by how much less than the best these may be told."""
_LONGEST = 50_000
"""Letters of words that are found though they were edited."""
_ROOM = 32
"""Letters by which a text's may have grown, besides half of the words'."""
_SHARED = 4
"""Letters in a row that count as shared: fewer are in any two texts."""

_AROUND = 12
"""Letters of the surroundings that must be there still."""
_TELLING = 32
"""Letters in a row by which words are known: no turn of phrase is as long."""
_ALIKE = 0.7
"""How much of edited words must be shared, from 0 to 1."""
_UNMISTAKABLE = 0.9
"""How much of words must be shared that are known without their surroundings, where they stand only once."""


class Wanted(msgspec.Struct, frozen=True):
    """The letters of words, and those around them."""

    exact: str
    prefix: str
    suffix: str
    hint: int
    """Letters before the words when they were marked."""

    @property
    def all(self) -> str:
        """The letters of the words with those around."""
        return self.prefix + self.exact + self.suffix


class _Match(msgspec.Struct, frozen=True):
    """The words beside a text: `start` and `end` are letters of it."""

    start: int
    end: int
    shared: int
    """Letters of the words that the text has."""
    around: int
    """Letters of the surroundings that it has."""
    adjoining: int
    """Those of them that stand right before and after the words."""
    distance: int
    """From where the words stood."""

    @property
    def rank(self) -> tuple[int, int]:
        """What the best match has most of."""
        return self.shared + self.around, -self.distance


def found(letters: str, wanted: Sequence[Wanted]) -> list[tuple[int, int] | None]:
    """Say of each words where they begin and end in a text of letters; None where they are not there any more."""
    places = _votes(letters, wanted)
    return [_best(letters, each, _likeliest(each, votes)) for each, votes in zip(wanted, places, strict=True)]


def _votes(letters: str, wanted: Sequence[Wanted]) -> list[Counter[int]]:
    """Count for each words how many runs say that they, with their surroundings, begin at a place."""
    runs: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, each in enumerate(wanted):
        for run, start in _runs_of(each).items():
            runs[run].append((number, start))
    step = min(1 + len(letters) // _STEP_FROM, _RUN)
    met = [place for place in range(0, len(letters) - _RUN + 1, step) if letters[place : place + _RUN] in runs]
    often = Counter(letters[place : place + _RUN] for place in met)
    votes: list[Counter[int]] = [Counter() for _ in wanted]
    for place in met:
        run = letters[place : place + _RUN]
        if often[run] <= _MOST:
            for number, start in runs[run]:
                votes[number][place - start] += 1
    return votes


def _runs_of(wanted: Wanted) -> dict[str, int]:
    """Give the runs of letters at both ends, each with its first place."""
    letters = wanted.all
    ends = range(max(0, len(letters) - _ENDS), len(letters) - _RUN + 1), range(min(_ENDS, len(letters) - _RUN + 1))
    return {letters[start : start + _RUN]: start for places in ends for start in reversed(places)}


def _likeliest(wanted: Wanted, votes: Counter[int]) -> list[int]:
    expected = wanted.hint - len(wanted.prefix)
    if not votes or len(wanted.exact) > _LONGEST:
        return []
    enough = max(votes.values()) / _LIKELIEST
    likely = (place for place, count in votes.items() if count >= enough)
    return nsmallest(_LIKELIEST, likely, key=lambda place: (-votes[place], abs(place - expected)))


def _best(letters: str, wanted: Wanted, places: Sequence[int]) -> tuple[int, int] | None:
    """Choose the match with most of the letters, then the nearest; without surroundings only what stands once."""
    matches = {(match.start, match.end): match for place in places if (match := _beside(letters, wanted, place))}
    placed = [match for match in matches.values() if _is_placed(wanted, match)]
    if not placed:
        placed = [match for match in matches.values() if _is_unmistakable(wanted, match)]
        if len(placed) > 1:
            return None
    placed.sort(key=lambda match: match.rank, reverse=True)
    if not placed or (len(placed) > 1 and _is_either(wanted, *placed[:2])):
        return None
    return placed[0].start, placed[0].end


def _is_either(wanted: Wanted, one: _Match, other: _Match) -> bool:
    """Tell whether it may be two places as well: where there are hardly any surroundings to tell them apart."""
    is_bare = len(wanted.prefix) + len(wanted.suffix) < _AROUND
    return is_bare and one.rank[0] == other.rank[0]


def _is_placed(wanted: Wanted, match: _Match) -> bool:
    """Tell whether words and surroundings are those that were marked."""
    has = len(wanted.prefix) + len(wanted.suffix)
    if match.around < min(_AROUND, has):
        return False
    enough = min(_TELLING, _ALIKE * len(wanted.all))  # where there is little around, half of it is a turn of phrase
    if match.around >= has / 2 and match.shared + match.around >= enough:
        return _alike(wanted, match) >= _ALIKE
    is_whole = match.shared == len(wanted.exact) == match.end - match.start
    return is_whole and match.adjoining >= _AROUND and match.shared + match.adjoining >= _TELLING


def _is_unmistakable(wanted: Wanted, match: _Match) -> bool:
    return len(wanted.exact) >= _TELLING and _alike(wanted, match) >= _UNMISTAKABLE


def _alike(wanted: Wanted, match: _Match) -> float:
    return 2 * match.shared / (len(wanted.exact) + match.end - match.start)


def _beside(letters: str, wanted: Wanted, place: int) -> _Match | None:
    """Lay words beside the text where they, with their surroundings, may begin; None where nothing is shared."""
    room = _ROOM + len(wanted.exact) // 2
    first = max(0, place - room)
    text = letters[first : place + len(wanted.all) + room]
    start, end = len(wanted.prefix), len(wanted.prefix) + len(wanted.exact)
    runs = _shared_runs(wanted.all, text)
    touching = [(a, b, a + size) for a, b, size in runs if a < end and a + size > start]
    if not touching:
        return None
    own = [(max(a, start), b + max(0, start - a), min(after, end)) for a, b, after in touching]
    adjoining = max(0, start - touching[0][0]) + max(0, touching[-1][2] - end)
    all_runs = [(a, b, a + size) for a, b, size in runs]
    begins = max(0, _border(all_runs, own[0], start))
    ends = min(len(text), -_border([_mirrored(run) for run in reversed(all_runs)], _mirrored(own[-1]), -end))
    shared = sum(after - a for a, _, after in own)
    around = sum(size for _, _, size in runs) - shared
    return _Match(first + begins, first + ends, shared, around, adjoining, abs(first + begins - wanted.hint))


def _border(runs: Sequence[tuple[int, int, int]], own: tuple[int, int, int], border: int) -> int:
    """Say where in the text words begin of which `own` is the first run that is shared.

    A run is where it begins in the words and in the text, and where it ends in the words. Before it, the words go on
    for as many letters as they did, or up to what stood before them.
    """
    begins, place, _ = own
    if begins == border:
        return place
    before = [(after, b + after - a) for a, b, after in runs if after <= border]
    if before and before[-1][0] == border:
        return before[-1][1]
    return max(place - (begins - border), before[-1][1] if before else place - (begins - border))


def _mirrored(run: tuple[int, int, int]) -> tuple[int, int, int]:
    """Look at a run from behind: then where words end is where they begin."""
    begins, place, after = run
    return -after, -(place + after - begins), -begins


def _shared_runs(one: str, other: str) -> list[tuple[int, int, int]]:
    """List runs of letters that both have, in order: where in one, where in the other, how many."""
    ours, theirs = ([text[at : at + _SHARED] for at in range(len(text) - _SHARED + 1)] for text in (one, other))
    runs: list[tuple[int, int, int]] = []
    behind_a = behind_b = 0
    for a, b, count in SequenceMatcher(None, ours, theirs).get_matching_blocks():
        passed = max(behind_a - a, behind_b - b, 0)  # pieces overlap, and so may the ends of runs
        size = count + _SHARED - 1 - passed
        if count and size > 0:
            runs.append((a + passed, b + passed, size))
            behind_a, behind_b = a + passed + size, b + passed + size
    return runs
