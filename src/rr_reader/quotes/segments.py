"""Generated pieces of a text that somebody writes in: each is known by its key, all between them is left to the letter.

A piece stands between two lines that name it, the first with a checksum of what was generated:

    <!-- rr-reader 5f3a 9c1d2e3f -->
    > The words.
    <!-- /rr-reader 5f3a -->

(in front matter they begin with `#`). Where the lines between are not what was generated, somebody has edited them:
then they are that person's, and stay as they are too.
"""

import hashlib
import re
from collections.abc import Collection, Iterator, Sequence
from itertools import dropwhile

import msgspec
from msgspec.structs import replace

REMOVED = "> *No longer marked in rr-reader.*"
"""The line that a piece gets when what it tells of was removed."""

_KEY = r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*"
_OPEN = re.compile(rf"(?P<how><!--|#) rr-reader (?P<key>{_KEY}) (?P<sum>[0-9a-f]{{8}})(?P<gone> removed)?(?: -->)?\s*")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")


class Segment(msgspec.Struct, frozen=True):
    """A generated piece."""

    key: str
    """Letters and digits of ASCII, single hyphens between them: see `key_of`."""
    text: str
    """Whole lines, none of which looks like the end of a piece."""
    is_head: bool = False
    """It stands in front matter: there `#` begins a remark. Where somebody took it out, it stays out."""


class _Found(msgspec.Struct, frozen=True):
    """A piece as it stands in a text."""

    raw: str
    key: str
    body: str
    sum: str
    is_head: bool
    is_gone: bool

    @property
    def is_edited(self) -> bool:
        """Tell whether it is not what was generated."""
        return _sum(self.body) != self.sum


def key_of(text: str) -> str:
    """Give a key for any text: itself where it may be one, else a checksum of it.

    >>> key_of("a1-b2"), key_of("--> x").isalnum()
    ('a1-b2', True)
    """
    return text if re.fullmatch(_KEY, text) else "x" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:10]


def written(segment: Segment) -> str:
    """Write a piece with the lines that it is known by."""
    return _framed(segment.key, segment.text, _sum(segment.text), segment.is_head)


def keys_in(text: str) -> frozenset[str]:
    """Give the keys of the pieces that stand in a text."""
    return frozenset(piece.key for piece in _pieces(text) if isinstance(piece, _Found))


def heads_in(text: str) -> frozenset[str]:
    """Give the keys of the pieces in front matter."""
    return frozenset(piece.key for piece in _pieces(text) if isinstance(piece, _Found) and piece.is_head)


def edited_in(text: str) -> frozenset[str]:
    """Give the keys of the pieces that somebody has edited."""
    return frozenset(piece.key for piece in _pieces(text) if isinstance(piece, _Found) and piece.is_edited)


def updated(text: str, segments: Sequence[Segment], removed: Collection[str] = ()) -> str:
    """Bring the pieces in a text up to date; what is not a generated piece stays to the letter.

    A new piece comes before the one that follows it in `segments`, else at the end. The pieces whose keys are in
    `removed` are marked as such. All others stay as they are.
    """
    wanted = {segment.key: segment for segment in segments}
    pieces = list(_pieces(text))
    present = {piece.key for piece in pieces if isinstance(piece, _Found)}
    new = [segment for segment in wanted.values() if segment.key not in present and not segment.is_head]
    line_end = "\r\n" if "\r\n" in text else "\n"
    before = _by_successor(new, list(wanted), present)
    out = []
    for piece in pieces:
        if isinstance(piece, str):
            out.append(piece)
            continue
        out += [_as_in(written(each) + "\n", line_end) for each in before.pop(piece.key, ())]
        out.append(_as_in(_renewed(piece, wanted.get(piece.key), removed), _line_end(piece.raw)))
    return _with_end("".join(out), [_as_in(written(each), line_end) for each in before.pop("", ())], line_end)


def _by_successor(new: Sequence[Segment], order: Sequence[str], present: Collection[str]) -> dict[str, list[Segment]]:
    """Say before which piece that is there new ones belong; "" for the end."""
    before: dict[str, list[Segment]] = {}
    for segment in new:
        following = dropwhile(lambda key: key not in present, order[order.index(segment.key) :])
        before.setdefault(next(following, ""), []).append(segment)
    return before


def _renewed(piece: _Found, segment: Segment | None, removed: Collection[str]) -> str:
    if segment is not None:
        return piece.raw if piece.is_edited else written(replace(segment, is_head=piece.is_head))
    if piece.key in removed and not piece.is_gone:
        body = _marked(piece.body)
        return _framed(piece.key, body, piece.sum if piece.is_edited else _sum(body), piece.is_head, is_gone=True)
    return piece.raw


def _marked(body: str) -> str:
    """Add the line that says it was removed, to the quotation that the body begins with."""
    lines = body.split("\n")
    at = max((number for number, line in enumerate(lines, 1) if line.startswith(">")), default=0)
    return "\n".join([*lines[:at], *([">"] if at else []), REMOVED, *lines[at:]])


def _framed(key: str, body: str, checksum: str, is_head: bool, *, is_gone: bool = False) -> str:
    opening, closing = ("#", "") if is_head else ("<!--", " -->")
    gone = " removed" if is_gone else ""
    return f"{opening} rr-reader {key} {checksum}{gone}{closing}\n{body}{opening} /rr-reader {key}{closing}\n"


def _pieces(text: str) -> Iterator[str | _Found]:
    """Take a text apart into generated pieces and what stands between them; together they are the text."""
    lines = _LINES.findall(text)
    begun, at = 0, 0
    while at < len(lines):
        opening = _OPEN.fullmatch(lines[at])
        end = _end(lines, at, opening) if opening else 0
        if opening and end:
            if begun < at:
                yield "".join(lines[begun:at])
            raw, body = "".join(lines[at : end + 1]), "".join(lines[at + 1 : end]).replace("\r\n", "\n")
            yield _Found(raw, opening["key"], body, opening["sum"], opening["how"] == "#", bool(opening["gone"]))
            begun = at = end + 1
        else:
            at += 1
    if begun < at:
        yield "".join(lines[begun:])


def _end(lines: Sequence[str], at: int, opening: re.Match[str]) -> int:
    """Find the line that ends a piece; 0 where there is none before the next begins."""
    closing = f"{opening['how']} /rr-reader {opening['key']}"
    for number in range(at + 1, len(lines)):
        if lines[number].rstrip().removesuffix(" -->") == closing:
            return number
        if _OPEN.fullmatch(lines[number]):
            return 0
    return 0


def _with_end(text: str, more: Sequence[str], line_end: str) -> str:
    """Put pieces at the end, a blank line before each."""
    for piece in more:
        if text and not text.endswith("\n"):
            text += line_end
        text += (line_end if text and not text.endswith(line_end * 2) else "") + piece
    return text


def _as_in(text: str, line_end: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", line_end)


def _line_end(raw: str) -> str:
    return "\r\n" if raw.partition("\n")[0].endswith("\r") else "\n"


def _sum(body: str) -> str:
    return hashlib.sha256(body.encode("utf-8", "replace")).hexdigest()[:8]
