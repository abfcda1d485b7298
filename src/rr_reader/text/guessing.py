"""Which old encoding a text was written in, where nothing says so.

Two kinds of evidence are weighed for each encoding in which the bytes have a meaning:

1. **language**: how like a text in some language the bytes are. That is chardet's work (pairs of bytes against
   models of many languages in many encodings). It looks at all pairs, so that the plain ASCII ones speak loudest.
2. **looks**: how odd the reading is (`text/oddness`), and whether quotation marks, dashes and apostrophes stand where
   such signs stand. A wrong reading seldom puts them there.

Encodings that give the same text are one reading, called by the name of the most frequent.
Two readings are compared where they differ, and only there: what they have in common tells nothing about either.
"""

import math
import re
from collections.abc import Iterator

import msgspec

from rr_reader.text.oddness import oddness

_COMMONNESS = (  # in groups, the most frequent first; DOS and Mac of single countries last
    ("cp1252",),
    (
        *("cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874"),
        *("cp932", "euc_jp", "gb18030", "cp950", "cp949"),
    ),
    (
        *("iso8859-15", "iso8859-2", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-8", "iso8859-13"),
        *("koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "cp437", "cp850", "cp852", "cp866"),
    ),
    (
        *("cp737", "cp775", "cp857", "cp860", "cp861", "cp862", "cp863", "cp865", "cp1125"),
        *("mac-greek", "mac-iceland", "mac-latin2", "mac-turkish", "big5hkscs", "euc_jis_2004"),
    ),
)
_RARITY = {codec: rank for rank, codecs in enumerate(_COMMONNESS) for codec in codecs}
_MULTIBYTE = frozenset({"cp932", "euc_jp", "euc_jis_2004", "gb18030", "cp950", "big5hkscs", "cp949"})
_MULTIBYTE_SHARE = 0.2
"""A text in one of these has a greater share of bytes that are no ASCII."""
_FEW_LOSSES = 3
_FEW_LOSSES_OF = 0.02
"""A number of broken places, and a share of the characters: one bad byte may bring its neighbours out of step."""
_READ_AS = {
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "big5hkscs": "cp950",
    "euc_jis_2004": "euc_jp",
}
"""What is tried first for what chardet names: the more frequent encoding that contains it, or nearly."""
_ASKED_FOR = frozenset(_RARITY) - {"euc_jp"} | set(_READ_AS)
"""Encodings in chardet's names."""

_REACH = 200_000
"""Bytes that are looked through, from the first that is no ASCII."""
_SAMPLE = 16_000
"""Bytes of these that are judged; chardet takes no more."""
_FEW = 0.05
"""A share of non-ASCII bytes below which these are sought out in the whole text."""
_SHOWN = 2_000
"""Characters by which the looks of a multi-byte reading are judged."""
_RUN = re.compile(rb"([\x00-\x7f]{0,2}[\x80-\xff]+)(?=([\x00-\x7f]{0,2}))")
"""Where single-byte encodings differ, with what stands around."""
_HIGH = re.compile(rb"[\x80-\xff]")
_LEAD_IN = 200
_PIECE = re.compile(rb"(?:[^ \n]{1,80}[ \n]?){1,9}|[ \n]+")

_LIKELIEST = 0.4
"""Readings that chardet finds less than so likely as its best are passed over."""
_MOST_LANGUAGE = 2.0
"""What language says at most about one place; in nats, as all that follows."""
_PER_ODDNESS = 0.7
_PER_SIGN = 3.0
_PLACES = 8
"""More places than this do not make a difference surer: the same few letters come again."""
_SURE = 1.0
"""A lead smaller than this is a doubt: of 1,800 texts 1 in 80 was doubted without need, of the wrong ones half."""

_LETTER = r"[^\W\d_]"
_WELL_PLACED = re.compile(
    rf"(?<={_LETTER})’(?={_LETTER})"
    r"|(?<![^\s(\[—–“„«\"'])[“‘„«‚](?=[\s¿¡]?[\w¿¡‘“])"
    r"|(?<=[\w.,!?…’”])\s?[”»“’‘](?![^\W_])"
    r"|(?<=\s)[–—―](?=\s)"
    r"|[£€¥](?=\d)|(?<=\d)[€°]|(?<=\d )[€°]"
    r"|(?<=[.,:;!?«–—-])\xa0|\xa0(?=[»:;!?%–—-])"
)
_MISPLACED = re.compile(
    rf"(?<={_LETTER})[“‘”«»…•†‡™°©®¦¬¤€£¥¢§¶¨¯´¸¹²³±×÷˙˝˛ˇˆ˜‰‹›](?={_LETTER})"
    rf"|(?<={_LETTER})[‚„¿¡]"
    rf"|(?<=[.,;!?])(?![A-Za-z]){_LETTER}"
)


class Guess(msgspec.Struct, frozen=True):
    """An encoding in Python's name, and what it may be as well; "" where there is no doubt."""

    codec: str
    rival: str = ""


class _Reading(msgspec.Struct, frozen=True):
    codec: str
    likelihood: float
    """chardet's: how like a text in some language the bytes are, from 0 to 1."""
    shown: str
    """What its looks were judged by."""
    looks: float
    """In nats, over all that is shown; more is better."""


def guess(raw: bytes) -> Guess | None:
    """Guess the encoding of a text that is not UTF-8; None where no encoding fits. Looks at a bounded part.

    >>> guess("Łódź, powiedziała, zbyt się zmieniła.".encode("cp1250"))
    Guess(codec='cp1250', rival='')
    """
    sample = _sample(raw)
    if not sample:
        return None
    readings = [*_readings(sample), *_damaged(sample)]
    if not readings:
        return None
    best = readings[0]
    for other in readings[1:]:
        if _lead(other, best, sample) > 0:
            best = other
    rivals = [(_lead(best, other, sample), other.codec) for other in readings if other is not best]
    lead, rival = min(rivals, default=(_SURE, ""))
    return Guess(best.codec, rival if lead < _SURE else "")


def _sample(raw: bytes) -> bytes:
    """Cut out what can tell: the beginning, or, where that is nearly all ASCII, the words around other bytes."""
    first = _HIGH.search(raw)
    start = max(0, first.start() - _LEAD_IN) if first else 0
    raw = raw[start : start + _REACH]
    head = raw[:_SAMPLE]
    if len(raw) <= _SAMPLE or _count_high(head) >= _FEW * len(head):
        return head
    pieces: list[bytes] = []
    length = 0
    for found in _PIECE.finditer(raw):
        if not found[0].isascii():
            pieces.append(found[0])
            length += len(found[0])
            if length >= _SAMPLE:
                break
    return b"".join(pieces)


_WINDOWS_1252 = [bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256)]


def read_windows_1252(raw: bytes) -> str:
    """Read windows-1252 as browsers do: the five bytes it leaves empty are C1 controls. It fits any bytes."""
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        return "".join(map(_WINDOWS_1252.__getitem__, raw))


_ASCII = bytes(range(128))
_CONTROLS = bytes({*range(32), 127} - {*b"\t\n\r"})


def _count_high(raw: bytes) -> int:
    return len(raw.translate(None, _ASCII))


def _readings(sample: bytes) -> Iterator[_Reading]:
    """Give the different readings, what chardet finds likeliest first, each with its most frequent encoding."""
    import chardet

    plain = b"\n" + sample.translate(None, _CONTROLS)  # a text that begins with BM or MZ is no picture and no program
    ranking = chardet.detect_all(plain, ignore_threshold=True, include_encodings=_ASKED_FOR, compat_names=False)
    codecs: dict[str, list[str]] = {}
    likelihoods: dict[str, float] = {}
    for entry in ranking:
        name, likelihood = entry["encoding"], entry["confidence"]
        if not name or likelihood <= 0 or likelihood < _LIKELIEST * ranking[0]["confidence"]:
            continue
        for codec in (_READ_AS.get(name, name), name):
            text = _read(sample, codec)
            if text is not None:
                codecs.setdefault(text, []).append(codec)
                likelihoods.setdefault(text, likelihood)
                break
    runs = b"\n\n".join(dict.fromkeys(before + after for before, after in _RUN.findall(sample)))
    for text, names in codecs.items():
        codec = min(names, key=lambda name: _RARITY.get(name, len(_COMMONNESS)))
        shown = text[:_SHOWN] if codec in _MULTIBYTE else _read(runs, codec) or ""
        yield _Reading(codec, likelihoods[text], shown, _looks(shown))


def _damaged(sample: bytes) -> Iterator[_Reading]:
    """Give the readings as a multi-byte encoding of which a few bytes are broken: they let chardet pass it over."""
    if _count_high(sample) < _MULTIBYTE_SHARE * len(sample):
        return
    for codec in sorted(_MULTIBYTE):
        text = sample.decode(codec, "replace")
        losses = text.rstrip("\ufffd").count("\ufffd")
        if 0 < losses <= max(_FEW_LOSSES, _FEW_LOSSES_OF * len(text)):
            whole = text.replace("\ufffd", "").encode(codec)
            yield from (reading for reading in _readings(whole) if reading.codec == codec)


def _read(sample: bytes, codec: str) -> str | None:
    """Read a sample strictly, but for a character that its end cuts."""
    if codec == "cp1252":
        return read_windows_1252(sample)
    for end in range(len(sample), max(0, len(sample) - 4), -1):
        try:
            return sample[:end].decode(codec)
        except UnicodeDecodeError as error:
            if error.end < end:
                return None
    return None


def _looks(text: str) -> float:
    signs = len(_WELL_PLACED.findall(text)) - 2 * len(_MISPLACED.findall(text))
    return _PER_SIGN * signs - _PER_ODDNESS * oddness(text)


def _lead(one: _Reading, other: _Reading, sample: bytes) -> float:
    """Tell how much likelier one reading is than another, in nats; negative where it is less likely."""
    distance = math.log(one.likelihood / other.likelihood) * len(sample) / max(1, _count_high(sample))
    if one.codec in _MULTIBYTE or other.codec in _MULTIBYTE:
        places = _PLACES
        looks = one.looks / max(1, len(one.shown)) - other.looks / max(1, len(other.shown))
    else:
        places = max(1, sum(map(str.__ne__, one.shown, other.shown)))
        looks = (one.looks - other.looks) / places
        distance *= sum(not character.isascii() for character in one.shown) / places
    language = max(-_MOST_LANGUAGE, min(_MOST_LANGUAGE, distance))
    return min(places, _PLACES) * (language + looks)
