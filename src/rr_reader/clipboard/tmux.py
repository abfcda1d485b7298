"""tmux: its own buffer, read back, and through it the terminal that the person sits at.

tmux drops OSC 52 from programs in its default setting (`set-clipboard external`); `load-buffer -w`
is its own door to the terminal.
"""

from collections.abc import Mapping

from rr_reader.clipboard.process import ask, feed
from rr_reader.clipboard.route import Deadline, Evidence, Outcome, Surroundings

_NEWEST = 3
"""Buffers that are looked through where the very newest is another text."""


class TmuxRoute:
    """The buffer of the tmux that this program runs in."""

    name = "tmux"

    def evidence(self, around: Surroundings) -> Evidence:
        """Look whether we are inside tmux."""
        if not around.environ.get("TMUX"):
            return Evidence(False, "not inside tmux")
        return Evidence(True, "the tmux buffer, read back, and from there to the terminal")

    def copy(self, text: str, around: Surroundings, deadline: Deadline) -> Outcome:
        """Load the buffer, read it back, and tell whether tmux hands it on to a terminal."""
        data, environ = text.encode(), around.environ
        sent = feed(("tmux", "load-buffer", "-w", "-"), data, environ, deadline)
        if not sent and not feed(("tmux", "load-buffer", "-"), data, environ, deadline):  # before tmux 3.2
            return Outcome(False, False, "tmux did not take it")
        if not _holds(data, environ, deadline):
            return Outcome(False, False, "the tmux buffer does not hold it")
        if sent and self._reaches_terminal(around, deadline):
            return Outcome(True, True, "copied to the tmux buffer, sent to the terminal")
        return Outcome(True, True, "copied to the tmux buffer only")

    @staticmethod
    def _reaches_terminal(around: Surroundings, deadline: Deadline) -> bool:
        """Ask tmux whether it may and can set the terminal's clipboard; in doubt it does not."""
        answer = ask(
            ("tmux", "display-message", "-p", "#{set-clipboard} #{client_termfeatures}"), around.environ, deadline
        )
        setting, _, features = (answer or b"").decode(errors="replace").strip().partition(" ")
        return setting in ("on", "external") and "clipboard" in features.split(",")


def _holds(data: bytes, environ: Mapping[str, str], deadline: Deadline) -> bool:
    """Tell whether one of the newest buffers is this: somebody in another pane may have copied since.

    Under a name of ours it would be found at once, but tmux promises to paste only what it named itself.
    """
    if ask(("tmux", "show-buffer"), environ, deadline) == data:
        return True
    names = (ask(("tmux", "list-buffers", "-F", "#{buffer_name}"), environ, deadline) or b"").decode(errors="replace")
    return any(
        ask(("tmux", "show-buffer", "-b", name), environ, deadline) == data for name in names.splitlines()[:_NEWEST]
    )


TMUX = TmuxRoute()
