"""The search over the library: grouped by article, read as far as one looks, narrowed by facets."""

import re
from collections import deque
from pathlib import Path

import pytest
import shelf
from person import Person
from running_app import Run

from rr_reader.library.facets import FACETS, facets, toggle
from rr_reader.library.filtering import Selection
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.index.index import open_library
from rr_reader.library.narrowing import Narrowing
from rr_reader.library.query import parse_query
from rr_reader.tui.screens import library_looking
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


@pytest.fixture
def nobody_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no moment be long enough for all to be counted."""
    monkeypatch.setattr(library_looking, "COUNT_AFTER", 3600.0)


async def search(person: Person, words: str) -> None:
    await person.press("S")
    await person.type(words)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)], ids=str)
async def test_passages_stand_under_their_article_each_with_who_says_it(run: Run, size: tuple[int, int]) -> None:
    async with run(size=size) as person:
        await search(person, "hole OR asleep")
        rows = [row for row in person.rows if "Harbour" in row or "hole" in row or "asleep" in row]
        assert ("2 in 1" if size[0] == 40 else "2 passages in 1 article") in person.screen
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


@pytest.mark.usefixtures("nobody_counts")
async def test_on_few_columns_title_count_and_order_stand_whole(run: Run, tapes: Path) -> None:
    async with run(size=(40, 12)) as person:
        await search(person, "lead OR weight OR line")
        assert re.search(r"SEARCH +\d+\+ in \d+\+ … · best first$", person.title_row)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)], ids=str)
async def test_nothing_of_the_panes_is_seen_around_the_search(run: Run, size: tuple[int, int]) -> None:
    async with run(size=size) as person:
        await search(person, "zzz")
        seen = re.sub(r"S zzz|Enter opens|Tab narrows|\^o newest first|\^s saves|Esc closes", "", person.body(1))
        assert not re.search(r"\S", seen.replace("▌SEARCH THE LIBRARY", "").replace("nothing", ""))


@pytest.mark.usefixtures("nobody_counts")
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


async def test_the_total_is_known_after_a_moment(run: Run, tapes: Path) -> None:
    async with run(size=(80, 24)) as person:
        await search(person, "lead")
        await person.until(lambda: "46 passages in 41 articles" in person.screen)
        assert "Tape 39" not in person.screen


async def test_hits_go_on_in_the_next_article_and_back(run: Run, tapes: Path) -> None:
    async with run() as person:
        await search(person, "lead year:2010.. OR title:40")
        await person.press("enter")
        assert "Tape 40" in person.title_row
        assert "hit 1/6" in person.title_row
        await person.press(*["n"] * 6)
        assert "Tape 40" not in person.title_row.split("ARTICLES")[1]
        assert "hit 1/1" in person.title_row
        assert any("Hit 1/1 · next article" in notice for notice in person.notices)
        await person.press("N")
        assert "Tape 40" in person.title_row
        assert "hit 6/6" in person.title_row
        await person.press(*["N"] * 6)
        assert any("No hit before this one" in notice for notice in person.notices)
        assert "hit 1/6" in person.title_row


async def test_hits_go_on_into_what_was_not_looked_into(run: Run, tapes: Path, nobody_counts: None) -> None:
    async with run() as person:
        await search(person, "lead")
        await person.press("enter", *["n"] * 45)
        assert "hit 1/1" in person.title_row
        await person.press("n")
        assert any("No hit after this one" in notice for notice in person.notices)


async def test_a_search_opens_again_where_it_was_left_unless_one_types(run: Run, tapes: Path) -> None:
    async with run(size=(80, 24)) as person:
        await search(person, "lead")
        await person.press(*["down"] * 14)
        before = person.rows
        await person.press("enter", "S")
        assert person.body(1) == "\n".join(before[1:])
        await person.press("escape", "S")
        assert person.body(1) == "\n".join(before[1:])
        await person.type("hole")
        assert "S hole" in person.screen
        assert "1 passage in 1 article" in person.screen


async def test_what_was_searched_for_before_comes_back_into_the_empty_line(run: Run, tapes: Path) -> None:
    async with run() as person:
        for words in ("hole", "lead"):
            await search(person, words)
            await person.press("escape")
        await person.press("S", "backspace", "up")
        assert "S lead" in person.screen
        await person.press("up")
        assert "S hole" in person.screen
        assert "1 passage in 1 article" in person.screen
        await person.press("enter")
        assert person.inked("hit-now") == "hole"


async def test_a_newer_library_keeps_the_place_in_what_was_found(run: Run, tapes: Path) -> None:
    async with run(size=(80, 24)) as person:
        await search(person, "lead")
        await person.press(*["down"] * 14)
        title = next(row for row in reversed(person.rows[: row_of_cursor(person)]) if "Tape" in row)
        talk = TAPE.format(number=99, outlet="Low Water", name="Ivar Holm", year=2030, turns="**Ivar Holm:** Lead " * 9)
        (tapes / "library" / "tape-99.md").write_text(talk)
        await person.until(lambda: "42 articles" in person.screen)
        await person.settle()
        assert title in person.rows[: row_of_cursor(person)]
        assert any("▎" in row for row in person.rows)


def row_of_cursor(person: Person) -> int:
    return next(at for at, row in enumerate(person.rows) if row.lstrip().startswith("▎"))


def indexing(person: Person, words: str) -> str:
    """Let the reading of the library be so far; it may come to its own end meanwhile. Give the screen."""
    person.app.screen_stack[0].show_indexing(words)
    return person.screen


async def test_nothing_is_not_said_while_the_library_is_still_read(run: Run, home: Path) -> None:
    async with run() as person:
        await search(person, "lead")
        await person.until(lambda: "nothing yet · indexing 28 %" in indexing(person, "indexing 28 %"))
        text = TAPE.format(number=1, outlet="", name="Ivar Holm", year=2001, turns="**Ivar Holm:** Of lead.")
        (home / "library" / "tape-01.md").write_text(text)
        await person.until(lambda: "1 passage in 1 article" in person.screen)


def test_counts_are_of_the_passages_not_of_the_articles(home: Path) -> None:
    library, _ = open_library(LibraryFolder(home / "library"))
    narrowing = Narrowing(Selection(library, parse_query("salt OR hole speaker:batistić")))
    for _ in narrowing.counting():
        pass
    speakers, outlets, *_ = facets(narrowing)
    counts = {(value.value, value.count, value.chosen) for value in speakers.values}
    assert counts == {("Ivo Batistić", 1, True), ("Oda Lindqvist", 1, False), ("Żaneta Wrona", 1, False)}
    assert [(value.value, value.count) for value in outlets.values] == [("The Quay Review", 1)]


def test_every_count_is_what_choosing_it_leaves(home: Path) -> None:
    library, _ = open_library(LibraryFolder(home / "library"))
    for text in ("the OR you", "salt", "kind:interview the", "block:answer it -rope", "fog OR speaker:aune"):
        narrowing = Narrowing(Selection(library, parse_query(text)))
        for _ in narrowing.counting():
            pass
        assert narrowing.is_complete
        for facet in facets(narrowing):
            for value in facet.values:
                if not (value.chosen or narrowing.query.of(FACETS[facet.name])):
                    findings = Findings(Selection(library, toggle(narrowing.query, facet.name, value.value)))
                    deque(findings.looking, maxlen=0)
                    assert (facet.name, value.value, len(findings.articles)) == (facet.name, value.value, value.count)


async def test_counts_that_are_not_the_last_say_so(run: Run, tapes: Path) -> None:
    async with run() as person:
        await person.settle()
        screen = person.app.screen
        narrowing = Narrowing(screen.session.selection())
        counting = narrowing.counting()
        next(counting)
        screen.filters.show(facets(narrowing), screen.session.voices, is_partial=True)
        await person.answered()
        assert re.search(r"Ivo Batistić +1\+", person.filters)
        await person.press("1", "g")
        deque(counting, maxlen=0)
        first = person.filters.split("\n")[1]
        screen.filters.show(facets(narrowing), screen.session.voices)
        await person.answered()
        assert first != person.filters.split("\n")[1]
        assert re.search(r"▎.*Ivar Holm +21", person.filters.split("\n")[1]), "as the counts came the first was another"
        await person.press("2")
        await search(person, "weight")
        await person.press("tab")
        assert re.search(r"Ivar Holm +21$", person.screen, re.M)


async def test_a_filter_finds_nothing_yet_while_the_library_is_still_read(run: Run) -> None:
    async with run() as person:
        await person.press("f")
        await person.type("zzz")
        await person.until(lambda: "indexing 28 %  No article fits yet" in indexing(person, "indexing 28 %"))
        await person.until(lambda: "newest first  No article fits" in indexing(person, ""))
        assert "yet" not in person.title_row


async def test_the_newest_come_first_if_one_wants(run: Run, tapes: Path) -> None:
    async with run() as person:
        await search(person, "title:tape weight")
        assert "best first" in person.title_row + person.rows[1]
        await person.press("ctrl+o")
        assert "newest first" in person.title_row + person.rows[1]
        titles = [row.split()[1] for row in person.rows if row.strip().startswith("Tape")]
        assert titles == sorted(titles, reverse=True)
        await person.press("escape", "S")
        assert "newest first" in person.title_row + person.rows[1]


async def test_a_search_over_more_than_is_listed_says_so_and_takes_the_filter_on(run: Run, tapes: Path) -> None:
    async with run() as person:
        await person.press("f")
        await person.type("outlet:low")
        await person.press("enter", "S")
        assert "over all 44, not only the 20 listed" in person.screen
        await person.type("weight")
        await person.press("ctrl+f")
        assert "S outlet:low weight" in person.screen
        await person.until(lambda: "20 passages in 20 articles" in person.screen)


async def test_next_hit_finds_what_the_list_is_filtered_by(run: Run, tapes: Path) -> None:
    async with run() as person:
        await person.press("f")
        await person.type("hole fog")
        await person.press("enter", "enter", "n")
        assert person.inked("hit-now") in ("hole", "fog")
        assert "hit 1/" in person.title_row
