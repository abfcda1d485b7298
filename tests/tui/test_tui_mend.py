"""Mending in the reader: a step or two by keys, seen once it is on the disk, undone and done again."""

from pathlib import Path

import pytest
from conftest import Run
from person import Person

from rr_reader.library.folder import LibraryFolder
from rr_reader.model import Article, Block, Kind, Meta, Origin, Speaker

RUNA, OLE = "Runa Solheim", "Ole Brekke"
SIZES = [(120, 40), (80, 24), (40, 12)]


def guessed() -> Article:
    """An interview whose labels were understood wrongly: both people are taken for the first."""
    return Article(
        Meta(title="A Lighthouse on Wheels", kind="interview", language="en"),
        (Speaker(RUNA, "guest"), Speaker(OLE, "guest"), Speaker("O. Brekke", "guest")),
        (
            Block(Kind.QUESTION, "Who pushes it?", origin=Origin(0, 1)),
            Block(Kind.ANSWER, "The wind does.", RUNA, origin=Origin(1, 2, "RB")),
            Block(Kind.QUESTION, "And uphill?", origin=Origin(2, 3)),
            Block(Kind.ANSWER, "Then I push.", RUNA, origin=Origin(3, 4, "RB", 1.0, 0.6)),
            Block(Kind.CONTINUATION, "Nobody thanks me.", RUNA, origin=Origin(4, 5, "", 1.0, 0.6)),
            Block(Kind.ANSWER, "He is thanked every Sunday.", "O. Brekke", origin=Origin(5, 6, "OB")),
        ),
    )


LIGHTHOUSE = "a-lighthouse-on-wheels"


@pytest.fixture
def home(home: Path) -> Path:
    LibraryFolder(home / "library").add(guessed(), b"Who pushes it?")
    return home


async def at(person: Person, article_id: str, *keys: str) -> None:
    person.app.screen.open_article(article_id)
    person.app.screen.go_to_pane("reader")
    await person.settle()
    await person.press(*keys)


async def choose(person: Person, *words: str) -> None:
    """Go down each list to the line that begins so, and take it."""
    for word in words:
        options = person.app.screen.query_one("OptionList")
        lines = [str(options.get_option_at_index(i).prompt) for i in range(options.option_count)]
        await person.press("g", *["j"] * next(i for i, line in enumerate(lines) if line.startswith(word)), "enter")


def on_disk(home: Path, article_id: str) -> Article:
    return LibraryFolder(home / "library").load(article_id)


def speakers(article: Article) -> list[str]:
    return [block.speaker for block in article.blocks]


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_turn_is_given_to_another_and_taken_back_and_given_again(
    run: Run, home: Path, size: tuple[int, int]
) -> None:
    async with run(size=size) as person:
        await at(person, LIGHTHOUSE, "]", "]", "}", "m")
        assert "60 % sure" in person.screen
        assert RUNA in person.screen
        await choose(person, "Somebody else", OLE, "This turn")
        assert f"is {OLE}’s; U undoes" in person.notices[-1]
        assert speakers(on_disk(home, LIGHTHOUSE))[3:5] == [OLE, OLE]
        assert OLE in person.foot or size[0] < 60
        assert OLE.upper() in person.reader.upper()
        await person.press("U")
        assert person.notices[-1].startswith("Undone: “Then I push.”")
        assert on_disk(home, LIGHTHOUSE).blocks == guessed().blocks
        await person.press("ctrl+r")
        assert person.notices[-1].startswith("Redone: “Then I push.”")
        assert speakers(on_disk(home, LIGHTHOUSE))[3:5] == [OLE, OLE]


async def test_what_was_mended_is_undone_after_a_restart(run: Run, home: Path) -> None:
    async with run() as person:
        await at(person, LIGHTHOUSE, "]", "}", "m")
        await choose(person, "Somebody else", "Somebody else")
        await person.type("Ada Lund")
        await person.press("enter")
        await choose(person, "All 2 turns labelled “RB”")
        assert speakers(on_disk(home, LIGHTHOUSE))[1:5:2] == ["Ada Lund", "Ada Lund"]
        assert "Ada Lund" in person.filters
    async with run() as person:
        await at(person, LIGHTHOUSE, "U")
        assert "Undone: all labelled “RB” is Ada Lund’s" in person.notices
        assert on_disk(home, LIGHTHOUSE).blocks == guessed().blocks
        assert "Ada Lund" not in person.filters
        await person.press("U")
        assert "Nothing to undo" in person.notices


async def test_what_is_right_is_doubted_no_more(run: Run, home: Path) -> None:
    async with run() as person:
        await at(person, LIGHTHOUSE, "!")
        assert "60 %" in person.foot
        await person.press("m", "enter")
        assert "doubtful" not in person.foot
        assert "?" not in person.reader.split("Then I push.")[1]
        mended = on_disk(home, LIGHTHOUSE)
        assert [block.origin.speaker_confidence for block in mended.blocks[3:5]] == [1.0, 1.0]
        await person.press("m")
        assert "Right as it is" not in person.screen
