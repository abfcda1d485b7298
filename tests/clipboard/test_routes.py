"""Which route is chosen, and that no helper's lie, silence or chatter reaches the person."""

import base64
import os
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pretended import LOCAL, REMOTE, Screen, helper, installed

from rr_reader.clipboard import Copied, copy, routes
from rr_reader.clipboard.terminal import MAX_PAYLOAD

ORDERS = [
    (LOCAL, ["osc52", "file"]),
    (LOCAL | {"TMUX": "/tmp/x,1,0"}, ["tmux", "file"]),
    (LOCAL | {"STY": "1.pts", "TERM": "screen"}, ["osc52", "file"]),
    (LOCAL | {"TERM": "dumb"}, ["file"]),
    (LOCAL | {"TERM": "linux"}, ["file"]),
    ({}, ["file"]),
    (LOCAL | {"DISPLAY": ":0", "PATH": "TOOLS"}, ["x11", "osc52", "file"]),
    (LOCAL | {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0", "PATH": "TOOLS"}, ["wayland", "x11", "osc52", "file"]),
    (LOCAL | {"DISPLAY": ":0", "TMUX": "/tmp/x,1,0", "PATH": "TOOLS"}, ["x11", "tmux", "file"]),
    (LOCAL | {"WSL_DISTRO_NAME": "Debian", "PATH": "TOOLS"}, ["wsl", "osc52", "file"]),
    (REMOTE | {"DISPLAY": "localhost:10.0", "PATH": "TOOLS"}, ["osc52", "x11", "file"]),
    (REMOTE | {"DISPLAY": "localhost:10.0", "TMUX": "/tmp/x,1,0", "PATH": "TOOLS"}, ["tmux", "x11", "file"]),
    # the far machine's own display is nobody's clipboard
    (REMOTE | {"DISPLAY": ":0", "PATH": "TOOLS"}, ["osc52", "file"]),
    (REMOTE | {"WAYLAND_DISPLAY": "wayland-0", "PATH": "TOOLS"}, ["osc52", "file"]),
    (LOCAL | {"DISPLAY": ":0"}, ["osc52", "file"]),  # no tool is installed
]


@pytest.mark.parametrize(("environ", "expected"), ORDERS)
def test_routes_are_tried_from_the_nearest_to_the_last_resort(
    environ: dict[str, str], expected: list[str], tmp_path: Path
) -> None:
    for tool in ("xclip", "wl-copy", "clip.exe"):
        helper(tmp_path, tool, "exit 1")
    if environ.get("PATH") == "TOOLS":
        environ = environ | {"PATH": str(tmp_path)}
    assert [report.name for report in routes(environ, platform="linux") if report.usable] == expected


@pytest.mark.parametrize(("platform", "name"), [("darwin", "macos"), ("win32", "windows")])
def test_a_platform_has_its_own_route_but_not_over_ssh(platform: str, name: str, tmp_path: Path) -> None:
    helper(tmp_path, "pbcopy", "exit 1")
    near, far = (routes(environ | {"PATH": str(tmp_path)}, platform=platform) for environ in (LOCAL, REMOTE))
    assert next(report.name for report in near if report.usable) == name
    assert name not in [report.name for report in far if report.usable]


def test_every_route_says_why_it_is_not_usable() -> None:
    reports = routes({}, platform="linux")
    assert all(report.reason for report in reports)
    assert len({report.name for report in reports}) == len(reports) == 8


def test_a_confirmed_copy_was_read_back(tmp_path: Path) -> None:
    environ = installed(tmp_path, xclip='case "$*" in *-in*) cat >"$KEPT";; *) cat "$KEPT";; esac')
    copied = Screen().copy_to(environ, "Ann’s words", tmp_path)
    assert copied == Copied("x11", True, "copied")
    assert (tmp_path / "kept").read_text() == "Ann’s words"


def test_stale_text_is_read_again_before_it_is_believed(tmp_path: Path) -> None:
    late = (
        'case "$*" in *-in*) cat >"$KEPT";; *) if [ -e "$KEPT.read" ]; then cat "$KEPT"; else :>"$KEPT.read"; fi;; esac'
    )
    assert Screen().copy_to(installed(tmp_path, xclip=late), "words", tmp_path).message == "copied"


def test_a_tool_that_claims_success_but_keeps_nothing_is_not_believed(tmp_path: Path) -> None:
    screen = Screen()
    copied = screen.copy_to(installed(tmp_path, xclip="cat >/dev/null"), "words", tmp_path)
    assert (copied.route, copied.confirmed) == ("osc52", False)
    assert "unconfirmed" in copied.message


def test_a_tool_that_fails_is_not_called_unconfirmed(tmp_path: Path) -> None:
    """Even where nothing can be read back: it said itself that it failed."""
    environ = installed(tmp_path, wl_copy="cat >/dev/null; exit 1") | {"WAYLAND_DISPLAY": "wayland-0"}
    assert Screen().copy_to(environ, "words", tmp_path).route == "osc52"


def test_a_tmux_that_holds_another_text_is_not_believed(tmp_path: Path) -> None:
    tmux = 'case "$1" in load-buffer) cat >/dev/null;; *) echo another text;; esac'
    environ = installed(tmp_path, tmux=tmux) | {"TMUX": "/tmp/x,1,0", "DISPLAY": ""}
    copied = Screen().copy_to(environ, "words", tmp_path)
    assert copied.route == "file"
    assert "the tmux buffer does not hold it" in copied.message


def test_the_second_tool_is_tried_where_the_first_fails(tmp_path: Path) -> None:
    keeps = 'case "$*" in *--input*) cat >"$KEPT";; *) cat "$KEPT";; esac'
    assert Screen().copy_to(installed(tmp_path, xclip="exit 1", xsel=keeps), "words", tmp_path).message == "copied"


def test_what_cannot_be_read_back_is_called_unconfirmed(tmp_path: Path) -> None:
    environ = installed(tmp_path, wl_copy='cat >"$KEPT"') | {"WAYLAND_DISPLAY": "wayland-0"}
    copied = Screen().copy_to(environ, "words", tmp_path)
    assert copied == Copied("wayland", False, "sent to the Wayland clipboard (unconfirmed)")


@pytest.mark.parametrize("script", ["exec sleep 60", "cat >/dev/null; exec sleep 60", "exec sleep 60 <&-"])
def test_a_helper_that_hangs_is_left_and_ended(tmp_path: Path, script: str) -> None:
    pids = tmp_path / "pids"
    environ = installed(tmp_path, xclip=f'echo $$ >>"{pids}"; {script}', xsel=script, tmux=script)
    began = time.monotonic()
    copied = Screen().copy_to(environ | {"TMUX": "/tmp/x,1,0"}, "words " * 50_000, tmp_path)
    assert copied.route == "file"
    assert time.monotonic() - began < 10  # far from the helper's 60 s
    if sys.platform == "linux":
        assert not any(Path("/proc", pid).exists() for pid in pids.read_text().split())


def test_a_child_that_stays_behind_holding_the_pipes_does_not_keep_us(tmp_path: Path) -> None:
    script = 'case "$*" in *-in*) cat >"$KEPT"; sleep 5 & ;; *) cat "$KEPT";; esac'
    assert Screen().copy_to(installed(tmp_path, xclip=script), "words", tmp_path).message == "copied"


def test_a_chattering_helper_writes_nothing_on_the_screen(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    chatter = "echo boo; echo boo >&2; exit 1"
    Screen().copy_to(installed(tmp_path, xclip=chatter, xsel=chatter), "words", tmp_path)
    assert capfd.readouterr() == ("", "")


@pytest.fixture
def keys() -> Iterator[None]:
    """Keys that wait to be read from standard input."""
    reading, writing = os.pipe()
    os.write(writing, b"jjq")
    os.close(writing)
    saved = os.dup(0)
    os.dup2(reading, 0)
    try:
        yield
    finally:
        os.dup2(saved, 0)
        os.close(saved)
        os.close(reading)


@pytest.mark.usefixtures("keys")
def test_a_helper_cannot_read_the_keys(tmp_path: Path) -> None:
    """Its standard input is the text, or nothing: never ours."""
    script = 'case "$*" in *-in*) cat >"$KEPT";; *) cat - "$KEPT";; esac'
    assert Screen().copy_to(installed(tmp_path, xclip=script), "words", tmp_path).message == "copied"
    assert os.read(0, 9) == b"jjq"


def test_the_terminal_gets_the_words_whole_and_is_not_believed(tmp_path: Path) -> None:
    screen = Screen()
    copied = screen.copy_to(REMOTE, "Łódź, 漢字\n👩🏽‍🚀", tmp_path)
    assert copied == Copied("osc52", False, "sent to the terminal (unconfirmed)")
    (sequence,) = screen
    assert sequence.startswith("\x1b]52;c;")
    assert base64.b64decode(sequence[7:].rstrip("\x07\x1b\\")).decode() == "Łódź, 漢字\n👩🏽‍🚀"


def test_nothing_of_the_text_stands_bare_in_the_sequence(tmp_path: Path) -> None:
    screen = Screen()
    copied = screen.copy_to(LOCAL, "\x1b[201~rm -rf\n\x07\x9c", tmp_path)
    assert "3 unsafe characters" in copied.message
    payload = "".join(screen).removeprefix("\x1b]52;c;").removesuffix("\x07")
    assert payload.isascii()
    assert payload.isprintable()


@pytest.mark.parametrize(("size", "route"), [(MAX_PAYLOAD // 4 * 3, "osc52"), (MAX_PAYLOAD // 4 * 3 + 1, "file")])
def test_what_is_too_long_for_a_terminal_is_saved_instead(size: int, route: str, tmp_path: Path) -> None:
    screen = Screen()
    copied = screen.copy_to(LOCAL, "x" * size, tmp_path)
    assert copied.route == route
    assert bool(screen) == (route == "osc52")
    if route == "file":
        assert "too long" in copied.message
        assert (tmp_path / "words.txt").read_text() == "x" * size


def test_no_terminal_and_no_folder_is_told_and_does_not_raise(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    copied = copy("words", environ={}, to_terminal=None, save_to=tmp_path / "file" / "x", platform="linux")
    assert (copied.route, copied.confirmed, copied.path) == ("", False, None)
    assert copied.message.startswith("not copied")


def test_a_terminal_that_went_away_is_no_success(tmp_path: Path) -> None:
    def gone(_: str) -> None:
        raise OSError("gone")

    copied = copy("words", environ=LOCAL, to_terminal=gone, save_to=tmp_path / "words.txt", platform="linux")
    assert copied.route == "file"


def test_the_file_is_private_and_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "words.txt"
    for text in ("a long first text", "short"):
        copied = copy(text, environ={}, to_terminal=None, save_to=path, platform="linux")
        assert (copied.route, copied.path, path.read_text()) == ("file", path, text)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["words.txt"]


def test_a_link_in_the_files_place_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("kept")
    (tmp_path / "words.txt").symlink_to(tmp_path / "precious")
    copy("words", environ={}, to_terminal=None, save_to=tmp_path / "words.txt", platform="linux")
    assert (tmp_path / "precious").read_text() == "kept"


def test_an_empty_text_is_refused_and_leaves_the_clipboard_alone(tmp_path: Path) -> None:
    screen = Screen()
    copied = screen.copy_to(LOCAL, "", tmp_path)
    assert (copied.route, copied.confirmed, screen) == ("", False, [])
    assert "nothing" in copied.message


def test_lone_surrogates_are_replaced_and_told(tmp_path: Path) -> None:
    screen = Screen()
    copied = screen.copy_to(LOCAL, "a\ud800b\udfffc", tmp_path)
    assert base64.b64decode(screen[0][7:-1]).decode() == "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}c"
    assert "2 broken characters" in copied.message


@pytest.mark.parametrize(
    ("platform", "variables", "scripts", "route"),
    [
        ("darwin", {}, {"pbcopy": 'test "$LC_CTYPE" = UTF-8 && cat >"$KEPT"', "pbpaste": 'cat "$KEPT"'}, "macos"),
        (
            "linux",
            {"WSL_INTEROP": "/run/WSL/8_interop"},
            {"clip.exe": 'iconv -f utf-16 -t utf-8 >"$KEPT"', "powershell.exe": 'cat "$KEPT"'},
            "wsl",
        ),
    ],
)
def test_what_another_system_wants_is_what_its_program_gets(
    platform: str, variables: dict[str, str], scripts: dict[str, str], route: str, tmp_path: Path
) -> None:
    environ = installed(tmp_path, **scripts) | {"DISPLAY": ""} | variables
    copied = copy(
        "Żaba 漢字 👩🏽‍🚀\n", environ=environ, to_terminal=None, save_to=tmp_path / "words.txt", platform=platform
    )
    assert copied == Copied(route, True, "copied")
    assert (tmp_path / "kept").read_text(encoding="utf-8") == "Żaba 漢字 👩🏽‍🚀\n"
