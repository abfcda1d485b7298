"""Highlights that come from elsewhere: Readwise's CSV, Hypothesis' JSON, and what this program exports itself."""

import hashlib
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import product, takewhile
from typing import Any, Final

import msgspec

from rr_reader.errors import BadSourceError
from rr_reader.model.highlight import COLOURS, time_of
from rr_reader.text.decode import decode
from rr_reader.text.safe import printable

_COLOURS: Final = {"pink": "red", "orange": "red", "purple": "violet"}
"""Colours of others, by the nearest of ours."""
_ID = re.compile(r"[0-9A-Za-z_-]{1,40}")
_READWISE: Final = {
    "title": ("Title", "Book Title"),
    "author": ("Author", "Book Author"),
    "url": ("URL", "Source URL"),
    "note": ("Note",),
    "tags": ("Tags",),
    "colour": ("Color",),
    "made": ("Date", "Highlighted at"),
    "place": ("Location",),
}
"""The columns of the table that Readwise imports, and of the one that it exports."""
_DAYS: Final = ("%B %d %Y", "%b %d %Y", "%d %B %Y", "%d %b %Y")
_TIMES: Final = ("", " %I:%M %p", " %H:%M", " %H:%M:%S")
"""How days and times are written in words, without commas."""


class Foreign(msgspec.Struct, frozen=True):
    """Words that somebody marked elsewhere, and what is known of where they stood. All of it is fit to show."""

    id: str
    """The same whenever it is read."""
    text: str
    prefix: str = ""
    suffix: str = ""
    start: int = 0
    article: str = ""
    """The id of the article, where it was one of a library of ours."""
    title: str = ""
    authors: tuple[str, ...] = ()
    url: str = ""
    speaker: str = ""
    """Who says it, where it is known to be one person, surely."""
    note: str = ""
    tags: tuple[str, ...] = ()
    colour: str = COLOURS[0]
    date: str = ""
    """When, as it is written there; "" where it is not."""

    @property
    def made(self) -> str:
        """When, as ISO 8601 in UTC; "" where that is not known, or cannot be told from the date."""
        return _time(self.date)


class Read(msgspec.Struct, frozen=True):
    """What a file holds."""

    highlights: tuple[Foreign, ...] = ()
    wordless: tuple[Foreign, ...] = ()
    """What marks no words, like a note on a page: there is nothing to highlight."""


def read_foreign(raw: bytes, name: str = "") -> Read:
    """Read a file of highlights, in whatever of the formats. Raises BadSourceError, which says what can be read."""
    text = decode(raw).text.lstrip("\ufeff")
    if text.lstrip().startswith(("{", "[")):
        found = [each for record in _records(text, name) for each in _from_record(record)]
    else:
        found = list(_from_table(text, name))
    pieces: dict[str, list[Foreign]] = {}
    for each in found:
        if each.text.strip():
            pieces.setdefault(each.id, []).append(each)
    return Read(
        tuple(_joined(of_one) for of_one in pieces.values()), tuple(each for each in found if not each.text.strip())
    )


def _joined(pieces: Sequence[Foreign]) -> Foreign:
    """Make one of the voices of a highlight, which are a record each, and of what came twice."""
    texts = list(dict.fromkeys(each.text for each in pieces))
    speakers = {each.speaker for each in pieces}
    speaker = speakers.pop() if len(speakers) == 1 else ""
    return msgspec.structs.replace(pieces[0], text="\n\n".join(texts), speaker=speaker)


def _records(text: str, name: str) -> Iterator[Mapping[str, Any]]:
    """Give the objects of JSON or of JSON lines, out of the list that an answer or an export of Hypothesis has."""
    try:
        value = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, ValueError):
        value = [_line(line, number, name) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if isinstance(value, dict):
        value = next((value[key] for key in ("rows", "annotations") if isinstance(value.get(key), list)), [value])
    yield from (each for each in value if isinstance(each, dict))


def _line(line: str, number: int, name: str) -> object:
    try:
        return msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError, ValueError):
        raise BadSourceError(f"{name}: line {number} is not JSON.") from None


def _from_record(record: Mapping[str, Any]) -> Iterator[Foreign]:
    if isinstance(record.get("target"), list):
        yield from _from_hypothesis(record)
    elif not record.get("is_gone"):
        yield _from_ours(record)


def _from_hypothesis(record: Mapping[str, Any]) -> Iterator[Foreign]:
    selectors = [each for target in _maps(record["target"]) for each in _maps(target.get("selector"))]
    quote = next((each for each in selectors if each.get("type") == "TextQuoteSelector"), {})
    titles = record["document"].get("title") if isinstance(record.get("document"), dict) else ()
    words, url = _text(quote, "exact"), _text(record, "uri")
    yield Foreign(
        _known_as("hypothesis", _text(record, "id") or f"{url}\0{words}"),
        words,
        _text(quote, "prefix"),
        _text(quote, "suffix"),
        title=" ".join(map(_said, titles[:1])) if isinstance(titles, list) else _said(titles),
        url=url,
        note=_text(record, "text"),
        tags=_tags(record.get("tags")),
        date=_text(record, "created"),
    )


