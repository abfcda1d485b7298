"""Captions as XML: TTML and DFXP, and the three that YouTube gives (`<text start>`, `<text t>`, `<p t>`).

Read as a stream, with the standard library's parser; a document type, where entities are made, is refused.
"""

import re
from typing import Any
from xml.etree.ElementTree import ParseError, XMLParser

from rr_reader.errors import BadSourceError
from rr_reader.sources.renditions import Rendition
from rr_reader.sources.transcripts_spoken import Spoken, captions_of, spaced, voice_of

_CLOCK = re.compile(r"(?:(\d{1,9}):)?(\d{1,9}):(\d{1,2}(?:\.\d{1,9})?)(?::(\d{1,5})(?:\.\d+)?)?")
_COUNT = re.compile(r"(\d{1,15}(?:\.\d{1,15})?)(h|ms|m|s|f|t)")
_NUMBER = re.compile(r"\d{1,15}(?:\.\d{1,15})?")
_UNITS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}


def render(raw: bytes, name: str) -> Rendition:
    """Give the captions. Raises BadSourceError where the XML is broken, makes entities or says nothing."""
    reader = _Reader()
    parser = XMLParser(target=reader)
    try:
        parser.feed(raw)
        parser.close()
    except (ParseError, LookupError, ValueError) as error:
        raise BadSourceError(f"these captions are no XML: {error}") from None
    if not any(item.text.strip() for item in reader.spoken):
        raise BadSourceError("these captions hold no words")
    texts = spaced([item.text for item in reader.spoken])
    spoken = [Spoken(text, item.speaker, item.begin, item.end) for text, item in zip(texts, reader.spoken, strict=True)]
    return Rendition(captions_of(spoken, joins=False), "captions", reader.kind, reader.front)


class _Reader:
    """Takes what the parser meets."""

    def __init__(self) -> None:
        self.spoken: list[Spoken] = []
        self.front: dict[str, Any] = {}
        self.kind = ""
        self.agents: dict[str, str] = {}
        self.words: list[str] = []
        self.open: tuple[str, dict[str, str]] | None = None
        """The element that is read: a caption, a title, a name."""
        self.inherited: list[tuple[float, str]] = []
        """Of the elements around: when they begin, and who speaks."""
        self.rates = {"f": 30.0, "t": 1.0}
        self.agent = ""

    def doctype(self, *_: object) -> None:
        """Refuse what can make entities."""
        raise BadSourceError("captions with a document type of their own are not read")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        tag = _local(tag)
        given = {_local(key): value for key, value in attributes.items()}
        if not self.kind:
            self._root(tag, given)
        begin, voice = self.inherited[-1] if self.inherited else (0.0, "")
        self.inherited.append((begin + (self._time(given.get("begin", "")) or 0.0), given.get("agent", voice)))
        if tag == "agent":
            self.agent = given.get("id", "")
        elif tag in {"p", "text", "title", "name"} and self.open is None:
            self.open, self.words = (tag, given), []
        elif tag == "br":
            self.words.append(" ")

    def _root(self, tag: str, given: dict[str, str]) -> None:
        self.kind = "ttml" if tag == "tt" else "timedtext"
        if language := given.get("lang"):
            self.front["language"] = language
        for key, unit in (("frameRate", "f"), ("tickRate", "t")):
            if (rate := _NUMBER.fullmatch(given.get(key, ""))) and float(rate[0]):
                self.rates[unit] = float(rate[0])

    def data(self, words: str) -> None:
        """Characters."""
        if self.open:
            self.words.append(words)

    def end(self, tag: str) -> None:
        """An element ends."""
        tag = _local(tag)
        begin, agent = self.inherited.pop()
        if not self.open or tag != self.open[0]:
            return
        given, text = self.open[1], " ".join("".join(self.words).split())
        self.open = None
        if tag == "title" and text:
            self.front["title"] = text
        elif tag == "name":
            self.agents[self.agent] = text
        elif tag in {"p", "text"} and text:
            self.spoken.append(self._caption(text, given, begin, agent))

    def _caption(self, text: str, given: dict[str, str], begin: float, agent: str) -> Spoken:
        """Give a caption: its own begin is counted already where it says `begin`."""
        speaker = voice_of(agent, self.agents) if agent else ""
        around = self.inherited[-1][0] if self.inherited else 0.0
        if "t" in given or "start" in given:
            unit = 1000.0 if "t" in given else 1.0
            first = _plain(given.get("t", given.get("start", "")))
            length = _plain(given.get("d", given.get("dur", "")))
            begins = None if first is None else first / unit
            ends = None if begins is None or length is None else begins + length / unit
            return Spoken(text, speaker, begins, ends)
        end, length = self._time(given.get("end", "")), self._time(given.get("dur", ""))
        return Spoken(text, speaker, begin, around + end if end is not None else begin + (length or 0.0))

    def close(self) -> None:
        """Nothing more comes."""

    def _time(self, value: str) -> float | None:
        value = value.strip()
        if clock := _CLOCK.fullmatch(value):
            hours, minutes, seconds, frames = clock.groups()
            return int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds) + int(frames or 0) / self.rates["f"]
        if count := _COUNT.fullmatch(value):
            return float(count[1]) * (_UNITS.get(count[2]) or 1 / self.rates[count[2]])
        return None


def _plain(value: str) -> float | None:
    return float(value) if _NUMBER.fullmatch(value) else None


def _local(name: str) -> str:
    return name.rpartition("}")[2]
