"""The clipboard of the browser in which the reader is shown: the page copies, and says how far it came."""

from rr_reader.clipboard.route import Deadline, Evidence, Outcome, Surroundings

_ANSWERS = {
    "read": Outcome(True, True, "copied"),
    "taken": Outcome(True, False, "taken by the browser (unconfirmed)"),
    "asked": Outcome(True, False, "not copied yet: the page asks for a click"),
    "": Outcome(True, False, "sent to the browser (unconfirmed)"),
}


class BrowserRoute:
    """The browser's clipboard, by what the page can do."""

    name = "browser"

    def evidence(self, around: Surroundings) -> Evidence:
        """See whether the reader is shown in a browser."""
        if around.to_browser is None:
            return Evidence(False, "the reader is not shown in a browser")
        return Evidence(True, "the browser's clipboard; read back where the browser allows it")

    def held(self, around: Surroundings, deadline: Deadline) -> str | None:
        """Give None: a browser asks the person first."""
        return None

    def copy(self, text: str, around: Surroundings, deadline: Deadline) -> Outcome:
        """Ask the page, and say what it says."""
        if around.to_browser is None:
            return Outcome(False, False, "there is no browser")
        answer = around.to_browser(text, deadline.left())
        return _ANSWERS.get(answer, _ANSWERS[""])

    def tidy(self, trial: str, before: str | None, around: Surroundings, deadline: Deadline) -> str:
        """Say what is there now."""
        return "the browser's clipboard holds the words of this test"


BROWSER = BrowserRoute()
