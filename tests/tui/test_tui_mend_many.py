"""Who says it, said of many turns at once: of one kind, in the whole article or in what is selected."""

from pathlib import Path

import pytest
from person import Person
from running_app import Run

from rr_reader.library.folder import LibraryFolder
from rr_reader.library.mending import reassign_all
from rr_reader.model import Article, Block, Kind, Meta, Origin, Place, Span, Speaker
from rr_reader.tui.passage import Passage, passage_of, state_told
from rr_reader.tui.widgets.choices import ChoiceList
from rr_reader.view.corrected import mended_told, undoing_told

MOA, ASTRID, BEES = "Moa Ek", "Astrid Moe", "bees-in-the-belfry"


def unlabelled() -> Article:
    """A transcript of three questions and four answers that carry no names; an answer of the last is somebody's."""
    kinds = [Kind.QUESTION, Kind.ANSWER] * 3
    blocks = [Block(kind, f"Of bees, part {n}.", origin=Origin(n, n + 1, "", 0.6)) for n, kind in enumerate(kinds)]
    named = Block(Kind.ANSWER, "They were mine.", MOA, origin=Origin(9, 10))
    cast = (Speaker(MOA, "guest"), Speaker(ASTRID, ""))
    return Article(Meta(title="Bees in the Belfry", kind="transcript"), cast, (*blocks, named))


@pytest.fixture
def home(home: Path) -> Path:
    LibraryFolder(home / "library").add(unlabelled(), b"Of bees")
    return home


def by_kind(home: Path, kind: Kind) -> list[str]:
    return [block.speaker for block in LibraryFolder(home / "library").load(BEES).blocks if block.kind is kind]


async def mending(person: Person, *keys: str) -> None:
    person.app.screen.open_article(BEES)
    person.app.screen.go_to_pane("reader")
    await person.settle()
    await person.press(*keys, "m", "2")


async def take(person: Person, words: str) -> None:
    choices = person.app.screen.query_one(ChoiceList).choices
    await person.press(str(next(n for n, choice in enumerate(choices, 1) if choice.words == words)))


async def test_all_answers_without_a_name_go_to_one_and_the_questions_to_another(run: Run, home: Path) -> None:
    async with run() as person:
        await mending(person, "g", "}")
        await take(person, ASTRID)
        assert "This turn only" in person.screen
        await take(person, "All 3 answers by nobody known")
        assert person.notices[-1] == f"Mended (U undoes): 3 answers are {ASTRID}’s"
        assert by_kind(home, Kind.ANSWER) == [ASTRID] * 3 + [MOA]
        assert by_kind(home, Kind.QUESTION) == [""] * 3
        await person.press("U")
        assert by_kind(home, Kind.ANSWER) == [""] * 3 + [MOA]


async def test_of_a_selection_the_answers_alone_are_given_to_somebody(run: Run, home: Path) -> None:
    async with run() as person:
        await mending(person, "g", "V", "V", "V", "V")
        await take(person, MOA)
        await take(person, "All 2 answers of these")
        assert by_kind(home, Kind.ANSWER) == [MOA, MOA, "", MOA]
        assert by_kind(home, Kind.QUESTION) == [""] * 3


def test_what_is_selected_is_told_with_who_says_which() -> None:
    assert state_told(Passage(unlabelled(), (4, 5, 6)))[0] == f"question, answer, answer by {MOA}"


def captioned() -> Article:
    """Two turns of two paragraphs each with a picture in it, and what follows them."""
    kinds = [Kind.ANSWER, Kind.CAPTION, Kind.CONTINUATION] * 2 + [Kind.PARAGRAPH, Kind.CONTINUATION]
    return Article(blocks=tuple(Block(kind, f"Wax {n}.") for n, kind in enumerate(kinds)))


@pytest.mark.parametrize(
    ("turns", "name", "told"),
    [
        ((1, 3, 5), ASTRID, f"3 answers are {ASTRID}’s"),
        ((0, 2), "", "2 questions are nobody’s that is known"),
        ((4, 5), MOA, f"2 turns are {MOA}’s"),
    ],
)
def test_many_turns_that_are_given_to_somebody_are_told_by_what_they_are(
    turns: tuple[int, ...], name: str, told: str
) -> None:
    before = unlabelled()
    after = reassign_all(before, turns, name)
    assert mended_told(before, after) == told
    assert undoing_told(after, before) == f"Taken back: {told}"


