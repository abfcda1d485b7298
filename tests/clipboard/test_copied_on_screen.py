"""What the screen says of a copy, beside what really arrived: the installed program in real terminals."""

import base64
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from time import monotonic

import pytest

import real

PROGRAM = str(Path(sys.executable).parent / "rr-reader")
TALK = (
    "A TALK ABOUT ROPE\n\nBo Ek: Is it hemp?\n\nAn Lo: It is, “all” 漢字 👩🏽‍🚀 of it.\n\n"
    "Bo Ek: The long end?\n\nAn Lo: Yes.\n"
)
WORDS = "It is, “all” 漢字 👩🏽‍🚀 of it."
COPY = ("}", "}", "V", "Y")
READY = "Is it hemp?"
SEQUENCE = b"\x1b]52;c;" + base64.b64encode(WORDS.encode()) + b"\x07"
FAR = {"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "talk.txt").write_text(TALK, encoding="utf-8")
    return tmp_path


@pytest.fixture
def tmux() -> Iterator[real.Tmux]:
    if reason := real.missing("tmux"):
        pytest.skip(reason)
    with real.tmux_server(width=100) as server:
        yield server


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    if reason := real.missing("Xvfb", "xclip"):
        pytest.skip(reason)
    with real.x_server() as environ:
        yield environ["DISPLAY"]


def pasted(display: str) -> str:
    paste = ["xclip", "-selection", "clipboard", "-out"]
    return subprocess.check_output(paste, env={"DISPLAY": display, "PATH": os.environ["PATH"]}).decode()


def start(tmux: real.Tmux, home: Path, **variables: str) -> None:
    """Run the program in the pane, as at a desk: without what the tester's own environment says. TMUX="" is no tmux."""
    own = {"HOME": str(home), "LC_ALL": "C.UTF-8", "SSH_CONNECTION": "", "WAYLAND_DISPLAY": ""} | {"DISPLAY": ""}
    assignments = [f"{name}={value}" for name, value in (own | variables).items()]
    script = f"'{PROGRAM}' talk.txt; echo exit=$?; exec cat"
    tmux.run("respawn-pane", "-k", "-c", str(home), "env", *assignments, "sh", "-c", script)
    until(tmux, READY)


def until(tmux: real.Tmux, *words: str) -> str:
    """Look at the pane until it shows one of these."""
    end = monotonic() + real.PATIENCE
    while not any(each in (screen := tmux.run("capture-pane", "-p")) for each in words):
        if monotonic() > end:
            raise TimeoutError(screen)
        Event().wait(0.02)
    return screen


def test_in_tmux_the_notice_says_how_far_the_words_came(tmux: real.Tmux, home: Path) -> None:
    sent, only = "copied to the tmux buffer, sent to the terminal (unconfirmed)", "copied to the tmux buffer only"
    start(tmux, home, DISPLAY=":987654")  # a display that has gone is no hindrance
    for option, term, says in (
        ("set-clipboard external", "xterm-256color", sent),
        ("set-clipboard off", "xterm-256color", only),
        ("set-clipboard on", "xterm-256color", sent),
        ("set-clipboard external", "vt100", only),
        ("allow-passthrough on", "vt100", sent),
    ):
        tmux.run("set-option", "-g", *option.split())
        with tmux.terminal(term) as terminal:
            tmux.run("send-keys", "g", *COPY)
            until(tmux, says)
            assert tmux.bytes_of("show-buffer").decode() == WORDS
            if says == sent:
                terminal.until(lambda seen: base64.b64encode(WORDS.encode()) in seen)
        tmux.run("delete-buffer")


@pytest.mark.parametrize(
    ("variables", "says"),
    [
        ({"TMUX": "", "TERM": "xterm-256color", "DISPLAY": ":987654"} | FAR, "sent to the terminal (unconfirmed)"),
        ({"RR_READER_CLIPBOARD": "x11", "DISPLAY": ":987654"}, "saved to"),
        ({"TMUX": "/nowhere/socket,1,0"} | FAR, "saved to"),  # a tmux that has gone
    ],
)
def test_where_nothing_is_read_back_nothing_is_called_copied(
    tmux: real.Tmux, home: Path, variables: dict[str, str], says: str
) -> None:
    start(tmux, home, **variables)
    tmux.run("send-keys", *COPY)
    screen = until(tmux, "saved to", "sent to", "copied:", "copied to")
    assert says in screen
    assert "copied:" not in screen
    assert "copied to" not in screen
    kept = [path.read_text(encoding="utf-8") for path in home.rglob("copied.txt")]
    assert kept == ([WORDS] if says == "saved to" else [])


def test_at_a_display_it_is_copied_and_there_after_the_program_has_ended(
    tmux: real.Tmux, display: str, home: Path
) -> None:
    start(tmux, home, DISPLAY=display)
    tmux.run("send-keys", *COPY)
    until(tmux, "copied: ")
    assert pasted(display) == WORDS
    tmux.run("send-keys", "q")
    until(tmux, "exit=0")
    assert pasted(display) == WORDS


@pytest.mark.parametrize("route", ["x11", "file"])
def test_who_quits_in_the_same_breath_has_the_words(tmux: real.Tmux, display: str, home: Path, route: str) -> None:
    start(tmux, home, DISPLAY=display, RR_READER_CLIPBOARD=route)
    tmux.run("send-keys", *COPY, "q")
    until(tmux, "exit=0")
    if route == "x11":
        assert pasted(display) == WORDS
    else:
        assert [path.read_text(encoding="utf-8") for path in home.rglob("copied.txt")] == [WORDS]


def test_in_screen_the_words_reach_the_terminal_whole_and_unconfirmed(home: Path) -> None:
    if reason := real.missing("screen"):
        pytest.skip(reason)
    run = f"cd '{home}' && exec env HOME='{home}' '{PROGRAM}' talk.txt"
    with real.in_screen("-U", "sh", "-c", run, LC_ALL="C.UTF-8") as terminal:
        terminal.until(lambda seen: READY.encode() in seen)
        terminal.type("".join(COPY))
        terminal.until(lambda seen: b"unconfirmed" in seen)
        assert terminal.received.count(SEQUENCE) == 1
