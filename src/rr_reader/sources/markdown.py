"""Markdown: paragraphs, headings, quotations and lists, with front matter. One pass over the lines.

A full Markdown parser gives a tree without offsets; here each paragraph keeps its place, and what
CommonMark and its dialects disagree about is read as text.
"""

import re

import msgspec

from rr_reader.model import Removed
from rr_reader.sources.front import split_front
from rr_reader.sources.markup import FILLER, mask, mask_definitions, noted_spans, resolve, without_filler
from rr_reader.sources.page import Line, Page
from rr_reader.text.markdown import read_inline

_LINE = re.compile(r"[^\n]+")
_EMPTY = re.compile(rf"[\s{FILLER}]*\Z")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|\Z)(.*)")
_CLOSING = re.compile(r"(?<![ \t])[ \t]+#+[ \t]*\Z")
_RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*\Z")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*\Z")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_QUOTE = re.compile(r"(?: {0,3}> ?)+")
_ITEM = re.compile(r"[ \t]{0,8}(?:[-*+•]|\d{1,9}[.)])[ \t]+(?=\S)")
_TABLE = re.compile(r" {0,3}\|.*\|[ \t]*\Z")
_TABLE_RULE = re.compile(r"(?=[^|]*\|) {0,3}\|?(?:[ \t]*:?-+:?[ \t]*\|)*(?:[ \t]*:?-+:?[ \t]*)?\Z")

_CALLOUT = re.compile(r"\[!([\w-]{1,30})(?:\|[^\]\n]{0,60})?\][+-]?[ \t]*")
"""`> [!note] Title`, as Obsidian and GitHub set a note apart."""
_ADMONITION = re.compile(r"(?:!!!|\?\?\?\+?)[ \t]+[\w-]+(?:[ \t]+(?:inline|end))*[ \t]*")
"""`!!! note "Title"`, as MkDocs does; what is indented below belongs to it."""
_CONTAINER = re.compile(r"[ \t]*:{3,}[ \t]*(?:\{[^{}\n]*\}|[\w-]*)[ \t]*")
"""`::: note`, as Pandoc and Docusaurus do; `:::` ends it."""
_FOOTNOTE = re.compile(r" {0,3}\[\^[^\[\]\s]{1,60}\]:[ \t]*")
_INDENTED = re.compile(r"(?: {4}|\t)")

_IMAGE = re.compile(r"\[?!\[[^\[\]]{0,500}\]\([^()]{0,500}\)(?:\]\([^()]{0,500}\))?\s*")
"""An image alone, perhaps inside a link: its words say what it shows."""


class _Open(msgspec.Struct):
    """A paragraph being gathered."""

    role: str
    start: int
    end: int
    gap: bool
    parts: list[str]
    """Its lines, each but the first with the break before it."""
    level: int = 0
    fence: str = ""


def read_markdown(text: str) -> Page:
    """Read Markdown: one whole-paragraph `Line` for each paragraph, heading, quotation, list or table."""
    front, body = split_front(text)
    removed = [Removed(0, body, text[:body], "front matter, read as metadata")] if body else []
    masked, tags = mask(FILLER * body + text[body:])
    masked, targets, definitions = mask_definitions(masked)
    removed += tags + definitions
    gatherer = _Gatherer()
    parts = gatherer.gather(masked, body)
    _set_aside(parts, text)
    lines = tuple(line for part in parts if (line := _finish(part, targets)) is not None)
    removed += gatherer.removed
    return Page(text, lines, front, "markdown", tuple(sorted(removed, key=lambda item: item.start)))


