"""Selecting and copying: the very words, whose they are, and the truth about where they went."""

import os
import shutil
from pathlib import Path

import pytest
from person import Person
from running_app import Run

CITATION = "The Harbour Was Never Empty: A Talk About SALT HARBOUR"


async def at_odas_answer(person: Person) -> None:
    await person.press("enter", "}", "}")


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)], ids=str)
async def test_two_sentences_are_copied_with_their_citation(run: Run, size: tuple[int, int]) -> None:
    async with run(size=size) as person:
        await at_odas_answer(person)
        await person.press("v", "v")
        words = "On a ferry, in a storm. I wrote about my father’s boat, and the boat would not stay on the page."
        assert person.selected == words
        await person.press("y")
        assert words in person.copied
        citation = person.copied.replace(words, "")
        for known in ("Oda Lindqvist", CITATION, "The Quay Review", "4 May 2024", "question 1"):
            assert known in citation
        assert "Night is cheap" not in person.copied


async def test_plain_copies_the_words_and_nothing_else(run: Run) -> None:
    async with run() as person:
        await at_odas_answer(person)
        await person.press("v", "Y")
        assert person.copied == "On a ferry, in a storm."


async def test_a_turn_with_all_its_paragraphs(run: Run) -> None:
    async with run() as person:
        await at_odas_answer(person)
        await person.press("V", "Y")
        assert person.copied == (
            "On a ferry, in a storm. I wrote about my father’s boat, and the boat would not stay on the page. "
            "Night is cheap, and so is salt.\n\n"
            "I threw forty pages away that night. What was left was the smell of rope."
        )


async def test_over_two_speakers_nobody_gets_the_others_words(run: Run) -> None:
    async with run() as person:
        await at_odas_answer(person)
        await person.press("V", "V", "V", "y")
        assert "asleep in the van" in person.selected
        oda, ivo = person.copied.split("Ivo Batistić:")
        assert "smell of rope" in oda
        assert "Oda Lindqvist:" in oda
        assert "She is being kind. I was asleep in the van." in ivo
        assert "Oda" not in ivo.split("\n—")[0]


async def test_the_question_one_stands_on_is_copied_as_a_question(run: Run) -> None:
    async with run() as person:
        await person.press("enter", "]", "V", "Y")
        assert person.copied == "Where did a film without any daylight come from?"


async def test_words_and_characters_are_taken_and_given_back(run: Run) -> None:
    async with run() as person:
        await at_odas_answer(person)
        await person.press("v", "w")
        assert person.selected.endswith("storm. I")
        await person.press("W", "W")
        assert person.selected.endswith("in a")
        await person.press("right", "right", "left")
        await person.press("Y")
        assert person.copied == person.selected
        assert person.copied.startswith("On a ferry, in a")


async def test_the_other_end_moves_after_o(run: Run) -> None:
    async with run() as person:
        await at_odas_answer(person)
        await person.press("v", "v", "o", "w", "w", "w", "Y")
        assert person.copied.startswith("in a storm. I wrote")
        assert person.copied.endswith("on the page.")


async def test_with_nothing_selected_the_turn_is_taken_and_shown(run: Run) -> None:
    async with run() as person:
        await person.press("enter", "}", "}", "}")
        assert person.selected == ""
        await person.press("y")
        assert person.selected == "She is being kind. I was asleep in the van."
        assert person.selected in person.copied
        assert "Ivo Batistić" in person.copied


async def test_in_prose_the_quotation_is_taken_without_its_marks(run: Run) -> None:
    async with run() as person:
        await person.press("J", "3", "}", "Y")
        assert person.copied == "I counted the windows twice,"
        assert person.selected == person.copied


async def test_a_quotation_in_prose_is_cited_with_its_speaker(run: Run) -> None:
    async with run() as person:
        await person.press("J", "3", "}", "y")
        assert "Mei Tanaka" in person.copied
        assert "Lantern Weekly" in person.copied


async def test_a_selection_ends_with_escape_and_nothing_else_does(run: Run) -> None:
    async with run() as person:
        await at_odas_answer(person)
        await person.press("v", "escape")
        assert person.selected == ""
        assert person.focus.startswith("The Harbour")


async def test_a_style_is_chosen_from_a_list(run: Run) -> None:
    async with run(size=(40, 12)) as person:
        await at_odas_answer(person)
        await person.press("v", "c")
        assert "markdown" in person.screen
        await person.press("j")
        assert "> On a ferry, in a" in person.screen
        await person.press("enter")
        assert "On a ferry, in a storm." in person.copied
        assert person.copied.startswith(">")


async def test_leaving_the_styles_copies_nothing(run: Run) -> None:
    async with run() as person:
        await at_odas_answer(person)
        await person.press("v", "c", "q")
        assert person.selected == "On a ferry, in a storm."
        assert not (person.home / "copied.txt").exists()


# with the mouse


