"""Selecting with the mouse: what repeated clicks, drags, the right button, the wheel and the edges choose."""

import pytest
import shelf
from person import Person
from running_app import Run
from textual.events import MouseScrollDown

STORM = "On a ferry, in a storm."


async def test_clicks_in_one_cell_choose_more_and_more(run: Run) -> None:
    async with run() as person:
        x, y = person.find("storm")
        chosen = []
        for _ in range(5):
            await person.pilot.click(offset=(x + 2, y))
            chosen.append(person.selected)
        assert chosen[:3] == ["", "storm", STORM]
        assert chosen[3].startswith(STORM)
        assert chosen[3].endswith("the smell of rope.")
        assert chosen[4].startswith("Where did")
        assert chosen[4].endswith("asleep in the van.")


async def test_clicks_in_other_cells_do_not_add_up(run: Run) -> None:
    async with run() as person:
        x, y = person.find("storm")
        for column in (x, x + 1, x + 2):
            await person.pilot.click(offset=(column, y))
        assert person.selected == ""


async def press(person: Person, words: str, *, inside: int = 0, clicks: int = 1, **how: int) -> None:
    """Press the mouse on a character of some words and hold it, after so many clicks there."""
    x, y = person.find(words)
    if clicks > 1:
        await person.pilot.click(offset=(x + inside, y), times=clicks - 1)
    await person.pilot.mouse_down(offset=(x + inside, y), **how)


async def drag_to(person: Person, words: str, inside: int = 0) -> str:
    """Go on to a character of some words, and give what is selected then."""
    x, y = person.find(words)
    await person.pilot.hover(offset=(x + inside, y))
    return person.selected


@pytest.mark.parametrize(
    ("clicks", "to", "inside", "selected"),
    [
        (1, "in a storm", 4, "ry, in a"),
        (1, "ferry", 3, ""),
        (1, "On a", 1, "n a fer"),
        (2, "in a storm", 6, "ferry, in a storm"),
        (2, "in a storm", 4, "ferry, in a"),
        (2, "ry, in a", 3, "ferry"),  # the space behind: the next word is not begun
        (2, "On a", 1, "On a ferry"),
        (3, "I wrote", 4, f"{STORM} I wrote about my father’s boat, and the boat would not stay on the page."),
    ],
)
async def test_after_clicks_a_drag_goes_on_by_what_they_chose(
    run: Run, clicks: int, to: str, inside: int, selected: str
) -> None:
    async with run(size=(180, 40)) as person:
        await press(person, "ferry", inside=3, clicks=clicks)
        assert await drag_to(person, to, inside) == selected
        assert await drag_to(person, "ferry", 3) == {1: "", 2: "ferry", 3: STORM}[clicks], "back again: as it began"


async def test_what_a_drag_ended_with_is_what_is_copied(run: Run) -> None:
    async with run() as person:
        await press(person, "ferry", clicks=2)
        await drag_to(person, "storm", 2)
        await person.pilot.mouse_up(offset=person.find("storm"))
        await drag_to(person, "Salt Harbour opened")
        await person.press("3", "Y")
        assert person.copied == person.selected == "ferry, in a storm"


@pytest.mark.parametrize("how", [{"shift": True}, {"button": 3}], ids=str)
async def test_shift_or_the_right_button_extends(run: Run, how: dict[str, int]) -> None:
    async with run() as person:
        await person.press("3")
        x, y = person.find("ferry")
        await person.pilot.click(offset=(x, y), times=2)
        x, y = person.find("storm")
        await person.pilot.mouse_down(offset=(x + 1, y), **how)
        assert person.selected == "ferry, in a storm"
        assert await drag_to(person, "On a", 1) == "On a ferry"
        await person.pilot.mouse_up(offset=(0, 0))
        await person.press("escape", "v", "W", "W")
        await person.pilot.mouse_down(offset=(x - 3, y), **how)
        assert person.selected == "On a ferry, in"


async def test_shift_with_nothing_selected_begins_where_one_clicked(run: Run) -> None:
    async with run() as person:
        x, y = person.find("ferry")
        await person.pilot.click(offset=(x, y))
        await person.pilot.click(offset=(x + 5, y), shift=True)
        assert person.selected == "ferry"


@pytest.mark.parametrize("size", [(120, 20), (40, 12)], ids=str)
async def test_held_beyond_an_edge_the_selection_goes_on_to_the_end_and_back(run: Run, size: tuple[int, int]) -> None:
    async with run(size=size) as person:
        person.app.screen.open_article(shelf.HARBOUR)
        await person.press("3", "g")
        reader = person.app.screen.reader
        x, y = person.find("Salt Harbour")
        await person.pilot.mouse_down(offset=(x, y))
        await person.pilot.hover(offset=(x + 30, size[1] - 1))
        await person.until(lambda: reader.at_end)
        await person.pilot.hover(offset=(x + 30, size[1] - 1))
        assert reader.selection.end.block >= len(reader.article.blocks) - 2
        assert reader.article.blocks[reader.selection.start.block].text.startswith("Salt Harbour")
        await person.pilot.hover(offset=(x, 0))
        await person.until(lambda: round(reader.scroll_y) == 0)
        await person.pilot.mouse_up(offset=(x, 0))
        assert reader.selection.end.block <= 1


async def test_back_inside_the_pane_nothing_goes_on(run: Run) -> None:
    async with run(size=(40, 12)) as person:
        person.app.screen.open_article(shelf.HARBOUR)
        await person.press("3", "g")
        reader = person.app.screen.reader
        before = len(reader._timers)
        await person.pilot.mouse_down(offset=(6, 5))
        await person.pilot.hover(offset=(6, 11))
        await person.until(lambda: round(reader.scroll_y) > 3)
        await person.pilot.hover(offset=(6, 6))
        await person.until(lambda: len(reader._timers) == before)
        assert person.app.mouse_captured is reader, "it is held still"


async def test_the_wheel_takes_a_drag_along(run: Run) -> None:
    async with run(size=(40, 12)) as person:
        person.app.screen.open_article(shelf.HARBOUR)
        await person.press("3", "g")
        reader = person.app.screen.reader
        await person.pilot.mouse_down(offset=(6, 5))
        await person.pilot.hover(offset=(9, 6))
        before = reader.selection
        await person.pilot._post_mouse_events([MouseScrollDown], None, offset=(9, 6))
        await person.settle()
        assert reader.scroll_y
        assert reader.selection.start == before.start
        assert reader.selection.end > before.end


async def test_another_article_ends_a_drag(run: Run) -> None:
    async with run() as person:
        await press(person, "ferry")
        await person.press("3", "J")
        await drag_to(person, "windows")
        assert person.selected == ""
        assert person.app.mouse_captured is None
