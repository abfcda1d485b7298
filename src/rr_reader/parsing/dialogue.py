"""Who speaks in a conversation: each utterance's own evidence, weighed with the order in which voices follow.

A hidden Markov model of second order over the speakers: voices change from one paragraph to the next, who spoke before
the last one is likely to answer, and who is addressed speaks next. The result is a probability of each speaker, not a
path, so that a guess says that it is one.
"""

from collections.abc import Sequence
from itertools import pairwise

import msgspec

Odds = list[list[float]]
"""The weight of each who may speak, in the order of the utterance's weights: a row for each who may have before."""


class Utterance(msgspec.Struct):
    """What one person says without a break."""

    weights: dict[str, float]
    """Candidate -> how well what stands beside these words fits them, above 0; "" is anybody without a name."""
    same: float = 1.0
    """How much likelier than another the speaker before is to go on: below 1 where voices change."""
    back: float = 1.0
    """How much likelier the speaker before the last one is than another."""
    addressed: frozenset[str] = frozenset()
    """Whom these words call by name."""
    turned_to: frozenset[str] = frozenset()
    """Whom of them they call last."""


_CALLED = 5.0
"""How much likelier it is that who is called by name speaks next, or spoke before."""


def speakers_by_order(utterances: Sequence[Utterance]) -> list[dict[str, float]]:
    """Give for each utterance the probability of each candidate.

    Two utterances in a row whose speakers are certain part what is before them from what is behind.
    """
    certain = [len(utterance.weights) == 1 for utterance in utterances]
    found = [dict.fromkeys(utterance.weights, 1.0) for utterance in utterances]
    end = 0
    for place in range(len(utterances)):
        if certain[place] or place < end:
            continue
        begin, end = max(place - 2, 0), place + 1
        while end < len(utterances) and not all(certain[end : end + 2]):
            end += 1
        end = min(end + 2, len(utterances))
        found[begin:end] = _stretch(utterances[begin:end])
    return found


def _stretch(utterances: Sequence[Utterance]) -> list[dict[str, float]]:
    """Weigh a stretch of conversation by the forward-backward algorithm."""
    names = [list(utterance.weights) for utterance in utterances]
    steps = [_step(before, after) for before, after in pairwise(utterances)]
    forward: list[Odds] = [_normal([list(utterances[0].weights.values())])]
    for place in range(1, len(names)):
        earlier = names[place - 2] if place > 1 else [""]
        answering = _places(names[place], earlier, names[place - 1])
        forward.append(_ahead(forward[-1], steps[place - 1], utterances[place].back, answering))
    found: list[dict[str, float]] = []
    behind: Odds = [[1.0] * len(names[-1])] * len(forward[-1])
    for place in range(len(names) - 1, -1, -1):
        odds = [0.0] * len(names[place])
        for weights, later in zip(forward[place], behind, strict=True):
            odds = [sum_ + weight * rest for sum_, weight, rest in zip(odds, weights, later, strict=True)]
        total = sum(odds) or 1.0
        found.append({name: weight / total for name, weight in zip(names[place], odds, strict=True)})
        if place:
            earlier = names[place - 2] if place > 1 else [""]
            answered = _places(earlier, names[place], names[place - 1])
            behind = _back(steps[place - 1], utterances[place].back, behind, answered)
    return found[::-1]


def _places(names: Sequence[str], others: Sequence[str], between: Sequence[str]) -> list[list[int]]:
    """Give where each name stands among others, -1 for not at all, in a row for each who may speak between.

    Who speaks between is not looked for in their own row, and nobody, "", is not the same nobody again.
    """
    places = {name: place for place, name in enumerate(others) if name}
    same = [places.get(name, -1) for name in names]
    return [[place if name != last else -1 for name, place in zip(names, same, strict=True)] for last in between]


def _step(before: Utterance, after: Utterance) -> Odds:
    """Weigh each pair of a speaker and the next one, the next one's own evidence included."""
    found: Odds = []
    weights, turned_to = after.weights.items(), before.turned_to
    for last in before.weights:
        called = _CALLED if last in after.addressed else 1.0
        row = []
        for name, weight in weights:
            if name == last != "":
                weight *= after.same
            else:
                weight *= called
                if name in turned_to:
                    weight *= _CALLED
            row.append(weight)
        found.append(row)
    return found


def _ahead(forward: Odds, step: Odds, back: float, answering: Sequence[Sequence[int]]) -> Odds:
    """Go one utterance on; `answering` tells where who may speak in it stands among who may have two before."""
    found: Odds = []
    for last, (weights, places) in enumerate(zip(step, answering, strict=True)):
        before = [row[last] for row in forward]
        total = sum(before)
        found.append(
            [
                weight * (total + (back - 1) * before[place]) if place >= 0 else weight * total
                for weight, place in zip(weights, places, strict=True)
            ]
        )
    return _normal(found)


def _back(step: Odds, back: float, behind: Odds, answered: Sequence[Sequence[int]]) -> Odds:
    """Go one utterance back; `answered` tells where who may have spoken two before stands among who may in it."""
    columns: Odds = []
    for weights, later, places in zip(step, behind, answered, strict=True):
        row = [weight * rest for weight, rest in zip(weights, later, strict=True)]
        total = sum(row)
        columns.append([total + (back - 1) * row[place] if place >= 0 else total for place in places])
    return _normal([list(row) for row in zip(*columns, strict=True)])


def _normal(odds: Odds) -> Odds:
    """Scale, so that long conversations do not vanish."""
    top = max(map(max, odds), default=0.0) or 1.0
    return [[weight / top for weight in row] for row in odds]
