"""The words of captions, joined into what somebody said: pieces that begin where another speaks, or after a silence.

Captions break lines where the screen ends. A turn begins at another voice of the markup, at `>>`, at a dash behind a
sentence's end, at a label that the whole document bears out; without any of these, paragraphs end with a sentence.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from rr_reader.model import Mark, Removed
from rr_reader.parsing.furniture import is_noise, is_remark
from rr_reader.parsing.labels import CHEVRON, CUE_DASH, Label, label_at
from rr_reader.parsing.lexicon import UNNAMED
from rr_reader.parsing.names import fold_name
from rr_reader.parsing.pieces import Piece
from rr_reader.parsing.set_off import bracketed_name
from rr_reader.sources import Line

_STOP = re.compile(r"[.!?…。！？][\"'”’»)\]]*\Z")
_ENDED = re.compile(r"(?:[.!?…。！？♪♫]|--|[—–])[\"'”’»)\]]*\Z|[)\]][\"'”’»]*\Z")
_HYPHEN = re.compile(r"\w-\Z")
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3000-\u30ff\u3400-\u9fff\uff00-\uff65]")
"""A letter or mark of a script that puts no spaces between words."""
_PARAGRAPH = 500
"""Characters after which a sentence's end is a paragraph's, where nobody is known to begin."""
_TURN = 4_000
"""The same where somebody's turn goes on: what one says in one go is one paragraph, unless nobody could read it."""
_LONGEST = 3
"""So many times as long a paragraph ends at any line: there are captions without any stops."""
_MOSTLY = 0.7
"""Share of captions that say who speaks, from which on the others are somebody else's."""
_DASHES = 0.15
"""Share of lines with a dash, from which on it is how this document tells voices apart."""


def flow(lines: Sequence[Line]) -> tuple[list[Piece], list[Removed]]:
    """Join lines of captions to pieces, a turn or a paragraph each; labels that only repeat the last are removed."""
    labels = _labels(lines)
    lines, labels, removed = _without_repeated(lines, labels)
    style = _Style(lines, is_named=any(labels))
    groups: list[tuple[list[Line], bool]] = []
    length, is_turn = 0, False
    spoken: Line | None = None
    for line, label in zip(lines, labels, strict=True):
        last = groups[-1][0][-1] if groups else None
        ended = spoken is None or not style.has_stops or _ENDED.search(spoken.text) is not None
        is_aside = ended and is_noise(line.text)
        opens = style.opens(line, spoken, label, ended)
        opens = opens or bool(line.voice and last and not last.voice and not is_aside)
        spoken = spoken if (is_aside or is_remark(line.text)) and not opens else line
        size = _TURN if is_turn else _PARAGRAPH
        if last is None or opens or _parts(last, line, ended) or length >= (size if ended else _LONGEST * size):
            groups.append(([], opens))
            length, is_turn = 0, is_turn or (opens and not CUE_DASH.match(line.text))
        groups[-1][0].append(line)
        length += len(line.text)
    return [_piece(group, opens) for group, opens in groups], removed


def _labels(lines: Sequence[Line]) -> list[Label | None]:
    """Find the names that lines begin with and a colon follows, where the document bears them out as labels.

    Such a name recurs, or is written out or in capitals where other names recur.
    """
    found = [None if line.voice else label_at(line.text) for line in lines]
    counts = Counter(fold_name(label.key) for label in found if label)
    often = {key for key, count in counts.items() if count > 1 or key in UNNAMED}
    if not often:
        return _bracketed(lines)
    return [
        label if label and (fold_name(label.key) in often or " " in label.key or label.key.isupper()) else None
        for label in found
    ]


def _bracketed(lines: Sequence[Line]) -> list[Label | None]:
    """Find the full names in brackets that lines begin with, where two or more of them recur."""
    found = [None if line.voice else bracketed_name(line.text) for line in lines]
    counts = Counter(fold_name(label.key) for label in found if label)
    often = {key for key, count in counts.items() if count > 1}
    return [label if label and len(often) > 1 and fold_name(label.key) in often else None for label in found]


