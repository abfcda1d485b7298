"""Saved searches: kept by name, chosen and counted in the filters, removed and brought back."""

from pathlib import Path

import pytest
from person import Person
from running_app import Run

from rr_reader.library.query import parse_query
from rr_reader.userdata.searches import Searches


def count(person: Person, name: str) -> str:
    """Give the count beside a saved search in the filters; "" where it is not listed."""
    return next((row.split()[-1] for row in person.filters.split("\n") if name in row), "")


async def save(person: Person, words: str, name: str) -> None:
    await person.press("f")
    await person.type(words)
    await person.press("enter", "w")
    await person.type(name)
    await person.press("enter")


async def test_a_filter_is_saved_and_stands_first_with_its_count(run: Run, home: Path) -> None:
    async with run() as person:
        await save(person, "ferry OR herring", "wet things")
        assert Searches(home / "searches.json").read() == {"wet-things": parse_query("ferry OR herring")}
        assert person.filters.split("\n")[0].strip() == "SAVED"
        assert count(person, "wet-things") == "2"
        assert any("◆ wet-things" in row for row in person.filters.split("\n"))
    async with run() as person:
        assert count(person, "wet-things") == "2"


async def test_choosing_one_asks_for_it_alone_and_again_for_nothing(run: Run, home: Path) -> None:
    Searches(home / "searches.json").save("wet", parse_query("ferry OR herring"))
    async with run() as person:
        await person.press("f")
        await person.type("bell")
        await person.press("enter", "1", "g", "enter")
        assert "2 of 3" in person.title_row
        await person.press("f")
        assert "ferry OR herring" in person.screen
        await person.press("enter", "1", "g", "enter")
        assert person.articles.count("●") == 3


async def test_counts_follow_what_one_does(run: Run, home: Path) -> None:
    Searches(home / "searches.json").save("mine", parse_query("is:starred"))
    async with run() as person:
        assert count(person, "mine") == "0"
        await person.press("*")
        assert count(person, "mine") == "1"


async def test_one_is_removed_and_brought_back(run: Run, home: Path) -> None:
    searches = Searches(home / "searches.json")
    searches.save("wet", parse_query("ferry"))
    async with run() as person:
        await person.press("1", "g", "x")
        assert searches.read() == {}
        assert "SAVED" not in person.filters
        assert "U brings it back" in person.screen
        await person.press("U")
        assert searches.read() == {"wet": parse_query("ferry")}
        assert count(person, "wet") == "2"
        assert any("▎" in row and "wet" in row for row in person.filters.split("\n"))
        await person.press("U")
        assert "No saved search was removed" in person.screen


async def test_a_saved_search_is_a_word_of_every_query(run: Run, home: Path) -> None:
    Searches(home / "searches.json").save("wet", parse_query("ferry"))
    async with run() as person:
        await person.press("f")
        await person.type("@wet windows")
        assert person.articles.count("●") == 1
        await person.press("escape", "S")
        await person.type("@wet boat")
        assert "1 passage in 1 article" in person.screen


async def test_a_library_search_is_saved_while_one_types(run: Run, home: Path) -> None:
    async with run() as person:
        await person.press("S")
        await person.type("speaker:tanaka")
        await person.press("ctrl+s")
        await person.type("mei")
        await person.press("enter")
        assert "speaker:tanaka" in person.screen, "one goes on where one was"
        await person.press("escape")
        assert count(person, "mei") == "1"
    assert Searches(home / "searches.json").read() == {"mei": parse_query("speaker:tanaka")}


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)], ids=str)
async def test_in_the_library_search_it_is_said_under_what_was_found(run: Run, size: tuple[int, int]) -> None:
    async with run(size=size) as person:
        await person.press("S")
        await person.press("ctrl+s")
        assert "Nothing to save" in person.screen
        await person.type("speaker:tanaka")
        low = person.rows  # behind the overlay, at its left, the saved search will stand
        await person.press("ctrl+s")
        await person.type("mei")
        await person.press("enter")
        _, at = person.find("Saved as @mei")
        assert [row[2:] for row in person.rows[:at]] == [row[2:] for row in low[:at]], "it covers nothing"
        await person.type(" ye")
        assert "Saved as" not in person.screen
        await person.type("ar:x")
        await person.press("ctrl+s")
        assert "Nothing to save" in person.screen, "what is not understood is not the search before it"


async def test_without_a_name_or_a_filter_nothing_is_saved(run: Run, home: Path) -> None:
    async with run() as person:
        await person.press("w")
        assert "Nothing to save" in person.screen
        await save(person, "ferry", "")
        await person.press("+")
        await person.type("x")
        await person.press("escape")
    assert not (home / "searches.json").exists()


async def test_a_file_of_searches_that_cannot_be_read_is_told(run: Run, home: Path) -> None:
    (home / "searches.json").write_text("[")
    async with run() as person:
        assert any("searches.json" in notice for notice in person.notices)
        await save(person, "ferry", "wet")
        assert any("searches.json" in notice for notice in person.notices)
    assert (home / "searches.json").read_text() == "["


async def test_what_another_window_saves_comes_too(run: Run, home: Path) -> None:
    async with run() as person:
        Searches(home / "searches.json").save("wet", parse_query("ferry"))
        person.app.screen.look_at_file()  # type: ignore[attr-defined]
        await person.settle()
        assert count(person, "wet") == "2"
