"""What one person says in a paragraph of prose, and what the paragraph itself tells of who that is."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter

import msgspec

from rr_reader.parsing.cues import Cue
from rr_reader.parsing.descriptions import head_of, leading_description
from rr_reader.parsing.lexicon import PERSONS
from rr_reader.parsing.people import NARRATOR, Mention, People
from rr_reader.parsing.speech import Found, Paragraph

LOOK_BACK = 40
"""Names in a paragraph before and behind a turn that are looked at."""
_SHORT_ASIDE = 60
"""Characters between two quotations of a paragraph that do not change the speaker, whomever they name."""
_STOP = re.compile(r"[.!?…][\"'”’»)\]]*\s")
_start, _end = attrgetter("start"), attrgetter("end")


class Turn(msgspec.Struct, gc=False):
    """Quotations of a paragraph that one person says."""

    place: int
    """The paragraph's."""
    quotes: list[Found]
    cue: Cue | None = None
    goes_on: bool = False
    """Whether the paragraph before ended inside its quotation."""
    person: str = ""
    """Whom the cue names outright."""
    sure: float = 1.0
    described: str = ""
    """The head of the cue's description: `director` of `the film’s director`."""
    led_by: tuple[int, str, bool] = (-1, "", True)
    """The description that leads the last sentence before it which has one, as `leading_description` gives it."""
    before: Sequence[Mention] = ()
    """Who is named in the paragraph before it, as `named_before` gives them."""
    called: frozenset[str] = frozenset()
    """People whom the words call by name."""
    told: frozenset[str] = frozenset()
    """People whom the words name otherwise."""
    calls: tuple[str, ...] = ()
    """Names they call, known people's or not."""
    turns_to: tuple[str, ...] = ()
    """Whom they call last."""
    titles: tuple[str, ...] = ()
    """What else they call somebody: `captain`, `inspector`."""
    heard: str = ""
    """Who seems to speak, so far."""

    @property
    def is_direct(self) -> bool:
        """Whether it is speech, not only fragments of it."""
        return any(quote.type == "direct" for quote in self.quotes)


def named_before(mentions: Sequence[Mention], turn: Turn) -> list[Mention]:
    """Give who is named in a turn's paragraph before it: those who lead a sentence first, the latest first.

    `mentions` are the paragraph's.
    """
    until = bisect_right(mentions, turn.quotes[0].span.start, key=_end)
    named = mentions[max(until - LOOK_BACK, 0) : until]
    return [m for m in reversed(named) if m.leads] + [m for m in reversed(named) if not m.leads and not m.owns]


Named = Mapping[str, tuple[str, float]]
"""Whom the words of a cue name outright, and how surely."""


class Turns:
    """The turns of a document's prose, read paragraph by paragraph."""

    def __init__(
        self,
        paragraphs: Sequence[Paragraph],
        quotes: Sequence[Sequence[Found]],
        mentions: Sequence[Sequence[Mention]],
        people: People,
    ) -> None:
        """Take the paragraphs, and of each its quotations and who is named in it."""
        self._paragraphs, self._quotes, self._mentions, self._people = paragraphs, quotes, mentions, people

    def read(self, named: Named) -> Iterator[Turn]:
        """Give the turns in order."""
        for place, quotes in enumerate(self._quotes):
            if quotes:
                yield from self._turns_in(place, quotes, named)

    def _turns_in(self, place: int, quotes: Sequence[Found], named: Named) -> Iterator[Turn]:
        """Group the quotations of a paragraph by who says them, as far as the paragraph itself tells."""
        turn: Turn | None = None
        is_open = place > 0 and bool(self._quotes[place - 1]) and not self._quotes[place - 1][-1].span.closed
        for number, quote in enumerate(quotes):
            if quote.type == "scare":
                continue
            if turn and self._belongs(quote, turn):
                turn.quotes.append(quote)
                turn.cue = turn.cue or quote.cue
                continue
            if turn:
                yield self._read(turn, named)
            turn = Turn(place, [quote], quote.cue, is_open and number == 0)
        if turn:
            yield self._read(turn, named)

    def _belongs(self, quote: Found, turn: Turn) -> bool:
        """Tell whether a quotation goes on with those before it in its paragraph."""
        last = turn.quotes[-1]
        mentions = self._mentions[turn.place]
        since, until = (bisect_right(mentions, at, key=_start) for at in (last.span.end, quote.span.start))
        led = [mention for mention in mentions[since:until] if mention.leads]
        if quote.cue and turn.cue:
            return quote.cue.who == turn.cue.who
        if quote.cue:
            return not named_before(self._mentions[turn.place], turn)
        if not led or quote.span.start - last.span.end < _SHORT_ASIDE:
            return last.type == "direct" or turn.is_direct
        return turn.cue is not None and self._people.resolve(turn.cue.who) == led[-1].person

    def _read(self, turn: Turn, named: Named) -> Turn:
        """Read a turn's cue and forms of address."""
        cue = turn.cue
        if cue and cue.who in named:
            turn.person, turn.sure = named[cue.who]
        elif cue and cue.who in {"I", "i"}:
            turn.person, turn.sure = NARRATOR, 0.8
        elif cue:
            turn.described = head_of(cue.who)
        called: set[str] = set()
        told: set[str] = set()
        calls: list[str] = []
        for quote in turn.quotes:
            for name, is_called, is_inside in quote.named:
                people = self._people.within(name)
                (called if is_called else told).update(people)
                if is_called:
                    turn.turns_to = tuple(people) or (name, name.lower())
                if is_called and not people and name.lower() in PERSONS:
                    turn.titles += (name.lower(),)
                elif is_called and (people or is_inside):
                    calls += people or [name]
        turn.before = named_before(self._mentions[turn.place], turn)
        if not turn.person:
            turn.led_by = self._led_by(turn)
        turn.called, turn.told, turn.calls = frozenset(called), frozenset(told - called), tuple(calls)
        return turn

    def _led_by(self, turn: Turn) -> tuple[int, str, bool]:
        """Find the description that leads the last sentence before a turn, unless a name takes its place."""
        text, end = self._paragraphs[turn.place].narration, turn.quotes[0].span.start
        led = leading_description(text, end)
        if led[0] < 0:
            return led
        mentions = self._mentions[turn.place]
        since = bisect_left(mentions, led[0], key=_start)
        for mention in mentions[since : since + LOOK_BACK]:
            if mention.start < end and mention.leads:
                between = text[led[0] : mention.start]
                if _STOP.search(between) or between.endswith(", ") or between.split()[-1] in PERSONS:
                    return -1, "", True
        return led