class _Gatherer:
    """Gathers physical lines into paragraphs."""

    def __init__(self) -> None:
        self.done: list[_Open] = []
        self.removed: list[Removed] = []
        self.current: _Open | None = None
        self.aside = ""
        """What ends the note that the following paragraphs stand in: `indent`, `:::`, or "" outside of any."""

    def gather(self, text: str, body: int) -> list[_Open]:
        """Read the lines of a masked text from `body` on."""
        end_of_last = body
        for match in _LINE.finditer(text, body):
            raw, (start, end) = match[0], match.span()
            if self.current and self.current.fence:
                self._in_fence(raw, start, end)
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

    def _in_fence(self, raw: str, start: int, end: int) -> None:
        if not self.current or _closes(raw, self.current.fence):
            self._close()
            return
        # Lines that are empty are passed over, but for the line feeds between.
        self.current.parts.append("\n" * (start - self.current.end) + raw if self.current.parts else raw)
        self.current.end = end

    def _remove(self, start: int, end: int, text: str, reason: str) -> None:
        self.removed.append(Removed(start, end, without_filler(text), reason))

    def _add(self, raw: str, start: int, end: int, gap: bool) -> None:
        bare = without_filler(raw)
        if raw[:1].isalpha():  # most lines: nothing that Markdown sets apart begins so
            if not self._goes_on_aside(bare, start, end, gap):
                self._add_plain(bare, start, end, gap)
        elif fence := _FENCE.match(raw):
            self._open(_Open("code", start, end, gap, [], fence=fence[1]))
            if (after := raw[fence.end() :].strip()) and without_filler(after):
                place = start + raw.index(after, fence.end())
                self._remove(place, place + len(after), after, "language of a block of code")
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
        elif not self._add_aside(bare, start, end, gap):
            self._add_words(bare, start, end, gap)

    def _add_aside(self, bare: str, start: int, end: int, gap: bool) -> bool:
        """Take a line that belongs to a note set apart; tell whether it does."""
        container = _CONTAINER.match(bare) if ":::" in bare else None
        if match := container or _ADMONITION.match(bare) or _FOOTNOTE.match(bare):
            self._close()
            self._remove(start, start + match.end(), match[0].rstrip(), "mark of a note")
            ends = container and self.aside == ":::"
            self.aside = "" if ends else ":::" if container else "indent"
            if title := bare[match.end() :].strip().strip('"'):
                self._extend("note", title, start, end, gap)
            return True
        return self._goes_on_aside(bare, start, end, gap)

    def _goes_on_aside(self, bare: str, start: int, end: int, gap: bool) -> bool:
        """Take a line that goes on with the note before it; tell whether it does."""
        if self.aside == ":::" or (self.aside and _INDENTED.match(bare)):
            self._extend("note", bare.strip(), start, end, gap)
            return True
        if self.aside and self.current and self.current.role == "note" and not gap:  # a footnote's next line
            self._extend("note", bare.strip(), start, end, gap)
            return True
        self.aside = ""
        return False

    def _add_words(self, bare: str, start: int, end: int, gap: bool) -> None:
        if quote := _QUOTE.match(bare):
            content = bare[quote.end() :]
            role = "note" if self.current and self.current.role == "note" else "quote"
            if callout := _CALLOUT.match(content):
                self._close()
                role, place = "note", start + bare.index("[!")
                self._remove(place, place + callout.end(), callout[0].rstrip(), "mark of a note")
                content = content[callout.end() :]
                self._open(_Open(role, start, end, gap, [content] if content.strip() else []))
            elif content.strip():
                self._extend(role, content, start, end, gap)
            else:
                self._close()
        elif item := _ITEM.match(bare):
            is_number = item[0].strip()[0].isdigit()  # which is read aloud; a bullet is not
            self._extend("item", bare.lstrip() if is_number else bare[item.end() :], start, end, gap)
        elif self._is_rule_of_table(bare):
            self._remove(start, end, bare, "line under a table's head")
        elif _TABLE.match(bare):
            self._extend("table", bare, start, end, gap)
        else:
            self._add_plain(bare, start, end, gap)

    def _add_plain(self, bare: str, start: int, end: int, gap: bool) -> None:
        """Take a line without a mark of its own."""
        if self.current and self.current.role == "table" and "|" in bare:
            self._extend("table", bare, start, end, gap)
        elif self.current and self.current.role == "item":
            self.current.parts.append(f" {bare.strip()}")
            self.current.end = end
        elif self.current and self.current.role == "quote":
            self._extend("quote", bare, start, end, gap)
        else:
            self._extend("", bare, start, end, gap)

    def _is_rule_of_table(self, bare: str) -> bool:
        """Tell whether a line stands under a table's head, which is what makes a line without bars at its ends one."""
        current = self.current
        if not current or len(current.parts) != 1 or "|" not in current.parts[0] or not _TABLE_RULE.match(bare):
            return False
        if current.role in {"", "table"}:
            current.role = "table"
        return current.role == "table"

    def _extend(self, role: str, content: str, start: int, end: int, gap: bool) -> None:
        if self.current and self.current.role == role:
            self.current.parts.append(f"\n{content}" if self.current.parts else content)
            self.current.end = end
        else:
            self._open(_Open(role, start, end, gap, [content]))


def _set_aside(parts: list[_Open], text: str) -> None:
    """Give the paragraphs that stand in a note of a template (`{{< note >}}…{{< /note >}}`) their role."""
    for start, end in noted_spans(text):
        for part in parts:
            if part.role == "" and start <= part.start and part.end <= end:
                part.role = "aside"


def _closes(raw: str, fence: str) -> bool:
    """Tell whether a line closes a block of code: nothing but a fence as long as the one that opened it."""
    bare = raw.strip()
    return bare.startswith(fence) and not bare.strip(fence[0])


def _finish(part: _Open, targets: dict[str, str]) -> Line | None:
    """Read the inline markup of a gathered paragraph; None where nothing visible is left."""
    line = Line("", part.start, part.end, role=part.role, level=part.level, gap=part.gap, whole=True)
    if part.role == "rule":
        return line
    raw = "".join(part.parts)
    if part.role == "code":
        raw = without_filler(raw)
        return msgspec.structs.replace(line, text=raw) if raw.strip() else None
    if part.role == "" and raw.startswith(("![", "[![")) and _IMAGE.fullmatch(raw[:2_000]):
        line = msgspec.structs.replace(line, role="caption")
    plain, marks = read_inline(resolve(raw, targets))
    return msgspec.structs.replace(line, text=plain, marks=marks) if plain.strip() else None
