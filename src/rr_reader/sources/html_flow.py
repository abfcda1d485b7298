"""The flow of an HTML page: its elements, and its text in lines, each with its exact place in the source.

Blocks are elements with a parent; inline markup is emphasis over a line, as browsers treat it when tags are closed in
the wrong order. What is never shown (scripts, styles) is set aside.
"""

import html
import re
from collections import Counter

import msgspec

from rr_reader.errors import BadSourceError
from rr_reader.model import Mark, Removed
from rr_reader.sources.html_elements import (
    BLOCKS,
    CLOSES,
    HEADINGS,
    SCOPES,
    SPEAKER_WORDS,
    VOID,
    Element,
    Flow,
    Walked,
    class_words,
    emphasis,
    is_hidden,
)
from rr_reader.sources.html_tokens import Token, tokens
from rr_reader.text.safe import printable

MOST_ELEMENTS = 400_000
"""No page for people has more."""
DEEPEST = 500
"""Blocks within blocks; what is nested more deeply stands beside the others there, as in browsers."""
_MOST_INLINE = 100
"""Inline elements that are open at once; those beyond are passed over, as their text is not."""

_STYLES = {
    "b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em", "dfn": "em", "var": "em", "code": "code",
    "kbd": "code", "samp": "code", "tt": "code", "a": "link",
}  # fmt: skip
_NEVER_SHOWN = {"script": "script", "style": "style sheet", "noembed": "fallback", "noframes": "fallback",
                "iframe": "frame", "title": "page title, read as metadata", "textarea": "form field"}  # fmt: skip
_BORDER = 9
"""More breaks than make an empty line."""
_SPACE = re.compile(r"[ \t\r\n\f]+")
_ASCII_SPACE = " \t\r\n\f"
_STAMP = re.compile(r"\s*[\[(]?\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?[\])]?\s*")
_SIGNED = re.compile(r"(?:[^\W\d_]+ ){0,2}(?:by|von|par|por|di|door)\s+", re.I)
"""What stands before an author's name, and with it in one line."""
_SHOWN = re.compile(r"[^\s\u200b\ufeff]")


class _Inline(msgspec.Struct):
    name: str
    style: str
    target: str
    start: int
    speaker: bool
    lead: str
    """Its class name."""
    tag: bool
    unsaid: str
    """Why its text is none of the line's; "" where it is."""
    own_line: bool
    depth: int


def walk(source: str) -> Walked:
    """Walk through a page once. BadSourceError for one of too many elements."""
    walker = _Walker(source)
    for token in tokens(source):
        walker.take(token)
    return walker.end()


_CONTROLS = frozenset({"editsection"})
"""Class words of inline elements that are no words of the article."""
_OWN_LINE_WORDS = "credit credits byline author autor auteur autore date published posted time fecha datum"
_OWN_LINE = frozenset(_OWN_LINE_WORDS.split())
"""Class words of inline elements that are lines of their own, where no prose stands about them."""


