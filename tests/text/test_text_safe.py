"""Nothing of a document steers a terminal, reorders a line or hides words."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rr_reader.text.edits import apply_changes
from rr_reader.text.safe import LINE_END, make_safe, printable

hostile = st.text(
    st.one_of(
        st.characters(codec=None),
        st.sampled_from(
            "\x1b\r\n\t\x85\u2028\u2029\u202e\u2066\ud800\ufe0f\U000e0101\U000e0067\U0001f3f4\ufffe\U0001ffff"
        ),
    ),
    max_size=40,
)


@settings(deadline=None, max_examples=400)
@given(hostile)
def test_no_forbidden_character_comes_through(text: str) -> None:
    safe = make_safe(text)
    for character in safe.text:
        assert unicodedata.category(character) not in ("Cc", "Cs", "Zl", "Zp") or character in "\n\t"
        assert not "\u202a" <= character <= "\u202e"
        assert not "\u2066" <= character <= "\u206f"
        assert ord(character) & 0xFFFE != 0xFFFE
    assert apply_changes(text, safe.changes) == safe.text
    assert make_safe(safe.text).text is safe.text
    assert printable(text, lines=True) == safe.text
    one_line = printable(text)
    assert one_line.isprintable() or not set(one_line) & set("\n\t\r\x1b\x85\u2028\u2029\u202e")
    assert printable(one_line) == one_line


@pytest.mark.parametrize(
    "text",
    [
        "plain, with a\ttab\nand a line",
        "naïve – “quoted” … \xa0",
        "می\u200cخواهم",
        "👩\u200d🚀 ☺\ufe0f 葛\U000e0100",
        "a\u200eb\u200fc\u061cd",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    ],
)
def test_what_scripts_and_emoji_need_is_kept_and_the_text_is_the_same_object(text: str) -> None:
    safe = make_safe(text)
    assert safe.text is text
    assert safe.changes == ()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]52;c;YQ==\x07", "␛]52;c;YQ==␇"),
        ("safe\x08\x08evil\x7f", "safe␈␈evil␡"),
        ("\x9b2J", "⟨U+009B⟩2J"),
        ("a\u202eb\u2069", "a⟨U+202E⟩b⟨U+2069⟩"),
        ("a\ud83d", "a⟨U+D83D⟩"),
        ("hi\U000e0073", "hi⟨U+E0073⟩"),
        ("a\U000e0101\U000e0102\U000e0103", "a\U000e0101⟨U+E0102⟩⟨U+E0103⟩"),
        ("x\ufdd0\U0010ffff", "x⟨U+FDD0⟩⟨U+10FFFF⟩"),
    ],
)
def test_what_is_unsafe_is_shown_and_told(text: str, shown: str) -> None:
    safe = make_safe(text)
    assert safe.text == shown
    assert safe.changes
    assert all(change.reason != LINE_END for change in safe.changes)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n", "\v", "\f", "\x85", "\u2028"])
def test_every_line_end_is_one_line_feed(end: str) -> None:
    safe = make_safe(f"one{end}two")
    assert safe.text == "one\ntwo"
    assert {change.reason for change in safe.changes} <= {LINE_END}


def test_a_paragraph_separator_parts_paragraphs() -> None:
    assert make_safe("one\u2029two").text == "one\n\ntwo"


def test_a_name_stays_on_one_line() -> None:
    assert printable("a\nb\tc\r\u2028") == "a␊b␉c␍⟨U+2028⟩"
