"""Whatever a child does, who asked gets an answer or one line, in time; and the next to ask is none the worse."""

import ast
import os
import re
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from guarded_work import Doing

from rr_reader.errors import BrokenArticleError
from rr_reader.library.guarded import child as child_module
from rr_reader.library.guarded import limits
from rr_reader.library.guarded.child import Child, ChildError, NoChildError
from rr_reader.library.guarded.reading import Guard
from rr_reader.library.guarded.wire import Broken, Done, Refused
from rr_reader.library.in_parallel import in_parallel


@pytest.fixture(autouse=True)
def can_be_imported_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))


@pytest.fixture
def child() -> Iterator[Child[str, list[str]]]:
    child = Child(Doing())
    yield child
    child.end()


def asked(child: Child[str, list[str]], what: str) -> Done[list[str]] | Refused | Broken:
    child.ask(what, 0)
    return child.answer()


def test_items_are_answered_in_their_order_also_those_with_half_a_character(child) -> None:
    words = ["", "salt", "\udc80 \ud800", "é" * 3_000_000]
    for word in words:
        child.ask(f"echo {word}", len(word))
    assert [child.answer() for _ in words] == [Done([word]) for word in words]


def test_what_is_printed_is_no_answer(child) -> None:
    assert asked(child, "print \0\0\0\0\0\0\0\x01") == Done(["printed"])