@pytest.mark.parametrize(
    ("first", "last", "meant"),
    [(0, 3, (0, 2, 3)), (1, 2, (2,)), (1, 1, (1,)), (4, 4, (4,)), (6, 7, (7,)), (1, 6, (2, 3, 5))],
)
def test_of_a_selection_in_which_somebody_speaks_only_that_is_meant(first: int, last: int, meant: object) -> None:
    passage = passage_of(captioned(), Place(), Span(Place(first, 0), Place(last, 4)), lambda _: False)
    assert passage.blocks == meant


def test_the_turns_of_paragraphs_are_found_by_what_opens_them() -> None:
    blocks = {(0, 2, 3): (0, 3), (2,): (0,), (5,): (3,), (7,): (7,), (2, 5, 7): (0, 3, 7), (1,): (), (6,): ()}
    assert {at: Passage(captioned(), at).turns for at in blocks} == blocks


def long_talk() -> Article:
    """A talk of which no screen holds more than a few turns."""
    blocks = [
        Block(kind, f"{kind.value} {n}. " + "Wax. " * 60, MOA, origin=Origin(n, n + 1))
        for n in range(12)
        for kind in (Kind.TURN,)
    ]
    return Article(Meta(title="Wax", kind="transcript"), (Speaker(MOA), Speaker(ASTRID)), tuple(blocks))


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)], ids=str)
async def test_what_was_mended_or_undone_is_seen_with_its_label(run: Run, home: Path, size: tuple[int, int]) -> None:
    LibraryFolder(home / "library").add(long_talk(), b"Wax")

    def labels(person: Person) -> list[str]:
        return [row.strip(" ▌▐┃") for row in person.reader.splitlines() if row.strip(" ▌▐┃") in (MOA, ASTRID)]

    async with run(size=size) as person:
        person.app.screen.open_article("wax")
        person.app.screen.go_to_pane("reader")
        await person.press("}", "}", "}", "}", "m", "2")
        await take(person, ASTRID)
        await take(person, "This turn only")
        assert ASTRID in labels(person)
        row = person.reader.splitlines().index(next(r for r in person.reader.splitlines() if ASTRID in r))
        assert "turn 4." in person.reader.splitlines()[row + 1]
        await person.press("g")
        assert "turn 4." not in person.reader
        await person.press("U")
        assert "turn 4." in person.reader
        assert MOA in labels(person)
        await person.press("G", "ctrl+r")
        assert "turn 4." in person.reader
        assert ASTRID in labels(person)


async def test_letters_find_a_name_and_a_new_one_can_be_typed_whole(run: Run, home: Path) -> None:
    async with run() as person:
        await mending(person, "g", "}")
        choices = person.app.screen.query_one(ChoiceList)
        person.strike("A")
        for key in "st":
            person.strike(key)
        await person.settle()
        assert [choice.words for choice in choices.choices] == [ASTRID, "“Ast”"]
        await person.press("escape")
        assert len(choices.choices) == 4
        await person.press("j", *["g"] * 2, "backspace", "backspace", "k", "k", "enter")
        assert "This turn only" in person.screen, "j and k move while nothing is typed"
        await person.press("escape")
        await person.type("Kajsa 2")
        await person.press("enter", "1")
        assert by_kind(home, Kind.ANSWER)[0] == "Kajsa 2"


async def test_what_is_typed_in_one_burst_goes_where_it_was_meant(run: Run, home: Path) -> None:
    async with run() as person:
        person.app.screen.open_article(BEES)
        person.app.screen.go_to_pane("reader")
        await person.press("g", "}")
        for key in ("m", "2", *"Kajsa", "enter", "1", "]", "m", "2", *"astrid", "enter", "1"):
            person.strike(key)
        await person.settle()
    assert by_kind(home, Kind.ANSWER)[0] == "Kajsa"
    assert by_kind(home, Kind.QUESTION)[1] == ASTRID


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)], ids=str)
async def test_choices_are_read_whole_and_leave_the_place_in_sight(run: Run, home: Path, size: tuple[int, int]) -> None:
    async with run(size=size) as person:
        for keys in (("g",), ("g", "}")):
            await mending(person, *keys)
            await person.press("escape")
            sheet = person.app.screen.query_one("#sheet").region
            assert any("›" in row and "Of bees" in row for row in person.rows[: sheet.y]), person.screen
            choices = person.app.screen.query_one(ChoiceList)
            rows = person.rows[choices.region.y : choices.region.bottom]
            assert not [row for row in rows if row.removesuffix("tags …").rstrip(" ▁▂▃▄▅▆▇█").endswith("…")]
            assert len(rows) >= 3
            await person.press("q")
