"""Searching in the article."""

from pathlib import Path

import pytest
from running_app import Run


async def search(person, words: str) -> None:  # type: ignore[no-untyped-def]
    await person.press("/")
    await person.type(words)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)], ids=str)
async def test_every_letter_goes_to_the_first_place_that_fits(run: Run, size: tuple[int, int]) -> None:
    async with run(size=size) as person:
        await person.press("enter")
        await search(person, "h")
        assert person.inked("hit-now").casefold() == "h"
        await person.type("erring")
        assert person.inked("hit-now") == "herring"
        assert "1/1" in person.screen


async def test_the_count_says_which_of_how_many(run: Run) -> None:
    async with run() as person:
        await person.press("enter")
        await search(person, "hole")
        assert "1/4" in person.screen
        await person.press("enter", "n")
        await person.press("/")
        await person.type("hole")
        assert "/4" in person.screen


async def test_next_and_previous_go_round(run: Run) -> None:
    async with run(size=(40, 12)) as person:
        await person.press("enter")
        await search(person, "ferry")
        await person.press("enter")
        first = person.foot
        await person.press("n")
        second = person.foot
        assert second != first
        await person.press("N")
        assert person.foot == first
        await person.press("N", "n")
        assert person.foot == first


async def test_one_sees_which_hit_of_how_many_while_going_through_them(run: Run) -> None:
    async with run() as person:
        await person.press("enter")
        await search(person, "hole")
        await person.press("enter", "n")
        assert "2/4" in person.screen


async def test_a_hit_goes_over_the_end_of_a_line(run: Run) -> None:
    async with run(size=(40, 12)) as person:
        await person.press("enter")
        await search(person, "leave a hole in the middle, and the hole is the fog")
        assert "1/1" in person.screen
        assert len([row for row in person.reader.split("\n") if "hole" in row]) >= 2
        assert person.inked("hit-now") == "leave a hole in the middle, and the hole is the fog"


@pytest.mark.parametrize("typed", ["zaneta", "ŻANETA", "żaneta"])
async def test_accents_and_case_do_not_matter(run: Run, typed: str) -> None:
    async with run() as person:
        await person.press("enter")
        await search(person, typed)
        assert person.inked("hit-now") == "Żaneta"


async def test_what_is_nowhere_says_so_and_does_not_move(run: Run) -> None:
    async with run(size=(80, 24)) as person:
        await person.press("enter", "]", "]")
        top = person.reader.split("\n")[0]
        await search(person, "zeppelin")
        assert "nothing" in person.screen
        assert person.reader.split("\n")[0] == top


async def test_escape_goes_back_to_where_the_search_began(run: Run) -> None:
    async with run(size=(40, 12)) as person:
        await person.press("enter", "j", "j", "j")
        before, place = person.reader, person.foot
        await search(person, "herring")
        assert person.reader != before
        await person.press("escape")
        assert (person.reader, person.foot) == (before, place)
        assert person.inked("hit-now") + person.inked("hit") == ""


async def test_enter_keeps_the_hit_and_the_keys_read_again(run: Run) -> None:
    async with run() as person:
        await person.press("enter")
        await search(person, "salt")
        await person.press("enter")
        assert person.inked("hit-now").casefold() == "salt"
        assert person.inked("hit")
        assert person.focus.startswith("The Harbour")
        await person.press("escape")
        assert person.inked("hit-now") + person.inked("hit") == ""
        assert person.focus.startswith("The Harbour"), "the first Esc ends the search only"


async def test_a_hit_inside_folded_boilerplate_opens_it(run: Run) -> None:
    async with run() as person:
        await person.press("enter")
        assert "© The Quay Review" not in person.reader
        await search(person, "© the quay")
        assert person.inked("hit-now") == "© The Quay"


async def test_a_hit_in_somebody_elses_words_lets_all_speak_again(run: Run) -> None:
    async with run() as person:
        await person.press("enter", "}", "}", "s")
        await search(person, "asleep")
        assert person.inked("hit-now") == "asleep"


async def test_searching_from_the_list_searches_the_open_article(run: Run) -> None:
    async with run(size=(40, 12)) as person:
        await search(person, "herring")
        assert person.inked("hit-now") == "herring"


async def test_without_a_search_n_says_what_to_do(run: Run) -> None:
    async with run() as person:
        await person.press("enter", "n")
        assert person.notices == ["Nothing searched for yet: press /"]


async def test_brackets_and_stars_are_searched_for_as_they_are(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("A TALK\n\nBo Ek: Was it (red)* or [/b]?\n\nAn Lo: Red.\n\nBo Ek: Is it?\n\nAn Lo: It is.\n")
    async with run(source) as person:
        await search(person, "(red)* or [/b]")
        assert person.inked("hit-now") == "(red)* or [/b]"


async def test_letters_struck_faster_than_it_searches_all_count(run: Run) -> None:
    async with run() as person:
        await person.press("enter", "/")
        for letter in "herring":
            person.strike(letter)
        await person.settle()
        assert person.inked("hit-now") == "herring"


async def test_keys_answer_while_a_long_article_is_searched(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "long.txt"
    source.write_text("A LONG TALK\n\n" + "".join(f"Bo Ek: Wave {n}?\n\nAn Lo: e e e e e.\n\n" for n in range(4000)))
    async with run(source) as person:
        await person.press("/")
        person.strike("e")
        await person.answered()
        person.strike("escape")
        await person.settle()
        assert "Wave 0?" in person.reader
        assert person.inked("hit-now") == ""


async def test_a_search_that_arrives_in_one_burst_is_a_search(run: Run) -> None:
    async with run() as person:
        await person.press("enter")
        for key in ["/", *"herring", "enter"]:
            person.strike(key)
        await person.settle()
        assert person.inked("hit-now") == "herring"