def test_an_error_of_ours_comes_back_as_it_was_raised(child) -> None:
    answer = asked(child, "refuse of-salt.md")
    assert isinstance(answer, Refused)
    assert isinstance(answer.problem, BrokenArticleError)
    assert (str(answer.problem), answer.problem.line) == ("of-salt.md, line 7: no", 7)


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ("fill", "needed more than 1024 MB of memory$"),
        ("mistake", r"broke the program \(KeyError at \S*guarded_work\.py:\d+\)$"),
    ],
)
def test_what_fails_is_told_and_the_next_item_is_done(child, what: str, why: str) -> None:
    answer = asked(child, what)
    assert isinstance(answer, Broken)
    assert re.match(why, answer.why)
    assert asked(child, "echo salt") == Done(["salt"])


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ("loop", "took longer than 1 s of the processor's time, and was stopped"),
        ("crash", r"ended the process that did \(SIGSEGV\)"),
        ("close", "ended the process that did"),
    ],
)
def test_what_ends_it_is_told_and_nothing_is_left_of_it(
    child, what: str, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert asked(child, "echo salt") == Done(["salt"])
    monkeypatch.setattr(limits, "SECONDS", 1)
    monkeypatch.setattr(limits, "PATIENCE", 60)
    with pytest.raises(ChildError, match=why):
        asked(child, what)
    assert not child.is_alive
    with pytest.raises(ProcessLookupError):
        os.kill(child.pid, 0)


def test_it_is_not_waited_for_where_it_does_nothing(child, monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked(child, "echo salt") == Done(["salt"])
    monkeypatch.setattr(limits, "SECONDS", 1)
    monkeypatch.setattr(limits, "PATIENCE", 1)
    with pytest.raises(ChildError, match="took longer than 1 s, and was stopped"):
        asked(child, "sleep")
    assert not child.is_alive


def test_it_can_be_killed_from_another_thread_whatever_it_is_at(child) -> None:
    assert asked(child, "echo salt") == Done(["salt"])
    child.ask("loop", 0)
    thread = threading.Thread(target=child.kill)
    thread.start()
    with pytest.raises(ChildError, match="SIGKILL"):
        child.answer()
    thread.join()


_HELLO = "import os, time; hello = b'm\\x81\\xa6guards\\x90'; os.write(1, len(hello).to_bytes(8) + hello); "
STRANGERS = {
    "ends at once": ("", NoChildError, "did not start"),
    "greets in another tongue": ("print('How do you do? I am at your service.' * 9)", ChildError, "came to more than"),
    "greets with nonsense": ("import os; os.write(1, bytes(7) + b'\\x05mmmmm')", ChildError, "makes no sense"),
    "has greeted, and is gone": (_HELLO, ChildError, r"ended the process that did \(code 0\)"),
    "answers nonsense": (_HELLO + "os.write(1, bytes(7) + b'\\x05mmmmm')", ChildError, "makes no sense"),
    "answers of another kind": (_HELLO + "os.write(1, bytes(7) + b'\\x05j[42]')", ChildError, "makes no sense"),
    "answers too deeply": (_HELLO + "os.write(1, bytes(5) + b'\\1\\0\\0j' + b'[' * 65535)", ChildError, "no sense"),
    "announces more than there is": (_HELLO + "os.write(1, bytes(7) + b'\\xffm')", ChildError, "ended the process"),
    "announces too much": (_HELLO + "os.write(1, b'\\x7f' + bytes(99)); time.sleep(99)", ChildError, "came to more"),
    "pours out": (
        "import os\nwhile True: os.write(1, (1 << 21).to_bytes(8) + bytes(1 << 16))",
        ChildError,
        "makes no sense",
    ),
    "reads nothing": (_HELLO + "time.sleep(99)", ChildError, "took longer than 1 s"),
}


@pytest.mark.parametrize(("program", "kind", "why"), STRANGERS.values(), ids=list(STRANGERS))
def test_a_program_that_is_no_child_of_ours_is_told_and_ended(
    program: str, kind: type[ChildError], why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "SECONDS", 1)
    monkeypatch.setattr(limits, "PATIENCE", 1)
    child = Child(Doing(), (sys.executable, "-c", program))
    child.ask("echo " + "salt" * 500_000, 0)
    with pytest.raises(kind, match=why):
        child.answer()
    assert not child.is_alive


@pytest.mark.parametrize("interpreter", ["/nowhere/python", "/dev/null"])
def test_where_no_process_can_be_had_that_is_told(interpreter: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", interpreter)
    with pytest.raises(NoChildError, match="needs a process of its own"):
        Child(Doing()).answer()


def test_an_answer_may_be_only_so_long(child, monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked(child, "echo salt") == Done(["salt"])
    monkeypatch.setattr(child_module, "LONGEST", 1000)
    with pytest.raises(ChildError, match="came to more than"):
        asked(child, "echo " + "salt" * 1000)


def test_it_ends_when_nobody_asks_any_more(child) -> None:
    """As its input ends with us, however we end; here somebody else holds the other end of its output."""
    assert asked(child, "echo salt") == Done(["salt"])
    child._process.stdin.close()
    assert child._process.wait(30) == 0


def test_nothing_is_so_large_that_it_may_take_for_ever() -> None:
    """Ten times as much as is ever read."""
    may = limits.may_take(2560 << 20)
    assert (may.memory, may.seconds, may.patience) == (4 << 30, 120, 240)
    assert limits.may_take(0) < limits.may_take(1 << 20) < may


def test_what_it_may_take_it_cannot_raise(child) -> None:
    answer = asked(child, "bounds")
    assert isinstance(answer, Done)
    memory, seconds = ast.literal_eval(answer.result[0])
    assert 0 < seconds < 1200
    if "memory" in (child.guards or ()):
        assert 0 < memory < limits.MOST_MEMORY + (1 << 30)
        assert isinstance(asked(child, "raise"), Broken)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="asks which powers it has")
def test_it_has_no_powers_of_root_but_to_read(child) -> None:
    answer = asked(child, "powers")
    assert isinstance(answer, Done)
    assert int(answer.result[0], 16) & ~(1 << 2) == 0


keeps = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="asks how much memory there is")


@keeps
def test_what_has_grown_is_done_with_once_it_has_answered(child) -> None:
    assert isinstance(asked(child, "keep 20"), Done)
    assert child.is_alive
    child.ask("keep 600", 0)
    child.ask("echo salt", 0)
    assert isinstance(child.answer(), Done)
    assert child.is_spent
    assert not child.is_alive


@keeps
def test_many_that_leave_something_behind_find_the_bounds_where_they_were() -> None:
    done = list(filter(None, in_parallel(Doing(), ["keep 250"] * 9, lambda _, why: [why], processes=1)))
    sizes, processes = zip(*(each[0].split() for each in done), strict=True)
    assert len(done) == 9
    assert max(map(int, sizes)) < 1200
    assert len(set(processes)) < 9, "each takes some"


@keeps
def test_a_guard_takes_another_where_one_has_grown() -> None:
    guard = Guard(cast("Any", Doing()))
    words = ["keep 600", "echo salt", "keep 400", "echo salt"]
    assert [cast("Any", guard.ask(cast("Any", word), 0, "it", None))[0][:4] for word in words][1::2] == ["salt"] * 2


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="asks the system for the end of a process")
def test_it_ends_with_who_asked_also_where_no_python_runs_in_it() -> None:
    """It would have minutes of the processor's time left."""
    asker = Path(__file__).with_name("guard_asker.py")
    with subprocess.Popen([sys.executable, asker], stdout=subprocess.PIPE, text=True) as asking:
        assert asking.stdout
        pid = int(asking.stdout.readline())
        end = os.pidfd_open(pid)
        asking.kill()
    ended = select.select([end], [], [], 20)[0]
    if not ended:
        os.kill(pid, signal.SIGKILL)
    os.close(end)
    assert ended


def guarded(name: str, child: Child[str, list[str]]) -> None:
    asked(child, "echo salt")
    if name not in (child.guards or ()):
        pytest.skip(f"this system has no {name}")


@pytest.mark.parametrize("what", ["connect", "run", "fork"])
def test_it_reaches_no_network_and_no_other_program(child, what: str, tmp_path: Path) -> None:
    guarded("seccomp", child)
    answer = asked(child, f"{what} {tmp_path / 'was-run'}")
    assert isinstance(answer, Broken)
    assert "PermissionError" in answer.why
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("what", ["write", "write-new", "remove"])
def test_it_changes_no_file(child, what: str, tmp_path: Path) -> None:
    guarded("landlock", child)
    file = tmp_path / "yours.txt"
    file.write_text("yours")
    place = tmp_path / "new.txt" if what == "write-new" else file
    answer = asked(child, f"{what.partition('-')[0]} {place}")
    assert isinstance(answer, Broken)
    assert "PermissionError" in answer.why
    assert [each.read_text() for each in tmp_path.iterdir()] == ["yours"]


def test_signals_of_the_terminal_do_not_reach_it(child) -> None:
    asked(child, "echo salt")
    assert os.getsid(child.pid) != os.getsid(0)
