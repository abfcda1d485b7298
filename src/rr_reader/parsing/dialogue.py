"""Who speaks in a conversation: each utterance's own evidence, weighed with the order in which voices follow.

A hidden Markov model of second order over the speakers: voices change from one paragraph to the next, who spoke before
the last one is likely to answer, and who is addressed speaks next. The result is a probability of each speaker, not a
path, so that a guess says that it is one.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import msgspec

Odds = dict[tuple[str, str], float]
"""(the speaker before, the speaker) -> weight."""


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
    steps = [_step(before, after) for before, after in pairwise(utterances)]
    forward: list[Odds] = [_normal({("", name): weight for name, weight in utterances[0].weights.items()})]
    for step, utterance in zip(steps, utterances[1:], strict=True):
        forward.append(_ahead(forward[-1], step, utterance.back))
    found: list[dict[str, float]] = []
    behind: Odds = dict.fromkeys(forward[-1], 1.0)
    for index in range(len(utterances) - 1, -1, -1):
        odds: dict[str, float] = dict.fromkeys(utterances[index].weights, 0.0)
        for pair, weight in forward[index].items():
            odds[pair[1]] += weight * behind[pair]
        total = sum(odds.values()) or 1.0
        found.append({name: weight / total for name, weight in odds.items()})
        if index:
            behind = _back(forward[index - 1], steps[index - 1], utterances[index].back, behind)
    return found[::-1]


def _step(before: Utterance, after: Utterance) -> Odds:
    """Weigh each pair of a speaker and the next one, the next one's own evidence included."""
    found: Odds = {}
    for last in before.weights:
        called = _CALLED if last in after.addressed else 1.0
        for name, weight in after.weights.items():
            if name == last != "":
                weight *= after.same
            else:
                weight *= called
                if name in before.turned_to:
                    weight *= _CALLED
            found[last, name] = weight
    return found


def _ahead(forward: Odds, step: Odds, back: float) -> Odds:
    sums: dict[str, float] = {}
    for (_, last), weight in forward.items():
        sums[last] = sums.get(last, 0.0) + weight
    found: Odds = {}
    for (last, name), weight in step.items():
        answers = forward.get((name, last), 0.0) if name != last and name else 0.0
        found[last, name] = weight * (sums[last] + (back - 1) * answers)
    return _normal(found)


def _back(forward: Mapping[tuple[str, str], float], step: Odds, back: float, behind: Odds) -> Odds:
    sums: dict[str, float] = {}
    for pair, weight in step.items():
        sums[pair[0]] = sums.get(pair[0], 0.0) + weight * behind[pair]
    return _normal(
        {
            (first, last): sums[last]
            + (back - 1) * step.get((last, first), 0.0) * behind.get((last, first), 0.0) * (first not in {last, ""})
            for first, last in forward
        }
    )


def _normal(odds: Odds) -> Odds:
    """Scale, so that long conversations do not vanish."""
    top = max(odds.values(), default=0.0) or 1.0
    return {pair: weight / top for pair, weight in odds.items()}
