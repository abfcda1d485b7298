"""Pieces that hold several things, cut into one each.

A list of turns, lines without empty ones between them, a question in bold with its answer behind it; and the lines at
the top of a page that are stacked under one another.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from rr_reader.parsing.asking import ends_asking
from rr_reader.parsing.dates import date_line
from rr_reader.parsing.furniture import is_credit
from rr_reader.parsing.imprint import byline_of
from rr_reader.parsing.labels import label_at
from rr_reader.parsing.names import fold_name
from rr_reader.parsing.pieces import Piece, within

_LINE = re.compile(r"^[^\n:：]{1,80}[:：][^\n]*", re.M)
"""A line that could begin with a label."""
_FEWEST = 2
"""So often must a label begin a line, or a question in bold a paragraph, to be more than chance."""


def unpacked(pieces: list[Piece], source: str) -> list[Piece]:
    """Cut pieces where another turn begins within them, if the whole document does so; `source` is the page's text."""
    broken = [piece for piece in pieces if "\n" in piece.text and piece.role in {"", "item", "quote"}]
    keys = Counter(key for piece in broken for _, key in _labelled_lines(piece))
    if keys:
        keys.update(key for piece in pieces if "\n" not in piece.text and (key := _key(piece.text)))
    own = {key for key, count in keys.items() if count >= _FEWEST}
    asked = [end for piece in pieces if (end := _asked_in_bold(piece))]
    if len(own) < _FEWEST and len(asked) < _FEWEST:
        return pieces
    found: list[Piece] = []
    for piece in pieces:
        cuts = [at for at, key in _labelled_lines(piece) if key in own] if len(own) >= _FEWEST else []
        if len(asked) >= _FEWEST and (end := _asked_in_bold(piece)):
            cuts.append(end)
        found += _cut(piece, sorted(cuts), source) if cuts else [piece]
    return found


_TOP = 8
"""Pieces from the start among which a byline or a date may end another paragraph."""


def unstacked(pieces: Sequence[Piece], source: str) -> list[Piece]:
    """Cut bylines and dates off what they stand under without an empty line: a title, a deck."""
    top = [part for piece in pieces[:_TOP] for part in _unstacked(piece, source)]
    return [*top, *pieces[_TOP:]]


def _unstacked(piece: Piece, source: str) -> Iterator[Piece]:
    if "\n" not in piece.text or piece.role:
        yield piece
        return
    cuts: set[int] = set()
    for line in _ANY_LINE.finditer(piece.text):
        text = line[0].strip()
        if text[:1].isupper() and (byline_of(text) or date_line(text) is not None or is_credit(text)):
            cuts |= {line.start(), min(line.end() + 1, len(piece.text))}
    yield from _cut(piece, sorted(cuts - {0, len(piece.text)}), source) if cuts else [piece]


_ANY_LINE = re.compile(r"[^\n]+")


def _labelled_lines(piece: Piece) -> Iterator[tuple[int, str]]:
    """Find the lines within a piece that begin with a name and a colon: (place, name), the first line among them."""
    text = piece.text
    if "\n" in text and (":" in text or "：" in text) and piece.role in {"", "item", "quote"}:
        for line in _LINE.finditer(text):
            if key := _key(line[0]):
                yield line.start(), key


def _key(line: str) -> str:
    label = label_at(line.lstrip())
    return fold_name(label.key) if label else ""


def _asked_in_bold(piece: Piece) -> int:
    """Give the place where an answer follows a question in bold or italics within one paragraph; 0 where none does."""
    mark = piece.marks[0] if piece.marks and piece.role == "" else None
    if not mark or mark.start or mark.style not in {"strong", "em"} or mark.end >= len(piece.text) - 1:
        return 0
    asks = ends_asking(piece.text[: mark.end].rstrip()) and piece.text.count(" ", 0, mark.end) > 1
    return mark.end if asks and piece.text[mark.end].isspace() else 0


def _cut(piece: Piece, cuts: Sequence[int], source: str) -> Iterator[Piece]:
    """Cut a piece at places of its text."""
    edges = [0, *(cut for cut in cuts if cut), len(piece.text)]
    parts = [(start, piece.text[start:end]) for start, end in pairwise(edges) if piece.text[start:end].strip()]
    places = list(_places([text for _, text in parts], piece, source))
    for number, (start, text) in enumerate(parts):
        words = text.strip()
        marks = within(piece.marks, start + len(text) - len(text.lstrip()), len(words))
        yield msgspec.structs.replace(
            piece, text=words, marks=marks, role="" if piece.role == "item" else piece.role,
            start=places[number], end=places[number + 1], gap=piece.gap or number > 0,
        )  # fmt: skip


def _places(texts: Sequence[str], piece: Piece, source: str) -> Iterator[int]:
    """Give where each part begins in the source, and where the last one ends: by its first word, behind the one before.

    Markup only adds to a text, so that a part begins no sooner than the one before it is long.
    """
    at = piece.start
    yield at
    for before, text in pairwise(texts):
        found = source.find(text.split(maxsplit=1)[0], at + len(before.rstrip()), piece.end)
        at = max(at, found)
        yield at
    yield piece.end
