"""docs/repair.md says what is so: each of its examples is run."""

import doctest
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from rr_reader.text.repair import repair
from rr_reader.view.visible import NAMES

DOCUMENT = Path(__file__).parents[2] / "docs" / "repair.md"
_NAMED = {name: character for character, name in NAMES.items()}


def raw(text: str) -> str:
    """Put characters in the place of their names."""
    return re.sub("⟨(U[+])?([^⟩]+)⟩", lambda found: chr(int(found[2], 16)) if found[1] else _NAMED[found[2]], text)


def examples() -> Iterator[tuple[str, str, str]]:
    """Give what comes in, what comes out, and the reason; "" where nothing is done."""
    for block in re.findall(r"^```diff\n(.*?)^```$", DOCUMENT.read_text("utf-8"), re.M | re.S):
        lines = iter(block.splitlines())
        for line in lines:
            mark, text = line[:2], raw(line[2:])
            assert mark in ("- ", "  "), line
            if mark == "  ":
                yield text, text, ""
                continue
            after, reason = next(lines), next(lines)
            assert (after[:2], reason[:2]) == ("+ ", "# ")
            yield text, raw(after[2:]), reason[2:]


@pytest.mark.parametrize(("before", "after", "reason"), list(examples()))
def test_each_example_is_mended_as_it_says(before: str, after: str, reason: str) -> None:
    mended = repair(before)
    assert mended.text == after
    assert {one for change in mended.changes for one in change.reason.split("; ")} == ({reason} if reason else set())


def test_there_are_examples_of_both() -> None:
    done = [reason for _, _, reason in examples()]
    assert len(set(done)) > 4
    assert done.count("") > 5


def test_the_python_in_it_is_true() -> None:
    failed, tried = doctest.testfile(str(DOCUMENT), module_relative=False)
    assert tried
    assert not failed
