"""A long source is read aside: keys are answered meanwhile, and Esc stops it."""

import os
import select
from pathlib import Path

import pytest
from running_app import Run


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


def endless(paragraphs: int) -> str:
    """A page on which a reader is for a while."""
    turn = "<p><b>Bo Ek:</b> Is this wave {}?</p><p>An Lo: It is, and it went out.</p>"
    said = "".join(turn.format(number) for number in range(paragraphs))
    return f"<!DOCTYPE html><title>A Talk About Waves</title><h1>A Talk About Waves</h1>{said}"


reads_aside = pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="asks the system for the end of a process")


@reads_aside
async def test_the_foot_says_what_is_read_and_esc_stops_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "long.html").write_text(endless(60_000))
    async with run(tmp_path / "long.html", settle=False) as person:
        await person.until(lambda: "reading long.html …" in person.foot and "Is this wave 0?" in person.reader)
        assert "Esc stops" in person.foot
        children = Children()
        await person.press("escape")
        await person.until(lambda: bool(person.notices))
        assert person.notices == ["Stopped: the rest is not read"]
        assert "Is this wave 0?" in person.reader
        assert "reading" not in person.foot
        assert children.one_has_ended()


@reads_aside
async def test_a_container_that_was_stopped_shows_nothing(run: Run, tmp_path: Path) -> None:
    head = "From: Bo Ek <bo@example.org>\nSubject: Waves\nMIME-Version: 1.0\nContent-Type: text/html\n\n"
    (tmp_path / "long.eml").write_text(head + endless(60_000))
    async with run(tmp_path / "long.eml", settle=False) as person:
        await person.until(lambda: "reading long.eml …" in person.foot)
        children = Children()
        await person.press("escape")
        await person.until(lambda: bool(person.notices))
        assert person.notices == ["Stopped: nothing was read"]
        assert children.one_has_ended()


@reads_aside
async def test_quitting_ends_what_is_being_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "long.html").write_text(endless(60_000))
    async with run(tmp_path / "long.html", settle=False) as person:
        await person.until(lambda: "reading long.html …" in person.foot)
        children = Children()
        person.strike("q")
        await person.until(lambda: person.app._exit)
    assert children.one_has_ended()


class Children:
    """The processes that this one has now."""

    def __init__(self) -> None:
        told = [path.read_text().split() for path in Path("/proc/self/task").glob("*/children")]
        self._open = [os.pidfd_open(int(number)) for numbers in told for number in numbers]
        assert self._open

    def one_has_ended(self) -> bool:
        """Wait for the end of one: that is at work, and others that tests before this have left wait for nothing."""
        ends = select.poll()
        for child in self._open:
            ends.register(child, select.POLLIN)
        is_over = bool(ends.poll(5_000))
        for child in self._open:
            os.close(child)
        return is_over
