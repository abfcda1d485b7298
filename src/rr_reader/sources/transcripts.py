"""Transcripts as JSON: the list in which what was said stands, whichever service wrote it, as captions.

Of paragraphs, utterances, segments and words, which say the same one within the other, the coarsest are read: whoever
wrote them knew where somebody ended. Where those do not say who spoke but another list does (a diarization), its times
say it.
"""

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from rr_reader.errors import BadSourceError
from rr_reader.sources.renditions import Rendition
from rr_reader.sources.transcripts_records import Record, begins, ends, is_timed, speaker_of, spoken_in, words_of
from rr_reader.sources.transcripts_spoken import Spoken, captions_of
from rr_reader.text.decode import decode

_LISTS = (
    "paragraphs", "monologues", "utterances", "turns", "speakers", "audio_segments", "segments", "transcription",
    "recognizedPhrases", "phrases", "transcript", "transcripts", "events", "chunks", "captions", "cues", "lines",
    "sentences", "results", "items", "words", "word_segments", "",
)  # fmt: skip
"""What lists of what was said are called, the coarsest first; "" is the document itself."""
_DEEPEST = 8
"""Lists and objects within one another, down to the list of what was said."""
_LOOKED_AT = 50
"""Records that tell what a list holds."""
_NAMES = ("speakers", "speaker_labels", "speakerNames", "participants")
_LANGUAGE = ("language", "language_code", "languageCode", "detected_language")
_CODE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,2}")
_LONGEST_TITLE = 500
_LONGEST_KEY, _MOST_TOLD = 40, 10


class _Found(msgspec.Struct):
    """What a document holds."""

    lists: dict[str, list[list[Record]]]
    """By what they are called and where they stand: lists of what was said, of those who said it."""
    turns: list[list[Record]]
    """Lists that say who speaks when, and not what."""
    names: dict[str, str]
    front: dict[str, Any]


def render(raw: bytes, name: str, assume: str = "") -> Rendition:
    """Give what was said as captions; `assume` is the encoding, if that is not to be guessed.

    Raises BadSourceError where it is no JSON, or holds no transcript.
    """
    decoded = decode(raw, assume=assume)
    found = _Found({}, [], {}, {})
    twice: dict[str, None] = {}
    _walk(_read(decoded.text, twice), "", "", found, 0)
    if not found.lists:
        raise BadSourceError("this JSON is no transcript in a form that is known")
    best = min(found.lists, key=lambda path: (_LISTS.index(path.rpartition(".")[2]), path.count(".")))
    lists = [spoken_in(records, found.names) for records in found.lists[best]]
    if len(lists) > 1 and not any(item.speaker for spoken in lists for item in spoken):
        lists = _channels(lists)
    spoken = [item for items in lists for item in items]
    if len(lists) > 1:
        spoken.sort(key=lambda item: item.begin or 0.0)
    if not any(item.speaker for item in spoken):
        _name(spoken, [item for turns in found.turns for item in turns], found.names)
    return Rendition(
        captions_of(spoken),
        "captions",
        "json",
        found.front,
        decoded.encoding,
        decoded.evidence,
        tuple(map(_told, twice)),
    )


def _told(key: str) -> str:
    return f"the JSON has “{key[:_LONGEST_KEY]}” twice in one object: what stands there first is not read"


def _read(text: str, twice: dict[str, None]) -> object:
    """Read JSON; not-a-number, which some write, is nothing. Of what an object says twice the last is read, as by all.

    The keys that are said twice are noted in `twice`.
    """

    def made(pairs: list[tuple[str, Any]]) -> Record:
        record = dict(pairs)
        if len(record) < len(pairs):
            seen = Counter(key for key, _ in pairs)
            twice.update(dict.fromkeys(key for key, count in seen.items() if count > 1 and len(twice) < _MOST_TOLD))
        return record

    try:
        return json.loads(text.lstrip("\ufeff"), object_pairs_hook=made, parse_constant=lambda _: None)
    except json.JSONDecodeError as error:
        if error.msg.startswith("Unterminated") or not error.doc[error.pos :].strip():
            raise BadSourceError(
                f"this JSON breaks off in line {len(error.doc.splitlines())}: its end is missing"
            ) from None
        raise BadSourceError(f"line {error.lineno}: this is no JSON: {error.msg}") from None
    except ValueError:  # a number of thousands of digits
        raise BadSourceError("this JSON holds a number that nobody can read") from None
    except RecursionError:
        raise BadSourceError("this JSON is nested too deep") from None


