"""Reading: opening, moving, knowing where one is, and finding it again."""

from pathlib import Path

import pytest
from running_app import Run

SIZES = [(120, 40), (80, 24), (40, 12)]


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_enter_opens_the_article_and_the_reader_takes_the_keys(run: Run, size: tuple[int, int]) -> None:
    async with run(size=size) as person:
        assert person.focus == "ARTICLES"
        assert "Glass Ferry" in person.articles

        await person.press("enter")

        assert person.focus.startswith("The Harbour Was Never")
        assert "Salt Harbour opened in a single" in person.reader.replace("\n", " ")
        before = person.reader
        await person.press("j")
        assert person.reader != before


async def test_wide_shows_three_panes_medium_two_narrow_one(run: Run) -> None:
    async with run() as person:
        assert all([person.filters, person.articles, person.reader])
        await person.resize(80, 24)
        assert (person.filters, bool(person.articles), bool(person.reader)) == ("", True, True)
        await person.resize(40, 12)
        assert (person.filters, bool(person.articles), person.reader) == ("", True, "")
        for key, seen in (("3", "reader"), ("1", "filters"), ("2", "articles")):
            await person.press(key)
            shown = [name for name in ("filters", "articles", "reader") if getattr(person, name)]
            assert shown == [seen]


async def test_at_80_the_filters_come_when_called_and_go_away_again(run: Run) -> None:
    async with run(size=(80, 24)) as person:
        await person.press("F")
        assert "SPEAKER" in person.filters
        assert "Glass Ferry" in person.articles, "the list they narrow stays in sight"
        await person.press("escape")
        assert person.filters == ""
        assert person.focus == "ARTICLES"


async def test_the_filters_close_with_their_own_key_too_where_escape_is_slow(run: Run) -> None:
    async with run(size=(80, 24)) as person:
        await person.press("F", "F")
        assert (person.filters, person.focus) == ("", "ARTICLES")


async def test_resting_on_an_article_of_the_list_shows_it(run: Run) -> None:
    async with run() as person:
        await person.press("j")
        await person.until(lambda: "leaves at four" in person.reader)
        assert person.focus == "ARTICLES"


MOVES = [
    ("j", "k"),
    ("down", "up"),
    ("ctrl+d", "ctrl+u"),
    ("space", "b"),
    ("pagedown", "pageup"),
    ("G", "g"),
    ("end", "home"),
]


@pytest.mark.parametrize(("there", "back"), MOVES, ids=lambda key: key)
async def test_each_key_that_moves_has_one_that_moves_back(run: Run, there: str, back: str) -> None:
    async with run(size=(40, 12)) as person:
        await person.press("enter")
        top = person.reader
        await person.press(there)
        assert person.reader != top
        await person.press(back)
        assert person.reader == top


async def test_a_page_keeps_two_lines_of_the_one_before(run: Run) -> None:
    async with run(size=(40, 12)) as person:
        await person.press("enter", "space")
        last = person.reader.split("\n")[-2:]
        await person.press("space")
        assert person.reader.split("\n")[:2] == last


async def test_questions_one_after_the_other_and_back(run: Run) -> None:
    async with run(size=(80, 24)) as person:
        await person.press("enter", "]")
        assert "Q1/3" in person.foot
        assert "Where did a film without" in person.reader
        await person.press("]")
        assert "Q2/3" in person.foot
        await person.press("]", "]")
        assert "Q3/3" in person.foot
        assert person.notices == ["No question after this one"]
        await person.press("[", "[")
        assert "Q1/3" in person.foot


async def test_turns_one_after_the_other_and_back(run: Run) -> None:
    async with run(size=(80, 24)) as person:
        await person.press("enter", "}", "}")
        assert "Q1/3 · Oda Lindqvist" in person.foot
        await person.press("}")
        assert "Q1/3 · Ivo Batistić" in person.foot
        await person.press("{")
        assert "Q1/3 · Oda Lindqvist" in person.foot


