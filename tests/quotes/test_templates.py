"""Styles that a user makes up: what is not known leaves no trace; what is wrong is told with its place."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rr_reader.errors import UsageError
from rr_reader.model import Meta
from rr_reader.quotes.excerpt import Excerpt, Part, Remarks
from rr_reader.quotes.formats import render, with_templates
from rr_reader.quotes.templates import FIELDS, template

FULL = Meta(title="Sand", outlet="The Quay", published="2031-05-09", byline=("Bo Ek",), url="https://quay.example/1")
PART = Part("It sings.\n\nOften.", "Ada Stone", "answer", question=3, paragraph=7)
WHOLE = Excerpt((PART,), FULL, "It began …", "sand.txt", remarks=Remarks("x", note="Check", tags=("sea", "salt")))
BARE = Excerpt((Part("It sings.\n\nOften."),), Meta(), "It began …")
INFERRED = Excerpt((PART,), Meta(title="It", outlet="Quay", published="2031", derived=("outlet", "published", "title")))
DOUBTFUL = Excerpt((Part("So.", "Ada Stone", "quote", uncertain=True),), FULL)
QUOTING = Excerpt((Part("“So,” she says."),), FULL)
SEVERAL = Excerpt((Part("Why?", "", "question", question=1), Part("So.", "Ada Stone", "answer", question=1)), FULL)


@pytest.mark.parametrize(
    ("text", "excerpt", "written"),
    [
        ("{speaker}, in “{title}” ({outlet}, {date})", WHOLE, "Ada Stone, in “Sand” (The Quay, 9 May 2031)"),
        ("{speaker}, {place}.", WHOLE, "Ada Stone, question 3."),
        ("{year} {question} {paragraph} {file} {byline} {url}", WHOLE, "2031 3 7 sand.txt Bo Ek https://quay.example/1"),
        ("{note} #{tags}", WHOLE, "Check #sea, salt"),
        # what is not known, first, in the middle, last; in brackets, alone or with others
        ("{speaker}, {title}, {place}.", BARE, "[untitled: “It began …”]."),
        ("{title} / {outlet} / {file}", WHOLE, "Sand / The Quay / sand.txt"),
        ("{title} / {outlet} / {file} end", BARE, "[untitled: “It began …”] end"),
        ("{title} ({outlet}, {date})", BARE, "[untitled: “It began …”]"),
        ("{title} ({outlet}; {date}; {file})", INFERRED, "[untitled: “It”] ([Quay]; [2031])"),
        ("{title} ({outlet} [{url}])", INFERRED, "[untitled: “It”] ([Quay])"),
        # a link without an address is its words
        ("[{title}]({url})", BARE, "[untitled: “It began …”]"),
        ("see [the article]({url})!", BARE, "see the article!"),
        ("[{title}]({url})", WHOLE, "[Sand](https://quay.example/1)"),
        ("[{title}] ({url})", BARE, "[[untitled: “It began …”]]"),
        # no words are quoted twice
        ("“{quote}” ({speaker})", DOUBTFUL, "“So.” (attributed to Ada Stone (uncertain))"),
        ("“{quote}” ({title})", QUOTING, "“So,” she says. (Sand)"),
        ("«{quote}» “{title}”", QUOTING, "“So,” she says. “Sand”"),
        ("“{title}: {quote}”", QUOTING, "“Sand: “So,” she says.”"),
        ("{title} (no {outlet}) (really)", BARE, "[untitled: “It began …”] (really)"),
        ("« {outlet} » {title}", BARE, "[untitled: “It began …”]"),
        # lines
        ("{title}\n{outlet}\nend", BARE, "[untitled: “It began …”]\nend"),
        ("> {quote}\n>\n> — {speaker}", WHOLE, "> It sings.\n>\n> Often.\n>\n> — Ada Stone"),
        ("\n{quote}\n", WHOLE, "It sings.\n\nOften."),
        # no fields, lone brackets, braces
        ("Words (alone) :-)", WHOLE, "Words (alone) :-)"),
        ("{{{title}}} (", WHOLE, "{Sand} ("),
        # whose words
        ("{speaker}: {quote}", DOUBTFUL, "attributed to Ada Stone (uncertain): So."),
        ("{speaker}: {quote} ({place})", SEVERAL, "[Question]: Why?\n\nAda Stone: So. (question 1)"),
        ("{citation}", DOUBTFUL, "attributed to Ada Stone (uncertain), in “Sand” (The Quay, 9 May 2031)"),
    ],
)  # fmt: skip
def test_what_is_not_known_leaves_no_trace(text: str, excerpt: Excerpt, written: str) -> None:
    assert template(text).write(excerpt) == written


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{qoute}", "“mine”, character 1: there is no field {qoute}. Known are quote, speaker"),
        ("{quote}\n— {}", "“mine”, character 11: there is no field {}"),
        ("{quote", "“mine”, character 1: a lone {"),
        ("quote}", "“mine”, character 6: a lone }"),
        ("{title:>10}", "there is no field {title:>10}"),
        ("{title.__class__}", "there is no field {title.__class__}"),
        ("{\x1b[31m}", "“mine”, character 1: there is no field {␛[31m}"),
    ],
)
def test_a_bad_template_is_named_with_the_place(text: str, says: str) -> None:
    with pytest.raises(UsageError) as raised:
        with_templates({"mine": text})
    assert says in str(raised.value)
    assert "[templates]" in str(raised.value)


@settings(deadline=None, max_examples=200)
@given(
    st.lists(
        st.sampled_from([*(f"{{{name}}}" for name in FIELDS), " ", ", ", "(", ")", "[", "]", "“", "”", "\n", "x"]),
        max_size=12,
    )
)
def test_no_template_leaves_empty_brackets_or_raises(pieces: list[str]) -> None:
    text = "".join(pieces)
    written = template(text).write(BARE)
    asked = "".join(piece for piece in pieces if not piece.startswith("{"))
    for empty in ("()", "[]", "“”"):
        assert written.count(empty) <= asked.count(empty)


def test_templates_are_formats_after_the_others() -> None:
    formats = with_templates({"mine": "{quote} — {speaker}", "mine too": "{quote}"})
    assert list(formats)[-2:] == ["mine", "mine too"]
    assert render([DOUBTFUL, DOUBTFUL], "mine too", formats) == "So.\n\nSo.\n"


def test_the_page_about_quotations_names_every_field() -> None:
    page = (Path(__file__).parents[2] / "docs" / "quotations.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`\{(\w+)\}`", page)) == set(FIELDS)
