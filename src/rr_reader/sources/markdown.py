"""Markdown: paragraphs, headings, quotations and lists, with front matter. One pass over the lines.

A full Markdown parser gives a tree without offsets; here each paragraph keeps its place, and what
CommonMark and its dialects disagree about is read as text.
"""

import re

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


_IMAGE = re.compile(r"\[?!\[[^\[\]]{0,500}\]\([^()]{0,500}\)(?:\]\([^()]{0,500}\))?\s*")
"""An image alone, perhaps inside a link: its words say what it shows."""


class _Open(msgspec.Struct):
    """A paragraph being gathered."""

    role: str
    start: int
    end: int
    gap: bool
    parts: list[str]
    level: int = 0
    numbers: list[Removed] = msgspec.field(default_factory=list)
    """The numbers of a list's items, with their places."""
    items: int = 1
    fence: str = ""


def read_markdown(text: str) -> Page:
    """Read Markdown: one whole-paragraph `Line` for each paragraph, heading, quotation, list or table."""
    front, body = split_front(text)
    removed = [Removed(0, body, text[:body], "front matter, read as metadata")] if body else []
    masked, tags = mask(FILLER * body + text[body:])
    masked, targets, definitions = mask_definitions(masked)
    removed += tags + definitions
    paragraphs = _Gatherer().gather(masked, body)
    lines = tuple(line for part in paragraphs if (line := _finish(part, targets, removed)) is not None)
    return Page(text, lines, front, "markdown", tuple(sorted(removed, key=lambda item: item.start)))


class _Gatherer:
    """Gathers physical lines into paragraphs."""

    def __init__(self) -> None:
        self.done: list[_Open] = []
        self.current: _Open | None = None

    def gather(self, text: str, body: int) -> list[_Open]:
        """Read the lines of a masked text from `body` on."""
        end_of_last = body
        for match in _LINE.finditer(text, body):
            raw, (start, end) = match[0], match.span()
            if self.current and self.current.fence:
                self._in_fence(raw, end)
            elif _EMPTY.match(raw):
                self._close()
                end_of_last = body - 2  # whatever follows has a gap before it
                continue
            else:
                gap = start > end_of_last + 1
                if gap:
                    self._close()
                self._add(raw, start, end, gap)
            end_of_last = end
        self._close()
        return self.done

    def _close(self) -> None:
        if self.current:
            self.done.append(self.current)
        self.current = None

    def _open(self, part: _Open) -> None:
        self._close()
        self.current = part

    def _in_fence(self, raw: str, end: int) -> None:
        if self.current and not raw.strip().startswith(self.current.fence):
            self.current.parts.append(raw)
            self.current.end = end
        else:
            self._close()

    def _add(self, raw: str, start: int, end: int, gap: bool) -> None:
        bare = without_filler(raw)
        if fence := _FENCE.match(raw):
            after = raw[fence.end() :].strip()
            self._open(_Open("code", start, end, gap, [after] if after else [], fence=fence[1]))
        elif self.current and self.current.role == "" and len(self.current.parts) <= 3 and _UNDERLINE.match(raw):
            self.current.role, self.current.level = "heading", 1 if "=" in raw else 2
            self._close()
        elif heading := _HEADING.match(bare):
            content = _CLOSING.sub("", heading[2]) if heading[2].endswith(("#", "# ")) else heading[2]
            self._open(_Open("heading", start, end, gap, [content.strip()], len(heading[1])))
            self._close()
        elif _RULE.match(bare):
            self._open(_Open("rule", start, end, gap, []))
            self._close()
        else:
            self._add_words(bare, start, end, gap)

    def _add_words(self, bare: str, start: int, end: int, gap: bool) -> None:
        if quote := _QUOTE.match(bare):
            content = bare[quote.end() :]
            if content.strip():
                self._extend("quote", content, start, end, gap)
            else:
                self._close()
        elif item := _ITEM.match(bare):
            self._add_item(bare, item, start, end, gap)
        elif _TABLE.match(bare):
            self._extend("table", bare, start, end, gap)
        elif self.current and self.current.role in {"item", "quote"}:
            self._extend(self.current.role, bare, start, end, gap)
        else:
            self._extend("", bare, start, end, gap)

    def _add_item(self, bare: str, item: re.Match[str], start: int, end: int, gap: bool) -> None:
        follows = self.current is not None and self.current.role == "item"
        self._extend("item", bare[item.end() :] if follows else bare, start, end, gap)
        if self.current:
            self.current.items += follows
            number = item[0].strip()
            if number[0].isdigit():
                place = start + len(item[0]) - len(item[0].lstrip())
                removed = Removed(place, place + len(number), number, "number of a list's item")
                self.current.numbers.append(removed)

    def _extend(self, role: str, content: str, start: int, end: int, gap: bool) -> None:
        if self.current and self.current.role == role:
            self.current.parts.append(content)
            self.current.end = end
        else:
            self._open(_Open(role, start, end, gap, [content]))


def _finish(part: _Open, targets: dict[str, str], removed: list[Removed]) -> Line | None:
    """Read the inline markup of a gathered paragraph; None where nothing visible is left."""
    line = Line("", part.start, part.end, role=part.role, level=part.level, gap=part.gap, whole=True)
    if part.role == "rule":
        return line
    if part.role == "table":
        part.parts = [row for row in part.parts if not _TABLE_RULE.match(row)]
    if part.role == "item":
        part.parts[0] = _without_mark(part.parts[0], part.items)
        removed += part.numbers if part.items > 1 else []
    raw = "\n".join(part.parts)
    if part.role == "code":
        raw = without_filler(raw)
        return msgspec.structs.replace(line, text=raw) if raw.strip() else None
    if part.role == "" and raw.startswith(("![", "[![")) and _IMAGE.fullmatch(raw[:2_000]):
        line = msgspec.structs.replace(line, role="caption")
    plain, marks = read_inline(resolve(raw, targets))
    return msgspec.structs.replace(line, text=plain, marks=marks) if plain.strip() else None


def _without_mark(first: str, items: int) -> str:
    """Strip the bullet of a list's first item; a number only where others follow, for a lone one is a question's."""
    item = _ITEM.match(first)
    is_ordinal = item is not None and item[0].strip()[0].isdigit()
    return first[item.end() :] if item and (items > 1 or not is_ordinal) else first
