"""What one does with what is in the basket: on the disk before it is shown, and undoable."""

from pathlib import Path

import gleaned
import pytest
import shelf
from gleaned import BELL, FOG, SALT, SAND
from person import Person
from running_app import Run

from rr_reader.model.highlight import Highlight
from rr_reader.quotes.exporting import exports
from rr_reader.quotes.formats import FORMATS


def starts(person: Person) -> list[str]:
    """Give the names of what is seen, by the beginnings of their words, from top to bottom."""
    left = [row[: person.app.size.width // 2] for row in person.rows]
    return [name for row in left for name, (_, words, *_) in gleaned.MARKED.items() if words[:14] in row]


def kept(home: Path, name: str) -> Highlight:
    return gleaned.on_disk(home)[name]


async def test_a_note_is_written_changed_and_taken_away(run: Run, home: Path) -> None:
    gleaned.glean(home)
    async with run() as person:
        await person.press("Q", "j", "a")
        await person.type("who is he?")
        await person.press("enter")
        assert kept(home, FOG).note == "who is he?"
        assert "✎ who is he?" in person.screen
        await person.press("a", *["backspace"] * 10, "enter")
        assert kept(home, FOG).note == ""


async def test_a_note_of_several_lines_keeps_them(run: Run, home: Path) -> None:
    gleaned.put(home, [gleaned.made(home, "long", shelf.HARBOUR, "asleep in the van", "red", "one\n\ntwo", (), 1)])
    async with run() as person:
        await person.press("Q", "a")
        await person.type("!")
        await person.press("enter")
        assert kept(home, "long").note == "one\n\ntwo!"


async def test_escape_leaves_a_note_as_it_was_and_what_was_typed_comes_back(run: Run, home: Path) -> None:
    gleaned.glean(home, SALT)
    async with run() as person:
        await person.press("Q", "a")
        await person.type("!")
        await person.press("escape")
        assert kept(home, SALT).note == "for the end"
        assert "BASKET" in person.screen
        await person.press("a", "enter")
        assert kept(home, SALT).note == "for the end!"


async def test_after_any_line_was_typed_keys_mean_what_they_say_in_the_list(run: Run, home: Path) -> None:
    gleaned.glean(home)
    async with run() as person:
        await person.press("Q", "t", "enter", "f", "enter", "a", "escape", "h", "escape", "j", "d")
        assert list(gleaned.on_disk(home)) == [SALT, SAND, BELL]


async def test_tags_of_one_are_set_of_several_marked_added_and_taken_away(run: Run, home: Path) -> None:
    gleaned.glean(home)
    async with run() as person:
        await person.press("Q", "t")
        await person.type(", rope")
        await person.press("enter")
        assert kept(home, SALT).tags == ("night", "rope")
        await person.press("j", "x", "j", "x", "t")
        await person.type("boats, -sound")
        await person.press("enter")
        assert (kept(home, FOG).tags, kept(home, BELL).tags) == (("fog", "boats"), ("boats",))
        assert kept(home, SAND).tags == ()


async def test_a_colour_is_chosen_by_its_name(run: Run, home: Path) -> None:
    gleaned.glean(home, SALT)
    async with run() as person:
        await person.press("Q", "h")
        assert "violet" in person.screen
        await person.press("j", "j", "enter")
        assert kept(home, SALT).colour == "blue"
        assert "blue" in person.rows[person.find("Night is cheap")[1] + 1]


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)], ids=str)
async def test_what_is_removed_comes_back_and_goes_again(run: Run, home: Path, size: tuple[int, int]) -> None:
    gleaned.glean(home)
    async with run(size=size) as person:
        await person.press("Q", "j", "d")
        assert list(gleaned.on_disk(home)) == [SALT, SAND, BELL]
        assert FOG not in starts(person)
        await person.press("U")
        assert list(gleaned.on_disk(home)) == [SALT, FOG, SAND, BELL]
        assert FOG in starts(person)
        await person.press("ctrl+r")
        assert list(gleaned.on_disk(home)) == [SALT, SAND, BELL]


async def test_the_cursor_is_on_what_came_back(run: Run, home: Path) -> None:
    gleaned.glean(home)
    async with run() as person:
        for key in ("Q", "j", "d", "G", "U", "d"):
            await person.press(key)
        assert list(gleaned.on_disk(home)) == [SALT, SAND, BELL]


