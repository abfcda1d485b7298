import io
import os
import socket
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from rr_reader.errors import BadSourceError, NoSourceError, ReaderError, StorageError
from rr_reader.sources import discover
from rr_reader.sources.discover import find_sources, read_bytes, read_head, read_stream, read_whole
from rr_reader.sources.held import is_bundle_at


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"Snow\r\n")
    assert read_bytes(tmp_path / "a.txt") == b"Snow\r\n"


def test_what_does_not_exist_is_no_source(tmp_path: Path) -> None:
    with pytest.raises(NoSourceError, match=r"gone\.txt"):
        read_bytes(tmp_path / "gone.txt")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(BadSourceError):
        read_bytes(tmp_path)


def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(BadSourceError, match="regular"):
        read_bytes(tmp_path / "pipe.txt")


def test_a_name_that_no_file_can_have_is_an_error_of_ours() -> None:
    with pytest.raises(Exception, match="a") as caught:
        read_bytes(Path("a\0b.txt"))
    assert type(caught.value).__module__ == "rr_reader.errors"


def test_what_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discover, "LARGEST", 10)
    (tmp_path / "a.txt").write_bytes(b"x" * 11)
    with pytest.raises(BadSourceError, match="larger"):
        read_bytes(tmp_path / "a.txt")
    with pytest.raises(BadSourceError, match="larger"):
        read_stream(io.BytesIO(b"x" * 11))
    assert read_stream(io.BytesIO(b"x" * 10)) == b"x" * 10


def test_a_file_of_holes_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(5 << 30)
    tracemalloc.start()
    try:
        with pytest.raises(BadSourceError, match="larger"):
            read_bytes(tmp_path / "a.txt")
        assert tracemalloc.get_traced_memory()[1] < 1 << 20
    finally:
        tracemalloc.stop()


def test_a_folder_is_searched_in_order_and_hidden_files_passed_over(tmp_path: Path) -> None:
    for name in ("b.md", "a.txt", "c.png", ".d.txt", "deep/e.TXT", ".git/f.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    found = [path.relative_to(tmp_path).as_posix() for path in find_sources([str(tmp_path)])]
    assert found == ["a.txt", "b.md", "deep/e.TXT"]


def test_what_is_named_is_given_even_if_it_is_no_text(tmp_path: Path) -> None:
    assert list(find_sources([str(tmp_path / "gone.png")])) == [tmp_path / "gone.png"]


def test_links_to_folders_do_not_make_it_go_round(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert [path.name for path in find_sources([str(tmp_path)])] == ["a.txt"]


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (os.mkfifo, "a pipe"),
        (os.mkdir, "a folder"),
        (lambda path: socket.socket(socket.AF_UNIX).bind(str(path)), "a socket"),
        (lambda path: path.symlink_to("/dev/zero"), "a device"),
    ],
    ids=["pipe", "folder", "socket", "device"],
)
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_what_is_no_regular_file_is_refused_unopened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], None], what: str
) -> None:
    monkeypatch.chdir(tmp_path)  # the name of a socket must be short
    make(Path("x.txt"))
    for read in (read_bytes, lambda path: read_head(path, 10)):
        with pytest.raises(BadSourceError, match=f"is {what}, not a regular file"):
            read(Path("x.txt"))
    assert not is_bundle_at(Path("x.txt"))


def test_links_that_lead_nowhere_or_round_are_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "gone\n.txt").symlink_to("nowhere")
    (tmp_path / "loop\n.txt").symlink_to("loop\n.txt")
    for path in tmp_path.iterdir():
        with pytest.raises(ReaderError) as refused:
            read_bytes(path)
        assert "␊.txt" in str(refused.value)
        assert "\n" not in str(refused.value)


class _Changing(io.FileIO):
    """A file that somebody else writes to while it is read."""

    def __init__(self, path: Path, change: Callable[[Path], object]) -> None:
        super().__init__(path)
        self._path, self._change = path, change

    def read(self, size: int | None = -1) -> bytes:
        raw = super().read(-1 if size is None else size)
        self._change(self._path)
        return raw


@pytest.mark.parametrize(
    ("change", "is_changed"),
    [
        (lambda path: path.write_text("Snow. And then more of it."), True),
        (lambda path: path.write_text(""), True),
        (lambda path: os.utime(path, ns=(5, 5)), True),
        (lambda path: path.read_text(), False),
        (lambda path: path.chmod(0o600), False),
    ],
    ids=["longer", "shorter", "later", "read", "mode"],
)
def test_a_file_that_changes_while_it_is_read_is_said_so(
    tmp_path: Path, change: Callable[[Path], object], is_changed: bool
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Snow.")
    with _Changing(path, change) as file:
        if is_changed:
            with pytest.raises(StorageError, match=r"a\.txt: was changed while it was read"):
                read_whole(file, "a.txt")
        else:
            assert read_whole(file, "a.txt") == b"Snow."


def test_a_file_that_says_it_is_empty_and_is_not_is_read() -> None:
    if not (status := Path("/proc/self/status")).is_file():
        pytest.skip("no such files here")
    assert status.stat().st_size == 0
    assert read_bytes(status).startswith(b"Name:")
