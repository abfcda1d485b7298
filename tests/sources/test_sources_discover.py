import io
import os
import tracemalloc
from pathlib import Path

import pytest

from rr_reader.errors import BadSourceError, NoSourceError
from rr_reader.sources import discover
from rr_reader.sources.discover import find_sources, read_bytes, read_stream


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
