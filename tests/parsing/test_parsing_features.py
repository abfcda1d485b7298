"""Who says the quoted words in features: cases of whole paragraphs, as writers of papers and magazines set them."""

import json
from pathlib import Path

import pytest

from rr_reader.model import Block, Kind
from rr_reader.parsing.importing import parse_source
from rr_reader.parsing.quotations import quotes_of

CASES = json.loads((Path(__file__).parents[1] / "cases" / "parsing" / "features.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["say"])
def test_a_features_words_are_whose_the_writer_says(case: dict[str, list[str]]) -> None:
    title = [Block(Kind.TITLE, str(case["title"]))] if "title" in case else []
    blocks = title + [Block(Kind.PARAGRAPH, text) for text in case["paragraphs"]]
    found = [quote for quote in quotes_of(blocks, ()) if quote.type == "direct"]
    assert [quote.speaker for quote in found] == case["speakers"]


def test_a_first_paragraph_that_is_taken_for_a_deck_is_quoted_where_it_says_whom() -> None:
    text = "A Cold Year\n\nThe river froze. “It was the coldest year,” Tom Orr says.\n\nOrr runs the grid.\n"
    assert [(quote.text, quote.speaker) for quote in parse_source(text.encode()).quotes] == [
        ("It was the coldest year,", "Tom Orr")
    ]


def test_a_decks_marks_without_a_speaker_are_nobodys() -> None:
    text = "A Cold Year\n\n“It was the coldest of them all”\n\nTom Orr runs the grid. Orr froze.\n"
    assert [quote for quote in parse_source(text.encode()).quotes if quote.type == "direct"] == []
