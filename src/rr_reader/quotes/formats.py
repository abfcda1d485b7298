"""Writing excerpts out: for reading, for notes, for programs. One function a format, one table."""

import io
import re
from collections.abc import Callable, Iterator, Sequence

import msgspec

from rr_reader.errors import UsageError
from rr_reader.quotes.citation import cite, cite_source, locator, range_of, voice_of
from rr_reader.quotes.excerpt import Excerpt, Part

_FORMULA = re.compile(r"[\s\x00-\x1f]*[=+\-@＝＋－＠\t\r\n]")
"""How a cell begins that a spreadsheet may run (OWASP, CSV injection)."""

_ACTIVE = re.compile(r"[\\`*_\[\]<~|$#^]|&(?=[#\w])|==|%%|^[-+>=:]")
"""ASCII marks that mean something to Markdown or to a common dialect, where they stand in a line."""

_ORDINAL = re.compile(r"^(\d+)([.)])")


class Format(msgspec.Struct, frozen=True):
    """A way to write excerpts. `write` gives the text of all of them, each line ended."""

    description: str
    suffix: str
    """The ending of a file in this format, with its dot."""
    write: Callable[[Sequence[Excerpt]], str]


def render(excerpts: Sequence[Excerpt], format: str) -> str:  # noqa: A002 - what the option is called
    """Write excerpts in a format of FORMATS; UsageError for one that is not there. None gives no words."""
    if format not in FORMATS:
        raise UsageError(f"no format {format!r}; there are: {', '.join(FORMATS)}")
    return FORMATS[format].write([excerpt for excerpt in excerpts if excerpt])


def plain(excerpt: Excerpt) -> str:
    """Give the words alone; where several speak, each part under its name."""
    if len(excerpt.parts) == 1:
        return excerpt.parts[0].text
    return "\n\n".join(f"{_label(part)}: {part.text}" for part in excerpt.parts)


def cited(excerpt: Excerpt) -> str:
    """Give the words, and below them who says it where; for several voices, the source once."""
    return f"{plain(excerpt)}\n— {_citation(excerpt)}" if excerpt else ""


def _citation(excerpt: Excerpt) -> str:
    if len(excerpt.parts) == 1:
        return cite(excerpt.meta, excerpt.parts[0], excerpt.opening)
    return ", ".join(filter(None, [cite_source(excerpt.meta, excerpt.opening), range_of(excerpt)]))


def _label(part: Part) -> str:
    """Name a part among several; square brackets say that the word is ours."""
    return voice_of(part) or ("[Question]" if part.kind == "question" else "[Text]")


def _text(excerpts: Sequence[Excerpt]) -> str:
    return "\n".join(f"{cited(excerpt)}\n" for excerpt in excerpts)


def _markdown(excerpts: Sequence[Excerpt]) -> str:
    """Write each excerpt as a blockquote whose last paragraph is the citation."""
    quotes = []
    for excerpt in excerpts:
        labels = [f"**{_escaped(_label(part))}:** " if len(excerpt.parts) > 1 else "" for part in excerpt.parts]
        bodies = [label + _escaped(part.text) for label, part in zip(labels, excerpt.parts, strict=True)]
        lines = "\n\n".join([*bodies, f"— {_escaped(_citation(excerpt))}"]).split("\n")
        quotes.append("".join(f"> {line}".rstrip() + "\n" for line in lines))
    return "\n".join(quotes)


def _escaped(text: str) -> str:
    """Write text so that a reader of Markdown gives back these very characters, and no markup."""
    return "\n\n".join(
        "\\\n".join(_escaped_line(line) for line in paragraph.split("\n")) for paragraph in text.split("\n\n")
    )


def _escaped_line(line: str) -> str:
    line = _ORDINAL.sub(r"\1\\\2", _ACTIVE.sub(lambda match: "".join(f"\\{mark}" for mark in match.group()), line))
    # White space at a line's ends is dropped unless it is written by number.
    return re.sub(r"^\s+|\s+$", lambda match: "".join(f"&#{ord(space)};" for space in match.group()), line)


def _records(excerpts: Sequence[Excerpt]) -> Iterator[dict[str, object]]:
    """Give one flat record a part: the columns of CSV, the fields of JSON. None for what is not given."""
    for number, excerpt in enumerate(excerpts, 1):
        meta = excerpt.meta
        for part in excerpt.parts:
            yield {
                "text": part.text,
                "speaker": part.speaker or None,
                "uncertain": part.uncertain,
                "speaker_confidence": part.speaker_confidence,
                "kind": part.kind,
                "kind_confidence": part.kind_confidence,
                "citation": cite(meta, part, excerpt.opening),
                "locator": locator(part) or None,
                "question": part.question or None,
                "paragraph": part.paragraph or None,
                "time": part.time or None,
                "title": meta.title or None,
                "outlet": meta.outlet or None,
                "byline": list(meta.byline),
                "published": meta.published or None,
                "url": meta.url or None,
                "derived": list(meta.derived),
                "file": excerpt.file or None,
                "excerpt": number,
            }


def _json(excerpts: Sequence[Excerpt]) -> str:
    return msgspec.json.format(msgspec.json.encode(list(_records(excerpts))), indent=2).decode() + "\n"


def _jsonl(excerpts: Sequence[Excerpt]) -> str:
    return "".join(msgspec.json.encode(record).decode() + "\n" for record in _records(excerpts))


def _csv(excerpts: Sequence[Excerpt]) -> str:
    """Write a table with a line of headings; a cell that a spreadsheet might run begins with an apostrophe."""
    import csv  # late: the screen begins without

    page = io.StringIO()
    columns = list(next(_records([Excerpt((Part(""),))])))
    table = csv.DictWriter(page, columns, lineterminator="\n")
    table.writeheader()
    for record in _records(excerpts):
        table.writerow({column: _cell(value) for column, value in record.items()})
    return page.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    text = "; ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return f"'{text}" if _FORMULA.match(text) else text


FORMATS: dict[str, Format] = {
    "text": Format("the words, and where they are from", ".txt", _text),
    "markdown": Format("blockquotes with their source", ".md", _markdown),
    "json": Format("an array of records", ".json", _json),
    "jsonl": Format("a record a line", ".jsonl", _jsonl),
    "csv": Format("a table for spreadsheets", ".csv", _csv),
}
"""The formats by their name on the command line."""
