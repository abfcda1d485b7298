"""Hostile articles: what they hold is seen as text, and nothing of it reaches the terminal as anything else."""

import json
import re
import unicodedata
from pathlib import Path

import gleaned
import pytest
import shelf
from person import Person
from running_app import Run

from rr_reader.text.safe import make_safe
from rr_reader.userdata.subscriptions import Subscription, Subscriptions

EVIL = [
    "\x1b[31mred", "\x1b]52;c;aGk=\x07", "\x1b]8;;http://x\x1b\\", "\x9b2J", "\u202egnp\u202c", "\u2066x\u2069",
    "[/oops]", "[bold]b[/bold]", "[@click=app.exit]c[/]", "\r\b\x7f", "\u2028", "$(id)", "%s%n{0}",
]  # fmt: skip
STORM = "".join(EVIL).replace("\r", "").replace("\u2028", "")


def hostile(text: str) -> bool:
    """Tell whether a drawn text holds what a terminal could take for an order."""
    return any(
        unicodedata.category(character) == "Cc" or character in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
        for character in text
    )


def assert_safe(person: Person) -> None:
    for strip in person.app.screen._compositor.render_strips():
        for segment in strip:
            assert not hostile(segment.text), repr(segment.text)
            assert not (segment.style and (segment.style.link or segment.style.meta.get("@click"))), segment


def as_cleaned(folder: Path) -> None:
    """Put it everywhere into a cleaned file that somebody else has written."""
    quoted = '"' + "".join(f"\\U{ord(character):08x}" for character in STORM) + '"'
    folder.joinpath("evil.md").write_text(
        f"---\ntitle: {quoted}\ndeck: {quoted}\nkind: interview\noutlet: {quoted}\npublished: {quoted}\n"
        f"url: {quoted}\nbyline: [{quoted}]\ntags: [{quoted}]\nspeakers:\n  - name: {quoted}\n    role: guest\n"
        f"source:\n  name: {quoted}\n  format: text\n---\n\n"
        f"# {make_safe(STORM).text}\n\n**Q:** {STORM}\n\n**Ann {STORM}:** {STORM} [l](http://x\x1b[0m)\n\n"
        f"> [!caption] {STORM}\n\n"
        f"> [!boilerplate] {STORM}\n",
        encoding="utf-8",
        newline="",
    )


async def walk(person: Person) -> None:
    """Go through everything that shows an article."""
    for keys in (["2", "j"], ["1", "j"], ["3", "}", "s", "G", "enter"], ["i"], ["G", "q", "?"], ["q", "S", "o"]):
        await person.press(*keys)
        assert_safe(person)
    await person.press("escape", "3", "/", *"oops", "enter", "V", "y", "V", "c", "enter")
    assert_safe(person)


@pytest.mark.parametrize("size", [(120, 40), (40, 12)], ids=str)
async def test_nothing_of_a_hostile_source_reaches_the_terminal(
    run: Run, tmp_path: Path, size: tuple[int, int]
) -> None:
    body = "\n\n".join(f"Ann {evil}: {evil} said\n\nBo: “{evil},” [x]" for evil in EVIL if "\r" not in evil)
    source = tmp_path / "evil [bold] \x1b[31m \u202e.txt"
    source.write_text(f"{STORM}\n\nBy {STORM}\n\n{body}\n", encoding="utf-8", newline="")
    other = tmp_path / "other.txt"
    other.write_text("A TALK\n\nBo Ek: Is it?\n\nAn Lo: oops.\n")
    async with run(source, other, tmp_path / "missing [bold] \x1b[31m.txt", size=size) as person:
        assert_safe(person)
        assert any("[bold]" in notice for notice in person.notices)
        assert not any(hostile(notice.replace("\n", "")) for notice in person.notices)
        await walk(person)
        await person.press("q")
        assert person.app.return_code == 0


async def test_nothing_of_a_hostile_cleaned_file_reaches_the_terminal(run: Run, home: Path) -> None:
    as_cleaned(home / "library")
    async with run() as person:
        assert_safe(person)
        said = " ".join(person.notices)
        assert "evil" not in said, said
        await person.press("o")
        await walk(person)


async def test_one_sees_what_was_there_as_tokens_and_markup_as_it_stands(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "talk.txt"
    source.write_text(
        "A [bold]TALK[/oops]\n\nBo Ek: Is it \x1b[31mred?\n\nAn Lo: It is.\n\nBo Ek: Hm?\n\nAn Lo: Yes.\n"
    )
    async with run(source) as person:
        assert "A [bold]TALK[/oops]" in person.title_row
        assert "Is it ␛[31mred?" in person.reader


async def test_words_typed_into_a_prompt_are_text_too(run: Run) -> None:
    async with run() as person:
        await person.press("f")
        await person.type("[/oops]:x [bold]")
        assert_safe(person)
        await person.press("escape", "/")
        await person.type("[/oops]")
        assert re.search("nothing", person.screen)


@pytest.mark.parametrize("size", [(120, 40), (40, 12)], ids=str)
async def test_nothing_of_what_is_kept_beside_the_articles_reaches_the_terminal(
    run: Run, home: Path, size: tuple[int, int]
) -> None:
    gleaned.put(home, [gleaned.made(home, "evil", shelf.HARBOUR, "so is salt", "yellow", STORM, (STORM, "a"), 0)])
    Subscriptions(home / "subscriptions.json").save(
        f"https://tar.example/{STORM}", Subscription(STORM, trouble=STORM, refreshed=STORM, came=2)
    )
    home.joinpath("searches.json").write_text(json.dumps({STORM: "salt", "b": STORM, "c\nd": "salt"}))
    async with run(size=size) as person:
        for keys in (
            ["Q", "j", "enter"],
            ["Q", "t"],
            ["escape", "e"],
            ["escape", "escape"],
            ["P", "j", "x"],
            ["escape"],
        ):
            await person.press(*keys)
            assert_safe(person)
            assert keys[0] not in "QP" or "␛" in person.screen
        for keys in (["1", "j", "j", "enter"], ["escape", "3", "i"], ["escape", "h"], ["escape", ":"], ["escape", "+"]):
            await person.press(*keys)
            assert_safe(person)
        await person.press("escape", "escape", "Q", "y")
        assert_safe(person)
        assert not any(hostile(notice.replace("\n", "")) for notice in person.notices)
        assert "so is salt" in person.copied
        assert not hostile(person.copied.replace("\n", ""))
