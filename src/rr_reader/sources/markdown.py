"""Markdown: paragraphs, headings, quotations and lists, with front matter. One pass over the lines.

A full Markdown parser gives a tree without offsets; here each paragraph keeps its place, and what
CommonMark and its dialects disagree about is read as text.
"""

import re
from collections.abc import Iterable, Iterator

import msgspec

from rr_reader.model import Removed
from rr_reader.sources.front import split_front
from rr_reader.sources.markup import FILLER, mask, mask_definitions, resolve, without_filler
from rr_reader.sources.page import Line, Page
from rr_reader.text.markdown import read_inline

_LINE = re.compile(r"[^\n]+")
_EMPTY = re.compile(rf"[\s{FILLER}]*\Z")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|\Z)(.*)")
_CLOSING = re.compile(r"[ \t]+#+[ \t]*\Z")
_RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*\Z")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*\Z")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_QUOTE = re.compile(r"(?: {0,3}> ?)+")
_ITEM = re.compile(r"[ \t]{0,8}(?:[-*+•]|\d{1,9}[.)])[ \t]+(?=\S)")
_TABLE = re.compile(r" {0,3}\|.*\|[ \t]*\Z")
_TABLE_RULE = re.compile(r" {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t:-]*)?\Z")


class _Open(msgspec.Struct):
    """A paragraph being gathered."""

    role: str
    start: int
    end: int
    gap: bool
    parts: list[str]
    items: int = 1
    """How many items a list has."""


def read_markdown(text: str) -> Page:
    """Read Markdown: one whole-paragraph `Line` for each paragraph, heading, quotation, list or table."""
    front, body = split_front(text)
    removed = [Removed(0, body, text[:body], "front matter, read as metadata")] if body else []
    masked, tags = mask(FILLER * body + text[body:])
    masked, targets, definitions = mask_definitions(masked)
    lines = tuple(line for part in _paragraphs(masked, body) for line in _finish(part, targets))
    return Page(text, lines, front, "markdown", tuple(sorted(removed + tags + definitions, key=lambda r: r.start)))


def _paragraphs(text: str, body: int) -> Iterator[_Open | Line]:
    """Gather physical lines into paragraphs."""
    current: _Open | None = None
    fence = ""
    end_of_last = body
    for match in _LINE.finditer(text, body):
        raw, (start, end) = match[0], match.span()
        gap = start > end_of_last + 1 or _EMPTY.match(raw) is not None
        end_of_last = end
        if fence:
            fence = "" if raw.strip().startswith(fence) else fence
            if fence and current:
                current.parts.append(raw)
                current.end = end
            continue
        if (gap and current) or _EMPTY.match(raw):
            if current:
                yield current
            current = None
            if _EMPTY.match(raw):
                end_of_last = start - 2
                continue
        if opening := _FENCE.match(raw):
            if current:
                yield current
            fence, current = opening[1], _Open("code", start, end, gap, [])
            continue
        if current and current.role == "" and _UNDERLINE.match(raw):
            yield _underlined(current, raw)
            current = None
            continue
        single = _single(raw, start, end, gap)
        if single:
            if current:
                yield current
            current = None
            yield single
            continue
        role, content = _role(raw, current)
        if role == "quote" and not content.strip():
            if current:
                yield current
            current = None
            continue
        if current and (role == current.role or (role == "" and current.role in {"item", "quote"})):
            current.parts.append(content)
            current.end = end
        else:
            if current:
                yield current
            current = _Open(role, start, end, gap, [content])
    if current:
        yield current


def _underlined(paragraph: _Open, rule: str) -> Line | _Open:
    """Make a heading of a short paragraph with `===` or `---` under it; a longer one stays a paragraph."""
    if len(paragraph.parts) > 3:
        return paragraph
    level = 1 if "=" in rule else 2
    return Line("\n".join(paragraph.parts), paragraph.start, paragraph.end, role="heading", level=level)


def _single(raw: str, start: int, end: int, gap: bool) -> Line | None:
    """Read a line that is a block of its own."""
    bare = without_filler(raw)
    if heading := _HEADING.match(bare):
        text = _CLOSING.sub("", heading[2]) if heading[2].endswith(("#", "# ")) else heading[2]
        return Line(text.strip(), start, end, role="heading", level=len(heading[1]), gap=gap)
    if _RULE.match(bare):
        return Line("", start, end, role="rule", gap=gap)
    return None


def _role(raw: str, current: _Open | None) -> tuple[str, str]:
    bare = without_filler(raw)
    if quote := _QUOTE.match(bare):
        return "quote", bare[quote.end() :]
    if item := _ITEM.match(bare):
        if current and current.role == "item":
            current.items += 1
            return "item", bare[item.end() :]
        return "item", bare
    if _TABLE.match(bare):
        return "table", bare
    return "", bare


def _finish(part: _Open | Line, targets: dict[str, str]) -> Iterable[Line]:
    """Read the inline markup of a gathered paragraph."""
    if isinstance(part, Line):
        if part.role == "rule":
            return [part]
        line = part
        raw = without_filler(part.text)
    else:
        if part.role == "table":
            part.parts = [row for row in part.parts if not _TABLE_RULE.match(row)]
        if part.role == "item":
            part.parts[0] = _without_mark(part.parts[0], part.items)
        raw = "\n".join(part.parts)
        line = Line("", part.start, part.end, role=part.role, gap=part.gap, whole=True)
    if part.role == "code":
        return [msgspec.structs.replace(line, text=raw)] if raw.strip() else []
    plain, marks = read_inline(resolve(raw, targets))
    if not plain.strip():
        return []
    return [msgspec.structs.replace(line, text=plain, marks=marks, whole=True)]


def _without_mark(first: str, items: int) -> str:
    """Strip the bullet of a list's first item; a number only where others follow, for a lone one is a question's."""
    item = _ITEM.match(first)
    is_ordinal = item is not None and item[0].strip()[0].isdigit()
    return first[item.end() :] if item and (items > 1 or not is_ordinal) else first
