"""Time stamps that stand apart from a label: on a line of their own, before a paragraph, or behind it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec

from rr_reader.model import Removed, is_page
from rr_reader.parsing.draft import Draft
from rr_reader.parsing.pieces import Piece, within

_TIME = r"\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?"
_LONG = r"\d{1,2}:\d\d:\d\d(?:[.,]\d{1,3})?"
_ALONE = re.compile(rf"(?:[\[(](?P<time>{_TIME})[\])]|(?P<bare>{_TIME}))(?:\s*(?:-->|[-–—])\s*[\[(]?{_TIME}[\])]?)?")
_BEFORE = re.compile(rf"(?:[\[(](?P<time>{_TIME})[\])]\s*(?:[-–—|]\s+)?|(?P<bare>{_LONG})(?:\s*[-–—|]\s+|\s+))(?=\S)")
_BEHIND = re.compile(rf"\s*[\[(](?P<time>{_TIME})[\])]\Z")
_ANY = re.compile(_TIME)
_FEWEST = 2
"""So many stamps in one place are a way of stamping."""


def stamped(pieces: list[Piece]) -> list[Piece]:
    """Take time stamps off the text: each piece that has one tells it as its time."""
    if not any(":" in piece.text[:40] or ":" in piece.text[-14:] for piece in pieces):
        return pieces
    for pattern in (_BEFORE, _BEHIND):
        found = [(i, match) for i, piece in enumerate(pieces) if (match := _stamp(pattern, piece))]
        if len(found) >= _FEWEST:
            for i, match in found:
                pieces[i] = _without(pieces[i], match)
    return _without_own_lines(pieces)


def _stamp(pattern: re.Pattern[str], piece: Piece) -> re.Match[str] | None:
    if (piece.time and not is_page(piece.time)) or piece.role in {"code", "cue", "table", "heading", "rule"}:
        return None
    text = piece.text
    if pattern is _BEFORE:
        match = pattern.match(text) if text[:1].isdigit() or text.startswith(("[", "(")) else None
    else:
        match = pattern.search(text, max(0, len(text) - 20)) if text.endswith(("]", ")")) else None
    return match if match and len(match[0]) < len(text) else None


def _without(piece: Piece, match: re.Match[str]) -> Piece:
    time = match["time"] or match["bare"] if match.re is _BEFORE else match["time"]
    if match.start() == 0:
        return msgspec.structs.replace(piece.without(match.end()), time=time)
    end = match.start()
    return msgspec.structs.replace(piece, text=piece.text[:end], marks=within(piece.marks, 0, end), time=time)


def _without_own_lines(pieces: list[Piece]) -> list[Piece]:
    """Give the stamp on a line of its own to the piece after it."""
    alone = {i for i, piece in enumerate(pieces[:-1]) if len(piece.text) <= 40 and _ALONE.fullmatch(piece.text)}
    if len(alone) < _FEWEST:
        return pieces
    kept: list[Piece] = []
    for i, piece in enumerate(pieces):
        before = pieces[i - 1]
        if i in alone and i + 1 not in alone:
            continue
        if i - 1 in alone and (match := _ALONE.fullmatch(before.text)):
            time = match["time"] or match["bare"]
            piece = msgspec.structs.replace(piece, time=piece.time or time, start=before.start, gap=before.gap)
        kept.append(piece)
    return kept


def further_times(drafts: Iterable[Draft], text: str) -> Iterator[Removed]:
    """Tell of the times that stood by a turn beside its own: when it ends, and a stamp of the line with its label."""
    for draft in drafts:
        if not draft.time or draft.piece.role == "cue":
            continue
        places = list(_ANY.finditer(text, draft.piece.start, draft.piece.end))
        if len(places) > 1:
            kept = Counter(_ANY.findall(f"{draft.time}\n{draft.label}\n{draft.text}"))
            for place in places:
                if not kept[place[0]]:
                    yield Removed(place.start(), place.end(), place[0], "second time of one turn")
                kept[place[0]] -= kept[place[0]] > 0