def _walk(node: object, name: str, path: str, found: _Found, depth: int) -> None:
    """Find the lists that say something, names and metadata. What stands in such a list is not looked through."""
    if depth > _DEEPEST:
        return
    if isinstance(node, dict):
        for key, value in node.items():
            _note(key, value, found, depth)
            if isinstance(value, dict | list):
                _walk(value, key, f"{path}.{key}", found, depth + 1)
    elif isinstance(node, list):
        records = [item for item in node if isinstance(item, dict)]
        if name in _LISTS and _says(records):
            found.lists.setdefault(path, []).append(records)
        elif _says_who(records):
            found.turns.append(records)
        else:
            for item in node[:1] if name in {"alternatives", "nBest"} else node:
                if isinstance(item, dict | list):
                    _walk(item, "", path if isinstance(item, dict) else f"{path}.", found, depth + 1)


def _says(records: Sequence[Record]) -> bool:
    """Tell whether records say something at some time."""
    said = [is_timed(record) for record in records[:_LOOKED_AT] if words_of(record).strip()]
    return bool(said) and sum(said) * 2 >= len(said)


def _says_who(records: Sequence[Record]) -> bool:
    first = records[:_LOOKED_AT]
    return bool(first) and all(
        begins(record) is not None and speaker_of(record, {}) and not words_of(record) for record in first
    )


def _note(key: str, value: object, found: _Found, depth: int) -> None:
    """Note the names of voices, the language, and of the document itself the title."""
    if key in _NAMES:
        found.names |= dict(_names(value))
    elif key in _LANGUAGE and isinstance(value, str) and _CODE.fullmatch(value):
        found.front.setdefault("language", value.replace("_", "-"))
    elif key == "title" and not depth and isinstance(value, str) and value.strip():
        found.front["title"] = " ".join(value.split())[:_LONGEST_TITLE]


def _names(value: object) -> Iterator[tuple[str, str]]:
    """Read which id is whom: `[{"id": 0, "name": …}]`, `{"A": …}`, `{"A": {"name": …}}`."""
    pairs: list[tuple[object, object]] = []
    if isinstance(value, dict):
        pairs = list(value.items())
    elif isinstance(value, list):
        pairs = [(item.get("id", item.get("speaker_id")), item) for item in value if isinstance(item, dict)]
    for number, known in pairs:
        name = known.get("name") if isinstance(known, dict) else known
        if isinstance(number, str | int) and isinstance(name, str) and name.strip():
            yield str(number), " ".join(name.split())


def _channels(lists: list[list[Spoken]]) -> list[list[Spoken]]:
    """Tell voices that were recorded apart by their channels."""
    for number, spoken in enumerate(lists):
        for item in spoken:
            item.speaker = f"Channel {number}"
    return lists


def _name(spoken: Sequence[Spoken], turns: Sequence[Record], names: dict[str, str]) -> None:
    """Say who speaks by when: the turn that has begun last and not ended before."""
    timed = [(begin, ends(turn), speaker_of(turn, names)) for turn in turns if (begin := begins(turn)) is not None]
    timed.sort(key=lambda turn: turn[0])
    starts = [turn[0] for turn in timed]
    last = ""
    for item in spoken:
        if item.begin is not None:
            place = bisect_right(starts, item.begin + 0.001) - 1
            end = timed[place][1] if place >= 0 else None
            last = timed[place][2] if place >= 0 and (end is None or item.begin < end + 0.001) else ""
        item.speaker = last
