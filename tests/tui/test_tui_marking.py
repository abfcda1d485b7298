"""The list: its order, and what is done to several articles at once."""

import threading
from pathlib import Path
from typing import Any

import pytest
from person import Person
from running_app import Run

from rr_reader.library import revising
from rr_reader.library.folder import LibraryFolder
from rr_reader.model import Article


def row(person: Person, words: str) -> str:
    """Give the first line of an article in the list."""
    return next(line for line in person.articles.split("\n") if words in line)


def order(person: Person) -> list[str]:
    """Name the articles in the order in which they stand."""
    names = ("Harbour Was", "Glass Ferry", "Bell Founders")
    return sorted(names, key=lambda name: person.articles.index(name))


def tags(home: Path) -> dict[str, tuple[str, ...]]:
    """Give the tags of each article, as its file has them."""
    folder = LibraryFolder(home / "library")
    return {name: folder.load(name).meta.tags for name in folder.ids()}


async def test_what_is_begun_comes_first_and_what_is_finished_last(run: Run) -> None:
    async with run(size=(120, 12)) as person:
        await person.press("r", "j", "enter", "j", "J", "2", "o", "o", "o", "o", "o", "o")
        assert "what is begun first" in person.title_row
        assert order(person) == ["Glass Ferry", "Bell Founders", "Harbour Was"]


async def test_the_order_is_chosen_from_a_list_and_kept_for_the_next_time(run: Run) -> None:
    async with run() as person:
        await person.press("o", "O")
        assert "SORT" in person.screen
        await person.press("j", "enter")
        assert "by title" in person.title_row, "the cursor stood on the order in force, oldest first"
        await person.press("O", "escape")
        assert "by title" in person.title_row
        await person.press("q")
    async with run() as person:
        assert "by title" in person.title_row
        assert order(person) == ["Glass Ferry", "Bell Founders", "Harbour Was"]


async def test_marks_are_counted_kept_over_sorting_and_filtering_and_taken_away(run: Run) -> None:
    async with run() as person:
        await person.press("space", "space")
        assert "2 marked" in person.title_row
        assert row(person, "Harbour Was").startswith("◆")
        assert "◆" not in row(person, "Bell Founders")
        await person.press("o", "f")
        await person.type("Harbour")
        await person.press("enter")
        assert "2 marked" in person.title_row
        await person.press("escape")
        assert "marked" not in person.title_row
        assert "Ferry" not in person.articles, "the filter goes with the next Esc"


async def test_a_mark_is_taken_away_by_the_key_that_made_it(run: Run) -> None:
    async with run() as person:
        await person.press("space", "k", "space")
        assert "marked" not in person.title_row


async def test_in_a_narrow_list_its_name_is_read_whole_beside_what_counts_most(run: Run) -> None:
    async with run(size=(80, 24)) as person:
        await person.press(*"oooooo", "x")
        assert "▌ARTICLES " in person.title_row
        assert "1 marked · 3  " in person.title_row
        await person.resize(60, 12)
        assert "1 marked · 3 · what is begun first" in person.title_row


async def test_a_list_that_is_too_narrow_for_a_date_gives_the_year(run: Run) -> None:
    async with run(size=(80, 24)) as person:
        assert "Lantern Weekly · 2023" in person.articles
        await person.resize(60, 24)
        assert "Lantern Weekly · 20 Nov 2023" in person.articles


async def test_a_range_is_marked_from_the_last_mark_to_here(run: Run) -> None:
    async with run() as person:
        await person.press("j", "j", "v")
        assert "1 marked" in person.title_row, "a range of one, where nothing was marked before"
        await person.press("g", "v")
        assert "3 marked" in person.title_row
        assert person.selected == "", "nothing is selected in the text"


async def test_all_that_is_marked_is_starred_and_then_no_longer(run: Run) -> None:
    async with run() as person:
        await person.press("*", "space", "space", "*")
        assert person.articles.count("★") == 2, "one had its star before"
        assert any("2 articles" in notice for notice in person.notices)
        await person.press("*")
        assert "★" not in person.articles
    async with run() as person:
        assert "★" not in person.articles


