"""Patterns and tables that must not go over the same text again and again: what they take up shows it, no clock."""

import pytest

from rr_reader.parsing.names import FULL_NAME


@pytest.mark.parametrize("text", ["A" * 500, "A-" * 500 + "A", "A." * 500 + "A", "Aa’" * 500 + "a"])
def test_a_run_of_capitals_is_gone_over_once(text: str) -> None:
    assert [found.span() for found in FULL_NAME.finditer(text)] == [(0, len(text))]
