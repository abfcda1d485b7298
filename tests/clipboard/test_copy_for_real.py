"""Copying with the real programs: what another program then pastes is what was copied."""

import base64
import os
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import real
from rr_reader.clipboard import Copied, copy

TEXTS = {
    "one byte": "x",
    "lines": "First she waits.\n\nThen — “nothing” …\n",
    "emoji": "👩🏽‍🚀 e\u0301 ไทย 漢字 \U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "looks like an option": "--help\n-o",
    "a megabyte": "Żaba i żółw. " * 60_000,
}


def put(text: str, environ: dict[str, str], folder: Path) -> Copied:
    return copy(text, environ=environ, to_terminal=None, save_to=folder / "words.txt", platform="linux")


@pytest.fixture(scope="module")
def display() -> Iterator[dict[str, str]]:
    if reason := real.missing("Xvfb", "xclip", "xsel"):
        pytest.skip(reason)
    with real.x_server() as environ:
        yield environ


@pytest.fixture
def tmux() -> Iterator[real.Tmux]:
    if reason := real.missing("tmux"):
        pytest.skip(reason)
    with real.tmux_server() as server:
        yield server


def only(tool: str, environ: dict[str, str], folder: Path) -> dict[str, str]:
    """An environment in which this is the only tool installed."""
    (folder / "bin").mkdir()
    (folder / "bin" / tool).symlink_to(subprocess.check_output(["which", tool], text=True).strip())
    return environ | {"PATH": str(folder / "bin")}


@pytest.mark.parametrize("tool", ["xclip", "xsel"])
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_another_x_program_pastes_the_very_bytes(
    display: dict[str, str], tool: str, text: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    copied = put(text, only(tool, display, tmp_path), tmp_path)

    assert (copied.route, copied.confirmed, copied.message) == ("x11", True, "copied")
    other = ["xclip", "-selection", "clipboard", "-o"] if tool == "xsel" else ["xsel", "--clipboard", "--output"]
    assert subprocess.check_output(other, env=display) == text.encode()
    assert capfd.readouterr() == ("", "")


def test_a_second_copy_takes_the_place_of_the_first(display: dict[str, str], tmp_path: Path) -> None:
    for text in ("the first", "the second", "the third"):
        tries = (put(text, display, tmp_path).message for _ in range(3))  # a busy machine may answer too late
        assert "copied" in tries
        assert subprocess.check_output(["xclip", "-selection", "clipboard", "-o"], env=display) == text.encode()


@pytest.mark.parametrize("name", [":987654", "localhost:987654", "no display at all"])
def test_a_dead_display_saves_to_a_file_and_draws_nothing(
    name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    copied = put("words", {"DISPLAY": name, "PATH": os.environ["PATH"]}, tmp_path)

    assert (copied.route, copied.confirmed) == ("file", False)
    assert "saved to" in copied.message
    assert copied.path is not None
    assert copied.path.read_text() == "words"
    assert capfd.readouterr() == ("", "")


def test_a_dead_display_inside_tmux_goes_to_tmux(tmux: real.Tmux, tmp_path: Path) -> None:
    assert put("words", tmux.environ | {"DISPLAY": ":987654"}, tmp_path).route == "tmux"


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_tmux_holds_the_very_bytes(
    tmux: real.Tmux, text: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    copied = put(text, tmux.environ, tmp_path)

    assert (copied.route, copied.confirmed, copied.message) == ("tmux", True, "copied to the tmux buffer only")
    assert tmux.bytes_of("show-buffer") == text.encode()
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("others", "route"), [(["another text"], "tmux"), (["one", "two"], "tmux"), (["1", "2", "3"], "file")]
)
def test_what_is_copied_in_another_pane_meanwhile_is_not_taken_for_a_failure(
    tmux: real.Tmux, others: list[str], route: str, tmp_path: Path
) -> None:
    program = subprocess.check_output(["which", "tmux"], text=True).strip()
    busy = tmp_path / "busy"
    busy.mkdir()
    copies = "".join(f' && "{program}" set-buffer -- "{other}"' for other in others)
    (busy / "tmux").write_text(
        f'#!/bin/sh\ncase "$1" in load-buffer) "{program}" "$@"{copies};; *) exec "{program}" "$@";; esac\n'
    )
    (busy / "tmux").chmod(0o755)
    copied = put("Ann’s words\n", tmux.environ | {"PATH": f"{busy}:{os.environ['PATH']}"}, tmp_path)

    assert copied.route == route
    assert tmux.bytes_of("show-buffer") == others[-1].encode()
    for _ in others:
        tmux.run("delete-buffer")  # the newest, which the key that pastes takes before ours
    assert tmux.bytes_of("show-buffer") == "Ann’s words\n".encode()


@pytest.mark.parametrize(
    ("term", "setting", "message"),
    [
        ("xterm-256color", "external", "copied to the tmux buffer, sent to the terminal"),
        ("xterm-256color", "on", "copied to the tmux buffer, sent to the terminal"),
        ("xterm-256color", "off", "copied to the tmux buffer only"),
        ("vt100", "external", "copied to the tmux buffer only"),
    ],
)
def test_tmux_says_sent_to_the_terminal_only_where_it_sends(
    tmux: real.Tmux, term: str, setting: str, message: str, tmp_path: Path
) -> None:
    tmux.run("set-option", "-s", "set-clipboard", setting)
    with tmux.terminal(term) as terminal:
        copied = put("Żaba, said Ann.", tmux.environ, tmp_path)

        assert copied.message == message
        if "sent" in message:
            terminal.until(lambda seen: base64.b64encode("Żaba, said Ann.".encode()) in seen)


@pytest.mark.parametrize("route", ["x11", "tmux"])
def test_what_could_end_a_bracketed_paste_is_pasted_as_text(
    route: str, display: dict[str, str], tmux: real.Tmux, tmp_path: Path
) -> None:
    copied = put("words\x1b[201~rm -rf ~\n", display if route == "x11" else tmux.environ, tmp_path)

    assert (copied.route, copied.confirmed) == (route, True)
    assert "1 unsafe character" in copied.message
    paste = ["xclip", "-selection", "clipboard", "-o"]
    pasted = subprocess.check_output(paste, env=display) if route == "x11" else tmux.bytes_of("show-buffer")
    assert pasted.decode() == "words␛[201~rm -rf ~\n"


def test_copies_made_at_once_do_not_call_each_other_failures(display: dict[str, str], tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        copies = list(pool.map(lambda number: put(f"words {number}", display, tmp_path), range(12)))
    assert {copied.message for copied in copies} == {"copied"}
