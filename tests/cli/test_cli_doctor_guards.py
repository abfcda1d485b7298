"""What `rr-reader doctor` says of the guards against hostile files: those that this system has, and which it lacks."""

import pytest

from rr_reader.cli import doctor
from rr_reader.library.guarded import reading


@pytest.mark.parametrize(
    ("guards", "words"),
    [
        ({"memory", "seccomp", "landlock"}, ["its memory is bounded", "change no file, reach no network"]),
        ({"memory", "seccomp"}, ["change no file, reach no network", "no Landlock here"]),
        ({"memory", "landlock"}, ["write no file", "could reach the network", "no seccomp"]),
        ({"seccomp", "landlock"}, ["its memory is not bounded"]),
        (set(), ["its memory is not bounded", "could remove files and reach the network"]),
    ],
)
def test_the_doctor_says_what_guards_against_a_hostile_file(guards, words, monkeypatch):
    monkeypatch.setattr(reading, "guards", lambda: frozenset(guards))
    said = "\n".join(doctor._guards())
    assert [word for word in words if word not in said] == []


def test_the_doctor_says_which_guards_are_there(library):
    said = library("doctor").out.partition("Guard against hostile files")[2].partition("Library")[0]
    assert "is read in a process of its own" in said
    there = reading.guards()
    assert ("no seccomp" in said or "neither seccomp" in said) is ("seccomp" not in there)
    assert ("its memory is bounded" in said) is ("memory" in there)


def test_the_doctor_says_where_nothing_can_be_guarded(monkeypatch):
    monkeypatch.setattr(reading, "_GUARD", reading.Guard(command=("/nowhere/python",)))
    (line,) = doctor._guards()
    assert "needs a process of its own, which cannot be had" in line
    assert "nothing but plain text and Markdown can be read" in line
