"""What a document says of who speaks in each turn of its prose: cues, subjects, pronouns, descriptions, address."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from operator import attrgetter

from rr_reader.parsing.descriptions import apposed, gender_of, is_several, leading_description
from rr_reader.parsing.introductions import add_people_called, people_of_cues
from rr_reader.parsing.people import NARRATOR, People
from rr_reader.parsing.speech import Paragraph
from rr_reader.parsing.speech_turns import LOOK_BACK, Turn, Turns

_REACH = 8
"""Paragraphs before and after, in which those who take part in a conversation are looked for."""
_SUBJECTS = {"He": "he", "His": "he", "She": "she", "Her": "she"}
_start = attrgetter("start")
_ANY = ("a ", "an ", "one ")
_LIKELY = 0.6
"""The chance above which a guess at who speaks tells how they are called."""
_STRANGER = 20.0
"""The weight of somebody who is described, not named, and leads the sentence before the words."""
_CONTRARY = 0.0005
"""The weight of somebody who is called by the other pronoun."""


class Evidence:
    """All that is known of who speaks, asked turn by turn."""

    def __init__(self, paragraphs: Sequence[Paragraph], people: People) -> None:
        self.people = people
        self.narrator = ""
        """The name of whoever says `I`, where the document tells it."""
        self.paragraphs = paragraphs
        self.quotes = [[copy(quote) for quote in item.quotes] for item in paragraphs]
        named = people_of_cues(paragraphs, people)
        add_people_called(paragraphs, people)
        self._mentions = [people.mentions(item.tokens, place, item.asked) for place, item in enumerate(paragraphs)]
        if people.is_open:
            people.settle()
            self._mentions = [people.mentions(item.tokens) for item in paragraphs]
            named = people_of_cues(paragraphs, people)
        self.turns = list(Turns(paragraphs, self.quotes, self._mentions, people).read(named))
        self._seen = {mention.person for mentions in self._mentions for mention in mentions}
        self._has_narrator = any(turn.person == NARRATOR for turn in self.turns)
        self._learned: dict[str, str] = {}
        self._guessed: dict[str, str] = {}
        """Pronouns by which people seem to be called."""
        self._subjects: dict[int, list[tuple[int, str]]] = {}
        self._present = [[m.person for m in mentions if m.leads] for mentions in self._mentions]
        """Who leads a sentence or speaks in each paragraph."""
        self._near = [{m.person: 0.5 + 0.5 * m.leads for m in mentions if not m.owns} for mentions in self._mentions]
        """Who is named in each paragraph, and how weightily."""
        for turn in self.turns:
            self.heard(turn, turn.person)
        self._led_out = {
            turn.place: leading_description(self.paragraphs[turn.place - 1].narration)
            for turn in self.turns
            if turn.place and not turn.person and not self.paragraphs[turn.place - 1].speaks
        }
        """The description that leads the last sentence of the narration before a turn."""
        described = {noun for turn in self.turns for noun in (turn.described, turn.led_by[1], *turn.titles) if noun}
        described |= {noun for _, noun, _ in self._led_out.values() if noun}
        self._apposed = apposed(described, [item.narration for item in paragraphs], people) if described else {}

    def heard(self, turn: Turn, person: str) -> None:
        """Remember who speaks in a turn, in place of whoever seemed to."""
        if turn.heard == person:
            return
        if turn.heard:
            self._present[turn.place].remove(turn.heard)
            self._near[turn.place][turn.heard] -= 1
        turn.heard = person
        if person:
            self._present[turn.place].append(person)
            self._near[turn.place][person] = self._near[turn.place].get(person, 0.0) + 1

    def learn(self, meanings: Mapping[str, str]) -> None:
        """Take it as known whom names and descriptions mean."""
        self._learned = dict(meanings)

    def asks_gender(self, turn: Turn) -> bool:
        """Tell whether a pronoun stands in for a turn's speaker."""
        return not turn.person and self._gender_asked(turn)[0] != ""

    def guess_pronouns(self, turns: Iterable[Turn], chances: Iterable[Mapping[str, float]]) -> set[str]:
        """Take whom nothing else calls *he* or *she* to be called as where they most likely speak; give them."""
        votes: dict[str, Counter[str]] = {}
        for turn, odds in zip(turns, chances, strict=True):
            name = max(odds, key=odds.__getitem__)
            gender = self._gender_asked(turn)[0]
            if gender and odds[name] > _LIKELY and name not in {"", NARRATOR} and not self.people.gender(name):
                votes.setdefault(name, Counter())[gender] += 1
        self._guessed = {name: ballot.most_common(1)[0][0] for name, ballot in votes.items()}
        return set(votes)

    def names_before(self, turn: Turn) -> bool:
        """Tell whether somebody is named or described in a turn's paragraph before it, or leads the one before."""
        is_led = not turn.led_by[2] or bool(self._leader(turn))
        return is_led or bool(turn.before) or self._led_out_by(turn) not in {"", NARRATOR}

    def addressed(self, turn: Turn) -> frozenset[str]:
        """Give the people whom a turn's words call by name."""
        if not (turn.calls or turn.titles):
            return turn.called
        known = {self._learned[name] for name in turn.calls if name in self._learned}
        known |= {self._apposed[title] for title in turn.titles if title in self._apposed}
        return turn.called | known if known else turn.called

    def turned_to(self, turn: Turn) -> frozenset[str]:
        """Give whom of them a turn's words call last: who is to answer."""
        if not turn.turns_to:
            return frozenset()
        meant = {name: self._learned.get(name, "") or self._apposed.get(name, "") or name for name in turn.turns_to}
        return frozenset(meant.values()) & self.addressed(turn)

    def is_known(self, name: str) -> bool:
        """Tell whether a name is somebody's already."""
        return name in self.people.names

    def is_seen(self, name: str) -> bool:
        """Tell whether the narration names somebody."""
        return name in self._seen

    def weights(self, turn: Turn) -> dict[str, float]:
        """Weigh who may speak in a turn, by what stands beside it; "" is somebody who has no name here."""
        if turn.person:
            return {turn.person: 1.0}
        cue = turn.cue
        if cue and not cue.gender and is_several(cue.who):
            return {"": 1.0}
        meant = self._apposed.get(turn.described) or self._learned.get(turn.described, "")
        if cue and not meant and cue.who.lower().startswith(_ANY):
            return {"": 1.0}
        gender, is_asked = self._gender_asked(turn)
        found = self._candidates(turn, is_pronoun=is_asked)
        for name, factor in self._beside(turn):
            found[name] = found.get(name, 1.0) * factor
        if meant:
            found[meant] = found.get(meant, 1.0) * 50
        addressed = self.addressed(turn)
        for name in found:
            if name in addressed:
                found[name] *= 0.02
            elif name in turn.told:
                found[name] *= 0.3
            if gender:
                found[name] *= self._fit(name, gender, turn.place, is_asked=is_asked)
        found[""] = 0.5 if turn.described and not meant else 0.1
        if gender and is_asked and not turn.described:
            found[""] = 0.02
        if turn.led_by[0] >= 0 and not turn.described and not self._leader(turn):
            found[""] = 1.0 if turn.led_by[2] else _STRANGER
        best = max(found.values())
        ranked = sorted(found, key=found.__getitem__, reverse=True)[:6]
        return {name: found[name] / best for name in ranked if found[name] > best / 2000}

    def sureness(self, turn: Turn, name: str) -> float:
        """Tell how sure an attribution can be at most, with the evidence it has."""
        if turn.person:
            return turn.sure
        if turn.goes_on:
            return 0.8
        if turn.described:
            return 0.85 if self._apposed.get(turn.described) == name else 0.65
        if turn.cue:
            gender = turn.cue.gender
            leads = self._leader(turn) == name and gender_of(turn.led_by[1]) == gender
            if gender and (leads or self.people.gender(name, besides=turn.place) == gender):
                return 0.85
            return 0.6
        if any(mention.person == name and mention.leads for mention in turn.before):
            return 0.8
        return 0.7

    def _leader(self, turn: Turn) -> str:
        """Give whom the description that leads the last sentence before a turn means, "" for a stranger (`a nurse`)."""
        place, noun, is_known = turn.led_by
        if place < 0 or not is_known:
            return ""
        return self._apposed.get(noun, "") or self._learned.get(noun, "")

    def _beside(self, turn: Turn) -> Iterator[tuple[str, float]]:
        """Weigh who is named beside a turn: in its paragraph before it and behind it, in the narration before that."""
        before = turn.before
        leader = self._leader(turn)
        if leader:
            yield leader, 20.0
        elif before:
            yield before[0].person, 20.0 if before[0].leads else 4.0
            for mention in before[1:3]:
                if mention.person != before[0].person:
                    yield mention.person, 2.0
        elif not turn.cue:
            end = turn.quotes[-1].span.end
            since = bisect_left(self._mentions[turn.place], end, key=_start)
            behind = self._mentions[turn.place][since : since + LOOK_BACK]
            after = next((mention for mention in behind if mention.leads), None)
            if after:
                yield after.person, 10.0
        if person := self._led_out_by(turn):
            is_led_in = self.paragraphs[turn.place - 1].narration.rstrip().endswith(":")
            yield person, 20.0 if is_led_in else 4.0

    def _led_out_by(self, turn: Turn) -> str:
        """Give who leads the last sentence of the narration before a turn, by name or described; "" for nobody."""
        if not turn.place or self.paragraphs[turn.place - 1].speaks:
            return ""
        led = [mention for mention in self._mentions[turn.place - 1] if mention.leads]
        at, noun, _ = self._led_out.get(turn.place, (-1, "", True))
        if not led or led[-1].start <= at:
            described = self._apposed.get(noun, "") or self._learned.get(noun, "")
            return described or (led[-1].person if led else "")
        return led[-1].person

    def _candidates(self, turn: Turn, *, is_pronoun: bool) -> dict[str, float]:
        """Give who may speak, each with how present they are: in the paragraphs around, or the latest named before."""
        counts = dict.fromkeys(turn.told, 0.5)
        for near in self._near[max(turn.place - _REACH, 0) : turn.place + _REACH + 1]:
            for name, count in near.items():
                counts[name] = counts.get(name, 0.0) + count
        recent: dict[str, None] = {}
        place = turn.place - 1
        while place >= 0 and len(recent) < 3 and turn.place - place < 60:
            for name in reversed(self._present[place]):
                recent[name] = None
            place -= 1
        found = {name: (1 + count) ** 0.5 for name, count in counts.items()}
        for rank, name in enumerate(recent):
            found[name] = found.get(name, 1.0) * ((3.0, 1.7, 1.0)[min(rank, 2)] if is_pronoun else 1.0)
        if not self._has_narrator or is_pronoun:
            found.pop(NARRATOR, None)
        found.pop("", None)
        return found

    def _gender_asked(self, turn: Turn) -> tuple[str, bool]:
        """Give the pronoun that must fit, and whether the cue itself asks for it or only the sentence beside it."""
        cue = turn.cue
        if cue:
            return cue.gender or gender_of(turn.described), True
        start, end = turn.quotes[0].span.start, turn.quotes[-1].span.end
        subjects = self._subjects.get(turn.place)
        if subjects is None:
            tokens = self.paragraphs[turn.place].tokens
            subjects = self._subjects[turn.place] = [(at, word) for _, at, word in tokens if word in _SUBJECTS]
        for at, word in subjects:
            if not start < at < end:
                return _SUBJECTS[word], False
        return "", False

    def _fit(self, name: str, gender: str, place: int, *, is_asked: bool) -> float:
        known = self.people.gender(name, besides=place) or self._guessed.get(name, "")
        if known == gender:
            return 1.0
        if known:
            return _CONTRARY if is_asked else 0.15
        return 0.4 if is_asked else 0.7
