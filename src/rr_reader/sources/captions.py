"""WebVTT and SRT: cues become lines that know when they are said and, where the file tells, by whom.

An own small reader: the account needs the place of every character, which webvtt-py and pysubs2 do not keep; pysubs2
drops voices and is quadratic in braces. Joining the lines into paragraphs and finding labels (`ANN LEE:`) among
the words is left to who understands: here is only what the format says.
"""

from collections.abc import Sequence
from itertools import pairwise

import msgspec

from rr_reader.model import Removed
from rr_reader.sources.cue_text import Said, said_in
from rr_reader.sources.cues import Cue, cues_of
from rr_reader.sources.page import Line, Page

_PAUSE = 3.0
"""Seconds of silence that are a gap, as an empty line is on paper."""
_SCREEN = 250
"""Characters that no screen shows at once: a longer cue is a paragraph of a transcript."""
_ROLLING = 0.3
"""Share of cues that repeat what the cue before showed, from which on captions roll."""
_TOUCHING = 0.25
"""Seconds between two cues that seem to be one, rolling on."""
_MOST_LINES = 8
"""Of a cue that rolls."""


class _Shown(msgspec.Struct, gc=False):
    """A cue with its words."""

    cue: Cue
    said: list[Said]


def read_captions(text: str) -> Page:
    """Read a caption file: one `Line` of the role `cue` for each line of words, or each voice in it."""
    found = cues_of(text)
    removed = found.removed
    shown = _without_copies([_Shown(cue, list(said_in(text, cue.spans, removed))) for cue in found.cues], text, removed)
    shown = [item for item in shown if item.said]
    repeats = [0, *(_repeated(one, other) for one, other in pairwise(shown))]
    if sum(map(bool, repeats)) <= max(1, _ROLLING * len(shown)):
        repeats = [0] * len(shown)
    lines: list[Line] = []
    last_end, was_paragraph = None, False
    for item, count in zip(shown, repeats, strict=True):
        is_paragraph = sum(len(said.text) for said in item.said) > _SCREEN
        gap = last_end is not None and (is_paragraph or was_paragraph or item.cue.begin - last_end >= _PAUSE)
        was_paragraph = is_paragraph
        last_end = max(last_end or 0.0, item.cue.end)
        for said in _cut(item.said, count, text, removed):
            lines.append(Line(said.text, said.start, said.end, said.marks, "cue", gap=gap, voice=said.voice,
                              time=item.cue.time))  # fmt: skip
            gap = False
    kind = "vtt" if text.lstrip("\ufeff \t\n").startswith("WEBVTT") else "srt"
    front = {key: value for key, value in found.header.items() if key in {"title", "language"}}
    return Page(text, tuple(lines), front, kind, tuple(sorted(removed, key=lambda item: item.start)))


def _without_copies(shown: list[_Shown], text: str, removed: list[Removed]) -> list[_Shown]:
    """Leave out cues that stand twice with the same time and words, as where a stream's pieces were joined."""
    seen: set[tuple[float, float, str]] = set()
    kept = []
    for item in shown:
        key = (item.cue.begin, item.cue.end, "\n".join(said.text for said in item.said))
        if key in seen and item.said:
            start, end = item.said[0].start, item.said[-1].end
            removed.append(Removed(start, end, text[start:end], "caption that stands twice"))
        else:
            seen.add(key)
            kept.append(item)
    return kept


def _repeated(before: _Shown, item: _Shown) -> int:
    """Count the words at a cue's start that the cue before still shows: its last lines, or all of them."""
    if item.cue.begin - before.cue.end > _TOUCHING or item.cue.begin < before.cue.begin:
        return 0
    words = [word for said in item.said[:_MOST_LINES] for word in said.text.split()]
    ending: list[str] = []
    longest = 0
    for said in reversed(before.said[-_MOST_LINES:]):
        ending = said.text.split() + ending
        if len(ending) > len(words):
            break
        if words[: len(ending)] == ending:
            longest = len(ending)
    return longest


def _cut(said: Sequence[Said], count: int, text: str, removed: list[Removed]) -> list[Said]:
    """Leave out the first words of a cue, `count` of them; they are told as removed."""
    kept = list(said)
    while kept and count:
        first = kept[0]
        words = first.text.split(maxsplit=count)
        if len(words) <= count:
            removed.append(Removed(first.start, first.end, text[first.start : first.end], "repeated caption"))
            count -= len(words)
            kept.pop(0)
        else:
            rest = words[-1]
            cut = len(first.text) - len(rest)
            removed.append(Removed(first.start, first.end, first.text[:cut].strip(), "repeated caption"))
            marks = tuple(
                msgspec.structs.replace(mark, start=max(mark.start - cut, 0), end=mark.end - cut)
                for mark in first.marks
                if mark.end > cut
            )
            kept[0] = msgspec.structs.replace(first, text=rest, marks=marks)
            count = 0
    return kept
