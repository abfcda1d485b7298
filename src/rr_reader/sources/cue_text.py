"""The words of a cue: voices, emphasis and what else is marked up in them.

WebVTT's tags, the HTML that SRT borrows, and the braces of SubStation that stray into it. A tag that is none of these
is text: `<laughs>`, `a <3`.
"""

import html
import re
from collections.abc import Iterator, Sequence

import msgspec

from rr_reader.model import Mark, Removed
from rr_reader.text.safe import make_safe

_TOKEN = re.compile(
    r"<(?P<close>/)?(?P<name>v|c|i|b|u|s|em|strong|font|span|lang|ruby|rt|br)(?P<classes>\.[^\s<>]{0,200})?"
    r"(?:[ \t]+(?P<rest>[^<>\n]{0,300}))?[ \t]*/?>"
    r"|<\d[\d:.,]{0,30}>"
    r"|\{\\[^{}\n]{0,200}\}|\{/?[ibus][01]?\}"
    r"|(?P<other>(?<![^\s>])(?:(?:>|&gt;)(?:>|&gt;)++[ \t]*+)++)",  # possessive: a file may be nothing else
    re.I,
)
_SIGN = re.compile("[<{>&]")
"""Without one of these a line holds no markup."""
_STYLES = {"i": "em", "em": "em", "b": "strong", "strong": "strong"}
_TAGS = "markup of a caption"
_VOICE = "voice of a caption, read as the speaker"


class Said(msgspec.Struct, gc=False):
    """A line of a cue, or the part of it that one voice says. [start, end): its place, markup and all."""

    text: str
    start: int
    end: int
    marks: tuple[Mark, ...]
    voice: str
    """The speaker as the markup names him; "" where it names nobody."""


def said_in(text: str, spans: Sequence[tuple[int, int]], removed: list[Removed]) -> Iterator[Said]:
    """Read the lines of one cue. A voice goes on until another, or the cue's end.

    Markup is told in `removed`, the last of it when all is read.
    """
    reader = _Reader(text, removed)
    for start, end in spans:
        yield from reader.line(start, end)
    reader.tell()


class _Reader:
    """Reads line by line; what is open at a line's end goes on in the next."""

    def __init__(self, text: str, removed: list[Removed]) -> None:
        self.text, self.removed = text, removed
        self.voice = ""
        self.styles: dict[str, int] = {}
        """Emphasis that is open, and how many characters into the part it began."""
        self.parts: list[str] = []
        self.length = 0
        self.marks: list[Mark] = []
        self.begin = 0
        self.run: tuple[int, int, str] | None = None
        """Markup removed but not told yet: its place, and the reason."""

    def line(self, start: int, end: int) -> Iterator[Said]:
        if not _SIGN.search(self.text, start, end) and not self.styles:
            if words := self.text[start:end].strip():
                yield Said(words, start, end, (), self.voice)
            return
        self._reset(start)
        done = start
        for token in _TOKEN.finditer(self.text, start, end):
            self._add(done, token.start())
            done = token.end()
            name = (token["name"] or "").lower()
            if token["other"] or name == "v":
                yield from self._flush(token.start())
                self._reset(token.start())
            if token["other"]:
                self._add(*token.span())
                continue
            self._remove(token, _VOICE if name == "v" and not token["close"] else _TAGS)
            if name == "v":
                self.voice = "" if token["close"] else _plain(token["rest"] or "").strip()
            elif name == "br":
                self._put(" ")
            elif name in _STYLES:
                self._style(_STYLES[name], opens=not token["close"])
        self._add(done, end)
        yield from self._flush(end)

    def _add(self, start: int, end: int) -> None:
        if start < end:
            self._put(_plain(self.text[start:end]))

    def _put(self, words: str) -> None:
        self.parts.append(words)
        self.length += len(words)

    def _style(self, style: str, opens: bool) -> None:
        if opens:
            self.styles.setdefault(style, self.length)
        elif (begun := self.styles.pop(style, None)) is not None and begun < self.length:
            self.marks.append(Mark(begun, self.length, style))

    def _remove(self, token: re.Match[str], reason: str) -> None:
        start = token.start()
        if self.run and self.run[1:] == (start, reason):
            start = self.run[0]
        else:
            self.tell()
        self.run = (start, token.end(), reason)

    def tell(self) -> None:
        """Tell what was removed last: tags side by side are told as one."""
        if self.run:
            start, end, reason = self.run
            self.removed.append(Removed(start, end, self.text[start:end], reason))
            self.run = None

    def _reset(self, begin: int) -> None:
        self.parts, self.length, self.marks, self.begin = [], 0, [], begin
        self.styles = dict.fromkeys(self.styles, 0)

    def _flush(self, end: int) -> Iterator[Said]:
        raw = "".join(self.parts)
        text = raw.strip()
        if not text:
            return
        cut = len(raw) - len(raw.lstrip())
        marks = [*self.marks, *(Mark(begun, len(raw), style) for style, begun in self.styles.items())]
        within = [Mark(max(m.start - cut, 0), min(m.end - cut, len(text)), m.style) for m in marks]
        yield Said(text, self.begin, end, tuple(sorted(m for m in within if m.start < m.end)), self.voice)


def _plain(text: str) -> str:
    """Decode character references; what they stand for is made safe as all text is."""
    return make_safe(html.unescape(text)).text.replace("\n", " ") if "&" in text else text
