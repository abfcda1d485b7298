"""How far one has come is shown on a terminal, where there is much to look at, and the line is taken away again."""

import io

import pytest

from rr_reader.cli.context import Context
from rr_reader.cli.output import Errors, Stream
from rr_reader.cli.progress import watched


class Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("count", "is_shown"), [(200, False), (201, True), (0, False)])
def test_much_is_watched(count, is_shown):
    terminal = Terminal(io.BytesIO(), encoding="utf-8")
    context = Context({}, Stream(None, {}), Errors(terminal, {"TERM": "xterm"}), None)
    assert list(watched(range(count), context, "stones turned")) == list(range(count))
    shown = terminal.buffer.getvalue().decode()
    assert (f"0 of {count} stones turned" in shown) is is_shown
    assert not shown or shown.endswith("\r\x1b[K")


def test_nothing_is_shown_in_a_pipe():
    pipe = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    context = Context({}, Stream(None, {}), Errors(pipe, {"TERM": "xterm"}), None)
    assert sum(watched(range(300), context, "stones turned")) == sum(range(300))
    assert pipe.buffer.getvalue() == b""
