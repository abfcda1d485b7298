"""Words that somebody marks while reading: made, seen, told, changed, found again, taken back."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from person import Person
from rich.color import Color
from running_app import Run

from rr_reader.model.highlight import COLOURS, Highlight
from rr_reader.quotes.foreign import read_foreign
from rr_reader.userdata.store import Store
from rr_reader.view.marks import NOTED, PLAIN
from rr_reader.view.palette import DARK

FERRY = "On a ferry, in a storm."
ROPE = "I threw forty pages away that night."
ANSWER = ("2", "g", "enter", "3", "]", "}")
"""Opens the list's first article, whatever that is, at the first answer after the first question."""


def kept(home: Path) -> list[Highlight]:
    """Give what is on the disk."""
    store = Store.open(home / "reader.db")
    try:
        return list(store.highlights.all())
    finally:
        store.close()


def drawn(person: Person, colour: str = "yellow") -> str:
    """Give the words that are drawn as highlighted in a colour."""
    return person.inked(f"mark-{colour}")


async def at_harbour(person: Person) -> None:
    """Open the interview, at its first answer."""
    person.app.screen.open_article("salt-harbour")
    await person.settle()
    await person.press("3", "]", "}")


async def test_a_sentence_is_highlighted_seen_counted_and_there_again_the_next_time(run: Run, home: Path) -> None:
    async with run() as person:
        await at_harbour(person)
        await person.press("h")
        assert [each.anchor.exact for each in kept(home)] == [FERRY]
        assert drawn(person) == FERRY
        assert any(row.rstrip().endswith(PLAIN) and FERRY in row for row in person.reader.split("\n"))
        assert f"{PLAIN}1" in person.articles
        assert any("Highlighted yellow" in notice for notice in person.notices)
        assert f"{PLAIN} yellow" in person.foot
        await person.press("j", "j", "j")
        assert f"{PLAIN} yellow" not in person.foot
    async with run() as person:
        await at_harbour(person)
        assert drawn(person) == FERRY


async def test_what_is_selected_is_highlighted_over_several_turns_and_no_longer_selected(run: Run, home: Path) -> None:
    async with run() as person:
        await at_harbour(person)
        await person.press("v", "v", "h")
        (one,) = kept(home)
        assert one.anchor.exact.startswith(FERRY)
        assert len(one.anchor.exact) > len(FERRY)
        assert person.selected == ""
        assert drawn(person).replace("\n", " ").split() == one.anchor.exact.split()


async def test_in_prose_the_quotation_is_highlighted_unless_something_is_selected(run: Run, home: Path) -> None:
    file = home / "library" / "glass-ferry.md"
    file.write_text(file.read_text().replace("the windows twice,”", "the windows twice. Nobody helped me,”"))
    async with run() as person:
        person.app.screen.open_article("glass-ferry")
        await person.settle()
        await person.press("3", "}", "h")
        assert [each.anchor.exact for each in kept(home)] == ["I counted the windows twice. Nobody helped me,"]
        await person.press("h")
        assert "HIGHLIGHT" in person.screen, "it is highlighted already"
        await person.press("q", "U", "v", "h")
        assert [each.anchor.exact for each in kept(home)] == ["I counted the windows twice."], "it goes before"


async def test_the_same_words_are_highlighted_once_however_fast_one_asks(run: Run, home: Path) -> None:
    async with run() as person:
        await at_harbour(person)
        for key in ("h", "h", "3", "a", *"salt", "enter"):
            person.strike(key)
        await person.settle()
        assert [(each.colour, each.note) for each in kept(home)] == [("blue", "salt")]


async def test_on_a_highlight_one_chooses_what_becomes_of_it(run: Run, home: Path) -> None:
    async with run() as person:
        await at_harbour(person)
        await person.press("h", "h")
        assert "HIGHLIGHT" in person.screen
        assert "Remove" in person.screen
        await person.press("3")
        assert [each.colour for each in kept(home)] == ["blue"]
        assert drawn(person, "blue") == FERRY
        await person.press("h", "7")
        await person.type("rope, #sea")
        await person.press("enter")
        assert [each.tags for each in kept(home)] == [("rope", "sea")]
        assert "blue · #rope #sea" in person.foot
        await person.press("h", "8")
        assert kept(home) == []
        assert drawn(person, "blue") == ""
        assert PLAIN not in person.articles


