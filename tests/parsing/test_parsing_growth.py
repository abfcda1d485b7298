"""Patterns and tables that must not go over the same text again and again: what they take up shows it, no clock."""

from collections.abc import Callable
from typing import Any

import pytest

from rr_reader.parsing.importing import parse_source
from rr_reader.parsing.names import FULL_NAME, bare_name, fold_name, is_initials
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


def _letters(number: int) -> str:
    return "".join(chr(97 + number // 26**place % 26) for place in (2, 1, 0))


@pytest.mark.parametrize(
    ("asked", "shape"),
    [
        pytest.param(bare_name, lambda i: ("森田：雪。\n\n", "森田あい：はい。\n\n")[i % 2], id="family names"),
        pytest.param(fold_name, lambda i: f"{_letters(i).upper()} LEE\n\nAnn: hi\n\n", id="lines in capitals"),
        pytest.param(
            is_initials,
            lambda i: (
                f"Al{_letters(i)} Lee: hi\n\nAl{_letters(i)}: hi\n\n"
                f"Bo{_letters(i)} {'Lind' if i % 2 else 'Ek'}: hi\n\nBo{_letters(i)} Roe: hi\n\nBo{_letters(i)}: hi\n\n"
            ),
            id="labels of two people",
        ),
    ],
)
def test_a_name_is_asked_about_as_often_as_it_is_said(asked: Any, shape: Callable[[int], str]) -> None:
    counts = []
    for number in (20, 160):
        asked.cache_clear()
        parse_source("".join(map(shape, range(number))).encode(), name="a.txt")
        counts.append(asked.cache_info().hits + asked.cache_info().misses)
    assert counts[1] < 10 * counts[0]
