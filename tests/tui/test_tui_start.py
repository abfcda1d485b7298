"""How the reader begins and ends on a real terminal: with the last screen, and without a trace."""

import os
import re
import signal
import subprocess
import sys
import termios
from collections.abc import Iterator
from pathlib import Path

import pytest
from bare import ended, on_terminal

import real

ENTER = b"\x1b[?1049h"
LEAVE = b"\x1b[?1049l"


def visit(home: Path, *bursts: bytes, **how: object) -> bytes:
    """Open the library, type, each burst once the one before has been drawn, and quit; give what was received."""
    with on_terminal(home, **how) as (terminal, process, keys):  # type: ignore[arg-type]
        before = termios.tcgetattr(keys)
        terminal.until(lambda seen: b"ARTICLES" in seen.partition(b"?1000h")[2])
        for burst in bursts:
            had = len(terminal.received)
            os.write(keys, burst)
            terminal.until(lambda seen, had=had: len(seen) > had)
        os.write(keys, b"q")
        assert ended(terminal, process) == 0
        assert termios.tcgetattr(keys) == before
        return terminal.received


def picture(home: Path) -> bytes:
    """Give what is kept of the screen."""
    file = home / ".cache" / "rr-reader" / "picture"
    return file.read_bytes().split(b"\0")[3] if file.exists() else b""


def times(drawn: bytes, received: bytes) -> int:
    """Count how often the very same screen was drawn, line by line."""
    return received.replace(b"\r\n", b"").count(drawn)


@pytest.mark.parametrize(
    "bursts",
    [[], [b"f", b"oda\r"], [b"\r", b"]", b"]"], [b"j", b"\r", b"z", b"G"], [b"F", b"j", b" "], [b"/", b"boat\r", b"n"]],
    ids=["nothing", "filter", "read", "zoom", "facet", "search"],
)
@pytest.mark.parametrize("size", [(40, 120), (12, 40)])
def test_a_start_begins_with_the_screen_that_it_then_draws(
    home: Path, bursts: list[bytes], size: tuple[int, int]
) -> None:
    visit(home, *bursts, size=size)
    drawn = picture(home)
    received = visit(home, size=size)
    assert received.startswith(ENTER)
    assert received.count(ENTER) == received.count(LEAVE) == 1
    assert times(drawn, received) == 2
    assert times(drawn, received.partition(b"?1000h")[0]) == 1  # before there was anything that takes keys


LATER = (
    *("argparse", "ssl", "yaml", "ftfy", "watchfiles", "multiprocessing"),
    *("rr_reader.cli.commands", "rr_reader.parsing", "rr_reader.clipboard"),
    *("rr_reader.library.body", "rr_reader.library.frontmatter", "rr_reader.library.mending", "rr_reader.tui.mending"),
    *("rr_reader.quotes.anchoring", "rr_reader.quotes.gathering", "rr_reader.quotes.formats"),
    *("rr_reader.tui.screens.overlay", "rr_reader.tui.screens.library_search", "rr_reader.tui.screens.mend"),
)
"""What the first screen does not need: each would keep it waiting."""