async def test_the_same_speakers_next_turn_skips_what_others_say(run: Run) -> None:
    async with run(size=(80, 24)) as person:
        await person.press("enter", "}", "}", ")")
        assert "Q2/3 · Oda Lindqvist" in person.foot
        await person.press(")")
        assert "Q3/3 · Oda Lindqvist" in person.foot
        await person.press(")")
        assert person.notices == ["Nothing more from this speaker"]
        await person.press("(", "(")
        assert "Q1/3 · Oda Lindqvist" in person.foot


async def test_in_prose_the_turn_keys_go_from_quotation_to_quotation(run: Run) -> None:
    async with run(size=(80, 24)) as person:
        await person.press("J", "3", "}")
        assert "Mei Tanaka" in person.foot
        await person.press("}", "}")
        assert "Oda Lindqvist" in person.foot


async def test_a_quotation_in_prose_carries_its_speaker(run: Run) -> None:
    async with run() as person:
        await person.press("J", "3")
        quoted = [row for row in person.reader.split("\n") if "I counted the windows" in row]
        plain = [row for row in person.reader.split("\n") if "The ferry leaves at four" in row]
        assert quoted[0].split("“")[0].strip(), "a mark in the gutter"
        assert not plain[0].split("The")[0].strip()
        assert "Mei Tanaka" in person.reader.split("“I counted")[0].split("ever seen")[1]


async def test_a_time_stamp_stands_at_its_turn(run: Run) -> None:
    async with run() as person:
        await person.press("J", "J", "3")
        assert any("Żaneta Wrona" in row and "00:00:09" in row for row in person.reader.split("\n"))


async def test_the_reading_place_stays_when_the_terminal_changes(run: Run) -> None:
    async with run(size=(40, 12)) as person:
        await person.press("enter", "}", "}", "}", "}", "}", "j", "j")
        words = person.reader.split("\n")[2].strip(" ▌▐║▓┃")[:16]
        assert len(words) > 8
        for size in ((80, 12), (120, 12), (40, 12)):
            await person.resize(*size)
            assert words in " ".join(" ".join(person.reader.split("\n")[:4]).split()), size


async def test_the_mark_of_the_place_goes_on_where_the_page_cannot(run: Run) -> None:
    """At the end nothing scrolls any more; what one would mend or copy is what the mark shows."""
    async with run(size=(120, 70)) as person:
        await person.press("enter", "}", "}")
        before = person.marked
        await person.press("}")
        assert len(before) == len(person.marked) == 1
        assert before != person.marked


async def test_one_can_resize_to_almost_nothing_and_back(run: Run) -> None:
    async with run(size=(80, 24)) as person:
        await person.press("enter", "]", "]")
        for size in ((10, 3), (1, 1), (80, 24)):
            await person.resize(*size)
        assert "Q2/3" in person.foot
        assert "How do you record fog?" in person.reader


async def test_boilerplate_is_one_line_until_enter_opens_it(run: Run) -> None:
    async with run(size=(80, 24)) as person:
        await person.press("enter", "G")
        assert "© The Quay Review" not in person.reader
        await person.press("enter", "G")
        assert "© The Quay Review" in person.reader
        await person.press("enter")
        assert "© The Quay Review" not in person.reader


async def test_only_this_voice_then_the_next_then_all(run: Run) -> None:
    async with run() as person:
        await person.press("enter", "}", "}", "s")
        assert "only Oda Lindqvist" in person.title_row
        assert "forty pages" in person.reader
        assert "asleep in the van" not in person.reader
        assert "How do you record fog?" in person.reader, "the questions stay, folded"

        await person.press("s")
        assert "only Ivo Batistić" in person.title_row
        assert "asleep in the van" in person.reader
        assert "forty pages" not in person.reader

        await person.press("s")
        assert "only" not in person.title_row
        assert "forty pages" in person.reader
        assert "asleep in the van" in person.reader


async def test_escape_lets_everybody_speak_again_and_stays_in_the_reader(run: Run) -> None:
    async with run() as person:
        await person.press("enter", "}", "}", "s", "escape")
        assert "asleep in the van" in person.reader
        assert person.focus.startswith("The Harbour")


