"""The clipboard of Windows itself, through pyperclip, which calls the system in this very process.

Elsewhere pyperclip is not used: it runs the same helpers as we do, but looks at no exit code, lets
them write on the screen, and does not read back.
"""

from rr_reader.clipboard.route import Deadline, Evidence, Outcome, Surroundings


class WindowsRoute:
    """The system's clipboard on Windows."""

    name = "windows"

    def evidence(self, around: Surroundings) -> Evidence:
        """Look at the platform; over SSH that clipboard is somebody else's."""
        if around.platform not in ("win32", "cygwin"):
            return Evidence(False, "this is not Windows")
        if around.is_remote:
            return Evidence(False, "the Windows clipboard belongs to the far end of SSH")
        return Evidence(True, "the Windows clipboard, by pyperclip; read back")

    def copy(self, text: str, around: Surroundings, deadline: Deadline) -> Outcome:
        """Copy and read back. Windows gives line ends back as it likes."""
        import pyperclip

        try:
            pyperclip.copy(text)
            held = pyperclip.paste()
        except (pyperclip.PyperclipException, OSError) as error:
            return Outcome(False, False, f"the Windows clipboard did not take it ({error})")
        if held.replace("\r\n", "\n") == text:
            return Outcome(True, True, "copied")
        return Outcome(False, False, "the Windows clipboard did not take it")


WINDOWS = WindowsRoute()
