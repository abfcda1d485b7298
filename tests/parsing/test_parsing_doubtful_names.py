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
