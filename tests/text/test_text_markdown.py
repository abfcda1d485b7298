"""Inline Markdown and text with marks are two forms of one thing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rr_reader.model import Mark
from rr_reader.text.markdown import escape_start, read_inline, write_inline

snippets = st.sampled_from([*"ab1 .,!*_`[]()<>\\&#-+:;'\"|~=/é“”\xa0", "<em>", "</em>", "](", "**", "1. ", "&amp;"])
texts = st.lists(snippets, max_size=20).map("".join)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, tuple[Mark, ...]]:
    text = draw(texts)
    marks: set[Mark] = set()
    open_spans = [(0, len(text), 0, False)]
    while open_spans:
        start, end, depth, in_link = open_spans.pop()
        while start < end and depth < 3 and draw(st.booleans()):
            first = draw(st.integers(start, end - 1))
            last = draw(st.integers(first + 1, end))
            style = draw(st.sampled_from(["em", "strong", "code"] + ["link"] * (not in_link)))
            target = draw(st.text("ab /()<>\\?&", max_size=6)) if style == "link" else ""
            marks.add(Mark(first, last, style, target))
            open_spans.append((first, last, depth + 1, in_link or style == "link"))
            start = last
    return text, tuple(sorted(marks))


@settings(deadline=None, max_examples=200)
@given(marked_texts())
def test_what_is_written_reads_back_the_same(case: tuple[str, tuple[Mark, ...]]) -> None:
    assert read_inline(write_inline(*case)) == case


@settings(deadline=None, max_examples=200)
@given(texts)
def test_a_paragraph_never_begins_with_what_a_block_begins_with(text: str) -> None:
    written = write_inline(text).lstrip(" \t\xa0")
    assert not written or set(written.rstrip()) != {"="}
    assert not written.startswith(("# ", "> ", ">", "- ", "+ ", "**", "---", "```", "~~~", "|", "1. ", "<em>"))


@pytest.mark.parametrize(
    ("markdown", "text", "marks"),
    [
        ("a *b* _c_ **d** __e__", "a b c d e", "em em strong strong"),
        ("***both***", "both", "em strong"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4", ""),
        ("in*tra*word", "intraword", "em"),
        ("`a *b* \\`", "a *b* \\", "code"),
        ("`` a`b ``", "a`b", "code"),
        ("[a *b*](<c d> 'e')", "a b", "link em"),
        ("[a](b(c)d)", "a", "link"),
        ("![the *poster*](x.png) of it", "the poster of it", "em"),
        ("<https://a.example/?b=c>", "https://a.example/?b=c", "link"),
        ("<em>a</em> <b>c</b>", "a c", "em strong"),
        ("\\*a\\* \\[b](c) \\q", "*a* [b](c) \\q", ""),
        ("[laughs] (sic) [a][b] [unclosed", "[laughs] (sic) [a][b] [unclosed", ""),
        ("[a [b](c) d](e)", "[a b d](e)", "link"),
        ("*foo**bar*", "foo**bar", "em"),
        ("&amp; &#42;", "&amp; &#42;", ""),
        ("</em> <i>a", "</em> <i>a", ""),
        ("** a** _b", "** a** _b", ""),
    ],
)
def test_markdown_is_read_as_commonmark_reads_it(markdown: str, text: str, marks: str) -> None:
    read, found = read_inline(markdown)
    assert read == text
    assert sorted(mark.style for mark in found) == sorted(marks.split())


def test_a_link_keeps_its_address_and_escapes_in_it_are_undone() -> None:
    assert read_inline("[a](b\\_c)")[1] == (Mark(0, 1, "link", "b_c"),)
    assert read_inline("<me@film.example>")[1] == (Mark(0, 15, "link", "mailto:me@film.example"),)


def test_plain_speech_is_written_as_it_is() -> None:
    for plain in ("It’s [laughs] 5 < 6, a_b – C:\\Films & “R&B”!", "(sic) - not a list", "10.5 metres"):
        assert write_inline(plain) == plain


@pytest.mark.parametrize("line", ["# a", "> a", "- a", "+ a", "12. a", "1) a", "---", "===", "~~~", "| a", "[a]: b"])
def test_escaped_starts_are_read_as_the_same_text(line: str) -> None:
    assert escape_start(line) != line
    assert read_inline(escape_start(line)) == (line, ())


def test_strong_text_at_a_paragraphs_start_leaves_two_asterisks_to_labels() -> None:
    written = write_inline("Red Rooms", (Mark(0, 3, "strong"),))
    assert written == "__Red__ Rooms"


HOSTILE = {
    "brackets": "[" * 50_000,
    "images": "![" * 25_000,
    "links open": "[a](b" * 20_000,
    "links nested": "[" * 3000 + "a" + "](b)" * 3000,
    "target of brackets": "[a](" + "(" * 50_000 + ")",
    "angles open": "[a](<b" * 16_000,
    "titles open": '[a](b "c ' * 11_000,
    "escaped brackets": "[a](\\(" * 20_000,
    "openers": "*a **a " * 15_000,
    "both": "a**b" * 40_000,
    "run": "*" * 100_000 + "a" + "*" * 100_000,
    "backticks": "".join("e" + "`" * number for number in range(1, 600)),
    "tags": "<em>" * 30_000 + "</b>" * 30_000,
    "crossed": "<em>*[a" * 10_000 + "](b)*</em>" * 10_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_markdown_goes_through_both_ways(name: str) -> None:
    """Quadratic code would take minutes here."""
    read = read_inline(HOSTILE[name])
    assert read_inline(write_inline(*read)) == read