async def drag(person: Person, start: str, end: str) -> None:
    """Drag from the first character of some words to behind the last of others."""
    (x1, y1), (x2, y2) = person.find(start), person.find(end)
    await person.pilot.mouse_down(offset=(x1, y1))
    await person.pilot.hover(offset=(x2 + len(end), y2))
    await person.pilot.mouse_up(offset=(x2 + len(end), y2))
    await person.settle()


async def test_a_drag_selects_what_it_goes_over(run: Run) -> None:
    async with run() as person:
        await drag(person, "ferry, in", "I wrote")
        assert person.selected == "ferry, in a storm. I wrote"
        await person.press("Y")
        assert person.copied == "ferry, in a storm. I wrote"


async def test_a_drag_upwards_selects_too(run: Run) -> None:
    async with run() as person:
        (x1, y1), (x2, y2) = person.find("pages away"), person.find("On a ferry")
        await person.pilot.mouse_down(offset=(x1, y1))
        await person.pilot.hover(offset=(x2, y2))
        await person.pilot.mouse_up(offset=(x2, y2))
        await person.press("3", "Y")
        assert person.copied.startswith("On a ferry")
        assert person.copied.rstrip().endswith("forty")


async def test_a_drag_over_two_speakers_is_copied_in_parts(run: Run) -> None:
    async with run() as person:
        await drag(person, "smell of rope", "being kind.")
        await person.press("3", "y")
        oda, ivo = person.copied.split("Ivo Batistić:")
        assert "Oda Lindqvist:" in oda
        assert "smell of rope." in oda
        assert ivo.strip().startswith("She is being kind.")


async def test_a_click_ends_a_selection(run: Run) -> None:
    async with run() as person:
        await drag(person, "ferry, in", "I wrote")
        await person.pilot.click(offset=person.find("Salt Harbour opened"))
        await person.settle()
        assert person.selected == ""


async def test_a_click_opens_a_fold(run: Run) -> None:
    async with run() as person:
        await person.press("enter", "G")
        y = next(y for y, row in enumerate(person.rows) if "▸" in row)
        await person.pilot.click(offset=(person.rows[y].index("▸"), y))
        await person.press("G")
        assert "© The Quay Review" in person.reader


# the truth about where it went


async def test_without_any_clipboard_the_notice_names_the_file(run: Run) -> None:
    async with run() as person:
        await at_odas_answer(person)
        await person.press("v", "Y")
        (notice,) = person.notices
        assert "copied.txt" in notice
        assert not notice.startswith("copied")
        assert "6 words, 23 characters, Oda Lindqvist" in notice


async def test_what_only_the_terminal_was_told_is_called_unconfirmed(run: Run) -> None:
    async with run(environ={"TERM": "xterm-256color"}) as person:
        await at_odas_answer(person)
        await person.press("v", "Y")
        (notice,) = person.notices
        assert notice.startswith("sent to the terminal (unconfirmed)")
        assert not (person.home / "copied.txt").exists()


async def test_where_nothing_took_it_the_notice_says_so(run: Run) -> None:
    async with run() as person:
        (person.home / "copied.txt").mkdir()
        await at_odas_answer(person)
        await person.press("v", "Y")
        assert person.notices[0].startswith("not copied")


def hanging_xclip(folder: Path) -> dict[str, str]:
    """An environment whose xclip never ends, as one whose display is gone."""
    os.mkfifo(folder / "gate")
    (folder / "bin").mkdir()
    (folder / "bin" / "xclip").write_text(f'#!{shutil.which("sh")}\nread line < "{folder}/gate"\nexit 1\n')
    (folder / "bin" / "xclip").chmod(0o755)
    return {"DISPLAY": ":99", "PATH": f"{folder}/bin:{os.environ['PATH']}"}


async def test_no_key_waits_for_a_clipboard_that_hangs(run: Run, tmp_path: Path) -> None:
    async with run(environ=hanging_xclip(tmp_path), size=(80, 24)) as person:
        await at_odas_answer(person)
        person.strike("y")
        for key in ("escape", "}", "}"):
            person.strike(key)
            for _ in range(8):
                await person.answered()
        assert any(worker.is_running for worker in person.app.workers), "the copy still hangs"
        assert "Q2/3" in person.foot
        assert person.notices == []
        await person.settle()
        assert "saved to" in person.notices[0]
        assert "On a ferry" in person.copied


async def test_quitting_does_not_wait_for_a_clipboard_that_hangs(run: Run, tmp_path: Path) -> None:
    async with run(environ=hanging_xclip(tmp_path)) as person:
        await at_odas_answer(person)
        person.strike("y")
        await person.answered()
        person.strike("q")
        await person.until(lambda: person.app.return_code is not None)


async def test_a_selection_does_not_go_along_to_another_article(run: Run) -> None:
    chosen = []
    for before in ([], ["]", "v", "v"]):
        async with run(size=(80, 24)) as person:
            await person.press("enter", *before, "J", "v", "Y")
            chosen.append(person.copied)
    assert chosen[0] == chosen[1]
