"""The installed program on a real terminal: what tmux shows of it, and the very bytes it writes."""

import base64
import os
import re
import shlex
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from time import monotonic

import pytest
from bare import PROGRAM, ended, environ, on_terminal

import real

TALK = "A TALK ABOUT ROPE\n\nBo Ek: Is it hemp?\n\nAn Lo: It is.\n\nBo Ek: All of it?\n\nAn Lo: The long end.\n"


class Pane:
    """A tmux pane in which a shell runs the program, and then says how it ended."""

    def __init__(self, tmux: real.Tmux, home: Path) -> None:
        self.tmux, self.home = tmux, home

    def start(self, line: str) -> None:
        """Run a line of shell, with the terminal's settings noted before and after it."""
        script = f"stty -a >before; {line}; echo exit=$?; stty -a >after; exec cat"
        variables = [f"{name}={value}" for name, value in environ(self.home).items()]
        self.tmux.run("respawn-pane", "-k", "-c", str(self.home), "env", *variables, "sh", "-c", script)

    @property
    def screen(self) -> str:
        """What a person sees."""
        return self.tmux.run("capture-pane", "-p")

    def until(self, seen: Callable[[str], bool] | str) -> str:
        """Look until the screen shows something; give it."""
        fits = seen if callable(seen) else lambda screen: seen in screen
        end = monotonic() + real.PATIENCE
        while not fits(self.screen):
            if monotonic() > end:
                raise TimeoutError(self.screen)
            Event().wait(0.02)
        return self.screen

    def press(self, *keys: str) -> None:
        """Press keys, as tmux names them."""
        self.tmux.run("send-keys", *keys)

    def flag(self, name: str) -> str:
        """Ask tmux for one of its variables."""
        return self.tmux.run("display-message", "-p", f"#{{{name}}}").strip()

    def ends_with(self, code: int) -> None:
        """See the program end, and leave the terminal as it found it."""
        self.until(f"exit={code}")
        settled = self.home / "after"
        self.until(lambda _: settled.exists() and settled.stat().st_size > 0)
        after, before = (note.read_text().partition("\n")[2] for note in (settled, self.home / "before"))
        assert after == before  # but for the first line, which tells the size
        assert (self.flag("alternate_on"), self.flag("mouse_any_flag"), self.flag("cursor_flag")) == ("0", "0", "1")


@pytest.fixture
def pane(home: Path) -> Iterator[Pane]:
    if reason := real.missing("tmux"):
        pytest.skip(reason)
    with real.tmux_server() as server:
        yield Pane(server, home)


def test_it_opens_resizes_and_leaves_the_terminal_as_it_was(pane: Pane) -> None:
    pane.start(PROGRAM)
    assert "▌ARTICLES" in pane.until("The Harbour Was")
    for width, height in ((40, 12), (10, 3), (100, 30)):
        pane.tmux.run("resize-window", "-x", str(width), "-y", str(height))
    pane.press("Enter", "]", "]")
    pane.until("Q2/3")
    pane.press("q")
    pane.ends_with(0)


def test_a_window_resized_while_the_picture_stands_is_drawn_as_wide_as_it_is_then(pane: Pane) -> None:
    def resized(width: int, height: int) -> None:
        pane.tmux.run("resize-window", "-x", str(width), "-y", str(height))

    def begun_and_left() -> str:
        pane.start(PROGRAM)
        pane.until("▌ARTICLES")
        pane.press("F")
        pane.until("▌FILTERS")
        pane.press("F")
        seen = pane.until("▌ARTICLES")
        pane.press("q")
        pane.ends_with(0)
        return seen

    resized(100, 30)
    wide = begun_and_left()
    resized(80, 24)
    assert begun_and_left() != wide
    pane.start(PROGRAM)
    pane.until("ARTICLES")
    pane.press("F")
    resized(100, 30)
    pane.press("F")
    pane.until(lambda screen: screen == wide)
    pane.press("q")
    pane.ends_with(0)


def test_what_is_copied_in_tmux_is_what_tmux_pastes(pane: Pane) -> None:
    pane.start(PROGRAM)
    pane.until("ARTICLES")
    pane.press("Enter", "}", "}", "v", "v", "Y")
    words = "On a ferry, in a storm. I wrote about my father’s boat, and the boat would not stay on the page."
    pane.until("copied to the tmux buffer")
    assert pane.tmux.bytes_of("show-buffer").decode() == words
    pane.press("q")
    pane.ends_with(0)


@pytest.mark.parametrize("size", [(120, 40), (40, 12)], ids=str)
def test_a_drag_that_a_real_terminal_reports_goes_on_by_words_and_beyond_the_edge(
    pane: Pane, size: tuple[int, int]
) -> None:
    def mouse(kind: str, column: int, row: int) -> None:
        letter, button = {"press": ("M", 0), "drag": ("M", 32), "lift": ("m", 0)}[kind]
        report = f"\x1b[<{button};{column + 1};{row + 1}{letter}"
        pane.tmux.run("send-keys", "-H", *(f"{byte:02x}" for byte in report.encode()))

    turns = (f"{'Bo Ek' if n % 2 else 'An Lo'}: Rope number {n} was hempen and long." for n in range(60))
    (pane.home / "talk.txt").write_text("\n\n".join(turns))
    pane.tmux.run("resize-window", "-x", str(size[0]), "-y", str(size[1]))
    pane.start(f"{PROGRAM} talk.txt")
    rows = pane.until("number 1 was").split("\n")
    row = next(y for y, words in enumerate(rows) if "Rope number 1" in words)
    column = rows[row].index("number")
    for kind in ("press", "lift", "press"):
        mouse(kind, column + 2, row)
    mouse("drag", column, size[1] - 1)
    pane.until("number 59")
    mouse("lift", column, size[1] - 1)
    pane.press("Y")
    pane.until("copied to the tmux buffer")
    copied = pane.tmux.bytes_of("show-buffer").decode()
    assert copied.startswith("Bo Ek: number 1 was hempen")
    assert "number 57 was hempen and long." in copied
    pane.press("q")
    pane.ends_with(0)


