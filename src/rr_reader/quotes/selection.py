"""Choosing words: the character, word, sentence, turn or exchange at a place, and steps from one to the next.

Everything is a pure function of the article. Places may be anywhere, even past an end; what comes
back stands in blocks that hold words, with both ends at borders of graphemes.
"""

from collections.abc import Iterator, Sequence

import msgspec

from rr_reader.model import BETWEEN_TURNS, OPENS_TURN, Article, Block, Kind, Place, Span, turns_of
from rr_reader.quotes.units import Unit, pieces_down_to, pieces_from
from rr_reader.text.graphemes import snap


class Selection(msgspec.Struct, frozen=True):
    """Words being chosen: from where the choosing began (`anchor`) to the end that moves (`head`)."""

    anchor: Place
    head: Place

    @classmethod
    def of(cls, span: Span) -> "Selection":
        """Select a span; its end is what moves."""
        return cls(span.start, span.end)

    @property
    def span(self) -> Span:
        """Give what is selected, whichever way."""
        return Span.between(self.anchor, self.head)

    def turned(self) -> "Selection":
        """Let the other end move."""
        return Selection(self.head, self.anchor)


def sentence_at(article: Article, place: Place) -> Span:
    """Give the sentence at a place; between two, the next; in an article without words, nothing."""
    return unit_at(article, place, Unit.SENTENCE)


def next_sentence(article: Article, place: Place) -> Span | None:
    """Give the first sentence that begins after a place; None at the end."""
    return next((span for span in _onward(article, place, Unit.SENTENCE) if span.start > place), None)


def previous_sentence(article: Article, place: Place) -> Span | None:
    """Give the last sentence before the one at a place; None at the start."""
    start = sentence_at(article, place).start
    return next((span for span in _backward(article, start, Unit.SENTENCE) if span.start < start), None)


def word_at(article: Article, place: Place) -> Span:
    """Give the word at a place; between two, the next."""
    return unit_at(article, place, Unit.WORD)


def turn_span(article: Article, place: Place) -> Span:
    """Give the whole turn at a place, with what stands between its paragraphs; outside turns, the block."""
    return unit_at(article, place, Unit.TURN)


def exchange_at(article: Article, place: Place) -> Span:
    """Give the question at a place with its answers; outside exchanges, the turn or block."""
    return unit_at(article, place, Unit.EXCHANGE)


def quote_at(article: Article, place: Place) -> Span | None:
    """Give the attributed quotation in prose at a place, its marks left out; None where there is none."""
    found = None
    for quote in article.quotes:
        end = quote.start + len(quote.text)
        is_here = quote.block == place.block and quote.start - 1 <= place.offset <= end  # on a mark counts
        if is_here and quote.speaker and quote.type != "scare" and (found is None or quote.start > found.start.offset):
            found = Span.within(quote.block, quote.start, end)
    return found


def unit_at(article: Article, place: Place, unit: Unit) -> Span:
    """Give the unit at a place: the one it lies in, else the next or last of its block, else the nearest."""
    following = next((span for span in _onward(article, place, unit) if span.end > place), None)
    if following and following.start <= place:
        return following
    preceding = next((span for span in _backward(article, place, unit) if span.start <= place), None)
    nearest = [span for span in (following, preceding) if span]
    here = [span for span in nearest if span.start.block <= place.block <= span.end.block]
    return (here or nearest or [Span(place, place)])[0]


def extend(article: Article, selection: Selection, unit: Unit, *, forward: bool = True) -> Selection:
    """Move the head by one unit: away from the anchor to take more, towards it to give back.

    The last unit is not given back: the anchor changes to its far side and the selection grows the
    other way. By sentences it passes over headings, captions and the like, which are none of what is said,
    but for one that it stands in. At the article's ends nothing happens.
    """
    anchor, head = selection.anchor, selection.head
    grows = head >= anchor if forward else head <= anchor
    if not grows:
        border = _inner_border(article, head, unit, forward, anchor)
        if border is not None and (border < anchor if forward else border > anchor):
            return Selection(anchor, border)
    outer = _outer_border(article, head if grows else anchor, unit, forward)
    if outer is None:
        return selection
    return Selection(anchor if grows else head, outer)


def carried(chosen: Selection, before: Article, after: Article) -> Selection | None:
    """Give what is selected in another reading of the article; None where the words are others there.

    Its blocks are looked for where they stood, counted from the beginning or from the end.
    """
    first, last = chosen.span.start.block, chosen.span.end.block
    words = [block.text for block in before.blocks[first : last + 1]]
    for by in (0, len(after.blocks) - len(before.blocks)):
        if first + by >= 0 and [block.text for block in after.blocks[first + by : last + by + 1]] == words:
            ends = [Place(end.block + by, end.offset) for end in (chosen.anchor, chosen.head)]
            return Selection(*ends)
    return None


def widened(article: Article, span: Span, unit: Unit) -> Span:
    """Give a span made longer at both ends, until the units that it begins and ends in are whole."""
    last = Place(span.end.block, max(span.end.offset - 1, 0))
    first, last_unit = unit_at(article, span.start, unit), unit_at(article, last, unit)
    return Span(min(span.start, first.start), max(span.end, last_unit.end))


