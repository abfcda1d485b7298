"""Filtering the list: by facets, by a query, by words over the whole library."""

from pathlib import Path

import pytest
import shelf
from person import Person
from running_app import Run

from rr_reader.library.facets import MOST
from rr_reader.tui.screens import articles
from rr_reader.tui.widgets.title import TitleLine


def count(person: Person, value: str) -> str:
    """Give the count that stands beside a value in the filters."""
    return next(row.split()[-1] for row in person.filters.split("\n") if value in row)


async def choose(person: Person, value: str) -> None:
    """Go to a value in the filters and switch it."""
    await person.press(*["1"] * (person.focus != "FILTERS"))
    for _ in range(60):
        if any(row.startswith("▎") and value in row for row in person.filters.split("\n")):
            await person.press("enter")
            return
        await person.press("j")
    raise AssertionError(f"{value} cannot be reached:\n{person.screen}")


async def test_a_person_chosen_leaves_the_articles_with_that_person(run: Run) -> None:
    async with run() as person:
        await choose(person, "Mei Tanaka")
        assert "Glass Ferry" in person.articles
        assert "Bell Founders" not in person.articles
        assert "1 of 3" in person.title_row
        assert any("◆" in row and "Mei Tanaka" in row for row in person.filters.split("\n"))


async def test_counts_follow_the_choice_of_others_not_ones_own(run: Run) -> None:
    async with run() as person:
        assert count(person, "Oda Lindqvist") == "2"
        await choose(person, "Lantern Weekly")
        assert count(person, "Oda Lindqvist") == "1"
        assert count(person, "The Quay Review") == "1", "what a second outlet would add"


async def test_two_values_of_a_facet_are_or_two_facets_are_and(run: Run) -> None:
    async with run() as person:
        await choose(person, "2024")
        assert person.articles.count("●") == 1
        await choose(person, "2023")
        assert person.articles.count("●") == 2
        await choose(person, "feature")
        assert person.articles.count("●") == 1
        assert "Glass Ferry" in person.articles


async def test_a_value_switched_off_gives_the_articles_back(run: Run) -> None:
    async with run() as person:
        await choose(person, "Mei Tanaka")
        await person.press("space")
        assert person.articles.count("●") == 3
        assert "of 3" not in person.title_row


async def test_what_has_no_date_is_found_under_not_given(run: Run) -> None:
    async with run() as person:
        await choose(person, "transcript")
        assert person.articles.count("●") == 1
        assert "Bell Founders" in person.articles


async def test_a_facet_shows_as_a_query_that_can_be_edited(run: Run) -> None:
    async with run() as person:
        await choose(person, "Mei Tanaka")
        await person.press("f")
        assert 'speaker:="Mei Tanaka"' in person.screen
        await person.press("escape")
        assert person.articles.count("●") == 3


async def test_starring_is_seen_in_the_filters_at_once(run: Run) -> None:
    async with run() as person:
        await person.press("*")
        assert count(person, "starred") == "1"
        await choose(person, "starred")
        assert person.articles.count("★") == 1


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)], ids=str)
async def test_the_list_narrows_with_every_letter(run: Run, size: tuple[int, int]) -> None:
    async with run(size=size) as person:
        await person.press("f")
        await person.type("herring")
        assert person.articles.count("●") == 1
        await person.press(*["backspace"] * 7)
        assert person.articles.count("●") == 3


async def test_a_filter_folds_accents_and_case(run: Run) -> None:
    async with run() as person:
        await person.press("f")
        await person.type("speaker:BATISTIC")
        await person.press("enter")
        assert person.articles.count("●") == 1
        assert "Harbour" in person.articles
        assert person.focus == "ARTICLES"


@pytest.mark.parametrize("size", [(120, 40), (40, 12)], ids=str)
async def test_a_query_that_cannot_be_read_says_why_and_leaves_the_list(run: Run, size: tuple[int, int]) -> None:
    async with run(size=size) as person:
        await person.press("f")
        await person.type("herring")
        listed = person.articles.strip()
        await person.type(":x")
        assert "“herring”" in person.screen
        assert "field" in person.screen
        assert person.articles.strip() == listed


