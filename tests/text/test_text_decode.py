"""Any encoding in use is read; what is no text is refused with a plain word."""

import array
import gzip
import io
import random
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rr_reader.errors import BadSourceError
from rr_reader.text.decode import decode

ENGLISH = "“It’s a small room,” says Zoë Marchetti – and the café door slams. She’d paid £5 for it… "
CYRILLIC = "Режиссёр долго молчит, потом говорит, что снимал этот фильм двенадцать лет. "
JAPANESE = "監督は長いあいだ黙っていた。それから、この映画を十二年かけて撮ったと言った。"
CZECH = "Řekla, že příště přijde dřív, ale že ještě neví kdy a jestli vůbec může. "


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides_and_is_no_part_of_the_text(codec: str) -> None:
    decoded = decode(CYRILLIC.encode(codec))
    assert (decoded.text, decoded.evidence) == (CYRILLIC, "byte order mark")


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (ENGLISH, "cp1252"),
        ("It’s here.", "cp1252"),
        (CZECH, "cp1250"),
        (CYRILLIC, "cp1251"),
        (CYRILLIC, "koi8_r"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
        (ENGLISH, "utf-16-le"),
        (CYRILLIC, "utf-16-be"),
    ],
)
def test_an_encoding_nobody_names_is_guessed(text: str, codec: str) -> None:
    decoded = decode(text.encode(codec))
    assert (decoded.text, decoded.evidence) == (text, "guessed")


@pytest.mark.parametrize("start", ["BMW: ", "MZ, ", "ID3 ", "\x1b[0m\n", "\x0c"])
def test_how_a_text_begins_does_not_make_it_another_thing(start: str) -> None:
    assert decode((start + CYRILLIC).encode("cp1251")).text == start + CYRILLIC


def test_valid_utf_8_wins_over_what_the_source_declares() -> None:
    decoded = decode(ENGLISH.encode(), declared="iso-8859-1")
    assert (decoded.text, decoded.encoding, decoded.evidence) == (ENGLISH, "utf-8", "valid UTF-8")


def test_a_declared_encoding_is_read_as_browsers_read_it() -> None:
    decoded = decode(ENGLISH.encode("cp1252"), declared="ISO-8859-1")
    assert (decoded.text, decoded.encoding, decoded.evidence) == (ENGLISH, "windows-1252", "declared")


@pytest.mark.parametrize("declared", ["utf-7", "hex", "no such thing", "rot13", "\0", "unicode_escape"])
def test_a_declaration_nobody_should_follow_is_passed_over(declared: str) -> None:
    assert decode(ENGLISH.encode("cp1252"), declared=declared).text == ENGLISH


def test_utf_7_is_never_decoded() -> None:
    assert decode(b"+ADw-script+AD4-", declared="utf-7").text == "+ADw-script+AD4-"
    with pytest.raises(BadSourceError, match="utf-7"):
        decode(b"+ADw-script+AD4-", assume="utf-7")


def test_the_users_word_wins() -> None:
    decoded = decode("Прага".encode("cp1251"), declared="utf-8", assume="windows-1251")
    assert (decoded.text, decoded.evidence) == ("Прага", "assumed")
    with pytest.raises(BadSourceError, match="nonsense"):
        decode(b"", assume="nonsense")


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("latin1", "windows-1252"),
        ("CP1251", "windows-1251"),
        ("windows-874", "windows-874"),
        ("x-sjis", "shift_jis"),
        ("GB2312", "gb18030"),
        ("Mac Roman", "mac-roman"),
        ("KOI8_R", "koi8-r"),
    ],
)
def test_an_encoding_goes_by_the_name_that_people_know(name: str, encoding: str) -> None:
    assert decode(b"plain", assume=name).encoding == encoding
    assert decode(b"plain", assume=encoding).encoding == encoding


PLAIN = "The bell rings, and nobody in the whole house gets up to open. " * 6


@pytest.mark.parametrize("size", [3, 7, 40, 200])
def test_zero_bytes_among_ascii_do_not_make_it_utf_16(size: int) -> None:
    by_words = "\0".join(PLAIN.split())
    by_size = "\0".join(PLAIN[start : start + size] for start in range(0, len(PLAIN), size))
    for text in (by_words, by_words + ".", by_size, by_size + "."):
        try:
            assert decode(text.encode()).text == text
        except BadSourceError:
            assert 20 * text.count("\0") > len(text)


def test_utf_8_cut_inside_a_character_stays_utf_8_with_a_doubt() -> None:
    raw = (ENGLISH + "…").encode()[:-1]
    decoded = decode(raw)
    assert decoded.encoding == "utf-8"
    assert decoded.text == ENGLISH + "\ufffd"
    assert [(doubt.start, doubt.end) for doubt in decoded.doubts] == [(len(ENGLISH), len(ENGLISH) + 1)]


def test_a_few_bad_bytes_do_not_spoil_utf_8() -> None:
    decoded = decode(ENGLISH.encode() + b"\x92" + CYRILLIC.encode())
    assert decoded.text == ENGLISH + "\ufffd" + CYRILLIC
    assert len(decoded.doubts) == 1


def test_surrogates_in_bytes_never_come_through() -> None:
    decoded = decode("one\ud800two \ud83d\ude00".encode("utf-8", "surrogatepass"))
    assert decoded.text == "one\ufffdtwo 😀"


def test_bytes_that_windows_1252_leaves_empty_are_no_error() -> None:
    decoded = decode(ENGLISH.encode("cp1252") + b"\x81\x8d\x8f\x90\x9d and plain words again")
    assert decoded.text == ENGLISH + "\x81\x8d\x8f\x90\x9d and plain words again"
    assert decoded.encoding == "windows-1252"


def _zip() -> bytes:
    with zipfile.ZipFile(raw := io.BytesIO(), "w") as archive:
        archive.writestr("a.txt", "text")
    return raw.getvalue()


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"\x7fELF\x02\x01\x01" + bytes(300), "program"),
        (b"\x89PNG\r\n\x1a\n" + bytes(300), "PNG"),
        (gzip.compress(b"text", mtime=0), "gzip"),
        (_zip(), "zip"),
        (b"%PDF-1.7\n%", "PDF"),
        (bytes(1000), "zero bytes"),
        (random.Random(7).randbytes(20_000), "control characters"),
        (array.array("H", random.Random(7).choices(range(700), k=2000)).tobytes(), "control characters"),
    ],
)
def test_what_is_no_text_is_refused_in_one_plain_line(raw: bytes, what: str) -> None:
    with pytest.raises(BadSourceError, match=what) as refusal:
        decode(raw)
    assert "\n" not in str(refusal.value)


def test_control_characters_in_a_text_are_no_reason_to_refuse_it() -> None:
    text = "The bell rings" + "\x07" * 500 + "".join(map(chr, range(32)))
    assert decode(text.encode()).text == text


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=200), st.sampled_from(["", "utf-8", "utf-16", "cp1251", "big5", "\x80"]))
def test_any_bytes_are_text_or_refused(raw: bytes, declared: str) -> None:
    try:
        text = decode(raw, declared=declared).text
    except BadSourceError:
        return
    assert not any("\ud800" <= character <= "\udfff" for character in text)
