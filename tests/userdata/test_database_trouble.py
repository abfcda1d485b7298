"""Trouble with the reader's own file: what can be read is read, and what is not saved says so."""

import os
import resource
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from rr_reader.errors import StorageError
from rr_reader.model import Place
from rr_reader.model.highlight import Anchor, Highlight
from rr_reader.userdata.store import Reading, Store

HALF = Reading(Place(3, 14), 50)
NOTED = Highlight("one", "a", Anchor("the boat"), note="keep me")
OTHER = Highlight("two", "a", Anchor("the fog"), note="me too")


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder that others than its owner can come into."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@contextmanager
def anybody() -> Iterator[None]:
    """Be somebody whom rights on files bind: the superuser may write anywhere."""
    before = os.geteuid()
    if not before:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(before)


@contextmanager
def full_disk() -> Iterator[None]:
    """Let no file grow beyond a few bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def kept_in(path: Path) -> None:
    store = Store.open(path)
    store.save_position("a", HALF)
    store.highlights.put(NOTED)
    store.close()


def not_saved(store: Store) -> str:
    """See that a save says that it is none, and give what it says."""
    with pytest.raises(StorageError, match="not saved") as caught:
        store.highlights.put(OTHER)
    store.save_position("b", HALF)
    assert "NOT SAVED" in store.trouble
    assert "\n" not in store.trouble
    assert "\n" not in str(caught.value)
    assert store.position("b") is None
    return store.trouble


def is_readable(store: Store) -> bool:
    return store.highlights.all() == (NOTED,) and store.position("a") == HALF


def test_on_a_full_disk_nothing_is_told_as_saved_and_all_works_when_there_is_room(home: Path) -> None:
    kept_in(home / "reader.db")
    store = Store.open(home / "reader.db")
    with full_disk():
        assert str(home / "reader.db") in not_saved(store)
        assert is_readable(store)
    store.highlights.put(OTHER)
    assert (store.trouble, set(store.highlights.all())) == ("", {NOTED, OTHER})
    store.close()


def test_a_new_file_on_a_full_disk_is_made_when_there_is_room(home: Path) -> None:
    with full_disk():
        store = Store.open(home / "reader.db")
        not_saved(store)
    store.highlights.put(NOTED)
    assert (store.trouble, store.highlights.all()) == ("", (NOTED,))
    store.close()


def read_only(path: Path) -> None:
    path.chmod(0o444)


def in_a_folder_that_is_read_only(path: Path) -> None:
    path.chmod(0o444)
    path.parent.chmod(0o555)


@pytest.mark.parametrize("spoil", [read_only, in_a_folder_that_is_read_only])
def test_what_cannot_be_written_is_read(home: Path, spoil: Callable[[Path], None]) -> None:
    path = home / "reader.db"
    kept_in(path)
    spoil(path)
    before = path.read_bytes()
    with anybody():
        store = Store.open(path)
        assert is_readable(store)
        not_saved(store)
        assert is_readable(store)
        store.close()
    assert path.read_bytes() == before


def older(path: Path) -> None:
    """Make the file what an older program left, of schema 2."""
    kept_in(path)
    shutil.rmtree(path.parent / "backups")
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("alter table article drop column trace")
        file.execute("pragma user_version = 2")


def test_an_older_file_that_cannot_be_written_is_read_all_the_same(home: Path) -> None:
    path = home / "reader.db"
    older(path)
    in_a_folder_that_is_read_only(path)
    before = path.read_bytes()
    with anybody():
        store = Store.open(path)
        assert is_readable(store)
        assert "brought up to date" in not_saved(store)
        assert is_readable(store)
        store.close()
    assert path.read_bytes() == before


def test_an_older_file_is_backed_up_before_it_is_changed(home: Path) -> None:
    path = home / "reader.db"
    older(path)
    Store.open(path).close()
    (backup,) = (home / "backups").iterdir()
    assert "schema-2" in backup.name
    with closing(sqlite3.connect(backup)) as file:
        assert file.execute("pragma user_version").fetchone() == (2,)
        assert file.execute("select id from highlight").fetchall() == [("one",)]


def test_an_older_file_that_cannot_be_backed_up_is_left_as_it_is_and_read(home: Path) -> None:
    path = home / "reader.db"
    older(path)
    (home / "backups").touch()
    before = path.read_bytes()
    store = Store.open(path)
    assert is_readable(store)
    assert "backups" in not_saved(store)
    assert path.read_bytes() == before
    (home / "backups").unlink()
    store.highlights.put(OTHER)
    assert (store.trouble, set(store.highlights.all())) == ("", {NOTED, OTHER})
    store.close()


def test_what_takes_the_files_place_is_what_is_saved_to_and_read(home: Path) -> None:
    path = home / "reader.db"
    kept_in(path)
    shutil.copy(path, home / "copy.db")
    store = Store.open(path)
    store.highlights.put(OTHER)
    (home / "copy.db").replace(path)
    assert is_readable(store)
    (home / "empty.db").touch()
    (home / "empty.db").replace(path)
    store.highlights.put(OTHER)
    assert Store.open(path).highlights.all() == (OTHER,)
    path.unlink()
    store.highlights.put(NOTED)
    assert Store.open(path).highlights.all() == (NOTED,)
    store.close()


def test_a_highlight_that_cannot_be_read_stays_in_the_file_and_hides_no_other(home: Path) -> None:
    path = home / "reader.db"
    kept_in(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("insert into highlight values ('odd', 'a', '{\"id\": 3}')")
    store = Store.open(path)
    assert store.highlights.of("a") == store.highlights.everything() == (NOTED,)
    store.highlights.put(OTHER)
    store.close()
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("select count(*) from highlight").fetchone() == (3,)


def test_what_is_noted_can_be_read_by_its_owner_alone(home: Path) -> None:
    path = home / "reader.db"
    kept_in(path)
    assert path.stat().st_mode & 0o077 == 0
    path.chmod(0o644)
    Store.open(path).close()
    assert {each.stat().st_mode & 0o077 for each in (path, *(home / "backups").iterdir())} == {0}
