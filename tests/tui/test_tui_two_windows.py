"""Two windows on one library: what is read and marked in one is seen in the other."""

from collections.abc import Callable
from pathlib import Path

from person import Person
from running_app import Run
from textual.events import AppBlur, AppFocus

from rr_reader.library.catalogue import Library
from rr_reader.model import Place
from rr_reader.tui.session import Session
from rr_reader.userdata.store import Reading, Store


async def come_back(person: Person) -> None:
    """Turn to another window, and to this one again."""
    person.app.post_message(AppBlur())
    person.app.post_message(AppFocus())
    await person.settle()


async def test_stars_and_places_of_another_window_are_seen_and_kept(run: Run, home: Path) -> None:
    async with run(size=(120, 60)) as person:
        other = Store.open(home / "reader.db")
        other.set_starred("glass-ferry", "bell-founders", is_starred=True)
        other.save_position("glass-ferry", Reading(Place(2, 0), 41))
        await come_back(person)
        await person.until(lambda: person.articles.count("★") == 2)
        assert "41 %" in person.articles
        assert "starred              2" in person.filters
        await person.press("j", "*")
        assert other.states()["glass-ferry"] == frozenset({"reading"}), "it had a star, of which this window knew"
        other.close()


async def test_what_is_done_here_meanwhile_is_not_undone_by_what_was_done_there(run: Run, home: Path) -> None:
    async with run() as person:
        other = Store.open(home / "reader.db")
        other.set_starred("glass-ferry", is_starred=True)
        person.app.post_message(AppBlur())
        person.app.post_message(AppFocus())
        person.strike("*")
        await person.settle()
        await person.until(lambda: person.articles.count("★") == 2)
        assert {key for key, state in other.states().items() if "starred" in state} == {"glass-ferry", "salt-harbour"}
        other.close()


async def test_what_nobody_else_changed_is_not_read_again(run: Run, home: Path) -> None:
    async with run() as person:
        await person.press("*", "j")
        states = person.app.session.states
        await come_back(person)
        await come_back(person)
        assert person.app.session.states is states


def test_what_was_read_there_waits_for_what_is_done_here_meanwhile(home: Path) -> None:
    session, other = Session(Store.open(home / "reader.db")), Store.open(home / "reader.db")
    session.take(Library.of(()))
    other.set_starred("there", is_starred=True)
    taking: list[Callable[[], bool]] = []
    session.look(taking.append)
    session.saver.finish()
    marking = session.toggle_star(["here"])
    marking.save(session.store)
    marking.shown()
    assert not taking[0]()
    session.look(taking.append, again=True)
    session.saver.finish()
    assert taking[1]()
    assert session.states.keys() == {"here", "there"}
    session.store.close()
    other.close()
