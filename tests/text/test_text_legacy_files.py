"""Whole files in an old encoding read as they were written, though nothing in them names it."""

import unicodedata
from pathlib import Path

import pytest

from rr_reader.text.decode import decode

TEXTS = Path(__file__).parent.parent / "cases" / "legacy"

_WEST = "cp1252 iso8859_1 iso8859_15 mac_roman cp850"
_CENTRE = "cp1250 iso8859_2 cp852 mac_latin2"
_CYRILLIC = "cp1251 iso8859_5 mac_cyrillic koi8_r cp866"
_UTF_16 = "utf_16_le utf_16_be"
WRITTEN = {  # the encodings that each language's files were saved in
    "en": f"{_WEST} cp437 {_UTF_16}",
    "fr": f"{_WEST} cp863",
    "de": f"{_WEST} cp437",
    "es": f"{_WEST} cp437",
    "pt": f"{_WEST} cp860",
    "it": f"{_WEST} cp437",
    "nl": f"{_WEST} cp437",
    "da": f"{_WEST} cp865",
    "no": f"{_WEST} cp865",
    "sv": f"{_WEST} cp437",
    "fi": f"{_WEST} cp437",
    "is": "cp1252 iso8859_1 iso8859_15 mac_iceland cp850 cp861",
    "pl": f"{_CENTRE} {_UTF_16}",
    "cs": _CENTRE,
    "sk": _CENTRE,
    "hu": _CENTRE,
    "hr": "cp1250 iso8859_2 cp852",
    "sl": _CENTRE,
    "ro": "cp1250 iso8859_2 cp852",
    "tr": "cp1254 iso8859_9 cp857",
    "lt": "cp1257 iso8859_13 cp775",
    "lv": "cp1257 iso8859_13 cp775",
    "et": "cp1257 iso8859_13 cp775 cp1252 iso8859_15",
    "ru": f"{_CYRILLIC} {_UTF_16}",
    "uk": "cp1251 iso8859_5 mac_cyrillic koi8_u cp1125",
    "bg": _CYRILLIC,
    "sr": "cp1251 iso8859_5 mac_cyrillic",
    "el": "cp1253 iso8859_7 mac_greek cp737",
    "he": "cp1255 iso8859_8 cp862",
    "ar": f"cp1256 iso8859_6 {_UTF_16}",
    "fa": "cp1256",
    "th": "cp874 tis_620",
    "vi": "cp1258",
    "ja": f"cp932 shift_jis euc_jp iso2022_jp {_UTF_16}",
    "zh-hans": f"gb18030 gbk gb2312 {_UTF_16}",
    "zh-hant": f"big5 cp950 {_UTF_16}",
    "ko": "cp949 euc_kr iso2022_kr utf_16_le",
}
WRONG = {
    ("et", "iso8859_15", length): "one ž, which the models of Estonian know in windows-1257 alone"
    for length in ("middle", "whole")
}
LENGTHS = {"short": slice(2), "middle": slice(2, 8), "whole": slice(None)}

