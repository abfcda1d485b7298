"""Trying every route: what is told of each is so, and what was there before is there again."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import real
from rr_reader.clipboard import Trial, try_each

WORDS = "żółw, 漢字, 👩🏽‍🚀"


def tried(environ: dict[str, str], folder: Path, **how: object) -> dict[str, Trial]:
    how = {"to_terminal": None, "platform": "linux"} | how
    trials = try_each(WORDS, environ=environ, save_to=folder / "test.txt", **how)  # type: ignore[arg-type]
    assert [entry.name for entry in folder.iterdir() if entry.is_file()] == []
    return {trial.name: trial for trial in trials}


@pytest.fixture
def display() -> Iterator[dict[str, str]]:
    if reason := real.missing("Xvfb", "xclip", "xsel"):
        pytest.skip(reason)
    with real.x_server() as environ:
        yield environ


def pasted(environ: dict[str, str]) -> bytes:
    return subprocess.check_output(["xclip", "-selection", "clipboard", "-out"], env=environ)


def test_the_text_of_an_x_clipboard_is_there_again(display: dict[str, str], tmp_path: Path) -> None:
    before = "what I copied an hour ago 🐢\n\n"
    real.hold(display, before)
    trial = tried(display, tmp_path)["x11"]

    assert (trial.tried, trial.done, trial.confirmed, trial.message) == (True, True, True, "copied")
    assert trial.left == "the text it held before is back"
    assert pasted(display) == before.encode()


def test_an_empty_x_clipboard_is_said_to_hold_the_words_of_the_test(display: dict[str, str], tmp_path: Path) -> None:
    trial = tried(display, tmp_path)["x11"]

    assert trial.left == "it held no text before, and holds the words of this test now"
    assert pasted(display).decode() == f"{WORDS} x11"


def test_whoever_interrupts_gets_the_text_back_too(display: dict[str, str], tmp_path: Path) -> None:
    def interrupted(_: str) -> None:
        raise KeyboardInterrupt

    real.hold(display, "before")
    with pytest.raises(KeyboardInterrupt):
        tried(display | {"TERM": "xterm"}, tmp_path, to_terminal=interrupted)
    assert pasted(display) == b"before"


def test_tmux_has_the_buffers_that_it_had(tmp_path: Path) -> None:
    if reason := real.missing("tmux"):
        pytest.skip(reason)
    with real.tmux_server() as tmux:
        tmux.run("set-buffer", "before")
        trial = tried(tmux.environ, tmp_path)["tmux"]

        assert (trial.done, trial.confirmed, trial.left) == (True, True, "its buffer is deleted again")
        assert tmux.run("list-buffers", "-F", "#{buffer_sample}") == "before\n"


def test_what_cannot_be_known_is_not_said(tmp_path: Path) -> None:
    sent: list[str] = []
    trials = tried({"TERM": "xterm", "PATH": "/nowhere"}, tmp_path, to_terminal=sent.append)

    assert (trials["osc52"].done, trials["osc52"].confirmed) == (True, False)
    assert trials["osc52"].left.startswith("if the terminal took them")
    assert len(sent) == 1
    assert trials["file"].left == "it is deleted again"
    assert trials["file"].message == f"saved to {tmp_path / 'test.txt'}"


def test_what_there_is_no_evidence_for_is_not_tried_and_says_why(tmp_path: Path) -> None:
    trials = tried({"PATH": "/nowhere"}, tmp_path)
    assert {name for name, trial in trials.items() if trial.tried} == {"file"}
    assert all(trial.message for trial in trials.values())


def test_the_chosen_one_is_tried_against_the_evidence(tmp_path: Path) -> None:
    sent: list[str] = []
    trials = tried({"TMUX": "/x,1,0", "PATH": "/nowhere"}, tmp_path, chosen="osc52", to_terminal=sent.append)
    assert trials["osc52"].done
    assert sent


def test_a_dead_display_says_what_its_tools_say(tmp_path: Path) -> None:
    if reason := real.missing("xclip"):
        pytest.skip(reason)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "xclip").symlink_to(subprocess.check_output(["which", "xclip"], text=True).strip())
    trial = tried({"DISPLAY": ":987654", "PATH": str(tmp_path / "bin")}, tmp_path)["x11"]

    assert (trial.tried, trial.done, trial.left) == (True, False, "")
    assert trial.message == "the X clipboard did not take it (xclip: Error: Can't open display: :987654)"


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("exit 7", "exit code 7"),
        ("exec sleep 60", "no answer in time"),
        (r"printf '\n  what\033[31m now\nmore\n' >&2; exit 1", "what\x1b[31m now"),  # made safe where it is shown
        ("head -c 5000 /dev/zero | tr '\\0' x >&2; exit 1", "x" * 120),
        ("kill -9 $$", "ended by signal 9"),
    ],
)
def test_why_a_command_failed_is_told(tmp_path: Path, script: str, why: str) -> None:
    (tmp_path / "bin").mkdir()
    keep = tmp_path / "bin" / "keep"
    keep.write_text(f"#!/bin/sh\nPATH=/usr/bin:/bin\ncat >/dev/null; {script}\n")
    keep.chmod(0o755)
    trials = tried({"PATH": "/nowhere"}, tmp_path, command=(str(keep),), chosen="command")

    assert trials["command"].message == f"the clipboard-command did not take it (keep: {why})"
    assert trials["file"].done, "the others are tried all the same"