async def test_a_colour_is_chosen_and_is_that_of_the_next_also_on_another_day(run: Run, home: Path) -> None:
    async with run() as person:
        await at_harbour(person)
        await person.press("H", "2")
        assert drawn(person, "green") == FERRY
        await person.press("q")
    async with run() as person:
        await at_harbour(person)
        await person.press("}", "h")
        assert [each.colour for each in kept(home)] == ["green", "green"]


async def test_a_note_has_many_lines_and_highlights_what_it_is_about(run: Run, home: Path) -> None:
    async with run() as person:
        await at_harbour(person)
        await person.press("a")
        assert "NOTE" in person.screen
        assert FERRY in person.screen
        await person.type("Ask her: q or j?")
        await person.press("ctrl+j")
        await person.type("Which boat")
        await person.press("enter")
        (one,) = kept(home)
        assert (one.anchor.exact, one.note) == (FERRY, "Ask her: q or j?\nWhich boat")
        assert NOTED in person.reader
        assert "yellow · Ask her: q or j? Which boat" in person.foot
        await person.press("enter")
        assert "Which boat" in person.screen
        await person.type("!")
        await person.press("enter")
        assert kept(home)[0].note.endswith("Which boat!")


async def test_a_note_that_is_left_is_not_kept_but_comes_back(run: Run, home: Path) -> None:
    async with run() as person:
        await at_harbour(person)
        await person.press("a")
        await person.type("half a thought")
        await person.press("escape")
        assert kept(home) == []
        assert any("brings back" in notice for notice in person.notices)
        await person.press("a")
        assert "half a thought" in person.screen
        await person.press("enter")
        assert [each.note for each in kept(home)] == ["half a thought"]


async def test_keys_struck_in_one_breath_with_a_note_go_where_they_belong(run: Run, home: Path) -> None:
    async with run() as person:
        await at_harbour(person)
        for key in ["a", *"salt", "enter", "}"]:
            person.strike(key)
        await person.settle()
        assert [each.note for each in kept(home)] == ["salt"]
        assert any("kind" in row for row in person.marked)


@pytest.mark.parametrize("select", ["vv", "V", "vvv"], ids=str)
async def test_a_note_struck_in_one_breath_is_for_what_was_just_highlighted(run: Run, home: Path, select: str) -> None:
    async with run() as person:
        await at_harbour(person)
        for key in [*select, "h", "a", *"salt", "enter"]:
            person.strike(key)
        await person.settle()
        assert [(each.anchor.exact.startswith(FERRY), each.note) for each in kept(home)] == [(True, "salt")]


async def test_one_goes_from_highlight_to_highlight_and_is_told_where_there_is_none(run: Run) -> None:
    async with run() as person:
        await at_harbour(person)
        await person.press("'")
        assert any("Nothing is highlighted" in notice for notice in person.notices)
        await person.press("h", "}", "h")
        await person.press("g", "'")
        assert PLAIN in person.foot
        await person.press("'")
        assert any("Ivo" in row or "kind" in row for row in person.marked)
        await person.press("'")
        assert any("No highlight after" in notice for notice in person.notices)
        await person.press('"')
        assert any(FERRY in row for row in person.marked)
        await person.press('"')
        assert any("No highlight before" in notice for notice in person.notices)


async def test_undo_goes_back_through_highlights_notes_and_mendings_in_their_order(run: Run, home: Path) -> None:
    async with run() as person:
        await at_harbour(person)
        before = (home / "library" / "salt-harbour.md").read_text()
        await person.press("h", "m", "2", "2", "1", "a")
        await person.type("note")
        await person.press("enter")
        assert (home / "library" / "salt-harbour.md").read_text() != before
        await person.press("U")
        assert [each.note for each in kept(home)] == [""]
        await person.press("U")
        assert (home / "library" / "salt-harbour.md").read_text() == before
        await person.press("U")
        assert kept(home) == []
        assert any("Taken back: highlight" in notice for notice in person.notices)
        await person.press("U")
        assert any("Nothing to undo" in notice for notice in person.notices)
        await person.press("ctrl+r", "ctrl+r", "ctrl+r")
        assert [each.note for each in kept(home)] == ["note"]
        assert (home / "library" / "salt-harbour.md").read_text() != before


