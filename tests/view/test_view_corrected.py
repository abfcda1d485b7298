"""What is said of corrections, and who goes by another name once they are made or taken back."""

import pytest
from msgspec.structs import replace

from rr_reader.library.mending import merge, rename
from rr_reader.model import Article, Block, Kind, Speaker
from rr_reader.view.corrected import called_now

TALK = Article(
    speakers=(Speaker("Ann Roe"), Speaker("Bo Vik")),
    blocks=(Block(Kind.TURN, "How?", "Ann Roe"), Block(Kind.TURN, "So.", "Bo Vik")),
)


def renamed(*steps: tuple[str, str]) -> Article:
    article = TALK
    for name, to in steps:
        article = rename(article, name, to)
    return article


@pytest.mark.parametrize(
    ("before", "after", "called"),
    [
        (TALK, renamed(("Bo Vik", "Bo Ek")), {"Bo Vik": "Bo Ek"}),
        (renamed(("Bo Vik", "Bo Ek")), TALK, {"Bo Ek": "Bo Vik"}),
        (TALK, merge(TALK, "Bo Vik", "Ann Roe"), {"Bo Vik": "Ann Roe"}),
        (renamed(("Bo Vik", "Bo Ek"), ("Ann Roe", "An Ro")), TALK, {"Bo Ek": "Bo Vik", "An Ro": "Ann Roe"}),
        (renamed(("Bo Vik", "Bo Ek"), ("Ann Roe", "Bo Vik")), TALK, {"Bo Ek": "Bo Vik"}),
        (renamed(("Bo Vik", "Bo Ek")), renamed(("Bo Vik", "Bo Ek"), ("Ann Roe", "An Ro")), {"Ann Roe": "An Ro"}),
        (TALK, TALK, {}),
    ],
)
def test_who_is_called_otherwise_is_said_by_both_names(before: Article, after: Article, called: dict[str, str]) -> None:
    assert called_now(before, after) == called


def test_of_a_chain_of_names_taken_back_the_last_goes_back_to_the_first() -> None:
    chain = renamed(("Bo Vik", "B. V."), ("B. V.", "Bo Ek"))
    assert called_now(chain, TALK) == {"Bo Ek": "Bo Vik"}
    assert called_now(TALK, chain) == {"Bo Vik": "Bo Ek"}
    assert called_now(replace(chain, corrections=()), TALK) == {}
