"""Bytes to text, saying which encoding it was and how that is known.

The order: byte order mark, escapes of ISO-2022, zero bytes of UTF-16, UTF-8, what the source declares,
UTF-8 with a few bad bytes, a guess. UTF-7 is never decoded: it hides markup from everybody else.
"""

import codecs
import re
import unicodedata

import msgspec

from rr_reader.errors import BadSourceError
from rr_reader.model import Doubt

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
_NOT_TEXT = frozenset(
    {"utf-7", "idna", "punycode", "unicode_escape", "raw-unicode-escape", "unicode-escape", "undefined"}
)
_WINDOWS = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "tis-620": "cp874", "iso8859-11": "cp874"}
"""What browsers read where a page declares these: the Windows code page that contains it (WHATWG Encoding)."""

_LEGACY = (
    *(f"cp125{number}" for number in range(9)),
    *("cp874", "koi8_r", "koi8_u", "iso8859_2", "mac_roman", "mac_cyrillic", "cp437", "cp850", "cp852", "cp866"),
    *("cp932", "euc_jp", "gb18030", "big5", "cp949"),
)
"""What text files are found in; rarer ones win only by accident."""

_SAMPLE = 200_000
"""Bytes that are looked at for a guess."""
_MOST_ZEROS = 0.05
_MOST_CONTROLS = 0.005
"""Shares of the bytes above which it is no text; control characters count in what is not UTF-8."""
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_FEW = 4
_FEW_OF = 0.03
"""A number of places, and a share of the text."""
_BAD_UTF8 = re.compile("[\ufffd\ud800-\udfff]+")


class Decoded(msgspec.Struct, frozen=True):
    """The text of a source. `doubts` are in code points of this text."""

    text: str
    encoding: str
    """As Python names it: `utf-8`, `cp1252`."""
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
        codec = _codec(assume)
        if not codec:
            raise BadSourceError(f"no such encoding: {assume}")
        return _with_losses(raw, codec, "assumed")
    for mark, codec in _MARKS:
        if raw.startswith(mark):
            return _refuse_zeros(_with_losses(raw[len(mark) :], codec, "byte order mark"))
    _refuse_binary(raw)
    return (
        _iso_2022(raw) or _utf_16(raw) or _utf_8(raw) or _declared(raw, declared) or _nearly_utf_8(raw) or _guessed(raw)
    )


def _refuse_binary(raw: bytes) -> None:
    for magic, name in _BINARIES:
        if raw.startswith(magic):
            raise BadSourceError(f"this is {name}, not a text")


def _refuse_zeros(decoded: Decoded) -> Decoded:
    if decoded.text.count("\0") > _MOST_ZEROS * len(decoded.text):
        raise BadSourceError("this is not a text: it is full of zero bytes")
    return decoded


def _codec(name: str) -> str:
    """Give Python's name of a text encoding, as browsers understand it; "" for none that we would use."""
    try:
        codec = codecs.lookup(name.strip()).name
        b"a".decode(codec)
    except UnicodeError:
        pass  # a text encoding that needs more bytes
    except (LookupError, ValueError):  # an unknown name, no text encoding; a name with a zero byte
        return ""
    return "" if codec in _NOT_TEXT else _WINDOWS.get(codec, codec)


def _with_losses(raw: bytes, codec: str, evidence: str) -> Decoded:
    """Decode whatever it takes; each place that could not be read is U+FFFD and a doubt."""
    try:
        text = raw.decode(codec)
        return Decoded(text, codec, evidence)
    except UnicodeDecodeError:
        text = raw.decode(codec, "replace")
    doubts = (Doubt(*match.span(), f"bytes that are not {codec}") for match in _BAD_UTF8.finditer(text))
    return Decoded(text, codec, evidence, tuple(doubts))


def _iso_2022(raw: bytes) -> Decoded | None:
    for escape, codec in _ISO_2022:
        if escape in raw and raw.isascii():
            try:
                text = raw.decode(codec)
            except UnicodeDecodeError:
                continue
            return Decoded(text, codec, "guessed")
    return None


def _utf_16(raw: bytes) -> Decoded | None:
    """Read UTF-16 without a mark: its zero bytes, of spaces and line ends at least, are all even or all odd."""
    sample = raw[: _SAMPLE & ~1]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if len(raw) % 2 or 50 * max(even, odd) < len(sample) or max(even, odd) < 20 * min(even, odd):
        return None
    codec = "utf-16-le" if odd > even else "utf-16-be"
    try:
        text = raw.decode(codec)
    except UnicodeDecodeError:
        return None
    head = text[:2000]
    # Controls, private, unassigned: hardly any in a text, many in what is none
    odd_ones = sum(unicodedata.category(character)[0] == "C" and character not in "\r\n\t" for character in head)
    return Decoded(text, codec, "guessed") if 20 * odd_ones < len(head) else None


def _utf_8(raw: bytes) -> Decoded | None:
    try:
        return _refuse_zeros(Decoded(raw.decode(), "utf-8", "valid UTF-8"))
    except UnicodeDecodeError:
        return None


def _declared(raw: bytes, declared: str) -> Decoded | None:
    codec = _codec(declared) if declared else ""
    if not codec or codec == "utf-8":
        return None
    try:
        return _refuse_zeros(Decoded(raw.decode(codec), codec, "declared"))
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
    """Guess by statistics of language; where that fails, Windows-1252 with C1 for its empty places, as browsers."""
    codec = _likeliest(raw[:_SAMPLE])
    if codec:
        try:
            return _refuse_controls(raw, Decoded(raw.decode(codec), codec, "guessed"))
        except UnicodeDecodeError:
            pass
    text = "".join(map(_WINDOWS_1252.__getitem__, raw))
    return _refuse_controls(raw, Decoded(text, "cp1252", "fallback"))


def _likeliest(sample: bytes) -> str:
    """Give the codec that reads best; Windows-1252, by far the most frequent, where nothing is clearly better."""
    from charset_normalizer import from_bytes

    matches = list(from_bytes(sample, cp_isolation=list(_LEGACY)))
    if not matches:
        return ""
    best = matches[0]
    for match in matches:
        if "cp1252" in match.could_be_from_charset and match.chaos <= best.chaos + 0.02:
            lag = best.coherence - match.coherence
            if lag < 0 or (lag <= 0.03 and _differ_little(str(match), str(best), sample)):
                return "cp1252"
    return best.encoding


def _differ_little(one: str, other: str, sample: bytes) -> bool:
    """Tell whether two readings differ in so few places that statistics cannot tell them apart."""
    differences = sum(byte >= 0x80 for byte in sample)
    if len(one) == len(other):
        differences = sum(map(str.__ne__, one, other))
    return differences < max(_FEW, _FEW_OF * len(sample))


_WINDOWS_1252 = [bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256)]


def _refuse_controls(raw: bytes, decoded: Decoded) -> Decoded:
    sample = raw[:_SAMPLE]
    if len(_CONTROLS.findall(sample)) > _MOST_CONTROLS * len(sample):
        raise BadSourceError("this is not a text: too many control characters")
    return decoded