def _without_repeated(
    lines: Sequence[Line], labels: list[Label | None]
) -> tuple[Sequence[Line], list[Label | None], list[Removed]]:
    """Where each caption names its speaker, take the name off where it is the last one again."""
    begins = (i for i, line in enumerate(lines) if not i or line.start > lines[i - 1].end + 1)
    firsts = [i for i in begins if not is_noise(lines[i].text)]
    if sum(labels[i] is not None for i in firsts) < _MOSTLY * len(firsts):
        return lines, labels, []
    kept, removed, last = list(lines), [], ""
    for i, label in enumerate(labels):
        if label is None:
            continue
        rest = lines[i].text[label.length :].lstrip()
        if label.key == last and rest and not CHEVRON.match(lines[i].text):
            cut = len(lines[i].text) - len(rest)
            words = lines[i].text[:cut].rstrip()
            removed.append(Removed(lines[i].start, lines[i].start + cut, words, "label that repeats the last"))
            marks = tuple(
                Mark(max(mark.start - cut, 0), mark.end - cut, mark.style) for mark in lines[i].marks if mark.end > cut
            )
            kept[i], labels[i] = msgspec.structs.replace(lines[i], text=rest, marks=marks), None
        last = label.key
    return kept, labels, removed


class _Style:
    """How a document of captions tells that another speaks."""

    def __init__(self, lines: Sequence[Line], *, is_named: bool) -> None:
        count = len(lines)
        self.has_stops = sum(_STOP.search(line.text) is not None for line in lines) >= 0.05 * count
        self.is_voiced = sum(bool(line.voice) for line in lines) >= _MOSTLY * count
        self.has_chevrons = any(CHEVRON.match(line.text) for line in lines)
        dashed = [CUE_DASH.match(line.text) is not None for line in lines]
        self.has_dashes = sum(dashed) >= max(3, _DASHES * count)
        shared = sum(b and (a or one.time == other.time) for (a, b), (one, other) in
                     zip(pairwise(dashed), pairwise(lines), strict=True))  # fmt: skip
        self.shares = self.has_dashes and shared >= 0.4 * sum(dashed)
        """Whether dashes stand only where two share a caption: who speaks in the next one is not said."""
        self.sharing = {
            line.start
            for (a, b), pair in zip(pairwise(dashed), pairwise(lines), strict=True)
            if is_named and a and b and pair[0].time == pair[1].time and not (pair[0].voice or pair[1].voice)
            for line in pair
        }
        """Where lines begin that share a caption with another's, each behind a dash: two speak, be it once, where
        labels say that people do."""

    def opens(self, line: Line, last: Line | None, label: Label | None, ended: bool) -> bool:
        """Tell whether somebody begins to speak with this line; `last` is the last that was speech."""
        if CHEVRON.match(line.text) or label:
            return True
        if is_noise(line.text) and ended:  # whose it is does not make it speech
            return False
        if line.voice or (self.is_voiced and last and last.voice and ended):
            return last is None or line.voice != last.voice
        if self.has_dashes and ended and CUE_DASH.match(line.text):
            return True
        if line.start in self.sharing and (ended or CUE_DASH.match(last.text if last else "")):
            return True
        is_left_open = last is not None and (last.start in self.sharing or (self.shares and CUE_DASH.match(last.text)))
        if is_left_open and ended and last and last.time != line.time:
            return True
        return self.has_chevrons and last is None


def _parts(last: Line, line: Line, ended: bool) -> bool:
    """Tell whether a paragraph ends between two lines of one voice: at a silence, a noise, a song, a dash."""
    if not ended:
        return False
    is_apart = is_noise(last.text) != is_noise(line.text) or is_remark(line.text) or is_remark(last.text)
    return line.gap or is_apart or CUE_DASH.match(line.text) is not None


def _piece(group: Sequence[Line], opens: bool) -> Piece:
    first = group[0]
    parts, marks, length = [first.text], list(first.marks), len(first.text)
    for line, following in pairwise(group):
        joint = _joint(line.text, following.text)
        parts += [joint, following.text]
        for mark in following.marks:
            if marks and mark.start == 0 and (marks[-1].end, marks[-1].style) == (length, mark.style):
                marks[-1] = Mark(marks[-1].start, mark.end + length + len(joint), mark.style)
            else:
                marks.append(Mark(mark.start + length + len(joint), mark.end + length + len(joint), mark.style))
        length += len(joint) + len(following.text)
    return Piece("".join(parts), "", first.start, group[-1].end, first.gap, tuple(marks), "cue",
                 voice=first.voice, time=first.time, opens=opens)  # fmt: skip


def _joint(before: str, after: str) -> str:
    """Give what stands between two lines: a space, but nothing in scripts without, or in a word cut at its hyphen."""
    if _UNSPACED.match(before[-1]) and _UNSPACED.match(after):
        return ""
    return "" if _HYPHEN.search(before[-2:]) and after[0].islower() else " "
