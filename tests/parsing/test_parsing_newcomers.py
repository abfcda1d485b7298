"""Who joins a talk late is known by the introduction below a heading, or by answering where all others are labelled."""

import pytest

from rr_reader.parsing.importing import parse_source

TALK = [
    "# Two Orchards", "*Ida Holt talks to Per Vang.*", "**Holt:** Why pears?", "**Vang:** They keep.",
    "They are heavy, too.", "And green.",
    "**Holt:** All winter?", "**Vang:** Until March.", "**Holt:** Never April?", "**Vang:** Never.",
]  # fmt: skip


def speakers(*lines: str) -> list[str]:
    return [known.name for known in parse_source("\n\n".join(lines).encode(), name="two.md").speakers]


@pytest.mark.parametrize("intro", ["*Liv Moor keeps a ladder in every tree.*", "We met Liv Moor later.", "## Liv Moor"])
@pytest.mark.parametrize("label", ["Moor", "Liv", "LM"])
def test_who_is_introduced_below_a_heading_is_known_by_a_short_label(intro: str, label: str) -> None:
    lines = ["# The Second", intro, "**Holt:** Why plums?", f"**{label}:** They fall.", "**Holt:** At night?"]
    assert speakers(*TALK, *lines, f"**{label}:** Mostly.") == ["Ida Holt", "Per Vang", "Liv Moor"]


def test_a_name_below_a_heading_is_not_that_of_somebody_whose_label_is_known() -> None:
    lines = ["# The Second", "His aunt Liv Vang keeps a ladder.", "**Holt:** Why plums?", "**Vang:** They fall."]
    assert speakers(*TALK, *lines) == ["Ida Holt", "Per Vang"]


@pytest.mark.parametrize("times", [1, 2])
def test_who_answers_under_a_bold_label_among_such_is_a_speaker(times: int) -> None:
    lines = ["**Holt:** Why plums?", "**Moor:** They fall.", "**Holt:** At night?", "**Moor:** Mostly."]
    assert speakers(*TALK, *lines[: 2 * times], "**Holt:** Well?", "**Vang:** So.") == ["Ida Holt", "Per Vang", "Moor"]


@pytest.mark.parametrize(
    "answer",
    [
        ["**Vang:** Three things.", "**Frost:** It came in May.", "**Hail:** It came in June."],
        ["**Vang:** Three things.", "**Frost:** It came in May. Why?", "**Hail:** It came in June."],
        ["**Frost:** It came in May.", "**Vang:** And hail."],
        ["Simple: they fall."],
        ["**Holt:** I know.", "Frost: what else."],
    ],
)
def test_what_is_set_bold_before_a_colon_within_a_turn_speaks_for_nobody(answer: list[str]) -> None:
    assert speakers(*TALK, "**Holt:** Enemies?", *answer, "**Holt:** And now?", "**Vang:** Rest.") == [
        "Ida Holt", "Per Vang",
    ]  # fmt: skip


def test_labels_in_plain_text_have_to_answer_twice() -> None:
    plain = [line.replace("*", "") for line in TALK]
    lines = ["Holt: Why plums?", "Moor: They fall.", "Holt: At night?", "Moor: Mostly.", "Holt: Well?", "Vang: So."]
    assert speakers(*plain, *lines) == ["Ida Holt", "Per Vang", "Moor"]
    assert speakers(*plain, *lines[:2], *lines[4:]) == ["Ida Holt", "Per Vang"]
