"""Captions written line by line: SubViewer (`.sbv`), SubStation (`.ass`, `.ssa`) and timed lyrics (`.lrc`)."""

import re
from collections.abc import Iterator
from typing import Any

from rr_reader.errors import BadSourceError
from rr_reader.sources.renditions import Rendition
from rr_reader.sources.transcripts_spoken import Spoken, captions_of, spaced
from rr_reader.text.decode import decode

_TIME = r"(?:(\d{1,9}):)?(\d{1,9}):(\d{1,2}(?:[.:]\d{1,9})?)"
_CLOCK = re.compile(_TIME)
_SBV = re.compile(rf"\s*({_TIME}),({_TIME})[ \t]*")
_ENTRY = re.compile(r"\s*(\[[^\]\n]{1,100}\])[ \t]*([^\n]*)")
_LYRIC = re.compile(rf"\[({_TIME})\]")
_TAG = re.compile(r"\[(ti|la):([^\]\n]{1,200})\]", re.I)
_WITHIN = re.compile(rf"<{_TIME}>")
"""A word's own time, in a line of lyrics."""
_OVERRIDE = re.compile(r"\{[^{}\n]{0,2000}\}")
_BREAK = re.compile(r"\\[Nnh]")
_DRAWING = re.compile(r"\{[^{}\n]{0,2000}\\p[1-9]")
"""Lines after which what stands is a shape and no words."""
_FIELDS = ("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text")


def render(raw: bytes, name: str, assume: str = "") -> Rendition:
    """Give the captions; `assume` is the encoding, if that is known. Raises BadSourceError where they say nothing."""
    decoded = decode(raw, assume=assume)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    front: dict[str, Any] = {}
    if text.lstrip().lower().startswith("[script info]"):
        kind, spoken = "ass", list(_substation(text, front))
    elif _SBV.match(text):
        kind, spoken = "sbv", list(_subviewer(text))
    else:
        kind, spoken = "lrc", list(_lyrics(text, front))
    if not any(item.text.strip() for item in spoken):
        raise BadSourceError("these captions hold no words")
    for item, words in zip(spoken, spaced([item.text for item in spoken]), strict=True):
        item.text = words
    return Rendition(captions_of(spoken, joins=False), "captions", kind, front, decoded.encoding, decoded.evidence)


def _subviewer(text: str) -> Iterator[Spoken]:
    """Read `0:00:01.000,0:00:03.000`, the words below it, up to the next."""
    said: Spoken | None = None
    for line in text.split("\n"):
        if time := _SBV.fullmatch(line):
            if said:
                yield said
            said = Spoken("", "", _seconds(time[1]), _seconds(time[5]))
        elif said and line.strip():
            said.text = f"{said.text} {line.replace('[br]', ' ').strip()}".strip()
    if said:
        yield said


def _substation(text: str, front: dict[str, Any]) -> Iterator[Spoken]:
    """Read the lines `Dialogue:`, whose fields a line `Format:` names."""
    fields: tuple[str, ...] = _FIELDS
    is_event = False
    for line in text.split("\n"):
        key, _, rest = line.partition(":")
        key = key.strip().lower()
        if key.startswith("["):
            is_event = key == "[events]"
        elif key == "title" and not is_event and rest.strip() not in {"", "Default Aegisub file"}:
            front["title"] = rest.strip()
        elif key == "format" and is_event:
            fields = tuple(field.strip().lower() for field in rest.split(","))
        elif key == "dialogue" and not _DRAWING.search(rest):
            given = dict(zip(fields, rest.split(",", len(fields) - 1), strict=False))
            words = _OVERRIDE.sub("", _BREAK.sub(" ", given.get("text", "")))
            speaker = " ".join(given.get("name", given.get("actor", "")).split())
            yield Spoken(words, speaker, _seconds(given.get("start", "")), _seconds(given.get("end", "")))


def _lyrics(text: str, front: dict[str, Any]) -> Iterator[Spoken]:
    """Read `[00:12.30]words`: a line with several times is said as often."""
    timed: list[tuple[float, str]] = []
    for line in text.split("\n"):
        if tag := _TAG.match(line.strip()):
            front["title" if tag[1].lower() == "ti" else "language"] = tag[2].strip()
            continue
        times = []
        rest = line.strip()
        while time := _LYRIC.match(rest):
            times.append(_seconds(time[1]) or 0.0)
            rest = rest[time.end() :].lstrip()
        words = " ".join(_WITHIN.sub("", rest).split())
        if words and (times or (timed and not words.startswith("["))):  # without a time, it is about the file
            timed += [(begin, words) for begin in times or [timed[-1][0]]]
    for begin, words in sorted(timed, key=lambda each: each[0]):
        yield Spoken(words, "", begin)


def _seconds(value: str) -> float | None:
    clock = _CLOCK.fullmatch(value.strip())
    if not clock:
        return None
    hours, minutes, seconds = clock.groups()
    return int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds.replace(":", "."))
