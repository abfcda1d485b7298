"""Plain text with marks, written as inline Markdown that reads back as the same."""

import re
from collections.abc import Callable, Sequence

from rr_reader.model import Mark
from rr_reader.text.markdown_reading import read_inline

_SPECIAL = re.compile(
    r"\\(?=[!-/:-@\[-`{-~\n]|\Z)|[*`]|(?<![^\W_])_|_(?![^\W_])|\](?=\()|<(?=[A-Za-z/!?]|\Z)|&(?=#?\w+;)"
)
_PERHAPS_SPECIAL = re.compile(r"[\\*`_\]<&]")
"""One set of characters is found many times as fast as what `_SPECIAL` says of them."""
_EVERY_SPECIAL = re.compile(r"[\\*_`\[\]<!&]")
_START = re.compile(
    r"""(?P<lead>[^\S\n]*)
        (?: (?P<sign>\#{1,6}(?=\s|\Z) | > | [-+](?=\s|\Z) | =+\s*\Z | -{2,} | ~~~ | \| | \[(?=(?:[^\[\]\\\n]|\\.)*+\]:))
          | (?P<number>\d{1,9})(?=[.)](?:\s|\Z)) )""",
    re.VERBOSE,
)
_TAGS = {"em": "em", "strong": "strong", "code": "code"}
_NESTING = {"link": 0, "strong": 1, "em": 2, "code": 3}
_PLAIN_TARGET = re.compile(r"[^\s()<>\\\x00-\x1f]+")


def write_inline(text: str, marks: tuple[Mark, ...] = ()) -> str:
    r"""Write a paragraph of Markdown that `read_inline` reads as this text and these marks.

    Safe as the beginning of a paragraph: nothing in it opens a heading, list, quote or rule. A paragraph
    never begins with `**`: strong text there is written `__…__`, so that `**` may mean something else.

    >>> write_inline("1. *Red* [laughs] Rooms", (Mark(0, 2, "strong"), Mark(18, 23, "link", "https://example.org")))
    '__1.__ \\*Red\\* [laughs] [Rooms](https://example.org)'
    """
    if not marks:
        return escape_start(_SPECIAL.sub(r"\\\g<0>", text) if _PERHAPS_SPECIAL.search(text) else text)
    written = escape_start(_Writer(text, marks, _markdown_fences).write())
    if read_inline(written) == (text, marks):
        return written
    return escape_start(_Writer(text, marks, _tag_fences).write())


def escape_start(markdown: str) -> str:
    r"""Keep each line from being read as a heading, list, quote, rule, table or definition.

    >>> escape_start("# one\n2) two\n--- three")
    '\\# one\n2\\) two\n\\--- three'
    """
    return "\n".join(map(_escape_line, markdown.split("\n"))) if "\n" in markdown else _escape_line(markdown)


def _escape_line(line: str) -> str:
    match = _START.match(line)
    if not match:
        return line
    place = match.end() if match["number"] else match.end("lead")
    return f"{line[:place]}\\{line[place:]}"


class _Writer:
    """Writes marks from the outside in, without recursion."""

    def __init__(self, text: str, marks: Sequence[Mark], fences: "_Fences") -> None:
        self._text = text
        self._marks = sorted(marks, key=lambda mark: (mark.start, -mark.end, _NESTING.get(mark.style, 0)))
        self._fences = fences
        self._special = _SPECIAL if fences is _markdown_fences else _EVERY_SPECIAL
        self._out: list[str] = []
        self._done = 0

    def write(self) -> str:
        open_marks: list[tuple[int, str]] = []
        for place, mark in enumerate(self._marks):
            while open_marks and open_marks[-1][0] <= mark.start:
                self._close(*open_marks.pop())
            self._text_until(mark.start)
            holds_marks = place + 1 < len(self._marks) and self._marks[place + 1].start < mark.end
            if mark.style == "code" and not holds_marks and self._fences is _markdown_fences:
                self._out.append(_code_span(self._text[mark.start : mark.end]))
                self._done = mark.end
                continue
            opening, closing = self._fences(self._text, mark)
            if opening == "[" and self._special is _SPECIAL and self._out and self._out[-1].endswith("!"):
                self._out[-1] = self._out[-1][:-1] + "\\!"
            self._out.append(opening)
            open_marks.append((mark.end, closing))
        while open_marks:
            self._close(*open_marks.pop())
        self._text_until(len(self._text))
        return "".join(self._out)

    def _close(self, end: int, closing: str) -> None:
        self._text_until(end)
        self._out.append(closing)

    def _text_until(self, end: int) -> None:
        if end > self._done:
            self._out.append(self._special.sub(r"\\\g<0>", self._text[self._done : end]))
            self._done = end


_Fences = Callable[[str, Mark], tuple[str, str]]


def _markdown_fences(text: str, mark: Mark) -> tuple[str, str]:
    if mark.style == "link":
        return "[", f"]({_target(mark.target)})"
    if text[mark.start].isspace() or text[mark.end - 1].isspace() or mark.style == "code":
        return _tag_fences(text, mark)
    if mark.style == "em":
        return "*", "*"
    return ("__", "__") if mark.start == 0 else ("**", "**")


def _tag_fences(text: str, mark: Mark) -> tuple[str, str]:
    if mark.style == "link":
        return _markdown_fences(text, mark)
    return f"<{_TAGS[mark.style]}>", f"</{_TAGS[mark.style]}>"


def _code_span(code: str) -> str:
    if "\n" in code:
        escaped = _EVERY_SPECIAL.sub(r"\\\g<0>", code)
        return f"<code>{escaped}</code>"
    fence = "`" * (1 + max(map(len, re.findall("`+", code)), default=0))
    needs_room = code[0] == "`" or code[-1] == "`" or (code[0] == code[-1] == " " and code.strip(" "))
    return f"{fence} {code} {fence}" if needs_room else f"{fence}{code}{fence}"


def _target(target: str) -> str:
    if _PLAIN_TARGET.fullmatch(target):
        return target
    return "<" + re.sub(r"[\\<>]", r"\\\g<0>", target).replace("\n", "%0A") + ">"
