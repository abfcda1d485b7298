"""Corrections applied to an article: what follows from them for other blocks, for the speakers and for quotations."""

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import islice

from msgspec.structs import replace

from rr_reader.errors import NoSourceError, UsageError
from rr_reader.library.anchors import place_of, quote_place
from rr_reader.library.labels import Cast
from rr_reader.model import (
    BETWEEN_TURNS,
    OPENS_TURN,
    SPOKEN,
    Article,
    Block,
    BlockCorrection,
    Correction,
    Kind,
    LabelCorrection,
    Meta,
    MetaCorrection,
    NameCorrection,
    QuoteCorrection,
    Speaker,
    renamed,
)


def correct(article: Article, corrections: Sequence[Correction]) -> Article:
    """Apply the corrections that one mending consists of, and keep them in the article.

    Raises NoSourceError where one finds nothing to correct, UsageError where it makes no sense.
    """
    return confirmed_in(settled(article, reduce(applied, corrections, article)))


def applied(article: Article, correction: Correction) -> Article:
    """Apply one correction and keep it; what follows from it for the article as a whole is left to be `settled`."""
    match correction:
        case QuoteCorrection():
            mended = _quote(article, correction)
        case BlockCorrection():
            mended = _block(article, correction)
        case LabelCorrection():
            mended = _label(article, correction)
        case NameCorrection():
            mended = _name(article, correction)
        case MetaCorrection():
            mended = _meta(article, correction)
    return replace(mended, corrections=(*article.corrections, correction))


def settled(before: Article, after: Article) -> Article:
    """Attribute the quotations anew after some corrections, and leave out of the speakers who is heard no more."""
    made = after.corrections[len(before.corrections) :]
    is_of_blocks = all(isinstance(each, BlockCorrection | LabelCorrection) for each in made)
    if is_of_blocks and (after.blocks, after.speakers) == (before.blocks, before.speakers):
        return after
    after = _quoted_anew(after)
    if is_of_blocks or any(isinstance(each, QuoteCorrection) for each in made):
        heard = _heard(before, after)
        if heard != after.speakers:
            after = _quoted_anew(replace(after, speakers=heard))
    return after


def _quoted_anew(article: Article) -> Article:
    from rr_reader.parsing.quotations import quotes_of  # late: not for opening a library

    quotes = quotes_of(article.blocks, article.speakers, article.corrections, article.meta.language)
    return replace(article, quotes=quotes)


def confirmed_in(article: Article) -> Article:
    """Make certain what the reader has spoken of in an article."""
    return replace(article, blocks=confirmed(article.blocks, article.corrections))


def confirmed(blocks: tuple[Block, ...], corrections: Sequence[Correction]) -> tuple[Block, ...]:
    """Make certain what the reader has spoken of, where it still is as he said."""
    changed = list(blocks)
    later: list[NameCorrection] = []
    for correction in reversed(corrections):
        if isinstance(correction, NameCorrection):
            later.insert(0, correction)
        elif isinstance(correction, LabelCorrection):
            speaker = renamed(correction.speaker, later)
            for index in labelled_as(blocks, correction.label):
                _sure_of_speaker(changed, index, speaker)
        elif isinstance(correction, BlockCorrection) and (place := place_of(blocks, correction)) is not None:
            origin = changed[place].origin
            if origin and changed[place].kind is correction.kind:
                changed[place] = replace(changed[place], origin=replace(origin, confidence=1.0))
            if correction.speaker is not None:
                _sure_of_speaker(changed, place, renamed(correction.speaker, later))
    return tuple(changed)


def labelled_as(blocks: Sequence[Block], label: str) -> tuple[int, ...]:
    """List the blocks that open a turn with this label in the source."""
    return tuple(i for i, b in enumerate(blocks) if b.origin and b.origin.label == label and b.kind in OPENS_TURN)


def has_name(article: Article, name: str) -> bool:
    """Tell whether somebody goes by this very name."""
    return any(person.name == name for person in article.speakers) or name in _voices(article.blocks)


