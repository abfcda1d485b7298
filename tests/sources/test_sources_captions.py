"""Caption files as lines: what is read of a cue, and that all else is told."""

import pytest

from rr_reader.sources import read_page


def said(text: str) -> list[tuple[str, str, str]]:
    return [(line.voice, line.time, line.text) for line in read_page(text).lines]


def test_a_voice_is_read_and_its_tags_are_told() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:03.500 align:start\n<v.loud Ann Lee>Is it <i>cold</i>?\n"
    assert said(text) == [("Ann Lee", "00:01", "Is it cold?")]
    page = read_page(text)
    assert [(mark.start, mark.end, mark.style) for mark in page.lines[0].marks] == [(6, 10, "em")]
    assert [item.text for item in page.removed] == [
        "WEBVTT", "00:01.000 --> 00:03.500 align:start", "<v.loud Ann Lee>", "<i>", "</i>",
    ]  # fmt: skip
    assert all(text[item.start : item.end] == item.text for item in page.removed)


@pytest.mark.parametrize("name", ["a.srt", "a.txt", "a.md", ""])
def test_captions_are_known_by_their_content(name: str) -> None:
    page = read_page("\ufeff1\n00:00:01,000 --> 00:00:02,000\nSnow.\n", name)
    assert (page.format, [line.text for line in page.lines]) == ("srt", ["Snow."])


def test_a_text_that_shows_a_cue_is_no_caption_file() -> None:
    assert read_page("How it begins:\n\n1\n00:00:01,000 --> 00:00:02,000\nSnow.\n\nAnd so on.\n").format == "text"
