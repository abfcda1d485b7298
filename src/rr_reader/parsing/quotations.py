"""Words between quotation marks in prose: speech, a fragment of it, or nobody's; and whose."""

from collections.abc import Sequence
from itertools import chain

import msgspec

from rr_reader.model import Block, Correction, Kind, Quote, Speaker
from rr_reader.parsing.attribution import attribute
from rr_reader.parsing.mentions import tokens_of
from rr_reader.parsing.people import People, full_names_scanned
from rr_reader.parsing.quote_marks import QUOTED
from rr_reader.parsing.speech import Found, Paragraph

_PROSE = {Kind.PARAGRAPH}
_FRAME = {Kind.TITLE, Kind.DECK, Kind.CAPTION, Kind.NOTE}


class Prose:
    """An article's prose with its quotations and their cues: all that does not depend on who speaks in it.

    Read once at import, where quotations are attributed twice: to find the speakers, and knowing them.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.paragraphs: list[Paragraph] = []
        self.names: list[str] = []
        if any(QUOTED.search(block.text) for block in blocks if block.kind in _PROSE):
            section = 0
            for index, block in enumerate(blocks):
                if block.kind in _PROSE:
                    self.paragraphs.append(Paragraph(index, block.text, section))
                section += block.kind is Kind.HEADING
            framed = ((block.text, tokens_of(block.text)) for block in blocks if block.kind in _FRAME)
            self.names = full_names_scanned(chain(((p.narration, p.tokens) for p in self.paragraphs), framed))

    def quotes(self, speakers: Sequence[Speaker], corrections: Sequence[Correction] = ()) -> tuple[Quote, ...]:
        """Attribute the quotations, in order; a correction wins over what is found."""
        found = attribute(self.paragraphs, People([*(speaker.name for speaker in speakers), *self.names]))
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


def _finished(quote: Found, correction: Correction | None) -> Quote:
    cue = quote.cue.text if quote.cue and quote.type != "scare" else ""
    confidence = round(quote.confidence, 2)
    made = Quote(quote.block, quote.span.start, quote.inner, quote.speaker, cue, quote.type, confidence)
    if correction:
        return msgspec.structs.replace(made, speaker=correction.speaker, type=correction.type, confidence=1.0)
    return made