async def test_all_that_is_marked_is_removed_and_comes_back_together(run: Run, home: Path) -> None:
    gleaned.glean(home)
    async with run() as person:
        await person.press("Q", "j", "v", "j", "j", "v", "d")
        assert list(gleaned.on_disk(home)) == [SALT]
        await person.press("U")
        assert list(gleaned.on_disk(home)) == [SALT, FOG, SAND, BELL]


async def test_what_a_filter_hides_is_not_touched_although_it_is_marked(run: Run, home: Path) -> None:
    gleaned.glean(home)
    async with run() as person:
        await person.press("Q", "*", "f")
        await person.type("tag:sound")
        await person.press("enter", "d")
        assert list(gleaned.on_disk(home)) == [SALT, SAND]


async def test_one_is_moved_by_hand_and_stays_there(run: Run, home: Path) -> None:
    gleaned.glean(home)
    async with run() as person:
        await person.press("Q", "G", "<", "<")
        assert starts(person) == [SALT, BELL, FOG, SAND]
        await person.press("shift+down", "k")
        assert starts(person) == [SALT, FOG, BELL, SAND]
        await person.press("U", "U", "U")
        assert starts(person) == [SALT, FOG, SAND, BELL]
        await person.press("g", ">")
        assert next(row for row in person.rows if "Night is" in row[:30]).lstrip("S ").startswith("▎")
    assert list(gleaned.on_disk(home)) == [FOG, SALT, SAND, BELL]


async def test_moves_struck_in_one_burst_all_count(run: Run, home: Path) -> None:
    gleaned.glean(home)
    async with run() as person:
        await person.press("Q")
        for _ in range(3):
            person.strike(">")
        await person.settle()
        assert starts(person) == [FOG, SAND, BELL, SALT]


async def test_what_was_asked_for_is_done_although_one_leaves_in_the_same_breath(run: Run, home: Path) -> None:
    gleaned.glean(home)
    async with run() as person:
        await person.press("Q")
        for key in ("y", "d", ">", "d", "q"):
            person.strike(key)
        await person.settle()
        assert "BASKET" not in person.screen
        assert person.copied.startswith("Night is cheap")
        assert list(gleaned.on_disk(home)) == [BELL, SAND] or list(gleaned.on_disk(home)) == [SAND, BELL]
        assert {each.id for each in person.app.session.highlights.all()} == {SAND, BELL}
        await person.press("Q", "U", "q")
        assert len(gleaned.on_disk(home)) == 3


async def test_what_is_copied_arrives_although_one_leaves_in_the_same_breath(run: Run, home: Path) -> None:
    gleaned.glean(home)
    async with run() as person:
        await person.press("Q", "*")
        person.strike("y")
        person.strike("q")
        await person.settle()
        assert "BASKET" not in person.screen
        assert person.copied.count("\n— ") == 4


async def test_what_is_not_saved_can_be_saved_elsewhere_from_here(run: Run, home: Path) -> None:
    gleaned.glean(home)
    async with run() as person:
        await person.press("Q")
        person.app.session.store._database._connection.execute("pragma query_only = on")
        await person.press("d")
        assert "NOT SAVED: 1" in person.foot or any(said.startswith("NOT SAVED: ") for said in person.notices)
        assert "not saved" not in person.screen, "said once"
        await person.press("j", "A")
        assert "NOT SAVED: 1 highlight" in person.screen
        assert "another file" in person.screen


async def test_words_held_twice_are_told_and_made_one(run: Run, home: Path) -> None:
    gleaned.glean(home)
    more = gleaned.made(home, "around", shelf.HARBOUR, gleaned.AROUND_SALT, "green", "the boat", ("boats",), 8)
    gleaned.put(home, [more])
    async with run() as person:
        await person.press("Q")
        assert "1 held twice" in person.screen
        assert "= twice" in person.rows[person.find("Night is cheap, and so is salt.  ")[1]]
        await person.press("=")
        one = kept(home, "around")
        assert set(one.note.split("\n\n")) == {"the boat", "for the end"}
        assert set(one.tags) == {"boats", "night"}
        assert SALT not in gleaned.on_disk(home)
        assert "twice" not in person.rows[1]
        await person.press("U")
        assert SALT in gleaned.on_disk(home)
        assert kept(home, "around").note == "the boat"


async def test_where_nothing_is_held_twice_joining_says_so(run: Run, home: Path) -> None:
    gleaned.glean(home)
    async with run() as person:
        await person.press("Q", "=")
        assert any("No other quotation" in notice for notice in person.notices)


