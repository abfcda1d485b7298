"""OSC 52: asking the terminal itself, which never answers whether it did."""

from base64 import b64encode

from rr_reader.clipboard.route import Deadline, Evidence, Outcome, Surroundings

MAX_PAYLOAD = 74_000
"""Characters of base64 that are sent at most: terminals were seen to drop, or cut, what is longer."""

_DEAF = frozenset({"", "dumb", "linux", "unknown"})
"""Values of TERM that stand for no terminal with a clipboard."""


class TerminalRoute:
    """The terminal's clipboard, by an escape sequence."""

    name = "osc52"

    def evidence(self, around: Surroundings) -> Evidence:
        """Look for a terminal that may know the sequence, and for nothing in between that drops it."""
        term = around.environ.get("TERM", "")
        if term in _DEAF:
            return Evidence(False, f"the terminal ({term or 'no TERM'}) has no clipboard")
        if around.environ.get("TMUX"):
            return Evidence(False, "tmux keeps such sequences to itself")
        return Evidence(True, "the terminal's clipboard, by OSC 52; cannot be read back")

    def copy(self, text: str, around: Surroundings, deadline: Deadline) -> Outcome:
        """Send it, unless it is longer than terminals take."""
        if around.to_terminal is None:
            return Outcome(False, False, "there is no terminal to send it to")
        payload = b64encode(text.encode()).decode("ascii")
        if len(payload) > MAX_PAYLOAD:
            return Outcome(False, False, "too long to send to the terminal")
        try:
            around.to_terminal(f"\x1b]52;c;{payload}\x07")
        except (OSError, ValueError) as error:
            return Outcome(False, False, f"the terminal did not take it ({error})")
        return Outcome(True, False, "sent to the terminal (unconfirmed)")


TERMINAL = TerminalRoute()
