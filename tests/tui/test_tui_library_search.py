"""The search over the library: grouped by article, read as far as one looks, narrowed by facets."""

from pathlib import Path

import pytest
import shelf
from person import Person
from running_app import Run

from rr_reader.library.filtering import Selection
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.index.index import open_library
from rr_reader.library.query import parse_query
from rr_reader.tui.searching import Findings

TAPE = """\
---
title: "Tape {number:02}"
kind: transcript
outlet: {outlet}
published: {year}-03-04
language: en
speakers:
  - name: {name}
    role: guest
---

# Tape {number:02}

{turns}
"""


@pytest.fixture
def tapes(home: Path) -> Path:
    """Add forty articles of one passage about lead each, and one of six."""
    for number in range(41):
        name, outlet = ("Runa Batista", "Low Water") if number % 2 else ("Ivar Holm", "High Water")
        times = 6 if number == 40 else 1
        turns = "\n\n".join(f"**{name}:** The {nth} weight on line {number} is of lead." for nth in range(times))
        text = TAPE.format(number=number, outlet=outlet, year=1980 + number, name=name, turns=turns)
        (home / "library" / f"tape-{number:02}.md").write_text(text)
    return home


async def search(person: Person, words: str) -> None:
    await person.press("S")
    await person.type(words)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)], ids=str)
async def test_passages_stand_under_their_article_each_with_who_says_it(run: Run, size: tuple[int, int]) -> None:
    async with run(size=size) as person:
        await search(person, "hole OR asleep")
        rows = [row for row in person.rows if "Harbour" in row or "hole" in row or "asleep" in row]
        assert "2 passages in 1 article" in person.screen
        assert any("asleep" in row for row in rows)
        assert "Ivo Batistić" in person.screen


async def test_the_rest_of_an_articles_passages_unfolds(run: Run, tapes: Path) -> None:
    async with run() as person:
        await search(person, "lead title:40")
        assert "6 passages in 1 article" in person.screen
        assert "… 3 more" in person.screen
        assert "The 3 weight" not in person.screen
        await person.press("down", "down", "down", "enter")
        assert "more" not in person.body(4)
        await person.press("down", "enter")
        assert person.inked("hit-now") == "lead"
        assert "5/6" in person.screen


async def test_on_few_columns_the_count_has_the_whole_line(run: Run, tapes: Path) -> None:
    async with run(size=(40, 12)) as person:
        await search(person, "lead OR weight OR line")
        assert "+ articles …" in person.screen
        assert "LIB" not in person.screen


async def test_what_is_not_looked_at_is_not_read_and_the_count_says_so(run: Run, tapes: Path) -> None:
    async with run(size=(80, 24)) as person:
        await search(person, "lead")
        assert "+ passages in" in person.screen
        for _ in range(12):
            await person.press("pagedown")
        assert "46 passages in 41 articles" in person.screen
        assert "Tape 39" in person.screen


async def test_enter_in_one_burst_with_the_words_opens_what_they_find(run: Run, tapes: Path) -> None:
    async with run() as person:
        await person.press("S")
        for key in ["l", "e", "a", "d", "space", *"title:40", "enter"]:
            person.strike(key)
        await person.settle()
        assert "Tape 40" in person.title_row
        assert person.inked("hit-now") == "lead"


async def test_the_articles_found_can_be_narrowed_by_what_they_have(run: Run, tapes: Path) -> None:
    async with run() as person:
        await search(person, "lead year:2010..")
        assert "16 passages in 11 articles" in person.screen
        await person.press("tab")
        assert any("Runa Batista" in row and row.split("Runa Batista")[1].split()[0] == "5" for row in person.rows)
        while not any("▎" in row and "Runa Batista" in row.split("▎")[-1] for row in person.rows):
            await person.press("j")
        await person.press("enter")
        assert 'lead year:2010.. speaker:="Runa Batista"' in person.screen
        assert "5 passages in 5 articles" in person.screen
        await person.press("space", "escape")
        assert "16 passages in 11 articles" in person.screen
        await person.type("x")
        assert "year:2010..x" in person.screen, "after Esc one types on"


async def test_a_mistake_is_marked_where_it_stands(run: Run) -> None:
    async with run() as person:
        await search(person, "lead year:soon")
        column, row = person.find("soon")
        assert person.rows[row + 1].index("▲") == column
        await person.press("escape", "f")
        await person.type("fog (rope OR tar)")
        column, row = person.find("(rope")
        assert person.rows[row + 1].index("▲") == column


async def test_a_person_alone_is_a_search_too(run: Run) -> None:
    async with run() as person:
        await search(person, "speaker:tanaka")
        assert "I counted the windows twice" in person.screen
        assert "frightens" not in person.screen


def test_an_article_that_is_gone_meanwhile_is_passed_over(home: Path) -> None:
    library, _ = open_library(LibraryFolder(home / "library"))
    findings = Findings(Selection(library, parse_query("cup OR hole")))
    (home / "library" / f"{shelf.BELLS}.md").unlink()
    for _ in findings.looking:
        pass
    assert [found.entry.id for found in findings.articles] == [shelf.HARBOUR]
    assert findings.told() == "1 passage in 1 article"


def test_the_article_most_about_the_words_comes_first(home: Path) -> None:
    told = "**Per Aune:** A ferry is a bridge."
    for name, title in (("aa", "Of bridges"), ("zz", "The bridge, the bridge")):
        head = "---\ntitle: {}\nspeakers:\n  - name: Per Aune\n---\n\n{}\n"
        (home / "library" / f"{name}.md").write_text(head.format(title, told))
    library, _ = open_library(LibraryFolder(home / "library"))
    assert [entry.id for entry in Selection(library, parse_query('"bridge" OR tide')).ranked()] == ["zz", "aa"]


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)], ids=str)
async def test_what_is_cut_says_so_beside_the_scroll_bar_too(run: Run, tapes: Path, size: tuple[int, int]) -> None:
    for path in (tapes / "library").glob("tape-*.md"):
        path.write_text(path.read_text().replace("of lead.", "of lead" + ", and so is the one after it" * 9))
    async with run(size=size) as person:
        await search(person, "lead")
        hits = [row.split(" lead", 1)[1] for row in person.rows if " lead" in row and "S lead" not in row]
        assert len(hits) > 2
        assert all("…" in after for after in hits)
