"""Whatever one presses, at whatever size: nothing raises, and q still quits."""

import asyncio
import tempfile
from pathlib import Path

import shelf
from hypothesis import given, settings
from hypothesis import strategies as st
from running_app import running
from textual.widgets import Input, TextArea

from rr_reader.tui.commands import COMMANDS

KEYS = [key for command in COMMANDS for key in command.keys if command.id != "quit"]
TYPED = ["a", "o", "e", "enter", "enter", "escape", "backspace"]
SIZES = [(120, 40), (80, 24), (40, 12), (10, 3), (200, 60)]


@settings(max_examples=5, deadline=None)
@given(
    st.lists(st.sampled_from(KEYS + TYPED) | st.sampled_from(SIZES), min_size=10, max_size=25),
    st.sampled_from(SIZES),
)
def test_any_keys_at_any_size_leave_q_working(steps: list[str | tuple[int, int]], size: tuple[int, int]) -> None:
    asyncio.run(live_through(steps, size))


async def live_through(steps: list[str | tuple[int, int]], size: tuple[int, int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shelf.fill(Path(folder) / "library")
        async with running(Path(folder), size=size) as person:
            for step in steps:
                if isinstance(step, str):
                    person.strike(step)
                    await person.answered()
                else:
                    await person.pilot.resize_terminal(*step)
            await person.settle()
            while isinstance(person.app.focused, Input | TextArea):  # what one types in takes q as a letter
                await person.press("escape")
            for _ in range(3):
                if person.app.return_code is None:
                    await person.press("q")
            assert person.app.return_code == 0
