"""Cues: which lines of a caption file are its words, and when they are shown. WebVTT and SRT alike.

WebVTT as the W3C defines it, and both formats as they are found: numbers and empty lines forgotten or too many, hours
left out, points for commas, settings behind the time. What a line is, is told by the timing lines around it, so that
nothing is passed over: what is neither words nor known markup counts as words of the cue before.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from rr_reader.model import Removed

_TIME = r"(?:(\d{1,9}):)?(\d{1,9}):(\d{1,2})(?:[.,](\d{1,9}))?"
_TIMING = re.compile(rf"[\ufeff \t]*{_TIME}[ \t]*--?>[ \t]*{_TIME}(?=[ \t]|\Z)")
_SETTINGS = re.compile(r"(?:[ \t]+[A-Za-z]\w{0,20}:\S{0,100})*[ \t]*\Z")
_RUN = re.compile(r"(?<![ \t\xa0])(?:[ \t\xa0]*[^\s][^\n]*(?:\n|\Z))+")
"""Lines with something on them, one below the other."""
_LINE = re.compile(r"[^\n]+")
_NUMBER = re.compile(r"[\ufeff \t]*(\d{1,9})[ \t]*\Z")
_SIGNATURE = re.compile(r"WEBVTT(?:[ \t][^\n]*)?(?:\n|\Z)")
_BLOCKS = re.compile(r"(WEBVTT|NOTE|STYLE|REGION|X-TIMESTAMP-MAP)(?=[\s=]|\Z)")
_REASONS = {"NOTE": "comment among the captions", "STYLE": "style of the captions", "REGION": "style of the captions"}
_HEADER = "header of the captions"
_TITLE = re.compile(r"WEBVTT[ \t]+[-–—:][ \t]*(?P<title>\S.{0,200})")
_TOOLS = re.compile(
    r"(?:this |auto\w*|file |captions? |subtitles? |transcript )*(?:is |was |were )?(?:created|generated|made|produced|"
    r"exported|converted|transcribed|captioned|translated|subtitled|written|edited)\b.{0,40}\b(?:by|with|from|using|in|on)\b"
    r"|https?://|www\.|kind: |language: |[\w-]+\.(?:vtt|srt|mp[34]|mkv|mov|wav|m4a|webm)\b",
    re.I,
)
"""Behind the signature: what made the file, or what it is, and no title."""
_PAIR = re.compile(r"([A-Za-z]{1,20}):[ \t]*(\S.{0,100})")

NUMBER_AND_TIME = "number and time of a caption"
"""The reason of what is told of each cue's head."""


class Cue(msgspec.Struct, gc=False):
    """Words shown together. `begin` and `end` are seconds; `spans` the lines, in code points of the file's text."""

    begin: float
    end: float
    time: str
    """When it is shown, as the file says, to the second: `00:12:03`; "" for words before all cues."""
    spans: list[tuple[int, int]]


class Cues(msgspec.Struct):
    """A caption file, taken apart."""

    cues: list[Cue]
    removed: list[Removed]
    header: dict[str, str]
    """What the header says (`Language: en`), keys in lower case.

    `title` is also what stands behind a dash in its first line."""


def is_captions(text: str) -> bool:
    r"""Tell whether a text begins as a caption file does, or is a timing line among every five that are not empty.

    >>> is_captions("1\n00:00:01,000 --> 00:00:02,000\nSnow.")
    True
    >>> is_captions("A cue begins so:\n\n00:00:01,000 --> 00:00:02,000")
    False
    """
    head = text.lstrip("\ufeff \t\n")
    if _SIGNATURE.match(head):
        return True
    if "->" not in head[:20_000]:
        return False
    lines = [line for line in head[:20_000].split("\n") if line.strip()]
    timed = ["->" in line and _TIMING.match(line) is not None for line in lines]
    begins = timed[:1] == [True] or (timed[1:2] == [True] and _NUMBER.match(lines[0]) is not None)
    return sum(timed) >= 0.2 * len(lines) and (begins or sum(timed) > 1)


def cues_of(text: str) -> Cues:
    """Find the cues of a caption file; what else stands in it is told as removed, or is words of the cue before."""
    return _Taker(text).take()


