"""The table in docs/formats.md of what is kept of a format tells the truth, cell by cell."""

import io
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import kept_documents as made
import pytest

from rr_reader import parse
from rr_reader.model import Article, Block, Kind

DOCUMENT = (Path(__file__).parents[2] / "docs" / "formats.md").read_text("utf-8")
NAMES = {"text": "talk.txt", "Markdown": "talk.md"}


def _table() -> dict[tuple[str, str], str]:
    lines = DOCUMENT[DOCUMENT.index("<!-- kept -->") :].split("\n\n")[0].splitlines()[1:]
    head, _, *rows = [[cell.strip() for cell in line.strip("| ").split("|")] for line in lines]
    return {(row[0], column): cell for row in rows for column, cell in zip(head[1:], row[1:], strict=True)}


TABLE = _table()


def _marked(style: str, words: str) -> Callable[[Article], bool]:
    return lambda article: any(
        (mark.style, block.text[mark.start : mark.end]) == (style, words)
        for block in article.blocks
        for mark in block.marks
    )


def _is(kind: Kind, words: str) -> Callable[[Article], bool]:
    return lambda article: any(block.kind is kind and block.text == words for block in article.blocks)


def _by_lines(first: str, second: str) -> Callable[[Article], bool]:
    return lambda article: any(
        first in line and second not in line for block in article.blocks for line in _lines(block)
    )


def _lines(block: Block) -> list[str]:
    return block.text.split("\n")


ROWS: dict[str, tuple[str, Callable[[Article], bool]]] = {
    "who speaks": (
        "Tor Vik",
        lambda article: [b.speaker for b in article.blocks if b.speaker][:4] == [n for n, _ in made.TALK],
    ),
    "bold": ("boldly", _marked("strong", "boldly")),
    "italics": ("slantwise", _marked("em", "slantwise")),
    "links": (made.LINK, _marked("link", "the quay")),
    "headings": (made.HEADING, _is(Kind.HEADING, made.HEADING)),
    "items of lists": ("twine", _by_lines("twine", "tar")),
    "rows of tables": ("Flax", _by_lines("Flax", "Hemp")),
    "notes": (made.NOTE, _is(Kind.NOTE, made.NOTE)),
    "comments": (made.REMARK, lambda article: False),
    "running heads and feet": (made.RUNNING, lambda article: False),
    "what is hidden": (made.HIDDEN, lambda article: False),
    "what was deleted while changes were tracked": (made.DELETED, lambda article: False),
    "times or pages": ("", lambda article: any(block.time for block in article.blocks)),
    "title": (made.TITLE, lambda article: article.meta.title == made.TITLE and "title" not in article.meta.derived),
    "date": ("", lambda article: article.meta.published == "2024-03-01"),
    "language": ("", lambda article: article.meta.language == "en"),
}
"""Of each row the words that are looked for, and what it is to keep them."""


@cache
def _article(column: str) -> Article:
    return parse(made.MADE[column](), name=NAMES.get(column, ""))


def _found(article: Article, words: str, is_kept: Callable[[Article], bool]) -> str:
    """Say as the table does what became of some words."""
    if is_kept(article):
        return "yes"
    kinds = [block.kind for block in article.blocks if words and words in block.text]
    if kinds:
        return "folded" if set(kinds) == {Kind.BOILERPLATE} else "words"
    return "account" if words and any(words in item.text for item in article.account.removed) else "no"


def _holds(raw: bytes, words: str) -> bool:
    """Tell whether a document holds some words, so that they could be kept."""
    if raw.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            raw = b"\n".join(map(archive.read, archive.namelist()))
    return words.encode() in raw


@pytest.mark.parametrize(("row", "column"), TABLE)
def test_a_cell_tells_what_becomes_of_it(row: str, column: str) -> None:
    words, is_kept = ROWS[row]
    found = _found(_article(column), words, is_kept)
    if TABLE[row, column] == "–":  # there is no such thing in the format
        assert found == "no"
        assert row in {"times or pages", "date", "language"} or not _holds(made.MADE[column](), words)
    else:
        assert found == TABLE[row, column]
        assert found != "no" or _holds(made.MADE[column](), words)


def test_no_format_and_nothing_that_could_be_kept_is_left_out() -> None:
    assert {row for row, _ in TABLE} == set(ROWS)
    assert {column for _, column in TABLE} == set(made.MADE)
