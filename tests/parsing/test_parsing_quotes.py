import json
from pathlib import Path

import pytest

from rr_reader.model import Block, Kind, Quote, QuoteCorrection, Speaker
from rr_reader.parsing.quotations import quotes_of
from rr_reader.quotes.excerpt import SURE_FROM

CASES = json.loads((Path(__file__).parents[1] / "cases" / "parsing" / "quotes.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["say"])
def test_quotations_of_a_paragraph(case: dict[str, object]) -> None:
    text = str(case["text"])
    found = quotes_of([Block(Kind.PARAGRAPH, text)], ())
    assert [[q.text.strip(), q.speaker, q.cue, q.type] for q in found] == case["quotes"]


def test_he_and_she_go_to_whom_the_pronouns_fit() -> None:
    blocks = [
        Block(Kind.PARAGRAPH, "Vera Lind came early, and she knew her lines. Tom Orr came late, and he did not."),
        Block(Kind.PARAGRAPH, "“I overslept,” he says."),
        Block(Kind.PARAGRAPH, "“I did not,” she says."),
    ]
    assert [q.speaker for q in quotes_of(blocks, [Speaker("Vera Lind"), Speaker("Tom Orr")])] == [
        "Tom Orr",
        "Vera Lind",
    ]


PRONOUNS = json.loads((Path(__file__).parents[1] / "cases" / "parsing" / "pronouns.json").read_text("utf-8"))


@pytest.mark.parametrize("case", PRONOUNS, ids=lambda case: case["say"])
def test_a_pronoun_is_sure_only_of_whom_the_document_calls_by_it(case: dict[str, list[str]]) -> None:
    last = quotes_of([Block(Kind.PARAGRAPH, text) for text in case["paragraphs"]], ())[-1]
    assert [last.speaker, last.confidence >= SURE_FROM] == [case["speaker"], case["sure"]]


def test_a_quotation_that_goes_on_in_the_next_paragraph_keeps_its_speaker() -> None:
    blocks = [
        Block(Kind.PARAGRAPH, "Vera Lind said, “It began with snow."),
        Block(Kind.PARAGRAPH, "“It ended with snow, too.”"),
    ]
    assert [q.speaker for q in quotes_of(blocks, [Speaker("Vera Lind")])] == ["Vera Lind", "Vera Lind"]


def test_turns_hold_no_quotations_of_prose() -> None:
    assert quotes_of([Block(Kind.ANSWER, "“Yes,” Vera Lind said.", "Vera Lind")], [Speaker("Vera Lind")]) == ()


def test_the_readers_correction_wins() -> None:
    blocks = [Block(Kind.PARAGRAPH, "“I overslept,” Tom Orr says.")]
    mended = quotes_of(blocks, [Speaker("Tom Orr")], [QuoteCorrection("I overslept,", "Vera Lind")])
    assert [(q.speaker, q.confidence) for q in mended] == [("Vera Lind", 1.0)]


def test_a_guess_is_less_sure_than_a_name() -> None:
    blocks = [
        Block(Kind.PARAGRAPH, "Vera Lind came. “Snow,” Lind said."),
        Block(Kind.PARAGRAPH, "“And then more of it fell.”"),
    ]
    named, guessed = quotes_of(blocks, [Speaker("Vera Lind")])
    assert guessed.confidence < named.confidence == 1.0


DIALOGUES = json.loads((Path(__file__).parents[1] / "cases" / "parsing" / "dialogues.json").read_text("utf-8"))


def spoken(paragraphs: list[str]) -> list[Quote]:
    blocks = [
        Block(Kind.HEADING, text.removeprefix("# ")) if text.startswith("# ") else Block(Kind.PARAGRAPH, text)
        for text in paragraphs
    ]
    return [quote for quote in quotes_of(blocks, ()) if quote.type == "direct"]


@pytest.mark.parametrize("case", DIALOGUES, ids=lambda case: case["say"])
def test_a_conversation_is_given_to_those_who_hold_it(case: dict[str, list[str]]) -> None:
    assert [quote.speaker for quote in spoken(case["paragraphs"])] == case["speakers"]


@pytest.mark.parametrize("case", [case for case in DIALOGUES if "sure" in case], ids=lambda case: case["say"])
def test_what_only_the_order_tells_is_doubtful(case: dict[str, list[str]]) -> None:
    sure = [quote.confidence >= SURE_FROM for quote in spoken(case["paragraphs"])]
    assert sure == case["sure"]