async def test_what_was_typed_stays_readable_beside_an_error(run: Run) -> None:
    async with run(size=(40, 12)) as person:
        await person.press("f")
        await person.type("voice:x")
        assert "voice:x" in person.screen
        assert "title" in person.screen, "the last of the fields there are"


async def test_escape_clears_the_filter(run: Run) -> None:
    async with run() as person:
        await person.press("f")
        await person.type("herring")
        await person.press("escape")
        assert person.articles.count("●") == 3
        assert person.focus == "ARTICLES"


async def test_a_filter_that_stands_is_cleared_by_escape_from_the_list(run: Run) -> None:
    async with run() as person:
        await person.press("f")
        await person.type("herring")
        await person.press("enter")
        assert person.articles.count("●") == 1
        await person.press("escape")
        assert person.articles.count("●") == 3


async def test_a_filter_that_leaves_nothing_can_be_lived_with(run: Run) -> None:
    async with run() as person:
        await person.press("f")
        await person.type("zeppelin")
        await person.press("enter")
        assert "0 of 3" in person.title_row
        await person.press("j", "enter", "J", "u", "r", "*", "escape")
        await person.press("2", "escape")
        assert "0 of 3" not in person.title_row


async def test_sorting_goes_round_the_orders(run: Run) -> None:
    async with run() as person:
        first = {}
        for _ in range(7):
            order = person.title_row.split("·")[1].split("   ")[0].split("The Harbour")[0].strip()
            first[order] = next(row for row in person.articles.split("\n") if "●" in row)
            await person.press("o")
        assert "Harbour" in first["newest first"]
        assert "Glass Ferry" in first["oldest first"]
        assert "Glass Ferry" in first["by title"]
        assert "Glass Ferry" in first["by outlet"]
        assert "Harbour" in first["longest first"]
        assert "Glass Ferry" in first["by speaker"], "the first who is no host"
        assert "Harbour" in first["what is begun first"], "nothing is begun: the newest first"
        assert "newest first" in person.title_row


async def test_sorting_keeps_the_cursor_on_its_article(run: Run) -> None:
    async with run() as person:
        await person.press("j", "j", "o")
        assert any(row.startswith("▎") and "Bell Founders" in row for row in person.articles.split("\n"))


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)], ids=str)
async def test_searching_the_library_opens_at_the_hit_and_marks_it(run: Run, size: tuple[int, int]) -> None:
    async with run(size=size) as person:
        await person.press("S")
        await person.type('"large cup"')
        assert "Żaneta Wrona" in person.screen, "who says it"
        await person.press("enter")
        assert person.focus.startswith("Bell Founders")
        assert person.inked("hit-now") == "large cup"


async def test_the_hit_chosen_with_the_arrows_is_the_one_that_opens(run: Run) -> None:
    async with run() as person:
        await person.press("S")
        await person.type("salt")
        hits = int(next(row for row in person.rows if "passages" in row).split(" passages")[0].split()[-1])
        assert hits >= 4
        await person.press("down", "down", "down", "up", "enter")
        assert person.inked("hit-now").casefold() == "salt"


async def test_a_library_search_by_person_takes_the_query_language(run: Run) -> None:
    async with run() as person:
        await person.press("S")
        await person.type("speaker:zaneta salt")
        assert "1 passage in 1 article" in person.screen
        assert "large cup" in person.screen
        assert "We ate it" not in person.screen


async def test_in_the_library_search_a_wrong_field_is_told(run: Run) -> None:
    async with run() as person:
        await person.press("S")
        await person.type("voice:x")
        assert "field" in person.screen


async def test_escape_leaves_the_library_search_where_one_was(run: Run) -> None:
    async with run() as person:
        await person.press("enter", "]", "]")
        before = person.screen
        await person.press("S")
        await person.type("cup")
        await person.press("escape")
        assert person.screen == before


async def test_one_types_q_into_a_prompt_without_leaving(run: Run) -> None:
    async with run() as person:
        await person.press("S")
        await person.type("quick")
        assert "quick" in person.screen
        await person.press("escape", "f")
        await person.type("q?S")
        assert "q?S" in person.screen


