"""Stretches of which bytes were lost or altered after the misreading: their likeliest reading.

A byte without meaning became U+FFFD, a no-break space a plain one, a curly quote a straight one. Each place
then has some readings, or none; the least odd way through the whole stretch is taken (Viterbi).
"""

from functools import lru_cache
from typing import Final

from rr_reader.text.letters import rank
from rr_reader.text.misreading import LOST, reading
from rr_reader.text.oddness import oddness, script_of

_KEPT_COST: Final = 5
_FOREIGN_COST: Final = 4
_INVISIBLE_COST: Final = 3
_SPACE_COST: Final = 3
_LOST_COST: Final = 5
_SURE_MARGIN: Final = 2
"""By how much a lost character must be less odd than all others that it may have been."""
_RANKS: Final = 50
"""What ranks of letters are divided by: they decide only where all else is equal."""
_WAYS: Final = 4
"""How many ways to one place are followed further."""

_Way = tuple[float, str, "_Way | None"]
"""What a way costs so far, its last characters, and the way before it."""


def decode_altered(codec: str, stretch: str, left: str, right: str, script: str) -> str:
    """Give what a stretch was. Around it stand `left` and `right`; `script` is that of the letters near by.

    What cannot be told is U+FFFD.
    """
    by = reading(codec)
    ways: list[dict[str, _Way]] = [{} for _ in range(len(stretch) + 1)]
    ways[0][left] = (0, "", None)
    for place, character in enumerate(stretch):
        for last, way in sorted(ways[place].items(), key=lambda item: item[1][0])[:_WAYS]:
            kept = way[0] + _step(last, character) + (0 if character.isascii() else _KEPT_COST)
            _offer(ways[place + 1], character, (kept, character, way))
            for length in by.lengths(character):
                sequence = stretch[place : place + length]
                if len(sequence) < length:
                    break
                after = stretch[place + length : place + length + 1] or right
                for choice, cost in _choices(codec, sequence, last, script):
                    out = choice + " " if choice == "à" and sequence[-1] == " " and after.isalnum() else choice
                    _offer(ways[place + length], out[-1], (way[0] + cost, out, way))
    _, end = min(ways[-1].items(), key=lambda item: item[1][0] + _step(item[0], right))
    return _written(end)


def _written(end: _Way) -> str:
    """Write out what a way went through."""
    pieces: list[str] = []
    way: _Way | None = end
    while way:
        _, out, way = way
        pieces.append(out)
    return "".join(reversed(pieces))


def _offer(ways: dict[str, _Way], last: str, way: _Way) -> None:
    if last not in ways or way[0] < ways[last][0]:
        ways[last] = way


@lru_cache(maxsize=4096)
def _step(last: str, this: str) -> int:
    return oddness(last + this) - oddness(last)


@lru_cache(maxsize=4096)
def _choices(codec: str, sequence: str, last: str, script: str) -> tuple[tuple[str, float], ...]:
    """List what a short sequence may have been, with its cost after `last`; U+FFFD where that cannot be told."""
    lost = sequence.count(LOST)
    if lost and " " in sequence:
        return ()
    if lost > 1:
        return ((LOST, _LOST_COST),) if reading(codec).is_possible(sequence) else ()
    options = reading(codec).options(sequence)
    ranked = sorted((_step(last, one) + _unlikeliness(one, sequence, script), one) for one in options)
    if not ranked:
        return ()
    cost = ranked[0][0]
    if not lost:
        return tuple((one, cost + rank(one) / _RANKS) for cost, one in ranked)
    if cost > _LOST_COST or (len(ranked) > 1 and ranked[1][0] < cost + _SURE_MARGIN):
        return ((LOST, min(cost, _LOST_COST)),)
    return ((ranked[0][1], cost),)


def _unlikeliness(character: str, sequence: str, script: str) -> int:
    """Tell what speaks against a character that a sequence may have been, among letters of a script."""
    if character == "\xa0":
        return 0
    if not character.isprintable():
        return _INVISIBLE_COST
    own = script_of(character)
    return _SPACE_COST * sequence.count(" ") + _FOREIGN_COST * bool(script and own and own != script)
