"""A source over which its reading was killed or refused: a line, the right code, and no trace in the library."""

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from rr_reader.library.folder import LibraryFolder

TURN = "<p><b>Bo Ek:</b> Is this wave {}?</p><p>An Lo: It is, and it went out.</p>"
LONG = "<!DOCTYPE html><title>Of Waves</title>" + "".join(TURN.format(number) for number in range(40_000))

says_so = pytest.mark.skipif(
    not Path("/proc/self/status").exists(),
    reason="asks the system how far the reading process is",
)


def child_at_work(process: subprocess.Popen[str]) -> int:
    """Give the number of the process that reads, once it has said that it does, and listens in another thread."""
    while process.poll() is None:
        for told in Path(f"/proc/{process.pid}/task").glob("*/children"):
            for number in told.read_text().split():
                if "Threads:\t2" in Path(f"/proc/{number}/status").read_text():
                    return int(number)
    raise AssertionError(f"it has ended: {process.communicate()}")


def traces(home: Path) -> list[str]:
    """What a reader left in the folders of a user, but for the articles that every library begins with."""
    return sorted(str(path.relative_to(home)) for path in home.rglob("*") if path.is_file())


@says_so
def test_where_what_reads_is_killed_that_is_told_and_nothing_is_left(reader):
    reader.file("long.html", LONG)
    before = traces(reader.home)
    with subprocess.Popen(
        [sys.executable, "-m", "rr_reader", "add", "long.html", "--library", "shelf"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=reader.environ(),
        cwd=reader.home,
    ) as process:
        os.kill(child_at_work(process), signal.SIGKILL)
        out, err = process.communicate()
    assert process.returncode == 65
    assert err.splitlines() == ["rr-reader: long.html: reading it ended the process that did (SIGKILL): passed over"]
    assert "Added" not in out
    assert traces(reader.home) == before


@says_so
def test_what_reads_ends_with_who_asked(reader):
    reader.file("long.html", LONG)
    with subprocess.Popen(
        [sys.executable, "-m", "rr_reader", "add", "long.html", "--library", "shelf"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=reader.environ(),
        cwd=reader.home,
    ) as process:
        child = os.pidfd_open(child_at_work(process))
        process.kill()
    ends = select.poll()
    ends.register(child, select.POLLIN)
    assert ends.poll(10_000), "it goes on, for nobody"
    os.close(child)


@pytest.mark.parametrize("name", ["empty.txt", "empty.html"])
def test_what_has_no_words_becomes_no_article(reader, interview, name):
    reader.file(name, "")
    reader.file("talk.txt", interview)
    ran = reader("add", name, "talk.txt", "--library", "shelf")
    assert (ran.code, len(LibraryFolder(reader.home / "shelf").ids())) == (65, 1)
    said = f"rr-reader: {name}: there is nothing to read in it"
    assert said in ran.err.splitlines()
    for words, code in (((name,), 65), (("parse", name, "--json"), 0)):
        ran = reader(*words)
        assert (ran.code, ran.err.splitlines()) == (code, [said])


def test_a_bad_source_among_many_costs_only_itself(reader, interview):
    for number in range(30):
        reader.file(f"saved/{number:02}.txt", interview.replace("SALT", f"SALT {number}"))
    reader.file("saved/10.rtf", "{\\rtf1" + "{" * 3_000 + "hemp" + "}" * 3_001)
    ran = reader("add", "saved", "--library", "shelf")
    assert ran.code == 65
    (line,) = [line for line in ran.err.splitlines() if "10.rtf" in line]
    assert line.startswith("rr-reader: saved/10.rtf: ")
    assert len(LibraryFolder(reader.home / "shelf").ids()) == 30
    assert not [path for path in (reader.home / "shelf").rglob("*") if "10.rtf" in path.name]
