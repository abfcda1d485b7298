"""A kill at any moment leaves a file that is the old one whole or the new one whole."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from rr_reader.errors import CannotCreateError, StorageError
from rr_reader.library.durable import Batch, make_folder, place_new, remove_durably, sweep, write_durably

_WRITER = """
import itertools, sys
from pathlib import Path
from rr_reader.library.durable import write_durably
for number in itertools.count():
    write_durably(Path(sys.argv[1]), (f"{number:08}" * 25_000).encode())
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
        assert content == content[:8] * 25_000
        assert int(content[:8]) >= int(acknowledged)


def test_nothing_is_left_beside_the_file_and_others_may_read_it(tmp_path: Path) -> None:
    write_durably(tmp_path / "a.md", b"one")
    write_durably(tmp_path / "a.md", b"two")
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]
    assert (tmp_path / "a.md").read_bytes() == b"two"
    plain = tmp_path / "plain"
    plain.touch()
    assert (tmp_path / "a.md").stat().st_mode == plain.stat().st_mode


def create(path: Path, data: bytes) -> bool:
    """Write a new file; False where something has its name."""
    try:
        with Batch() as batch:
            batch.write(path, data, lambda written: place_new(written, path))
            batch.commit()
    except FileExistsError:
        return False
    return True


def no_links(self: Path, target: Path) -> None:
    raise PermissionError(f"{self}: this disk has no links to {target}")


@pytest.mark.parametrize("links", [True, False])
def test_a_new_file_replaces_nothing(tmp_path: Path, links: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not links:
        monkeypatch.setattr(Path, "hardlink_to", no_links)
    assert create(tmp_path / "a.md", b"one")
    assert not create(tmp_path / "a.md", b"two")
    (tmp_path / "link.md").symlink_to("nowhere")
    assert not create(tmp_path / "link.md", b"three")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.md", "link.md"]
    assert (tmp_path / "a.md").read_bytes() == b"one"
    assert (tmp_path / "a.md").stat().st_nlink == 1


def test_of_all_who_create_a_file_at_once_one_does(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        for number in range(20):
            path, start = tmp_path / f"{number}.md", Barrier(8)

            def created(words: bytes, path: Path = path, start: Barrier = start) -> bytes:
                start.wait()
                return words if create(path, words) else b""

            made = [words for words in pool.map(created, [b"%d" % n for n in range(8)]) if words]
            assert made == [path.read_bytes()]
    assert len(list(tmp_path.iterdir())) == 20


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


def test_a_batch_gives_no_name_before_all_is_written_and_else_leaves_nothing(
    tmp_path: Path,
) -> None:
    with Batch() as batch:
        for name in "abc":
            batch.write(tmp_path / name, name.encode())
        assert not (tmp_path / "a").exists()
        batch.commit()
    assert [(tmp_path / name).read_text() for name in "abc"] == ["a", "b", "c"]
    with Batch() as batch:
        batch.write(tmp_path / "d", b"d")
        with pytest.raises(CannotCreateError):
            batch.write(tmp_path / "nowhere" / "e", b"e")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b", "c"]


def test_what_a_killed_writer_left_is_swept_away_and_what_is_being_written_is_not(tmp_path: Path) -> None:
    words = (
        "import os, sys, pathlib; from rr_reader.library.durable import Batch; batch = Batch();"
        "batch.write(pathlib.Path(sys.argv[1]) / 'a', b'half'); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", words, str(tmp_path)], timeout=60)
    assert len(list(tmp_path.iterdir())) == 1
    with Batch() as batch:
        batch.write(tmp_path / "b", b"whole")
        sweep(tmp_path)
        assert len(list(tmp_path.iterdir())) == 1
        batch.commit()
    assert [path.name for path in tmp_path.iterdir()] == ["b"]
