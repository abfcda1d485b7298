"""What stands around mending: going back, a disk that refuses, other windows, keys typed ahead, what stays in sight."""

from pathlib import Path

import pytest
import shelf
from lighthouse import FIRST, LAST, LIGHTHOUSE, OLE, RUNA, at, choose, guessed, on_disk
from running_app import Run

from rr_reader.library.folder import LibraryFolder
from rr_reader.tui.widgets.choices import ChoiceList


@pytest.fixture
def home(home: Path) -> Path:
    LibraryFolder(home / "library").add(guessed(), b"Who pushes it?")
    return home


async def test_escape_goes_back_a_step_and_q_leaves(run: Run, home: Path) -> None:
    before = (home / "library" / f"{LIGHTHOUSE}.md").read_bytes()
    async with run() as person:
        await at(person, LIGHTHOUSE, "]", "}", "m")
        await choose(person, "Who says it", "Somebody else")
        await person.type("q")
        await person.press("escape")
        assert "O. Brekke" in person.screen
        await person.press("escape")
        assert "Split off" in person.screen
        await person.press("j", "enter", "q")
        assert "Split off" not in person.screen
        assert person.focus.startswith("A Lighthouse")
        await person.press("U")
        assert "Nothing to undo" in person.notices
    assert (home / "library" / f"{LIGHTHOUSE}.md").read_bytes() == before


async def test_a_disk_that_refuses_is_told_and_the_article_stays(run: Run, home: Path) -> None:
    (home / "mendings").write_text("in the way")
    async with run() as person:
        await at(person, LIGHTHOUSE, "]", "}", "m")
        await choose(person, "Who says it", OLE, "This turn")
        assert person.notices[-1].startswith("Not mended: ")
        assert "\n" not in person.notices[-1]
        assert OLE not in person.reader
        assert on_disk(home, LIGHTHOUSE).blocks == guessed().blocks


async def test_a_file_edited_meanwhile_is_shown_as_it_is_and_not_mended(run: Run, home: Path) -> None:
    file = home / "library" / f"{LIGHTHOUSE}.md"
    async with run() as person:
        await at(person, LIGHTHOUSE, "]", "]", "}", "m")
        edited = file.read_text().replace("**Q:** And uphill?", "**Q:** When?\n\n**Q:** And uphill?")
        file.write_text(edited)
        await choose(person, "Who says it", OLE, "This turn")
        assert "edited meanwhile" in person.notices[-1]
        assert file.read_text() == edited
        assert "When?" in person.reader
        await person.press("m")
        assert "Then I push." in person.screen
        await choose(person, "Who says it", OLE, "This turn")
        assert on_disk(home, LIGHTHOUSE).blocks[4].speaker == OLE


async def test_what_is_not_in_the_library_is_to_be_added_first(run: Run, home: Path) -> None:
    path = home / "on deck.txt"
    path.write_text("Bo Ek: Is it hemp?\n\nAn Lo: It is.\n")
    async with run(path) as person:
        for key in ("m", "U", "ctrl+r"):
            await person.press(key)
            assert person.notices[-1] == f"Add it to the library first: rr-reader add '{path}'"


async def test_the_reader_keeps_words_hits_and_article_when_the_filter_no_longer_fits(run: Run, home: Path) -> None:
    async with run() as person:
        await person.press("f")
        await person.type("kind:interview")
        await person.press("enter")
        await at(person, LIGHTHOUSE, "/")
        await person.type("push")
        await person.press("enter", "n")
        hit = person.inked("hit-now")
        await person.press("m")
        await choose(person, "Title, byline", "kind", "transcript")
        assert "Lighthouse" not in person.articles
        assert "Then I push." in person.reader
        assert "hit 2/2" in person.title_row
        assert person.inked("hit-now") == hit == "push"
        await person.press("U")
        assert "Lighthouse" in person.articles


