"""A program of the user's own choice, which takes the text on its standard input."""

from rr_reader.clipboard.process import feed
from rr_reader.clipboard.route import Deadline, Evidence, Outcome, Surroundings


class CommandRoute:
    """The setting `clipboard-command`: run as it is, never by a shell."""

    name = "command"

    def evidence(self, around: Surroundings) -> Evidence:
        """Look whether one is set."""
        if not around.command:
            return Evidence(False, "no clipboard-command is set")
        return Evidence(True, f"{around.command[0]}, as set; cannot be read back")

    def copy(self, text: str, around: Surroundings, deadline: Deadline) -> Outcome:
        """Hand it over. That the program ended well is all that can be known."""
        if not around.command:
            return Outcome(False, False, "no clipboard-command is set")
        if why := feed(around.command, text.encode(), around.environ, deadline):
            return Outcome(False, False, f"the clipboard-command did not take it ({why})")
        return Outcome(True, False, f"sent to {around.command[0]} (unconfirmed)")

    def held(self, around: Surroundings, deadline: Deadline) -> str | None:
        """Give None: nothing is known of where the program puts it."""
        return None

    def tidy(self, trial: str, before: str | None, around: Surroundings, deadline: Deadline) -> str:
        """Say what is there."""
        return "it has the words of this test"


COMMAND = CommandRoute()
