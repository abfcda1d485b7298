"""`rr-reader doctor --clipboard`, the installed program, on a terminal with a display."""

import subprocess
import sys
from pathlib import Path
from threading import Event
from time import monotonic

import pytest

import real

PROGRAM = str(Path(sys.executable).parent / "rr-reader")


def lines_of(tmux: real.Tmux, home: Path, **variables: str) -> dict[str, str]:
    """Run it in a pane, and give what it says of each route."""
    said = home / "said"
    own = {"HOME": str(home), "LC_ALL": "C.UTF-8"} | {k: v for k, v in tmux.environ.items() if k == "PATH"} | variables
    assignments = [f"{name}={value}" for name, value in own.items()]
    script = f"'{PROGRAM}' doctor --clipboard >said.part 2>&1; echo $? >>said.part; mv said.part said; exec cat"
    tmux.run("respawn-pane", "-k", "-c", str(home), "env", *assignments, "sh", "-c", script)
    end = monotonic() + real.PATIENCE
    while not said.exists():
        if monotonic() > end:
            raise TimeoutError(tmux.run("capture-pane", "-p"))
        Event().wait(0.02)
    lines = said.read_text(encoding="utf-8").splitlines()
    said.unlink()
    return {(line[11:] if line[9:11] == "  " else line).partition(":")[0]: line for line in lines}


def test_it_says_what_every_route_did_and_where_words_go(tmp_path: Path) -> None:
    if reason := real.missing("tmux", "Xvfb", "xclip"):
        pytest.skip(reason)
    with real.x_server() as display, real.tmux_server() as tmux:
        real.hold(display, "before")
        said = lines_of(tmux, tmp_path, DISPLAY=display["DISPLAY"])
        assert said["x11"].startswith("read back  x11: copied, ")
        assert said["x11"].endswith("the text it held before is back")
        assert said["tmux"].startswith("read back  tmux: copied to the tmux buffer")
        assert said["osc52"].startswith("not tried  osc52: tmux")
        assert said["macos"].startswith("not tried  macos: ")
        assert "What you copy goes to: x11" in said.values()
        assert subprocess.check_output(["xclip", "-selection", "clipboard", "-out"], env=display) == b"before"

        said = lines_of(tmux, tmp_path, DISPLAY=":987654", RR_READER_CLIPBOARD="x11")
        assert said["x11"].startswith("failed     x11: the X clipboard did not take it (xclip: ")
        assert "What you copy goes to: file, for the settings want x11" in said.values()

        said = lines_of(tmux, tmp_path, RR_READER_CLIPBOARD="xerox")
        assert [*said.values()] == [
            "rr-reader: RR_READER_CLIPBOARD: there is no clipboard “xerox”. "
            "Known are wayland, x11, macos, wsl, windows, tmux, osc52, command, file.",
            "64",
        ]


def test_the_usual_report_says_what_the_settings_want_or_what_is_wrong_with_them(tmp_path: Path) -> None:
    config = tmp_path / ".config" / "rr-reader" / "config.toml"
    config.parent.mkdir(parents=True)
    own = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / ".config"), "PATH": "/usr/bin:/bin"}
    for written, says in (
        ('clipboard = "tmux"', "  the settings want tmux: nothing else is tried but the file\n"),
        ('\nclipboard = "xerox"', f"  {config}, line 2: there is no clipboard “xerox”. Known are wayland, "),
    ):
        config.write_text(written)
        done = subprocess.run([PROGRAM, "doctor"], env=own, capture_output=True, check=True, stdin=subprocess.DEVNULL)
        assert says in done.stdout.decode()
        assert done.stderr == b""
