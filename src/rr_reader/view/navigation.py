"""Where one is in an article, and where the next question, turn, quotation or doubt begins. Pure; all are places."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import msgspec

from rr_reader.model import Place, Quote
from rr_reader.view.doubts import Doubtful, is_doubtful_quote, of_quote
from rr_reader.view.outline import Outline
from rr_reader.view.voices import JOINT

__all__ = [
    "Where",
    "next_doubtful",
    "next_question",
    "next_quote",
    "next_same_speaker",
    "next_turn",
    "previous_doubtful",
    "previous_question",
    "previous_quote",
    "previous_same_speaker",
    "previous_turn",
    "where",
]


class Where(msgspec.Struct, frozen=True):
    """A place in words: for the line that always says where one is."""

    question: int
    """The number of the question asked or answered here, from 1; 0 before the first or without questions."""
    questions: int
    speaker: str
    """Who speaks or is quoted here; "" for nobody, or nobody known."""
    doubts: tuple[Doubtful, ...]
    """What is uncertain here: who speaks, and what this paragraph is."""
    paragraph: int
    """The number of the paragraph, from 1, as citations count: of what is spoken and of prose."""
    paragraphs: int
    percent: int
    """How much of the text stands before the place, 0 to 100."""


def where(outline: Outline, place: Place) -> Where:
    """Say where a place is."""
    blocks = outline.article.blocks
    if not blocks:
        return Where(0, 0, "", (), 0, 0, 0)
    block = min(max(place.block, 0), len(blocks) - 1)
    speaker, doubts = outline.speaker(block), outline.doubts_of_block(block)
    if quote := _quote_at(outline, Place(block, place.offset)):
        speaker = quote.speaker
        doubts = (*([of_quote(quote)] if is_doubtful_quote(quote) else []), *doubts)
    before = outline.ends[block] - len(blocks[block].text) + min(place.offset, len(blocks[block].text))
    return Where(
        question=outline.question_number(block),
        questions=len(outline.questions),
        speaker=speaker,
        doubts=doubts,
        paragraph=outline.paragraphs[block],
        paragraphs=outline.paragraphs[-1],
        percent=100 * before // max(outline.ends[-1], 1),
    )


def next_question(outline: Outline, place: Place) -> Place | None:
    """Give the next question's beginning, None after the last."""
    return _after([Place(block) for block in outline.questions], place)


def previous_question(outline: Outline, place: Place) -> Place | None:
    """Give the beginning of the question before: inside one, its own."""
    return _before([Place(block) for block in outline.questions], place)


def next_turn(outline: Outline, place: Place) -> Place | None:
    """Give the next turn's beginning; in prose without turns the next quotation's."""
    return _after(_turns(outline), place)


def previous_turn(outline: Outline, place: Place) -> Place | None:
    """Give the beginning of the turn before: inside one, its own."""
    return _before(_turns(outline), place)


def next_same_speaker(outline: Outline, place: Place) -> Place | None:
    """Give where the speaker at a place (in a joint turn any of them) speaks next, in a later turn or quotation."""
    return _after(_of_speaker(outline, place), place)


def previous_same_speaker(outline: Outline, place: Place) -> Place | None:
    """Give where the speaker at a place began to speak before."""
    return _before(_of_speaker(outline, place), place)


def next_quote(outline: Outline, place: Place) -> Place | None:
    """Give the next attributed quotation in prose."""
    return _after(outline.quote_places, place)


def previous_quote(outline: Outline, place: Place) -> Place | None:
    """Give the attributed quotation before."""
    return _before(outline.quote_places, place)


def next_doubtful(outline: Outline, place: Place) -> Place | None:
    """Give the next place of which the import was not sure."""
    return _after(outline.doubts, place)


def previous_doubtful(outline: Outline, place: Place) -> Place | None:
    """Give the place before of which the import was not sure."""
    return _before(outline.doubts, place)


def _after(places: Sequence[Place], place: Place) -> Place | None:
    index = bisect_right(places, place)
    return places[index] if index < len(places) else None


def _before(places: Sequence[Place], place: Place) -> Place | None:
    index = bisect_left(places, place) - 1
    return places[index] if index >= 0 else None


def _turns(outline: Outline) -> Sequence[Place]:
    return [Place(block) for block in outline.turns] or outline.quote_places


def _of_speaker(outline: Outline, place: Place) -> Sequence[Place]:
    speaker = where(outline, place).speaker
    if not speaker:
        return []
    people = frozenset(speaker.split(JOINT))
    blocks = outline.article.blocks
    places = [Place(block) for block in outline.turns if not people.isdisjoint(blocks[block].speaker.split(JOINT))]
    places += [
        Place(block, quote.start)
        for block, quotes in outline.quotes.items()
        for quote in quotes
        if quote.speaker in people
    ]
    return sorted(places)


def _quote_at(outline: Outline, place: Place) -> Quote | None:
    quotes = outline.quotes.get(place.block, ())
    return next((q for q in quotes if q.start <= place.offset < q.start + len(q.text)), None)
