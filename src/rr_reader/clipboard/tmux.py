"""tmux: its own buffer, read back, and through it the terminal that the person sits at.

tmux drops OSC 52 from programs in its default setting (`set-clipboard external`); `load-buffer -w`
is its own door to the terminal.
"""

from collections.abc import Mapping

from rr_reader.clipboard.process import ask, feed
from rr_reader.clipboard.route import Deadline, Evidence, Outcome, Surroundings
from rr_reader.clipboard.terminal import is_too_long, osc52, send, through_tmux

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
        question = "#{set-clipboard} #{allow-passthrough} #{client_termfeatures}"
        answer = (ask(("tmux", "display-message", "-p", question), environ, deadline) or b"").decode(errors="replace")
        setting, passthrough, features = [*answer.strip().split(" "), "", "", ""][:3]
        # Asked to, tmux would send it although set-clipboard is off.
        may_send = setting in ("on", "external") and not is_too_long(text)
        sent = may_send and not feed(("tmux", "load-buffer", "-w", "-"), data, environ, deadline)
        if not sent and (why := feed(("tmux", "load-buffer", "-"), data, environ, deadline)):
            return Outcome(False, False, f"tmux did not take it ({why})")
        if not _buffer_of(data, environ, deadline):
            return Outcome(False, False, "the tmux buffer does not hold it")
        reaches = sent and "clipboard" in features.split(",")  # else tmux knows no way to say it to the terminal
        if not reaches and passthrough in ("1", "on", "all"):
            reaches = send(through_tmux(osc52(text)), text, around).done
        if reaches:
            return Outcome(True, True, "copied to the tmux buffer, sent to the terminal (unconfirmed)")
        return Outcome(True, True, "copied to the tmux buffer only")

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
