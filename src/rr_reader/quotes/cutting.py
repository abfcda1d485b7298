"""Exact words cut out of an article, each in the mouth that said them."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby

import msgspec

from rr_reader.model import SPOKEN, Article, Block, Kind, Quote, Span, Turn, is_page, notes_in, turns_of
from rr_reader.quotes.excerpt import ELISION, SURE_FROM, Excerpt, Part
from rr_reader.text.graphemes import snap
from rr_reader.text.safe import printable
from rr_reader.text.sentences import words

_BESIDE = frozenset({Kind.CAPTION, Kind.CREDIT, Kind.RELATED, Kind.BOILERPLATE})
"""What stands beside the text. It is quoted only where nothing else was chosen."""

_BODY = SPOKEN | {Kind.PARAGRAPH}
"""What counts as a paragraph when paragraphs are numbered."""

_QUOTE_MARKS = "\"'“”„‟‘’‚‛«»‹›「」『』〝〞〟＂＇"

_OPENING_WORDS = 8


def excerpt(article: Article, span: Span, *, hidden: Collection[int] = ()) -> Excerpt:
    """Cut the words of a span out of an article; ends inside a grapheme are moved outwards.

    Words of several speakers become several parts. In prose, words that lie wholly within
    quotations belong to who is quoted; as soon as narration is among them, all of that run is the
    article's, which quotes them. What stands beside the text, what interrupts a turn, and a heading
    between what was chosen, is left out, an editor's note in brackets too; so are the blocks that whoever chose
    could not see (`hidden`). Where nothing but such was chosen, it is the article's.
    """
    return next(excerpts(article, [span], hidden=hidden))


def excerpts(article: Article, spans: Iterable[Span], *, hidden: Collection[int] = ()) -> Iterator[Excerpt]:
    """Cut many spans out of one article: the same as one by one, in the time of one."""
    cutter = _Cutter(article)
    for span in spans:
        pieces = [piece for piece in cutter.pieces(span) if piece.start.block not in hidden]
        chosen = [piece for piece in pieces if not cutter.is_beside(piece)]
        chosen = [piece for piece in chosen if piece in (chosen[0], chosen[-1]) or not cutter.is_heading(piece)]
        if not chosen:  # nothing but what stands beside the text was meant
            yield cutter.excerpt(cutter.voices(pieces))
        else:
            kept = {piece.start.block for piece in chosen}
            beside = tuple(piece.start.block for piece in pieces if piece.start.block not in kept)
            yield cutter.excerpt(cutter.voices(chosen), beside)


def excerpt_of_quote(article: Article, quote: Quote) -> Excerpt:
    """Cut a quotation in prose out of its article, attributed as the quotation is."""
    return next(excerpts_of_quotes(article, [quote]))


def excerpts_of_quotes(article: Article, quotes: Iterable[Quote]) -> Iterator[Excerpt]:
    """Cut many quotations out of one article: the same as one by one, in the time of one."""
    cutter = _Cutter(article)
    for quote in quotes:
        span = Span.within(quote.block, quote.start, quote.start + len(quote.text))
        yield cutter.excerpt(cutter.in_voice(_voice_of(quote), span))


def paragraph_numbers(blocks: Sequence[Block]) -> tuple[int, ...]:
    """Give each block its number among the paragraphs, from 1; 0 to what is none: headings, captions.

    >>> paragraph_numbers([Block(Kind.TITLE, "T"), Block(Kind.PARAGRAPH, "a"), Block(Kind.ANSWER, "b")])
    (0, 1, 2)
    """
    numbers, count = [], 0
    for block in blocks:
        is_body = block.kind in _BODY
        count += is_body
        numbers.append(count if is_body else 0)
    return tuple(numbers)


class _Voice(msgspec.Struct, frozen=True):
    """Whose words: pieces of the same voice, however sure, one after the other, are one part."""

    kind: str = "text"
    speaker: str = ""
    sure: float = 1.0
    turn: int = -1

    @property
    def part(self) -> tuple[str, str, bool, int]:
        """What the pieces of one part have in common."""
        return self.kind, self.speaker, self.sure < SURE_FROM, self.turn


class _Cutter:
    """Knows an article's turns and quotations by block."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._blocks = article.blocks
        self._lengths = [len(block.text) for block in article.blocks]
        self._paragraphs = paragraph_numbers(article.blocks)
        self._pages = [n for n, block in enumerate(article.blocks) if is_page(block.time)]
        self._opening = _opening(article)
        self._guests, self._hosts = (
            tuple(speaker.name for speaker in article.speakers if speaker.role == role) for role in ("guest", "host")
        )
        self._turns = turns_of(article.blocks)
        self._turn_of = {block: n for n, turn in enumerate(self._turns) for block in range(turn.first, turn.last + 1)}
        self._notes: dict[int, tuple[tuple[int, int], ...]] = {}
        self._quotes: dict[int, list[Quote]] = {}
        for quote in article.quotes:
            if quote.type != "scare":
                self._quotes.setdefault(quote.block, []).append(quote)

    def pieces(self, span: Span) -> Iterator[Span]:
        """Cut at block borders and trim white space; blocks without visible words give nothing."""
        for block, first, last in span.pieces(self._lengths):
            text = self._blocks[block].text
            start, end = _trimmed(text, max(first, 0), last, "")
            if start < end:
                yield Span.within(block, start, end)

    def is_beside(self, piece: Span) -> bool:
        """Tell whether a piece is no part of what is said or told: a caption; anything that interrupts a turn."""
        kind = self._blocks[piece.start.block].kind
        if kind in SPOKEN:
            return not self._own(piece)
        return kind in _BESIDE or piece.start.block in self._turn_of

    def is_heading(self, piece: Span) -> bool:
        """Tell whether a piece is of a heading: between two sections it is no part of what is said in them."""
        return self._blocks[piece.start.block].kind is Kind.HEADING

    def in_voice(self, voice: _Voice, span: Span) -> Iterator[tuple[_Voice, Span]]:
        """Give the words of a span that are known to be somebody's."""
        for piece in self.pieces(span):
            yield from self._without_notes(voice, piece)

    def voices(self, pieces: Iterable[Span]) -> Iterator[tuple[_Voice, Span]]:
        """Give each piece its voice: speech block by block, prose a whole stretch at a time."""
        for is_spoken, group in groupby(pieces, lambda piece: self._blocks[piece.start.block].kind in SPOKEN):
            stretch = list(group)
            for voice, piece in map(self._spoken, stretch) if is_spoken else self._told(stretch):
                yield from self._without_notes(voice, piece)

    def _without_notes(self, voice: _Voice, piece: Span) -> Iterator[tuple[_Voice, Span]]:
        """Cut an editor's notes out of somebody's words; where nothing is left, they are the article's."""
        own = self._own(piece) if voice.kind != "text" else [piece]
        yield from ((voice, span) for span in own) if own else [(_Voice(), piece)]

    def _own(self, piece: Span) -> list[Span]:
        """Give what is left of a piece of one block without the notes that it holds or lies in."""
        block, start, stop = piece.start.block, piece.start.offset, piece.end.offset
        kept = []
        for first, after in self._notes_of(block):
            kept.append((start, min(first, stop)))
            start = max(start, after)
        kept.append((start, stop))
        text = self._blocks[block].text
        trimmed = (_trimmed(text, first, after, "") for first, after in kept if first < after)
        return [Span.within(block, first, after) for first, after in trimmed if first < after]

    def _notes_of(self, block: int) -> tuple[tuple[int, int], ...]:
        """Find the editor's notes in what somebody says; in prose that is what is quoted."""
        if block not in self._notes:
            notes = notes_in(self._blocks[block].text)
            if self._blocks[block].kind not in SPOKEN:
                quoted = [(quote.start, quote.start + len(quote.text)) for quote in self._quotes.get(block, ())]
                notes = tuple(note for note in notes if any(q[0] <= note[0] and note[1] <= q[1] for q in quoted))
            self._notes[block] = notes
        return self._notes[block]

    def _spoken(self, piece: Span) -> tuple[_Voice, Span]:
        block = self._blocks[piece.start.block]
        number = self._turn_of.get(piece.start.block, -1)
        kind = self._turns[number].kind.value if number >= 0 else Kind.TURN.value
        sure = block.origin.speaker_confidence if block.origin else 1.0
        return _Voice(kind, block.speaker, sure, number), piece

    def _told(self, stretch: list[Span]) -> list[tuple[_Voice, Span]]:
        quoted = [found for piece in stretch if (found := self._quoted(piece))]
        return quoted if len(quoted) == len(stretch) else [(_Voice(), piece) for piece in stretch]

    def _quoted(self, piece: Span) -> tuple[_Voice, Span] | None:
        """Give the quotation that a piece lies wholly in, the piece without the quotation's marks."""
        block = piece.start.block
        start, end = _trimmed(self._blocks[block].text, piece.start.offset, piece.end.offset, _QUOTE_MARKS)
        for quote in reversed(self._quotes.get(block, ())):
            close = quote.start + len(quote.text)
            if quote.start <= piece.start.offset and piece.end.offset <= close:
                return _voice_of(quote), piece
            if quote.start <= start < end <= close:
                kept = max(piece.start.offset, quote.start), min(piece.end.offset, close)
                return _voice_of(quote), Span.within(block, *kept)
        return None

    def excerpt(self, voiced: Iterable[tuple[_Voice, Span]], left_out: tuple[int, ...] = ()) -> Excerpt:
        """Join the pieces of one voice that follow each other."""
        parts: list[Part] = []
        for _, same in groupby(voiced, lambda each: each[0].part):
            group = list(same)
            before = parts[-1].spans[-1].end.block if parts else -1
            parts.append(self._part([voice for voice, _ in group], tuple(span for _, span in group), before))
        meta, name = self._article.meta, printable(self._article.source.name)
        return Excerpt(tuple(parts), meta, self._opening, name, left_out, guests=self._guests, hosts=self._hosts)

    def _part(self, voices: Sequence[_Voice], spans: tuple[Span, ...], before: int) -> Part:
        voice, block = voices[0], spans[0].start.block
        turn = self._turns[voice.turn] if voice.turn >= 0 else None
        origins = [self._blocks[span.start.block].origin for span in spans]
        quotes = [quote for span in spans for quote in self._within(span)] if voice.kind == "text" else []
        sure = min([each.sure for each in voices] + [quote.confidence for quote in quotes if quote.speaker])
        return Part(
            text=self._joined(spans),
            speaker=voice.speaker,
            kind=voice.kind,
            quoted=tuple(dict.fromkeys(quote.speaker for quote in quotes)),
            spans=spans,
            question=turn.question if turn else 0,
            paragraph=self._paragraphs[block],
            time=self._time(turn, block),
            uncertain=sure < SURE_FROM,
            speaker_confidence=sure,
            kind_confidence=min(origin.confidence if origin else 1.0 for origin in origins),
            follows_gap=before >= 0 and any(map(self._is_body, range(before + 1, block))),
        )

    def _within(self, span: Span) -> Iterator[Quote]:
        """Find the quotations of which some words stand in a span of one block."""
        text = self._blocks[span.start.block].text
        for quote in self._quotes.get(span.start.block, ()):
            first, after = max(quote.start, span.start.offset), min(quote.start + len(quote.text), span.end.offset)
            if first < after and any(map(str.isalnum, text[first:after])):
                yield quote

    def _is_body(self, block: int) -> bool:
        return self._paragraphs[block] > 0 and bool(self._blocks[block].text.strip())

    def _joined(self, spans: Sequence[Span]) -> str:
        text = ""
        for index, span in enumerate(spans):
            text += self._gap(spans[index - 1], span) if index else ""
            text += self._blocks[span.start.block].text[span.start.offset : span.end.offset]
        return text

    def _gap(self, one: Span, other: Span) -> str:
        """Give what stands between two pieces of one voice: white space, and […] for what was left out."""
        last, first = one.end.block, other.start.block
        if last == first:
            cut = self._blocks[last].text[one.end.offset : other.start.offset]
            return cut[: len(cut) - len(cut.lstrip())] + ELISION + cut[len(cut.rstrip()) :]
        if any(block.text.strip() for block in self._blocks[last + 1 : first]):
            return f"\n\n{ELISION}\n\n"
        after = any(start >= one.end.offset for start, _ in self._notes_of(last))
        before = any(end <= other.start.offset for _, end in self._notes_of(first))
        return (f" {ELISION}" if after else "") + "\n\n" + (f"{ELISION} " if before else "")

    def _time(self, turn: Turn | None, block: int) -> str:
        first = turn.first if turn else block
        time = next((each.time for each in reversed(self._blocks[first : block + 1]) if each.time), "")
        page = bisect_left(self._pages, first) - 1
        return time or (self._blocks[self._pages[page]].time if page >= 0 else "")


def _voice_of(quote: Quote) -> _Voice:
    if quote.type == "scare":
        return _Voice()
    return _Voice("quote", quote.speaker, quote.confidence)


def _trimmed(text: str, start: int, end: int, marks: str) -> tuple[int, int]:
    """Leave out white space, and `marks`, at both ends; never cut a grapheme."""
    start, end = snap(text, start, forward=False), snap(text, end, forward=True)
    while start < end and (text[start].isspace() or text[start] in marks):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in marks):
        end -= 1
    return snap(text, start, forward=False), snap(text, end, forward=True)


def _opening(article: Article) -> str:
    """Give the first words of the text, cut with … where it goes on."""
    first = next((block.text for block in article.blocks if block.kind in _BODY and block.text.strip()), "").strip()
    ends = [end for _, end in words(first[:400])]
    if len(ends) <= _OPENING_WORDS:
        return " ".join(first[:400].split())
    return " ".join(first[: ends[_OPENING_WORDS - 1]].split()) + " …"
