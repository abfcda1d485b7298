"""The body of a cleaned file: blocks as Markdown, and Markdown as blocks.

A plain paragraph belongs to whoever has the floor: it goes on with an open turn, and is narration where
none is open. `---` ends the turns. Headings and callouts leave the floor as it is.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from rr_reader.errors import BrokenArticleError
from rr_reader.library.inline import CONFLICT, join_lines, read_words, write_words
from rr_reader.library.labels import Cast, Label, read_label, write_label
from rr_reader.model import OPENS_TURN, SPOKEN, Block, Kind

CALLOUTS = frozenset(
    {
        Kind.CAPTION,
        Kind.CREDIT,
        Kind.NOTE,
        Kind.RELATED,
        Kind.BOILERPLATE,
        Kind.DECK,
        Kind.BYLINE,
        Kind.DATE,
        Kind.STAGE,
    }
)
"""Kinds that are written as `> [!kind] …`."""
_HEADS = {Kind.TITLE: "# ", Kind.HEADING: "## "}


def _floor_after(floor: str | None, block: Block) -> str | None:
    """Tell who has the floor after a block: None for nobody, "" for somebody unknown."""
    if block.kind in SPOKEN:
        return block.speaker
    return None if block.kind is Kind.PARAGRAPH else floor


def dump_body(blocks: Iterable[Block], cast: Cast) -> str:
    """Write blocks, a blank line between them."""
    pieces: list[str] = []
    floor: str | None = None
    callout: Kind | None = None
    for block in blocks:
        written = _usual(block, floor, cast)
        if written is None:
            label = Label(block.speaker, block.time, block.kind)
            pieces.append(write_label(label) + write_words(block.text, block.marks))
        elif block.kind in CALLOUTS:
            opening = ">\n> " if block.kind is callout else f"> [!{block.kind.value}] "
            if block.kind is callout:
                pieces[-1] += "\n" + opening + written
            else:
                pieces.append(opening + written)
        else:
            if block.kind is Kind.PARAGRAPH and floor is not None:
                pieces.append("---")
            pieces.append(written)
        callout = block.kind if written is not None and block.kind in CALLOUTS else None
        floor = _floor_after(floor, block)
    return "\n\n".join(piece.rstrip(" ") for piece in pieces) + "\n" if pieces else ""


def _usual(block: Block, floor: str | None, cast: Cast) -> str | None:
    """Write a block in the form of its kind; None where that would not say all of it."""
    if block.kind in OPENS_TURN:
        return _turn(block, cast)
    if not block.text:
        return None
    if block.kind in (Kind.PARAGRAPH, Kind.CONTINUATION):
        return _plain(block, floor)
    if block.speaker or block.time:
        return None
    if head := _HEADS.get(block.kind):
        return head + _closed(write_words(block.text, block.marks, one_line=True))
    lines = write_words(block.text, block.marks).split("\n")
    return "\n> ".join("\\" + line if _CALLOUT.match(line) else line for line in lines)


def _turn(block: Block, cast: Cast) -> str | None:
    label = Label(block.speaker, block.time)
    if not block.speaker:
        label = Label(time=block.time, kind=block.kind)
    elif block.kind is not cast.usual_kind(block.speaker) or cast.name(block.speaker) != block.speaker:
        return None
    head = _head(label)
    return None if head is None else head + write_words(block.text, block.marks)


@lru_cache(maxsize=256)
def _head(label: Label) -> str | None:
    """Write a label; None where it would be read as another. Kept: an article has few, each many times."""
    head = write_label(label)
    return head if read_label(head)[0] == label else None


def _plain(block: Block, floor: str | None) -> str | None:
    if block.speaker != (floor if block.kind is Kind.CONTINUATION else ""):
        return None
    stamp = write_label(Label(time=block.time, is_stamp=True)) if block.time else ""
    return stamp + write_words(block.text, block.marks)


_CLOSING = re.compile(r"(?:^|(?<=[ \t]))(#+)$")


def _closed(heading: str) -> str:
    r"""Escape `#` at a heading's end, which Markdown takes away.

    >>> print(_closed("Number #"), _closed("C#"))
    Number \# C#
    """
    return _CLOSING.sub(r"\\\1", heading)


def load_body(lines: list[str], cast: Cast, *, first_line: int) -> tuple[Block, ...]:
    """Read blocks; `first_line` is the line of the file that `lines` begin on.

    Raises BrokenArticleError for a callout of an unknown kind, and where git left two versions.
    """
    blocks: list[Block] = []
    floor: str | None = None
    for read in _pieces(lines, first_line):
        if read is None:
            floor = None
            continue
        kind, markdown, _ = read
        block = _labelled(markdown, floor, cast) if kind is None else _block(kind, markdown)
        floor = _floor_after(floor, block)
        blocks.append(block)
    return tuple(blocks)


def paragraphs(lines: list[str], first_line: int) -> Iterator[tuple[str, int]]:
    """Give the paragraphs of a body that are no heading and in no callout, as Markdown, each with its first line.

    Raises as `load_body`.
    """
    for read in _pieces(lines, first_line):
        if read and read[0] is None:
            yield read[1], read[2]


def _block(kind: Kind, markdown: str, speaker: str = "", time: str = "") -> Block:
    text, marks = read_words(markdown)
    return Block(kind, text, speaker, time, marks)


def _labelled(markdown: str, floor: str | None, cast: Cast) -> Block:
    label, words = read_label(markdown)
    if label is None or label.is_stamp:
        time = label.time if label else ""
        if floor is None:
            return _block(Kind.PARAGRAPH, words, time=time)
        return _block(Kind.CONTINUATION, words, floor, time)
    if label.kind is not None:
        return _block(label.kind, words, label.name, label.time)
    name = cast.name(label.name)
    return _block(cast.usual_kind(name), words, name, label.time)


_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*)|$)")
_CLOSED = re.compile(r"(?:^|[ \t]+)#+$")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_QUOTE = re.compile(r" {0,3}> ?")
_CALLOUT = re.compile(r"\[!([\w-]+)\][+-]?(?:[ \t]+(.*)|$)")


_Piece = tuple[Kind | None, str, int]
"""A kind, None for paragraphs; Markdown; the line of the file that it begins on."""


def _pieces(lines: list[str], first_line: int) -> Iterator[_Piece | None]:
    """Cut lines into pieces; None in all for a rule."""
    paragraph: list[str] = []
    quote: list[str] = []
    for number, line in enumerate([*lines, ""], first_line):
        quoted = _QUOTE.match(line) if line.lstrip(" ").startswith(">") else None
        if quote and not quoted:
            yield from _quoted(quote, number - len(quote))
            quote = []
        heading = _HEADING.match(line) if "#" in line else None
        rule = bool(_RULE.match(line))
        if paragraph and (quoted or heading or rule or not line.strip(" \t")):
            yield None, join_lines(paragraph), number - len(paragraph)
            paragraph = []
        if quoted:
            quote.append(line[quoted.end() :])
        elif heading:
            words = _CLOSED.sub("", (heading[2] or "").rstrip(" \t"))
            yield Kind.TITLE if len(heading[1]) == 1 else Kind.HEADING, words, number
        elif rule:
            yield None
        elif line.startswith(CONFLICT):
            raise BrokenArticleError("Two versions of the article stand here, as git left them. Keep one.", number)
        elif line.strip(" \t"):
            paragraph.append(line)


def _quoted(lines: list[str], first_line: int) -> Iterator[_Piece]:
    """Cut a block quote into callouts and their paragraphs; without a callout they are paragraphs like others."""
    kind: Kind | None = None
    paragraph: list[str] = []
    for number, line in enumerate([*lines, ""], first_line):
        callout = _CALLOUT.match(line)
        if paragraph and (callout or not line.strip(" \t")):
            yield kind, join_lines(paragraph), number - len(paragraph)
            paragraph = []
        if callout:
            kind = _callout_kind(callout[1], number)
            line = callout[2] or ""
        if line.strip(" \t"):
            paragraph.append(line)


def _callout_kind(name: str, line: int) -> Kind:
    if name.lower() in {kind.value for kind in CALLOUTS}:
        return Kind(name.lower())
    known = ", ".join(sorted(kind.value for kind in CALLOUTS))
    raise BrokenArticleError(f"“{name}” is no callout of an article. Use one of these: {known}.", line)
