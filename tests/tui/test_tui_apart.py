"""Reading in a process of its own comes to what reading here comes to, and leaves nothing behind."""

import os
import select
import subprocess
import sys
from pathlib import Path

import pytest
from running_app import Run

import rr_reader
from rr_reader.errors import BadSourceError
from rr_reader.tui.apart import parse_apart

TALK = "A TALK ABOUT ROPE\n\nBo Ek: Is it hemp — or sisal?\n\nAn Lo: It is.\n\nBo Ek: All of it?\n\nAn Lo: The end.\n"


@pytest.mark.parametrize(
    ("raw", "name", "assume"),
    [
        (TALK.encode(), "talk.txt", ""),
        (TALK.encode("utf-16"), "talk", ""),
        (TALK.replace("—", "é").encode("cp850"), "talk.txt", "cp850"),
        (b"", "", ""),
        (b"<p>Bo Ek: \xed\xa0\x80 is half a letter, &#xD800; too.</p>", "half.html", ""),
        (b"Bo Ek: \xed\xa0\x80 is half a letter.", "half.txt", "utf-8"),
    ],
)
def test_the_outcome_is_that_of_parse(raw: bytes, name: str, assume: str) -> None:
    assert parse_apart(raw, name=name, assume=assume) == rr_reader.parse(raw, name=name, assume=assume)


def test_what_cannot_be_read_says_why() -> None:
    with pytest.raises(BadSourceError, match=r"engine\.txt"):
        parse_apart(b"\x7fELF\x02\x01\x01" + bytes(500), name="engine.txt", assume="")


@pytest.mark.parametrize("interpreter", ["/nowhere/python", "/bin/true", "/bin/echo"])
def test_where_no_process_can_be_had_it_is_read_here(interpreter: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", interpreter)
    raw = TALK.encode() * 100
    assert parse_apart(raw, name="talk.txt", assume="") == rr_reader.parse(raw, name="talk.txt")


def test_no_program_is_taken_from_the_folder_one_is_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("msgspec", "rr_reader", "gc", "subprocess"):
        (tmp_path / f"{name}.py").write_text("open('was-run', 'w')")
    monkeypatch.chdir(tmp_path)
    assert parse_apart(TALK.encode(), name="talk.txt", assume="").blocks
    assert not (tmp_path / "was-run").exists()


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="asks the system for the end of a process that is not ours")
def test_it_ends_when_who_asked_is_killed() -> None:
    asking = (
        "from rr_reader.tui.apart import parse_apart; raw = (b'Bo Ek: ' + b'Yes and no. ' * 40 + b'\\n\\n') * 20_000\n"
    )
    asking += "parse_apart(raw, name='', assume='')"
    parent = subprocess.Popen([sys.executable, "-c", asking])
    children = Path(f"/proc/{parent.pid}/task/{parent.pid}/children")
    while not (found := children.read_text().split()):
        assert parent.poll() is None
    child, told = os.pidfd_open(int(found[0])), Path(f"/proc/{parent.pid}/io")
    try:
        while int(told.read_text().split()[3]) < 9_780_000:  # until the other has all that it is asked
            assert parent.poll() is None
        parent.kill()
        parent.wait()
        ended = select.poll()
        ended.register(child, select.POLLIN)
        assert ended.poll(3_000), "it goes on, for nobody"
    finally:
        os.close(child)


async def test_keys_are_answered_while_a_long_source_is_still_being_read(run: Run, tmp_path: Path) -> None:
    turns = "".join(f"Bo Ek: Is this wave {n}?\n\nAn Lo: It is wave {n}, and it went out.\n\n" for n in range(12_000))
    (tmp_path / "long.txt").write_text("A TALK ABOUT WAVES\n\n" + turns)
    async with run(tmp_path / "long.txt", settle=False) as person:
        await person.until(lambda: "Is this wave 0?" in person.reader)
        person.strike("]")
        person.strike("]")
        person.strike("]")
        await person.until(lambda: "Q3/" in person.foot)
        person.strike("G")
        await person.until(lambda: "Is this wave 0?" not in person.reader)
        assert not person.app.loaded.is_set()
        person.strike("/")
        await person.answered()
        for letter in "11999":
            person.strike(letter)
        person.strike("enter")
        await person.settle()
        assert "It is wave 11999" in person.reader
        assert "1/2" in person.screen
