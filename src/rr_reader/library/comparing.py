"""Two readings of one source beside each other: what differs, and where a place of the one is in the other. Pure."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher

import msgspec
from msgspec.structs import replace

from rr_reader.model import Article, Meta, Place


class Differences(msgspec.Struct, frozen=True):
    """What differs between two readings of an article, by kind."""

    new: int = 0
    """Blocks that the old one had not; the same block with other words is `text`."""
    gone: int = 0
    text: int = 0
    kind: int = 0
    """Blocks of the same words and another kind."""
    speaker: int = 0
    """Blocks of the same words in another mouth."""
    quotations: int = 0
    people: tuple[str, ...] = ()
    """Names that are new, gone, or have another role or other aliases; sorted."""
    fields: tuple[str, ...] = ()
    """Fields of `Meta`."""


def differences(old: Article, new: Article) -> Differences:
    """Compare two readings of an article."""
    counts = Counter[str](_steps(old, new))
    quotes = [Counter((q.text, q.speaker, q.type) for q in article.quotes) for article in (old, new)]
    casts = [{person.name: person for person in article.speakers} for article in (old, new)]
    return Differences(
        **counts,
        quotations=max((quotes[0] - quotes[1]).total(), (quotes[1] - quotes[0]).total()),
        people=tuple(sorted(name for name in casts[0] | casts[1] if casts[0].get(name) != casts[1].get(name))),
        fields=tuple(name for name in Meta.__struct_fields__ if getattr(old.meta, name) != getattr(new.meta, name)),
    )


def _steps(old: Article, new: Article) -> Iterator[str]:
    texts = [[block.text for block in article.blocks] for article in (old, new)]
    for step, start, end, first, last in SequenceMatcher(None, texts[0], texts[1], autojunk=False).get_opcodes():
        if step != "equal":
            was, now = end - start, last - first
            yield from ["text"] * min(was, now) + ["gone"] * (was - now) + ["new"] * (now - was)
            continue
        for one, other in zip(old.blocks[start:end], new.blocks[first:last], strict=True):
            yield from ["kind"] * (one.kind != other.kind) + ["speaker"] * (one.speaker != other.speaker)


def place_in(old: Article, new: Article, place: Place) -> Place:
    """Find a place of one reading in another: see `place_again`."""
    return place_again(new, place, trace(old, place))


def trace(article: Article, place: Place) -> str:
    """Give what finds a place in another reading: how many blocks there are, and a digest of the words it is in."""
    words = article.blocks[place.block].text if place.block < len(article.blocks) else ""
    return f"{len(article.blocks)} {_digest(words)}"


def place_again(article: Article, place: Place, traced: str) -> Place:
    """Find a place that left a `trace`: in the nearest block of the same words, else as far into the article.

    Without a trace, or with one that is none, it is the place as it is.
    """
    blocks, _, digest = traced.partition(" ")
    if not (blocks.isdecimal() and digest):
        return place
    for index in sorted(range(len(article.blocks)), key=lambda index: abs(index - place.block)):
        if _digest(article.blocks[index].text) == digest:
            return replace(place, block=index)
    last = max(0, len(article.blocks) - 1)
    return Place(min(place.block * len(article.blocks) // max(1, int(blocks)), last))


def _digest(words: str) -> str:
    return hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
