import pytest

from rr_reader.sources.markdown import read_markdown
from rr_reader.sources.reading import read_page


def roles(text: str) -> list[tuple[str, str]]:
    return [(line.role, line.text) for line in read_markdown(text).lines]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\ntwo\n\nthree", [("", "one\ntwo"), ("", "three")]),
        ("## Snow ##\ntext", [("heading", "Snow"), ("", "text")]),
        ("Snow\n====\ntext", [("heading", "Snow"), ("", "text")]),
        ("a\n\n---\n\nb", [("", "a"), ("rule", ""), ("", "b")]),
        ("> one\n> two\n>\n> three", [("quote", "one\ntwo"), ("quote", "three")]),
        ("- one\n- two\n\n- three", [("item", "one\ntwo"), ("item", "three")]),
        ("1. one\n2. two", [("item", "1. one\n2. two")]),
        ("- one\n  goes on\n- two", [("item", "one goes on\ntwo")]),
        ("1. Why?\n\nBecause.", [("item", "1. Why?"), ("", "Because.")]),
        ("```py\n# no heading\n```\nafter", [("code", "# no heading"), ("", "after")]),
        ("```\n\n  a\n\n\n*b*\n``` c\n~~~\n```", [("code", "  a\n\n\n*b*\n``` c\n~~~")]),
        ("| *a* | b |\n|---|:-:|\n| 1 | 2 |", [("table", "| a | b |\n| 1 | 2 |")]),
        ("a | b\n--- | ---\n1 | 2", [("table", "a | b\n1 | 2")]),
        ("a or b\n--- | ---", [("", "a or b\n--- | ---")]),
        ("see [Kong][] now\n\n[kong]: https://a.example", [("", "see Kong now")]),
        ("a <b>loud</b> word<br>here", [("", "a loud word\nhere")]),
        ("{{< img src='x' >}}\n\nwords", [("", "words")]),
        ("![A cat asleep](cat.png)", [("caption", "A cat asleep")]),
        ("<!-- gone\n\nall of it -->\nwords", [("", "words")]),
        ("<https://a.example>", [("", "https://a.example")]),
    ],
)
def test_paragraphs_and_their_roles(text: str, expected: list[tuple[str, str]]) -> None:
    assert roles(text) == expected


def test_what_is_no_prose_is_accounted_for_where_it_stood() -> None:
    text = "---\ntitle: x\n---\na <b>word</b>\n\n[k]: https://a.example\n"
    page = read_markdown(text)
    assert all(text[item.start : item.end] == item.text for item in page.removed)
    assert [item.reason for item in page.removed] == [
        "front matter, read as metadata", "HTML tag", "HTML tag", "link definition"
    ]  # fmt: skip


def test_what_code_and_tables_are_written_with_is_accounted_for() -> None:
    text = "```python x\ny\n```\n\n| a |\n|---|\n| 1 |\n"
    page = read_markdown(text)
    assert [(text[item.start : item.end], item.text) for item in page.removed] == [
        ("python x", "python x"), ("|---|", "|---|")
    ]  # fmt: skip


def test_lines_know_their_place() -> None:
    text = "# One\n\n**two**\nthree\n"
    page = read_markdown(text)
    assert [text[line.start : line.end] for line in page.lines] == ["# One", "**two**\nthree"]
    assert page.lines[1].marks[0].style == "strong"


def test_a_definition_used_often_does_not_multiply() -> None:
    text = f"[x]: <{'u' * 5_000}>\n\n" + "[x][x]" * 2_000
    assert sum(len(mark.target) for line in read_markdown(text).lines for mark in line.marks) < len(text)


def test_markup_named_text_is_read_as_text() -> None:
    assert read_page("<html><body>x", "a.txt").format == "text"


@pytest.mark.parametrize(
    "text",
    ["<!--" * 20_000, "[" * 50_000, "{{" * 30_000, "<a " * 30_000, "[a](b" * 20_000, "> " * 20_000, "- " * 20_000,
     "[a][b]" * 20_000, "a\n" * 30_000 + "===", "`" * 50_000, "*a **a " * 15_000, "|" * 50_000,
     "a|\n" + "-|" * 30_000 + "x", "- a\n" + "b\n" * 30_000, "```\n" + "\n" * 30_000 + "a"],
    ids=lambda text: repr(text[:6]),
)  # fmt: skip
def test_hostile_markdown_keeps_its_words(text: str) -> None:
    letters = sum(character.isalpha() for line in read_markdown(text).lines for character in line.text)
    assert letters >= 0.9 * sum(character.isalpha() for character in text) - 2 * text.count("](b")


@pytest.mark.parametrize(
    ("front", "is_read"),
    [
        ("title: Snow\nby: [Ann Lee, {name: Bo Ek}]", True),
        ("title: 2 * 3 * 4", True),
        ("title: &snow [Snow]\ntags: [*snow, *snow]", False),
        ("title:\n" + "- " * 200 + "Snow", False),
    ],
    ids=["levels", "stars", "aliases", "too many levels"],
)
def test_front_matter_that_could_grow_beyond_measure_stays_text(front: str, is_read: bool) -> None:
    page = read_markdown(f"---\n{front}\n---\nBody.")
    assert bool(page.front) is is_read
    assert ("title" in " ".join(line.text for line in page.lines)) is not is_read
