"""Written out, the words come back letter by letter, from readers that are not ours."""

import csv
import io
import json

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from articles import FEATURE, TALK, between
from rr_reader.errors import UsageError
from rr_reader.model import Article, Block, Kind, Meta, Origin, Place, Source, Span
from rr_reader.quotes.cutting import excerpt, excerpts_of_quotes
from rr_reader.quotes.excerpt import Excerpt, Part
from rr_reader.quotes.formats import FORMATS, render
from rr_reader.quotes.wording import cited, plain

ONE = excerpt(TALK, between(TALK, "She said", "nothing."))
SEVERAL = excerpt(TALK, between(TALK, "now?", "And I"))
QUOTES = list(excerpts_of_quotes(FEATURE, FEATURE.quotes))

NASTY = [
    "# not a heading\n- not a list\n1. nor this\n> nor a quote",
    "a *b* _c_ `d` [e](http://f.example) <b>g</b> &amp; ~~h~~ $i$ ==j== %%k%% | l | \\ ![m](n) #tag ^up^",
    "=== \n---\n***\n+ x\n12) y\n```\ncode",
    "    four spaces\n\ttab \n\u00a0nbsp\u00a0",
    "ends with a backslash\\",
    "two\n\nparagraphs",
    "R&D &copy; &#65; <https://x.example> https://y.example",
    '“Curly” – ‘quotes’ … don\'t -- "straight"',
]


def said_by(tokens: list[Token]) -> list[str]:
    """Plain text of each paragraph inside blockquotes; anything but text and breaks fails."""
    paragraphs = []
    for token in tokens:
        assert token.type in {
            "blockquote_open", "blockquote_close", "paragraph_open", "paragraph_close", "inline"
        }, token.type  # fmt: skip
        if token.type == "inline":
            text = ""
            for child in token.children or []:
                assert child.type in {"text", "text_special", "hardbreak", "strong_open", "strong_close"}, child.type
                text += "\n" if child.type == "hardbreak" else child.content
            paragraphs.append(text)
    return paragraphs


def test_one_voice_plain_is_the_words_and_nothing_else() -> None:
    assert plain(ONE) == "She said nothing."


def test_one_voice_cited() -> None:
    assert cited(ONE) == (
        "She said nothing.\n— Mira Solberg, in “The Weaver at the Mill” (The Harbour Post, 9 May 2031), question 1"
    )


def test_several_voices_are_named_even_in_plain() -> None:
    assert plain(SEVERAL) == (
        "[Question]: now?\n\n"
        "Mira Solberg: I met Dr. Okafor there. She said nothing.\n\n[…]\n\nThen we wrote it.\n\n"
        "attributed to Tomás Reyes (uncertain): And I"
    )
    assert cited(SEVERAL).endswith("\n— “The Weaver at the Mill” (The Harbour Post, 9 May 2031), question 1")


def test_narration_beside_a_voice_is_not_left_in_that_mouth() -> None:
    chosen = excerpt(TALK, between(TALK, "Looms", "Why a"))
    assert plain(chosen) == "[Text]: Looms and Rivers\n\n[Question]: Why a"


def test_nothing_chosen_writes_nothing() -> None:
    nothing = Excerpt()
    assert plain(nothing) == cited(nothing) == render([nothing], "text") == render([nothing], "markdown") == ""
    assert json.loads(render([nothing], "json")) == []
    assert render([nothing], "jsonl") == ""


def test_text_parts_the_excerpts() -> None:
    assert render([ONE, ONE], "text") == f"{cited(ONE)}\n\n{cited(ONE)}\n"


@pytest.mark.parametrize("words", NASTY)
@pytest.mark.parametrize("dialect", ["commonmark", "gfm-like"])
def test_markdown_gives_the_words_back(words: str, dialect: str) -> None:
    part = Part(words.strip(), "A*nn_ [Lee]", "answer", question=1)
    chosen = Excerpt((part,), Meta(title="1. A #title with *stars*"))
    tokens = MarkdownIt(dialect).disable("linkify", ignoreInvalid=True).parse(render([chosen], "markdown"))
    *body, citation = said_by(tokens)
    assert "\n\n".join(body) == words.strip()
    assert citation == "— A*nn_ [Lee], in “1. A #title with *stars*”, question 1"


@settings(deadline=None, max_examples=150)
@given(st.text(alphabet=st.sampled_from("ab1.)-+=>#*_`~[]()<>&;!|\\$%: \t\n\u00a0“é"), max_size=24))
def test_markdown_gives_any_words_back(words: str) -> None:
    words = "\n\n".join(paragraph for paragraph in words.strip().split("\n\n") if paragraph.strip("\n"))
    words = words.strip()
    if not words or "\n\n\n" in words:
        return
    tokens = MarkdownIt("gfm-like").disable("linkify").parse(render([Excerpt((Part(words),))], "markdown"))
    assert "\n\n".join(said_by(tokens)[:-1]) == words


