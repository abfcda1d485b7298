"""Reading places and stars outlive the program, and trouble with them never stops the reading."""

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from rr_reader.model import Place
from rr_reader.userdata.store import Reading, Store

HALF = Reading(Place(3, 14), 50, "9 of words")


def test_what_was_saved_is_there_the_next_time(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "reader.db"
    store = Store.open(path)
    store.save_position("a", HALF)
    store.set_starred("a", is_starred=True)
    store.set_starred("b", is_starred=True)
    store.close()
    again = Store.open(path)
    assert again.position("a") == HALF
    assert again.position("b") is None
    assert again.states() == {"a": frozenset({"reading", "starred"}), "b": frozenset({"unread", "starred"})}
    assert again.percents() == {"a": 50}
    assert again.trouble == ""


def test_reading_to_the_end_finishes_and_reading_again_does_not_undo_that(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "reader.db")
    store.save_position("a", Reading(Place(9, 0), 100))
    store.save_position("a", HALF)
    assert store.states() == {"a": frozenset({"finished"})}
    assert store.position("a") == HALF


def test_unread_again_means_from_the_beginning(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "reader.db")
    store.save_position("a", HALF)
    store.set_read("a", is_read=True)
    assert store.states() == {"a": frozenset({"finished"})}
    store.set_read("a", is_read=False)
    store.set_starred("a", is_starred=True)
    store.set_starred("a", is_starred=False)
    assert store.states() == {"a": frozenset({"unread"})}
    assert store.position("a") is None


def test_the_last_read_is_the_last_read(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "reader.db")
    assert store.last_read() == ""
    for article_id in ("a", "b", "a"):
        store.save_position(article_id, HALF)
    store.set_starred("b", is_starred=True)
    assert store.last_read() == "a"


def test_two_windows_see_each_others_changes(tmp_path: Path) -> None:
    one, other = (Store.open(tmp_path / "reader.db") for _ in range(2))
    one.set_starred("a", is_starred=True)
    other.save_position("a", HALF)
    assert one.states() == other.states() == {"a": frozenset({"reading", "starred"})}


def test_what_is_known_of_an_article_moves_with_it(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "reader.db")
    store.save_position("old", HALF)
    store.set_starred("old", is_starred=True)
    store.set_starred("new", is_starred=False)
    store.save_position("other", HALF)
    store.carry("old", "new")
    assert store.states() == {"new": frozenset({"reading", "starred"}), "other": frozenset({"reading"})}
    assert store.position("new") == HALF
    assert store.last_read() == "other"
    store.carry("new", "new")
    assert store.position("new") == HALF
    store.carry("nothing", "other")
    assert store.position("other") == HALF


def test_a_file_of_an_older_rr_reader_keeps_what_was_read(tmp_path: Path) -> None:
    older = Store.open(tmp_path / "reader.db")
    older.save_position("a", HALF)
    older.close()
    with contextlib.closing(sqlite3.connect(tmp_path / "reader.db", isolation_level=None)) as file:
        file.execute("alter table article drop column trace")
        file.execute("pragma user_version = 2")
    store = Store.open(tmp_path / "reader.db")
    assert store.position("a") == replace(HALF, trace="")
    store.save_position("b", HALF)
    assert (store.position("b"), store.trouble) == (HALF, "")


def test_a_place_that_cannot_be_read_is_not_erased_but_told(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "reader.db", patience=0)
    store.save_position("a", HALF)
    with contextlib.closing(sqlite3.connect(tmp_path / "reader.db", isolation_level=None)) as other:
        other.execute("begin exclusive")
        store.carry("a", "b")
        assert "NOT SAVED" in store.trouble
        other.execute("commit")
    assert store.position("a") == HALF


def test_of_an_article_that_is_gone_nothing_is_known(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "reader.db")
    store.save_position("gone", HALF)
    store.save_position("here", HALF)
    store.forget("gone")
    assert set(store.states()) == {"here"}


_WRITER = """
import itertools, sys
from pathlib import Path
from rr_reader.model import Place
from rr_reader.userdata.store import Reading, Store
store = Store.open(Path(sys.argv[1]))
for number in itertools.count():
    store.save_position(f"a{number}", Reading(Place(number, 0), 5))
    print(number, flush=True)
"""


def test_what_was_acknowledged_survives_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "reader.db"
    for writes in (1, 3, 7):
        with subprocess.Popen([sys.executable, "-c", _WRITER, str(path)], stdout=subprocess.PIPE) as child:
            assert child.stdout
            for _ in range(writes):
                last = int(child.stdout.readline())
            os.kill(child.pid, signal.SIGKILL)
        store = Store.open(path)
        assert store.trouble == ""
        assert {f"a{number}" for number in range(last + 1)} <= set(store.states())
        store.close()


def test_a_commit_waits_for_the_disk(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "reader.db")
    assert store._database._connection
    assert store._database._connection.execute("pragma journal_mode").fetchone() == ("delete",)
    assert store._database._connection.execute("pragma synchronous").fetchone() == (3,)


def damaged(path: Path) -> None:
    path.write_bytes(b"not a database at all" * 100)


def torn(path: Path) -> None:
    Store.open(path).close()
    path.write_bytes(path.read_bytes()[:4096] + b"\xff" * 4096)


def foreign(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("create table article (id text, precious text)")
    other.close()


def newer(path: Path) -> None:
    store = Store.open(path)
    store.set_starred("old", is_starred=True)
    assert store._database._connection
    store._database._connection.execute("pragma user_version = 99")
    store.close()


def folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    ("spoil", "says"),
    [(damaged, "not a database"), (torn, ""), (foreign, "another program"), (newer, "newer"), (folder, "unable")],
)
def test_trouble_is_told_in_a_line_and_the_file_is_left_alone(tmp_path: Path, spoil, says: str) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "reader.db"
    spoil(path)
    before = path.read_bytes() if path.is_file() else b""
    store = Store.open(path)
    store.set_starred("a", is_starred=True)
    store.save_position("a", HALF)
    assert "a" not in store.states()
    assert store.position("a") is None
    assert store.last_read() == ""
    assert "NOT SAVED" in store.trouble
    assert says in store.trouble
    assert "\n" not in store.trouble
    assert (path.read_bytes() if path.is_file() else b"") == before


def test_a_newer_database_is_still_read(tmp_path: Path) -> None:
    newer(tmp_path / "reader.db")
    store = Store.open(tmp_path / "reader.db")
    assert store.states() == {"old": frozenset({"unread", "starred"})}


def test_while_another_program_writes_reading_goes_on_and_saving_works_after_it(tmp_path: Path) -> None:
    path = tmp_path / "reader.db"
    Store.open(path).close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin exclusive")
    store = Store.open(path, patience=0)
    assert store.states() == {}
    store.set_starred("a", is_starred=True)
    assert "locked" in store.trouble
    other.execute("commit")
    other.close()
    store.set_starred("a", is_starred=True)
    assert store.trouble == ""
    assert store.states() == {"a": frozenset({"unread", "starred"})}


def test_a_folder_that_cannot_be_made_is_trouble_not_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "NOT SAVED" in Store.open(tmp_path / "file" / "below" / "reader.db").trouble
