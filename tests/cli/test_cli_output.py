import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("locale", ["C", "POSIX", "en_US.ISO-8859-1"])
def test_output_is_utf8_whatever_the_locale(reader, locale):
    reader.file("zoë.txt", "Zoë Ibarra chose the name – “Salt”.\n")
    ran = reader("parse", "zoë.txt", LC_ALL=locale, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert (ran.code, ran.err) == (0, "")
    assert "Zoë Ibarra chose the name – “Salt”." in ran.out


def test_a_hostile_file_name_cannot_steer_the_terminal(reader):
    name = "a\x1b]0;owned\x07\x9b31m\u202egnp.txt"
    for words in (["parse", name], ["parse", name.encode() + b"\xff"], [name], ["show", name]):
        ran = reader(*words)
        assert ran.code == 66
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(ran.err)
        assert "owned" in ran.err
        assert len(ran.err.splitlines()) <= 3


def test_a_very_long_name_is_told_shortly(reader):
    ran = reader("parse", "n" * 5000 + ".txt")
    assert ran.code == 66
    assert len(ran.err) < 600
    assert ".txt" in ran.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is Linux's")
@pytest.mark.parametrize("words", [["--help"], ["parse", "talk.txt"], ["--version"]], ids=" ".join)
def test_a_full_disk_is_told_in_one_line(reader, words):
    reader.file("talk.txt", "Some words.\n")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "rr_reader", *words],
            stdout=full,
            stderr=subprocess.PIPE,
            env=reader.environ(),
            cwd=reader.home,
            text=True,
        )
    assert done.returncode == 74
    assert len(done.stderr.splitlines()) == 1
    assert "No space left" in done.stderr


def test_a_reader_who_has_seen_enough_is_no_error(reader):
    reader.file("long.txt", "word " * 20_000 + "\n\n" + "another line\n\n" * 50_000)
    ours, theirs = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-m", "rr_reader", "parse", "long.txt"],
        stdout=theirs,
        stderr=subprocess.PIPE,
        env=reader.environ(),
        cwd=reader.home,
    )
    os.close(theirs)
    assert os.read(ours, 4) == b"word"
    os.close(ours)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_make_no_traceback(reader, closed):
    reader.file("talk.txt", "Some words.\n")
    for words in ("--version", "parse talk.txt", "parse -", "parse none.txt"):
        done = subprocess.run(
            ["sh", "-c", f'"$0" -m rr_reader {words} {closed}', sys.executable],
            capture_output=True,
            env=reader.environ(),
            cwd=reader.home,
            text=True,
        )
        assert "Traceback" not in done.stderr
        assert len(done.stderr.splitlines()) <= 3
        assert done.returncode in (0, 66, 74)


def test_no_colour_off_a_terminal_nor_where_it_is_not_wanted(library):
    assert "\x1b" not in library("show", "salt harbour").out
    assert "\x1b[" in library.on_terminal("show", "salt harbour", PAGER="cat").out
    assert "\x1b" not in library.on_terminal("show", "salt harbour", PAGER="cat", NO_COLOR="1").out
    assert "\x1b" not in library.on_terminal("show", "salt harbour", PAGER="cat", TERM="dumb").out
