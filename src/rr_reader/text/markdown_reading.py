"""Inline Markdown to plain text with marks, and back. CommonMark's rules, without its entities and raw HTML.

Emphasis follows CommonMark's delimiter runs; of HTML only `<em> <i> <strong> <b> <code>` are read, which are
also what is written where no run of asterisks could stand (white space at an edge, neighbours that would
join). Links are inline or in angle brackets; an image is its description. Time is linear in the text.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from typing import Final

import msgspec

from rr_reader.model import Mark
from rr_reader.text.delimiters import Delimiters, Run, flanks

_PUNCTUATION: Final = r"!-/:-@\[-`{-~"
_HINT = re.compile(r"[\\`*_\[\]<]")
"""One of these stands in all that is special: looked for first, since most texts have none."""
_SPECIAL = re.compile(rf"(?=[\\`*_!\[\]<])(?:\\[{_PUNCTUATION}\n]|`+|\*+|_+|!?\[|\]|<)")  # the look ahead is for speed
_ESCAPE = re.compile(rf"\\([{_PUNCTUATION}])")
_TARGET = re.compile(
    r"""\(\s*+
        (?: <(?P<angled>(?:[^<>\\\n]|\\.)*+)>
          | (?P<plain>(?:[^\s()\\\x00-\x1f]|\\.|\((?:[^\s()\\\x00-\x1f]|\\.)*+\))*+) )
        (?: \s++ (?: "(?:[^"\\]|\\.)*+" | '(?:[^'\\]|\\.)*+' | \((?:[^()\\]|\\.)*+\) ) )?+
        \s*+ \)""",
    re.VERBOSE | re.DOTALL,
)
_ADDRESS = re.compile(
    r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>\x00-\x1f]*+)>|<([\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})++)>"
)
_TAG = re.compile(r"<(/?)(em|i|strong|b|code)>", re.IGNORECASE)
_TAG_STYLES = {"em": "em", "i": "em", "strong": "strong", "b": "strong", "code": "code"}


def read_inline(markdown: str) -> tuple[str, tuple[Mark, ...]]:
    """Read a paragraph's Markdown into plain text and marks, sorted, in code points of that text.

    Character entities are left as they stand (repair decodes those of a source). Never raises.

    >>> read_inline("**Red** [*Rooms*](https://example.org 'the film'), <b>again</b> and snake_case_name")
    ... # doctest: +NORMALIZE_WHITESPACE
    ('Red Rooms, again and snake_case_name',
     (Mark(start=0, end=3, style='strong', target=''), Mark(start=4, end=9, style='em', target=''),
      Mark(start=4, end=9, style='link', target='https://example.org'),
      Mark(start=11, end=16, style='strong', target='')))
    """
    if not _HINT.search(markdown):
        return markdown, ()
    return _Reader(markdown).read()


class _Opener(msgspec.Struct):
    """A bracket or a tag that may be closed later: the piece that holds it, and the runs before it."""

    piece: int
    style: str
    runs: int


class _Reader:
    """One pass over the text: pieces of plain text, and marks from piece to piece."""

    def __init__(self, markdown: str) -> None:
        self._markdown = markdown
        self._pieces: list[str] = []
        self._marks: list[tuple[int, int, str, str]] = []
        self._delimiters = Delimiters(self._pieces, self._marks)
        self._brackets: list[_Opener] = []
        self._tags: list[_Opener] = []
        self._open_tags = {"em": 0, "strong": 0, "code": 0}
        self._no_link_before = -1
        self._backticks: defaultdict[int, list[int]] | None = None

    def read(self) -> tuple[str, tuple[Mark, ...]]:
        markdown, position = self._markdown, 0
        while match := _SPECIAL.search(markdown, position):
            if match.start() > position:
                self._pieces.append(markdown[position : match.start()])
            position = self._take(match)
        self._pieces.append(markdown[position:])
        self._delimiters.pair(0)
        return self._result()

    def _take(self, match: re.Match[str]) -> int:
        """Take one special place; give the offset behind it."""
        token = match.group()
        match token[0]:
            case "\\":
                self._pieces.append(token[1])
            case "`":
                return self._code(match.start(), match.end())
            case "*" | "_":
                opens, closes = flanks(self._markdown, match.start(), match.end())
                self._delimiters.runs.append(Run(len(self._pieces), token[0], len(token), len(token), opens, closes))
                self._pieces.append(token)
            case "<":
                return self._angle(match.start())
            case "]":
                return self._close_bracket(match.end())
            case _:
                style = "image" if token[0] == "!" else "link"
                self._brackets.append(_Opener(len(self._pieces), style, len(self._delimiters.runs)))
                self._pieces.append(token)
        return match.end()

    def _code(self, start: int, end: int) -> int:
        """Read a code span, whose end is the next run of as many backticks; else the run is text."""
        if self._backticks is None:
            self._backticks = defaultdict(list)
            for run in re.finditer("`+", self._markdown):
                self._backticks[len(run.group())].append(run.start())
        length = end - start
        same = self._backticks[length]
        following = bisect_right(same, start)
        if following == len(same):
            self._pieces.append(self._markdown[start:end])
            return end
        close = same[following]
        code = self._markdown[end:close].replace("\n", " ")
        if code[0] == code[-1] == " " and code.strip(" "):
            code = code[1:-1]
        self._mark_piece(code, "code")
        return close + length

    def _angle(self, start: int) -> int:
        """Read `<address>` or a tag; else the bracket is text."""
        if address := _ADDRESS.match(self._markdown, start):
            url, mail = address.groups()
            self._mark_piece(url or mail, "link", url or f"mailto:{mail}")
            return address.end()
        tag = _TAG.match(self._markdown, start)
        if not tag:
            self._pieces.append("<")
            return start + 1
        style = _TAG_STYLES[tag[2].lower()]
        if not tag[1]:
            self._tags.append(_Opener(len(self._pieces), style, len(self._delimiters.runs)))
            self._open_tags[style] += 1
            self._pieces.append(tag.group())
        elif self._open_tags[style]:
            self._close_tag(style)
        else:
            self._pieces.append(tag.group())
        return tag.end()

    def _close_tag(self, style: str) -> None:
        while (opener := self._tags.pop()).style != style:
            self._open_tags[opener.style] -= 1
        self._open_tags[style] -= 1
        while self._brackets and self._brackets[-1].piece > opener.piece:
            self._brackets.pop()
        self._close(opener, style, "")

    def _close_bracket(self, end: int) -> int:
        """End a link or an image where a target follows; else the bracket is text."""
        opener = self._brackets.pop() if self._brackets else None
        is_dead = opener is not None and opener.style == "link" and opener.piece < self._no_link_before
        target = None if opener is None or is_dead else _TARGET.match(self._markdown, end)
        if opener is None or target is None:
            self._pieces.append("]")
            return end
        while self._tags and self._tags[-1].piece > opener.piece:
            self._open_tags[self._tags.pop().style] -= 1
        address = target["angled"] if target["angled"] is not None else target["plain"]
        self._close(opener, opener.style, _ESCAPE.sub(r"\1", address))
        if opener.style == "link":
            self._no_link_before = opener.piece
        return target.end()

    def _close(self, opener: _Opener, style: str, target: str) -> None:
        self._delimiters.pair(opener.runs)
        self._pieces[opener.piece] = ""
        if style != "image":
            self._marks.append((opener.piece, len(self._pieces), style, target))

    def _mark_piece(self, text: str, style: str, target: str = "") -> None:
        self._marks.append((len(self._pieces), len(self._pieces) + 1, style, target))
        self._pieces.append(text)

    def _result(self) -> tuple[str, tuple[Mark, ...]]:
        offsets = [0]
        for piece in self._pieces:
            offsets.append(offsets[-1] + len(piece))
        marks = {Mark(offsets[start], offsets[end], style, target) for start, end, style, target in self._marks}
        return "".join(self._pieces), tuple(sorted(mark for mark in marks if mark.start < mark.end))
