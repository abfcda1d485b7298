"""Choosing a style: what one sees is what is copied, and it is remembered."""

from pathlib import Path
from threading import Event

import pytest
from person import Person
from running_app import Run, running

from rr_reader.errors import UsageError
from rr_reader.quotes.formats import FORMATS
from rr_reader.userdata.settings import Settings

WITH_ASIDES = """Kind of Blue Rope: A Talk

Vera Moss: Why rope?

Ilse Brandt: Because [laughs] it holds. I saw [the harbour] once (he smiles).

Vera Moss: And now?

Ilse Brandt: [Laughs] Now it does not.
"""


async def at_odas_answer(person: Person) -> None:
    await person.press("enter", "}", "}", "v")


async def at_aside(person: Person) -> None:
    await person.press("}", "}", "V")


def shown(person: Person) -> str:
    """What stands in the preview, without the breaks of its lines."""
    page = person.app.screen.query_one("Page")
    return " ".join(person._crop(page.scrollable_content_region).split())


@pytest.fixture
def aside(tmp_path: Path) -> Path:
    path = tmp_path / "rope.txt"
    path.write_text(WITH_ASIDES, encoding="utf-8")
    return path


@pytest.mark.parametrize("size", [(120, 40), (40, 12)], ids=str)
async def test_what_is_previewed_is_what_is_copied(run: Run, size: tuple[int, int]) -> None:
    async with run(size=size) as person:
        await at_odas_answer(person)
        await person.press("c", "g", "j", "j")
        previewed = shown(person)
        assert previewed.startswith("On a ferry, in a storm. — Oda Lindqvist")
        await person.press("enter")
        assert " ".join(person.copied.split()).startswith(previewed.rstrip("…")[:60])
        assert "[Interview]" in person.copied


@pytest.mark.parametrize("size", [(120, 40), (40, 12)], ids=str)
async def test_every_style_can_be_reached(run: Run, size: tuple[int, int]) -> None:
    async with run(size=size) as person:
        await at_odas_answer(person)
        await person.press("c", "g")
        for name in FORMATS:
            assert any("▎" in row and name in row.split() for row in person.rows), name
            await person.press("j")


async def test_how_much_it_is_is_told(run: Run) -> None:
    async with run() as person:
        await at_odas_answer(person)
        await person.press("c")
        assert "6 words, 23 characters" in person.screen


async def test_the_style_is_remembered_also_by_the_next_start(home: Path) -> None:
    async with running(home) as person:
        await at_odas_answer(person)
        await person.press("c", "j", "enter", "escape", "}", "c")
        assert shown(person).startswith("> ")
    async with running(home) as person:
        await at_odas_answer(person)
        await person.press("c", "enter")
        assert person.copied.startswith("> ")


async def test_cited_stays_what_it_is_whatever_was_chosen(run: Run) -> None:
    async with run() as person:
        await at_odas_answer(person)
        await person.press("c", "j", "enter", "y")
        assert person.copied.startswith("On a ferry, in a storm.\n— Oda Lindqvist, in “")


async def test_the_settings_name_the_style_of_cited(run: Run) -> None:
    async with run(settings=Settings(copy_style="markdown")) as person:
        await at_odas_answer(person)
        await person.press("y")
        assert person.copied.startswith("> On a ferry, in a storm.\n>\n> — ")


async def test_a_template_is_a_style(run: Run) -> None:
    async with run(settings=Settings(templates={"mine": "{speaker}: {quote} [{url}]"})) as person:
        await at_odas_answer(person)
        await person.press("c", "G", "enter")
        assert person.copied == "Oda Lindqvist: On a ferry, in a storm."


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        (Settings(templates={"mine": "{qoute}"}), "“mine”, character 1: there is no field {qoute}"),
        (Settings(templates={"text": "{quote}"}), "“text” is a format already"),
        (Settings(copy_style="fancy"), "no copy-style “fancy”. Known are text"),
    ],
)
async def test_wrong_settings_are_told_at_once(home: Path, settings: Settings, says: str) -> None:
    with pytest.raises(UsageError) as raised:
        async with running(home, settings=settings):
            pass
    assert says in str(raised.value)


async def test_asides_are_left_out_and_put_back(run: Run, aside: Path) -> None:
    async with run(aside) as person:
        await at_aside(person)
        await person.press("c", "g")
        assert "Because [laughs] it holds. I saw [the harbour] once (he smiles)." in shown(person)
        await person.press("i")
        assert "Because it holds. I saw [the harbour] once." in shown(person)
        await person.press("i")
        assert "Because [laughs] it holds." in shown(person)
        await person.press("i", "enter")
        assert person.copied.startswith("Because it holds. I saw [the harbour] once.\n— ")


async def test_where_there_are_no_asides_it_is_said(run: Run) -> None:
    async with run() as person:
        await at_odas_answer(person)
        await person.press("c", "i")
        assert "nothing like [laughs]" in person.notices[-1]


async def test_the_settings_leave_asides_out_of_all_that_is_copied(run: Run, aside: Path) -> None:
    async with run(aside, settings=Settings(asides="drop")) as person:
        await at_aside(person)
        await person.press("Y")
        assert person.copied == "Because it holds. I saw [the harbour] once."
        await person.press("y")
        assert person.copied.startswith("Because it holds.")


async def test_keys_are_answered_while_a_style_is_being_written(run: Run) -> None:
    async with run(settings=Settings(copy_style="markdown")) as person:
        await at_odas_answer(person)
        may_go_on, write = Event(), person.app.copying.written

        def slowly(*what: object, **how: object) -> str:
            may_go_on.wait()
            return write(*what, **how)

        person.app.copying.written = slowly
        person.strike("y")
        await person.answered()
        person.strike("?")
        await person.until(lambda: "Line down" in person.screen)
        person.strike("q")
        person.app.call_later(may_go_on.set)
        await person.until(lambda: (person.home / "copied.txt").exists())
        assert "On a ferry" in person.copied


async def test_a_style_that_cannot_be_written_is_told(run: Run) -> None:
    async with run(settings=Settings(copy_style="markdown")) as person:
        await at_odas_answer(person)

        def fails(*what: object, **how: object) -> str:
            raise UsageError("this style needs what is not installed")

        person.app.copying.written = fails
        await person.press("y")
        assert "needs what is not installed" in person.foot
        assert not (person.home / "copied.txt").exists()


@pytest.mark.parametrize("width", [120, 80, 40])
async def test_the_name_of_a_template_is_read_whole_where_there_is_room(run: Run, width: int) -> None:
    name = "for the quarterly"
    async with run(size=(width, 24), settings=Settings(templates={name: "{quote}"})) as person:
        await at_odas_answer(person)
        await person.press("c", "G")
        assert (name if width >= 80 else name[:8]) in person.screen
        assert "On a ferry" in shown(person)
