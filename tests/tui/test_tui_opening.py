"""Opening: files that are only looked at, and libraries that are not well."""

import os
from pathlib import Path

import pytest
from running_app import Run, running

from rr_reader.library.cleaned import dump
from rr_reader.library.mending import change_kind
from rr_reader.model import Kind
from rr_reader.parsing.importing import parse_source

TALK = "A TALK ABOUT ROPE\n\nBo Ek: Is it hemp?\n\nAn Lo: It is.\n\nBo Ek: All of it?\n\nAn Lo: The long end.\n"
OTHER = "A TALK ABOUT TAR\n\nBo Ek: Is it black?\n\nAn Lo: It was.\n\nBo Ek: And now?\n\nAn Lo: It is everywhere.\n"


def file(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize("size", [(120, 40), (40, 12)], ids=str)
async def test_one_file_starts_in_the_reader_alone(run: Run, tmp_path: Path, size: tuple[int, int]) -> None:
    async with run(file(tmp_path, "talk.txt", TALK), size=size) as person:
        assert "Is it hemp?" in person.reader
        assert (person.articles, person.filters) == ("", "")
        before = person.foot
        await person.press("]", "]")
        assert person.foot != before


@pytest.mark.parametrize("size", [(120, 40), (40, 12)], ids=str)
async def test_several_files_start_in_the_list(run: Run, tmp_path: Path, size: tuple[int, int]) -> None:
    async with run(file(tmp_path, "a.txt", TALK), file(tmp_path, "b.txt", OTHER), size=size) as person:
        assert person.focus == "ARTICLES"
        assert "ROPE" in person.articles
        assert "TAR" in person.articles


async def test_a_cleaned_file_is_opened_as_its_library_has_it(run: Run, tmp_path: Path) -> None:
    made = parse_source(TALK.encode(), name="talk.txt")
    mended = change_kind(made, len(made.blocks) - 1, Kind.TURN)
    async with run(file(tmp_path, "talk.md", dump(mended))) as person:
        assert "The long end." in person.reader
        assert "[turn]" not in person.reader


async def test_what_is_only_looked_at_stays_out_of_the_library(run: Run, home: Path) -> None:
    before = sorted((home / "library").iterdir())
    async with run(file(home, "talk.txt", TALK)) as person:
        await person.press("]", "q")
    assert sorted((home / "library").iterdir()) == before


async def test_what_cannot_be_read_is_passed_over_and_named(run: Run, tmp_path: Path) -> None:
    good, bad = file(tmp_path, "good.txt", TALK), file(tmp_path, "bad.txt", b"\x7fELF\x02\x01\x01" + bytes(500))
    async with run(bad, good, tmp_path / "nothing.txt") as person:
        assert "Is it hemp?" in person.reader
        said = " ".join(person.notices)
        assert "bad.txt" in said
        assert "nothing.txt" in said


async def test_where_nothing_can_be_read_it_ends_and_says_why(run: Run, tmp_path: Path) -> None:
    async with run(file(tmp_path, "bad.txt", b"\x7fELF\x02\x01\x01" + bytes(500))) as person:
        assert person.app.return_code == 65
        assert "bad.txt" in str(person.app.failure)


async def test_of_a_large_file_the_beginning_then_the_rest(run: Run, tmp_path: Path) -> None:
    turns = "".join(
        f"Bo Ek: Is this wave {n}?\n\nAn Lo: It is wave {n}, and it went out again.\n\n" for n in range(6000)
    )
    large = file(tmp_path, "large.txt", "A TALK ABOUT WAVES\n\n" + turns)
    small = file(tmp_path, "small.md", "---\ndate: 2024-01-02\n---\n# SMALL TALK\n\n" + OTHER)
    async with run(large, small) as person:
        assert "WAVES" in person.title_row
        assert "Is this wave 0?" in person.reader
        await person.press("3", "G")
        assert "It is wave 5999" in person.reader


async def test_an_article_that_cannot_be_read_does_not_hide_the_others(run: Run, home: Path) -> None:
    (home / "library" / "broken.md").write_text("---\ntitle: [\n---\n\nWords.\n")
    async with run() as person:
        assert "Glass Ferry" in person.articles
        assert any("broken.md" in notice for notice in person.notices)


async def test_a_library_that_cannot_be_written_to_is_still_read(run: Run, home: Path) -> None:
    (home / "library" / ".starter").unlink()
    (home / "library" / ".starter").mkdir()
    async with run() as person:
        assert "Glass Ferry" in person.articles


async def test_a_damaged_memory_is_told_and_does_not_stop_the_reading(home: Path) -> None:
    (home / "reader.db").write_bytes(b"this is no database" * 100)
    async with running(home) as person:
        assert any("NOT SAVED" in notice for notice in person.notices)
        await person.press("enter", "]", "*", "q")
        assert person.app.return_code == 0


async def test_an_empty_library_says_how_to_fill_it(run: Run, home: Path) -> None:
    for path in (home / "library").glob("*.md"):
        path.unlink()
    async with run() as person:
        assert any("rr-reader add" in notice for notice in person.notices)


async def test_at_the_first_run_there_is_something_to_read(tmp_path: Path) -> None:
    async with running(tmp_path, size=(80, 24)) as person:
        assert person.articles.strip()
        await person.press("enter", "space")
        assert person.reader.strip()
    assert list((tmp_path / "library").glob("*.md"))


async def test_a_file_opens_again_where_one_left_it(run: Run, tmp_path: Path) -> None:
    source = file(tmp_path, "talk.txt", TALK)
    async with run(source, size=(40, 12)) as person:
        await person.press("]", "]", "q")
    async with run(source, size=(40, 12)) as person:
        assert "Q2/2" in person.foot


async def test_a_file_whose_name_is_no_text_is_read_like_any_other(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    for name, text in ((b"talk\x9b.txt", TALK), (b"other.txt", OTHER)):
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text(text)
    async with run(folder) as person:
        await person.press("enter", "]", "J", "]", "2", "*", "r", "q")
        assert person.app.return_code == 0
    async with run(folder) as person:
        assert "★" in person.articles