async def test_undo_waits_for_what_was_asked_for_before(run: Run, home: Path) -> None:
    async with run() as person:
        await at_harbour(person)
        person.strike("h")
        person.strike("U")
        await person.settle()
        assert kept(home) == []


@pytest.mark.parametrize(
    "doing",
    [
        ("/", *"salt", "enter"),
        ("z",),
        ("s",),
        ("T",),
        ("R",),
        ("m", "2", "2", "1"),
        ("2", "f", *"harbour", "enter", "3"),
    ],
    ids=lambda keys: "".join(keys[:2]),
)
async def test_a_highlight_stays_whatever_one_does(run: Run, doing: tuple[str, ...]) -> None:
    async with run() as person:
        await at_harbour(person)
        await person.press("h", *doing, "g", "'")
        assert drawn(person) == FERRY
        await person.resize(60, 20)
        assert drawn(person) == FERRY


async def test_words_are_found_again_after_an_edit_by_hand_and_what_is_gone_is_kept(run: Run, home: Path) -> None:
    file = home / "library" / "salt-harbour.md"
    async with run() as person:
        await at_harbour(person)
        await person.press("h")
        file.write_text(file.read_text().replace("Salt Harbour opened", "It is said that Salt Harbour opened"))
        await person.press("R")
        assert drawn(person) == FERRY
        file.write_text(file.read_text().replace(FERRY, "Nowhere."))
        await person.press("R")
        assert drawn(person) == ""
        assert [each.anchor.exact for each in kept(home)] == [FERRY]


async def test_what_another_window_does_is_seen(run: Run, home: Path) -> None:
    async with run() as person:
        await at_harbour(person)
        await person.press("h")
        (here,) = kept(home)
        store = Store.open(home / "reader.db")
        store.highlights.put(replace(here, colour="red", note="from elsewhere"))
        store.close()
        person.app.screen.look_at_file()
        await person.until(lambda: drawn(person, "red") == FERRY)
        await person.press("a")
        assert "from elsewhere" in person.screen


async def test_who_goes_to_a_highlight_while_selecting_is_for_the_highlight_then(run: Run, home: Path) -> None:
    async with run() as person:
        await at_harbour(person)
        await person.press("h")
        await person.press("}", "v", '"')
        assert person.selected == ""
        await person.press("h", "4")
        assert [each.colour for each in kept(home)] == ["red"]


async def test_what_another_program_wrote_into_a_highlight_steers_nothing(run: Run, home: Path) -> None:
    async with run() as person:
        await at_harbour(person)
        await person.press("h")
        (here,) = kept(home)
        evil = "\x1b]0;owned\x07[b]\u202e"
        store = Store.open(home / "reader.db")
        store.highlights.put(replace(here, colour=evil, note=evil, tags=(evil,)))
        store.close()
        person.app.screen.look_at_file()
        await person.until(lambda: NOTED in person.reader)
        for keys in ((), ("h",), ("7",), ("escape", "6")):
            await person.press(*keys)
            assert "owned" in person.screen
            assert not set("\x1b\x07\u202e") & set(person.screen)


