"""One interview in ten languages, set in each of the usual ways: kinds and full names are the same in all."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from rr_reader.parsing.importing import parse_source

TALKS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "cases" / "parsing" / "talks.json").read_text("utf-8")
)


def initials(name: str) -> str:
    return "".join(word[0].upper() for word in name.split()) if " " in name else name


def first(name: str) -> str:
    return name.split()[0]


def labelled(asks: Callable[[dict[str, Any], int], str], answers: Callable[[dict[str, Any], int], str], form: str = ""):  # type: ignore[no-untyped-def]
    """A layout in which both are labelled: by turn, what the label is."""

    def lines(talk: dict[str, Any]) -> Iterator[str]:
        colon = talk["colon"]
        for number, (question, answer) in enumerate(talk["talk"]):
            for label, said in ((asks(talk, number), question), (answers(talk, number), answer)):
                yield form.format(label, said, colon.rstrip(), number) if form else f"{label}{colon}{said}"

    return lines


def questions(form: str):  # type: ignore[no-untyped-def]
    """A layout in which the markup of the questions alone tells."""

    def lines(talk: dict[str, Any]) -> Iterator[str]:
        for number, (question, answer) in enumerate(talk["talk"], 1):
            yield from (form.format(question, number), answer)

    return lines


def answers_labelled(talk: dict[str, Any]) -> Iterator[str]:
    for number, (question, answer) in enumerate(talk["talk"]):
        yield question
        yield f"{initials(talk['guest']) if number else talk['guest']}{talk['colon']}{answer}"


NAMED = {
    "full names": labelled(lambda t, _: t["asker"], lambda t, _: t["guest"]),
    "full names, then initials": labelled(
        lambda t, n: initials(t["asker"]) if n else t["asker"], lambda t, n: initials(t["guest"]) if n else t["guest"]
    ),
    "initials": labelled(lambda t, _: initials(t["asker"]), lambda t, _: initials(t["guest"])),
    "surnames": labelled(lambda t, _: t["asker"].split()[-1], lambda t, _: t["surname"]),
    "surnames in capitals": labelled(lambda t, _: t["asker"].split()[-1].upper(), lambda t, _: t["surname"].upper()),
    "first names": labelled(lambda t, _: first(t["asker"]), lambda t, _: first(t["guest"])),
    "times": labelled(lambda t, _: first(t["asker"]), lambda t, _: first(t["guest"]), "[00:0{3}:01] {0}{2} {1}"),
    "bold names": labelled(
        lambda t, _: t["asker"], lambda t, n: t["surname"] if n else t["guest"], "**{0}{2}** {1}"
    ),
    "names on their own lines": labelled(lambda t, _: t["asker"], lambda t, _: t["guest"], "{0}\n{1}"),
}  # fmt: skip
UNNAMED = {
    "letters": labelled(lambda t, _: t["letters"][0], lambda t, _: t["letters"][1]),
    "letters with points": labelled(lambda t, _: t["letters"][0], lambda t, _: t["letters"][1], "{0}. {1}"),
    "bold letters": labelled(lambda t, _: t["letters"][0], lambda t, _: t["letters"][1], "**{0}{2}** {1}"),
    "words": labelled(lambda t, _: t["words"][0], lambda t, _: t["words"][1]),
    "a word asks, a surname answers": labelled(lambda t, _: t["words"][0], lambda t, _: t["surname"]),
    "bold questions": questions("**{0}**"),
    "questions in italics": questions("*{0}*"),
    "questions as headings": questions("### {0}"),
    "numbered questions": questions("**{1}. {0}**"),
    "labelled answers": answers_labelled,
}


@pytest.mark.parametrize("layout", [*NAMED, *UNNAMED])
@pytest.mark.parametrize("talk", TALKS, ids=lambda talk: talk["language"])
def test_a_layout_is_understood_in_every_language(talk: dict[str, Any], layout: str) -> None:
    lines = list((NAMED | UNNAMED)[layout](talk))
    is_markdown = lines[0][0] in "*#"
    title = f"# {talk['title']}" if is_markdown else talk["title"]
    source = "\n\n".join([title, talk["lead"], *lines])
    article = parse_source(source.encode(), name="a.md" if is_markdown else "a.txt")
    asker = talk["asker"] if layout in NAMED else ""
    expected = [("question", asker), ("answer", talk["guest"])] * len(talk["talk"])
    assert [(block.kind.value, block.speaker) for block in article.blocks[2:]] == expected


@pytest.mark.parametrize("talk", TALKS, ids=lambda talk: talk["language"])
def test_dashes_tell_who_asks_but_name_nobody(talk: dict[str, Any]) -> None:
    lines = [f"— {said}" for both in talk["talk"] for said in both]
    article = parse_source("\n\n".join([talk["title"], talk["lead"], *lines]).encode(), name="a.txt")
    assert [(block.kind.value, block.speaker) for block in article.blocks[2:]] == [
        ("question", ""),
        ("answer", ""),
    ] * len(talk["talk"])
