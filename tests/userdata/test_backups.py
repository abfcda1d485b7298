"""Backups of the reader's own file: made once a day, seen to, put back."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rr_reader.errors import BadSourceError, NoSourceError
from rr_reader.model.highlight import Anchor, Highlight
from rr_reader.userdata.backups import KEPT, Backups, health
from rr_reader.userdata.database import Database
from rr_reader.userdata.highlights import Highlights


def save(path: Path, name: str, day: str = "2031-05-01") -> None:
    database = Database.open(path, today=lambda: day)
    Highlights(database).put(Highlight(name, "a", Anchor(name)))
    database.close()


def saved(path: Path) -> list[str]:
    database = Database.open(path)
    found = [each.id for each in Highlights(database).all()]
    database.close()
    return found


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "reader.db"


@pytest.fixture
def backups(tmp_path: Path) -> Backups:
    return Backups(tmp_path / "backups")


def test_the_first_save_of_a_day_makes_a_backup_and_the_last_days_are_kept(path: Path, backups: Backups) -> None:
    days = [f"2031-05-{day:02}" for day in range(1, KEPT + 4)]
    for day in days:
        save(path, f"first of {day}", day)
        save(path, f"second of {day}", day)
    assert backups.all() == days[: -KEPT - 1 : -1]
    in_the_last = {f"{which} of {day}" for day in days for which in ("first", "second")} - {f"second of {days[-1]}"}
    assert set(saved(backups.path(days[-1]))) == in_the_last
    assert not [each for each in backups.folder.iterdir() if each.name.startswith(".")]


def test_a_session_of_several_days_makes_one_each_day(path: Path, backups: Backups) -> None:
    today = [""]
    database = Database.open(path, today=lambda: today[0])
    for day, name in (("2031-05-01", "a"), ("2031-05-01", "b"), ("2031-05-02", "c")):
        today[0] = day
        Highlights(database).put(Highlight(name, "a", Anchor(name)))
        if database._backing_up:
            database._backing_up.join()
    database.close()
    assert backups.all() == ["2031-05-02", "2031-05-01"]
    assert saved(backups.path("2031-05-02")) == ["a", "b", "c"]


def test_that_no_backup_can_be_made_keeps_nobody_from_saving(path: Path, backups: Backups) -> None:
    backups.folder.touch()
    save(path, "one")
    assert saved(path) == ["one"]


def torn(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)


def test_a_damaged_file_takes_no_good_backups_place(path: Path, backups: Backups) -> None:
    save(path, "one")
    good = backups.path("2031-05-01").read_bytes()
    torn(path)
    with pytest.raises((sqlite3.Error, OSError)):
        backups.make_of(path, "2031-05-02")
    assert backups.all() == ["2031-05-01"]
    assert backups.path("2031-05-01").read_bytes() == good
    assert health(path).trouble


def test_health_counts_what_is_kept(path: Path) -> None:
    save(path, "one")
    database = Database.open(path)
    Highlights(database).put(Highlight("two", "a", Anchor("x"), is_gone=True))
    database.close()
    found = health(path)
    assert (found.trouble, found.highlights, found.removed, found.places) == ("", 1, 1, 0)
    assert health(path.with_name("none")).trouble
    assert not path.with_name("none").exists()


def test_a_backup_is_put_back_and_what_was_there_is_kept(path: Path, backups: Backups) -> None:
    save(path, "one", "2031-05-01")
    save(path, "two", "2031-05-02")
    save(path, "three", "2031-05-02")
    former = backups.restore(backups.chosen("2031-05-01"), path, "before")
    assert saved(path) == ["one"]
    assert former is not None
    assert saved(former) == ["one", "three", "two"]
    assert backups.chosen("") == "2031-05-02"


def test_a_journal_that_a_kill_left_is_not_played_into_what_is_put_back(path: Path, backups: Backups) -> None:
    save(path, "one")
    save(path, "two")
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("pragma cache_spill = 1")
        file.execute("pragma cache_size = 1")
        file.execute("begin immediate")
        for number in range(400):
            file.execute("insert into highlight values (?, 'a', ?)", (f"{number}", "x" * 400))
        journal = path.with_name("reader.db-journal")
        left, torn_file = journal.read_bytes(), path.read_bytes()
        file.execute("rollback")
    assert left.rstrip(b"\0")
    path.write_bytes(torn_file)
    journal.write_bytes(left)
    former = backups.restore("2031-05-01", path, "before")
    assert former is not None
    assert (saved(path), saved(former)) == (["one"], ["one", "two"])
    assert health(path).trouble == ""


def test_the_newest_sound_backup_is_chosen_and_no_damaged_one_put_back(path: Path, backups: Backups) -> None:
    save(path, "one", "2031-05-01")
    save(path, "two", "2031-05-02")
    torn(backups.path("2031-05-02"))
    assert backups.chosen("") == "2031-05-01"
    before = path.read_bytes()
    with pytest.raises(BadSourceError, match="2031-05-02"):
        backups.restore("2031-05-02", path, "before")
    assert path.read_bytes() == before
    with pytest.raises(NoSourceError, match="2031-05-01"):
        backups.chosen("2030")
    with pytest.raises(NoSourceError):
        Backups(path / "none").chosen("")