async def test_all_that_is_marked_is_read_but_in_the_reader_only_what_one_reads(run: Run) -> None:
    async with run() as person:
        await person.press("space", "space", "r")
        assert person.articles.count("✓") == 2
        await person.press("3", "*")
        assert person.articles.count("★") == 1


@pytest.mark.parametrize("size", [(120, 40), (40, 12)], ids=str)
async def test_a_tag_is_given_to_all_that_is_marked_and_taken_back_at_once(
    run: Run, home: Path, size: tuple[int, int]
) -> None:
    before = tags(home)
    async with run(size=size) as person:
        await person.press("space", "space", "t")
        await person.type("rope, fog")
        await person.press("enter")
        assert tags(home) == before | {
            "salt-harbour": ("fog", "boats", "rope"),
            "glass-ferry": ("fog", "rope"),
        }
        assert any("2 articles" in notice for notice in person.notices)
        await person.press("U")
        assert tags(home) == before
        await person.press("ctrl+r")
        assert tags(home)["glass-ferry"] == ("fog", "rope")


async def test_after_another_mending_only_that_is_undone(run: Run, home: Path) -> None:
    async with run() as person:
        await person.press("space", "space", "t")
        await person.type("rope")
        await person.press("enter", "g", "enter", "]", "}", "m", "2", "2", "1", "U")
        assert tags(home)["glass-ferry"] == ("fog", "rope")
        assert "rope" in tags(home)["salt-harbour"]


async def test_tags_show_in_the_filters_and_what_cannot_be_tagged_is_told(run: Run, home: Path) -> None:
    async with run(size=(140, 60)) as person:
        await person.press("space", "space")
        (home / "library" / "glass-ferry.md").unlink()
        await person.press("t")
        await person.type("rope")
        await person.press("enter")
        assert any("1 article not" in notice and "glass-ferry" in notice for notice in person.notices)
        await person.until(lambda: "rope" in person.filters)


@pytest.mark.parametrize(
    ("edited", "told"),
    [
        (["glass-ferry"], "Taken back: 1 article; nothing left to undo in 1 article"),
        (["glass-ferry", "salt-harbour"], "Nothing left to undo in 2 articles"),
    ],
)
async def test_where_nothing_is_left_to_undo_one_line_says_so(
    run: Run, home: Path, edited: list[str], told: str
) -> None:
    async with run() as person:
        await person.press("space", "space", "t")
        await person.type("rope")
        await person.press("enter")
        for name in edited:
            file = home / "library" / f"{name}.md"
            file.write_text(file.read_text() + "\nA line by hand.\n")
        await person.press("U")
        assert person.notices[-1] == told


async def test_what_is_only_looked_at_cannot_be_tagged(run: Run, tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text("A TALK ABOUT TAR\n\nBo Ek: Is it warm?\n\nAn Lo: It is.\n")
    async with run(tmp_path / "talk.txt") as person:
        await person.press("t")
        assert any("rr-reader add" in notice for notice in person.notices)
        await person.press("x", "X")
        assert any("Nothing to mark" in notice for notice in person.notices)


async def test_who_quits_twice_leaves_the_rest_as_it_is(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    goes_on, mend = threading.Event(), revising.mend

    def slowly(*args: Any) -> Article:
        assert goes_on.wait(60)
        return mend(*args)

    monkeypatch.setattr(revising, "mend", slowly)
    async with run() as person:
        await person.press("x", "x", "x", "t")
        await person.type("water")
        person.strike("enter")
        await person.until(lambda: bool(person.app.errands))
        person.strike("q")
        person.strike("q")
        await person.answered()
        goes_on.set()
        await person.settle()
        assert person.app.return_code == 0
    assert [names.count("water") for names in tags(home).values()].count(1) == 1