async def test_what_is_only_looked_at_cannot_be_highlighted(run: Run, tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text("A TALK ABOUT TAR\n\nBo Ek: Is it warm?\n\nAn Lo: It is.\n")
    async with run(tmp_path / "talk.txt") as person:
        await person.press("h")
        assert any("rr-reader add" in notice for notice in person.notices)


async def locked(person: Person, home: Path, *keys: str) -> Callable[[], None]:
    """Press keys while another program holds the database; gives what makes it let go."""
    person.app.session.store._database._connection.execute("pragma busy_timeout = 10")
    holding = sqlite3.connect(home / "reader.db", isolation_level=None)
    holding.execute("begin exclusive")
    await person.press(*keys)

    def let_go() -> None:
        holding.execute("rollback")
        holding.close()

    return let_go


async def test_what_cannot_be_saved_is_drawn_and_told_until_it_is(run: Run, home: Path) -> None:
    async with run() as person:
        await at_harbour(person)
        let_go = await locked(person, home, "h")
        assert drawn(person) == FERRY
        assert any("NOT SAVED" in notice and "locked" in notice for notice in person.notices)
        for key in ("j", "2", "3"):
            await person.press(key)
            person.app.screen.foot.be_silent()
            await person.until(lambda: "NOT SAVED: 1 highlight" in person.foot)
        let_go()
        person.app.screen.look_at_file()
        await person.settle()
        await person.until(lambda: "NOT SAVED" not in person.foot)
        assert [each.anchor.exact for each in kept(home)] == [FERRY]


async def test_who_quits_is_asked_what_becomes_of_what_is_not_saved(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(home))
    async with run() as person:
        await at_harbour(person)
        let_go = await locked(person, home, "a", *"dear", "enter", "q")
        assert "NOT SAVED: 1 highlight" in person.screen
        await person.press("3")
        assert person.copied == f"{FERRY}\ndear"
        await person.press("q", "2", "enter")
        (again,) = read_foreign((home / "rr-reader-unsaved.jsonl").read_bytes()).highlights
        assert (again.text, again.note, again.article) == (FERRY, "dear", "salt-harbour")
        assert person.app.return_code == 0, "one is not asked again"
        let_go()
    assert (person.app.return_code, person.app.failure) == (0, None)


async def test_what_was_saved_to_a_file_is_in_the_library_once_that_can_be_written(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(home))
    async with run() as person:
        await at_harbour(person)
        let_go = await locked(person, home, "h")
        await person.press("A", "2", "enter")
        assert (home / "rr-reader-unsaved.jsonl").exists()
        person.app.screen.foot.be_silent()
        await person.press("j")
        assert "NOT SAVED: 1 highlight" in person.foot
        await person.press("A")
        assert "Try again" in person.screen
        let_go()
        await person.press("1")
        assert [each.anchor.exact for each in kept(home)] == [FERRY]
        person.app.screen.foot.be_silent()
        await person.settle()
        assert "NOT SAVED" not in person.foot


async def test_what_is_not_saved_is_in_a_file_when_the_terminal_goes_away(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(home))
    async with run() as person:
        await at_harbour(person)
        let_go = await locked(person, home, "a", *"dear", "enter")
        person.app.exit(0)  # as a signal does
    (file,) = home.glob("rr-reader-unsaved-*.jsonl")
    assert [each.note for each in read_foreign(file.read_bytes()).highlights] == ["dear"]
    assert str(file) in str(person.app.failure)
    let_go()


async def test_who_quits_may_leave_what_is_not_saved(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(home))
    async with run() as person:
        await at_harbour(person)
        let_go = await locked(person, home, "h", "q")
        await person.press("q")
        assert "Quit without" not in person.screen, "q closes what asks, and one goes on reading"
        await person.press("q", "4")
    assert (person.app.return_code, person.app.failure) == (0, None)
    assert list(home.glob("*.jsonl")) == []
    let_go()


async def test_without_colours_highlights_are_underlined(run: Run) -> None:
    async with run(environ={"NO_COLOR": "1"}) as person:
        await at_harbour(person)
        await person.press("h")
        column, row = person.find(FERRY)
        strip = person._strips()[row].crop(column, column + len(FERRY))
        assert all(segment.style.underline and not segment.style.reverse for segment in strip)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)], ids=str)
async def test_everything_can_be_reached_where_there_is_little_room(
    run: Run, home: Path, size: tuple[int, int]
) -> None:
    async with run(size=size) as person:
        await at_harbour(person)
        await person.press("h", "h")
        assert "HIGHLIGHT" in person.screen
        await person.press("6")
        await person.type("small")
        await person.press("enter")
        assert [each.note for each in kept(home)] == ["small"]
        assert NOTED in person.reader
        person.app.screen.foot.be_silent()
        await person.settle()
        assert "yellow" in person.foot


async def test_every_colour_has_a_tone_of_its_own(run: Run) -> None:
    papers = [Color.parse(DARK.look(f"mark-{colour}").paper) for colour in COLOURS]
    assert len(set(papers)) == len(COLOURS)


async def test_on_a_narrow_screen_the_sign_of_a_note_stands_apart_from_the_words(run: Run) -> None:
    async with run(size=(40, 12)) as person:
        await at_harbour(person)
        await person.press("a", "n", "o", "enter", "]", "[")
        (row,) = [row for row in person.reader.split("\n") if NOTED in row]
        assert row.startswith(NOTED)
        assert row.split(" ", 1)[1].startswith("On a ferry")
