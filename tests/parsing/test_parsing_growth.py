"""Patterns and tables that must not go over the same text again and again: what they take up shows it, no clock."""

import pytest

from rr_reader.parsing.importing import parse_source
from rr_reader.parsing.names import FULL_NAME, bare_name
from rr_reader.sources.plain import LINE


@pytest.mark.parametrize("text", ["A" * 500, "A-" * 500 + "A", "A." * 500 + "A", "Aa’" * 500 + "a"])
def test_a_run_of_capitals_is_gone_over_once(text: str) -> None:
    assert [found.span() for found in FULL_NAME.finditer(text)] == [(0, len(text))]


@pytest.mark.parametrize("text", [" " * 500, "\t" * 500, " " * 500 + "a", "a" + " " * 500])
def test_a_run_of_white_space_is_gone_over_once(text: str) -> None:
    assert [found.span() for found in LINE.finditer(text)] == [(0, len(text))]


@pytest.mark.parametrize("full", ["森田あい", "森田 あい"])
def test_a_family_name_is_completed_from_another_label(full: str) -> None:
    text = f"森田：雪が降りましたか。\n\n{full}：はい、降りました。\n\n" * 3
    assert {speaker.name for speaker in parse_source(text.encode(), name="a.txt").speakers} == {full}


def test_who_has_a_family_name_is_looked_for_once() -> None:
    asked = []
    for turns in (20, 160):
        text = "".join(("森田：雪。\n\n", "森田あい：はい。\n\n")[turn % 2] for turn in range(turns))
        bare_name.cache_clear()
        parse_source(text.encode(), name="a.txt")
        asked.append(bare_name.cache_info().hits + bare_name.cache_info().misses)
    assert asked[1] < 9 * asked[0]