def test_text_from_a_pipe_is_read_and_the_keys_come_from_the_terminal(pane: Pane) -> None:
    (pane.home / "talk.txt").write_text(TALK)
    pane.start(f"cat talk.txt | {PROGRAM} -")
    pane.until("Is it hemp?")
    pane.press("]", "]")
    pane.until("Q2/2")
    pane.press("q")
    pane.ends_with(0)


def test_a_source_is_read_in_the_encoding_that_the_user_says(pane: Pane) -> None:
    (pane.home / "talk.txt").write_bytes("Sjórinn\n\nSjórinn þagði.\n".encode("cp1252"))
    option = "--assume-encoding cp1250"
    for line in (f"{PROGRAM} talk.txt {option}", f"cat talk.txt | {PROGRAM} {option} -"):
        pane.start(line)
        pane.until("Sjórinn ţagđi")
        pane.press("q")
        pane.ends_with(0)


def test_files_are_listed_and_what_cannot_be_read_is_told(pane: Pane) -> None:
    (pane.home / "talk [x].txt").write_text(TALK)
    (pane.home / "tar.txt").write_text(TALK.replace("ROPE", "TAR"))
    (pane.home / "bad.txt").write_bytes(b"\x7fELF\x02\x01\x01" + bytes(500))
    pane.start(shlex.join([PROGRAM, "talk [x].txt", "bad.txt", "tar.txt", "missing.txt"]))
    screen = pane.until("ARTICLES")
    screen = pane.until("bad.txt")
    assert "ROPE" in screen
    assert "TAR" in screen
    assert "missing.txt" in screen
    pane.press("q")
    pane.ends_with(0)


def test_killed_while_reading_nothing_of_the_library_is_lost(home: Path) -> None:
    before = {path: path.read_bytes() for path in (home / "library").rglob("*.md")}
    with on_terminal(home) as (terminal, process, keys):
        terminal.until(lambda seen: b"ARTICLES" in seen)
        os.write(keys, b"\r]]*r")
        terminal.until(lambda seen: "★".encode() in seen)
        process.send_signal(signal.SIGKILL)
        process.wait(real.PATIENCE)
    assert {path: path.read_bytes() for path in (home / "library").rglob("*.md")} == before
    with on_terminal(home) as (terminal, process, keys):
        terminal.until(lambda seen: "★".encode() in seen)
        os.write(keys, b"q")
        assert ended(terminal, process) == 0


def test_the_clipboard_sequence_holds_the_very_words(home: Path) -> None:
    with on_terminal(home) as (terminal, process, keys):
        terminal.until(lambda seen: b"ARTICLES" in seen)
        os.write(keys, b"\r}}vY")
        terminal.until(lambda seen: b"unconfirmed" in seen)
        (payload,) = re.findall(rb"\x1b\]52;c;([^\x07\x1b]*)", terminal.received)
        assert base64.b64decode(payload).decode() == "On a ferry, in a storm."
        os.write(keys, b"q")
        assert ended(terminal, process) == 0


def test_under_no_color_there_is_no_colour(home: Path) -> None:
    with on_terminal(home, NO_COLOR="1") as (terminal, process, keys):
        terminal.until(lambda seen: b"ARTICLES" in seen)
        os.write(keys, b"\r}}v")
        terminal.until(lambda seen: b"Oda Lindqvist" in seen)
        os.write(keys, b"q")
        assert ended(terminal, process) == 0
    codes = {code for codes in re.findall(rb"\x1b\[([\d;]*)m", terminal.received) for code in codes.split(b";")}
    assert codes <= {b"", b"0", b"1", b"2", b"3", b"4", b"7", b"22", b"23", b"24", b"27"}, codes
    assert b"7" in codes, "what is selected is seen all the same"


def test_a_terminal_that_cannot_draw_gets_one_line(home: Path) -> None:
    with on_terminal(home, TERM="dumb") as (terminal, process, _):
        assert process.wait(real.PATIENCE) == 64
        terminal.until(lambda seen: b"\n" in seen)
    assert b"\x1b" not in terminal.received
    assert terminal.received.count(b"\n") == 1


def test_a_mending_is_on_the_disk_once_it_is_told_and_undone_by_the_next_run(pane: Pane) -> None:
    file = pane.home / "library" / "salt-harbour.md"
    before = file.read_text()
    pane.start(PROGRAM)
    pane.until("The Harbour Was")
    pane.press("Enter", "]", "}", "m", "2", "2", "1")  # who says it: the other one, this turn only
    pane.until("Mended (U undoes): “On a ferry")
    assert "**Ivo Batistić:** On a ferry" in file.read_text()
    pane.press("q")
    pane.ends_with(0)
    (pane.home / "after").unlink()
    pane.start(PROGRAM)
    pane.until("The Harbour Was")
    pane.press("Enter", "U")
    pane.until("Taken back: “On a ferry")
    assert file.read_text() == before
    pane.press("q")
    pane.ends_with(0)
