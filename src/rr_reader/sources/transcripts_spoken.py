"""What somebody said and when, as transcripts of all kinds tell it, and the captions that are made of it."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import msgspec

_SENTENCE = re.compile(r"[.!?…。！？][\"'”’»)\]]*\Z")
_CLOSING = re.compile(r"[,.;:!?%…)\]}”’»。、，！？]+\Z")
"""A part of nothing but these stands at the word before it, unless most signs are part of words."""
_SIGNS = frozenset(",.;:!?…。、，！？")
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3000-\u30ff\u3400-\u9fff\uff00-\uff65]")
"""A letter or mark of a script that puts no spaces between words."""
_SPACED = 0.3
"""Share of parts with white space at their ends, from which on the parts bring their own spaces."""
_LINE = 80
"""Characters after which a caption ends at the next word, if no sentence ends before."""
_SILENCE = 3.0
"""Seconds of silence that end a caption: as long as is told apart from a breath."""
_LATEST = 1e9
"""Seconds: nobody spoke for longer, and the number is no time."""
_LONGEST_NAME = 200
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,8});")
_ANONYMOUS = re.compile(r"[A-Za-z]?\d{1,9}|[A-Za-z]")
"""What counts voices rather than names them."""


_REMARK = re.compile(r"\[[^\[\]]*\]|\([^()]*\)|（[^（）]*）|\*[^*]+\*|([♪♫♬]).+[♪♫♬]")
"""What is no speech where it stands between sentences: a remark in brackets, a song between notes."""


class Spoken(msgspec.Struct, gc=False):
    """Words, and when they were said, in seconds; None where that is not told."""

    text: str
    """With the space that parts it from what stands before, if there is one."""
    speaker: str = ""
    begin: float | None = None
    end: float | None = None


def captions_of(spoken: Iterable[Spoken], *, joins: bool = True) -> str:
    """Write what was said as WebVTT: voices in its markup, nothing left out.

    Words are joined up to a sentence's end, unless they are captions already. What has no time of its own is said when
    what stands before it is.
    """
    timed = _timed(spoken)
    return "".join(["WEBVTT\n", *map(_cue, _captions(timed) if joins else ([each] for each in timed))])


def spaced(parts: Sequence[str]) -> list[str]:
    """Give words or sentences with the spaces between them: as they stand where they bring their own, else added.

    >>> spaced(["So", ",", "why", "not"]), spaced([" So", ",", " why", "n’t"])
    (['So', ',', ' why', ' not'], [' So', ',', ' why', 'n’t'])
    """
    own = sum(part != part.strip() for part in parts) >= _SPACED * max(1, len(parts))
    stripped = [part.strip() for part in parts]
    signs = sum(_CLOSING.match(part) is not None for part in stripped)
    apart = signs > sum(part[-1:] in _SIGNS for part in stripped) - signs
    words: list[str] = []
    last = ""
    for raw, part in zip(parts, stripped, strict=True):
        is_close = (
            not last
            or not part
            or (apart and _CLOSING.match(part))
            or (_UNSPACED.match(last[-1]) and _UNSPACED.match(part))
        )
        # with their own spaces, parts of a word may follow one another; what holds several words is none
        is_apart = not is_close and (not own or " " in part or " " in last)
        words.append(f" {part}" if is_apart else raw if own else part)
        last = part or last
    return words


def joined(parts: Sequence[str]) -> str:
    """Join words or sentences to one text."""
    return " ".join("".join(spaced(parts)).split())


def voice_of(name: object, known: dict[str, str]) -> str:
    """Give the label of a voice: the name that is known of its id, the id as it stands, or `Speaker` and its number.

    >>> voice_of(0, {}), voice_of("SPEAKER_00", {}), voice_of("A", {"A": "Ann Lee"}), voice_of(None, {})
    ('Speaker 0', 'SPEAKER_00', 'Ann Lee', '')
    """
    if isinstance(name, bool) or not isinstance(name, str | int):
        return ""
    words = " ".join(str(name).split())[:_LONGEST_NAME]
    words = known.get(words, words)
    return f"Speaker {words}" if _ANONYMOUS.fullmatch(words) else words


def _timed(spoken: Iterable[Spoken]) -> Iterator[tuple[Spoken, float, float]]:
    last = 0.0
    for item in spoken:
        begin = last if item.begin is None else min(max(item.begin, 0.0), _LATEST)
        end = begin if item.end is None else min(max(item.end, begin), _LATEST)
        last = begin
        yield item, begin, end


def _captions(timed: Iterable[tuple[Spoken, float, float]]) -> Iterator[list[tuple[Spoken, float, float]]]:
    """Put together what one voice says without a break, until a sentence or a line is full."""
    for _, run in groupby(timed, lambda each: each[0].speaker):
        group: list[tuple[Spoken, float, float]] = []
        length = 0
        for each in run:
            text = each[0].text
            full = length >= _LINE or (group and _is_whole([item.text for item, _, _ in group]))
            begins = not _CLOSING.match(text.strip()) and (text[:1].isspace() or _UNSPACED.match(text))
            if group and begins and (full or each[1] - group[-1][2] >= _SILENCE):
                yield group
                group, length = [], 0
            group.append(each)
            length += len(text)
        yield group


def _is_whole(parts: Sequence[str]) -> bool:
    """Tell whether parts of a caption end with a sentence, or are a remark between two."""
    last = parts[-1].rstrip()
    return bool(_SENTENCE.search(last) or (last[-1:] in ")]）*♪♫♬" and _REMARK.fullmatch("".join(parts).strip())))


def _cue(group: Sequence[tuple[Spoken, float, float]]) -> str:
    words = "".join(item.text for item, _, _ in group).strip()
    if not words:
        return ""
    speaker = group[0][0].speaker
    voice = f"<v {_escaped(speaker)}>" if speaker else ""
    return f"\n{_stamp(group[0][1])} --> {_stamp(group[-1][2])}\n{voice}{_escaped(words)}\n"


def _escaped(text: str) -> str:
    """Write words for WebVTT. Nobody says a character reference: what looks like one was escaped once too often."""
    if "&" in text:
        text = _REFERENCE.sub(lambda found: html.unescape(found[0]), text)
    return " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _stamp(seconds: float) -> str:
    whole = round(seconds * 1000)
    return f"{whole // 3_600_000:02}:{whole // 60_000 % 60:02}:{whole // 1000 % 60:02}.{whole % 1000:03}"
