"""The real app over a library of its own in a folder of its own."""

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from rr_reader.tui.app import ReaderApp
from rr_reader.tui.opening import Opening
from rr_reader.tui.session import Session
from rr_reader.userdata.settings import Settings
from rr_reader.userdata.store import Store

CONTENT = Path(__file__).parents[2] / "content"

Run = Callable[..., AbstractAsyncContextManager[Pilot[int]]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with the two shipped articles as its library."""
    shutil.copytree(CONTENT, tmp_path / "library", ignore=shutil.ignore_patterns("README.md"))
    return tmp_path


@pytest.fixture
def run(home: Path) -> Run:
    """Run the app: `async with run() as pilot`, settled, notices rendered."""

    @asynccontextmanager
    async def running(
        *sources: Path | str, size: tuple[int, int] = (120, 40), environ: dict[str, str] | None = None
    ) -> AsyncIterator[Pilot[int]]:
        store = Store.open(home / "reader.db")
        app = ReaderApp(
            Opening(home / "library", tuple(map(str, sources))),
            Session(store),
            environ=environ or {},
            copied_file=home / "copied.txt",
            settings=Settings(),
        )
        try:
            async with app.run_test(size=size, notifications=True) as pilot:
                await settle(pilot)
                yield pilot
        finally:
            store.close()

    return running


async def settle(pilot: Pilot[int]) -> None:
    """Wait until nothing is under way."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys as a user does, and wait for what they lead to."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


def rows(pilot: Pilot[int]) -> list[str]:
    """Give the screen as text, row by row."""
    width, height = pilot.app.size
    lines = pilot.app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in line).rstrip() for line in lines[:height]]


def screen(pilot: Pilot[int]) -> str:
    """Give the screen as one text."""
    return "\n".join(rows(pilot))
