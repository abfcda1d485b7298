"""What the parser promises for every text: nothing lost, nothing invented, no surprise."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from rr_reader.errors import BadSourceError, ReaderError
from rr_reader.library.cleaned import dump, load
from rr_reader.model import Article
from rr_reader.parsing.importing import parse_source
from rr_reader.parsing.quotations import quotes_of

quick = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LINES = st.sampled_from(
    """Ann Lee: It was late. | AL: Why not? | — Who said so? | Q. And then? | # What now? | **Bo (BX):** Nothing. |
    > A word. | - one | - two | 1. First? | 2. Second. | --- | === |  |  | ~~~ | ``` | + | a | ANN LEE |
    “I left,” she said. | &amp; | *soft* | Ann Lee laughed. “Never,” she added. | “No,” said Bo. “Not I |
    Photo Credit: | By Ann Lee | #snow #ice | a, b, c, snow | ALSO READ: More snow | Published – May 3, 2021 |
    [00:12:03] Ann: Yes. | ann [10:00 AM] | [Enter Bo.] | <b>loud</b> | {{< img src="x" >}} | {% raw %} |
    <!-- x --> | [kong]: https://example.org | See [Kong][] and [here](https://a.example/b). |
    Red\u00a0Snow is streaming now. | Ann’s last look as Bo | ![a cat]() | title: x | +++ | WEBVTT""".split("|")  # noqa: SIM905
)
TEXTS = st.one_of(
    st.lists(LINES.map(str.strip), max_size=14).map("\n".join),
    st.lists(LINES.map(str.strip), max_size=14).map("\n\n".join),
    st.text(max_size=300),
    st.text(alphabet='Aab :.?\n“”"#*>-[]()', max_size=200),
)
NAMES = st.sampled_from(["a.txt", "a.md", ""])


def shown(article: Article) -> Counter[str]:
    """Letters and digits that stand in a block, in a label or time, or in the account of what was removed."""
    parts = [block.text for block in article.blocks]
    parts += [block.origin.label + block.time for block in article.blocks if block.origin]
    parts += [mark.target for block in article.blocks for mark in block.marks]
    parts += [removed.text for removed in article.account.removed]
    parts += [change.before for change in article.account.changes]
    return Counter(character for part in parts for character in part if character.isalnum())


def parse(text: str, name: str) -> Article | None:
    try:
        article = parse_source(text.encode("utf-8", "replace"), name=name)
    except BadSourceError:
        return None
    return article if article.account.encoding == "utf-8" else None


@quick
@given(TEXTS, NAMES)
@example("Photo Credit:\n[00:12:03] Ann: Yes.\n[00:12:03] Ann: Yes.", "a.txt")
@example("Ann Lee:\n[00:13:04] Yes, it is.\n\n" * 3, "a.txt")
@example("[00:12:03] Ann Lee:\n[00:13:04] Yes, it is.\n\n" * 3, "a.txt")
@example("[00:12:03 - 00:12:05] Ann Lee: Yes, it is.\n\n[00:12:03]\n[00:12:04]\nYes.\n" * 3, "a.txt")
def test_nothing_is_lost(text: str, name: str) -> None:
    if article := parse(text, name):
        missing = Counter(filter(str.isalnum, text.encode("utf-8", "replace").decode())) - shown(article)
        assert not missing


@quick
@given(TEXTS, NAMES)
def test_nothing_is_invented(text: str, name: str) -> None:
    if article := parse(text, name):
        said = Counter(character for block in article.blocks for character in block.text if character.isalnum())
        afters = "".join(change.after for change in article.account.changes)
        assert not said - Counter(filter(str.isalnum, text + afters))
        for block in article.blocks:
            assert block.origin is not None
            assert 0 <= block.origin.start <= block.origin.end <= len(text) + 1
            assert all(0 <= mark.start < mark.end <= len(block.text) for mark in block.marks)


@quick
@given(TEXTS, NAMES)
def test_quotes_stand_where_they_say_and_are_the_same_at_load(text: str, name: str) -> None:
    if article := parse(text, name):
        for quote in article.quotes:
            place = article.blocks[quote.block].text[quote.start : quote.start + len(quote.text)]
            assert place == quote.text
        assert quotes_of(article.blocks, article.speakers) == article.quotes


@quick
@given(st.binary(max_size=300), NAMES)
def test_nothing_but_reader_errors_escapes(raw: bytes, name: str) -> None:
    message = ""
    try:
        parse_source(raw, name=name)
    except ReaderError as error:
        message = str(error)
    assert "\n" not in message


@quick
@example("[Enter Bo.]\n[Enter Bo.]\nAnn Roe\nALSO READ: More snow\nAnn Roe", "a.txt")
@given(TEXTS, NAMES)
def test_blocks_stand_in_the_order_of_the_source(text: str, name: str) -> None:
    if article := parse(text, name):
        starts = [block.origin.start for block in article.blocks if block.origin]
        assert starts == sorted(starts)


@pytest.mark.parametrize(
    "answer",
    [
        "<strong>Bo <em>Vik: It thawed</em></strong> at last.",
        "<em>Bo <em>Vik: It thawed</em></em> at last.",
        "<em>Bo <strong>Vik: It <em>thawed</em></strong></em> at last.",
        "<b>Bo <a href='https://example.org'>Vik: It thawed</a></b> at last.",
    ],
)
def test_emphasis_that_begins_in_a_label_is_kept_as_it_is_written_and_read(answer: str) -> None:
    page = f"<html><body><h1>Of Rope</h1><p>Ann Roe: How?</p><p>{answer}</p><p>Ann Roe: And now?</p><p>{answer}</p>"
    article = parse_source(page.encode(), name="a.html")
    assert [block.speaker for block in article.blocks if block.marks] == ["Bo Vik", "Bo Vik"]
    assert load(dump(article)).blocks == tuple(replace(block, origin=None) for block in article.blocks)


@pytest.mark.parametrize("raw", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_an_empty_source_is_an_empty_article(raw: bytes) -> None:
    article = parse_source(raw, name="empty.txt")
    assert article.blocks == ()
    assert article.meta.title == ""
    assert article.meta.derived == ()


def test_line_ends_of_another_system_are_no_change_that_anybody_is_told_of() -> None:
    article = parse_source("Ann Lee: Why?\r\n\r\nBo Ek: The cafÃ©.\r\n".encode())
    assert [(change.before, change.after) for change in article.account.changes] == [("Ã©", "é")]
    origin = article.blocks[1].origin
    assert origin
    assert (origin.start, origin.end) == (17, 34)


def test_a_block_that_ends_inside_a_change_ends_where_what_was_changed_ends() -> None:
    source = "Ann Lee: The cafÃ©â€¨\n\nBo Ek: Why?"  # letter and line separator, mended as one
    origin = parse_source(source.encode()).blocks[0].origin
    assert origin
    assert source[origin.start : origin.end] == "Ann Lee: The cafÃ©â€¨"
