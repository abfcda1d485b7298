"""Whatever one presses in the basket, at whatever size: nothing raises, no words change, and it closes."""

import asyncio
import tempfile
from pathlib import Path

import gleaned
import shelf
from hypothesis import given, settings
from hypothesis import strategies as st
from running_app import running

from rr_reader.tui.basket_keys import DEEDS, keys_of
from rr_reader.tui.commands import Keys

OURS = [key for deed in DEEDS if deed.id not in ("close", "export") for key in keys_of(deed, Keys())]
KEYS = [*OURS, "j", "k", "g", "G", "down", "pagedown", "f", "o", ",", "enter", "escape", "Q"]
SIZES = [(120, 40), (80, 24), (40, 12), (10, 4)]


@settings(max_examples=2, deadline=None)
@given(
    st.lists(st.sampled_from(KEYS) | st.sampled_from(SIZES), min_size=10, max_size=25),
    st.sampled_from(SIZES),
)
def test_any_keys_at_any_size_leave_the_words_alone(steps: list[str | tuple[int, int]], size: tuple[int, int]) -> None:
    asyncio.run(live_through(steps, size))


async def live_through(steps: list[str | tuple[int, int]], size: tuple[int, int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        shelf.fill(home / "library")
        gleaned.glean(home)
        gleaned.lose(home)
        before = {name: each.anchor for name, each in gleaned.on_disk(home).items()}
        async with running(home, size=size) as person:
            await person.press("Q")
            for step in steps:
                if isinstance(step, str):
                    person.strike(step)
                    await person.answered()
                else:
                    await person.pilot.resize_terminal(*step)
            await person.settle()
            assert not person.app.session.highlights.unsaved
            known = {each.id: each for each in person.app.session.highlights.all()}
        after = gleaned.on_disk(home)
        assert after == known
        assert all(before[name] == each.anchor for name, each in after.items() if name in before)
