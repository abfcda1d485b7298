"""Ways to write a quotation that a user makes up: text with fields in it, `“{quote}” ({speaker}, {outlet})`.

A field that is not known vanishes, and with it what joins it to the field before it; where it is the first, what
joins it to the next. Brackets and quotation marks in which no field is left vanish with what is in them, and so does
a line; marks around the words alone vanish where they would stand next to marks of the words' own. Braces themselves
are written {{ and }}.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import msgspec

from rr_reader.errors import UsageError
from rr_reader.quotes.citation import byline_of, locator, range_of, spoken_date, voice_of
from rr_reader.quotes.excerpt import Excerpt
from rr_reader.quotes.wording import citation_of, in_marks, plain
from rr_reader.quotes.works import works_of
from rr_reader.text.safe import printable

FIELDS: Final[Mapping[str, Callable[[Excerpt], str]]] = {
    "quote": plain,
    "speaker": lambda each: voice_of(each.parts[0]) if len(each.parts) == 1 and each.parts[0].heard else "",
    "citation": citation_of,
    "title": lambda each: works_of([each])[0].title,
    "outlet": lambda each: works_of([each])[0].outlet,
    "byline": lambda each: byline_of(each.meta),
    "date": lambda each: works_of([each])[0].date_in_words or spoken_date(each.meta.published),
    "year": lambda each: f"{date[0]:04}" if (date := works_of([each])[0].date) else "",
    "url": lambda each: works_of([each])[0].url,
    "place": lambda each: locator(each.parts[0]) if len(each.parts) == 1 else range_of(each),
    "question": lambda each: str(each.parts[0].question or ""),
    "paragraph": lambda each: str(each.parts[0].paragraph or ""),
    "time": lambda each: printable(each.parts[0].time),
    "file": lambda each: printable(each.file),
    "note": lambda each: each.remarks.note if each.remarks else "",
    "tags": lambda each: ", ".join(map(printable, each.remarks.tags)) if each.remarks else "",
}
"""What can stand in a template. What was inferred is in square brackets; an uncertain speaker is called so."""

_PAIRS = {"(": ")", "[": "]", "“": "”", "«": "»", "„": "“"}
_MARKS = "“«„"
_TOKEN = re.compile(r"\{\{|\}\}|\{([^{}\n]*)\}|[{}]|[^{}]")
_PREFIX = re.compile(r"[>\s]+")


class _Field(msgspec.Struct, frozen=True):
    name: str


class _Group(msgspec.Struct, frozen=True):
    """Brackets and what is in them."""

    opening: str
    inside: "tuple[_Piece, ...]"
    closing: str


_Piece = str | _Field | _Group


class Template(msgspec.Struct, frozen=True):
    """A template, understood."""

    lines: tuple[tuple[_Piece, ...], ...]

    def write(self, excerpt: Excerpt) -> str:
        """Fill it in; without a line break at its end."""
        values = {name: value(excerpt) for name, value in FIELDS.items()}
        filled = (_line(line, values) for line in self.lines)
        return "\n".join(line for line in filled if line is not None).strip("\n")


def template(text: str, name: str = "") -> Template:
    """Understand a template. UsageError, which names it and the place, for an unknown field or a lone brace."""
    return Template(tuple(_grouped(_tokens(text, name, line, at)) for at, line in _lines(text)))


def _lines(text: str) -> list[tuple[int, str]]:
    """Give the lines, each with the offset at which it begins."""
    lines, at = [], 0
    for line in text.strip("\n").split("\n"):
        lines.append((at, line))
        at += len(line) + 1
    return lines


def _tokens(text: str, name: str, line: str, start: int) -> list[_Piece]:
    tokens: list[_Piece] = []
    for found in _TOKEN.finditer(line):
        where = f"config.toml, [templates], “{printable(name)}”, character {start + found.start() + 1}"
        if found[0] in ("{", "}"):
            raise UsageError(f"{where}: a lone {found[0]}. Write it twice where a brace is meant.")
        if found[1] is None:
            tokens.append(found[0][0])
        elif (field := found[1].strip()) in FIELDS:
            tokens.append(_Field(field))
        else:
            raise UsageError(f"{where}: there is no field {{{printable(field)}}}. Known are {', '.join(FIELDS)}.")
    return tokens


def _grouped(tokens: Sequence[_Piece]) -> tuple[_Piece, ...]:
    """Put what stands between a pair of brackets together; a bracket without its fellow is text."""
    pieces: list[_Piece] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        close = _close_of(tokens, at) if isinstance(token, str) and token in _PAIRS else 0
        if close and isinstance(token, str):
            pieces.append(_Group(token, _grouped(tokens[at + 1 : close]), _PAIRS[token]))
            at = close
        elif isinstance(token, str) and pieces and isinstance(pieces[-1], str):
            pieces[-1] += token
        else:
            pieces.append(token)
        at += 1
    return tuple(pieces)


def _close_of(tokens: Sequence[_Piece], opening: int) -> int:
    """Find the bracket that closes another; 0 where there is none."""
    mark, depth = tokens[opening], 0
    for at in range(opening, len(tokens)):
        depth += (tokens[at] == mark) - (tokens[at] == _PAIRS[str(mark)])
        if depth == 0:
            return at
    return 0


def _line(pieces: Sequence[_Piece], values: Mapping[str, str]) -> str | None:
    """Fill a line in; None if it has fields and none of them is known. Where it begins with >, each new line does."""
    filled = _filled(pieces, values)
    first = pieces[0] if pieces else ""
    if filled and isinstance(first, str) and (prefix := _PREFIX.match(first)):
        return filled.replace("\n", f"\n{prefix[0]}").replace(f"{prefix[0]}\n", f"{prefix[0].rstrip()}\n")
    return filled


def _filled(pieces: Sequence[_Piece], values: Mapping[str, str]) -> str | None:
    """Write pieces one after the other, without those that are not known and what joins them; None if none is."""
    texts, units = [""], []
    for at, piece in enumerate(pieces):
        if isinstance(piece, str):
            texts[-1] += piece
        elif isinstance(piece, _Group) and _leads_nowhere(piece, pieces[at + 1 : at + 2], values):
            units.append(_filled(piece.inside, values))
            texts.append("")
        elif isinstance(piece, _Group) and not _has_fields(piece):
            texts[-1] += _in_brackets(piece, values) or ""
        else:
            units.append(values[piece.name] if isinstance(piece, _Field) else _in_brackets(piece, values))
            texts.append("")
    known = [at for at, unit in enumerate(units) if unit]
    if units and not known:
        return None
    joined = "".join(f"{texts[at] if at != known[0] else ''}{units[at]}" for at in known)
    return texts[0] + joined + (texts[-1] if units else "")


def _in_brackets(group: _Group, values: Mapping[str, str]) -> str | None:
    inside = _filled(group.inside, values)
    if inside and group.opening in _MARKS and group.inside == (_Field("quote"),):
        return in_marks(inside, group.opening, group.closing)
    return None if inside is None else f"{group.opening}{inside}{group.closing}"


def _leads_nowhere(group: _Group, after: Sequence[_Piece], values: Mapping[str, str]) -> bool:
    """Tell whether it is the [words] of a link of Markdown, and what in its (address) is not known."""
    if group.opening != "[" or not after or not isinstance(after[0], _Group) or after[0].opening != "(":
        return False
    return _in_brackets(after[0], values) is None


def _has_fields(group: _Group) -> bool:
    return any(
        isinstance(piece, _Field) or (isinstance(piece, _Group) and _has_fields(piece)) for piece in group.inside
    )
