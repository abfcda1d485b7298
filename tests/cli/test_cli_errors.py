import io
import signal
import subprocess
import sys

import pytest

from rr_reader.cli.command import Context
from rr_reader.cli.output import Errors, Stream, shorten
from rr_reader.cli.program import guarded
from rr_reader.errors import BadSourceError, CannotCreateError, NoSourceError, UsageError


def run_guarded(tmp_path, problem):
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="ascii") for _ in range(2))
    environ = {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state")}
    context = Context(environ, Stream(out, environ), Errors(err, environ), None)

    def work() -> int:
        context.out.write("what was done before\n")
        raise problem

    code = guarded(work, context)
    return code, out.buffer.getvalue().decode(), err.buffer.getvalue().decode()


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (UsageError("that is no command"), 64),
        (BadSourceError("that is a picture"), 65),
        (NoSourceError("that is not there"), 66),
        (CannotCreateError("that cannot be made"), 73),
        (KeyboardInterrupt(), 130),
        (MemoryError(), 74),
    ],
)
def test_each_failure_has_its_exit_code(tmp_path, problem, code):
    given, _, err = run_guarded(tmp_path, problem)
    assert given == code
    assert str(problem) in err
    assert len(err.splitlines()) <= 1


def test_what_was_done_before_a_failure_is_printed(tmp_path):
    assert run_guarded(tmp_path, NoSourceError("gone"))[1] == "what was done before\n"


def test_a_fault_of_ours_is_one_line_and_a_log(tmp_path):
    code, _, err = run_guarded(tmp_path, ZeroDivisionError("halves of nothing"))
    (log,) = (tmp_path / "state").rglob("errors.log")
    assert code == 70
    assert len(err.splitlines()) == 1
    assert "please report" in err
    assert str(log) in err
    assert "halves of nothing" in log.read_text()
    assert "Traceback" in log.read_text()


def test_a_fault_is_told_even_where_no_log_can_be_written(tmp_path):
    (tmp_path / "state").write_text("a file where the folder should be")
    code, _, err = run_guarded(tmp_path, ZeroDivisionError())
    assert code == 70
    assert "please report" in err


def test_a_message_has_at_most_three_lines(tmp_path):
    _, _, err = run_guarded(tmp_path, BadSourceError("one\n\n\ntwo\nthree\nfour\nfive"))
    assert err == "rr-reader: one\ntwo\nthree\n"


def test_interrupting_is_quiet(reader):
    process = subprocess.Popen(
        [sys.executable, "-m", "rr_reader", "parse", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=reader.environ(),
        cwd=reader.home,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background job ignores it
    )
    assert process.stdin
    process.stdin.write(b"word " * 200_000)  # more than a pipe holds: once it is written, somebody is reading
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (130, b"", b"")


@pytest.mark.parametrize("longest", range(2, 30))
def test_shortened_texts_keep_both_ends(longest):
    text = "/somewhere/far/away.txt"
    short = shorten(text, longest)
    assert len(short) <= longest
    assert short[0] == "/"
    assert short == text if longest >= len(text) else "…" in short