class _Taker:
    """Goes through the runs of lines between empty ones."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.is_web = _SIGNATURE.match(text.lstrip("\ufeff \t\n")) is not None
        self.found = Cues([], [], {})
        self.number: int | None = None
        """Of the last cue that had one."""

    def take(self) -> Cues:
        for run in _RUN.finditer(self.text):
            spans = [line.span() for line in _LINE.finditer(self.text, *run.span())]
            timings = {index: found for index, span in enumerate(spans) if (found := self._timing(span))}
            first = next(iter(timings), len(spans))
            has_id = bool(timings) and self._is_id(spans, first, True)
            self._before(spans[: first - has_id], bool(timings))
            for index, after in pairwise([*timings, len(spans)]):
                self._cue(spans, index, after, timings[index], index == first)
        return self.found

    def _timing(self, span: tuple[int, int]) -> re.Match[str] | None:
        line = self.text[slice(*span)]
        return _TIMING.match(line) if "->" in line else None

    def _before(self, spans: list[tuple[int, int]], has_time: bool) -> None:
        """Place the lines of a run that stand before its first timing line, or all of them."""
        if not spans:
            return
        block = _BLOCKS.match(self.text[spans[0][0] : spans[0][1]].lstrip("\ufeff "))
        if block and self.is_web:
            if block[1] not in _REASONS:
                title = _TITLE.match(self.text[slice(*spans[0])].lstrip("\ufeff "))
                if title and not _TOOLS.match(title["title"]):
                    self.found.header["title"] = title["title"].strip()
                lines = (self.text[slice(*span)] for span in spans)
                self.found.header |= {pair[1].lower(): pair[2].strip() for line in lines if (pair := _PAIR.match(line))}
            self._remove(spans[0][0], spans[-1][1], _REASONS.get(block[1], _HEADER))
            return
        number = _NUMBER.match(self.text[slice(*spans[-1])])
        if number and not has_time and len(spans) == 1 and int(number[1]) - 1 == self.number:
            self._remove(*spans[0], NUMBER_AND_TIME)  # of a cue that is missing
        else:
            self._say(spans)

    def _cue(
        self, spans: Sequence[tuple[int, int]], index: int, after: int, timing: re.Match[str], is_first: bool
    ) -> None:
        """Add the cue whose timing line is `index`; `after` is that of the next, or the number of lines."""
        start, end = head, _ = spans[index]
        if self._is_id(spans, index, is_first):
            head = spans[index - 1][0]
            if number := _NUMBER.match(self.text[slice(*spans[index - 1])]):
                self.number = int(number[1])
        words = list(spans[index + 1 : after])
        if words and after < len(spans) and self._is_id(spans, after, False):
            words.pop()
        if _SETTINGS.match(self.text[start + timing.end() : end]) is None:  # words on the line of the time
            words.insert(0, (start + timing.end(), end))
            end = start + timing.end()
        self._remove(head, end, NUMBER_AND_TIME)
        fields = timing.groups()
        stamp = timing[0].partition("-")[0].strip().replace(",", ".").partition(".")[0]
        self.found.cues.append(Cue(_seconds(fields[:4]), _seconds(fields[4:]), stamp, words))

    def _is_id(self, spans: Sequence[tuple[int, int]], index: int, is_first: bool) -> bool:
        """Tell whether the line before a timing line is the cue's number or name, rather than words.

        Where it stands below words, with no empty line between, only a number can be one, in a file that numbers.
        """
        if not index:
            return False
        line = self.text[slice(*spans[index - 1])]
        if _NUMBER.match(line):
            return is_first or self.number is not None
        return self.is_web and index == 1 and is_first and not _BLOCKS.match(line.lstrip("\ufeff "))

    def _say(self, spans: list[tuple[int, int]]) -> None:
        if spans and not self.found.cues:
            self.found.cues.append(Cue(0.0, 0.0, "", []))
        if spans:
            self.found.cues[-1].spans += spans

    def _remove(self, start: int, end: int, reason: str) -> None:
        self.found.removed.append(Removed(start, end, self.text[start:end], reason))


def _seconds(fields: Sequence[str | None]) -> float:
    hours, minutes, seconds, fraction = (field or "0" for field in fields)
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction}")
