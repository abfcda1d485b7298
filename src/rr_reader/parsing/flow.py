"""The words of captions, joined into what somebody said: pieces that begin where another speaks, or after a silence.

Captions break lines where the screen ends. A turn begins at another voice of the markup, at `>>`, at a dash behind a
sentence's end, at a label that the whole document bears out; without any of these, paragraphs end with a sentence.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from rr_reader.model import Mark
from rr_reader.parsing.furniture import is_stage_direction
from rr_reader.parsing.labels import CHEVRON, CUE_DASH, label_at
from rr_reader.parsing.lexicon import UNNAMED
from rr_reader.parsing.names import fold_name
from rr_reader.parsing.pieces import Piece
from rr_reader.sources import Line

_ENDED = re.compile(r"(?:[.!?…。！？♪]|--|[—–\])])[\"'”’»)\]]*\Z")
_STOP = re.compile(r"[.!?…。！？][\"'”’»)\]]*\Z")
_HYPHEN = re.compile(r"\w-\Z")
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3000-\u30ff\u3400-\u9fff\uff00-\uff65]")
"""A letter or mark of a script that puts no spaces between words."""
_PARAGRAPH = 500
"""Characters after which a sentence's end is a paragraph's, where nobody is known to begin."""
_TURN = 4_000
"""The same where somebody's turn goes on: what one says in one go is one paragraph, unless nobody could read it."""
_LONGEST = 3
"""So many times as long a paragraph ends at any line: there are captions without any stops."""


def flow(lines: Sequence[Line]) -> list[Piece]:
    """Join lines of captions to pieces: a turn or a paragraph each."""
    keys = _labels(lines)
    is_punctuated = sum(_STOP.search(line.text) is not None for line in lines) >= 0.05 * len(lines)
    is_voiced = sum(bool(line.voice) for line in lines) >= 0.7 * len(lines)
    groups: list[list[Line]] = []
    openings: list[bool] = []
    length, is_turn = 0, False
    for line in lines:
        last = groups[-1][-1] if groups else None
        ended = last is None or not is_punctuated or _ENDED.search(last.text) is not None
        opens = _opens(line, last, ended, keys, is_voiced)
        size = _TURN if is_turn else _PARAGRAPH
        if (
            last is None
            or opens
            or _is_aside(line, ended)
            or _is_aside(last, ended)
            or (ended and (line.gap or (is_punctuated and length >= size)))
            or length >= _LONGEST * size
        ):
            groups.append([])
            openings.append(opens)
            length, is_turn = 0, is_turn or (opens and not CUE_DASH.match(line.text))
        groups[-1].append(line)
        length += len(line.text)
    return [_piece(group, opens) for group, opens in zip(groups, openings, strict=True)]


def _labels(lines: Sequence[Line]) -> set[str]:
    """Find the names that lines begin with and a colon follows, and that the document bears out as labels.

    Such a name recurs, or is written out or in capitals where other names recur.
    """
    found = [(label.key, index) for index, line in enumerate(lines) if (label := label_at(line.text))]
    counts = Counter(fold_name(key) for key, _ in found)
    often = {key for key, count in counts.items() if count > 1 or key in UNNAMED}
    if not often:
        return set()
    return often | {fold_name(key) for key, _ in found if " " in key or key.isupper()}


def _opens(line: Line, last: Line | None, ended: bool, keys: set[str], is_voiced: bool) -> bool:
    """Tell whether somebody begins to speak with this line."""
    if CHEVRON.match(line.text) or (ended and CUE_DASH.match(line.text)):
        return True
    if line.voice or (is_voiced and last and last.voice and ended and not _is_aside(line, ended)):
        return last is None or line.voice != last.voice
    label = label_at(line.text)
    return label is not None and fold_name(label.key) in keys


def _is_aside(line: Line, ended: bool) -> bool:
    """Tell whether a line between sentences is nobody's words: a noise in brackets, or a song's."""
    return ended and not line.voice and is_stage_direction(line.text)


def _piece(group: Sequence[Line], opens: bool) -> Piece:
    first = group[0]
    parts, marks, length = [first.text], list(first.marks), len(first.text)
    for line, following in pairwise(group):
        joint = _joint(line.text, following.text)
        parts += [joint, following.text]
        length += len(joint)
        for mark in following.marks:
            if marks and mark.start == 0 and marks[-1].end == length - len(joint) and marks[-1].style == mark.style:
                marks[-1] = Mark(marks[-1].start, mark.end + length, mark.style)
            else:
                marks.append(Mark(mark.start + length, mark.end + length, mark.style))
        length += len(following.text)
    return Piece("".join(parts), "", first.start, group[-1].end, first.gap, tuple(marks), "cue",
                 voice=first.voice, time=first.time, opens=opens)  # fmt: skip


def _joint(before: str, after: str) -> str:
    """Give what stands between two lines: a space, but nothing in scripts without, or in a word cut at its hyphen."""
    if _UNSPACED.match(before[-1]) and _UNSPACED.match(after):
        return ""
    return "" if _HYPHEN.search(before[-2:]) and after[0].islower() else " "