def test_markdown_keeps_ordinary_prose_readable() -> None:
    words = "Well-known (so they say): 50%, a+b, “yes” & no! 3.5 times; it's fine."
    assert f"> {words}\n" in render([Excerpt((Part(words),))], "markdown")


def test_markdown_names_each_of_several_voices() -> None:
    written = render([SEVERAL], "markdown")
    assert "> **Mira Solberg:** I met" in written
    assert "**\\[Question\\]:** now?" in written
    assert sum(token.type == "blockquote_open" for token in MarkdownIt().parse(render([SEVERAL, ONE], "markdown"))) == 2


def test_json_and_jsonl_hold_the_same_records() -> None:
    records = json.loads(render([SEVERAL, ONE], "json"))
    assert [json.loads(line) for line in render([SEVERAL, ONE], "jsonl").splitlines()] == records
    assert [(record["excerpt"], record["speaker"], record["uncertain"]) for record in records] == [
        (1, None, False),
        (1, "Mira Solberg", False),
        (1, "Tomás Reyes", True),
        (2, "Mira Solberg", False),
    ]
    assert records[3]["text"] == "She said nothing."
    assert records[3]["url"] is None
    assert records[3]["published"] == "2031-05-09"
    assert "question 1" in records[3]["citation"]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_carries_the_doubt_about_who_speaks(name: str) -> None:
    doubtful = render([QUOTES[1]], name)
    assert any(sign in doubtful for sign in ("(uncertain)", '"speaker_confidence": 0.5', '"speaker_confidence":0.5'))
    sure = render([QUOTES[0]], name)
    assert "(uncertain)" not in sure


def test_a_part_is_as_sure_as_the_least_sure_of_its_pieces() -> None:
    origins = (Origin(0, 1, "", 0.6, 0.95), Origin(1, 2, "", 0.9, 0.8))
    kinds = (Kind.ANSWER, Kind.CONTINUATION)
    blocks = tuple(Block(kind, "Sand.", "Mira Solberg", origin=at) for kind, at in zip(kinds, origins, strict=True))
    (record,) = json.loads(render([excerpt(Article(blocks=blocks), Span(Place(), Place(1, 5)))], "json"))
    assert (record["speaker_confidence"], record["kind_confidence"], record["uncertain"]) == (0.8, 0.6, False)


def test_csv_is_read_back_by_a_reader_of_csv() -> None:
    rows = list(csv.DictReader(io.StringIO(render([*QUOTES, SEVERAL], "csv"))))
    assert [row["text"] for row in rows[: len(QUOTES)]] == [quote.text for quote in FEATURE.quotes]
    assert (rows[1]["uncertain"], rows[1]["speaker_confidence"]) == ("yes", "0.5")
    assert rows[0]["uncertain"] == ""
    assert rows[-2]["text"] == "I met Dr. Okafor there. She said nothing.\n\n[…]\n\nThen we wrote it."
    assert rows[0]["byline"] == "Ada Lindqvist"
    assert rows[0]["url"] == ""


@pytest.mark.parametrize("start", ["=", "+", "-", "@", " =", "\u00a0=", "＝", "\t"])
def test_no_cell_of_csv_can_be_run_by_a_spreadsheet(start: str) -> None:
    hostile = f'{start}HYPERLINK("http://x.example","y")'
    chosen = Excerpt((Part(hostile, hostile, "turn"),), Meta(title=hostile, outlet=hostile, url=hostile), file=hostile)
    (row,) = csv.DictReader(io.StringIO(render([chosen], "csv")))
    for column in ("text", "speaker", "title", "outlet", "url", "file", "citation"):
        assert not row[column].lstrip().startswith(("=", "+", "-", "@", "＝")), column
    assert row["text"] == f"'{hostile}"


def test_csv_without_quotations_still_has_its_headings() -> None:
    assert render([], "csv").startswith("text,speaker,")


def test_an_unknown_format_is_an_error_that_lists_them() -> None:
    with pytest.raises(UsageError) as raised:
        render([ONE], "semaphore")
    assert all(name in str(raised.value) for name in FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_ends_its_last_line(name: str) -> None:
    assert render([ONE, SEVERAL], name).endswith("\n")
    assert not render([ONE, SEVERAL], name).endswith("\n\n")


@pytest.mark.parametrize("name", FORMATS)
def test_a_source_whose_name_is_no_text_is_written_all_the_same(name: str) -> None:
    article = msgspec.structs.replace(TALK, source=Source(name="notes-\udcff.txt"))
    chosen = excerpt(article, between(article, "She said", "nothing."))
    assert chosen.file == "notes-⟨U+DCFF⟩.txt"
    assert plain(chosen).split()[0] in render([chosen], name).encode().decode()
