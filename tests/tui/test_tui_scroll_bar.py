"""The bar beside running text: how far one is at a glance, and scrolling by the mouse."""

from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from person import Person
from running_app import Run
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.screen import Screen

from rr_reader.tui.widgets.bar import thumb

EIGHTHS = 8
SIZES = [(120, 40), (80, 24), (40, 12)]


@given(st.integers(2, 80), st.integers(1, 10**6), st.floats(0, 1))
@settings(deadline=None)
def test_the_thumb_is_in_the_bar_and_at_its_ends_at_the_ends_of_the_text(height: int, more: int, far: float) -> None:
    rows = height + more
    start, end = thumb(height, rows, height, round(more * far))
    assert 0 <= start < end <= EIGHTHS * height
    assert end - start >= EIGHTHS, "a thumb of less than a cell can hardly be hit"
    assert thumb(height, rows, height, 0)[0] == 0
    assert thumb(height, rows, height, more)[1] == EIGHTHS * height


@given(st.integers(2, 80), st.integers(2, 10**6), st.data())
@settings(deadline=None)
def test_who_goes_on_never_sees_the_thumb_go_back(height: int, more: int, data: st.DataObject) -> None:
    before = data.draw(st.integers(0, more - 1))
    starts = [thumb(height, height + more, height, at)[0] for at in (before, before + 1)]
    assert starts == sorted(starts)


@pytest.fixture
def long_text(tmp_path: Path) -> Path:
    path = tmp_path / "long.txt"
    turns = [f"{('Mira Sand', 'Olaf Rhys')[at % 2]}: Reel number {at} ran late again." for at in range(120)]
    path.write_text("\n\n".join(["Interview: The Slow Projector", *turns]), encoding="utf-8")
    return path


def _bar(person: Person) -> list[bool]:
    """Tell of each cell at the right edge of the reader whether the thumb is in it."""
    bar = person.app.screen.query_one("#reader").vertical_scrollbar.region
    lines = [strip.crop(bar.x, bar.right) for strip in person.app.screen._compositor.render_strips()]
    cells = [next(iter(strip)) for strip in lines[bar.y : bar.bottom]]
    return [bool(cell.text.strip() or (cell.style and cell.style.reverse)) for cell in cells]


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_bar_shows_how_far_one_is(run: Run, long_text: Path, size: tuple[int, int]) -> None:
    async with run(long_text, size=size) as person:
        assert (_bar(person)[0], _bar(person)[-1]) == (True, False)
        await person.press("G")
        assert (_bar(person)[0], _bar(person)[-1]) == (False, True)
        await person.press(*"bbbbb")
        assert (_bar(person)[0], _bar(person)[-1]) == (False, False), "somewhere between"


async def test_a_click_beside_the_thumb_turns_the_page(run: Run, long_text: Path) -> None:
    async with run(long_text, size=(80, 24)) as person:
        bar = person.app.screen.query_one("#reader").vertical_scrollbar
        first = person.reader
        await person.pilot.click(bar, offset=(0, bar.size.height - 1))
        await person.settle()
        assert person.reader != first
        await person.pilot.click(bar, offset=(0, 0))
        await person.settle()
        assert person.reader == first


async def test_the_thumb_can_be_drawn_to_the_end(run: Run, long_text: Path) -> None:
    async with run(long_text, size=(80, 24)) as person:
        bar = person.app.screen.query_one("#reader").vertical_scrollbar
        await person.pilot.mouse_down(bar, offset=(0, 0))
        await person.pilot.hover(bar, offset=(0, bar.size.height - 1))
        await person.pilot.mouse_up(bar, offset=(0, bar.size.height - 1))
        await person.settle()
        assert "Reel number 119" in person.reader
        assert _bar(person)[-1]


async def test_the_place_and_the_page_are_drawn_together(run: Run, long_text: Path) -> None:
    """A foot that follows a frame later is a flicker, and a page turn that takes twice as long."""
    async with run(long_text, size=(80, 24)) as person:
        frames: list[set[int]] = []
        display = person.app._display

        def look(screen: Screen[object], frame: ChopsUpdate | None) -> None:
            frames.append({y for y, _, _ in frame.spans} if frame else set())
            display(screen, frame)

        with patch.object(person.app, "_display", look):
            before = person.reader, person.foot
            await person.press("space")
        assert person.reader != before[0]
        assert person.foot != before[1]
        assert {1, 22, 23} <= next(filter(None, frames)), "the page's first and last row, and the foot"
        assert len(list(filter(None, frames))) == 1, "and nothing after that"


async def test_the_first_frame_of_another_size_is_wrapped_for_it(run: Run, long_text: Path) -> None:
    async with run(long_text, size=(80, 24)) as person:
        frames: list[list[str]] = []
        display = person.app._display

        def look(screen: Screen[object], frame: LayoutUpdate | None) -> None:
            if isinstance(frame, LayoutUpdate):
                frames.append(["".join(strip.text for strip in line).rstrip() for line in frame.strips])
            display(screen, frame)

        await person.press("space")
        with patch.object(person.app, "_display", look):
            await person.resize(34, 24)
        assert frames[0] == person.rows
