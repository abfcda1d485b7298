"""Mending in the reader: a step or two by keys, seen once it is on the disk, undone and done again."""

from pathlib import Path

import pytest
import shelf
from person import Person
from running_app import Run

from rr_reader.library.folder import LibraryFolder
from rr_reader.model import Article, Block, Kind, Meta, Origin, Quote, Speaker
from rr_reader.tui.widgets.choices import ChoiceList

RUNA, OLE = "Runa Solheim", "Ole Brekke"
SIZES = [(120, 40), (80, 24), (40, 12)]


def guessed() -> Article:
    """An interview whose labels were understood wrongly: both people are taken for the first."""
    return Article(
        Meta(title="A Lighthouse on Wheels", kind="interview", language="en"),
        (Speaker(RUNA, "guest"), Speaker(OLE, "guest"), Speaker("O. Brekke", "guest")),
        (
            Block(Kind.QUESTION, "Who pushes it?", origin=Origin(0, 1)),
            Block(Kind.ANSWER, "The wind does.", RUNA, origin=Origin(1, 2, "RB")),
            Block(Kind.QUESTION, "And uphill?", origin=Origin(2, 3)),
            Block(Kind.ANSWER, "Then I push.", RUNA, origin=Origin(3, 4, "RB", 1.0, 0.6)),
            Block(Kind.CONTINUATION, "Nobody thanks me.", RUNA, origin=Origin(4, 5, "", 1.0, 0.6)),
            Block(Kind.ANSWER, "He is thanked every Sunday.", "O. Brekke", origin=Origin(5, 6, "OB")),
        ),
    )


LIGHTHOUSE = "a-lighthouse-on-wheels"
FIRST, LAST = ("}",), ("}", "}", "}", "}")
"""Keys that lead to the first answer, and to the last."""


@pytest.fixture
def home(home: Path) -> Path:
    LibraryFolder(home / "library").add(guessed(), b"Who pushes it?")
    return home


async def at(person: Person, article_id: str, *keys: str) -> None:
    person.app.screen.open_article(article_id)
    person.app.screen.go_to_pane("reader")
    await person.settle()
    await person.press(*keys)


async def choose(person: Person, *words: str) -> None:
    """Take from each list the line that begins so."""
    for word in words:
        choices = person.app.screen.query_one(ChoiceList).choices
        at = next(i for i, choice in enumerate(choices) if choice.words.startswith(word))
        can = [i for i, choice in enumerate(choices) if choice.then]
        assert at in can, f"{word} cannot be chosen"
        await person.press("home", *["j"] * can.index(at), "enter")


def on_disk(home: Path, article_id: str) -> Article:
    return LibraryFolder(home / "library").load(article_id)


def speakers(article: Article) -> list[str]:
    return [block.speaker for block in article.blocks]


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_turn_is_given_to_another_and_taken_back_and_given_again(
    run: Run, home: Path, size: tuple[int, int]
) -> None:
    async with run(size=size) as person:
        await at(person, LIGHTHOUSE, "]", "]", "}", "m")
        assert "60 % sure" in person.screen
        assert RUNA in person.screen
        await choose(person, "Who says it", OLE, "This turn")
        assert person.notices[-1] == f"Mended (U undoes): “Then I push.” is {OLE}’s"
        assert speakers(on_disk(home, LIGHTHOUSE))[3:5] == [OLE, OLE]
        assert OLE in person.foot or size[0] < 60
        assert OLE.upper() in person.reader.upper()
        await person.press("U")
        assert person.notices[-1].startswith("Taken back: “Then I push.”")
        assert on_disk(home, LIGHTHOUSE).blocks == guessed().blocks
        await person.press("ctrl+r")
        assert person.notices[-1].startswith("Done again: “Then I push.”")
        assert speakers(on_disk(home, LIGHTHOUSE))[3:5] == [OLE, OLE]


async def test_what_was_mended_is_undone_after_a_restart(run: Run, home: Path) -> None:
    async with run() as person:
        await at(person, LIGHTHOUSE, "]", "}", "m")
        await choose(person, "Who says it", "Somebody else")
        await person.type("Ada Lund")
        await person.press("enter")
        await choose(person, "All 2 turns that are labelled “RB”")
        assert speakers(on_disk(home, LIGHTHOUSE))[1:5:2] == ["Ada Lund", "Ada Lund"]
        assert "Ada Lund" in person.filters
    async with run() as person:
        await at(person, LIGHTHOUSE, "U")
        assert "Taken back: all “RB” is Ada Lund’s" in person.notices
        assert on_disk(home, LIGHTHOUSE).blocks == guessed().blocks
        assert "Ada Lund" not in person.filters
        await person.press("U")
        assert "Nothing to undo" in person.notices


