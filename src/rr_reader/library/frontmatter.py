"""The head of a cleaned file: what the article says of itself, who speaks, and the reader's corrections."""

from collections.abc import Callable, Iterable

import msgspec

from rr_reader.errors import BrokenArticleError
from rr_reader.library.saying import LISTS, TEXTS
from rr_reader.library.yaml_text import Field, Value, read_fields, write_fields
from rr_reader.model import (
    Article,
    BlockCorrection,
    Correction,
    Kind,
    LabelCorrection,
    Meta,
    MetaCorrection,
    NameCorrection,
    QuoteCorrection,
    Source,
    Speaker,
)
from rr_reader.text.safe import make_safe


class Front(msgspec.Struct, frozen=True):
    """The values of a cleaned file's front matter."""

    meta: Meta = Meta()
    speakers: tuple[Speaker, ...] = ()
    corrections: tuple[Correction, ...] = ()
    source: Source = Source()


def dump_front(article: Article) -> str:
    """Write the front matter without its `---` lines. What is not given is left out."""
    meta = article.meta
    fields: dict[str, Value] = {
        "title": meta.title,
        "deck": meta.deck,
        "kind": meta.kind,
        "outlet": meta.outlet,
        "byline": list(meta.byline),
        "published": meta.published,
        "url": meta.url,
        "language": meta.language,
        "tags": list(meta.tags),
        "derived": list(meta.derived),
        "speakers": [{"name": p.name} | _given(role=p.role, aliases=list(p.aliases)) for p in article.speakers],
        "corrections": [_written(correction) for correction in article.corrections],
        "source": _source(article.source),
    }
    return write_fields({key: value for key, value in fields.items() if value or key == "kind"})


def _written(correction: Correction) -> dict[str, Value]:
    fields = {key: value for key, value in msgspec.to_builtins(correction).items() if value is not None}
    return fields if fields.get("which", "…") else {key: value for key, value in fields.items() if key != "which"}


def _given(**fields: Value) -> dict[str, Value]:
    return {key: value for key, value in fields.items() if value}


def _source(source: Source) -> dict[str, Value]:
    if source == Source():
        return {}
    return {key: value for key, value in msgspec.to_builtins(source).items() if value or key == "format"}


def load_front(text: str, *, first_line: int = 2) -> Front:
    """Read front matter; `first_line` is where it begins in its file. Keys that we do not know are passed over.

    Raises BrokenArticleError with the line of the key that makes no sense.
    """
    fields = read_fields(text, first_line=first_line)
    return Front(
        meta=_meta(fields),
        speakers=tuple(_speaker(item, field) for field in _of(fields, "speakers") for item in _items(field)),
        corrections=tuple(_correction(item, field) for field in _of(fields, "corrections") for item in _items(field)),
        source=next((_read_source(field) for field in _of(fields, "source")), Source()),
    )


def _meta(fields: dict[str, Field]) -> Meta:
    texts = {key: _text(fields[key], key) for key in TEXTS if key in fields}
    lists = {key: _texts(fields[key].value, fields[key], key) for key in (*LISTS, "derived") if key in fields}
    return msgspec.structs.replace(Meta(), **texts, **lists)


def _of(fields: dict[str, Field], key: str) -> Iterable[Field]:
    return [fields[key]] if key in fields and fields[key].value != "" else []


def _items(field: Field) -> list[Value]:
    if not isinstance(field.value, list):
        raise BrokenArticleError("This must be a list: lines that begin with “- ”.", field.line)
    return field.value


def _speaker(item: Value, field: Field) -> Speaker:
    if isinstance(item, str):
        return Speaker(_safe(item))
    known = _mapping(item, field, "A speaker is a name, or “name: …” with “role:” and “aliases:” below it.", "name")
    return Speaker(
        name=_text(Field(known["name"], field.line), "name"),
        role=_text(Field(known.get("role", ""), field.line), "role"),
        aliases=_texts(known.get("aliases", []), field, "aliases"),
    )