async def test_one_or_all_that_is_marked_is_copied_in_the_order_of_the_list(run: Run, home: Path) -> None:
    gleaned.glean(home)
    async with run() as person:
        await person.press("Q", "Y")
        assert person.copied == "Night is cheap, and so is salt."
        await person.press("G", "x", "g", "x", "y")
        quotes = person.copied.split("\n\n")
        assert [quote.split("\n")[0] for quote in quotes] == [
            "Night is cheap, and so is salt.",
            "Only when it is struck.",
        ]
        assert quotes[0].endswith("(The Quay Review, 4 May 2024), question 1")


async def write(person: Person, name: str, target: Path | str) -> None:
    """Choose a format and name a file."""
    await person.press("e")
    formats = list(exports())
    await person.press("home", *["j"] * formats.index(name), "enter")
    person.app.screen.path_prompt.put(str(target))
    await person.press("enter")


@pytest.mark.parametrize("name", ["text", "markdown", "html", "jsonl"])
async def test_it_is_written_to_a_file_in_the_order_of_the_list(run: Run, home: Path, name: str) -> None:
    gleaned.glean(home)
    target = home / f"new{exports()[name].suffix}"
    async with run() as person:
        await person.press("Q", "G", "<", "<", "<")
        await write(person, name, target)
        assert any("Written: 4 quotations" in notice and target.name in notice for notice in person.notices)
    words = target.read_text()
    places = [words.index(gleaned.MARKED[each][1]) for each in (BELL, SALT, FOG, SAND)]
    assert places == sorted(places)


async def test_notes_are_brought_up_to_date_with_what_one_wrote_beside_them(run: Run, home: Path) -> None:
    gleaned.glean(home)
    target = home / "notes.md"
    async with run() as person:
        await person.press("Q")
        await write(person, "markdown", target)
        target.write_text(target.read_text() + "\nMy own words.\n")
        await person.press("a")
        await person.type(" now")
        await person.press("enter")
        await write(person, "markdown", target)
        assert any("Brought up to date" in notice for notice in person.notices), person.screen
    assert "for the end now" in target.read_text()
    assert "My own words." in target.read_text()


@pytest.mark.parametrize("name", ["there.md", "there.md/new.md", "~nobody-of-that-name/x"])
async def test_no_file_is_overwritten_and_trouble_is_told_where_one_types(run: Run, home: Path, name: str) -> None:
    gleaned.glean(home)
    (home / "there.md").write_text("mine")
    async with run() as person:
        await person.press("Q", "e", "enter")
        person.app.screen.path_prompt.put(name if name.startswith("~") else str(home / name))
        await person.press("enter")
        assert "Written" not in person.screen
        assert person.app.screen.path_prompt.input.has_focus
        seen = "".join(person.screen.split())
        assert any(words in seen for words in ("isthere", "Notadirectory", "homedirectory")), person.screen
    assert (home / "there.md").read_text() == "mine"
    assert [path for path in home.iterdir() if path.name.startswith(".")] == []


async def test_that_nothing_was_written_is_told_although_one_leaves_in_the_same_breath(run: Run, home: Path) -> None:
    gleaned.glean(home)
    (home / "there.md").write_text("mine")
    async with run() as person:
        await person.press("Q", "e", "enter")
        person.app.screen.path_prompt.put(str(home / "there.md"))
        for key in ("enter", "escape", "escape"):
            person.strike(key)
        await person.until(lambda: any("is there already" in notice for notice in person.notices))
        assert "BASKET" not in person.screen


async def test_what_cannot_be_saved_is_told_as_long_as_that_lasts(run: Run, home: Path) -> None:
    gleaned.glean(home)
    async with run() as person:
        await person.press("Q")
        connection = person.app.session.store._database._connection
        connection.execute("pragma query_only = on")
        await person.press("d")
        assert any("readonly" in notice for notice in person.notices)
        await person.press("j")
        assert "NOT SAVED" in person.rows[-2]
        assert len(gleaned.on_disk(home)) == 4
        connection.execute("pragma query_only = off")
        await person.press("d", "j")
        assert "NOT SAVED" not in person.rows[-2]
    assert len(gleaned.on_disk(home)) == 2


async def test_every_format_there_is_can_be_chosen(run: Run, home: Path) -> None:
    gleaned.glean(home, SALT)
    async with run() as person:
        await person.press("Q", "c")
        assert next(iter(FORMATS)) in person.screen
        await person.press("j", "enter")
        assert "Night is cheap" in person.copied
