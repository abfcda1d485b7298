"""Words between quotation marks in prose: speech, a fragment of it, or nobody's; and whose.

A row of sieves, the surest first: the quotation's own cue, the one it goes on from, the paragraph's subject,
a pronoun's last matching person, the turn of two who alternate.
"""

import re
from collections.abc import Iterator, Sequence

import msgspec

from rr_reader.model import Block, Correction, Kind, Quote, Speaker
from rr_reader.parsing.cues import Cue, cue_after, cue_before
from rr_reader.parsing.lexicon import GENDERS, SEVERAL
from rr_reader.parsing.people import Mention, People, full_names, name_signed
from rr_reader.parsing.quote_marks import QUOTED, Quoted, quoted_spans

_PROSE = {Kind.PARAGRAPH}
_FRAME = {Kind.TITLE, Kind.DECK, Kind.CAPTION, Kind.NOTE}
_SENTENCE_BEFORE = re.compile(r"(?:[.!?…:][\"'”’»)\]]*\s*|\A\s*|[—–]\s*)\Z")
_ENDED = re.compile(r"[.!?…,;。！？—–-][’'»”)]*\Z")
_FRAGMENT = 4
"""Words: a quotation as short as this, without a cue and a sentence's end, is nobody's speech."""


class _Found(msgspec.Struct):
    """A quotation being attributed."""

    block: int
    span: Quoted
    inner: str
    cue: Cue | None = None
    type: str = "direct"
    speaker: str = ""
    confidence: float = 1.0


class Prose:
    """An article's prose with its quotations and their cues: all that does not depend on who speaks in it.

    Read once at import, where quotations are attributed twice: to find the speakers, and knowing them.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.paragraphs: list[_Paragraph] = []
        self.names: list[str] = []
        if any(QUOTED.search(block.text) for block in blocks if block.kind in _PROSE):
            self.paragraphs = [_Paragraph(i, block.text) for i, block in enumerate(blocks) if block.kind in _PROSE]
            framed = [block.text for block in blocks if block.kind in _FRAME]
            self.names = full_names([*(paragraph.narration for paragraph in self.paragraphs), *framed])

    def quotes(self, speakers: Sequence[Speaker], corrections: Sequence[Correction] = ()) -> tuple[Quote, ...]:
        """Attribute the quotations, in order; a correction wins over what is found."""
        people = People([*(speaker.name for speaker in speakers), *self.names])
        history = _History(people)
        named = [
            people.mentions(paragraph.narration, index, paragraph.asked)
            for index, paragraph in enumerate(self.paragraphs)
        ]
        found: list[_Found] = []
        for index, (paragraph, mentions) in enumerate(zip(self.paragraphs, named, strict=True)):
            quotes = [msgspec.structs.replace(quote) for quote in paragraph.quotes]
            history.enter(index, mentions, bool(quotes))
            for number, quote in enumerate(quotes):
                _attribute(quote, quotes, number, paragraph.text, history)
            found += quotes
            history.leave(quotes)
        mended = {correction.quote: correction for correction in corrections}
        return tuple(_finished(quote, mended.get(quote.inner)) for quote in found)


def quotes_of(
    blocks: Sequence[Block], speakers: Sequence[Speaker], corrections: Sequence[Correction] = (), language: str = ""
) -> tuple[Quote, ...]:
    """Find the quotations of an article's prose, in order, each with whom it is attributed to.

    Deterministic, and the same at import and at load: it knows the blocks and the speakers, nothing else. A correction
    wins over what is found, by the quotation's text.
    """
    return Prose(blocks).quotes(speakers, corrections)


def speakers_quoted(quotes: Sequence[Quote]) -> tuple[Speaker, ...]:
    """List who is quoted, in order."""
    names = dict.fromkeys(quote.speaker for quote in quotes if quote.speaker and quote.type == "direct")
    return tuple(Speaker(name, "quoted") for name in names)


def _finished(quote: _Found, correction: Correction | None) -> Quote:
    cue = quote.cue.text if quote.cue and quote.type != "scare" else ""
    confidence = round(quote.confidence, 2)
    made = Quote(quote.block, quote.span.start, quote.inner, quote.speaker, cue, quote.type, confidence)
    if correction:
        return msgspec.structs.replace(made, speaker=correction.speaker, type=correction.type, confidence=1.0)
    return made


def _narration(text: str, spans: Sequence[Quoted]) -> str:
    """Blank out what is quoted, offsets kept."""
    parts, done = [], 0
    for span in spans:
        parts += [text[done : span.start], " " * (span.end - span.start)]
        done = span.end
    return "".join([*parts, text[done:]])


class _Paragraph:
    """A paragraph of prose: its quotations with their cues, and its narration, the text with them blanked out."""

    def __init__(self, index: int, text: str) -> None:
        self.text = text
        spans = quoted_spans(text) if QUOTED.search(text) else []
        self.narration = _narration(text, spans) if spans else text
        self.quotes = _classified(index, text, spans)
        self.asked = frozenset(_pronoun_places(text, self.quotes))
        """Where the pronouns of cues stand."""


def _pronoun_places(text: str, quotes: Sequence[_Found]) -> Iterator[int]:
    for quote in quotes:
        if quote.cue and quote.cue.who.lower() in GENDERS:
            if quote.cue.after:
                yield text.find(quote.cue.who, quote.span.outer_end)
            else:
                yield text.rfind(quote.cue.who, 0, quote.span.start)


def _classified(index: int, text: str, spans: Sequence[Quoted]) -> list[_Found]:
    """Read each quotation's own cue, and tell speech from fragments and scare quotes."""
    found: list[_Found] = []
    for number, span in enumerate(spans):
        inner = text[span.start : span.end]
        limit = spans[number + 1].start - 1 if number + 1 < len(spans) else len(text)
        begin = spans[number - 1].outer_end if number else 0
        cue = cue_after(inner, text, span.outer_end, limit) if span.closed else None
        cue = cue or cue_before(text, begin, span.start - 1)
        previous = found[-1] if found else None
        found.append(_Found(index, span, inner, cue, _type(text, begin, span, inner, cue, previous)))
    return found


