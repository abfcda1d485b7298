"""The whole import as one pure function: bytes to an `Article`."""

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec.structs import replace

from rr_reader.errors import BadSourceError, ReaderError
from rr_reader.model import Account, Article, Block, Doubt, Kind, Mark, Origin, Quote, Removed, Source
from rr_reader.parsing.draft import Draft
from rr_reader.parsing.layouts import understand
from rr_reader.parsing.metadata import meta_of
from rr_reader.parsing.quotations import Prose
from rr_reader.sources.breaking_off import break_of
from rr_reader.sources.html import declared_encoding
from rr_reader.sources.reading import format_of, read_page
from rr_reader.sources.renditions import Rendition, rendition_of
from rr_reader.text.decode import Decoded, decode
from rr_reader.text.edits import Edited, OffsetMap, chain
from rr_reader.text.repair import repair
from rr_reader.text.safe import LINE_END, make_safe, printable

_MARKUP = frozenset({"html", "captions"})
"""Formats with character references of their own: decoded before they are read, words would become markup."""
_UNEVEN = re.compile(r"[^\S ]\s*|\s{2,}|\A\s|\s\Z")
"""White space that is no single space between words."""


def parse_source(raw: bytes, *, name: str = "", url: str = "", assume: str = "") -> Article:
    """Import a source: decode, repair, make safe, read its format, understand it.

    `name` is the file's name as it was given; `assume` an encoding that overrules the evidence. Pure: no disk, network,
    clock or locale. Raises nothing but ReaderError.
    """
    try:
        return _parse(raw, name, url, assume)
    except ReaderError as error:
        raise type(error)(f"{name}: {error}") if name and not str(error).startswith(name) else error from None
    except (RecursionError, MemoryError) as error:
        raise BadSourceError(f"{name or 'this source'}: too deep or too large to be read") from error


def _parse(raw: bytes, name: str, url: str, assume: str) -> Article:
    rendition = rendition_of(raw, name, assume)
    decoded = _decoded(raw, rendition, assume)
    kind = rendition.format if rendition else format_of(decoded.text, name)
    edited: Edited = repair(decoded.text, entities=kind not in _MARKUP)
    edited = chain(edited, make_safe(edited.text))
    page = read_page(edited.text, name, rendition.format if rendition else "")
    front = _safe({**page.front, **(rendition.front if rendition else {})})
    page = replace(page, front=front, format=rendition.kind if rendition else page.format)
    origins = OffsetMap(edited.changes)
    understood = understand(page)
    blocks = tuple(_block(draft, origins) for draft in understood.drafts)
    speakers = understood.speakers
    prose = Prose(blocks)
    names = {known.name for known in speakers}
    speakers += tuple(person for person in prose.speakers(speakers) if person.name not in names)
    meta = meta_of(page.front, understood.drafts, speakers, understood.kind, url)
    quotes = prose.quotes(speakers)  # as at load, where the speakers are known
    return Article(
        meta=meta,
        speakers=speakers,
        blocks=blocks,
        quotes=quotes,
        source=Source(name, hashlib.sha256(raw).hexdigest(), page.format),
        account=Account(
            encoding=decoded.encoding,
            encoding_evidence=decoded.evidence,
            changes=tuple(change for change in edited.changes if change.reason != LINE_END),
            removed=_removed([*page.removed, *understood.removed], origins),
            doubts=(
                *(Doubt(0, 0, missing) for missing in _missing(rendition, edited.text, kind)),
                *decoded.doubts,
                *edited.doubts,
                *_doubts(blocks, quotes),
            ),
        ),
    )


def _removed(removed: Sequence[Removed], origins: OffsetMap) -> tuple[Removed, ...]:
    """Say what was removed by its place in the decoded source, in its order."""
    return tuple(
        replace(item, start=origins.before(item.start), end=origins.before_end(item.end))
        for item in sorted(removed, key=lambda item: item.start)
    )


def _missing(rendition: Rendition | None, text: str, kind: str) -> tuple[str, ...]:
    """Say what is missing of a source: by its container, else by the text itself."""
    if rendition and rendition.doubts:
        return rendition.doubts
    return tuple(filter(None, [break_of(text, kind)]))