class _Walker:
    def __init__(self, source: str) -> None:
        self.source = source
        root = Element("html", {}, None, 0, 0)
        self.elements, self.stack, self.open_names = [root], [root], {"html": 1}
        self.beyond: Counter[str] = Counter()
        """Blocks open within the last of the stack that are nested too deeply to have a place of their own."""
        self.inline: list[_Inline] = []
        self.lines: list[Flow] = []
        self.tags: list[Token] = []
        self.removed: list[Removed] = []
        self.keywords: list[str] = []
        self.parts: list[str] = []
        self.length = self.start = self.last_end = self.linked = 0
        self.speaker, self.lead, self.lead_class = (0, 0), (0, 0), ""
        self.marks: list[Mark] = []
        self.breaks = _BORDER
        self.classes = ""

    def end(self) -> Walked:
        while len(self.stack) > 1:
            self._pop()
        self._flush()
        self.elements[0].last = len(self.elements) - 1
        return Walked(self.lines, self.elements, self.tags, self.removed, self.keywords)

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
        if name in {"meta", "link", "time", "base"}:
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
        self.breaks = _BORDER

    # inline

    def _open_inline(self, token: Token) -> None:
        name = token.name
        attributes = token.attributes() if token.raw_attributes else {}
        style, target = _STYLES.get(name, ""), ""
        if name == "a":
            self._close_inline("a")
            target = attributes.get("href", "").strip()
            style = "link" if target and len(target) <= 2_000 and not target.lower().startswith("javascript:") else ""
        css = attributes.get("style", "")[:1_000]
        if not style and css:
            style = next(iter(emphasis(css)), "")
        words = set(class_words(attributes))
        own_line = self._is_own_line(words)
        if own_line and _SIGNED.fullmatch("".join(self.parts)):
            self.classes = " ".join(sorted(words))
        elif own_line or (name == "span" and words and self._is_caption_ended()):
            self._flush()
            self.classes = " ".join(sorted(words)) if own_line else "credit"
        unsaid = "hidden by the page" if is_hidden(attributes) else "control of the page" if words & _CONTROLS else ""
        self.inline.append(
            _Inline(
                name, style, target, self.length, bool(words & SPEAKER_WORDS), attributes.get("class", "")[:100],
                name == "a" and attributes.get("rel", "").lower() == "tag", unsaid, own_line, len(self.stack),
            )
        )  # fmt: skip

    def _is_caption_ended(self) -> bool:
        """Tell whether a caption's sentence has ended and no space follows: what does is whose picture it is."""
        return self.length > 0 and self.stack[-1].name == "figcaption" and self.parts[-1].endswith(".")

    def _is_own_line(self, words: set[str]) -> bool:
        if not words & _OWN_LINE or any(part.own_line for part in self.inline):
            return False
        return "credit" in words or self.stack[-1].name not in {"p", "li", "blockquote"} | HEADINGS

    def _close_inline(self, name: str) -> None:
        for at in range(len(self.inline) - 1, -1, -1):
            if self.inline[at].name == name:
                part = self.inline.pop(at)
                self._mark(part)
                if part.tag and part.start < self.length:
                    self.keywords.append("".join(self.parts)[part.start :].strip())
                if part.own_line:
                    self._flush()
                self._lead(part)
                return

    def _lead(self, part: _Inline) -> None:
        """Keep what stands at the line's start, but for a time stamp, in an element of its own."""
        if not part.lead or part.start >= self.length or any(self.speaker):
            return
        if part.start and not _STAMP.fullmatch("".join(self.parts)[: part.start]):
            return
        if part.speaker:
            self.speaker = part.start, self.length
        elif not any(self.lead):
            self.lead, self.lead_class = (part.start, self.length), part.lead

    def _mark(self, part: _Inline) -> None:
        if part.style and part.start < self.length:
            self.marks.append(Mark(part.start, self.length, part.style, printable(part.target)))

    # text

    def _text(self, start: int, end: int) -> None:
        raw = self.source[start:end]
        if self.open_names.get("pre"):
            self._preformatted(raw, start)
            return
        bare = raw.strip(_ASCII_SPACE)
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
            start += len(line)
            if line.endswith("\n"):
                self._flush()
                self.breaks += 1

    def _add(self, text: str, start: int, end: int) -> None:
        if not self.length:
            if not self.open_names.get("pre"):
                text = text.lstrip(_ASCII_SPACE)
            if not text:
                return
            self.start = start
        elif text[0] == " " and self.parts[-1].endswith(" "):
            text = text[1:]
        if not text:
            return
        self.parts.append(text)
        self.length += len(text)
        self.last_end = max(end, self.start)
        if any(part.style == "link" for part in self.inline):
            self.linked += len(text)

    def _flush(self) -> None:
        """End the line; markup that is open goes on in the next."""
        for part in self.inline:
            self._mark(part)
            part.start = 0
        if self.length:
            text = "".join(self.parts)
            trimmed = text.rstrip(_ASCII_SPACE)
            element = self.stack[-1]
            if _SHOWN.search(text):
                self._keep(trimmed, element)
                self.breaks = 0
            self.parts, self.length = [], 0
        self.marks, self.linked, self.classes = [], 0, ""
        self.speaker, self.lead, self.lead_class = (0, 0), (0, 0), ""

    def _keep(self, text: str, element: Element) -> None:
        self.marks += (Mark(0, len(text), style) for style in element.styles)
        marks = tuple(sorted({kept for mark in self.marks if (kept := _trimmed(mark, text))}))
        line = Flow(text, self.start, self.last_end, element, marks, self.breaks == 1, self.linked, self.speaker)
        line.classes, line.lead, line.lead_class = self.classes, self.lead, self.lead_class
        self.lines.append(line)
        element.text += len(text)
        element.linked += min(self.linked, len(text))


def _plain(raw: str) -> str:
    """Decode character entities; what they stand for is made safe as the text itself was."""
    return printable(html.unescape(raw), lines=True) if "&" in raw else raw


def _trimmed(mark: Mark, text: str) -> Mark | None:
    words = text[mark.start : mark.end]
    start = mark.start + len(words) - len(words.lstrip())
    end = mark.start + len(words.rstrip())
    return Mark(start, end, mark.style, mark.target) if start < end else None