def _type(text: str, begin: int, span: Quoted, inner: str, cue: Cue | None, previous: _Found | None) -> str:
    before = text[begin : span.start - 1]
    words = len(inner.split())
    starts_sentence = _SENTENCE_BEFORE.search(before) is not None or (begin > 0 and not before.strip())
    is_lower = inner.lstrip("‘'([…. ")[:1].islower()
    ends = _ENDED.search(inner.rstrip()) is not None
    if cue:
        is_led_in = starts_sentence or before.rstrip().endswith((",", ":"))
        if not cue.after and not is_led_in and not ends:
            return "scare" if words <= _FRAGMENT or inner.istitle() else "mixed"
        return "mixed" if is_lower and not is_led_in else "direct"
    if not span.closed:
        return "direct"
    if (
        starts_sentence
        and not is_lower
        and (ends or _closes_block(text, span))
        and (words > 2 or not before.strip() or (previous is not None and previous.type == "direct"))
    ):
        return "direct"
    if (
        previous
        and previous.type == "direct"
        and previous.cue
        and before.rstrip().endswith((",", ";"))
        and len(before) < 120
    ):
        return "direct"
    if before.rstrip().endswith(":") and words > 2:
        return "direct"
    return "scare" if words <= _FRAGMENT or not ends or inner.istitle() else "mixed"


def _closes_block(text: str, span: Quoted) -> bool:
    return not text[span.outer_end :].strip()


