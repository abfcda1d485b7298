import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rr_reader.model import Block, Kind
from rr_reader.parsing.dash_speech import dash_spans
from rr_reader.parsing.quotations import quotes_of

CASES = json.loads((Path(__file__).parents[1] / "cases" / "parsing" / "dash_speech.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["say"])
def test_speech_that_dashes_open_is_quoted(case: dict[str, list[str]]) -> None:
    blocks = [Block(Kind.PARAGRAPH, text) for text in case["paragraphs"]]
    found = [[quote.text.strip(), quote.speaker] for quote in quotes_of(blocks, ()) if quote.type != "scare"]
    assert found == case["quotes"]


@given(st.lists(st.sampled_from(["—", " —", "— ", "A", "a", ", dit Bo", ". ", "!", " "])).map("".join))
@settings(max_examples=150, deadline=None)
def test_spans_of_speech_follow_each_other_within_the_text(text: str) -> None:
    ends = [0]
    for span in dash_spans(text):
        assert ends[-1] <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == text[span.start : span.end].strip()
        ends.append(span.end)