async def test_what_is_right_is_doubted_no_more(run: Run, home: Path) -> None:
    async with run() as person:
        await at(person, LIGHTHOUSE, "!")
        assert "60 %" in person.foot
        await person.press("m", "enter")
        assert "doubtful" not in person.foot
        assert "?" not in person.reader.split("Then I push.")[1]
        mended = on_disk(home, LIGHTHOUSE)
        assert [block.origin.speaker_confidence for block in mended.blocks[3:5]] == [1.0, 1.0]
        await person.press("m")
        assert "nothing in doubt" in person.screen


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_paragraph_is_said_to_be_something_else(run: Run, home: Path, size: tuple[int, int]) -> None:
    async with run(size=size) as person:
        await at(person, shelf.HARBOUR, "g", *["}"] * 2, "m")
        await choose(person, "What it is", "caption")
        assert on_disk(home, shelf.HARBOUR).blocks[4].kind is Kind.CAPTION
        await person.press("U")
        assert (home / "library" / f"{shelf.HARBOUR}.md").read_text() == shelf.INTERVIEW


async def test_a_paragraph_becomes_somebodys_turn(run: Run, home: Path) -> None:
    async with run() as person:
        await at(person, shelf.FERRY, "m")
        kinds = "What it is", "turn", "Oda Lindqvist"
        await choose(person, *kinds)
        (turn,) = [block for block in on_disk(home, shelf.FERRY).blocks if block.kind is Kind.TURN]
        assert turn.speaker == "Oda Lindqvist"


async def test_two_names_become_one_person_in_text_list_and_filters(run: Run, home: Path) -> None:
    async with run() as person:
        await at(person, LIGHTHOUSE, *LAST)
        assert "O. Brekke" in person.filters
        await person.press("m")
        await choose(person, "Merge O. Brekke", OLE, OLE)
        mended = on_disk(home, LIGHTHOUSE)
        assert [one.name for one in mended.speakers] == [RUNA, OLE]
        assert mended.blocks[5].speaker == OLE
        assert "O. Brekke" not in person.filters
        assert OLE in person.filters
        assert not any(row.endswith(" O. Brekke") for row in person.reader.splitlines())
        await person.press("U")
        assert "O. Brekke" in person.filters
        assert any(row.endswith(" O. Brekke") for row in person.reader.splitlines())


async def test_somebody_is_renamed_and_a_name_that_is_taken_is_refused_where_it_is_typed(run: Run, home: Path) -> None:
    async with run() as person:
        await at(person, LIGHTHOUSE, *LAST, "m")
        await choose(person, "Rename O. Brekke")
        await person.press(*["backspace"] * len("O. Brekke"))
        await person.type(OLE)
        await person.press("enter")
        assert "There is a “Ole Brekke” already." in person.screen
        await person.type("son")
        assert "already" not in person.screen
        await person.press("enter")
        assert on_disk(home, LIGHTHOUSE).blocks[5].speaker == "Ole Brekkeson"


async def test_a_turn_is_split_off_under_a_new_name(run: Run, home: Path) -> None:
    async with run() as person:
        await at(person, LIGHTHOUSE, *FIRST, "m")
        await choose(person, "Split off")
        await person.press("enter")
        assert "A name is needed." in person.screen
        await person.type("Ada Lund")
        await person.press("enter")
        assert speakers(on_disk(home, LIGHTHOUSE))[1:4:2] == ["Ada Lund", RUNA]


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_quotation_is_given_to_another_and_to_nobody(run: Run, home: Path, size: tuple[int, int]) -> None:
    def first() -> Quote:
        return on_disk(home, shelf.FERRY).quotes[0]

    async with run(size=size) as person:
        await at(person, shelf.FERRY, "}", "m")
        assert "said by Mei Tanaka" in " ".join(person.screen.split())
        await choose(person, "Who says it", "Oda Lindqvist")
        assert (first().speaker, first().type) == ("Oda Lindqvist", "direct")
        await person.press("m")
        await choose(person, "Who says it", "Nobody: not speech")
        assert (first().speaker, first().type) == ("", "scare")
        await person.press("U", "U")
        assert (first().speaker, first().type) == ("Mei Tanaka", "direct")


async def test_what_the_article_says_of_itself_is_set(run: Run, home: Path) -> None:
    async with run() as person:
        await at(person, LIGHTHOUSE, "m")
        await choose(person, "Title, byline", "published")
        await person.type("in May")
        await person.press("enter")
        assert "is no date" in person.screen
        await person.press(*["backspace"] * 6)
        await person.type("2021-05-09")
        await person.press("enter")
        assert "9 May 2021" in person.articles
        await person.press("m")
        await choose(person, "Title, byline", "tags")
        await person.type("wind; light")
        await person.press("enter", "m")
        await choose(person, "Title, byline", "title")
        await person.type("!")
        await person.press("enter")
        assert "A Lighthouse on Wheels!" in person.title_row
        meta = on_disk(home, LIGHTHOUSE).meta
        assert (meta.published, meta.tags, meta.title) == ("2021-05-09", ("wind", "light"), "A Lighthouse on Wheels!")