_TYPEWRITTEN = str.maketrans(
    {**dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‘’", "'"), **dict.fromkeys("–—", "-"), "…": "..."}
)
"""What people wrote where an encoding has no curly quotes."""
_OLD_LETTERS = str.maketrans(dict(zip("șțȘȚیґҐœ", ("ş", "ţ", "Ş", "Ţ", "ي", "г", "Г", "oe"), strict=True)))
"""Letters that came late to some encodings, as they were written before."""
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def as_saved(text: str, codec: str) -> tuple[str, bytes]:
    """Give the text as people could write it in this encoding, and its bytes."""
    for written in (text, text.translate(_OLD_LETTERS), text.translate(_OLD_LETTERS).translate(_TYPEWRITTEN)):
        fitting = "".join(map(_with_tone_apart, written)) if codec == "cp1258" else written
        try:
            return fitting, fitting.encode(codec)
        except UnicodeEncodeError:
            continue
    raise AssertionError(f"a text that does not fit {codec}")


def _with_tone_apart(letter: str) -> str:
    """Write a Vietnamese letter as windows-1258 has it: the tone of most is a character of its own."""
    try:
        letter.encode("cp1258")
        return letter
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", letter)
        tones = "".join(part for part in parts if part in _TONES)
        return unicodedata.normalize("NFC", parts.translate(dict.fromkeys(map(ord, _TONES)))) + tones


def files() -> list[tuple[str, str, str]]:
    return [
        (language, codec, length)
        for language, codecs in WRITTEN.items()
        for codec in codecs.split()
        for length in LENGTHS
    ]


def legacy_file(language: str, codec: str, length: str) -> tuple[str, bytes]:
    lines = (TEXTS / f"{language}.txt").read_text(encoding="utf-8").splitlines(keepends=True)
    return as_saved("".join(lines[LENGTHS[length]]), codec)


@pytest.mark.parametrize(
    ("language", "codec", "length"),
    [
        pytest.param(*file, marks=pytest.mark.xfail(strict=True, reason=WRONG[file])) if file in WRONG else file
        for file in files()
    ],
)
def test_a_file_in_an_old_encoding_reads_as_it_was_written(language: str, codec: str, length: str) -> None:
    text, raw = legacy_file(language, codec, length)
    assert decode(raw).text == text


@pytest.mark.parametrize(("language", "codec", "length"), files())
def test_a_wrong_guess_can_be_overruled_and_the_name_told_is_one_to_give(
    language: str, codec: str, length: str
) -> None:
    text, raw = legacy_file(language, codec, length)
    assert decode(raw, assume=codec).text == text
    guessed = decode(raw)
    assert decode(raw, assume=guessed.encoding).text == guessed.text


BROKEN = [("ja", "euc_jp"), ("ja", "cp932"), ("zh-hans", "gb18030"), ("zh-hant", "big5"), ("ko", "cp949")]


@pytest.mark.parametrize(("language", "codec"), BROKEN)
def test_a_file_cut_inside_a_character_is_read_up_to_it(language: str, codec: str) -> None:
    text, raw = legacy_file(language, codec, "whole")
    last = max(place for place in range(100) if not text[place].isascii())
    decoded = decode(raw[: len(text[: last + 1].encode(codec)) - 1])
    assert decoded.text == text[:last] + "\ufffd"
    assert [(doubt.start, doubt.end) for doubt in decoded.doubts] == [(last, last + 1)]


@pytest.mark.parametrize(("language", "codec"), [pair for pair in BROKEN if pair[1] != "cp932"])
def test_a_broken_byte_costs_its_place_alone(language: str, codec: str) -> None:
    text, raw = legacy_file(language, codec, "whole")
    line_end = raw.index(b"\n", len(raw) // 2)
    decoded = decode(raw[:line_end] + b"\xff" + raw[line_end:])
    at = text.index("\n", len(raw[:line_end].decode(codec)))
    assert decoded.text == text[:at] + "\ufffd" + text[at:]
    assert [(doubt.start, doubt.end) for doubt in decoded.doubts] == [(at, at + 1)]


def test_what_tells_may_stand_at_the_end_of_a_long_file() -> None:
    text, _ = legacy_file("ru", "cp1251", "short")
    text = "All of this is plain, and there is a lot of it.\n" * 6000 + text
    assert decode(text.encode("cp1251")).text == text


def test_what_tells_may_stand_far_apart() -> None:
    plain = "All of this is plain, and there is a lot of it.\n" * 600
    text = f"Leeds – {plain} They met Łukasz Gąsior and Małgorzata Świętek. {plain}"
    assert decode(text.encode("cp1250")).text == text


@pytest.mark.parametrize("codec", ["mac-roman", "cp437"])
def test_two_readings_that_are_as_good_are_told_as_a_doubt_of_the_whole(codec: str) -> None:
    decoded = decode("Nobody in Fàlden knows why the bell rings.".encode(codec))
    [doubt] = decoded.doubts
    assert (doubt.start, doubt.end) == (0, len(decoded.text))
    told = doubt.reason.split()
    assert decoded.encoding not in told
    assert codec == decoded.encoding or codec in told


def test_a_plain_case_is_no_doubt() -> None:
    _, raw = legacy_file("en", "cp1252", "short")
    assert decode(raw).doubts == ()
