"""The public JSON form of an article. What is not given is null (a list: empty)."""

from typing import Any

from msgspec import to_builtins

from rr_reader.model.article import Article, Block, Kind, Quote
from rr_reader.model.insertions import insertions_of


def to_dict(article: Article) -> dict[str, object]:
    """Write an article as plain dicts and lists, fields as `docs/cli.md` lists them for `parse`."""
    meta: dict[str, Any] = to_builtins(article.meta)
    derived = meta.pop("derived")
    return {
        "file": article.source.name,
        "sha256": article.source.sha256 or None,
        "format": article.source.format,
        "encoding": article.account.encoding,
        "encoding_evidence": article.account.encoding_evidence or None,
        "meta": {key: value if value != "" else None for key, value in meta.items()},
        "derived": derived,
        "speakers": [
            {"id": person.name, "role": person.role or None, "aliases": list(person.aliases)}
            for person in article.speakers
        ],
        "blocks": [_block(block) for block in article.blocks],
        "quotes": [_quote(quote) for quote in article.quotes],
        "changes": to_builtins(article.account.changes),
        "removed": to_builtins(article.account.removed),
        "doubts": to_builtins(article.account.doubts),
    }


def _block(block: Block) -> dict[str, object]:
    written: dict[str, object] = {"kind": block.kind.value, "speaker": block.speaker or None, "text": block.text}
    if block.time:
        written["ts"] = block.time
    if block.kind is not Kind.STAGE and (insertions := insertions_of(block.text)):
        written["insertions"] = list(insertions)
    if block.marks:
        written["marks"] = [
            {"start": m.start, "end": m.end, "style": m.style} | ({"target": m.target} if m.target else {})
            for m in block.marks
        ]
    if block.origin:
        if block.origin.label:
            written["label"] = block.origin.label
        written |= {
            "source": [block.origin.start, block.origin.end],
            "confidence": block.origin.confidence,
            "speaker_confidence": block.origin.speaker_confidence,
        }
    return written


def _quote(quote: Quote) -> dict[str, object]:
    return {
        "block": quote.block,
        "start": quote.start,
        "text": quote.text,
        "speaker": quote.speaker or None,
        "cue": quote.cue or None,
        "type": quote.type,
        "confidence": quote.confidence,
    }