async def test_escape_goes_back_a_step_and_q_leaves(run: Run, home: Path) -> None:
    before = (home / "library" / f"{LIGHTHOUSE}.md").read_bytes()
    async with run() as person:
        await at(person, LIGHTHOUSE, "]", "}", "m")
        await choose(person, "Who says it", "Somebody else")
        await person.type("q")
        await person.press("escape")
        assert "O. Brekke" in person.screen
        await person.press("escape")
        assert "Split off" in person.screen
        await person.press("j", "enter", "q")
        assert "Split off" not in person.screen
        assert person.focus.startswith("A Lighthouse")
        await person.press("U")
        assert "Nothing to undo" in person.notices
    assert (home / "library" / f"{LIGHTHOUSE}.md").read_bytes() == before


async def test_a_disk_that_refuses_is_told_and_the_article_stays(run: Run, home: Path) -> None:
    (home / "mendings").write_text("in the way")
    async with run() as person:
        await at(person, LIGHTHOUSE, "]", "}", "m")
        await choose(person, "Who says it", OLE, "This turn")
        assert person.notices[-1].startswith("Not mended: ")
        assert "\n" not in person.notices[-1]
        assert OLE not in person.reader
        assert on_disk(home, LIGHTHOUSE).blocks == guessed().blocks


async def test_a_file_edited_meanwhile_is_shown_as_it_is_and_not_mended(run: Run, home: Path) -> None:
    file = home / "library" / f"{LIGHTHOUSE}.md"
    async with run() as person:
        await at(person, LIGHTHOUSE, "]", "]", "}", "m")
        edited = file.read_text().replace("**Q:** And uphill?", "**Q:** When?\n\n**Q:** And uphill?")
        file.write_text(edited)
        await choose(person, "Who says it", OLE, "This turn")
        assert "edited meanwhile" in person.notices[-1]
        assert file.read_text() == edited
        assert "When?" in person.reader
        await person.press("m")
        assert "Then I push." in person.screen
        await choose(person, "Who says it", OLE, "This turn")
        assert on_disk(home, LIGHTHOUSE).blocks[4].speaker == OLE


async def test_what_is_not_in_the_library_is_to_be_added_first(run: Run, home: Path) -> None:
    path = home / "on deck.txt"
    path.write_text("Bo Ek: Is it hemp?\n\nAn Lo: It is.\n")
    async with run(path) as person:
        for key in ("m", "U", "ctrl+r"):
            await person.press(key)
            assert person.notices[-1] == f"Add it to the library first: rr-reader add '{path}'"


async def test_the_reader_keeps_words_hits_and_article_when_the_filter_no_longer_fits(run: Run, home: Path) -> None:
    async with run() as person:
        await person.press("f")
        await person.type("kind:interview")
        await person.press("enter")
        await at(person, LIGHTHOUSE, "/")
        await person.type("push")
        await person.press("enter", "n")
        hit = person.inked("hit-now")
        await person.press("m")
        await choose(person, "Title, byline", "kind", "transcript")
        assert "Lighthouse" not in person.articles
        assert "Then I push." in person.reader
        assert "hit 2/2" in person.title_row
        assert person.inked("hit-now") == hit == "push"
        await person.press("U")
        assert "Lighthouse" in person.articles


async def test_a_name_that_looks_like_markup_or_a_command_stays_text(run: Run, home: Path) -> None:
    async with run() as person:
        await at(person, LIGHTHOUSE, "]", "}", "m")
        await choose(person, "Rename")
        await person.press(*["backspace"] * len(RUNA))
        await person.type("[bold]Bo[/]")
        await person.press("enter")
        assert "[bold]Bo[/]" in person.notices[-1]
        assert "[bold]Bo[/]" in person.reader
        await person.press("m")
        assert "Rename [bold]Bo[/]" in person.screen


async def test_quitting_waits_until_it_is_written(run: Run, home: Path) -> None:
    async with run() as person:
        await at(person, LIGHTHOUSE, "]", "}", "m")
        for key in ("2", "2", "1", "q"):
            person.strike(key)
        await person.settle()
        assert person.app.return_code == 0
    assert on_disk(home, LIGHTHOUSE).blocks[3].speaker == OLE


