"""Who speaks in a conversation: each utterance's own evidence, weighed with the order in which voices follow.

A hidden Markov model of second order over the speakers: voices change from one paragraph to the next, who spoke before
the last one is likely to answer, and who is addressed speaks next. The result is a probability of each speaker, not a
path, so that a guess says that it is one.
"""

from collections.abc import Sequence
from itertools import pairwise
from operator import add, mul

import msgspec

Odds = list[list[float]]
"""The weight of each who may speak, in the order of the utterance's weights: a row for each who may have before."""


class Utterance(msgspec.Struct, gc=False):
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
    answers = [[], *([] if place < 2 else _answers(names[place], names[place - 2]) for place in range(1, len(names)))]
    forward: list[Odds] = [[list(utterances[0].weights.values())]]
    for place in range(1, len(names)):
        back = utterances[place].back
        forward.append(_ahead(forward[-1], steps[place - 1], back, answers[place], names[place - 1]))
    found: list[dict[str, float]] = []
    behind: Odds = [[1.0] * len(names[-1])] * len(forward[-1])
    for place in range(len(names) - 1, -1, -1):
        odds = [0.0] * len(names[place])
        for weights, later in zip(forward[place], behind, strict=True):
            odds = list(map(add, odds, map(mul, weights, later)))
        total = sum(odds) or 1.0
        found.append({name: weight / total for name, weight in zip(names[place], odds, strict=True)})
        if place:
            earlier = len(forward[place - 1])
            behind = _back(steps[place - 1], utterances[place].back, behind, answers[place], names[place - 1], earlier)
    return found[::-1]


def _answers(names: Sequence[str], earlier: Sequence[str]) -> list[tuple[int, int, str]]:
    """List who may speak and may have spoken two before: where among these, where among those, and the name.

    Nobody, "", is not the same nobody again.
    """
    places = {name: place for place, name in enumerate(earlier) if name}
    return [(place, places[name], name) for place, name in enumerate(names) if name in places]


def _step(before: Utterance, after: Utterance) -> Odds:
    """Weigh each pair of a speaker and the next one, the next one's own evidence included."""
    found: Odds = []
    weights = list(after.weights.values())
    places = {name: place for place, name in enumerate(after.weights)}
    turned_to = [places[name] for name in before.turned_to if name in places]
    for last in before.weights:
        row = [weight * _CALLED for weight in weights] if last in after.addressed else weights.copy()
        for place in turned_to:
            row[place] *= _CALLED
        if last and last in places:
            row[places[last]] = weights[places[last]] * after.same
        found.append(row)
    return found


def _ahead(
    forward: Odds, step: Odds, back: float, answers: Sequence[tuple[int, int, str]], between: Sequence[str]
) -> Odds:
    """Go one utterance on; who answers is none of those who may speak `between`."""
    found: Odds = []
    for last, weights, before in zip(between, step, zip(*forward, strict=True), strict=True):
        total = sum(before)
        row = [weight * total for weight in weights]
        for place, earlier, name in answers:
            if name != last:
                row[place] = weights[place] * (total + (back - 1) * before[earlier])
        found.append(row)
    return _scaled(found)


def _back(
    step: Odds,
    back: float,
    behind: Odds,
    answers: Sequence[tuple[int, int, str]],
    between: Sequence[str],
    earlier_ones: int,
) -> Odds:
    """Go one utterance back, to as many as may have spoken two before."""
    columns: Odds = []
    for last, weights, later in zip(between, step, behind, strict=True):
        row = list(map(mul, weights, later))
        total = sum(row)
        column = [total] * earlier_ones
        for place, earlier, name in answers:
            if name != last:
                column[earlier] = total + (back - 1) * row[place]
        columns.append(column)
    return _scaled([list(row) for row in zip(*columns, strict=True)])


def _scaled(odds: Odds) -> Odds:
    """Scale where it is time to, so that long conversations neither vanish nor grow beyond what a number holds."""
    top = max(map(max, odds))
    if 1e-100 < top < 1e100 or not top:
        return odds
    return [[weight / top for weight in row] for row in odds]
