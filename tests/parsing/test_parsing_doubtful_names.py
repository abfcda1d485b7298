"""A label that is no name for certain says so: by its confidence, and in the account's doubts."""

import pytest

from rr_reader.model import Article
from rr_reader.parsing.importing import parse_source

GUESS = "whose words these are is a guess"


def parse(*lines: str) -> Article:
    return parse_source("\n\n".join(lines).encode(), name="a.txt")


def test_a_slip_is_taken_for_the_one_whose_turn_it_is_and_is_doubtful() -> None:
    article = parse(
        "Ada Moss: Was it cold?", "Rolf Kind: Very.", "AM: And dark?", "RM: No, never.", "AM: Never?", "RK: Never."
    )
    slip = article.blocks[3]
    assert slip.origin
    assert (slip.speaker, slip.origin.label, slip.origin.speaker_confidence) == ("Rolf Kind", "RM", 0.5)
    assert [doubt.reason for doubt in article.account.doubts] == [GUESS]


@pytest.mark.parametrize("other", ["PS", "NB", "XY"])
def test_other_letters_before_a_colon_are_no_slip(other: str) -> None:
    article = parse(
        "Ada Moss: Was it cold?", "Rolf Kind: Very.", "AM: And dark?", f"{other}: No, never.", "RK: So.", "AM: Never?"
    )
    assert [block.speaker for block in article.blocks[3:5]] == ["Ada Moss", "Rolf Kind"]
    assert article.blocks[3].kind == "continuation"


def test_a_surname_of_two_is_whose_other_label_is_not_that() -> None:
    article = parse(
        "Ida Berg and Tor Berg fish with Pia Noor.",
        "Pia Noor: What do you catch?",
        "Ida: Cod, and now and then a boot.",
        "Berg: The boot was mine.",
        "Pia Noor: Both of them?",
        "Ida: One.",
        "Berg: I had only one on.",
    )
    assert [block.speaker for block in article.blocks[2:4]] == ["Ida Berg", "Tor Berg"]
    confidences = [block.origin.speaker_confidence for block in article.blocks[2:4] if block.origin]
    assert confidences[0] > confidences[1]


def test_a_surname_of_two_whom_nothing_tells_apart_stays_a_surname_and_is_doubtful() -> None:
    article = parse(
        "Ida Berg and Tor Berg fish with Pia Noor.", "Pia Noor: What do you catch?", "Berg: Cod.", "Pia Noor: When?",
        "Berg: At night.",
    )  # fmt: skip
    assert [block.speaker for block in article.blocks[2::2]] == ["Berg", "Berg"]
    assert [doubt.reason for doubt in article.account.doubts] == [GUESS, GUESS]


def test_one_who_is_only_named_is_less_likely_meant_than_one_who_speaks() -> None:
    article = parse(
        "Ida Berg fishes. Her uncle Tor Berg never did.",
        "Pia Noor: What do you catch?",
        "Ida Berg: Cod.",
        "Pia Noor: When?",
        "Berg: At night.",
    )
    assert article.blocks[-1].speaker == "Ida Berg"
    assert not article.account.doubts


@pytest.mark.parametrize(
    "greeting",
    [
        "Good evening. I'm Nora Finch.", "Hello, and welcome. I’m Nora Finch.", "And I'm Nora Finch, as ever.",
        "Tonight Nora Finch has a guest.", "We're Nora Finch and Ewan Moss.", "Bonsoir. C’est Nora Finch.",
    ],
)  # fmt: skip
def test_who_says_who_they_are_keeps_the_name_of_their_label(greeting: str) -> None:
    article = parse(f"Nora Finch: {greeting}", "Ewan Moss: Thanks.", "Nora Finch: How are you?", "Ewan Moss: Well.")
    assert [known.name for known in article.speakers] == ["Nora Finch", "Ewan Moss"]
    captions = "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Nora Finch>{}\n\n00:05.000 --> 00:06.000\n<v Ewan Moss>Thanks.\n"
    voices = parse_source(captions.format(greeting).encode(), name="a.vtt").speakers
    assert [known.name for known in voices] == ["Nora Finch", "Ewan Moss"]


@pytest.mark.parametrize("name", ["Nora D’Angelo", "O’Neil Finch", "Ja’far Finch", "N’golo Finch"])
def test_an_apostrophe_within_a_name_does_not_end_it(name: str) -> None:
    article = parse(f"{name} sails alone.", f"{name}: I was born at sea.", "Ewan Moss: Why?", f"{name}: Who knows.")
    assert {block.speaker for block in article.blocks} == {"", name, "Ewan Moss"}
