"""A heading within a talk: what stands below it without a label is the speaker's only where it seems to be."""

import pytest

from rr_reader.model import Article, Block
from rr_reader.parsing.importing import parse_source

ORCHARD = [
    "# Two Orchards", "*Ida Holt talks to Per Vang.*", "**Ida Holt:** Why pears?", "**Per Vang:** They keep.",
    "**Ida Holt:** All winter?", "**Per Vang:** Until March.",
]  # fmt: skip
OTHER = ["**Ida Holt:** Why plums?", "**Liv Moor:** They fall.", "**Ida Holt:** At night?", "**Liv Moor:** Mostly."]
SAME = ["**Ida Holt:** And plums?", "**Per Vang:** They rot.", "**Ida Holt:** Always?", "**Per Vang:** Mostly."]


def below(heading: str, text: str, after: list[str]) -> tuple[Article, Block]:
    """Parse the talk with a section behind it; give the block that is the text."""
    article = parse_source("\n\n".join([*ORCHARD, heading, text, *after]).encode(), name="two.md")
    return article, next(block for block in article.blocks if block.text == text.strip("*"))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("*Liv Moor keeps a ladder in every tree.*", "note"),
        ("*A ladder stands in every tree of the next garden.*", "note"),
        ("Liv Moor keeps a ladder in every tree.", "paragraph"),
        ("I met Moor in her kitchen, a week later.", "paragraph"),
        ("A ladder stands in every tree of the next garden.", "paragraph"),
    ],
)
@pytest.mark.parametrize("heading", ["# The Second", "### The Second"])
def test_what_leads_to_another_guest_is_nobodys_words(heading: str, text: str, kind: str) -> None:
    _, block = below(heading, text, OTHER)
    assert (block.kind, block.speaker) == (kind, "")


@pytest.mark.parametrize("text", ["Per Vang sold the trees in 1990.", "Tor Lind bought the trees in 1990."])
def test_what_tells_of_the_only_guest_or_of_a_stranger_is_not_the_guests(text: str) -> None:
    _, block = below("## The Sale", text, SAME)
    assert (block.kind, block.speaker) == ("paragraph", "")


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("I sold the trees in 1990, and my brother never forgave me.", 0),
        ("We sold the trees in 1990.", 0),
        ("The trees were sold in 1990.", 1),
    ],
)
def test_the_only_guest_goes_on_below_a_heading(text: str, doubts: int) -> None:
    article, block = below("## The Sale", text, SAME)
    assert (block.kind, block.speaker) == ("continuation", "Per Vang")
    assert len(article.account.doubts) == doubts


def test_what_follows_the_last_turn_below_a_heading_is_nobodys_words() -> None:
    article, block = below("## Where It Is", "The orchard lies behind the harbour.", [])
    assert (block.kind, block.speaker) == ("paragraph", "")
    assert [doubt.reason for doubt in article.account.doubts] == ["taken for a paragraph, by its form alone"]


def test_further_paragraphs_of_a_section_are_whose_the_section_is() -> None:
    lines = [*ORCHARD, "## The Second", "Liv Moor keeps a ladder in every tree.", "It rains.", *OTHER]
    article = parse_source("\n\n".join(lines).encode(), name="two.md")
    assert [block.speaker for block in article.blocks if block.kind == "paragraph"][-2:] == ["", ""]


def test_an_answer_goes_on_over_what_is_only_set_bold_in_it() -> None:
    text = "Frost was the first enemy."
    lines = [*ORCHARD[:-1], "**Per Vang:** Two things.", f"**{text}** It came in May.", "Hail was the other.", *SAME]
    article = parse_source("\n\n".join(lines).encode(), name="two.md")
    spoken = [block for block in article.blocks if block.kind == "continuation"]
    assert [block.speaker for block in spoken] == ["Per Vang", "Per Vang"]
    assert not article.account.doubts


def test_answers_to_questions_in_bold_go_on_below_a_heading() -> None:
    asked = ["# A Talk with Per Vang", "**Why pears?**", "They keep.", "**All winter?**", "I never lost one."]
    lines = [*asked, "## The Sale", "I sold them in 1990.", "**And now?**", "Now I rest."]
    article = parse_source("\n\n".join(lines).encode(), name="two.md")
    assert next(block for block in article.blocks if block.text.startswith("I sold")).kind == "continuation"
