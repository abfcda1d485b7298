"""The least a Textual app can be: the floor of every start."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Hello(App[None]):
    BINDINGS = (("q", "quit", "Quit"),)

    def compose(self) -> ComposeResult:
        yield Static("Interview hello")


if __name__ == "__main__":
    Hello().run()