async def test_the_place_is_remembered_at_the_next_run(run: Run) -> None:
    async with run(size=(40, 12)) as person:
        await person.press("enter", "]", "]")
        left = person.foot.split("Q")[-1]
        await person.press("q")
    async with run(size=(40, 12)) as person:
        await person.press("3")
        assert "Q" + left in person.foot
        assert "How do you record fog?" in person.reader


async def test_what_was_read_last_is_open_at_the_next_run(run: Run) -> None:
    async with run(size=(80, 24)) as person:
        await person.press("j", "enter", "}", "q")
    async with run(size=(80, 24)) as person:
        assert "A Glass Ferry" in person.title_row
        assert any(row.startswith("▎") and "Glass Ferry" in row for row in person.articles.split("\n"))


async def test_what_was_only_passed_over_in_the_list_stays_unread(run: Run) -> None:
    async with run() as person:
        await person.press("j")
        await person.until(lambda: "leaves at four" in person.reader)
        await person.press("j", "q")
    async with run() as person:
        assert "unread" in person.filters
        assert person.articles.count("●") == 3


async def test_reading_on_shows_how_far_one_came(run: Run) -> None:
    async with run(size=(80, 24)) as person:
        await person.press("enter", "]", "J")
        assert "◐" in person.articles
        assert "49 %" in person.articles


async def test_read_and_starred_are_marked_and_remembered(run: Run) -> None:
    async with run() as person:
        await person.press("r", "j", "*")
        assert "✓" in person.articles
        starred = next(row for row in person.articles.split("\n") if "Glass Ferry" in row)
        assert "★" in starred
        await person.press("q")
    async with run() as person:
        assert "✓" in person.articles
        assert "★" in person.articles
        await person.press("r")
        assert "✓" not in person.articles


async def test_the_next_unread_article_is_one_key_away(run: Run) -> None:
    async with run() as person:
        await person.press("j", "r", "k", "enter", "u")
        assert "Bell Founders" in person.title_row


async def test_without_anything_unread_the_key_says_so(run: Run) -> None:
    async with run() as person:
        await person.press("r", "j", "r", "j", "r", "u")
        assert person.notices == ["Nothing unread in this list"]


async def test_next_and_previous_article_from_within_the_reader(run: Run) -> None:
    async with run(size=(40, 12)) as person:
        await person.press("enter", "J")
        assert person.focus.startswith("A Glass Ferry")
        await person.press("J", "J")
        assert person.focus.startswith("Bell Founders")
        await person.press("K", "K")
        assert person.focus.startswith("The Harbour")


async def test_zoom_gives_the_reader_the_screen_and_gives_it_back(run: Run) -> None:
    async with run() as person:
        await person.press("z")
        assert (person.filters, person.articles) == ("", "")
        assert "Salt Harbour opened" in person.reader
        await person.press("z")
        assert person.filters
        assert person.articles


async def test_light_and_dark_change_every_part_of_the_screen(run: Run) -> None:
    async with run() as person:
        dark = person.papers()
        await person.press("T")
        light = person.papers()
        assert dark.isdisjoint(light)
        await person.press("T")
        assert person.papers() == dark


async def test_tab_goes_round_the_panes(run: Run) -> None:
    async with run() as person:
        seen = []
        for _ in range(3):
            await person.press("tab")
            seen.append(person.focus[:8])
        assert seen == ["The Harb", "FILTERS", "ARTICLES"]
        await person.press("shift+tab")
        assert person.focus == "FILTERS"


async def test_the_account_shows_repairs_beside_the_original(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "talk.txt"
    source.write_text(
        "A TALK\n\nBo Ek: The cafÃ© was shut.\n\nAn Lo: It was\x1b[31m red.\n\nBo Ek: Yes.\n\nAn Lo: No.\n"
    )
    async with run(source) as person:
        await person.press("i")
        assert "REPAIRED" in person.screen
        repair = next(row for row in person.rows if "→" in row and "Ã©" in row)
        assert repair.index("Ã©") < repair.index("→") < repair.rindex("é")
        assert "talk.txt" in person.screen
        await person.press("i")
        assert "REPAIRED" not in person.screen