def dragged(article: Article, origin: Span, place: Place, unit: Unit) -> Selection:
    """Select from what a drag began with to a place that it came to, in whole units; the end there moves.

    `origin` stays selected, on whichever side the place is. Where a drag goes by characters it is empty, and a place
    is what stands before the character there.
    """
    if unit is Unit.CHARACTER:
        ends = (_at_border(article, _clamped(article, end), False) for end in (origin.start, place))
        return Selection(*ends)
    if place >= origin.start:
        behind = next((span.end for span in _backward(article, place, unit)), origin.end)
        return Selection(origin.start, max(origin.end, behind))
    before = next((span.start for span in _onward(article, place, unit) if span.end > place), origin.start)
    return Selection(origin.end, min(origin.start, before))


def snapped(article: Article, one: Place, other: Place) -> Span:
    """Give the span of two places in any order, widened to whole graphemes."""
    drawn = Span.between(_clamped(article, one), _clamped(article, other))
    return Span(_at_border(article, drawn.start, False), _at_border(article, drawn.end, True)) if drawn else drawn


def _outer_border(article: Article, place: Place, unit: Unit, forward: bool) -> Place | None:
    if forward:
        onward = _passing(article, _onward(article, place, unit), unit, place)
        return next((span.end for span in onward if span.end > place), None)
    backward = _passing(article, _backward(article, place, unit), unit, place)
    return next((span.start for span in backward if span.start < place), None)


def _inner_border(article: Article, place: Place, unit: Unit, forward: bool, anchor: Place) -> Place | None:
    """Find the border of the last units that stay when the head moves back over one."""
    if forward:
        onward = _passing(article, _onward(article, place, unit), unit, place, anchor)
        return next((span.start for span in onward if span.start > place), None)
    backward = _passing(article, _backward(article, place, unit), unit, place, anchor)
    return next((span.end for span in backward if span.end < place), None)


def _passing(article: Article, spans: Iterator[Span], unit: Unit, *ends: Place) -> Iterator[Span]:
    """Leave out the sentences of what stands between what is said, but for where a selection ends."""
    kept = {end.block for end in ends}
    for span in spans:
        at = span.start.block
        if unit is not Unit.SENTENCE or at in kept or article.blocks[at].kind not in BETWEEN_TURNS:
            yield span


def _onward(article: Article, place: Place, unit: Unit) -> Iterator[Span]:
    """List units in order, from the one at the place (or a little before) to the end."""
    if unit in (Unit.TURN, Unit.EXCHANGE):
        groups = _groups(article, unit, max(place.block, 0), forward=True)
        yield from (span for span in groups if span.end >= place)
        return
    for block in range(max(place.block, 0), len(article.blocks)):
        offset = place.offset if block == place.block else 0
        yield from (Span.within(block, *piece) for piece in pieces_from(article, block, unit, offset))


def _backward(article: Article, place: Place, unit: Unit) -> Iterator[Span]:
    """List units in reverse order, from the one at the place to the start."""
    if unit in (Unit.TURN, Unit.EXCHANGE):
        groups = _groups(article, unit, min(place.block, len(article.blocks) - 1), forward=False)
        yield from (span for span in groups if span.start <= place)
        return
    for block in range(min(place.block, len(article.blocks) - 1), -1, -1):
        offset = place.offset if block == place.block else len(article.blocks[block].text)
        yield from (Span.within(block, *piece) for piece in pieces_down_to(article, block, unit, offset))


def _groups(article: Article, unit: Unit, block: int, *, forward: bool) -> Iterator[Span]:
    """List turns or exchanges, and single blocks outside them, from the one that holds a block to an end."""
    while 0 <= block < len(article.blocks):
        first, last = _group_at(article.blocks, unit, block)
        span = _visible(article, first, last)
        if span:
            yield span
        block = last + 1 if forward else first - 1


def _group_at(blocks: Sequence[Block], unit: Unit, block: int) -> tuple[int, int]:
    """Give the first and last block of the turn or exchange that a block is in; itself twice where it is in none.

    Only the blocks around are looked at, however long the article is.
    """
    if unit is Unit.EXCHANGE:
        first = next((at for at in range(block, -1, -1) if blocks[at].kind is Kind.QUESTION), -1)
        after = next((at for at in range(block + 1, len(blocks)) if blocks[at].kind is Kind.QUESTION), len(blocks))
        if first >= 0:
            last = first + turns_of(blocks[first:after])[-1].last
            if block <= last:
                return first, last
    first = block
    while first > 0 and blocks[first].kind not in OPENS_TURN and blocks[first].kind in _GOES_ON:
        first -= 1
    if blocks[first].kind in OPENS_TURN:
        last = after = first
        while (after := after + 1) < len(blocks) and blocks[after].kind in _GOES_ON:
            last = after if blocks[after].kind is Kind.CONTINUATION else last
        if block <= last:
            return first, last
    return block, block


_GOES_ON = BETWEEN_TURNS | {Kind.CONTINUATION}
"""What a turn goes on over."""


def _visible(article: Article, first: int, last: int) -> Span:
    """Give the span of whole blocks, without those at the ends that hold nothing."""
    while first <= last and not article.blocks[first].text.strip():
        first += 1
    if first > last:
        return Span(Place(first), Place(first))
    while not article.blocks[last].text.strip():
        last -= 1
    return Span(Place(first), Place(last, len(article.blocks[last].text)))


def _clamped(article: Article, place: Place) -> Place:
    block = min(max(place.block, 0), max(len(article.blocks) - 1, 0))
    length = len(article.blocks[block].text) if article.blocks else 0
    if place.block != block:
        return Place(block, 0 if place.block < block else length)
    return Place(block, min(max(place.offset, 0), length))


def _at_border(article: Article, place: Place, forward: bool) -> Place:
    text = article.blocks[place.block].text if article.blocks else ""
    return Place(place.block, snap(text, place.offset, forward=forward))
