"""A kill at any moment leaves a file that is the old one whole or the new one whole."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from rr_reader.errors import CannotCreateError, StorageError
from rr_reader.library.durable import make_folder, remove_durably, write_durably

_WRITER = """
import itertools, sys
from pathlib import Path
from rr_reader.library.durable import write_durably
for number in itertools.count():
    write_durably(Path(sys.argv[1]), (f"{number % 10}" * 200_000).encode())
    print(number, flush=True)
"""


def test_a_killed_writer_leaves_a_whole_file(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    for writes in (1, 2, 3, 5, 8):
        with subprocess.Popen([sys.executable, "-c", _WRITER, str(file)], stdout=subprocess.PIPE) as child:
            assert child.stdout
            for _ in range(writes):
                acknowledged = child.stdout.readline()
            os.kill(child.pid, signal.SIGKILL)
        content = file.read_bytes()
        assert len(content) == 200_000
        assert len(set(content)) == 1
        assert content[0] - ord("0") >= int(acknowledged)


def test_nothing_is_left_beside_the_file_and_others_may_read_it(tmp_path: Path) -> None:
    write_durably(tmp_path / "a.md", b"one")
    write_durably(tmp_path / "a.md", b"two")
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]
    assert (tmp_path / "a.md").read_bytes() == b"two"
    plain = tmp_path / "plain"
    plain.touch()
    assert (tmp_path / "a.md").stat().st_mode == plain.stat().st_mode


def test_what_cannot_be_written_is_told_and_the_old_file_stands(tmp_path: Path) -> None:
    (tmp_path / "folder.md").mkdir()
    with pytest.raises(StorageError, match=r"folder\.md"):
        write_durably(tmp_path / "folder.md", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["folder.md"]
    with pytest.raises(CannotCreateError):
        write_durably(tmp_path / "missing" / "a.md", b"x")
    (tmp_path / "file").touch()
    with pytest.raises(CannotCreateError):
        make_folder(tmp_path / "file" / "below")


def test_whatever_stops_the_writing_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    write_durably(tmp_path / "a.md", b"old")
    with pytest.raises(TypeError):
        write_durably(tmp_path / "a.md", "no bytes")  # type: ignore[arg-type]
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]
    assert (tmp_path / "a.md").read_bytes() == b"old"


def test_what_is_removed_is_gone_and_was_there(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"x")
    (tmp_path / "folder").mkdir()
    assert remove_durably(tmp_path / "a.md")
    assert not remove_durably(tmp_path / "a.md")
    with pytest.raises(StorageError, match="folder"):
        remove_durably(tmp_path / "folder")
