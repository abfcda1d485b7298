"""Caption files as lines: what is read of a cue, and that all else is told."""

import json
from pathlib import Path
from typing import Any

import pytest

from rr_reader.sources import find_sources
from rr_reader.sources.reading import read_page

CASES: list[dict[str, Any]] = json.loads(
    Path(__file__).parents[1].joinpath("cases/captions/lines.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["say"])
def test_what_is_said_is_read(case: dict[str, Any]) -> None:
    for ends in ("", "\n", "\n\n\n"):
        page = read_page("\n".join(case["text"]) + ends)
        assert [[line.voice, line.text] for line in page.lines] == case["lines"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["say"])
def test_what_is_not_said_is_told_with_its_place(case: dict[str, Any]) -> None:
    text = "\n".join(case["text"])
    page = read_page(text)
    covered = {place for line in page.lines for place in range(line.start, line.end)}
    covered |= {place for item in page.removed for place in range(item.start, item.end)}
    assert not [place for place, sign in enumerate(text) if place not in covered and not sign.isspace()]
    assert all(text[item.start : item.end] == item.text for item in page.removed if item.reason != "repeated caption")


def test_what_was_repeated_is_told() -> None:
    page = read_page("\n".join(next(case for case in CASES if case["say"] == "captions that roll")["text"]))
    assert [item.text for item in page.removed if item.reason == "repeated caption"] == [
        "snow fell", "snow fell", "on us", "on us",
    ]  # fmt: skip


def test_a_line_knows_when_it_is_said_and_what_is_stressed() -> None:
    page = read_page("WEBVTT\nLanguage: en\n\n01:02:03.500 --> 01:02:05.000\nIs <i>it\ncold</i> or <b>no?\n")
    assert [(line.time, line.text) for line in page.lines] == [("01:02:03", "Is it"), ("01:02:03", "cold or no?")]
    assert [[(mark.start, mark.end, mark.style) for mark in line.marks] for line in page.lines] == [
        [(3, 5, "em")],
        [(0, 4, "em"), (8, 11, "strong")],
    ]
    assert page.front == {"language": "en"}


def test_what_a_character_reference_stands_for_is_made_safe() -> None:
    page = read_page("WEBVTT\n\n00:01.000 --> 00:02.000\nIce&#x202e;&#10;salt\n")
    assert [line.text for line in page.lines] == ["Ice⟨U+202E⟩ salt"]


@pytest.mark.parametrize("name", ["a.srt", "a.txt", "a.md", ""])
def test_captions_are_known_by_their_content(name: str) -> None:
    page = read_page("\ufeff1\n00:00:01,000 --> 00:00:02,000\nIce.\n", name)
    assert (page.format, [line.text for line in page.lines]) == ("srt", ["Ice."])
    assert read_page("WEBVTT\n", name).format == "vtt"


@pytest.mark.parametrize(
    "text",
    [
        "How it begins:\n\n1\n00:00:01,000 --> 00:00:02,000\nIce.\n\nAnd so on.\n\nAnd on.\n",
        "So:\n\n00:01 --> 00:02\nIce.\n\n00:02 --> 00:03\nSalt.\n\n" + "Captions look like that.\n" * 9,
        "WEBVTTA\n\nIce.\n",
        "00:12 Ann Lee: Why?\n00:14 Bo Ek: So.\n",
    ],
)
def test_what_shows_a_cue_or_has_stamps_is_no_caption_file(text: str) -> None:
    assert read_page(text, "a.srt").format == "text"


def test_a_folder_is_searched_for_captions(tmp_path: Path) -> None:
    for name in ("a.vtt", "b.SRT", "c.sub"):
        (tmp_path / name).write_text("WEBVTT\n")
    assert [path.name for path in find_sources([str(tmp_path)])] == ["a.vtt", "b.SRT"]
