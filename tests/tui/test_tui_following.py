"""A library that is followed: what becomes of its files is shown within moments, in two windows alike."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Condition, Event, Thread

import pytest
import shelf

from rr_reader.library.filtering import select
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.index.index import open_library
from rr_reader.library.query import parse_query
from rr_reader.tui.following import POLL, Following
from rr_reader.tui.loaded import Loaded

PATIENCE = 20
TALK = "---\ntitle: Tape {}\n---\n\n**Bo Ek:** Rope, and tar {}.\n"


class Window:
    """What the reading thread of a window hands over, last of all."""

    def __init__(self, folder: Path, index: Path) -> None:
        self._ended, self._changed = Event(), Condition()
        self._loaded: list[Loaded] = []
        following = Following(folder, index, self._take, lambda words: None)
        self._thread = Thread(target=following.run, args=(self._ended,), daemon=True)
        self._thread.start()

    def _take(self, loaded: Loaded) -> None:
        with self._changed:
            self._loaded.append(loaded)
            self._changed.notify_all()

    def until(self, seen: Callable[[dict[str, str]], bool]) -> None:
        """Wait until the titles by id are as wanted."""
        with self._changed:
            assert self._changed.wait_for(lambda: bool(self._loaded) and seen(self.titles), PATIENCE), self.titles

    @property
    def titles(self) -> dict[str, str]:
        return {entry.id: entry.title for entry in self._loaded[-1].library.entries} if self._loaded else {}

    def find(self, query: str) -> list[str]:
        """List the articles that fit."""
        return [entry.id for entry in select(self._loaded[-1].library, parse_query(query))]

    @property
    def problems(self) -> str:
        return "\n".join(problem for loaded in self._loaded for problem in loaded.problems)

    def close(self) -> None:
        self._ended.set()
        self._thread.join(PATIENCE + POLL)
        assert not self._thread.is_alive()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shelf.fill(tmp_path / "library")


@pytest.fixture
def windows(folder: Path, tmp_path: Path) -> Iterator[tuple[Window, Window]]:
    both = Window(folder, tmp_path / "index.db"), Window(folder, tmp_path / "index.db")
    for window in both:
        window.until(lambda titles: len(titles) == 3)
    yield both
    for window in both:
        window.close()


def test_files_added_changed_renamed_removed_and_broken_are_seen_in_both(
    folder: Path, windows: tuple[Window, Window]
) -> None:
    bells = folder / "bell-founders.md"
    (folder / "rope.md").write_text(TALK.format("Rope", 1))
    for window in windows:
        window.until(lambda titles: titles.get("rope") == "Tape Rope")
        assert window.find("tar 1") == ["rope"]
    bells.write_text(bells.read_text().replace("Tape Two", "Tape Three").replace("large cup", "large ladle"))
    for window in windows:
        window.until(lambda titles: "Three" in titles["bell-founders"])
        assert (window.find("ladle"), window.find("cup")) == (["bell-founders"], [])
    bells.rename(folder / "ladles.md")
    (folder / "rope.md").unlink()
    for window in windows:
        window.until(lambda titles: {"ladles", "salt-harbour", "glass-ferry"} == titles.keys())
        assert (window.find("ladle"), window.find("tar")) == (["ladles"], [])
    (folder / "ladles.md").write_text("---\ntitle: [\n---\n")
    for window in windows:
        window.until(lambda titles: "ladles" not in titles)
        assert "ladles.md" in window.problems


def test_three_hundred_at_once_are_seen_in_both(folder: Path, windows: tuple[Window, Window]) -> None:
    for number in range(300):
        (folder / f"tape-{number}.md").write_text(TALK.format(number, number))
    for window in windows:
        window.until(lambda titles: len(titles) == 303)
        assert window.find("tar 299") == ["tape-299"]


def test_at_the_end_what_is_not_read_yet_is_left(folder: Path, tmp_path: Path) -> None:
    for number in range(900):
        (folder / f"tape-{number}.md").write_text(TALK.format(number, number))
    ended, told = Event(), list[str]()

    def tell(words: str) -> None:
        told.append(words)
        ended.set()

    Following(folder, tmp_path / "index.db", lambda loaded: None, tell).run(ended)
    assert told == ["indexing 0 %"]


_INDEXING = """
import sys
from pathlib import Path
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.index.index import Index
from rr_reader.library.index.updating import Progress
for step in Index(LibraryFolder(Path(sys.argv[1])), Path(sys.argv[2])).updates():
    if isinstance(step, Progress):
        print(step.done, flush=True)
"""


def test_of_two_programs_that_index_one_may_be_killed(folder: Path, tmp_path: Path) -> None:
    for number in range(900):
        (folder / f"tape-{number}.md").write_text(TALK.format(number, number))
    index = tmp_path / "index.db"
    argv = [sys.executable, "-c", _INDEXING, str(folder), str(index)]
    one = subprocess.Popen(argv, stdout=subprocess.PIPE, text=True)
    assert one.stdout
    assert one.stdout.readline() == "0\n"
    other = subprocess.Popen(argv, stdout=subprocess.DEVNULL)
    while int(one.stdout.readline()) < 400:
        pass
    os.kill(one.pid, signal.SIGKILL)
    one.communicate(timeout=PATIENCE)
    other.communicate(timeout=PATIENCE)
    assert other.returncode == 0
    library, problems = open_library(LibraryFolder(folder), index)
    assert (len(library), problems) == (903, ())
    assert [entry.id for entry in select(library, parse_query("tar 899"))] == ["tape-899"]