def _sure_of_speaker(blocks: list[Block], index: int, speaker: str) -> None:
    for place in turn_from(blocks, index):
        block = blocks[place]
        if block.origin and block.speaker == speaker:
            kind = 1.0 if place == index else block.origin.confidence
            blocks[place] = replace(block, origin=replace(block.origin, confidence=kind, speaker_confidence=1.0))


def turn_from(blocks: Sequence[Block], index: int) -> Iterator[int]:
    """Give the block at an index and the continuations after it, to the end of its turn."""
    yield index
    for place in range(index + 1, len(blocks)):
        if blocks[place].kind is Kind.CONTINUATION:
            yield place
        elif blocks[place].kind not in BETWEEN_TURNS:
            return


def _opener(blocks: Sequence[Block], index: int) -> int | None:
    """Give the block that opened the turn which is open at an index, itself included; None where none is."""
    for place in range(index, -1, -1):
        if blocks[place].kind in OPENS_TURN:
            return place
        if blocks[place].kind not in BETWEEN_TURNS and blocks[place].kind is not Kind.CONTINUATION:
            return None
    return None


def _quote(article: Article, correction: QuoteCorrection) -> Article:
    place = quote_place(article.blocks, correction.quote, correction.which) if correction.which else None
    if not any(q.text == correction.quote and place in (None, (q.block, q.start)) for q in article.quotes):
        raise NoSourceError("These words are not quoted in the article.")
    return replace(article, speakers=_joined(article.speakers, correction.speaker, "quoted"))


def _meta(article: Article, correction: MetaCorrection) -> Article:
    """Set a field. A title is one wherever it stands: the heading that gives it is changed with it."""
    article = replace(article, meta=_given_now(article.meta, correction.meta, correction.to))
    heading = next((index for index, block in enumerate(article.blocks) if block.kind is Kind.TITLE), None)
    if correction.meta != "title" or not isinstance(correction.to, str) or not correction.to or heading is None:
        return article
    blocks = list(article.blocks)
    if blocks[heading].text != correction.to:
        blocks[heading] = replace(blocks[heading], text=correction.to, marks=())
    return replace(article, blocks=tuple(blocks))


def _given_now(meta: Meta, field: str, value: str | tuple[str, ...]) -> Meta:
    derived = tuple(name for name in meta.derived if name != field)
    return replace(meta, **{field: value, "derived": derived})


def _block(article: Article, correction: BlockCorrection) -> Article:
    index = place_of(article.blocks, correction)
    if index is None:
        raise NoSourceError("No block of the article begins so, or several do.")
    if correction.kind is not None:
        article = replace(article, blocks=_turned(article.blocks, index, correction.kind))
    if correction.kind is Kind.TITLE and (not article.meta.title or "title" in article.meta.derived):
        article = replace(article, meta=_given_now(article.meta, "title", " ".join(article.blocks[index].text.split())))
    if correction.speaker is None:
        return article
    return _given(article, index, correction.speaker, correction.kind)


def _label(article: Article, correction: LabelCorrection) -> Article:
    places = labelled_as(article.blocks, correction.label)
    if not places:
        raise NoSourceError(f"No turn is labelled “{correction.label}”.")
    for index in places:
        article = _given(article, index, correction.speaker, None)
    return article


def _turned(blocks: Sequence[Block], index: int, kind: Kind) -> tuple[Block, ...]:
    """Change a block's kind, and see that what continued it is still somebody's."""
    changed, old = list(blocks), blocks[index]
    speaker = old.speaker if kind in SPOKEN else ""
    if kind is Kind.CONTINUATION:
        before = _opener(blocks, index - 1)
        if before is None:
            raise UsageError("No turn is open there that this could go on with.")
        speaker = blocks[before].speaker
        for place in turn_from(blocks, index) if old.kind in OPENS_TURN else ():
            changed[place] = replace(blocks[place], speaker=speaker)
    changed[index] = replace(old, kind=kind, speaker=speaker)
    rest = next(islice(turn_from(blocks, index), 1, None), None)
    if rest is not None:
        former, now = _opener(blocks, index), _opener(changed, rest)
        usual = blocks[former].kind if former is not None else Kind.TURN
        is_parted = old.kind is Kind.CONTINUATION and kind in OPENS_TURN and kind is not usual
        if is_parted or now is None or changed[now].speaker != changed[rest].speaker:
            changed[rest] = replace(changed[rest], kind=usual)
    return tuple(changed)


