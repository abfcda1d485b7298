"""OSC 52: asking the terminal itself, which never answers whether it did."""

from base64 import b64encode

from rr_reader.clipboard.route import Deadline, Evidence, Outcome, Surroundings

MAX_PAYLOAD = 74_000
"""Characters of base64 that are sent at most: terminals were seen to drop, or cut, what is longer."""

SCREEN_PIECE = 240
"""Characters that GNU screen passes on at a time: before 5.0 its strings hold 256, later ones 768."""

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
            return Evidence(False, "tmux keeps such sequences to itself, but has a way of its own")
        through = " through GNU screen" if around.environ.get("STY") else ""
        return Evidence(True, f"the terminal's clipboard, by OSC 52{through}; cannot be read back")

    def held(self, around: Surroundings, deadline: Deadline) -> str | None:
        """Give None: terminals that answer at all ask the person first."""
        return None

    def copy(self, text: str, around: Surroundings, deadline: Deadline) -> Outcome:
        """Send it, unless it is longer than terminals take."""
        sequence, term = osc52(text), around.environ.get("TERM", "")
        if around.environ.get("TMUX") or term.startswith("tmux"):
            # the bare one for set-clipboard on, which takes it from the programs in it, the other for allow-passthrough
            return send(through_tmux(sequence) + sequence, text, around)
        if around.environ.get("STY") or term.startswith("screen."):
            return send(through_screen(sequence), text, around)
        if term.startswith("screen"):
            # Over SSH it is screen, which draws the rest of a long one on the screen, or a tmux that says it were
            # screen, which takes each piece for a whole text. Both take what is one piece.
            if len(sequence) > SCREEN_PIECE:
                return Outcome(False, False, f"too long for what may be GNU screen (TERM={term}, which tmux uses too)")
            return send(through_screen(sequence), text, around)
        return send(sequence, text, around)

    def tidy(self, trial: str, before: str | None, around: Surroundings, deadline: Deadline) -> str:
        """Say what is to be feared."""
        return "if the terminal took them, its clipboard holds the words of this test: paste to see"


def osc52(text: str) -> str:
    """Give the sequence that asks a terminal to take a text into its clipboard."""
    return f"\x1b]52;c;{b64encode(text.encode()).decode('ascii')}\x07"


def through_tmux(sequence: str) -> str:
    """Wrap a sequence so that a tmux with allow-passthrough hands it to its terminal."""
    return "\x1bPtmux;" + sequence.replace("\x1b", "\x1b\x1b") + "\x1b\\"


def through_screen(sequence: str) -> str:
    """Wrap a sequence, in pieces, so that GNU screen hands it to its terminal, where they are one again."""
    pieces = (sequence[at : at + SCREEN_PIECE] for at in range(0, len(sequence), SCREEN_PIECE))
    return "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)


def is_too_long(text: str) -> bool:
    """Tell whether terminals were seen to drop, or cut, a text as long as this."""
    return (len(text.encode()) + 2) // 3 * 4 > MAX_PAYLOAD


def send(sequence: str, text: str, around: Surroundings) -> Outcome:
    """Write the sequence for a text to the terminal, unless the text is longer than terminals take."""
    if around.to_terminal is None:
        return Outcome(False, False, "there is no terminal to send it to")
    if is_too_long(text):
        return Outcome(False, False, "too long to send to the terminal")
    try:
        around.to_terminal(sequence)
    except (OSError, ValueError) as error:
        return Outcome(False, False, f"the terminal did not take it ({error})")
    return Outcome(True, False, "sent to the terminal (unconfirmed)")


TERMINAL = TerminalRoute()
