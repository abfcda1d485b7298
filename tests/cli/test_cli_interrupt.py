"""Ctrl-C in the middle of an import: what was added stays whole, the rest is not there, and one can go on."""

import os
import pty
import signal
import subprocess
import sys

import pytest

from rr_reader.library.folder import LibraryFolder


def started(reader, *words: str, **streams) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "rr_reader", *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        env=reader.environ(),
        cwd=reader.home,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background job ignores it
        **streams,
    )


@pytest.mark.parametrize("waited_for", [1, 4, 9])
def test_an_interrupted_import_leaves_whole_articles_and_can_be_taken_up(reader, interview, waited_for):
    for number in range(20):
        reader.file(f"saved/{number:02}.txt", interview.replace("herring", f"herring, number {number}"))
    reader.file("extra.txt", "Nobody was in the kitchen.\n")
    with started(reader, "add", "saved", "extra.txt", "--library", "shelf", stderr=subprocess.PIPE) as process:
        acknowledged = []
        while len(acknowledged) < waited_for:
            line = process.stdout.readline().decode()
            assert line
            acknowledged += [line.split(" as ")[1].strip()] if line.startswith("Added") else []
        process.send_signal(signal.SIGINT)
        rest, complaint = process.stdout.read().decode(), process.stderr.read().decode()
        acknowledged += [line.split(" as ")[1] for line in rest.splitlines() if line.startswith("Added")]
    assert process.returncode == 130
    assert complaint.startswith(f"rr-reader: Stopped after {len(acknowledged)} of 21; ")
    assert complaint.count("\n") == 1
    folder = LibraryFolder(reader.home / "shelf")
    assert set(acknowledged) == set(folder.ids())
    assert len(folder.ids()) < 21
    for article_id in folder.ids():
        assert folder.load(article_id).account.encoding_evidence
        assert (folder.path / "sources" / folder.load(article_id).source.name).is_file()
    assert not list(folder.path.rglob("*.part"))
    assert reader("add", "saved", "extra.txt", "--library", "shelf").code == 0
    assert len(folder.ids()) == 21
    assert len(list((folder.path / "sources").iterdir())) == 42


def test_what_is_being_read_is_named_while_it_is_read(reader, interview):
    reader.file("long.txt", interview * 2000)
    ours, theirs = pty.openpty()
    with started(reader, "add", "--dry-run", "long.txt", stderr=theirs) as process:
        os.close(theirs)
        shown = b""
        while b"1: long.txt" not in shown:
            shown += os.read(ours, 1024)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=60)
    os.close(ours)
    assert (process.returncode, out) == (130, b"")
