"""Mending in the reader: a step or two by keys, seen once it is on the disk, undone and done again."""

from pathlib import Path

import pytest
import shelf
from lighthouse import FIRST, LAST, LIGHTHOUSE, OLE, RUNA, SIZES, at, choose, guessed, on_disk, speakers
from running_app import Run

from rr_reader.library.folder import LibraryFolder
from rr_reader.model import Kind, Quote


@pytest.fixture
def home(home: Path) -> Path:
    LibraryFolder(home / "library").add(guessed(), b"Who pushes it?")
    return home


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_turn_is_given_to_another_and_taken_back_and_given_again(
    run: Run, home: Path, size: tuple[int, int]
) -> None:
    async with run(size=size) as person:
        await at(person, LIGHTHOUSE, "]", "]", "}", "m")
        assert "60 % sure" in person.screen
        assert RUNA in person.screen
        await choose(person, "Who says it", OLE, "This turn")
        assert person.notices[-1] == f"Mended (U undoes): “Then I push.” is {OLE}’s"
        assert speakers(on_disk(home, LIGHTHOUSE))[3:5] == [OLE, OLE]
        assert OLE in person.foot or size[0] < 60
        assert OLE.upper() in person.reader.upper()
        await person.press("U")
        assert person.notices[-1].startswith("Taken back: “Then I push.”")
        assert on_disk(home, LIGHTHOUSE).blocks == guessed().blocks
        await person.press("ctrl+r")
        assert person.notices[-1].startswith("Done again: “Then I push.”")
        assert speakers(on_disk(home, LIGHTHOUSE))[3:5] == [OLE, OLE]


async def test_what_was_mended_is_undone_after_a_restart(run: Run, home: Path) -> None:
    async with run() as person:
        await at(person, LIGHTHOUSE, "]", "}", "m")
        await choose(person, "Who says it", "Somebody else")
        await person.type("Ada Lund")
        await person.press("enter")
        await choose(person, "All 2 turns that are labelled “RB”")
        assert speakers(on_disk(home, LIGHTHOUSE))[1:5:2] == ["Ada Lund", "Ada Lund"]
        assert "Ada Lund" in person.filters
    async with run() as person:
        await at(person, LIGHTHOUSE, "U")
        assert "Taken back: all “RB” is Ada Lund’s" in person.notices
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
        assert "nothing in doubt" in person.screen


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_paragraph_is_said_to_be_something_else(run: Run, home: Path, size: tuple[int, int]) -> None:
    async with run(size=size) as person:
        await at(person, shelf.HARBOUR, "g", *["}"] * 2, "m")
        await choose(person, "What it is", "caption")
        assert on_disk(home, shelf.HARBOUR).blocks[4].kind is Kind.CAPTION
        await person.press("U")
        assert (home / "library" / f"{shelf.HARBOUR}.md").read_text() == shelf.INTERVIEW


async def test_a_paragraph_becomes_somebodys_turn(run: Run, home: Path) -> None:
    async with run() as person:
        await at(person, shelf.FERRY, "m")
        kinds = "What it is", "turn", "Oda Lindqvist"
        await choose(person, *kinds)
        (turn,) = [block for block in on_disk(home, shelf.FERRY).blocks if block.kind is Kind.TURN]
        assert turn.speaker == "Oda Lindqvist"


async def test_two_names_become_one_person_in_text_list_and_filters(run: Run, home: Path) -> None:
    async with run() as person:
        await at(person, LIGHTHOUSE, *LAST)
        assert "O. Brekke" in person.filters
        await person.press("m")
        await choose(person, "Merge O. Brekke", OLE, OLE)
        mended = on_disk(home, LIGHTHOUSE)
        assert [one.name for one in mended.speakers] == [RUNA, OLE]
        assert mended.blocks[5].speaker == OLE
        assert "O. Brekke" not in person.filters
        assert OLE in person.filters
        assert not any(row.endswith(" O. Brekke") for row in person.reader.splitlines())
        await person.press("U")
        assert "O. Brekke" in person.filters
        assert any(row.endswith(" O. Brekke") for row in person.reader.splitlines())


async def test_somebody_is_renamed_and_a_name_that_is_taken_is_refused_where_it_is_typed(run: Run, home: Path) -> None:
    async with run() as person:
        await at(person, LIGHTHOUSE, *LAST, "m")
        await choose(person, "Rename O. Brekke")
        await person.press(*["backspace"] * len("O. Brekke"))
        await person.type(OLE)
        await person.press("enter")
        assert "There is a “Ole Brekke” already." in person.screen
        await person.type("son")
        assert "already" not in person.screen
        await person.press("enter")
        assert on_disk(home, LIGHTHOUSE).blocks[5].speaker == "Ole Brekkeson"


