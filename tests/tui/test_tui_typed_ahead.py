"""Keys struck before the library has been read."""

from collections.abc import Callable, Iterator
from threading import Event

import pytest
from running_app import Run

from rr_reader.tui.loaded import Loaded
from rr_reader.tui.opening import Opening


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """A disk that gives nothing before this event."""
    ready, read = Event(), Opening.load

    def slowly(self: Opening, take: Callable[[Loaded], None], tell: Callable[[str], None], ended: Event) -> None:
        ready.wait(10)
        read(self, take, tell, ended)

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
