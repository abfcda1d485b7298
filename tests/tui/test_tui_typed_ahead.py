"""Keys struck before the library has been read, or before what they are for has been found."""

from collections.abc import Iterator, Sequence
from threading import Event
from typing import Any

import pytest
from running_app import Run

from rr_reader.model import Span
from rr_reader.tui.finding import Words
from rr_reader.tui.opening import Opening


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """A disk that gives nothing before this event."""
    ready, read = Event(), Opening.load

    def slowly(self: Opening, *how: Any) -> None:
        ready.wait(10)
        read(self, *how)

    monkeypatch.setattr(Opening, "load", slowly)
    yield ready
    ready.set()


async def test_they_are_for_what_comes_then(run: Run, disk: Event) -> None:
    async with run(settle=False) as person:
        for key in ["3", "/", *"salt", "enter", "m", "7"]:
            person.strike(key)
        await person.answered()
        disk.set()
        await person.settle()
        assert "ARTICLE’S DATA" in person.screen
        await person.press("q")
        assert person.inked("hit-now") == "SALT"


async def test_a_q_that_one_types_is_a_letter(run: Run, disk: Event) -> None:
    async with run(settle=False) as person:
        for key in ["/", *"aquatic"]:
            person.strike(key)
        await person.answered()
        assert person.app.return_code is None
        disk.set()
        await person.settle()
        assert "aquatic" in person.screen


@pytest.mark.parametrize("keys", [["q"], ["/", "a", "ctrl+c", "q"]], ids=str)
async def test_a_q_that_nothing_was_typed_before_quits_at_once(run: Run, disk: Event, keys: list[str]) -> None:
    async with run(settle=False) as person:
        for key in keys:
            person.strike(key)
        await person.until(lambda: person.app.return_code == 0)
        assert not disk.is_set()


@pytest.fixture
def search(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """A search in the article that finds nothing before this event."""
    ready, find = Event(), Words.search

    def slowly(self: Words, pattern: str) -> Iterator[Sequence[Span]]:
        while not ready.is_set():
            yield ()
        yield from find(self, pattern)

    monkeypatch.setattr(Words, "search", slowly)
    yield ready
    ready.set()


async def test_what_is_struck_after_a_search_is_for_what_it_finds(run: Run, search: Event) -> None:
    async with run() as person:
        for key in ["3", "/", *"hole", "enter", "v"]:
            person.strike(key)
        await person.answered()
        assert not person.selected
        search.set()
        await person.settle()
        assert "hole" in person.selected


async def test_a_search_that_takes_long_is_stopped_with_what_was_struck_for_it(run: Run, search: Event) -> None:
    async with run() as person:
        await person.press("3")
        before = person.screen
        for key in ["/", *"hole", "enter", "v", "escape"]:
            person.strike(key)
        await person.settle()
        assert person.screen == before
        assert not person.selected
        await person.press("v")
        assert person.selected


@pytest.mark.parametrize(
    "keys",
    [
        ["3", "/", *"hole", "enter", "v"],
        ["3", "/", *"hole", "enter", "n", "/", *"hole", "enter", "n", "v"],
        ["3", "/", *"hole", "enter", "/", "enter", "n", "V"],
    ],
    ids=str,
)
async def test_keys_struck_at_once_lead_where_they_lead_one_by_one(run: Run, keys: list[str]) -> None:
    async with run() as person:
        await person.press(*keys)
        seen = person.title_row, person.selected  # how far it is scrolled may differ: letters led elsewhere meanwhile
        assert person.selected
    async with run() as person:
        for key in keys:
            person.strike(key)
        await person.settle()
        assert (person.title_row, person.selected) == seen
