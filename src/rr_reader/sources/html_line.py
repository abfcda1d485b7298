"""The line of a page that is being gathered: its words, the inline markup over them, and where it ends.

Inline markup is emphasis over a line, as browsers treat it when tags are closed in the wrong order; some is a line of
its own by its class.
"""

import re

import msgspec

from rr_reader.model import Mark
from rr_reader.sources.html_elements import (
    HEADINGS,
    SPEAKER_WORDS,
    Element,
    Flow,
    Said,
    class_words,
    emphasis,
    is_hidden,
)
from rr_reader.sources.html_tokens import Token
from rr_reader.text.safe import printable

_STYLES = {
    "b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em", "dfn": "em", "var": "em", "code": "code",
    "kbd": "code", "samp": "code", "tt": "code", "a": "link",
}  # fmt: skip
BORDER = 9
"""More breaks than make an empty line."""
ASCII_SPACE = " \t\r\n\f"
"""What HTML takes for white space."""
_STAMP = re.compile(r"\s*[\[(]?\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?[\])]?\s*")
_SIGNED = re.compile(r"(?:[^\W\d_]+ ){0,2}(?:by|von|par|por|di|door)\s+", re.I)
"""What stands before an author's name, and with it in one line."""
_SHOWN = re.compile(r"[^\s\u200b\ufeff]")
_CONTROLS = frozenset({"editsection"})
"""Class words of inline elements that are no words of the article."""
_OWN_LINE_WORDS = "credit credits byline author autor auteur autore date published posted time fecha datum"
_OWN_LINE = frozenset(_OWN_LINE_WORDS.split())
"""Class words of inline elements that are lines of their own, where no prose stands about them."""


_AUTHOR = frozenset({"author", "byline", "fn", "autor", "auteur", "autore", "author_name"})
_NO_AUTHOR = frozenset({"comment", "avatar", "bio", "box", "position", "role", "twitter", "social"})


_OF_PERSON = re.compile(
    r"/(?:authors?|autor(?:en|es|i)?|auteurs?|contributors?|profiles?|staff|people|by|writers?|columnists?)/[^/?#]+|/@\w+/?\Z",
    re.I,
)
"""Addresses of pages about those who write."""


class _Inline(msgspec.Struct):
    name: str
    style: str
    target: str
    start: int
    speaker: bool
    lead: str
    """Its class name."""
    said: str
    """As in `Said.what`."""
    unsaid: str
    """Why its text is none of the line's; "" where it is."""
    own_line: bool
    depth: int


class LineReader:
    """Gathers lines from text and inline tags; whoever reads the blocks around them keeps `stack` and `open_names`."""

    def __init__(self, root: Element) -> None:
        self.stack, self.open_names = [root], {"html": 1}
        self.inline: list[_Inline] = []
        self.lines: list[Flow] = []
        self.said: list[Said] = []
        self.parts: list[str] = []
        self.length = self.start = self.last_end = self.linked = 0
        self.speaker, self.lead, self.lead_class = (0, 0), (0, 0), ""
        self.marks: list[Mark] = []
        self.breaks = BORDER
        self.classes = ""

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
        hidden = attributes.get("data-set-aside", "hidden by the page")[:100] if is_hidden(attributes) else ""
        unsaid = hidden or ("control of the page" if words & _CONTROLS else "")
        self.inline.append(
            _Inline(
                name, style, target, self.length, bool(words & SPEAKER_WORDS), (attributes.get("class") or css)[:100],
                "date" if name == "time" else _said(words, attributes), unsaid, own_line, len(self.stack),
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
                if part.said and part.start < self.length:
                    self.said.append(Said(part.said, "".join(self.parts)[part.start :].strip(), self.start))
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

    def _add(self, text: str, start: int, end: int) -> None:
        if not self.length:
            if not self.open_names.get("pre"):
                text = text.lstrip(ASCII_SPACE)
            if not text:
                return
            self.start = start
        elif text.startswith(" ") and self.parts[-1].endswith(" "):
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
            trimmed = text.rstrip(ASCII_SPACE)
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


def _said(words: set[str], attributes: dict[str, str]) -> str:
    """Tell what inline markup says that its words are, as in `Said.what`; "" for nothing."""
    if attributes.get("rel", "").lower() == "tag":
        return "tag"
    if words & _AUTHOR and not words & _NO_AUTHOR:
        return "author"
    return "person" if _OF_PERSON.search(attributes.get("href", "")[:300]) else ""


def _trimmed(mark: Mark, text: str) -> Mark | None:
    words = text[mark.start : mark.end]
    start = mark.start + len(words) - len(words.lstrip())
    end = mark.start + len(words.rstrip())
    return Mark(start, end, mark.style, mark.target) if start < end else None
