"""What the screen says beside the text: notices that cover nothing, overlays that leave the page to be seen."""

from pathlib import Path

import pytest
from running_app import Run

SIZES = [(120, 40), (80, 24), (40, 12)]


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_notice_covers_none_of_the_text(run: Run, size: tuple[int, int]) -> None:
    async with run(size=size) as person:
        await person.press("3", "]", "]", "]")
        before = person.reader
        await person.press("]")
        assert person.notices == ["No question after this one"]
        assert "No question after this one" in person.foot
        assert person.reader == before


async def test_that_there_is_nothing_to_go_to_is_said_until_the_next_key(run: Run) -> None:
    async with run() as person:
        await person.press("3", "]", "]", "]", "]")
        assert person.notices == ["No question after this one"]
        await person.press("j")
        assert person.notices == []
        assert "select" in person.foot
        await person.press("Y")
        await person.press("j")
        assert "saved to" in person.notices[0], "what became of the words is read longer"


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_long_notice_is_read_whole_and_takes_its_rows_from_the_panes(
    run: Run, tmp_path: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # the notice names the file as it was given: no longer where the folder has a long name
    name = "on deck, in the third week of the regatta.txt"
    Path(name).write_text("Bo Ek: Is it hemp?\n\nAn Lo: It is.\n\n" * 30)
    async with run(name, size=size) as person:
        (whole,) = [person.reader.split("\n")]
        await person.press("U")
        said = person.notices[-1]
        left = person.reader.split("\n")
        lines = len(whole) - len(left) + 1
        assert left == whole[: len(left)]
        shown, words = ("".join(text.split()) for text in ("".join(person.rows[-lines:]), said))
        assert shown.startswith(words) or (words.startswith(shown.rstrip("…")) and lines == (2 if size[1] < 20 else 4))


@pytest.mark.parametrize("key", ["?", "i", "S", "Q"])
async def test_what_fills_the_screen_lets_nothing_shine_through(run: Run, key: str) -> None:
    async with run() as person:
        await person.press("3", key)
        assert not person.rows[0].strip()
        assert all(not row[:2].strip() and len(row.rstrip()) <= person.app.size.width - 2 for row in person.rows)


@pytest.mark.parametrize("key", [":", "O"])
async def test_behind_a_small_choice_the_page_is_seen_dimmed(run: Run, key: str) -> None:
    async with run() as person:
        await person.press("3")
        bright = person.papers()
        await person.press(key)
        assert person.rows[0].startswith(" FILTERS")
        assert not person.papers() >= bright
        await person.press("escape")
        assert person.papers() == bright


async def test_without_colours_an_overlay_stands_on_a_plain_page(run: Run) -> None:
    async with run(environ={"NO_COLOR": "1"}) as person:
        await person.press("3", "?")
        assert "FILTERS" not in person.rows[0]