def _from_ours(record: Mapping[str, Any]) -> Foreign:
    """Read a line of `highlights --jsonl`, a record of `export`, or of what a library keeps beside it."""
    anchor = record["anchor"] if isinstance(record.get("anchor"), dict) else {}
    words = _text(record, "text") or _text(anchor, "exact")
    speakers = _tags(record.get("speakers")) or (_text(record, "speaker"),)
    start = anchor.get("start")
    id = _text(record, "highlight") or _text(record, "id")  # noqa: A001 - what it is
    return Foreign(
        id if _ID.fullmatch(id) else _known_as("record", id, _text(record, "article"), words),
        words,
        _text(anchor, "prefix"),
        _text(anchor, "suffix"),
        start if isinstance(start, int) and 0 <= start < 1 << 40 else 0,
        _text(record, "article"),
        _text(record, "title"),
        _tags(record.get("byline")),
        _text(record, "url"),
        speakers[0] if len(speakers) == 1 and not record.get("uncertain") else "",
        _text(record, "note"),
        _tags(record.get("tags")),
        _colour(_text(record, "colour")),
        _text(record, "made"),
    )


def _from_table(text: str, name: str) -> Iterator[Foreign]:
    import csv

    rows = csv.DictReader(io.StringIO(text, newline=""))
    try:
        if "Highlight" not in (rows.fieldnames or ()):
            raise BadSourceError(
                f"{name}: no highlights that can be read: JSON of Hypothesis or of rr-reader, "
                "or a table of Readwise with a column “Highlight”."
            )
        yield from map(_from_row, rows)
    except csv.Error as error:
        raise BadSourceError(f"{name}: line {rows.line_num} of the table cannot be read: {error}") from None


def _from_row(row: Mapping[str, Any]) -> Foreign:
    def cell(field: str) -> str:
        return next((_said(row[column]) for column in _READWISE[field] if row.get(column)), "")

    words, title = _said(row.get("Highlight")), cell("title")
    inline, note = _note(cell("note"))
    author = cell("author")
    return Foreign(
        _known_as("readwise", title, words, cell("place")),
        words,
        title=title,
        authors=(author,) if author else (),
        url=cell("url"),
        note=note,
        tags=tuple(dict.fromkeys((*inline, *_tags(cell("tags").split(","))))),
        colour=_colour(cell("colour")),
        date=cell("made"),
    )


def _note(note: str) -> tuple[tuple[str, ...], str]:
    """Part the tags that a note of Readwise begins with from the rest.

    >>> _note(".sea .tar Ask again.")
    (('sea', 'tar'), 'Ask again.')
    """
    tags = tuple(takewhile(lambda word: re.fullmatch(r"\.\w[^\s.]*", word), note.split()))
    rest = note
    for tag in tags:
        rest = rest.lstrip().removeprefix(tag)
    return tuple(tag[1:] for tag in tags), rest.strip() if tags else note


def _known_as(*about: str) -> str:
    return hashlib.sha256("\0".join(about).encode("utf-8", "replace")).hexdigest()[:12]


def _text(record: Mapping[str, Any], key: str) -> str:
    return _said(record.get(key))


def _said(value: object) -> str:
    return printable(value, lines=True) if isinstance(value, str) else ""


def _maps(values: object) -> list[dict[str, Any]]:
    return [each for each in values if isinstance(each, dict)] if isinstance(values, list) else []


def _tags(values: object) -> tuple[str, ...]:
    said: Callable[[object], str] = lambda value: " ".join(_said(value).split())  # noqa: E731
    return tuple(dict.fromkeys(filter(None, map(said, values)))) if isinstance(values, list) else ()


def _colour(name: str) -> str:
    name = _COLOURS.get(name.lower(), name.lower())
    return name if name in COLOURS else COLOURS[0]


def _time(written: str) -> str:
    """Give a time in UTC; one that does not say where it is taken for that. In figures alone it is as ISO 8601 has it.

    >>> _time("2031-05-09 10:11:12+02:00"), _time("9 May"), _time("05/09/2031")
    ('2031-05-09T08:11:12.000000Z', '', '')
    >>> _time("October 5, 2024 9:15am"), _time("5 Oct 2024")
    ('2024-10-05T09:15:00.000000Z', '2024-10-05T00:00:00.000000Z')
    """
    with suppress(ValueError, OverflowError):
        return time_of(datetime.fromisoformat(written))
    plain = re.sub(r"(?<=\d)\s*([ap])\.?m\.?$", r" \1m", " ".join(re.sub(r",|\bat\b", " ", written.lower()).split()))
    for day, time in product(_DAYS, _TIMES):
        with suppress(ValueError, OverflowError):
            return time_of(datetime.strptime(f"{plain} +0000", f"{day}{time} %z"))
    return ""
