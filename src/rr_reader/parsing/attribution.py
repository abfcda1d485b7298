"""Whose words a quotation is: what stands beside it, weighed with the conversation it belongs to.

The surest first: the quotation's own cue, the one it goes on from, a paragraph's subject, a pronoun's last matching
person. What is left open the order of the conversation decides (`dialogue`), and is told as a guess.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from rr_reader.parsing.dialogue import Utterance, speakers_by_order
from rr_reader.parsing.evidence import Evidence
from rr_reader.parsing.people import NARRATOR, People
from rr_reader.parsing.speech import Found, Paragraph
from rr_reader.parsing.speech_turns import Turn
from rr_reader.parsing.verbs import ADDS, ASKS, REPLIES

_PAUSE = 4
"""Paragraphs of narration that end a conversation."""
_NOTHING_TOLD = re.compile(r"[\s“”‘’„«»「」\"']*\Z")
_LEARNED = 0.8
"""The share of its places at which a name or description must mean one person, to mean that person."""


def attribute(paragraphs: Sequence[Paragraph], people: People) -> list[Found]:
    """Say whose each quotation is, in order; `people` learns who is named by cues alone."""
    evidence = Evidence(paragraphs, people)
    manner = _manner(paragraphs, evidence.turns)
    conversations = list(_conversations(evidence.turns, paragraphs))
    chances = [_hear(conversation, evidence, manner) for conversation in conversations]
    learned = _meanings(conversations, chances, evidence)
    if learned:
        evidence.learn(learned)
        for number, conversation in enumerate(conversations):
            if any(turn.described in learned or not learned.keys().isdisjoint(turn.calls) for turn in conversation):
                chances[number] = _hear(conversation, evidence, manner)
    guessed = evidence.guess_pronouns(chain(*conversations), chain(*chances))
    for number, conversation in enumerate(conversations):
        if any(
            not guessed.isdisjoint(odds) and evidence.asks_gender(turn)
            for turn, odds in zip(conversation, chances[number], strict=True)
        ):
            chances[number] = _hear(conversation, evidence, manner)
    for conversation, odds in zip(conversations, chances, strict=True):
        for turn, chance in zip(conversation, odds, strict=True):
            _settle(turn, chance, evidence)
    return [quote for quotes in evidence.quotes for quote in quotes]


class _Manner(NamedTuple):
    """How much likelier than another one the speaker is to go on in the next paragraph, in this document.

    `pronoun`: how much likelier still, if a pronoun stands for the speaker there.
    """

    same: float
    pronoun: float


def _manner(paragraphs: Sequence[Paragraph], turns: Sequence[Turn]) -> _Manner:
    """Tell whether the voice goes on, as this document has it.

    Where people talk to each other voices change, and many paragraphs are nothing but speech; where a writer
    quotes, the same voice goes on, and *she* is who spoke last. Turns with names on both sides say it outright.
    """
    talks = sum(
        turn.cue.verb in REPLIES or turn.cue.verb in ASKS
        if turn.cue
        else _NOTHING_TOLD.match(paragraphs[turn.place].narration) is not None
        for turn in turns
    )
    style = min(talks / (len(turns) + 2), 0.3) / 0.3
    prior = 2.0 * (1 - style) + 0.1 * style
    stays = changes = 0.0
    for before, after in pairwise(turns):
        if before.person and after.person and after.place == before.place + 1:
            stays += before.person == after.person
            changes += before.person != after.person
    return _Manner((stays + 2 * prior) / (changes + 2), 1 + 3 * (1 - style))


def _conversations(turns: Sequence[Turn], paragraphs: Sequence[Paragraph]) -> Iterator[list[Turn]]:
    """Group the turns that may answer each other: no heading and no long narration between them."""
    group: list[Turn] = []
    for turn in turns:
        if not turn.is_direct:
            yield [turn]
            continue
        if group:
            last = group[-1].place
            if turn.place - last > _PAUSE or paragraphs[last].section != paragraphs[turn.place].section:
                yield group
                group = []
        group.append(turn)
    if group:
        yield group


def _hear(conversation: Sequence[Turn], evidence: Evidence, manner: _Manner) -> list[dict[str, float]]:
    """Weigh who speaks in each turn of a conversation."""
    utterances = []
    for number, turn in enumerate(conversation):
        gap = turn.place - conversation[number - 1].place if number else 0
        utterances.append(_utterance(turn, gap, evidence, manner))
    odds = speakers_by_order(utterances)
    for turn, chances in zip(conversation, odds, strict=True):
        best = max(chances, key=chances.__getitem__)
        evidence.heard(turn, best if chances[best] > 0.5 else "")
    return odds


def _utterance(turn: Turn, gap: int, evidence: Evidence, manner: _Manner) -> Utterance:
    back = 3.0 if gap == 1 else 1.5
    if turn.goes_on:
        stay = 60.0
    elif gap == 0:
        stay = 4.0
    else:
        stay = manner.same if gap == 1 else (manner.same + 1) / 2
        if turn.cue and turn.cue.gender and not evidence.names_before(turn):
            stay *= manner.pronoun
        if turn.cue and turn.cue.verb in REPLIES:
            stay *= 0.3
        elif turn.cue and turn.cue.verb in ADDS:
            stay *= 4
    return Utterance(evidence.weights(turn), stay, back, evidence.addressed(turn), evidence.turned_to(turn))


def _meanings(
    conversations: Sequence[Sequence[Turn]], chances: Sequence[Sequence[dict[str, float]]], evidence: Evidence
) -> dict[str, str]:
    """Learn whom names that only speech uses, and descriptions, mean: whoever mostly stands where they would.

    Who is called speaks before or after; a description speaks itself.
    """
    votes: dict[str, dict[str, float]] = {}
    for conversation, odds in zip(conversations, chances, strict=True):
        for number, turn in enumerate(conversation):
            near = [
                odds[other]
                for other in (number - 1, number + 1)
                if 0 <= other < len(conversation) and abs(conversation[other].place - turn.place) == 1
            ]
            for name in turn.calls:
                for neighbour in near:
                    _vote(votes, name, {who: p * (1 - odds[number].get(who, 0.0)) for who, p in neighbour.items()})
            if turn.described:
                _vote(votes, turn.described, odds[number])
    evidence.narrator = _narrator(votes, evidence)
    found = {evidence.narrator: NARRATOR} if evidence.narrator else {}
    for name, ballot in votes.items():
        person, share = max(ballot.items(), key=lambda item: item[1], default=("", 0.0))
        is_clear = share >= max(0.9, _LEARNED * sum(ballot.values()))
        if is_clear and person not in {"", NARRATOR} and not evidence.is_known(name):
            found[name] = person
    return found


def _vote(votes: dict[str, dict[str, float]], name: str, chances: dict[str, float]) -> None:
    ballot = votes.setdefault(name, {})
    for person, chance in chances.items():
        ballot[person] = ballot.get(person, 0.0) + chance


def _narrator(votes: dict[str, dict[str, float]], evidence: Evidence) -> str:
    """Give the name by which whoever says `I` is mostly called."""
    called = {
        name: ballot[NARRATOR]
        for name, ballot in votes.items()
        if ballot.get(NARRATOR, 0.0) > 0.6 * sum(ballot.values()) and not evidence.is_seen(name)
    }
    return max(called, key=lambda name: called[name], default="")


def _settle(turn: Turn, chances: dict[str, float], evidence: Evidence) -> None:
    """Give the turn's quotations to the likeliest, no surer than its evidence is."""
    name = max(chances, key=chances.__getitem__)
    sure = min(chances[name], evidence.sureness(turn, name))
    person = evidence.narrator if name == NARRATOR else name
    for quote in turn.quotes:
        quote.speaker = person
        if not person:
            quote.confidence = 0.5 if turn.cue else 0.3
        elif quote.cue:
            quote.confidence = sure
        else:
            quote.confidence = min(
                sure, 0.95 if turn.cue and quote is not turn.quotes[0] else 0.7 if turn.cue else sure
            )
