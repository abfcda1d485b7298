"""Whole interviews in many languages and with all sorts of names: every line of a case says what it is and whose.

A case is `== what it shows` (`[md]` behind it: Markdown), then a line a block: `kind speaker | the line`. `lead` is a
deck or a paragraph; `+` is a line of the source that makes no block of its own, such as a label alone. Empty lines are
the source's own where there are any; else the source is read twice, with an empty line after each line and with none.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from rr_reader.model import Article
from rr_reader.parsing.importing import parse_source

_CASES = Path(__file__).parents[1] / "cases" / "parsing" / "dialogues"
_LINE = re.compile(r"(\w+|\+)(?: (.+?))? \|(?: (.*))?")


def _cases() -> Iterator[object]:
    for file in sorted(_CASES.glob("*.txt")):
        for chunk in file.read_text("utf-8").split("== ")[1:]:
            say, _, body = chunk.partition("\n")
            lines = [_LINE.fullmatch(line) if line else None for line in body.strip("\n").split("\n")]
            blocks = [(m[1], m[2] or "", m[3]) for m in lines if m and m[1] != "+"]
            source = [m[3] or "" if m else "" for m in lines]
            separators = ["\n"] if "" in source else ["\n", "\n\n"]
            for separator in separators:
                spaced = "" if len(separators) == 1 else ", line on line" if separator == "\n" else ", with empty lines"
                yield pytest.param(separator.join(source), blocks, id=f"{file.stem}: {say}{spaced}")


def _kinds(article: Article, expected: list[tuple[str, str, str]]) -> list[tuple[str, str]]:
    kinds = [(block.kind.value, block.speaker) for block in article.blocks]
    for place, (kind, _, _) in enumerate(expected[: len(kinds)]):
        if kind == "lead" and kinds[place][0] in {"deck", "paragraph"}:
            kinds[place] = ("lead", kinds[place][1])
    return kinds


@pytest.mark.parametrize(("source", "expected"), list(_cases()))
def test_a_dialogue_is_understood(
    source: str, expected: list[tuple[str, str, str]], request: pytest.FixtureRequest
) -> None:
    article = parse_source(source.encode(), name="a.md" if "[md]" in request.node.callspec.id else "a.txt")
    assert _kinds(article, expected) == [(kind, speaker) for kind, speaker, _ in expected]
    for block, (_, _, line) in zip(article.blocks, expected, strict=True):
        assert re.sub(r"[*_#\s]", "", line).endswith(re.sub(r"\s", "", block.text))
