"""tmux: its own buffer, read back, and through it the terminal that the person sits at.

tmux drops OSC 52 from programs in its default setting (`set-clipboard external`); `load-buffer -w`
is its own door to the terminal.
"""

from collections.abc import Mapping

from rr_reader.clipboard.process import ask, feed
from rr_reader.clipboard.route import Deadline, Evidence, Outcome, Surroundings
from rr_reader.clipboard.terminal import osc52, send, through_tmux

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
        sent = not feed(("tmux", "load-buffer", "-w", "-"), data, environ, deadline)
        if not sent and (why := feed(("tmux", "load-buffer", "-"), data, environ, deadline)):  # before tmux 3.2
            return Outcome(False, False, f"tmux did not take it ({why})")
        if not _buffer_of(data, environ, deadline):
            return Outcome(False, False, "the tmux buffer does not hold it")
        if self._reaches_terminal(text, around, deadline, is_sent=sent):
            return Outcome(True, True, "copied to the tmux buffer, sent to the terminal (unconfirmed)")
        return Outcome(True, True, "copied to the tmux buffer only")

    @staticmethod
    def _reaches_terminal(text: str, around: Surroundings, deadline: Deadline, *, is_sent: bool) -> bool:
        """Ask tmux whether it may and can set the terminal's clipboard, else whether we may; in doubt neither."""
        question = "#{set-clipboard} #{allow-passthrough} #{client_termfeatures}"
        answer = ask(("tmux", "display-message", "-p", question), around.environ, deadline)
        setting, passthrough, features, *_ = [*(answer or b"").decode(errors="replace").strip().split(" "), "", "", ""]
        if is_sent and setting in ("on", "external") and "clipboard" in features.split(","):
            return True
        return passthrough in ("on", "1", "all") and send(through_tmux(osc52(text)), text, around).done

    def held(self, around: Surroundings, deadline: Deadline) -> str | None:
        """Give None: tmux keeps all the buffers."""
        return None

    def tidy(self, trial: str, before: str | None, around: Surroundings, deadline: Deadline) -> str:
        """Delete the buffer."""
        name = _buffer_of(trial.encode(), around.environ, deadline)
        if name and ask(("tmux", "delete-buffer", "-b", name), around.environ, deadline) is not None:
            return "its buffer is deleted again"
        return "its buffer could not be deleted again"


def _buffer_of(data: bytes, environ: Mapping[str, str], deadline: Deadline) -> str:
    """Name the one of the newest buffers that is this; "" for none. Somebody in another pane may have copied since.

    Under a name of ours it would be found at once, but tmux promises to paste only what it named itself.
    """
    names = (ask(("tmux", "list-buffers", "-F", "#{buffer_name}"), environ, deadline) or b"").decode(errors="replace")
    newest = names.splitlines()[:_NEWEST]
    return next((name for name in newest if ask(("tmux", "show-buffer", "-b", name), environ, deadline) == data), "")


TMUX = TmuxRoute()
