"""The flow of an HTML page: its elements, and its text in lines, each with its exact place in the source.

Blocks are elements with a parent; `html_line` gathers what stands in them. What is never shown (scripts, styles) is set
aside.
"""

import html
import re
from collections import Counter

from rr_reader.errors import BadSourceError
from rr_reader.model import Removed
from rr_reader.sources.html_elements import (
    BLOCKS,
    CLOSES,
    HEADINGS,
    SCOPES,
    VOID,
    Element,
    Walked,
    emphasis,
)
from rr_reader.sources.html_line import ASCII_SPACE, BORDER, LineReader
from rr_reader.sources.html_tokens import Token, tokens
from rr_reader.text.safe import printable

MOST_ELEMENTS = 400_000
"""No page for people has more."""
DEEPEST = 500
"""Blocks within blocks; what is nested more deeply stands beside the others there, as in browsers."""
_MOST_INLINE = 100
"""Inline elements that are open at once; those beyond are passed over, as their text is not."""

_NEVER_SHOWN = {"script": "script", "style": "style sheet", "noembed": "fallback", "noframes": "fallback",
                "iframe": "frame", "title": "page title, read as metadata", "textarea": "form field"}  # fmt: skip
_TELLING = re.compile("pagebreak|published|dt-", re.I)
"""What attributes hold that say on which page or when something appeared."""
_SPACE = re.compile(r"[ \t\r\n\f]+")


def walk(source: str) -> Walked:
    """Walk through a page once. BadSourceError for one of too many elements."""
    walker = _Walker(source)
    for token in tokens(source):
        walker.take(token)
    return walker.end()


class _Walker(LineReader):
    def __init__(self, source: str) -> None:
        root = Element("html", {}, None, 0, 0)
        super().__init__(root)
        self.source = source
        self.elements = [root]
        self.beyond: Counter[str] = Counter()
        """Blocks open within the last of the stack that are nested too deeply to have a place of their own."""
        self.tags: list[Token] = []
        self.removed: list[Removed] = []

    def end(self) -> Walked:
        while len(self.stack) > 1:
            self._pop()
        self._flush()
        self.elements[0].last = len(self.elements) - 1
        return Walked(self.lines, self.elements, self.tags, self.removed, self.said)

    def take(self, token: Token) -> None:
        if token.kind == "text":
            self._text(token.start, token.end)
        elif token.kind == "close":
            self._close(token.name)
        elif token.kind == "open":
            self._open(token)
        else:
            self._aside(token)

    def _aside(self, token: Token) -> None:
        if token.name == "xmp":
            self._text(token.inner, token.inner_end)
            return
        if token.name in {"title", "script"}:
            self.tags.append(token)
        inner = self.source[token.inner : token.inner_end].strip() if token.name in {"title", "textarea"} else ""
        self._remove(token.start, token.end, inner, _NEVER_SHOWN.get(token.name, "comment or declaration"))

    def _remove(self, start: int, end: int, text: str, reason: str) -> None:
        last = self.removed[-1] if self.removed else None
        if last and last.reason == reason and not self.source[last.end : start].strip():
            text = f"{last.text} {text}".strip()
            self.removed[-1] = Removed(last.start, end, text, reason)
        else:
            self.removed.append(Removed(start, end, text, reason))

    # blocks

    def _open(self, token: Token) -> None:
        name = token.name
        if name in {"meta", "link", "time", "base"} or _TELLING.search(token.raw_attributes):
            self.tags.append(token)
        if name == "br":
            self._flush()
            self.breaks += 1
        elif name in VOID:
            if name == "hr":
                self._border()
        elif name in BLOCKS:
            self._open_block(token)
        elif len(self.inline) < _MOST_INLINE:
            self._open_inline(token)

    def _open_block(self, token: Token) -> None:
        name = token.name
        attributes = token.attributes() if token.raw_attributes else {}
        if name in {"html", "body"} and self.open_names.get(name):
            if name == "html":
                self.elements[0].attributes = self.elements[0].attributes or attributes
            return
        self._border()
        if self.stack[-1].name == "head" and name not in {"noscript", "template"}:
            self._pop()
        if self.open_names.get("p"):
            self._pop_to({"p"}, SCOPES | {"button"})
        if name in CLOSES:
            self._pop_to(*CLOSES[name])
        if name in HEADINGS and self.stack[-1].name in HEADINGS:
            self._pop()
        if len(self.stack) >= DEEPEST:
            self.beyond[name] += 1
            return
        if len(self.elements) >= MOST_ELEMENTS:
            raise BadSourceError("a page of too many elements")
        css = attributes.get("style", "")[:1_000]
        styles = self.stack[-1].styles if not css else emphasis(css, self.stack[-1].styles)
        element = Element(name, attributes, self.stack[-1], len(self.elements), token.start, styles)
        self.elements.append(element)
        self.stack.append(element)
        self.open_names[name] = self.open_names.get(name, 0) + 1

    def _close(self, name: str) -> None:
        if name == "br" or (name == "p" and not self.open_names.get("p")):
            self._border()
        elif name not in BLOCKS:
            self._close_inline(name)
        elif self.beyond[name]:
            self._border()
            self.beyond[name] -= 1
        elif self.open_names.get(name) and name not in {"html", "body"}:
            self._border()
            names = HEADINGS if name in HEADINGS else {name}
            self._pop_to(names, SCOPES - {name})

    def _pop_to(self, names: frozenset[str] | set[str], boundary: frozenset[str]) -> None:
        """Close elements up to the innermost of some names, unless a boundary stands before it."""
        for depth in range(len(self.stack) - 1, 0, -1):
            if self.stack[depth].name in names:
                while len(self.stack) > depth:
                    self._pop()
                return
            if self.stack[depth].name in boundary:
                return

    def _pop(self) -> None:
        self._border()
        self.beyond.clear()
        element = self.stack.pop()
        element.last = len(self.elements) - 1
        self.open_names[element.name] -= 1
        while self.inline and self.inline[-1].depth > len(self.stack):
            self.inline.pop()
        parent = self.stack[-1]
        parent.text += element.text
        parent.linked += element.linked

    def _border(self) -> None:
        self._flush()
        self.breaks = BORDER

    # text

    def _text(self, start: int, end: int) -> None:
        raw = self.source[start:end]
        if self.open_names.get("pre"):
            self._preformatted(raw, start)
            return
        bare = raw.strip(ASCII_SPACE)
        if bare and self.stack[-1].name == "head":
            self._pop()
        if not bare:
            if raw and self.length:
                self._add(" ", start, start)
            return
        if unsaid := next((part.unsaid for part in self.inline if part.unsaid), ""):
            self._remove(start, end, _plain(bare), unsaid)
            return
        first = start + raw.index(bare[0])
        self._add(_SPACE.sub(" ", _plain(raw)), first, first + len(bare))

    def _preformatted(self, raw: str, start: int) -> None:
        for line in raw.splitlines(keepends=True):
            if line.strip():
                self._add(_plain(line.rstrip("\n")), start, start + len(line.rstrip()))
            elif self.length and not line.endswith("\n"):
                self._add(line, start, start)
            start += len(line)
            if line.endswith("\n"):
                self._flush()
                self.breaks += 1


def _plain(raw: str) -> str:
    """Decode character entities; what they stand for is made safe as the text itself was."""
    return printable(html.unescape(raw), lines=True) if "&" in raw else raw