async def test_what_is_struck_in_one_burst_goes_where_it_was_meant(run: Run, home: Path) -> None:
    to_day = ["m", "7", "5"]
    async with run() as person:
        await at(person, LIGHTHOUSE, *FIRST)
        for key in [*to_day, *"may", "enter", *["backspace"] * 3, *"2021-05-09", "enter", "]", "v"]:
            person.strike(key)
        await person.settle()
        assert person.selected == "And uphill?"
        for key in [*to_day, *"x", "enter"]:
            person.strike(key)
        await person.settle()
        assert "“2021-05-09x” is" in person.screen
        for key in ["escape", "q", "w"]:
            person.strike(key)
        await person.settle()
        assert person.selected.startswith("And uphill?")
        assert person.selected.endswith("Then")
    assert on_disk(home, LIGHTHOUSE).meta.published == "2021-05-09"


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_all_turns_that_are_selected_go_to_one_and_come_back_by_one_undo(
    run: Run, home: Path, size: tuple[int, int]
) -> None:
    async with run(size=size) as person:
        await at(person, LIGHTHOUSE, "]", "]", "}", "V", "V", "m")
        assert "MEND 2 TURNS" in person.screen
        assert "answer, continuation by Runa Solheim, answer by O. Brekke"[: min(size[0], 38) - 5] in person.screen
        await choose(person, "Who says it")
        assert "WHO SAYS THESE 2 TURNS?" in person.screen
        await choose(person, OLE)
        assert person.notices[-1] == f"Mended (U undoes): 2 answers are {OLE}’s"
        assert speakers(on_disk(home, LIGHTHOUSE))[3:] == [OLE] * 3
        await person.press("U")
        assert person.notices[-1] == f"Taken back: 2 answers are {OLE}’s"
        assert on_disk(home, LIGHTHOUSE).blocks == guessed().blocks


async def test_a_selection_within_one_turn_is_that_turn(run: Run, home: Path) -> None:
    async with run() as person:
        await at(person, LIGHTHOUSE, "]", "]", "}", "v", "m")
        assert "This turn" not in person.screen
        await choose(person, "Who says it", OLE, "This turn")
        assert speakers(on_disk(home, LIGHTHOUSE))[3:] == [OLE, OLE, "O. Brekke"]


async def test_all_paragraphs_that_are_selected_become_something_else(run: Run, home: Path) -> None:
    async with run() as person:
        await at(person, shelf.FERRY, "V", "V", "m")
        assert "MEND 2 PARAGRAPHS" in person.screen
        before = [block.kind for block in on_disk(home, shelf.FERRY).blocks]
        await choose(person, "What it is", "boilerplate")
        assert person.notices[-1] == "Mended (U undoes): 2 paragraphs are boilerplate"
        now = [block.kind for block in on_disk(home, shelf.FERRY).blocks]
        assert (before.count(Kind.BOILERPLATE), now.count(Kind.BOILERPLATE)) == (0, 2)
        await person.press("U")
        assert [block.kind for block in on_disk(home, shelf.FERRY).blocks] == before


async def test_every_choice_is_where_it_always_is(run: Run, home: Path) -> None:
    async with run() as person:
        seen = []
        for place in (("g",), FIRST, ("]", "]", "}"), LAST):
            await at(person, LIGHTHOUSE, "g", *place, "m")
            choices = person.app.screen.query_one(ChoiceList).choices
            seen.append([choice.words.split()[0] for choice in choices])
            await person.press("q")
        assert all(each == seen[0] for each in seen)
        await at(person, shelf.FERRY, "}", "m")
        assert [c.words.split()[0] for c in person.app.screen.query_one(ChoiceList).choices][:7] == seen[0]


@pytest.mark.parametrize("keys", [("g",), LAST], ids=str)
@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=str)
async def test_the_words_to_be_mended_stay_in_sight(
    run: Run, home: Path, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    async with run(size=size) as person:
        await at(person, LIGHTHOUSE, *keys, "m")
        assert len(person.marked) == 1
        sheet = person.app.screen.query_one("#sheet").region
        _, row = person.find("›")
        assert not sheet.y <= row < sheet.bottom


async def test_colours_follow_the_people_when_others_are_merged_renamed_and_undone(run: Run, home: Path) -> None:
    async with run() as person:

        def drawn() -> dict[str, str]:
            """Give the mark of everybody in the filters."""
            rows = (row.split() for row in person.filters.splitlines())
            return {" ".join(words[1:-1]): words[0] for words in rows if len(words) > 2 and words[-1].isdigit()}

        await at(person, LIGHTHOUSE, *FIRST)
        before = drawn()
        await person.press("m")
        await choose(person, f"Merge {RUNA}", "O. Brekke", RUNA)
        merged = drawn()
        assert "O. Brekke" not in merged
        assert merged.items() <= before.items()
        await person.press("m")
        await choose(person, "Rename")
        await person.press(*["backspace"] * len(RUNA))
        await person.type("Ada Lund")
        await person.press("enter")
        renamed = drawn()
        assert renamed.pop("Ada Lund") == before[RUNA]
        assert renamed.items() <= before.items()
        await person.press("U", "U")
        assert drawn() == before