async def test_a_name_that_looks_like_markup_or_a_command_stays_text(run: Run, home: Path) -> None:
    async with run() as person:
        await at(person, LIGHTHOUSE, "]", "}", "m")
        await choose(person, "Rename")
        await person.press(*["backspace"] * len(RUNA))
        await person.type("[bold]Bo[/]")
        await person.press("enter")
        assert "[bold]Bo[/]" in person.notices[-1]
        assert "[bold]Bo[/]" in person.reader
        await person.press("m")
        assert "Rename [bold]Bo[/]" in person.screen


async def test_quitting_waits_until_it_is_written(run: Run, home: Path) -> None:
    async with run() as person:
        await at(person, LIGHTHOUSE, "]", "}", "m")
        for key in ("2", "2", "1", "q"):
            person.strike(key)
        await person.settle()
        assert person.app.return_code == 0
    assert on_disk(home, LIGHTHOUSE).blocks[3].speaker == OLE


async def test_what_is_struck_in_one_burst_goes_where_it_was_meant(run: Run, home: Path) -> None:
    to_day = ["m", "7", "5"]
    async with run() as person:
        await at(person, LIGHTHOUSE, *FIRST)
        for key in [*to_day, *"may", "enter", *["backspace"] * 3, *"2021-05-09", "enter", "]", "v"]:
            person.strike(key)
        await person.settle()
        assert person.selected == "And uphill?"
        for key in [*to_day, *"x", "enter"]:
            person.strike(key)
        await person.settle()
        assert "“2021-05-09x” is" in person.screen
        for key in ["escape", "q", "w"]:
            person.strike(key)
        await person.settle()
        assert person.selected.startswith("And uphill?")
        assert person.selected.endswith("Then")
    assert on_disk(home, LIGHTHOUSE).meta.published == "2021-05-09"


async def test_every_choice_is_where_it_always_is(run: Run, home: Path) -> None:
    async with run() as person:
        seen = []
        for place in (("g",), FIRST, ("]", "]", "}"), LAST):
            await at(person, LIGHTHOUSE, "g", *place, "m")
            choices = person.app.screen.query_one(ChoiceList).choices
            seen.append([choice.words.split()[0] for choice in choices])
            await person.press("q")
        assert all(each == seen[0] for each in seen)
        await at(person, shelf.FERRY, "}", "m")
        assert [c.words.split()[0] for c in person.app.screen.query_one(ChoiceList).choices][:7] == seen[0]


@pytest.mark.parametrize("keys", [("g",), LAST], ids=str)
@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=str)
async def test_the_words_to_be_mended_stay_in_sight(
    run: Run, home: Path, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    async with run(size=size) as person:
        await at(person, LIGHTHOUSE, *keys, "m")
        assert len(person.marked) == 1
        sheet = person.app.screen.query_one("#sheet").region
        _, row = person.find("›")
        assert not sheet.y <= row < sheet.bottom


async def test_colours_follow_the_people_when_others_are_merged_renamed_and_undone(run: Run, home: Path) -> None:
    async with run() as person:

        def drawn() -> dict[str, str]:
            """Give the mark of everybody in the filters."""
            rows = (row.split() for row in person.filters.splitlines())
            return {" ".join(words[1:-1]): words[0] for words in rows if len(words) > 2 and words[-1].isdigit()}

        await at(person, LIGHTHOUSE, *FIRST)
        before = drawn()
        await person.press("m")
        await choose(person, f"Merge {RUNA}", "O. Brekke", RUNA)
        merged = drawn()
        assert "O. Brekke" not in merged
        assert merged.items() <= before.items()
        await person.press("m")
        await choose(person, "Rename")
        await person.press(*["backspace"] * len(RUNA))
        await person.type("Ada Lund")
        await person.press("enter")
        renamed = drawn()
        assert renamed.pop("Ada Lund") == before[RUNA]
        assert renamed.items() <= before.items()
        await person.press("U", "U")
        assert drawn() == before
