"""Jumping from question to question, turn to turn, quotation to quotation; and where one is."""

from collections.abc import Callable

import pytest
from invented import IVO, ODA, feature, interview

from rr_reader.model import Article, Place
from rr_reader.view import navigation
from rr_reader.view.outline import Outline

Step = Callable[[Outline, Place], Place | None]


def walk(step: Step, article: Article, place: Place) -> list[Place]:
    outline = Outline(article)
    found: list[Place] = []
    while (following := step(outline, place)) is not None:
        assert following not in found
        found.append(following)
        place = following
    return found


@pytest.mark.parametrize(
    ("step", "blocks"),
    [
        (navigation.next_question, [5, 13]),
        (navigation.next_turn, [5, 6, 11, 13, 14, 18]),
        (navigation.next_doubtful, [11]),
        (navigation.next_quote, []),
    ],
)
def test_steps_on_through_an_interview(step: Step, blocks: list[int]) -> None:
    assert walk(step, interview(), Place()) == [Place(block) for block in blocks]


@pytest.mark.parametrize(
    ("step", "blocks"),
    [
        (navigation.previous_question, [13, 5]),
        (navigation.previous_turn, [18, 14, 13, 11, 6, 5]),
        (navigation.previous_doubtful, [11]),
    ],
)
def test_steps_back_through_an_interview(step: Step, blocks: list[int]) -> None:
    assert walk(step, interview(), Place(99, 0)) == [Place(block) for block in blocks]


def test_back_from_inside_a_question_leads_to_its_beginning() -> None:
    assert navigation.previous_question(Outline(interview()), Place(13, 4)) == Place(13, 0)


def test_the_same_speaker_is_found_again_in_joint_turns_too() -> None:
    assert walk(navigation.next_same_speaker, interview(), Place(6, 0)) == [Place(18)]
    assert navigation.previous_same_speaker(Outline(interview()), Place(14, 3)) == Place(14)
    assert navigation.next_same_speaker(Outline(interview()), Place(4, 0)) is None


def test_in_prose_a_turn_is_a_quotation() -> None:
    article = feature()
    starts = [Place(quote.block, quote.start) for quote in article.quotes if quote.type != "scare"]
    assert walk(navigation.next_turn, article, Place()) == starts
    assert walk(navigation.next_quote, article, Place()) == starts
    assert walk(navigation.next_same_speaker, article, starts[0]) == [starts[1], *starts[3:]]
    assert walk(navigation.next_doubtful, article, Place()) == [starts[2]]


def test_where_one_is_in_an_interview() -> None:
    here = navigation.where(Outline(interview()), Place(16, 3))
    assert (here.question, here.questions, here.speaker) == (2, 2, IVO)
    assert (here.paragraph, here.paragraphs) == (9, 10)
    assert 80 < here.percent < 100


def test_where_one_is_in_prose_names_who_is_quoted_and_nobody_else() -> None:
    outline = Outline(feature())
    quote = feature().quotes[0]
    assert navigation.where(outline, Place(1, quote.start + 2)).speaker == ODA
    assert navigation.where(outline, Place(1, 0)).speaker == ""
    assert navigation.where(outline, Place(3, feature().quotes[2].start)).doubts


def test_the_ends_are_zero_and_a_hundred() -> None:
    outline = Outline(interview())
    last = len(interview().blocks) - 1
    assert navigation.where(outline, Place()).percent == 0
    assert navigation.where(outline, Place(last, len(interview().blocks[last].text))).percent == 100
    assert navigation.where(Outline(Article()), Place()).questions == 0
