"""Names that would steer a terminal, or look like lines of ours, are shown as what they are: on one line, as tokens."""

import os
import re

import pytest

TALK = "Una Brekke: Was it cold?\n\nTor Vik: It was, on the quay.\n\nUna Brekke: And then?\n\nTor Vik: It thawed.\n"
STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
NAMES = [
    b"a\nFORGED: added.txt",
    b"b\rFORGED.txt",
    b"c\x1b]0;FORGED\x07\x1b[31m.txt",
    b"d\xff\xfe.txt",
    "e\u202etxt.txt".encode(),
    "f\u2028FORGED\x9b2J.txt".encode(),
    b"g" * 251 + b".txt",
    b"[bold]$(touch FORGED).txt",
]
BROKEN = [b"h\nFORGED.pdf", b"i\nFORGED.zip", b"j\nFORGED.json"]


def assert_told_safely(ran):
    for told in (ran.out, ran.err):
        assert not STEERS.search(told)
        assert not re.search("^FORGED", told, re.M)
    assert "Internal error" not in ran.err


@pytest.fixture
def folder(reader):
    """A folder of files with such names: sound ones, broken ones, and what is no file at all."""
    home = reader.home / "saved"
    home.mkdir()
    for number, name in enumerate(NAMES):
        (home / os.fsdecode(name)).write_text(TALK.replace("quay", f"quay {number}"))
    for name in BROKEN:
        (home / os.fsdecode(name)).write_bytes(b'{"segments": [{"text": 1, "start": 0')
    os.mkfifo(home / "k\nFORGED.txt")
    (home / "l\nFORGED.txt").symlink_to("nowhere")
    return home


@pytest.mark.parametrize(
    "words", [["parse", "--text"], ["parse", "--jsonl"], ["add", "--dry-run", "--diff"]], ids=" ".join
)
def test_hostile_names_in_a_folder(reader, folder, words):
    ran = reader(*words, folder)
    assert_told_safely(ran)
    assert (ran.code, len(ran.err.splitlines())) == (65, 5)
    assert "a␊FORGED: added.txt" in ran.out


def test_hostile_names_in_a_library(reader, folder):
    added = reader("add", folder)
    assert added.out.count("Added: ") == len(NAMES)
    for ran in (added, reader("add", folder), reader("list", "--json"), reader("doctor"), reader("quotes")):
        assert_told_safely(ran)
    kept = [os.fsencode(path.name) for path in (reader.home / "data" / "rr-reader").rglob("*") if path.is_file()]
    assert not any(STEERS.search(os.fsdecode(name)) or b"\n" in name or not name.isascii() for name in kept)


@pytest.mark.parametrize(
    "words",
    [
        [b"{}"], [b"parse", b"{}"], [b"add", b"{}"], [b"add", b"--refresh", b"{}"], [b"show", b"{}"],
        [b"remove", b"{}"], [b"check", b"{}"], [b"subscribe", b"{}"], [b"import-highlights", b"{}"],
        [b"highlight", b"{}", b"--text", b"quay"], [b"highlights", b"--merge", b"{}"], [b"search", b"{}"],
        [b"--library", b"{}", b"list"], [b"doctor", b"--restore", b"{}"], [b"list", b"--{}"], [b"list", b"nofield{}:x"],
        [b"add", b"--assume-encoding", b"{}", b"x.txt"],
    ],
    ids=str,
)  # fmt: skip
def test_hostile_words_of_the_command_line(reader, words):
    ran = reader(*(word.replace(b"{}", b"x\nFORGED\x1b[31m\xff.txt") for word in words))
    assert_told_safely(ran)
    assert len(ran.err.splitlines()) <= 3
