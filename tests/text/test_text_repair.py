"""What a wrong encoding did is undone; what is sound is not touched; every change is told."""

import json
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rr_reader.text.edits import apply_changes
from rr_reader.text.repair import repair

ROOT = Path(__file__).parents[2]
CASES = json.loads((ROOT / "tests/cases/repair.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES["garbled"], ids=lambda case: case["after"])
def test_garbled_text_is_mended_and_the_codec_named(case: dict[str, str | None]) -> None:
    mended = repair(str(case["before"]))
    assert mended.text == case["after"]
    if case["reason"]:
        assert {change.reason for change in mended.changes} == {case["reason"]}


@pytest.mark.parametrize("text", CASES["sound"])
def test_sound_text_is_not_touched(text: str) -> None:
    mended = repair(text)
    assert mended.text is text
    assert mended.changes == ()


@pytest.mark.parametrize("codec", ["cp1252", "cp1250", "cp1251", "cp1253", "cp874", "mac_roman", "cp850", "koi8_r"])
def test_english_comes_back_from_any_codec(codec: str) -> None:
    table = [bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in range(256)]
    sound = "“I couldn’t sleep,” Zoë says – “the café was loud…”"
    garbled = "".join(table[byte] for byte in sound.encode())
    mended = repair(garbled)
    assert garbled != sound
    assert mended.text == sound
    assert apply_changes(garbled, mended.changes) == sound


def test_one_word_is_mended_where_the_same_fault_is_elsewhere() -> None:
    """An `é` for itself could be anything; beside a clear case of the same codec it is not."""
    assert repair("รฉlan").text == "รฉlan"
    assert repair("Zoรฉ Marchetti\nรฉlan").text == "Zoé Marchetti\nélan"


def test_places_are_exact() -> None:
    garbled = "Zoรฉ:\nsound ‘as’ it is, blasรฉ"
    assert [(one.start, one.end, one.before, one.after) for one in repair(garbled).changes] == [
        (2, 4, "รฉ", "é"),
        (garbled.rindex("ร"), len(garbled), "รฉ", "é"),
    ]


def test_the_first_source_has_its_ten_places_mended_and_nothing_else() -> None:
    """The file was UTF-8 read as windows-874, in ten places only: Thai letters beside Latin ones show where."""
    [path] = (ROOT / "content/sources").glob("000_*.txt")
    text = path.read_bytes().decode()
    mended = repair(text)
    assert len(re.findall("[\u0e00-\u0e7f][\u0e00-\u0e7f€“]*", text)) == len(mended.changes) == 10
    assert {(one.before, one.after) for one in mended.changes} == {("รฉ", "é"), ("โ€ฆ", "…"), ("โ€“", "–")}
    assert not re.search("[\u0e00-\u0e7f]", mended.text)


fragments = st.sampled_from(
    ["Ã", "©", "â", "€", "™", "“", "ร", "ฉ", "Р", "Â", " ", "&amp;", "&#", "\ufffd", "\n", "\x85"]
)


@settings(deadline=None, max_examples=250)
@given(st.lists(st.one_of(fragments, st.text(max_size=3), st.sampled_from("\ud800\udfff\x1b"))).map("".join))
def test_any_text_comes_through_and_twice_is_as_good_as_once(text: str) -> None:
    mended = repair(text)
    assert apply_changes(text, mended.changes) == mended.text
    assert repair(mended.text).text == mended.text


@pytest.mark.parametrize(
    "unit", ["â\ufffd\ufffd ", "Ã\ufffd", "Ã©", "รฉ ", "â€", "&amp;", "Ã ", "\ufffd\ufffd", "Привет, ", "é’"]
)
def test_a_very_long_line_comes_through(unit: str) -> None:
    """Quadratic code would take minutes here."""
    text = unit * (100_000 // len(unit))
    mended = repair(text)
    assert apply_changes(text, mended.changes) == mended.text


@pytest.mark.parametrize("text", CASES["doubtful"])
def test_what_is_garbled_past_undoing_stays_and_is_told(text: str) -> None:
    mended = repair(text)
    assert mended.text is text
    assert [(doubt.start, doubt.end) for doubt in mended.doubts] == [(0, len(text))]


def test_a_lost_character_is_told_where_it_stood() -> None:
    first = "Zoë came early.\n"
    mended = repair(first + "She didnâ\ufffd\ufffdt say why.")
    assert mended.text == first + "She didn\ufffdt say why."
    [doubt] = mended.doubts
    assert (first + "She didnâ\ufffd\ufffdt say why.")[doubt.start : doubt.end] == "â\ufffd\ufffd"


@pytest.mark.parametrize(("before", "after"), CASES["traps beside"])
def test_sound_words_stay_beside_garbled_ones_of_a_line(before: str, after: str) -> None:
    assert repair(before).text == after


@pytest.mark.parametrize("text", CASES["sound"])
@pytest.mark.parametrize("codec", ["cp1252", "cp1251", "cp874", "mac_roman", "cp1253", "iso8859_2"])
def test_sound_lines_stay_beside_a_garbled_one(text: str, codec: str) -> None:
    """Less is asked where a codec is known from another line: not so little that sound words are garbled."""
    table = [bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in range(256)]
    garbled = "".join(table[byte] for byte in "“I couldn’t sleep,” Zoë says – “the café was loud…”".encode())
    mended = repair(f"{garbled}\n{text}")
    assert mended.text == f"“I couldn’t sleep,” Zoë says – “the café was loud…”\n{text}"


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.sampled_from(["“Zoë’s", "café”", "Łódź –", "Нет", "Ω", "…", "né"]), min_size=1, max_size=6),
    st.lists(st.sampled_from(["cp1252", "cp1251", "iso8859_3", "cp874", "gb18030"]), min_size=1, max_size=2),
)
def test_what_was_garbled_with_losses_is_mended_as_far_as_ever_at_once(words: list[str], codecs: list[str]) -> None:
    text = " ".join(words)
    for codec in codecs:
        text = text.encode().decode(codec, "replace")
    mended = repair(text).text
    assert repair(mended).text == mended


def _calls(text: str) -> int:
    """Count the calls that mending a text takes: work, on a machine of any speed."""
    count = 0

    def note(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(note)
    try:
        repair(text)
    finally:
        sys.setprofile(None)
    return count


@settings(deadline=None, max_examples=20)
@given(st.lists(st.one_of(fragments, st.sampled_from("aé茅ﾃ\x85챕 ")), min_size=8, max_size=40).map("".join))
def test_twice_the_text_takes_no_more_than_twice_the_work(unit: str) -> None:
    text = unit * 20
    repair(text * 2)  # what is looked up once for each character
    assert _calls(text * 2) <= 2.5 * _calls(text) + 2000
