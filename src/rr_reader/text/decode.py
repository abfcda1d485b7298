"""Bytes to text, saying which encoding it was and how that is known.

The order: byte order mark, escapes of ISO-2022, zero bytes of UTF-16, UTF-8, what the source declares, UTF-16 of few
zero bytes, UTF-8 with a few bad ones, a guess (`guessing`). UTF-7 is never decoded: it hides markup from all others.
"""

import re
import unicodedata

import msgspec

from rr_reader.errors import BadSourceError
from rr_reader.model import Doubt
from rr_reader.text.encoding_names import codec_of, name_of

_MARKS = (  # UTF-32 before UTF-16, whose mark it begins with
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_BINARIES = (
    (b"\x7fELF", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"RIFF", "a sound, film or image file"),
    (b"OggS\0", "a sound or film file"),
    (b"%PDF-", "a PDF"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh9", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"PK\x03\x04", "a zip archive"),
    (b"PK\x05\x06", "a zip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Office document"),
    (b"SQLite format 3\0", "a database"),
)
_ISO_2022 = ((b"\x1b$B", "iso2022_jp_ext"), (b"\x1b$@", "iso2022_jp_ext"), (b"\x1b$)C", "iso2022_kr"))
_UTF_16 = ("utf-16-le", "utf-16-be")
_ASCII = bytes((*b"\t\n\v\f\r", *range(0x20, 0x7F)))
_KANA = re.compile("[\u3000-\u30ff]")
_FAMILIAR = re.compile("[\t\n\r -~\u3000-\u30ff]")
"""Kana and Chinese punctuation; and ASCII."""
_MANY_ZEROS = 0.02
_LEAST_STRANGE = 0.3
_LEAST_FAMILIAR = 0.03
"""Shares that tell UTF-16: zero bytes, half of each ASCII character; bytes that are no ASCII; familiar characters.
Chinese and Japanese may have next to no zeros."""

_SAMPLE = 200_000
"""Bytes that are looked at to tell text from what is none."""
_MOST_ZEROS = 0.05
_MOST_CONTROLS = 0.005
"""Shares of the bytes above which it is no text; control characters count in what is not UTF-8."""
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_BAD_UTF8 = re.compile("[\ufffd\ud800-\udfff]+")


class Decoded(msgspec.Struct, frozen=True):
    """The text of a source. `doubts` are in code points of this text."""

    text: str
    encoding: str
    """As people know it, in small letters: `utf-8`, `windows-1252`, `mac-roman`."""
    evidence: str
    """`byte order mark`, `valid UTF-8`, `declared`, `guessed`, `assumed` or `fallback`."""
    doubts: tuple[Doubt, ...] = ()


def decode(raw: bytes, *, declared: str = "", assume: str = "") -> Decoded:
    r"""Decode a source. `declared` is what it says of itself, `assume` what the user says: that wins.

    Raises `BadSourceError` for what is no text, and for an `assume` that is no encoding.

    >>> decode(b"caf\xc3\xa9").text, decode("Łódź".encode("utf-16")).evidence
    ('café', 'byte order mark')
    """
    if assume:
        codec = codec_of(assume)
        if not codec:
            raise BadSourceError(f"no such encoding: {assume}")
        return _with_losses(raw, codec, "assumed")
    for mark, codec in _MARKS:
        if raw.startswith(mark):
            return _refuse_zeros(_with_losses(raw[len(mark) :], codec, "byte order mark"))
    _refuse_binary(raw)
    return (
        _iso_2022(raw)
        or _utf_16(raw, _MANY_ZEROS)
        or _utf_8(raw)
        or _declared(raw, declared)
        or _utf_16(raw, 0)
        or _nearly_utf_8(raw)
        or _guessed(raw)
    )


def _refuse_binary(raw: bytes) -> None:
    for magic, name in _BINARIES:
        if raw.startswith(magic):
            raise BadSourceError(f"this is {name}, not a text")


def _refuse_zeros(decoded: Decoded) -> Decoded:
    if decoded.text.count("\0") > _MOST_ZEROS * len(decoded.text):
        raise BadSourceError("this is not a text: it is full of zero bytes")
    return decoded


def _with_losses(raw: bytes, codec: str, evidence: str) -> Decoded:
    """Decode whatever it takes; each place that could not be read is U+FFFD and a doubt."""
    try:
        text = raw.decode(codec)
        return Decoded(text, name_of(codec), evidence)
    except UnicodeDecodeError:
        text = raw.decode(codec, "replace")
    doubts = (Doubt(*match.span(), f"bytes that are not {name_of(codec)}") for match in _BAD_UTF8.finditer(text))
    return Decoded(text, name_of(codec), evidence, tuple(doubts))


def _iso_2022(raw: bytes) -> Decoded | None:
    for escape, codec in _ISO_2022 if b"\x1b" in raw else ():
        if escape in raw and raw.isascii():
            try:
                text = raw.decode(codec)
            except UnicodeDecodeError:
                continue
            return Decoded(text, name_of(codec), "guessed")
    return None


def _utf_16(raw: bytes, fewest_zeros: float) -> Decoded | None:
    """Read UTF-16 without a mark, in the byte order that gives more of what stands in texts of every script."""
    sample = raw[: _SAMPLE & ~1]
    if len(raw) % 2 or sample.count(0) <= fewest_zeros * len(sample):
        return None
    is_near_ascii = len(sample.translate(None, _ASCII)) < _LEAST_STRANGE * len(sample)
    familiar_ones = _KANA if is_near_ascii else _FAMILIAR  # it may be ASCII with zero bytes in it
    head = sample[:4000]
    familiar, codec = max((_share(familiar_ones, head.decode(codec, "replace")), codec) for codec in _UTF_16)
    if familiar < _LEAST_FAMILIAR:
        return None
    try:
        return Decoded(raw.decode(codec), codec, "guessed")
    except UnicodeDecodeError:
        return None


def _share(pattern: re.Pattern[str], text: str) -> float:
    """Give the share of such characters; 0 where too much is nothing that stands in texts."""
    # Controls, private, unassigned: hardly any in a text, many in what is none
    odd_ones = sum(unicodedata.category(character)[0] == "C" and character not in "\r\n\t" for character in text)
    return 0 if 20 * odd_ones > len(text) else len(pattern.findall(text)) / len(text)


def _utf_8(raw: bytes) -> Decoded | None:
    try:
        return _refuse_zeros(Decoded(raw.decode(), "utf-8", "valid UTF-8"))
    except UnicodeDecodeError:
        return None


def _declared(raw: bytes, declared: str) -> Decoded | None:
    codec = codec_of(declared) if declared else ""
    if not codec or codec == "utf-8":
        return None
    try:
        return _refuse_zeros(Decoded(raw.decode(codec), name_of(codec), "declared"))
    except UnicodeDecodeError:
        return None


def _nearly_utf_8(raw: bytes) -> Decoded | None:
    """Read UTF-8 with a few bad bytes, cut inside a character, or with surrogates in it (WTF-8, CESU-8)."""
    try:
        text = raw.decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        bad = 0
    except UnicodeDecodeError:
        text = raw.decode("utf-8", "replace")
        bad = text.count("\ufffd")
        good = sum(not character.isascii() for character in text[:_SAMPLE]) - text[:_SAMPLE].count("\ufffd")
        if 4 * bad > good + 3 * text.endswith("\ufffd"):
            return None
    doubts = (Doubt(*match.span(), "bytes that are not UTF-8") for match in _BAD_UTF8.finditer(text))
    return _refuse_controls(raw, Decoded(text, "utf-8", "guessed", tuple(doubts)))


def _guessed(raw: bytes) -> Decoded:
    """Guess by language and looks; where nothing fits, it is windows-1252, as in browsers."""
    from rr_reader.text.guessing import guess, read_windows_1252

    guessed = guess(raw)
    if guessed is None or guessed.codec == "cp1252":
        evidence = "guessed" if guessed else "fallback"
        decoded = Decoded(read_windows_1252(raw), name_of("cp1252"), evidence)
    else:
        decoded = _with_losses(raw, guessed.codec, "guessed")
    _refuse_controls(raw, decoded)
    if not guessed or not guessed.rival:
        return decoded
    doubt = Doubt(0, len(decoded.text), f"the encoding is a guess: it may be {name_of(guessed.rival)} as well")
    return msgspec.structs.replace(decoded, doubts=(doubt, *decoded.doubts))


def _refuse_controls(raw: bytes, decoded: Decoded) -> Decoded:
    sample = raw[:_SAMPLE]
    if len(_CONTROLS.findall(sample)) > _MOST_CONTROLS * len(sample):
        raise BadSourceError("this is not a text: too many control characters")
    return decoded
