"""Ways to set a talk that few use: signs, stamped headings, courts, parts told beforehand; and what only looks so."""

import json
from pathlib import Path

import pytest

from rr_reader.parsing.importing import parse_source

CASES = json.loads((Path(__file__).parents[1] / "cases" / "parsing" / "settings.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["say"])
def test_kinds_and_speakers_of_a_setting(case: dict[str, list[str]]) -> None:
    article = parse_source("\n".join(case["lines"]).encode(), name=str(case.get("name", "a.txt")))
    assert [[block.kind.value, block.speaker] for block in article.blocks] == case["blocks"]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Rozmawiał Iwo Karsz", ("Iwo Karsz",)),
        ("Текст: Платон Журов", ("Платон Журов",)),
        ("本报记者 周予安", ("周予安",)),
        ("Door Anna Visser", ("Anna Visser",)),
        ("by Petra Wynn, Year 10", ("Petra Wynn",)),
        ("By The Hearth Desk", ("The Hearth Desk",)),
        ("DIVYA STONE", ()),
        ("By The Sea", ()),
    ],
)
def test_bylines_of_many_languages(line: str, names: tuple[str, ...]) -> None:
    text = f"On snow\n\n{line}\n\nSnow fell all night, and nobody slept in the house on the hill."
    assert parse_source(text.encode(), name="a.txt").meta.byline == names


def test_all_brackets_of_a_label_are_kept() -> None:
    text = "Ann Lee (Westmarch) (Ind): Will it sail?\n\nBo Ek: It will.\n\nAnn Lee: When?\n\nBo Ek: In May."
    origin = parse_source(text.encode(), name="a.txt").blocks[0].origin
    assert origin
    assert origin.label == "Ann Lee (Westmarch) (Ind)"