def _correction(item: Value, field: Field) -> Correction:
    known = _mapping(item, field, f"A correction begins with one of these: {', '.join(_CORRECTIONS)}.")
    for key, needed in _CORRECTIONS.items():
        if key not in known:
            continue
        if missing := [name for name in needed if name not in known]:
            raise BrokenArticleError(f"A correction with “{key}:” needs “{missing[0]}:” too.", field.line)
        return _MAKERS[key](known, field)
    raise BrokenArticleError(f"A correction begins with one of these: {', '.join(_CORRECTIONS)}.", field.line)


_CORRECTIONS: dict[str, tuple[str, ...]] = {
    "quote": (),
    "block": (),
    "label": ("speaker",),
    "name": ("to",),
    "meta": ("to",),
}
"""What a correction may be about, and what it cannot do without."""


_KINDS = tuple(kind.value for kind in Kind)


def _quote_correction(known: dict[str, Value], field: Field) -> Correction:
    usual = {"quote": "", "speaker": "", "type": QuoteCorrection("").type, "which": ""}
    return QuoteCorrection(*(_text(Field(known.get(key, value), field.line), key) for key, value in usual.items()))


def _block_correction(known: dict[str, Value], field: Field) -> Correction:
    said = {key: _text(Field(known[key], field.line), key) for key in ("which", "kind", "speaker") if key in known}
    kind = said.get("kind", "")
    if kind and kind not in _KINDS:
        raise BrokenArticleError(f"“{kind}” is no kind of block. Use one of these: {', '.join(_KINDS)}.", field.line)
    block = _text(Field(known["block"], field.line), "block")
    return BlockCorrection(block, said.get("which", ""), Kind(kind) if kind else None, said.get("speaker"))


def _meta_correction(known: dict[str, Value], field: Field) -> Correction:
    name = _text(Field(known["meta"], field.line), "meta")
    if name in LISTS:
        return MetaCorrection(name, _texts(known["to"], field, name))
    if name in TEXTS:
        return MetaCorrection(name, _text(Field(known["to"], field.line), "to"))
    raise BrokenArticleError(
        f"“{name}” is nothing that can be corrected. Use one of these: {', '.join((*TEXTS, *LISTS))}.", field.line
    )


_MAKERS: dict[str, Callable[[dict[str, Value], Field], Correction]] = {
    "quote": _quote_correction,
    "block": _block_correction,
    "label": lambda known, field: LabelCorrection(*_both(known, field, "label", "speaker")),
    "name": lambda known, field: NameCorrection(*_both(known, field, "name", "to")),
    "meta": _meta_correction,
}


def _both(known: dict[str, Value], field: Field, one: str, other: str) -> tuple[str, str]:
    return _text(Field(known[one], field.line), one), _text(Field(known[other], field.line), other)


def _read_source(field: Field) -> Source:
    known = _mapping(field.value, field, "The source is “name:”, “sha256:” and “format:”, each on its own line.")
    usual = Source()
    return Source(*(_text(Field(known.get(k, getattr(usual, k)), field.line), k) for k in Source.__struct_fields__))


def _mapping(item: Value, field: Field, message: str, needed: str = "") -> dict[str, Value]:
    if not isinstance(item, dict) or (needed and needed not in item):
        raise BrokenArticleError(message, field.line)
    return item


def _text(field: Field, key: str) -> str:
    if not isinstance(field.value, str):
        raise BrokenArticleError(f"“{key}” must be one text, not a list.", field.line)
    return _safe(field.value)


def _texts(value: Value, field: Field, key: str) -> tuple[str, ...]:
    """Read a list of texts; a single text is a list of one, nothing an empty one."""
    if isinstance(value, str):
        return (_safe(value),) if value else ()
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise BrokenArticleError(f"“{key}” must be a list of texts: [one, another].", field.line)
    return tuple(_safe(str(item)) for item in value)


def _safe(text: str) -> str:
    """Make safe again what YAML's escapes may have brought in."""
    return make_safe(text).text