class _History:
    """What a reader remembers on the way through: who was named and who spoke last."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.mentions: list[Mention] = []
        self.recent: list[str] = []
        """Leading names and speakers so far, the latest last."""
        self.spoke: list[str] = []
        """Speakers of the last paragraphs that spoke."""
        self.is_open = False
        """Whether the paragraph before ended inside a quotation."""
        self.index = -1

    def enter(self, index: int, mentions: list[Mention], speaks: bool) -> None:
        """Begin a paragraph that names these people."""
        self.index = index
        self.mentions = mentions
        if not speaks:
            self.recent += [mention.person for mention in self.mentions if mention.leads]

    def leave(self, quotes: Sequence[_Found]) -> None:
        """End a paragraph: remember whom it named and who spoke."""
        if quotes:
            self.recent += [mention.person for mention in self.mentions if mention.leads]
            said = [quote.speaker for quote in quotes if quote.speaker and quote.type == "direct"]
            self.recent += said[-1:]
            if any(quote.type == "direct" for quote in quotes):
                self.spoke.append(said[-1] if said else "")
            self.is_open = not quotes[-1].span.closed
        elif self.mentions or not quotes:
            self.is_open = False
        self.recent = self.recent[-12:]
        self.spoke = self.spoke[-4:]

    def before(self, place: int) -> list[Mention]:
        """Give who is named in this paragraph before a place: those who lead a sentence first, the latest first."""
        named = [mention for mention in self.mentions if mention.end <= place]
        return [m for m in reversed(named) if m.leads] + [m for m in reversed(named) if not m.leads and not m.owns]

    def pronoun(self, gender: str, place: int) -> tuple[str, float]:
        """Give whom `he` or `she` means at a place of this paragraph, and how surely.

        Who is known by that pronoun comes before who merely may be; of the latter nobody is sure.
        """
        named = [mention.person for mention in self.before(place)]
        for names, sureness in ((named, 0.85), (self.recent[::-1], 0.75)):
            known = {name: self.people.gender(name, besides=self.index) for name in names}
            may_be = [name for name in known if not known[name]]
            for name in known:
                if known[name] == gender:
                    return name, 0.6 if names is named and may_be[:1] == named[:1] else sureness
            if may_be:
                return may_be[0], 0.5 if len(may_be) == 1 else 0.4
        return "", 0.3


def _attribute(quote: _Found, quotes: Sequence[_Found], number: int, text: str, history: _History) -> None:
    """Say whose a quotation is."""
    if quote.type == "scare":
        return
    if quote.cue:
        quote.speaker, quote.confidence = _by_cue(quote.cue, quote.span, history)
        return
    previous = quotes[number - 1] if number else None
    if previous and previous.speaker and previous.type == "direct":
        between = text[previous.span.outer_end : quote.span.start - 1]
        led = [m for m in history.before(quote.span.start) if m.start > previous.span.end and m.leads]
        if not led or led[0].person == previous.speaker or len(between) < 60:
            quote.speaker, quote.confidence = previous.speaker, min(previous.confidence, 0.95)
            return
    if number == 0 and history.is_open and history.spoke:
        quote.speaker, quote.confidence = history.spoke[-1], 0.8
        return
    leading = history.before(quote.span.start)
    if leading:
        quote.speaker, quote.confidence = leading[0].person, 0.7
        return
    later = next((other for other in quotes[number + 1 :] if other.cue), None)
    if later and later.cue:
        quote.speaker, quote.confidence = _by_cue(later.cue, later.span, history)
        quote.confidence = min(quote.confidence, 0.7)
        return
    after = [m for m in history.mentions if m.start >= quote.span.end and m.leads]
    if after:
        quote.speaker, quote.confidence = after[0].person, 0.5
    elif len(history.spoke) >= 2 and history.spoke[-2] and history.spoke[-2] != history.spoke[-1]:
        quote.speaker, quote.confidence = history.spoke[-2], 0.4
    else:
        quote.confidence = 0.3


def _by_cue(cue: Cue, span: Quoted, history: _History) -> tuple[str, float]:
    who = cue.who
    pronoun = who.lower()
    if pronoun in GENDERS:
        return history.pronoun(GENDERS[pronoun], span.start)
    if pronoun in {"i", "we"}:
        return "", 0.5
    if pronoun in SEVERAL or pronoun.startswith("the "):
        named = history.before(span.start)
        return (named[0].person, 0.6) if named else (history.recent[-1], 0.5) if history.recent else ("", 0.3)
    if not cue.text:
        known = [m.person for m in history.people.mentions(who)]
        return (known[-1], 0.95) if known else (history.people.add(name_signed(who)), 0.7)
    person = history.people.resolve(who)
    return (person, 1.0) if person else (history.people.add(who), 0.9)
