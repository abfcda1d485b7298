"""The basket on the screen: what it shows, and where it leads."""

from pathlib import Path

import gleaned
import pytest
import shelf
from gleaned import BELL, FOG, SALT, SAND
from person import Person
from running_app import Run

from rr_reader.tui.basket_keys import DEEDS, help_lines
from rr_reader.userdata.settings import Settings

SIZES = [(120, 40), (80, 24), (40, 12)]
WORDS = {name: words for name, (_, words, *_) in gleaned.MARKED.items()}


def starts(person: Person) -> list[str]:
    """Give the names of what is seen, by the beginnings of their words, from top to bottom."""
    left = [row[: person.app.size.width // 2] for row in person.rows]
    return [name for row in left for name, words in WORDS.items() if words[:14] in row]


def page(person: Person) -> str:
    """Give what stands beside the list, or under it, as one line."""
    return " ".join(person._crop(person._region("quotation")).split())


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_every_quotation_stands_with_who_said_it_its_tags_and_its_colour(
    run: Run, home: Path, size: tuple[int, int]
) -> None:
    gleaned.glean(home, SALT, FOG)
    async with run(size=size) as person:
        await person.press("Q")
        at = person.find(WORDS[SALT][:14])[1]
        assert "Oda" in person.rows[at + 1]
        assert "#night" in person.rows[at + 1]
        assert "yellow" in person.rows[at + 1]
        assert "2" in person.rows[-1 if size[0] == 40 else -2]
        assert "Ivo" in person.screen


async def test_the_whole_of_it_stands_beside_with_its_note_and_its_source(run: Run, home: Path) -> None:
    gleaned.glean(home)
    async with run() as person:
        await person.press("Q")
        assert "(The Quay Review, 4 May 2024), question 1" in page(person)
        await person.press("G")
        assert "✎ like the fog" in page(person)
        assert "at 00:00:09" in page(person)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_an_empty_basket_says_how_to_fill_it(run: Run, size: tuple[int, int]) -> None:
    async with run(size=size) as person:
        await person.press("Q")
        assert "press" in page(person)
        await person.press("y", "d", "a", "t", "h", "e", "x", "X", "*", "<", ">", "=", "j", "enter", "U", "o", "c")
        assert "Nothing is in the basket" in page(person)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_enter_opens_the_article_at_the_words(run: Run, home: Path, size: tuple[int, int]) -> None:
    gleaned.glean(home)
    async with run(size=size) as person:
        await person.press("Q", "G", "enter")
        assert "Bell Founders" in person.title_row
        assert "Only when it is struck" in person.reader
        assert "BASKET" not in person.screen


async def test_a_filter_leaves_what_fits_while_one_types(run: Run, home: Path) -> None:
    gleaned.glean(home)
    cases = {
        "speaker:lindqvist": [SALT, SAND],
        "tag:sound": [FOG, BELL],
        "-tag:sound": [SALT, SAND],
        "producer OR cheap": [SALT, SAND],
        "yellow": [SALT],
        "title:harbour fog": [FOG],
        "year:2023": [SAND],
        "kind:transcript": [BELL],
        "herring": [],
    }
    async with run() as person:
        for query, left in cases.items():
            await person.press("Q", "f")
            await person.type(query)
            assert starts(person) == left, query
            await person.press("escape", "q")


async def test_the_words_one_filters_by_are_lit_and_in_sight(run: Run, home: Path) -> None:
    last = "and the name of the harbour stood on the chart, under the fish."
    words = "It came wrapped in a chart from the summer of nineteen hundred and eleven, " + last
    gleaned.put(home, [gleaned.made(home, "chart", shelf.HARBOUR, words, "red", "", (), 1)])
    async with run(size=(80, 24)) as person:
        await person.press("Q")
        assert "fish" not in person.rows[person.find("It came wrapped")[1]]
        await person.press("f")
        await person.type("under")
        row = person.find("under the fish")[1]
        assert "…" in person.rows[row]
        drawn = [each for each in person._strips()[row] if each.text == "under"]
        assert len(drawn) == 1
        assert drawn[0].style.bold
        assert "leave it" in person.screen


async def test_a_query_that_cannot_be_read_says_why(run: Run, home: Path) -> None:
    gleaned.glean(home)
    async with run() as person:
        await person.press("Q", "f")
        await person.type("colour:red")
        assert "no field “colour”" in person.screen
        await person.press(*["backspace"] * 5)
        assert starts(person) == []
        await person.press(*["backspace"] * 5)
        assert len(starts(person)) == 4


async def test_groups_stand_under_headings_and_are_kept_for_the_next_time(run: Run, home: Path) -> None:
    gleaned.glean(home)
    async with run() as person:
        await person.press("Q", "O", "j", "j", "enter")
        rows = person.rows
        heads = [
            next(i for i, row in enumerate(rows) if f"{name}" in row and "▐" not in row[:8]) for name in ("Ivo", "Oda")
        ]
        assert heads == sorted(heads)
        assert starts(person) == [FOG, SALT, SAND, BELL]
        await person.press("q")
    async with run() as person:
        await person.press("Q")
        assert "by speaker" in person.screen


async def test_one_with_two_tags_stands_under_both_and_is_one(run: Run, home: Path) -> None:
    gleaned.glean(home)
    async with run() as person:
        await person.press("Q", "O", "j", "j", "j", "enter")
        assert starts(person) == [FOG, SALT, FOG, BELL, SAND]
        assert "4 quotations" in person.screen
        await person.press("*", "Y")
        assert person.copied.count(WORDS[FOG]) == 1


async def test_what_is_found_no_more_keeps_its_words_and_says_what_to_do(run: Run, home: Path) -> None:
    gleaned.glean(home, SALT)
    gleaned.lose(home)
    async with run() as person:
        await person.press("Q", "G")
        assert "NOT FOUND ANY MORE" in person.screen
        assert "Add the article again" in page(person)
        await person.press("enter")
        assert "BASKET" in person.screen
        await person.press("y")
        assert person.copied.startswith("I counted the windows twice\n— Mei Tanaka")


async def test_the_count_is_of_what_is_listed_or_marked(run: Run, home: Path) -> None:
    gleaned.glean(home)
    words = sum(len(each.split()) for each in WORDS.values())
    async with run() as person:
        await person.press("Q")
        assert f"4 quotations · {words} words" in person.screen
        await person.press("x")
        assert f"1 marked · {len(WORDS[SALT].split())} words" in person.screen
        await person.press("escape", "f")
        await person.type("tag:sound")
        assert "2 of 4 quotations" in person.screen


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_its_keys_are_all_told_in_full(run: Run, home: Path, size: tuple[int, int]) -> None:
    gleaned.glean(home, SALT)
    async with run(size=size, settings=Settings(keys={"copy-cited": "C"})) as person:
        await person.press("Q", "?")
        lines = [line for line in help_lines(person.app.screen_stack[0].keys, size[0] - 4) if line]
        told = " ".join(piece.text for line in lines for piece in line[-1:])
        assert all(deed.title in " ".join(told.split()) for deed in DEEDS)
        assert "KEYS IN THE BASKET" in person.screen
        assert " C " in person.screen
        await person.press("q", "C")
        assert person.copied.startswith("Night is cheap")


async def test_escape_takes_one_thing_away_after_the_other(run: Run, home: Path) -> None:
    gleaned.glean(home)
    async with run() as person:
        await person.press("Q", "x", "f")
        await person.type("fog")
        await person.press("enter", "tab", "escape", "escape")
        assert len(starts(person)) == 4
        assert "1 marked" in person.screen
        await person.press("escape")
        assert "marked ·" not in person.screen
        await person.press("escape")
        assert "BASKET" not in person.screen


async def test_what_another_window_marks_comes_into_the_basket(run: Run, home: Path) -> None:
    gleaned.glean(home, SALT)
    async with run() as person:
        await person.press("Q")
        gleaned.glean(home, SALT, FOG)
        person.app.session.look(lambda take: person.app.call_from_thread(take))
        await person.until(lambda: starts(person) == [SALT, FOG])


async def test_words_from_a_hostile_file_draw_nothing_but_themselves(run: Run, home: Path) -> None:
    evil = "\x1b[31mred\x07 [bold]x[/]"
    gleaned.put(home, [gleaned.made(home, "evil", shelf.HARBOUR, "asleep in the van", evil, evil, (evil,), 1)])
    async with run() as person:
        await person.press("Q", "o", "o", "o", "o")
        assert "\x1b" not in person.screen
        assert "\x07" not in person.screen
        assert "[bold]x[/]" in person.screen
