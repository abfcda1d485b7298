"""Real programs for tests that must not take our word: an X server, a Wayland one, tmux and screen with a terminal.

Each starts its own processes and ends them, and nothing else.
"""

import os
import pty
import select
import shutil
import struct
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ

PATIENCE = 20
"""Seconds after which something that should have happened has not."""


def missing(*programs: str) -> str:
    """Name the programs that are not installed; "" if all are: the reason of a skip."""
    absent = [program for program in programs if not shutil.which(program)]
    return f"not installed: {', '.join(absent)}" if absent else ""


@contextmanager
def x_server() -> Iterator[dict[str, str]]:
    """Run Xvfb on a display that is free, and give the environment of a program on it."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "640x480x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=(writing,),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        number = b""
        while not number.endswith(b"\n"):  # written when the server takes connections
            ready, _, _ = select.select([reading], [], [], PATIENCE)
            more = os.read(reading, 16) if ready else b""
            if not more:
                raise RuntimeError("Xvfb did not start")
            number += more
        yield {"DISPLAY": f":{int(number)}", "PATH": os.environ["PATH"], "HOME": tempfile.gettempdir()}
    finally:
        os.close(reading)
        server.terminate()
        server.wait(PATIENCE)


def hold(environ: dict[str, str], text: str) -> None:
    """Let an X clipboard hold a text. The first to look may be too early to see it, so look until it is seen."""
    copy, quiet = ["xclip", "-selection", "clipboard", "-in"], subprocess.DEVNULL
    subprocess.run(copy, env=environ, input=text.encode(), stdout=quiet, stderr=quiet, check=True)
    until_held(environ, text)


def until_held(environ: dict[str, str], text: str) -> None:
    """Wait until an X clipboard holds a text."""
    paste, end = ["xclip", "-selection", "clipboard", "-out"], time.monotonic() + PATIENCE
    while subprocess.run(paste, env=environ, capture_output=True, check=False).stdout != text.encode():
        if time.monotonic() > end:
            raise TimeoutError("the X clipboard does not hold it")


@contextmanager
def xterm(display: dict[str, str], script: str, folder: Path) -> Iterator[None]:
    """Run a line of shell in an xterm that does what OSC 52 asks for."""
    terminal = subprocess.Popen(
        ["xterm", "-u8", "-xrm", "XTerm*disallowedWindowOps: 20,21", "-e", "sh", "-c", script],
        env=display | {"LC_ALL": "C.UTF-8", "HOME": str(folder), "SCREENDIR": str(folder), "SHELL": "/bin/sh"},
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        terminal.terminate()
        terminal.wait(PATIENCE)


@contextmanager
def wayland_server(*, has_seat: bool = True) -> Iterator[dict[str, str]]:
    """Run weston in a window of an X server, where it has a seat, and give the environment of a program on it."""
    with x_server() as x, tempfile.TemporaryDirectory(prefix="wayland-") as folder:
        environ = {"PATH": x["PATH"], "HOME": folder, "XDG_RUNTIME_DIR": folder, "WAYLAND_DISPLAY": "reader"}
        backend = "x11" if has_seat else "headless"
        command = ["weston", f"--backend={backend}-backend.so", "--socket=reader", "--no-config", "--idle-time=0"]
        server = subprocess.Popen(
            command,
            env=environ | {"DISPLAY": x["DISPLAY"]},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            end = time.monotonic() + PATIENCE
            while not (Path(folder) / "reader").exists():
                if time.monotonic() > end or server.poll() is not None:
                    raise RuntimeError("weston did not start")
                select.select([], [], [], 0.02)
            yield environ
        finally:
            server.terminate()
            server.wait(PATIENCE)


@contextmanager
def in_screen(*command: str, width: int = 80, height: int = 24, **variables: str) -> Iterator["Terminal"]:
    """Run a command in GNU screen, in its default settings, on a terminal: what screen writes there is kept."""
    main, other = pty.openpty()
    ioctl(other, TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
    with tempfile.TemporaryDirectory(prefix="screen-") as folder:
        environ = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "HOME": folder}
        environ |= {"SHELL": "/bin/sh", "SCREENDIR": folder} | variables
        client = subprocess.Popen(
            ["screen", "-c", "/dev/null", *command],
            env=environ,
            stdin=other,
            stdout=other,
            stderr=other,
            start_new_session=True,
        )
        os.close(other)
        terminal = Terminal(main)
        try:
            yield terminal
        finally:
            subprocess.run(["screen", "-X", "quit"], env=environ, stdout=subprocess.DEVNULL, check=False)
            client.terminate()
            client.wait(PATIENCE)
            terminal.close()


class Tmux:
    """A tmux server of our own, on a private socket."""

    def __init__(self, socket: Path) -> None:
        self._command = ["tmux", "-S", str(socket), "-f", "/dev/null"]
        self._environ = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "SHELL": "/bin/sh"}

    def run(self, *arguments: str) -> str:
        """Run a tmux command and give what it prints."""
        return self.bytes_of(*arguments).decode()

    def bytes_of(self, *arguments: str) -> bytes:
        """Run a tmux command and give what it prints, undecoded."""
        return subprocess.run(
            [*self._command, *arguments],
            env=self._environ,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
            timeout=PATIENCE,
        ).stdout

    @property
    def environ(self) -> dict[str, str]:
        """Give the environment of a program that runs in a pane."""
        return {
            "PATH": os.environ["PATH"],
            "TERM": "tmux-256color",
            "TMUX": self.run("display-message", "-p", "#{socket_path},#{pid},0").strip(),
            "TMUX_PANE": self.run("display-message", "-p", "#{pane_id}").strip(),
        }

    @contextmanager
    def pane(self) -> Iterator[Callable[[str], None]]:
        """Give what writes into the pane as a program in it does."""
        with Path(self.run("display-message", "-p", "#{pane_tty}").strip()).open("w", encoding="utf-8") as terminal:

            def write(sequence: str) -> None:
                terminal.write(sequence)
                terminal.flush()

            yield write

    @contextmanager
    def terminal(self, term: str = "xterm-256color") -> Iterator["Terminal"]:
        """Attach a terminal, as a person has it before their eyes."""
        main, other = pty.openpty()
        ioctl(other, TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        client = subprocess.Popen(
            [*self._command, "attach-session"],
            env=self._environ | {"TERM": term},
            stdin=other,
            stdout=other,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        os.close(other)
        terminal = Terminal(main)
        try:
            terminal.until(lambda _: self.run("list-clients").strip() != "")
            yield terminal
        finally:
            terminal.close()
            client.terminate()
            client.wait(PATIENCE)


class Terminal:
    """What a program wrote to a terminal, byte for byte."""

    def __init__(self, handle: int) -> None:
        self._handle = handle
        self.received = b""

    def until(self, arrived: Callable[[bytes], bool]) -> bytes:
        """Read until `arrived` says so of all that came; give it."""
        end = time.monotonic() + PATIENCE
        while not arrived(self.received):
            if time.monotonic() > end:
                raise TimeoutError(f"it did not come; the last was {self.received[-200:]!r}")
            if select.select([self._handle], [], [], 0.02)[0]:
                with suppress(OSError):
                    self.received += os.read(self._handle, 65536)
        return self.received

    def type(self, keys: str) -> None:
        """Press these keys."""
        os.write(self._handle, keys.encode())

    def close(self) -> None:
        """Hang up; once."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


@contextmanager
def tmux_server(*, width: int = 80, height: int = 24) -> Iterator[Tmux]:
    """Run a tmux server with one session, in its default settings."""
    with tempfile.TemporaryDirectory(prefix="tmux-") as folder:
        server = Tmux(Path(folder) / "socket")
        server.run("new-session", "-d", "-x", str(width), "-y", str(height), "cat")
        try:
            yield server
        finally:
            with suppress(subprocess.CalledProcessError):
                server.run("kill-server")