def test_a_start_imports_nothing_that_only_later_keys_need(tmp_path: Path) -> None:
    settings = tmp_path / ".config" / "rr-reader" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("theme = 'plaid'\n")  # found when all is imported, and before there need be a terminal
    program = (
        "import os, sys, rr_reader.launch, rr_reader.cli\n"
        "from rr_reader import tui\n"
        "from rr_reader.errors import UsageError\n"
        "try:\n    tui.run(environ=os.environ)\n"
        "except UsageError:\n    print(*sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"HOME": str(tmp_path)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    imported = set(done.stdout.split())
    assert "textual.app" in imported
    assert not imported & set(LATER)


def test_keys_typed_at_the_picture_are_done_and_not_shown(home: Path) -> None:
    visit(home)
    with on_terminal(home) as (terminal, process, keys):
        terminal.until(lambda seen: b"ARTICLES" in seen)
        assert not termios.tcgetattr(keys)[3] & termios.ECHO
        os.write(keys, b"\r/rope\rq")
        assert ended(terminal, process) == 0
    assert b"^M" not in terminal.received
    with on_terminal(home) as (terminal, process, keys):
        terminal.until(lambda seen: b"ARTICLES" in seen)
        os.write(keys, b"f-rope")
        terminal.until(lambda seen: b"of 3" in seen)
        os.write(keys, b"\x1b")
        process.kill()


@pytest.mark.parametrize("variables", [{"COLORTERM": ""}, {"NO_COLOR": "1"}, {"TERM": "xterm"}])
def test_on_another_terminal_there_is_no_picture(home: Path, variables: dict[str, str]) -> None:
    visit(home)
    drawn = picture(home)
    with on_terminal(home, **variables) as (terminal, process, keys):
        received = terminal.until(lambda seen: b"?1000h" in seen)
        os.write(keys, b"q")
        assert ended(terminal, process) == 0
    assert b"ARTICLES" not in received
    assert drawn not in terminal.received


def test_in_another_size_there_is_no_picture(home: Path) -> None:
    visit(home)
    assert picture(home) not in visit(home, size=(30, 100)).replace(b"\r\n", b"")


def test_a_library_that_was_changed_is_not_shown_as_it_was(home: Path) -> None:
    visit(home)
    drawn = picture(home)
    next((home / "library").glob("*.md")).unlink()
    assert times(drawn, visit(home).partition(b"?1000h")[0]) == 0


def test_with_words_there_is_no_picture(home: Path) -> None:
    visit(home)
    with on_terminal(home, "--version") as (terminal, process, _):
        assert ended(terminal, process) == 0
    assert b"\x1b" not in terminal.received
    kept = picture(home)
    with on_terminal(home, "--library", str(home / "other")) as (terminal, process, keys):
        terminal.until(lambda seen: b"ARTICLES" in seen)
        os.write(keys, b"q")
        assert ended(terminal, process) == 0
    assert picture(home) == kept


def test_what_keeps_the_screen_from_coming_is_told_without_the_picture(home: Path) -> None:
    visit(home)
    settings = home / ".config" / "rr-reader" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("theme = 'plaid'\n")
    os.utime(settings, ns=(0, 0))  # as if it had not changed
    with on_terminal(home) as (terminal, process, keys):
        before = termios.tcgetattr(keys)
        assert ended(terminal, process) == 64
        assert termios.tcgetattr(keys) == before
    picture_seen, _, told = terminal.received.partition(LEAVE)
    assert b"ARTICLES" in picture_seen
    assert b"plaid" in told
    assert b"plaid" not in picture_seen


def heeds(process: "subprocess.Popen[bytes]", number: int) -> bool:
    """Tell whether a process does something of its own at a signal."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    caught = re.search(r"SigCgt:\s*(\w+)", status)
    return bool(caught and int(caught[1], 16) >> (number - 1) & 1)


@pytest.fixture
def heeded() -> Iterator[None]:
    """Begin with the signals as a terminal's shell leaves them; a test run under nohup passes a hang-up over."""
    before = {number: signal.signal(number, signal.SIG_DFL) for number in (signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("heeded")
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="asks the system which signals are heeded")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_the_terminal_as_it_was(home: Path, number: int) -> None:
    visit(home)
    with on_terminal(home) as (terminal, process, keys):
        before = termios.tcgetattr(keys)
        terminal.until(lambda seen: b"ARTICLES" in seen and heeds(process, number))
        process.send_signal(number)
        assert ended(terminal, process) in (-number, 128 + number)
        assert termios.tcgetattr(keys) == before
    assert terminal.received.count(ENTER) == terminal.received.count(LEAVE) == 1


@pytest.mark.usefixtures("heeded")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_asked_to_end_the_reader_leaves_the_terminal_as_it_was(home: Path, number: int) -> None:
    with on_terminal(home) as (terminal, process, keys):
        before = termios.tcgetattr(keys)
        terminal.until(lambda seen: b"ARTICLES" in seen)
        process.send_signal(number)
        assert ended(terminal, process) == 128 + number
        assert termios.tcgetattr(keys) == before
    assert b"?1000l" in terminal.received
    assert terminal.received.count(LEAVE) == 1


def test_a_terminal_that_is_gone_ends_the_reader(home: Path) -> None:
    """Also where nobody sends the signal for that: it is no terminal that controls the program."""
    with on_terminal(home) as (terminal, process, _):
        terminal.until(lambda seen: b"ARTICLES" in seen.partition(b"?1000h")[2])
        terminal.close()
        assert process.wait(real.PATIENCE) == 128 + signal.SIGHUP