async def test_after_a_filter_that_leaves_nothing_there_is_something_to_read_again(run: Run) -> None:
    async with run() as person:
        await person.press("f")
        await person.type("zyzzyva")
        assert "No article fits" in person.title_row
        await person.press("escape")
        assert "No article fits" not in person.title_row
        assert person.reader.strip()


async def test_of_very_many_people_the_filters_say_how_many_are_not_listed(run: Run, home: Path) -> None:
    cast = "\n".join(f"  - name: Guest {number:03}" for number in range(MOST))
    (home / "library" / "crowd.md").write_text(
        f"---\ntitle: A Crowd\nspeakers:\n{cast}\n---\n\n# A Crowd\n\nAll came.\n"
    )
    async with run(size=(140, 80)) as person:
        await person.press("1", "G")
        assert "… 5 more: speaker:…" in person.filters
        assert person.filters.count("more: ") == 1
        await person.press("f")
        await person.type("speaker:guest")
        await person.press("enter", "1", "G")
        assert "… 4 more: speaker:…" in person.filters, "whoever is chosen is listed"


async def test_a_query_that_has_to_read_says_so_and_gives_way_to_the_next_key(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(articles, "AT_ONCE", 0.0)  # whatever the machine can do in a moment
    for number in range(400):
        head = f"title: Tape {number}\nspeakers:\n  - name: Bo Ek\n    role: guest"
        talk = f"---\n{head}\n---\n\n**Q:** What is it?\n\n**Bo Ek:** Rope, and tar {number}.\n"
        (home / "library" / f"tape-{number}.md").write_text(talk)
    async with run() as person:
        await person.until(lambda: "403" in person.title_row)
        told: list[str] = []

        def tell(words: str) -> None:
            told.append(words)

        await person.until(lambda: "403 ·" in person.title_row)
        person.app.screen.watch(person.app.screen.query(TitleLine)[1], "aside", tell, init=False)
        await person.press("f")
        await person.type("block:turn rope")
        assert "400 of 403" in person.title_row
        assert "reading …" in told
        for key in (*" block:caption", "escape"):
            person.strike("space" if key == " " else key)
        await person.settle()
        assert "403 · newest first" in person.title_row
        assert len(person.articles.split("Tape")) > 1


async def test_where_nothing_was_found_there_is_nothing_to_narrow_it_by(run: Run) -> None:
    async with run() as person:
        await person.press("S")
        await person.type("nowhere")
        await person.press("tab", "space", "enter")
        assert "LIBRARY" in person.screen


async def test_no_key_is_told_twice_on_few_columns(run: Run) -> None:
    async with run(size=(40, 12)) as person:
        await person.press("F")
        assert person.foot.count("help") == 1


async def test_what_is_chosen_by_typing_stands_in_sight_among_the_filters(run: Run, home: Path) -> None:
    head = "---\ntitle: Tape {0}\nspeakers:\n  - name: Guest {0:02}\n---\n\n**Guest {0:02}:** Rope.\n"
    for number in range(60):
        (home / "library" / f"tape-{number:02}.md").write_text(head.format(number))
    async with run(size=(120, 24)) as person:
        await person.press("f")
        await person.type('speaker:="Guest 41"')
        assert any("◆" in row and "Guest 41" in row for row in person.filters.split("\n"))


async def test_what_is_deleted_elsewhere_is_read_on_and_the_list_stands_beside_it(run: Run, home: Path) -> None:
    async with run(size=(120, 24)) as person:
        await person.press("j", "2")
        await person.until(lambda: "A Glass Ferry" in person.title_row)
        await person.press("3")
        (home / "library" / f"{shelf.FERRY}.md").unlink()
        await person.until(lambda: "2 · newest first" in person.title_row)
        assert any("▎" in row and "Bell Founders" in row for row in person.articles.split("\n"))
        await person.press("j", "j")
        person.app.screen.keep_place()
        await person.settle()
        assert "A Glass Ferry" in person.title_row
        assert "frightens" in person.reader
