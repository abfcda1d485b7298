"""The last screen, as it is kept: who may read it, when it is shown again, and what it may hold."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rr_reader.userdata import picture

DRAWN = "\x1b[1;1H\x1b[1;38;2;1;2;3mRope\x1b[0m and tar – 縄\x1b[2;1H\x1b[mOda:\xa0why?".encode()
HERE = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "HOME": "/home/oda"}
SIZE = (120, 40)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A picture of a library that is there, and of settings that are not."""
    (tmp_path / "library").mkdir()
    file = tmp_path / "cache" / "picture"
    watched = [str(tmp_path / "library"), str(tmp_path / "config.toml")]
    picture.keep(str(file), watched, picture.fits(HERE, SIZE), DRAWN)
    return file


def shown(path: Path, environ: dict[str, str] = HERE, size: tuple[int, int] = SIZE) -> bytes:
    return picture.kept(str(path), picture.fits(environ, size))


def test_it_comes_again_and_nobody_else_can_read_it(path: Path) -> None:
    assert shown(path) == DRAWN
    assert path.stat().st_mode & 0o077 == 0
    assert [file.name for file in path.parent.iterdir()] == ["picture"]


@pytest.mark.parametrize(
    "other",
    [
        {"TERM": "linux"},
        {"COLORTERM": ""},
        {"NO_COLOR": "1"},
        {"COLUMNS": "60"},
        {"HOME": "/home/ivo"},
        {"XDG_DATA_HOME": "/data"},
        {"RR_READER_LIBRARY": "letters"},
    ],
)
def test_it_does_not_come_elsewhere(path: Path, other: dict[str, str]) -> None:
    assert shown(path, HERE | other) == b""


def test_it_does_not_come_in_another_size(path: Path) -> None:
    assert shown(path, size=(119, 40)) == b""


def test_a_library_named_from_another_folder_is_another_library(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = HERE | {"RR_READER_LIBRARY": "letters"}
    monkeypatch.chdir(tmp_path)
    fitting = picture.fits(here, SIZE)
    assert fitting == picture.fits(here | {"RR_READER_LIBRARY": str(tmp_path / "letters")}, SIZE)
    monkeypatch.chdir(tmp_path / "library")
    assert fitting != picture.fits(here, SIZE)


def test_it_does_not_come_once_what_it_shows_has_changed(path: Path, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("theme = 'light'")
    assert shown(path) == b""
    (tmp_path / "config.toml").unlink()
    assert shown(path) == DRAWN
    os.utime(tmp_path / "library", ns=(1, 1))
    assert shown(path) == b""


@pytest.mark.parametrize(
    "hostile",
    [
        b"\x1b]52;c;aGVsbG8=\x07",
        b"\x1b]0;title\x1b\\",
        b"\x1b[2J",
        b"\x1b[?1049l",
        b"\x1b[6n",
        b"\x1bc",
        b"\x1b",
        b"\x1b[1;2",
        b"\x1b[>1m",
        b"line\nline",
        b"\x07",
        b"\x7f",
        b"\x0e",
        b"\xc2\x9b2J",
        b"\xff",
        b"a\0b",
    ],
)
def test_nothing_but_text_colours_and_places_is_shown(path: Path, hostile: bytes) -> None:
    path.write_bytes(path.read_bytes().replace(b"Rope", b"Rope" + hostile))
    assert shown(path) == b""


@pytest.mark.parametrize("content", [b"", b"\0\0\0", b"rr-reader", bytes(2 << 20)])
def test_what_is_no_picture_is_passed_over(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert shown(path) == b""


def test_a_pipe_in_its_place_does_not_hold_up_the_start(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)
    assert shown(path) == b""


def test_a_folder_that_cannot_be_made_is_let_be(path: Path) -> None:
    picture.keep(str(path / "below" / "picture"), [], b"", DRAWN)
    assert shown(path) == DRAWN


def test_before_it_is_shown_hardly_anything_is_imported() -> None:
    script = "import sys; before = {*sys.modules}; import rr_reader.launch; print(*sorted({*sys.modules} - before))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    ours = {"rr_reader", "rr_reader.launch", "rr_reader.userdata", "rr_reader.userdata.picture"}
    assert {*done.stdout.split()} - ours <= {"termios"}