def _given(article: Article, index: int, speaker: str, kind: Kind | None) -> Article:
    """Give the rest of a turn to somebody; `kind` is that of the block where the reader has said it.

    Else it is what this person's turns are; but a question whose words ask stays one in whatever mouth.
    """
    blocks, old = list(article.blocks), article.blocks[index]
    if old.kind not in SPOKEN:
        raise UsageError(f"This is a {old.kind.value}, which nobody says. Say what it is first.")
    if old.speaker == speaker:
        return article
    from rr_reader.parsing.asking import invites  # late: not for opening a library

    is_asking = any(invites(blocks[place].text) for place in turn_from(article.blocks, index))
    role = next((person.role for person in article.speakers if person.name == old.speaker), "")
    if role == "host" and old.kind is Kind.CONTINUATION and not is_asking:
        role = "guest"  # who speaks behind somebody's question, and asks nothing, answers it
    speakers = _joined(article.speakers, speaker, role)
    for place in turn_from(article.blocks, index):
        if blocks[place].speaker == old.speaker or place == index:
            blocks[place] = replace(blocks[place], speaker=speaker)
    if kind is None:
        opener = _opener(article.blocks, index)
        was = article.blocks[opener].kind if opener is not None else Kind.TURN
        cast = Cast(speakers, article.meta.kind)
        asks = was is Kind.QUESTION and is_asking
        follows = bool(speaker) and was is cast.usual_kind(old.speaker) and not asks
        blocks[index] = replace(blocks[index], kind=cast.usual_kind(speaker) if follows else was)
    return replace(article, blocks=tuple(blocks), speakers=speakers)


def _name(article: Article, correction: NameCorrection) -> Article:
    """Give all that one name has to another."""
    name, to = correction.name, correction.to
    is_there = {person.name for person in article.speakers}
    if not has_name(article, name):
        if to in is_there:
            return article  # the import knows by now
        raise NoSourceError(f"Nobody is called “{name}” here.")
    blocks = tuple(
        replace(block, speaker=renamed(block.speaker, [correction])) if block.speaker else block
        for block in article.blocks
    )
    return replace(article, blocks=blocks, speakers=_one_person(article.speakers, name, to))


def _one_person(speakers: Sequence[Speaker], name: str, to: str) -> tuple[Speaker, ...]:
    """Put two of the speakers, or one under another name, where the one who stays stands; all their aliases kept."""
    old = next((person for person in speakers if person.name == name), Speaker(name))
    into = next((person for person in speakers if person.name == to), Speaker(to))
    called = dict.fromkeys((*into.aliases, name, *old.aliases))
    called.pop(to, None)
    one = Speaker(to, into.role or old.role, tuple(called))
    if into in speakers:
        return tuple(one if person is into else person for person in speakers if person is not old)
    return tuple(one if person is old else person for person in speakers) if old in speakers else (*speakers, one)


def _joined(speakers: tuple[Speaker, ...], name: str, role: str) -> tuple[Speaker, ...]:
    """Add whoever is new; of a joint name, each part."""
    known = {person.name for person in speakers}
    new = () if name in known else [part for part in _parts(name) if part not in known]
    return (*speakers, *(Speaker(part, role) for part in new))


def _heard(before: Article, after: Article) -> tuple[Speaker, ...]:
    """Leave out of the speakers those whose last words were taken from them; who never had any was named by hand."""
    silenced = _voices(before.blocks) | _quoted(before) - {""}
    silenced -= _voices(after.blocks) | _quoted(after)
    return tuple(person for person in after.speakers if person.name not in silenced)


def _quoted(article: Article) -> set[str]:
    return {
        name for quote in article.quotes if quote.type != "scare" for name in (quote.speaker, *_parts(quote.speaker))
    }


def _voices(blocks: Sequence[Block]) -> set[str]:
    return {name for block in blocks if block.speaker for name in (block.speaker, *_parts(block.speaker))}


def _parts(name: str) -> list[str]:
    return [part for part in name.split(" & ") if part]