async def test_a_turn_is_split_off_under_a_new_name(run: Run, home: Path) -> None:
    async with run() as person:
        await at(person, LIGHTHOUSE, *FIRST, "m")
        await choose(person, "Split off")
        await person.press("enter")
        assert "A name is needed." in person.screen
        await person.type("Ada Lund")
        await person.press("enter")
        assert speakers(on_disk(home, LIGHTHOUSE))[1:4:2] == ["Ada Lund", RUNA]


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_quotation_is_given_to_another_and_to_nobody(run: Run, home: Path, size: tuple[int, int]) -> None:
    def first() -> Quote:
        return on_disk(home, shelf.FERRY).quotes[0]

    async with run(size=size) as person:
        await at(person, shelf.FERRY, "}", "m")
        assert "said by Mei Tanaka" in " ".join(person.screen.split())
        await choose(person, "Who says it", "Oda Lindqvist")
        assert (first().speaker, first().type) == ("Oda Lindqvist", "direct")
        await person.press("m")
        await choose(person, "Who says it", "Nobody: not speech")
        assert (first().speaker, first().type) == ("", "scare")
        await person.press("U", "U")
        assert (first().speaker, first().type) == ("Mei Tanaka", "direct")


async def test_what_the_article_says_of_itself_is_set(run: Run, home: Path) -> None:
    async with run() as person:
        await at(person, LIGHTHOUSE, "m")
        await choose(person, "Title, byline", "published")
        await person.type("in May")
        await person.press("enter")
        assert "is no date" in person.screen
        await person.press(*["backspace"] * 6)
        await person.type("2021-05-09")
        await person.press("enter")
        assert "9 May 2021" in person.articles
        await person.press("m")
        await choose(person, "Title, byline", "tags")
        await person.type("wind; light")
        await person.press("enter", "m")
        await choose(person, "Title, byline", "title")
        await person.type("!")
        await person.press("enter")
        assert "A Lighthouse on Wheels!" in person.title_row
        meta = on_disk(home, LIGHTHOUSE).meta
        assert (meta.published, meta.tags, meta.title) == ("2021-05-09", ("wind", "light"), "A Lighthouse on Wheels!")


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_all_turns_that_are_selected_go_to_one_and_come_back_by_one_undo(
    run: Run, home: Path, size: tuple[int, int]
) -> None:
    async with run(size=size) as person:
        await at(person, LIGHTHOUSE, "]", "]", "}", "V", "V", "m")
        assert "MEND 2 TURNS" in person.screen
        assert "answer, continuation by Runa Solheim, answer by O. Brekke"[: min(size[0], 38) - 5] in person.screen
        await choose(person, "Who says it")
        assert "WHO SAYS THESE 2 TURNS?" in person.screen
        await choose(person, OLE)
        assert person.notices[-1] == f"Mended (U undoes): 2 answers are {OLE}’s"
        assert speakers(on_disk(home, LIGHTHOUSE))[3:] == [OLE] * 3
        await person.press("U")
        assert person.notices[-1] == f"Taken back: 2 answers are {OLE}’s"
        assert on_disk(home, LIGHTHOUSE).blocks == guessed().blocks


async def test_a_selection_within_one_turn_is_that_turn(run: Run, home: Path) -> None:
    async with run() as person:
        await at(person, LIGHTHOUSE, "]", "]", "}", "v", "m")
        assert "This turn" not in person.screen
        await choose(person, "Who says it", OLE, "This turn")
        assert speakers(on_disk(home, LIGHTHOUSE))[3:] == [OLE, OLE, "O. Brekke"]


async def test_all_paragraphs_that_are_selected_become_something_else(run: Run, home: Path) -> None:
    async with run() as person:
        await at(person, shelf.FERRY, "V", "V", "m")
        assert "MEND 2 PARAGRAPHS" in person.screen
        before = [block.kind for block in on_disk(home, shelf.FERRY).blocks]
        await choose(person, "What it is", "boilerplate")
        assert person.notices[-1] == "Mended (U undoes): 2 paragraphs are boilerplate"
        now = [block.kind for block in on_disk(home, shelf.FERRY).blocks]
        assert (before.count(Kind.BOILERPLATE), now.count(Kind.BOILERPLATE)) == (0, 2)
        await person.press("U")
        assert [block.kind for block in on_disk(home, shelf.FERRY).blocks] == before