def _safe(front: Any) -> Any:
    """Make what a source says of itself fit to show: escapes of YAML, mail or HTML may have hidden anything in it."""
    if isinstance(front, str):
        return printable(" ".join(front.split()))
    if isinstance(front, dict):
        return {key: _safe(value) for key, value in front.items()}
    return [_safe(value) for value in front] if isinstance(front, list) else front


def source_text(raw: bytes, *, name: str = "", assume: str = "") -> str:
    """Give the text of a source that an article's account is about, as `parse_source` reads it. Raises ReaderError."""
    return _decoded(raw, rendition_of(raw, name, assume), assume).text


def _decoded(raw: bytes, rendition: Rendition | None, assume: str) -> Decoded:
    if rendition:
        return Decoded(rendition.text, rendition.encoding, rendition.evidence)
    return decode(raw, declared=declared_encoding(raw), assume=assume)


_DOUBTFUL = 0.6
"""A confidence below this is a doubt that the reader is told of."""


def _doubts(blocks: Sequence[Block], quotes: Sequence[Quote]) -> Iterator[Doubt]:
    """List what could not be decided: turns without a label that could be another's, quotations that nobody claims."""
    unsure: dict[int, str] = {}
    for index, block in enumerate(blocks):
        if block.origin and block.origin.confidence < _DOUBTFUL:
            unsure[index] = f"taken for a {block.kind}, by its form alone"
        elif block.origin and block.speaker and block.origin.speaker_confidence < _DOUBTFUL:
            unsure[index] = "whose words these are is a guess"
    for quote in quotes:
        if quote.type == "direct" and (not quote.speaker or quote.confidence < _DOUBTFUL):
            unsure.setdefault(quote.block, "whose words are quoted here is not said")
    for index, reason in sorted(unsure.items()):
        origin = blocks[index].origin
        if origin:
            yield Doubt(origin.start, origin.end, reason)


def _block(draft: Draft, origins: OffsetMap) -> Block:
    piece = draft.piece
    start, end = origins.before(piece.start), origins.before_end(piece.end)
    label = "" if piece.voice and draft.speaker else draft.label  # a voice is markup, and told as that
    text, marks = (piece.text, piece.marks) if piece.role == "code" else collapse(piece.text, piece.marks, piece.role)
    if draft.kind is Kind.HEADING:  # that all of it is bold says no more than that it is one
        marks = tuple(mark for mark in marks if (mark.style, mark.start, mark.end) != ("strong", 0, len(text)))
    return Block(
        kind=draft.kind or Kind.PARAGRAPH,
        text=text,
        speaker=draft.speaker,
        time=draft.time,
        marks=marks,
        origin=Origin(start, end, label, draft.confidence, draft.speaker_confidence),
    )


_BY_LINES = frozenset({"item", "table"})
"""Roles whose line breaks say something."""


def collapse(text: str, marks: tuple[Mark, ...], role: str = "") -> tuple[str, tuple[Mark, ...]]:
    """Make every run of white space one space, and move the marks with their words; empty ones fall away.

    Where the role is that of a list or a table, a line break stays one.
    """
    if text.isprintable() and "  " not in text and text.strip(" ") == text:  # no white space but single spaces
        return text, marks
    if role in _BY_LINES:
        plain = "\n".join(line for raw in text.split("\n") if (line := " ".join(raw.split())))
    else:
        plain = " ".join(text.split())
    if not marks or plain == text:
        return plain, marks
    parts, places, length = [], [(0, 0)], 0
    done = 0
    for space in _UNEVEN.finditer(text):
        start, end = space.span()
        parts.append(text[done:start])
        length += start - done
        if start and end < len(text):
            parts.append("\n" if "\n" in space[0] and role in _BY_LINES else " ")
            length += 1
        places.append((end, length))
        done = end
    parts.append(text[done:])
    flat = "".join(parts)

    def moved(offset: int) -> int:
        at, new = places[bisect_right(places, (offset, len(text) + 1)) - 1]
        return min(new + offset - at, len(flat))

    kept = set()  # without the white space between them, two may come to be alike
    for mark in marks:
        start, end = moved(mark.start), moved(mark.end)
        if start < end and flat[start:end].strip():
            kept.add(Mark(start, end, mark.style, mark.target))
    return flat, tuple(sorted(kept))
