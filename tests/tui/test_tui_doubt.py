"""Doubt on the screen: `!` goes to the next doubtful place, and the foot says what is doubtful and how sure it is."""

from pathlib import Path

import pytest
from running_app import Run

from rr_reader.library.folder import LibraryFolder
from rr_reader.model import Article, Block, Kind, Meta, Origin, Speaker

LENA, TOR = "Lena Harnack", "Tor Bjelland"
LONG = "We built the organ out of drainpipes, and it was tuned by a plumber who had never heard one. " * 6


def doubtful() -> Article:
    """An interview of which a question, an answer with what goes on with it, and a line of boilerplate are guessed."""
    sure = Origin(0, 1)
    return Article(
        Meta(title="An Organ of Drainpipes", kind="interview", language="en"),
        (Speaker(LENA, "host"), Speaker(TOR, "guest")),
        (
            Block(Kind.QUESTION, "Who tuned it?", LENA, origin=sure),
            Block(Kind.ANSWER, LONG, TOR, origin=sure),
            Block(Kind.QUESTION, "A plumber, then, of all people.", LENA, origin=Origin(1, 2, "", 0.57)),
            Block(Kind.ANSWER, LONG, TOR, origin=Origin(2, 3, "", 1.0, 0.62)),
            Block(Kind.CONTINUATION, "He listened with his hands.", TOR, origin=Origin(3, 4, "", 1.0, 0.62)),
            Block(Kind.BOILERPLATE, "Drainpipes are sold by the metre.", origin=Origin(4, 5, "", 0.6)),
        ),
    )


@pytest.fixture
def home(home: Path) -> Path:
    LibraryFolder(home / "library").add(doubtful(), b"Who tuned it?")
    return home


async def opened(person, size: tuple[int, int]) -> None:
    person.app.screen.open_article("an-organ-of-drainpipes")
    person.app.screen.go_to_pane("reader")
    await person.settle()


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)], ids=str)
async def test_one_key_walks_the_doubtful_places_and_the_foot_names_each(run: Run, size: tuple[int, int]) -> None:
    async with run(size=size) as person:
        await opened(person, size)
        assert "doubtful" not in person.foot
        for told, drawn in (
            ("kind doubtful (question) · 57 %", "? question 57 %"),
            ("speaker doubtful · 62 %", "Tor Bjelland  ? speaker 62 %"),
            ("kind doubtful (boilerplate) · 60 %", "? boilerplate 60 %"),
        ):
            await person.press("!")
            assert (told if size[0] > 40 else drawn.partition("? ")[2]) in person.foot
            assert person.foot.endswith("%"), "where one is stands there still"
            assert drawn in person.reader
        await person.press("!")
        assert "No doubtful place after this one, nor in another article of the list" in person.notices


async def test_a_person_has_one_voice_however_the_articles_write_the_name(home: Path, run: Run) -> None:
    LibraryFolder(home / "library").add(
        Article(
            Meta(title="Kites", kind="transcript"),
            (Speaker("Ada Wren"), Speaker("TOR BJELLAND")),
            (Block(Kind.TURN, "Up!", "Ada Wren"), Block(Kind.TURN, "Higher!", "TOR BJELLAND")),
        ),
        b"Up!",
    )
    async with run() as person:
        assert person.filters.upper().count(TOR.upper()) == 1
        voices = person.app.session.voices
        assert voices.slot(TOR) == voices.slot("TOR BJELLAND") >= 0


async def test_where_nothing_is_doubtful_that_is_said(run: Run) -> None:
    async with run() as person:
        await person.press("enter", "!")
        (said,) = person.notices
        assert said.startswith("Nothing here is doubtful · ! again goes on in “")
        await person.press("!")
        assert "?" in person.foot
        assert person.focus[:12] in said


async def test_the_offer_to_go_on_in_another_article_ends_when_one_moves(run: Run) -> None:
    async with run() as person:
        await person.press("enter", "!")
        here = person.focus
        await person.press("]", "!")
        assert person.focus == here
        await person.press("!")
        assert person.focus != here


async def test_a_doubtful_voice_is_told_without_any_colour(run: Run) -> None:
    async with run(environ={"NO_COLOR": "1"}) as person:
        await opened(person, (120, 40))
        await person.press("!", "!")
        lines = person.reader.splitlines()
        start = next(i for i, line in enumerate(lines) if "? speaker 62 %" in line)
        bars = [line.split()[0] for line in lines[start : start + 6]]
        assert [bar[0] for bar in bars] == ["?", *"·····"], "every line of a doubtful voice says so"
        assert {bar[1:] for bar in bars} == {bars[0][1:]}, "its mark is the one it has everywhere"


async def test_a_doubt_where_one_is_already_is_not_passed_over(run: Run) -> None:
    async with run() as person:
        await opened(person, (120, 40))
        await person.press("]", "]", "!")
        assert "kind doubtful (question)" in person.foot
        await person.press("!")
        assert "speaker doubtful" in person.foot
        await person.press("{", "!")
        assert "kind doubtful (question)" in person.foot
