"""Adding to the library without leaving the screen."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from person import Person
from running_app import Run

from rr_reader import parse
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.index.index import Index
from rr_reader.sources.halting import Halt
from rr_reader.tui.adding import Adding, told
from sources.web import Site, a_site, stalling

TALK = (
    "Una Brekke: Where is {0}?\n\nTor Vik: Below {0}, where it always was.\n\nUna Brekke: Still?\n\nTor Vik: Always.\n"
)
PAGE = (
    "<!DOCTYPE html><title>Of Rope</title><h1>Of rope</h1><p><b>Bo Ek:</b> Is it hemp?</p><p><b>An Lo:</b> It is.</p>"
)


@pytest.fixture
def site() -> Iterator[Site]:
    with a_site() as there:
        yield there


async def add(person: Person, word: object, told: str) -> None:
    """Add what is behind a word, and wait until the foot tells what came of it."""
    await person.press("I")
    await person.type(str(word))
    await person.press("enter")
    await person.until(lambda: any(told in notice for notice in person.notices))


def written(home: Path) -> set[str]:
    return {path.name for path in (home / "library").rglob("*") if not path.name.startswith(".")}


async def test_a_page_is_added_opened_and_listed(run: Run, site: Site) -> None:
    async with run(local=True) as person:
        await add(person, site.has("/rope", PAGE, content_type="text/html"), "Added: Of rope")
        await person.until(lambda: "Is it hemp?" in person.reader)
        await person.settle()
        assert "Of rope" in person.articles
        assert "4" in person.title_row
        assert "Esc stops" not in person.foot


async def test_a_file_is_added_once(run: Run, home: Path) -> None:
    (home / "pier.txt").write_text(TALK.format("the pier"))
    async with run() as person:
        await add(person, home / "pier.txt", "Added: ")
        await person.until(lambda: "Below the pier" in person.reader)
        before = written(home)
        await person.press("2", "g", "enter")
        await person.until(lambda: "Below the pier" not in person.reader)
        await add(person, home / "pier.txt", "In the library already: ")
        assert "Below the pier" in person.reader
        assert written(home) == before


async def test_all_of_an_archive_is_added_and_what_is_broken_told(run: Run, home: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("pier", "quay"):
            archive.writestr(f"{name}.txt", TALK.format(f"the {name}"))
        archive.writestr("lost.txt", b"\x7fELF\x02\x01" + bytes(900))
    (home / "talks.zip").write_bytes(out.getvalue())
    async with run() as person:
        await add(person, home / "talks.zip", "2 added; 1 not: ")
        await person.until(lambda: "5 ·" in person.title_row)


@pytest.mark.parametrize("path", ["/zip", "/mbox"])
async def test_an_archive_behind_an_address_is_unfolded(run: Run, site: Site, path: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("pier", "quay"):
            archive.writestr(f"{name}.txt", TALK.format(f"the {name}"))
    letter = (
        "From una@example.org Sat Mar  2 10:00:00 2024\nSubject: Of {0}\nContent-Type: text/plain\n\n" + TALK + "\n"
    )
    site.has("/zip", out.getvalue(), content_type="application/zip")
    site.has("/mbox", letter.format("the pier") + letter.format("the quay"), content_type="text/plain")
    async with run(local=True) as person:
        await add(person, site.url + path, "2 added")


async def test_esc_stops_it_and_nothing_is_left(run: Run, site: Site, home: Path) -> None:
    async with run(local=True) as person:
        before = written(home)
        await person.press("I")
        await person.type(site.does("/rope", stalling(70_000)))
        await person.press("enter")
        await person.until(lambda: "fetching 127.0.0.1 … 6" in person.foot)
        await person.press("I")
        await person.type(site.url)
        await person.press("enter")
        assert "One thing at a time" in person.screen
        await person.press("escape")
        await person.until(lambda: "Stopped: nothing was added" in person.screen)
        assert written(home) == before
        await person.until(lambda: "Esc stops" not in person.foot)


async def test_a_refusal_is_told_and_adds_nothing(run: Run, site: Site, home: Path) -> None:
    async with run(local=True) as person:
        before = written(home)
        await add(person, site.url + "/none", "no such page (error 404)")
        assert written(home) == before


async def test_what_is_not_there_is_told_while_one_can_still_mend_it(run: Run, home: Path) -> None:
    (home / "pier.txt").write_text(TALK.format("the pier"))
    async with run() as person:
        await person.press("I")
        await person.type(f"{home}/pier.tx")
        await person.press("enter")
        assert "no such file" in person.screen
        await person.press("t", "enter")
        await person.until(lambda: "Below the pier" in person.reader)


async def test_what_is_read_without_being_kept_can_be_kept(run: Run, home: Path) -> None:
    (home / "pier.txt").write_text(TALK.format("the pier"))
    async with run(home / "pier.txt") as person:
        await person.press("I", "enter")
        await person.until(lambda: any("Added: " in notice for notice in person.notices))
        assert "pier.txt" in written(home)
        assert "Below the pier" in person.reader


def clipboard(home: Path, text: str) -> dict[str, str]:
    """Give surroundings with a display whose clipboard holds a text."""
    folder = home / "bin"
    folder.mkdir()
    (folder / "held").write_text(text)
    (folder / "xclip").write_text(f"#!/bin/sh\nexec cat '{folder}/held'\n")
    (folder / "xclip").chmod(0o755)
    return {"DISPLAY": ":9", "PATH": f"{folder}:/usr/bin:/bin"}


async def test_an_address_in_the_clipboard_is_offered_until_one_types(run: Run, home: Path) -> None:
    async with run(environ=clipboard(home, "https://example.org/rope\n")) as person:
        await person.press("I")
        await person.until(lambda: "https://example.org/rope" in person.screen)
        await person.press("x")
        assert "https://example.org/rope" not in person.screen


@pytest.mark.parametrize(
    "held", ["rm -rf /", "https://a.example https://b.example", "https://a.example/\x1b[2J", "x" * 9]
)
async def test_nothing_else_of_the_clipboard_is(run: Run, home: Path, held: str) -> None:
    async with run(environ=clipboard(home, held)) as person:
        looked = []
        held_in_clipboard = person.app.held_in_clipboard
        person.app.held_in_clipboard = lambda: (looked.append(held_in_clipboard()), looked[0])[1]
        await person.press("I")
        await person.until(lambda: bool(looked))
        await person.settle()
        assert looked == [held]
        assert held[:9] not in person.screen


def test_what_is_much_like_another_article_is_named(tmp_path: Path) -> None:
    talk = TALK.format("the pier") + "".join(f"\nTor Vik: And then came the {n}th of the boats.\n" for n in range(40))
    folder, index = LibraryFolder(tmp_path / "library"), tmp_path / "index.db"
    folder.add(parse(("Of the Pier\n\n" + talk).encode(), name="pier.txt"), b"pier")
    with closing(Index(folder, index)) as indexed:
        indexed.up_to_date(lambda _: None)
    (tmp_path / "reprint.txt").write_text("At the Sea Again\n\nOur man went to sea.\n\n" + talk)
    with closing(Adding(folder.path, lambda _: None, Halt(), index=index, local=False)) as adding:
        outcomes = list(adding.add(str(tmp_path / "reprint.txt")))
    assert told(outcomes) == ("Added: At the Sea Again; much like “Of the Pier”", False)
    quoted = [outcomes[0]._replace(like="“I Wait”: A Talk")]
    assert told(quoted)[0] == "Added: At the Sea Again; much like “‘I Wait’: A Talk”"
