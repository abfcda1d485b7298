"""Texts made to choke a parser: each must be read, and eight times the size for about eight times the work."""

import sys
from collections.abc import Callable

import pytest

from rr_reader.parsing.importing import parse_source

SHAPES = {
    "labels": "A: x\n",
    "labels with gaps": "A: x\n\n",
    "one-letter lines": "a\n",
    "newlines": "\n",
    "quotations": "“a” said Bo Lee. ",
    "names between quotations": "Bo left. “a.” ",
    "a conversation": "“No, Bo,” he said.\n\n",
    "openers": "“",
    "straight marks": '"a ',
    "guillemets": "»a ",
    "names": "Ann Lee ",
    "commas": "a,",
    "hashtags": "#a ",
    "brackets": "[",
    "spaces": " \t",
    "points": "A. ",
    "questions": "Why you?\n\n",
    "one word": "a",
}

NUMBERED: dict[str, Callable[[int], str]] = {
    "short labels": lambda i: f"{_letters(i)[-1].upper()}.K. L{_letters(i)}: hi\n",
    "short labels and full names": lambda i: (
        f"{_letters(i)[-1].upper()}. L{_letters(i)}: hi\n\nAnn L{_letters(i)}: ho\n\n"
    ),
}
"""The paragraph with a number."""


def _letters(number: int) -> str:
    return "".join(chr(97 + number // 26**place % 26) for place in (2, 1, 0))


class Steps:
    """Counts the Python lines run: a measure of work that no clock disturbs."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, frame: object, event: str, arg: object) -> "Steps":
        self.count += 1
        return self

    def of(self, text: str) -> int:
        self.count = 0
        before = sys.gettrace()
        sys.settrace(self)  # type: ignore[arg-type]
        try:
            parse_source(text.encode(), name="a.txt")
        finally:
            sys.settrace(before)
        return self.count


@pytest.mark.parametrize("shape", SHAPES)
def test_work_grows_with_the_length_alone(shape: str) -> None:
    piece, steps = SHAPES[shape], Steps()
    small, large = (steps.of("Snow fell.\n\n" + piece * (size // len(piece))) for size in (500, 4_000))
    assert large < 12 * small + 10_000


@pytest.mark.parametrize("shape", NUMBERED)
def test_work_grows_with_the_number_alone(shape: str) -> None:
    steps = Steps()
    small, large = (steps.of("".join(map(NUMBERED[shape], range(number)))) for number in (50, 400))
    assert large < 12 * small + 10_000


def test_twenty_thousand_speakers() -> None:
    lines = [f"Ann{chr(97 + i % 26)}{chr(97 + i // 26 % 26)} Lee{chr(97 + i // 676)}: Why?" for i in range(5_000)]
    article = parse_source("\n\n".join(lines).encode(), name="a.txt")
    assert len(article.blocks) == 5_000


def test_what_is_parsed_twice_is_the_same() -> None:
    raw = "Ann Lee: Why?\n\nBo Vik: So.\n\nAL: “No,” said Tom.\n\nBV: Yes.".encode()
    assert parse_source(raw, name="a.txt") == parse_source(raw, name="a.txt")
