"""The clipboard of a local display: a native tool puts the text there, and it is read back."""

import shutil
import time
from collections.abc import Mapping

import msgspec

from rr_reader.clipboard.process import ask, feed
from rr_reader.clipboard.route import Deadline, Evidence, Outcome, Surroundings, put_back

_PATIENCE = 1.4
"""Seconds for the tools of a display together: a dead display may answer nothing, and other routes wait."""

_PAUSE = 0.05
"""Seconds before reading again: the old text is often still there at once (9 times in 40 with xclip)."""

_READINGS = 5


class Tool(msgspec.Struct, frozen=True):
    """A pair of programs that write and read one clipboard."""

    write: tuple[str, ...]
    read: tuple[str, ...]
    encoding: str = "utf-8"
    """What `write` wants; what `read` gives is UTF-8."""
    environ: tuple[tuple[str, str], ...] = ()


_X11 = (
    Tool(("xclip", "-selection", "clipboard", "-in"), ("xclip", "-selection", "clipboard", "-out")),
    # xsel's server writes a log into the home folder if it is not told otherwise
    Tool(("xsel", "--clipboard", "--input", "--logfile", "/dev/null"), ("xsel", "--clipboard", "--output")),
)
_WAYLAND = (Tool(("wl-copy", "--type", "text/plain"), ("wl-paste", "--no-newline", "--type", "text/plain")),)
_MACOS = (Tool(("pbcopy",), ("pbpaste",), environ=(("LC_CTYPE", "UTF-8"),)),)
_WSL = (
    Tool(
        ("clip.exe",),
        (
            "powershell.exe",
            "-NoProfile",
            "-NonInteractive",
            "-Command",
            "[Console]::OutputEncoding=[Text.Encoding]::UTF8;[Console]::Write((Get-Clipboard -Raw))",
        ),
        encoding="utf-16",  # with a byte order mark, by which clip.exe knows it
    ),
)


class NativeRoute(msgspec.Struct, frozen=True):
    """A display's clipboard: known by one of `variables` in the environment, or by the `platform`."""

    name: str
    title: str
    variables: tuple[str, ...]
    tools: tuple[Tool, ...]
    platform: str = ""

    def evidence(self, around: Surroundings) -> Evidence:
        """Look for a display of the person's own, and for a tool that reaches it."""
        if not self._has_display(around):
            return Evidence(False, f"{self.title} is not here")
        if around.is_remote and not _is_forwarded(around.environ, self.variables):
            return Evidence(False, f"{self.title} belongs to the far end of SSH")
        tools = [tool.write[0] for tool in self.tools if _find(tool.write, around.environ)]
        if not tools:
            wanted = " or ".join(tool.write[0] for tool in self.tools)
            return Evidence(False, f"{wanted} is not installed")
        return Evidence(True, f"{self.title}, by {', then '.join(tools)}; read back")

    def _has_display(self, around: Surroundings) -> bool:
        if self.platform:
            return around.platform == self.platform
        return any(around.environ.get(variable) for variable in self.variables)

    def copy(self, text: str, around: Surroundings, deadline: Deadline) -> Outcome:
        """Try each tool in turn until one holds the text."""
        patience = deadline.within(_PATIENCE)
        complaints: list[str] = []
        sent = False
        for tool in self.tools:
            write, read = _find(tool.write, around.environ), _find(tool.read, around.environ)
            if not write:
                continue
            environ = {**around.environ, **dict(tool.environ)}
            if why := feed(write, text.encode(tool.encoding), environ, patience):
                complaints.append(why)
                continue
            held = _is_held(read, text.encode(), environ, patience) if read else None
            if held:
                return Outcome(True, True, "copied")
            if held is None:
                sent = True
            else:
                complaints.append(f"{tool.write[0]}: it gives back another text")
        if sent:
            return Outcome(True, False, f"sent to {self.title} (unconfirmed)")
        because = f" ({'; '.join(complaints)})" if complaints else ""
        return Outcome(False, False, f"{self.title} did not take it{because}")

    def held(self, around: Surroundings, deadline: Deadline) -> str | None:
        """Read it with the first tool that can."""
        for tool in self.tools:
            read = _find(tool.read, around.environ)
            found = ask(read, around.environ, deadline) if read else None
            if found:
                try:
                    return found.decode()
                except UnicodeDecodeError:
                    return None
        return None

    def tidy(self, trial: str, before: str | None, around: Surroundings, deadline: Deadline) -> str:
        """Copy again what was there."""
        return put_back(self, before, around, deadline)


def _is_held(read: tuple[str, ...], expected: bytes, environ: Mapping[str, str], deadline: Deadline) -> bool | None:
    """Read back: True if it is the same, False if it is another text, None if nothing answers."""
    held: bool | None = None
    for attempt in range(_READINGS):
        if attempt:
            time.sleep(min(_PAUSE, deadline.left()))
        if not deadline.left():
            break
        found = ask(read, environ, deadline)
        if found is not None:
            held = found == expected
        if held:
            break
    return held


def _find(command: tuple[str, ...], environ: Mapping[str, str]) -> tuple[str, ...]:
    """Give the command with its program's full path; () where it is not installed."""
    program = shutil.which(command[0], path=environ.get("PATH", ""))
    return (program, *command[1:]) if program else ()


def _is_forwarded(environ: Mapping[str, str], variables: tuple[str, ...]) -> bool:
    """Whether the display is the person's own, brought here by SSH: `localhost:10.0`, not `:0`."""
    return "DISPLAY" in variables and not environ.get("DISPLAY", ":").startswith((":", "unix:"))


WAYLAND = NativeRoute("wayland", "the Wayland clipboard", ("WAYLAND_DISPLAY",), _WAYLAND)
X11 = NativeRoute("x11", "the X clipboard", ("DISPLAY",), _X11)
MACOS = NativeRoute("macos", "the macOS clipboard", (), _MACOS, platform="darwin")
WSL = NativeRoute("wsl", "the Windows clipboard", ("WSL_DISTRO_NAME", "WSL_INTEROP"), _WSL)
