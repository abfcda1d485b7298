"""The one table of commands: everything in it can be reached, done, re-mapped and read about."""

import pytest
from person import Person
from running_app import Run
from textual.widgets import Input, OptionList

from rr_reader.tui.commands import COMMANDS, Command, spoken
from rr_reader.userdata.settings import Settings

SWALLOWED = {"ctrl+p", "ctrl+q", "ctrl+c", "escape"}
"""Keys that terminals, multiplexers and hosts keep for themselves, or are slow to pass on."""


def test_every_command_has_an_id_and_words_of_its_own() -> None:
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)
    assert len({command.title for command in COMMANDS}) == len(COMMANDS)


def test_no_key_does_two_things() -> None:
    keys = [key for command in COMMANDS for key in command.keys]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_each_has_a_key_that_reaches_every_terminal(command: Command) -> None:
    sure = [key for key in command.keys if key not in SWALLOWED and not (key[0] == "f" and key[1:].isdigit())]
    assert sure


@pytest.mark.parametrize("pane", ["1", "2", "3"], ids=["filters", "list", "reader"])
async def test_every_command_can_be_given_in_every_pane_of_the_smallest_screen(run: Run, pane: str) -> None:
    async with run(size=(40, 12)) as person:
        for command in COMMANDS:
            if command.id == "quit":
                continue
            if pane != "1" or person.focus != "FILTERS":
                await give(person, pane)
            await give(person, command.keys[0])
            for _ in range(3):
                if len(person.app.screen_stack) > 1 or isinstance(person.app.focused, Input):
                    await give(person, "escape")
            assert len(person.app.screen_stack) == 1, command.id
            assert not isinstance(person.app.focused, Input), command.id
        await person.press("q")
        assert person.app.return_code == 0


async def give(person: Person, key: str) -> None:
    person.strike(key)
    for _ in range(3):
        await person.answered()


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)], ids=str)
async def test_the_help_names_every_command_with_its_keys(run: Run, size: tuple[int, int]) -> None:
    async with run(size=size) as person:
        await person.press("?")
        read = person.rows
        for _ in range(40):
            await person.press("space")
            if person.rows == read[-len(person.rows) :]:
                break
            read += person.rows
        words = " ".join(" ".join(read).replace("▎", " ").split())
        for command in COMMANDS:
            assert command.title.split()[0] in words, command.title
            assert any(spoken(command.keys[0]) in row.split() for row in read), command.id
        await person.press("?")
        assert person.focus == "ARTICLES"


@pytest.mark.parametrize("size", [(120, 40), (40, 12)], ids=str)
async def test_the_palette_finds_a_command_by_its_name_and_does_it(run: Run, size: tuple[int, int]) -> None:
    async with run(size=size) as person:
        await person.press("3", ":")
        await person.type("next question")
        await person.until(lambda: "Next question" in person.screen)
        await person.press("enter")
        await person.until(lambda: "Q1/3" in person.foot)


async def test_the_palette_lists_every_command(run: Run) -> None:
    async with run() as person:
        await person.press(":")
        listed = person.app.screen.query_one(OptionList)
        await person.until(lambda: listed.option_count >= len(COMMANDS) - 1)
        words = "\n".join(str(option.prompt) for option in listed.options)
        assert [command.id for command in COMMANDS if command.told not in words] == ["palette"]


async def test_a_key_of_ones_own_takes_the_place_of_the_usual_one(run: Run) -> None:
    settings = Settings(keys={"next-question": "ctrl+n,x", "quit": "Z"})
    async with run(settings=settings, size=(80, 24)) as person:
        await person.press("enter", "x", "ctrl+n")
        assert "Q2/3" in person.foot
        await person.press("]")
        assert "Q2/3" in person.foot
        await person.press("q")
        assert person.app.return_code is None
        await person.press("Z")
        assert person.app.return_code == 0


async def test_the_foot_and_the_help_name_ones_own_keys(run: Run) -> None:
    async with run(settings=Settings(keys={"find": "x"})) as person:
        assert " x search" in person.foot
        await person.press("?")
        assert any("x" in row.split() and "Search in the article" in row for row in person.rows)


LEAVING = {
    "the filters": ["1"],
    "the list": ["2"],
    "the reader": ["3"],
    "the reader alone": ["z"],
    "one voice": ["3", "}", "}", "s"],
    "a selection": ["3", "v", "v"],
    "a search that was taken": ["/", "f", "o", "g", "enter"],
    "a filter that stands": ["f", "f", "o", "g", "enter"],
}


@pytest.mark.parametrize("keys", LEAVING.values(), ids=LEAVING.keys())
async def test_q_quits_from_everywhere(run: Run, keys: list[str]) -> None:
    async with run(size=(80, 24)) as person:
        await person.press(*keys, "q")
        assert person.app.return_code == 0


@pytest.mark.parametrize("keys", [["?"], ["i"], ["3", "v", "c"]], ids=["help", "account", "styles"])
@pytest.mark.parametrize("closing", ["q", "escape"])
async def test_in_an_overlay_q_and_escape_only_close_it(run: Run, keys: list[str], closing: str) -> None:
    async with run() as person:
        await person.press(*keys)
        assert len(person.app.screen_stack) == 2
        await person.press(closing)
        assert len(person.app.screen_stack) == 1
        assert person.app.return_code is None


@pytest.mark.parametrize("size", [(120, 40), (40, 12)], ids=str)
async def test_escape_never_quits_and_ends_in_the_list(run: Run, size: tuple[int, int]) -> None:
    async with run(size=size) as person:
        await person.press("f", *"o", "enter", "3", "z", "}", "s", "/", "a", "enter", "v")
        await person.press(*["escape"] * 10)
        assert person.app.return_code is None
        assert person.focus == "ARTICLES"
        assert person.articles.count("●") + person.articles.count("◐") == 3


async def test_control_c_says_how_to_quit_or_copies(run: Run) -> None:
    async with run() as person:
        await person.press("3", "ctrl+c")
        assert person.notices == ["q quits"]
        await person.press("}", "}", "v", "ctrl+c")
        assert person.copied == "On a ferry, in a storm."
