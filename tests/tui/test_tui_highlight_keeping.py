"""The session's highlights: what is told as saved is on the disk, and what is not is never lost."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from rr_reader.errors import CannotCreateError
from rr_reader.model.highlight import Anchor, Highlight
from rr_reader.quotes.foreign import read_foreign
from rr_reader.tui.keeping import Change, Keeping
from rr_reader.tui.past import Past, Step
from rr_reader.tui.rescuing import as_text, write_lines
from rr_reader.tui.session import Session
from rr_reader.userdata.merging import BETWEEN
from rr_reader.userdata.sidecar import read
from rr_reader.userdata.store import Store


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    store = Store.open(tmp_path / "reader.db", patience=0.05)
    made = Session(store)
    yield made
    made.saver.finish()
    store.close()


def on_disk(path: Path) -> dict[str, Highlight]:
    other = Store.open(path / "reader.db")
    try:
        return {each.id: each for each in other.highlights.all()}
    finally:
        other.close()


def a_highlight(keeping: Keeping, words: str = "smell of rope", **more: object) -> Highlight:
    return replace(keeping.new(), article="salt-harbour", anchor=Anchor(words), **more)


async def test_what_is_kept_is_on_the_disk_and_comes_behind_what_was_there(session: Session, tmp_path: Path) -> None:
    keeping = session.highlights
    first, second = a_highlight(keeping, order=3.0), a_highlight(keeping, "the bell")
    assert await keeping.put(Change(None, first))
    second = replace(keeping.new(), article="salt-harbour", anchor=second.anchor)
    assert await keeping.put(Change(None, second))
    assert on_disk(tmp_path).keys() == {first.id, second.id}
    assert [each.id for each in keeping.all()] == [first.id, second.id]
    assert keeping.counts() == {"salt-harbour": 2}
    assert keeping.of("glass-ferry") == ()


async def step(found: Step | None, *, again: bool = False) -> None:
    assert found
    await (found.redo() if again else found.undo())


async def test_what_was_done_is_taken_back_and_done_again_in_its_order(session: Session, tmp_path: Path) -> None:
    keeping, past = session.highlights, session.past
    told: list[str] = []
    keeping.tell = told.append
    one = a_highlight(keeping)
    await keeping.put(Change(None, one))
    here = keeping.all()[0]
    await keeping.put(Change(here, replace(here, note="ask about the rope")), what="note")
    await step(past.back())
    assert [(each.id, each.note) for each in on_disk(tmp_path).values()] == [(one.id, "")]
    await step(past.back())
    assert on_disk(tmp_path) == {}
    assert past.back() is None
    assert told == ["Taken back: note “smell of rope”", "Taken back: highlight “smell of rope”"]
    await step(past.on(), again=True)
    await step(past.on(), again=True)
    assert [each.note for each in on_disk(tmp_path).values()] == ["ask about the rope"]
    assert past.on() is None


async def test_what_is_done_anew_forgets_what_was_undone(session: Session) -> None:
    keeping, past = session.highlights, session.past
    await keeping.put(Change(None, a_highlight(keeping)))
    await step(past.back())
    await keeping.put(Change(None, a_highlight(keeping, "another")))
    assert past.on() is None


async def test_two_windows_change_one_highlight_and_none_undoes_the_other(session: Session, tmp_path: Path) -> None:
    keeping = session.highlights
    await keeping.put(Change(None, a_highlight(keeping, note="first")))
    (here,) = keeping.all()
    other = Store.open(tmp_path / "reader.db")
    other.highlights.put(replace(here, note="theirs", colour="red", tags=("rope",)))
    other.close()
    await keeping.put(Change(here, replace(here, note="ours", colour="blue")))
    (now,) = on_disk(tmp_path).values()
    assert (now.note, now.colour, now.tags) == (f"theirs{BETWEEN}ours", "blue", ("rope",))
    assert keeping.all() == (now,)


@pytest.mark.parametrize(
    ("theirs", "ours", "both"),
    [
        ({"note": "first, and more"}, {"note": ""}, {"note": "first, and more"}),
        ({"tags": ("rope", "tar")}, {"tags": ("rope", "bell")}, {"tags": ("bell", "rope", "tar")}),
        ({"colour": "red", "changed": "2999-01-01T00:00:00Z"}, {"colour": "blue"}, {"colour": "blue"}),
        ({"note": "theirs"}, {"order": 7.0}, {"note": "theirs", "order": 7.0}),
        ({}, {"note": ""}, {"note": ""}),
    ],
)
async def test_of_what_two_windows_did_this_holds(
    session: Session, tmp_path: Path, theirs: dict[str, object], ours: dict[str, object], both: dict[str, object]
) -> None:
    keeping = session.highlights
    await keeping.put(Change(None, a_highlight(keeping, note="first", tags=("rope",))))
    (here,) = keeping.all()
    other = Store.open(tmp_path / "reader.db")
    other.highlights.put(replace(here, **theirs))
    other.close()
    await keeping.put(Change(here, replace(here, **ours)))
    (now,) = on_disk(tmp_path).values()
    assert {name: getattr(now, name) for name in both} == both


async def test_what_is_saved_late_undoes_nothing_that_was_written_meanwhile(session: Session, tmp_path: Path) -> None:
    keeping = session.highlights
    await keeping.put(Change(None, a_highlight(keeping, note="first")))
    (here,) = keeping.all()
    locking = sqlite3.connect(tmp_path / "reader.db", isolation_level=None)
    locking.execute("begin exclusive")
    assert not await keeping.put(Change(here, replace(here, colour="blue")))
    (here,) = keeping.all()
    assert not await keeping.put(Change(here, replace(here, tags=("rope",))))
    locking.execute("rollback")
    locking.close()
    other = Store.open(tmp_path / "reader.db")
    other.highlights.put(replace(next(iter(on_disk(tmp_path).values())), note="theirs"))
    assert keeping.take(other.highlights.everything(), keeping.version)
    other.close()
    assert [(each.note, each.colour, each.tags) for each in keeping.all()] == [("theirs", "blue", ("rope",))]
    assert await keeping.save_again()
    (now,) = on_disk(tmp_path).values()
    assert (now.note, now.colour, now.tags) == ("theirs", "blue", ("rope",))
    assert keeping.all() == (now,)


async def test_what_is_saved_elsewhere_is_still_to_be_saved_here(session: Session, tmp_path: Path) -> None:
    keeping = session.highlights
    locking = sqlite3.connect(tmp_path / "reader.db", isolation_level=None)
    locking.execute("begin exclusive")
    await keeping.put(Change(None, a_highlight(keeping, note="one")))
    saved = keeping.at_risk
    await keeping.put(Change(None, a_highlight(keeping, "the bell", note="two")))
    keeping.settle_for(saved)
    assert [each.note for each in keeping.at_risk] == ["two"], "it was made since"
    keeping.settle_for(keeping.unsaved)
    assert keeping.at_risk == ()
    assert [each.note for each in keeping.unsaved] == ["one", "two"]
    assert keeping.trouble
    await keeping.put(Change(keeping.all()[0], replace(keeping.all()[0], note="one more")))
    assert [each.note for each in keeping.at_risk] == ["one more"]
    locking.execute("rollback")
    locking.close()
    assert await keeping.save_again()
    assert {each.note for each in on_disk(tmp_path).values()} == {"one more", "two"}
    assert (keeping.unsaved, keeping.trouble) == ((), "")


async def test_what_another_window_removed_is_there_again_with_a_note_one_wrote(
    session: Session, tmp_path: Path
) -> None:
    keeping = session.highlights
    await keeping.put(Change(None, a_highlight(keeping)))
    (here,) = keeping.all()
    other = Store.open(tmp_path / "reader.db")
    other.highlights.put(replace(here, is_gone=True))
    other.close()
    await keeping.put(Change(here, replace(here, note="but I wrote this")))
    assert [each.note for each in on_disk(tmp_path).values()] == ["but I wrote this"]


async def test_what_cannot_be_saved_is_kept_and_told_and_saved_with_the_next(session: Session, tmp_path: Path) -> None:
    keeping = session.highlights
    one, two = a_highlight(keeping, note="precious"), a_highlight(keeping, "two")
    locking = sqlite3.connect(tmp_path / "reader.db", isolation_level=None)
    locking.execute("begin exclusive")
    assert not await keeping.put(Change(None, one))
    assert not await keeping.save_again()
    assert [each.note for each in keeping.unsaved] == ["precious"]
    assert keeping.all() == keeping.unsaved
    assert "locked" in keeping.trouble
    assert keeping.take([], keeping.version), "what is unsaved is not lost to what another window wrote"
    assert [each.note for each in keeping.all()] == ["precious"]
    locking.execute("rollback")
    locking.close()
    assert await keeping.put(Change(None, two))
    assert (keeping.unsaved, keeping.trouble) == ((), "")
    assert on_disk(tmp_path).keys() == {one.id, two.id}


async def test_what_was_read_before_a_change_does_not_take_it_back(session: Session) -> None:
    keeping = session.highlights
    version = keeping.version
    await keeping.put(Change(None, a_highlight(keeping)))
    assert not keeping.take([], version)
    assert len(keeping.all()) == 1


def test_another_file_gets_what_was_not_removed_and_is_never_written_over(session: Session, tmp_path: Path) -> None:
    keeping = session.highlights
    here, gone = a_highlight(keeping, note="dear"), a_highlight(keeping, "gone", is_gone=True)
    path = write_lines(str(tmp_path / "elsewhere.jsonl"), [here, gone])
    assert read(path.read_bytes()).highlights == {here.id: here, gone.id: gone}
    assert [(each.text, each.note) for each in read_foreign(path.read_bytes()).highlights] == [
        ("smell of rope", "dear")
    ]
    assert as_text([here, gone]) == "smell of rope\ndear"
    with pytest.raises(CannotCreateError, match="is there already"):
        write_lines(str(path), [])
    assert path.read_bytes()


@pytest.mark.parametrize("typed", ["~nobody-of-that-name/x", "a\0b", "nowhere/at/all/\0"])
def test_what_is_no_path_is_told(typed: str) -> None:
    with pytest.raises(CannotCreateError):
        write_lines(typed, [])


async def test_what_cannot_be_read_for_a_moment_stays_as_it_is_known_and_is_read_later(
    session: Session, tmp_path: Path
) -> None:
    keeping, taken = session.highlights, list[bool]()
    await keeping.put(Change(None, a_highlight(keeping)))
    await keeping.load()
    other = Store.open(tmp_path / "reader.db")
    other.highlights.put(replace(keeping.all()[0], note="theirs"))
    other.close()
    locking = sqlite3.connect(tmp_path / "reader.db", isolation_level=None)
    locking.execute("begin exclusive")
    session.look(lambda take: taken.append(take()), again=True)
    session.saver.finish()
    assert (len(keeping.all()), taken) == (1, [])
    again = Keeping(session.store, session.saver, Past())
    await again.load()
    assert not again.is_loaded
    locking.execute("rollback")
    locking.close()
    session.look(lambda take: taken.append(take()))
    session.saver.finish()
    assert ([each.note for each in keeping.all()], taken) == (["theirs"], [True])


async def test_they_are_read_once_and_the_colour_is_remembered(session: Session, tmp_path: Path) -> None:
    keeping = session.highlights
    await keeping.put(Change(None, a_highlight(keeping)))
    keeping.prefer("green")
    session.saver.finish()
    again = Keeping(session.store, session.saver, Past())
    assert again.all() == ()
    await again.load()
    assert again.all() == keeping.all()
    assert again.new().colour == "green"
