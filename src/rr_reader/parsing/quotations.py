"""Words between quotation marks in prose: speech, a fragment of it, or nobody's; and whose."""

import re
from collections.abc import Sequence

import msgspec

from rr_reader.model import Block, Correction, Kind, NameCorrection, Quote, QuoteCorrection, Speaker, renamed
from rr_reader.parsing.attribution import attribute
from rr_reader.parsing.dash_speech import opens_with_dashes
from rr_reader.parsing.full_names import full_names_scanned, titled_names
from rr_reader.parsing.mentions import tokens_of
from rr_reader.parsing.people import People
from rr_reader.parsing.quote_marks import QUOTED, uses_single_marks
from rr_reader.parsing.speech import Found, Paragraph

_QUOTED = "quoted"
"""The role of people who are known for nothing but their quotations: the text itself tells of them, mostly."""
_PROSE = {Kind.PARAGRAPH}
_READ = {Kind.PARAGRAPH, Kind.DECK}
_FRAME = {Kind.TITLE, Kind.DECK, Kind.CAPTION, Kind.NOTE}


class Prose:
    """An article's prose with its quotations and their cues: all that does not depend on who speaks in it.

    Read once at import, where quotations are attributed twice: to find the speakers, and knowing them.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.paragraphs: list[Paragraph] = []
        self.names: list[str] = []
        self._latest: tuple[tuple[str, ...], list[Found]] | None = None
        self._texts = [block.text for block in blocks]
        prose = [block.text for block in blocks if block.kind in _READ]
        single = uses_single_marks(prose)
        dashed = opens_with_dashes(prose)
        if single or dashed or any(QUOTED.search(text) for text in prose):
            section = 0
            for index, block in enumerate(blocks):
                if block.kind in _PROSE:
                    self.paragraphs.append(Paragraph(index, block.text, section, single=single, dashed=dashed))
                elif block.kind is Kind.DECK:  # it often is the first paragraph, and tells who is spoken of
                    self.paragraphs.append(Paragraph(index, block.text, section, quoted=False))
                section += block.kind is Kind.HEADING
            read = {p.index: (p.narration, p.tokens) for p in self.paragraphs}
            self.names = full_names_scanned(
                read.get(index) or (block.text, tokens_of(block.text))
                for index, block in enumerate(blocks)
                if index in read or block.kind in _FRAME
            )  # in the text's order: who is named first is meant by a name that two share
            self.names += titled_names((t for p in self.paragraphs for t in p.tokens), self.names)

    def quotes(self, speakers: Sequence[Speaker], corrections: Sequence[Correction] = ()) -> tuple[Quote, ...]:
        """Attribute the quotations, in order; a correction wins over what is found."""
        called = [c.name for c in corrections if isinstance(c, NameCorrection)]  # first: they are what the text says
        found = self._attributed((*called, *(speaker.name for speaker in speakers if speaker.role != _QUOTED)))
        quoted = {speaker.name for speaker in speakers if speaker.role == _QUOTED}
        known = {renamed(quote.speaker, corrections) for quote in found}
        if quoted - known - _told(corrections):  # the file knows people under names that the text does not tell
            found = self._attributed((*called, *(speaker.name for speaker in speakers)))
        mended = _mended(found, self._texts, corrections) if corrections else {}
        return tuple(mended.get((q.block, q.span.start)) or _finished(q, corrections) for q in found)

    def speakers(self, known: Sequence[Speaker]) -> tuple[Speaker, ...]:
        """List who is quoted, in order, where these are `known` to speak."""
        return speakers_quoted(self._attributed(tuple(speaker.name for speaker in known)))

    def _attributed(self, known: tuple[str, ...]) -> list[Found]:
        if self._latest is None or self._latest[0] != known:
            self._latest = known, attribute(self.paragraphs, People([*known, *self.names]))
        return self._latest[1]


def quotes_of(
    blocks: Sequence[Block], speakers: Sequence[Speaker], corrections: Sequence[Correction] = (), language: str = ""
) -> tuple[Quote, ...]:
    """Find the quotations of an article's prose, in order, each with whom it is attributed to.

    Deterministic, and the same at import and at load: it knows the blocks and the speakers, nothing else. A correction
    wins over what is found, by the quotation's text; a new name is given to whatever the old one has.
    """
    return Prose(blocks).quotes(speakers, corrections)


def speakers_quoted(quotes: Sequence[Quote] | Sequence[Found]) -> tuple[Speaker, ...]:
    """List who is quoted, in order."""
    names = dict.fromkeys(quote.speaker for quote in quotes if quote.speaker and quote.type == "direct")
    return tuple(Speaker(name, _QUOTED) for name in names)


def _finished(quote: Found, corrections: Sequence[Correction]) -> Quote:
    cue = quote.cue.text if quote.cue and quote.type != "scare" else ""
    speaker = renamed(quote.speaker, corrections)
    return Quote(quote.block, quote.span.start, quote.inner, speaker, cue, quote.type, round(quote.confidence, 2))


def _mended(
    found: Sequence[Found], texts: Sequence[str], corrections: Sequence[Correction]
) -> dict[tuple[int, int], Quote]:
    """Give the quotations that the reader has spoken of, by block and start, as the last word on each says."""
    mended: dict[tuple[int, int], Quote] = {}
    for number, correction in enumerate(corrections):
        if not isinstance(correction, QuoteCorrection):
            continue
        speaker = renamed(correction.speaker, corrections[number + 1 :])
        places = None if not correction.which else occurrence(texts, correction.quote, correction.which)
        for quote in found:
            place = quote.block, quote.span.start
            if quote.inner == correction.quote and places in (None, place):
                made = _finished(quote, ())
                mended[place] = msgspec.structs.replace(made, speaker=speaker, type=correction.type, confidence=1.0)
    return mended


def _told(corrections: Sequence[Correction]) -> set[str]:
    """Give the names that the reader's word on quotations alone may have brought into the article."""
    return {
        renamed(correction.speaker, corrections[number + 1 :])
        for number, correction in enumerate(corrections)
        if isinstance(correction, QuoteCorrection)
    }


def occurrences(texts: Sequence[str], words: str) -> list[tuple[int, int]]:
    """List the places, by block and start, where these words stand in the texts of blocks."""
    return [(block, at.start()) for block, text in enumerate(texts) for at in re.finditer(re.escape(words), text)]


def occurrence(texts: Sequence[str], words: str, which: str) -> tuple[int, int]:
    """Give the place that `2 of 3` names; (-1, -1) where the words no longer stand in three.

    >>> occurrence(["Yes, yes.", "No, yes."], "yes", "2 of 2")
    (1, 4)
    """
    number, _, count = which.partition(" of ")
    places = occurrences(texts, words)
    is_known = count == str(len(places)) and number in map(str, range(1, len(places) + 1))
    return places[int(number) - 1] if is_known else (-1, -1)
