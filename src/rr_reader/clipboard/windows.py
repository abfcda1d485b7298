"""The clipboard of Windows itself, through pyperclip, which calls the system in this very process.

Elsewhere pyperclip is not used: it runs the same helpers as we do, but looks at no exit code, lets
them write on the screen, and does not read back.
"""

from rr_reader.clipboard.route import Deadline, Evidence, Outcome, Surroundings, put_back


class WindowsRoute:
    """The system's clipboard on Windows."""

    name = "windows"

    def evidence(self, around: Surroundings) -> Evidence:
        """Look at the platform; over SSH that clipboard is somebody else's."""
        if not _is_windows(around):
            return Evidence(False, "this is not Windows")
        if around.is_remote:
            return Evidence(False, "the Windows clipboard belongs to the far end of SSH")
        return Evidence(True, "the Windows clipboard, by pyperclip; read back")

    def copy(self, text: str, around: Surroundings, deadline: Deadline) -> Outcome:
        """Copy and read back. Windows gives line ends back as it likes."""
        if not _is_windows(around):
            return Outcome(False, False, "this is not Windows")
        import pyperclip

        try:
            pyperclip.copy(text)
            held = pyperclip.paste()
        except (pyperclip.PyperclipException, OSError) as error:
            return Outcome(False, False, f"the Windows clipboard did not take it ({error})")
        if held.replace("\r\n", "\n") == text:
            return Outcome(True, True, "copied")
        return Outcome(False, False, "the Windows clipboard did not take it")

    def held(self, around: Surroundings, deadline: Deadline) -> str | None:
        """Read it."""
        import pyperclip

        try:
            return str(pyperclip.paste()) if _is_windows(around) else None
        except (pyperclip.PyperclipException, OSError):
            return None

    def tidy(self, trial: str, before: str | None, around: Surroundings, deadline: Deadline) -> str:
        """Copy again what was there."""
        return put_back(self, before, around, deadline)


def _is_windows(around: Surroundings) -> bool:
    return around.platform in ("win32", "cygwin")


WINDOWS = WindowsRoute()
