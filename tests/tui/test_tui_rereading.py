"""A file that is edited while it is read: noticed, shown at the same place, told; and read again by a key."""

from pathlib import Path

import pytest
import shelf
from person import Person
from running_app import Run
from textual.events import AppBlur, AppFocus


def edit(home: Path, old: str, new: str) -> None:
    file = home / "library" / f"{shelf.HARBOUR}.md"
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new))


async def come_back(person: Person) -> None:
    """Turn to another window, and to this one again."""
    person.app.post_message(AppBlur())
    person.app.post_message(AppFocus())
    await person.settle()


async def open_harbour(person: Person, *keys: str) -> None:
    person.app.screen.open_article(shelf.HARBOUR)
    person.app.screen.go_to_pane("reader")
    await person.press(*keys)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)], ids=str)
async def test_an_edit_is_shown_where_one_is_when_one_comes_back(run: Run, home: Path, size: tuple[int, int]) -> None:
    async with run(size=size) as person:
        await open_harbour(person, "]", "]", "]")
        (here,) = person.marked
        edit(home, "**Q:** How do you record fog?", "**Q:** Who are you?\n\n**Q:** How do you record fog?")
        edit(home, "Was the herring real?", "Was the herring real, all of it?")
        edit(home, "We ate it.", "We ate it all.")
        await come_back(person)
        assert "The file was edited" in " ".join(person.notices)
        assert "Żaneta brought it." in person.reader or size[1] < 20
        assert "all of it?" in person.reader
        assert len(person.marked) == 1, here


async def test_a_place_is_found_again_in_what_was_written_while_nobody_read(run: Run, home: Path) -> None:
    async with run() as person:
        await open_harbour(person, "]", "]")
        (here,) = person.marked
        await person.press("q")
    edit(home, "**Q:** How do you record fog?", "**Q:** Who?\n\n**A:** Ask.\n\n**Q:** How do you record fog?")
    async with run() as person:
        await open_harbour(person)
        assert person.marked == [here]


async def test_an_edit_made_before_the_file_was_first_looked_at_is_seen(run: Run, home: Path) -> None:
    async with run() as person:
        edit(home, "We ate it.", "We ate it all.")
        await open_harbour(person, "G")
        await come_back(person)
        assert "We ate it all." in person.reader


async def test_what_was_mended_here_is_not_taken_for_an_edit(run: Run, home: Path) -> None:
    async with run() as person:
        await open_harbour(person)
        await come_back(person)
        await person.press("]", "}", "m", "2", "2", "1")
        (said,) = person.notices
        await come_back(person)
        assert person.notices == [said]
        assert said.startswith("Mended")


async def test_a_file_that_cannot_be_read_any_more_is_told_once_and_shown_as_it_was(run: Run, home: Path) -> None:
    async with run() as person:
        await open_harbour(person)
        edit(home, "kind: interview", "kind: [")
        await come_back(person)
        assert "shown as it was before" in person.notices[0]
        assert shelf.HARBOUR in person.notices[0]
        assert "Where did a film" in person.reader
        await person.press("]")
        person.app.screen.foot.be_silent()
        await come_back(person)
        assert person.notices == []
        edit(home, "kind: [", "kind: interview")
        await come_back(person)
        assert person.notices == []


@pytest.mark.parametrize("keys", [(), ("R",)], ids=str)
async def test_of_an_article_that_was_removed_it_is_told_and_its_text_stays(
    run: Run, home: Path, keys: tuple[str, ...]
) -> None:
    async with run() as person:
        await open_harbour(person, "]")
        before = person.reader
        (home / "library" / f"{shelf.HARBOUR}.md").unlink()
        await (person.press(*keys) if keys else come_back(person))
        said = " ".join(person.notices)
        assert "The article was removed; this is its text as it was" in said
        assert ".md" not in said
        assert person.reader == before


async def test_a_key_reads_the_file_again(run: Run, home: Path) -> None:
    async with run() as person:
        await open_harbour(person, "G", "R")
        assert person.notices == ["The file is as it was"]
        edit(home, "We ate it.", "We ate it all.")
        await person.press("R")
        assert person.notices == ["Read again"]
        assert "We ate it all." in person.reader


async def test_that_an_edit_by_hand_ends_undoing_is_told(run: Run, home: Path) -> None:
    async with run() as person:
        await open_harbour(person, "]", "}", "U")
        assert person.notices == ["Nothing to undo"]
        await person.press("m", "2", "2", "1")
        edit(home, "We ate it.", "We ate it all.")
        await person.press("U")
        assert person.notices == ["Nothing to undo: the file was edited after the last mending"]
        edit(home, "We ate it all.", "We ate it.")
        await person.press("U")
        assert "nothing" not in person.notices[0].lower()


@pytest.mark.parametrize("size", [(80, 24), (40, 12)], ids=str)
@pytest.mark.parametrize("key", ["?", "i"])
async def test_an_edit_is_told_in_the_foot_of_what_lies_over_the_text(
    run: Run, home: Path, size: tuple[int, int], key: str
) -> None:
    async with run(size=size) as person:
        await open_harbour(person, key)
        before = [row[:30].rstrip() for row in person.rows[: size[1] - 5]]
        edit(home, "We ate it.", "We ate it all.")
        person.app.screen_stack[-2].look_at_file()
        await person.until(lambda: bool(person.notices))
        await person.settle()
        assert person.notices == ["The file was edited: this is how it is now"]
        assert "The file was edited" in "".join(person.rows[-4:])
        assert [row[:30].rstrip() for row in person.rows[: size[1] - 5]] == before
        assert not person.app._notifications
        await person.press("j")
        assert not person.notices
        assert " q close" in "".join(person.rows[-4:])


@pytest.mark.parametrize("size", [(80, 24), (40, 12)], ids=str)
async def test_an_edit_while_one_mends_is_told_in_the_foot(run: Run, home: Path, size: tuple[int, int]) -> None:
    async with run(size=size) as person:
        await open_harbour(person, "]", "}", "m")
        before = person.rows[: size[1] - 3]
        edit(home, "We ate it.", "We ate it all.")
        person.app.screen_stack[-2].look_at_file()
        await person.until(lambda: bool(person.notices))
        await person.settle()
        assert person.notices == ["The file was edited: this is how it is now"]
        assert "The file was edited" in "".join(person.rows[-2:])
        assert person.rows[: size[1] - 3][0] == before[0]
        assert not person.app._notifications
        await person.press("j")
        assert "choose" in person.foot
