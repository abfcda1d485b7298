"""A record of a transcript, as the services that write speech down give it: its words, its time, its voice.

The services differ in how they call things, not in what they tell. Known are the names that Podcasting 2.0, Whisper and
its kin, Deepgram, AssemblyAI, Descript, Rev, AWS, Azure, ElevenLabs, Speechmatics and YouTube document.
"""

import math
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from rr_reader.sources.transcripts_spoken import Spoken, joined, spaced, voice_of

Record = dict[str, Any]

_TEXT = ("punctuated_word", "text", "body", "transcript", "word", "content", "value", "utf8", "display", "sentence")
_BEST = ("alternatives", "nBest")
"""Several readings of the same words: the first is the best."""
_PARTS = ("sentences", "elements", "words", "segs", "items")
_VOICE = (
    "speaker_name", "speakerName", "voice", "speaker", "speaker_label", "speakerLabel", "speaker_id", "speakerId",
    "speakerTag", "speaker_tag",
)  # fmt: skip
_BEGIN = (
    "start", "startTime", "start_time", "begin", "ts", "timestamp", "timestamps", "tStartMs", "offsetMilliseconds",
    "offsetInTicks", "start_ms", "startMs", "start_sec", "start_offset", "from", "offset", "time",
)  # fmt: skip
_END = (
    "end",
    "endTime",
    "end_time",
    "end_ts",
    "end_timestamp",
    "end_ms",
    "endMs",
    "end_sec",
    "to",
    "timestamp",
    "timestamps",
)
_LENGTH = ("duration", "dur", "dDurationMs", "durationMilliseconds", "durationInTicks")
_NEAR = 3
"""Parts of a record of which one has a time: signs between words have none."""
_CLOCK = re.compile(r"(?:(\d{1,9}):)?(\d{1,9}):(\d{1,2}(?:[.,]\d{1,9})?)")
_NUMBER = re.compile(r"\d{1,15}(?:\.\d{1,30})?")
_UNITS = (1.0, 1e3, 1e7)
"""In a second: seconds, milliseconds, ticks."""
_HIGHEST = 1e18
_PACE = 12.0
"""Characters that are spoken in a second; half as many or twice, never a thousand times."""


def words_of(record: Record) -> str:
    """Give what a record says; "" if it says nothing. White space at its ends is kept: words may bring their spaces.

    >>> words_of({"words": [{"word": "so"}, {"word": "why?"}]})
    'so why?'
    """
    for key in _TEXT:
        if isinstance(text := record.get(key), str):
            return text
    for key in _BEST:
        for best in _records(record, key)[:1]:
            return words_of(best)
    return next((joined([words_of(part) for part in parts]) for parts in _parts(record)), "")


def begins(record: Record) -> float | None:
    """Tell when a record begins, in its own unit: as it says, or its first part; None if that is not told."""
    own = _first(record, _BEGIN, 0)
    if own is not None:
        return own
    firsts = (begins(part) for parts in _parts(record) for part in parts[:_NEAR])
    return next((time for time in firsts if time is not None), None)


def is_timed(record: Record) -> bool:
    """Tell whether a record begins at some time, if only at one that nobody knew."""
    return begins(record) is not None or any(record.get(key, 0) is None for key in _BEGIN)


def ends(record: Record) -> float | None:
    """Tell when a record ends, in its own unit; None if that is not told."""
    own = _first(record, _END, 1)
    if own is not None:
        return own
    length = _first(record, _LENGTH, 0)
    begin = begins(record)
    if length is not None and begin is not None:
        return begin + length
    lasts = (ends(part) for parts in _parts(record) for part in parts[: -_NEAR - 1 : -1])
    return next((time for time in lasts if time is not None), None)


def speaker_of(record: Record, known: dict[str, str]) -> str:
    """Give the label of who speaks; "" where the record does not say."""
    for key in _VOICE:
        if (value := record.get(key)) is None:
            continue
        value = value.get("name", value.get("id")) if isinstance(value, dict) else value
        if voice := voice_of(value, known):
            return voice
    return next((speaker_of(best, known) for key in _BEST for best in _records(record, key)[:1]), "")


def spoken_in(records: Sequence[Record], known: dict[str, str]) -> list[Spoken]:
    """Read records that follow one another, in the unit in which people talk at the pace of people."""
    spoken = [item for record in records for item in _spoken(record, known)]
    unit = _unit(spoken)
    for item, text in zip(spoken, spaced([item.text for item in spoken]), strict=True):
        item.text = text
        item.begin = None if item.begin is None else item.begin / unit
        item.end = None if item.end is None else item.end / unit
    return spoken


def _spoken(record: Record, known: dict[str, str]) -> Iterator[Spoken]:
    """Read a record; one without a voice, whose words have several, is as many."""
    speaker = speaker_of(record, known)
    for parts in _parts(record) if not speaker else ():
        voices = [speaker_of(part, known) for part in parts]
        if any(voices):
            for voice, run in groupby(zip(voices, parts, strict=True), lambda pair: pair[0]):
                said = [part for _, part in run]
                yield Spoken(joined([words_of(part) for part in said]), voice, begins(said[0]), ends(said[-1]))
            return
    if text := words_of(record):
        yield Spoken(text, speaker, begins(record), ends(record))


def _unit(spoken: Sequence[Spoken]) -> float:
    """Tell how many of the unit of time are a second."""
    timed = [item for item in spoken if item.begin is not None]
    length = sum(item.end - item.begin for item in timed if item.end is not None and item.begin is not None)
    if length <= 0 and timed:
        length = (timed[-1].begin or 0.0) - (timed[0].begin or 0.0)
    count = sum(len(item.text) for item in timed)
    if length <= 0 or not count:
        return 1.0
    return min(_UNITS, key=lambda unit: abs(math.log(count / (length / unit) / _PACE)))


def _first(record: Record, keys: Sequence[str], end: int) -> float | None:
    for key in keys:
        if (value := record.get(key)) is not None and (time := _time(value, end)) is not None:
            return time
    return None


def _time(value: object, end: int) -> float | None:
    """Read one end of a time: a number, a clock's, seconds (`1.5s`), or a pair (`[1, 2]`, `from` and `to`)."""
    if isinstance(value, list):
        return _time(value[end], end) if end < len(value) else None
    if isinstance(value, dict):
        return _time(value.get(("from", "to")[end]), end)
    if isinstance(value, str):
        if clock := _CLOCK.fullmatch(value.strip()):
            hours, minutes, seconds = clock.groups()
            return int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds.replace(",", "."))
        return float(number[0]) if (number := _NUMBER.fullmatch(value.strip().removesuffix("s"))) else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) < _HIGHEST else None


def _parts(record: Record) -> Iterator[list[Record]]:
    for key in _PARTS:
        if parts := _records(record, key):
            yield parts


def _records(record: Record, key: str) -> list[Record]:
    value = record.get(key)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
