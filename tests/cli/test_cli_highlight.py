"""Highlighting from the command line: what is told as kept is there, with its note, and found again."""

import contextlib
import csv
import io
import json
import os
import select
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from rr_reader.quotes.wording import in_marks

WORDS = "I threw forty pages away that night."


def highlight(library, text: str, *more: str, article: str = "salt harbour") -> str:
    """Highlight words and give the id that is told."""
    ran = library("highlight", article, "--text", text, *more)
    assert (ran.code, ran.err) == (0, "")
    ok, highlight_id = ran.out.split()
    assert ok == "ok"
    return highlight_id


def listed(library, *words: str) -> list[dict]:
    ran = library("highlights", "--jsonl", *words)
    assert ran.code == 0
    return [json.loads(line) for line in ran.out.splitlines()]


def file_of(library, title: str) -> Path:
    return Path(library.home / "shelf" / f"{library('list', f'title:{title}').out.partition(chr(9))[0]}.md")


def test_what_was_highlighted_is_listed_whole_on_a_line(library):
    said = [
        "--note",
        "Ask her\nabout \t it",
        "--colour",
        "green",
        "--tag",
        "a boat",
        "--tag",
        "draft",
        "--tag",
        "draft",
    ]
    words = "and the boat would not stay on the page.\n\nI threw"
    first = highlight(library, words, *said)
    (one,) = listed(library)
    assert (one["id"], one["text"], one["note"]) == (first, words, "Ask her\nabout \t it")
    assert (one["colour"], one["tags"], one["speakers"]) == ("green", ["a boat", "draft"], ["Mira Solberg"])
    assert one["orphan"] is False
    assert one["made"] == one["changed"] > "2020"


def test_each_call_is_a_new_highlight_in_the_order_of_their_making(library):
    made = [highlight(library, WORDS) for _ in range(3)]
    assert [each["id"] for each in listed(library)] == made
    assert len(set(made)) == 3


def test_words_are_found_whatever_white_space_is_between_them_and_where_they_stand_first(library):
    highlight(library, "  the\n\nboat   would not  ")
    highlight(library, "Salt Harbour")
    boat, first = listed(library)
    assert boat["text"] == "the boat would not"
    assert first["anchor"]["prefix"].endswith("Where did ")


@pytest.mark.parametrize("text", ["i threw forty pages", "I threw fourty pages", "", "  \n", b"forty \xff pages"])
def test_words_that_do_not_stand_there_are_bad_data_and_nothing_is_kept(library, text):
    ran = library("highlight", "salt harbour", "--text", text, "--note", "no")
    assert (ran.code, ran.out) == (65, "")
    assert "no such words" in ran.err
    assert str(file_of(library, "salt")) in ran.err
    assert listed(library) == []


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ('"the tide keeps its own accounts."', "“The tide keeps its own accounts.”"),
        ("my father's boat", "my father’s boat"),
        ("on the page -- i threw", "on the page. I threw"),
        ("I threw fourty pages", ""),
    ],
)
def test_words_in_other_marks_are_named_as_they_stand(library, text, stands):
    ran = library("highlight", "salt harbour", "--text", text)
    assert (ran.code, ran.out, listed(library)) == (65, "", [])
    assert ran.err.strip().endswith(f"”. It has: {in_marks(stands)}" if stands else f"no such words: “{text}”")
    if stands:
        highlight(library, stands)


def test_an_article_is_named_as_everywhere(library):
    path = file_of(library, "salt")
    for name in (path.stem, str(path), "solberg making"):
        highlight(library, WORDS, article=name)
    assert {each["article"] for each in listed(library)} == {path.stem}
    assert library("highlight", "no such title", "--text", "x").code == 66
    assert library("highlight", "the", "--text", WORDS).code == 66
    assert library("highlight", "salt harbour", "--text", WORDS, "--colour", "mauve").code == 64
    assert library("highlight", "salt harbour").code == 64


def test_a_note_that_no_terminal_should_see_is_kept_and_shown_as_text(library):
    highlight(library, WORDS, "--note", b"a\x1b]0;x\x07 \xff b".decode("utf-8", "surrogateescape"), "--tag", "\x1b[2J")
    for words in ([], ["--jsonl"], ["--json"], ["--format", "markdown"]):
        ran = library("highlights", *words)
        assert ran.code == 0
        assert "\x1b" not in ran.out
        assert "forty pages" in ran.out
    assert "]0;x" in listed(library)[0]["note"]


def test_in_a_pipe_a_highlight_is_a_line_with_tabs(library):
    highlight_id = highlight(library, WORDS, "--note", "a\tb\nc", "--tag", "one", "--tag", "two")
    (line,) = library("highlights").out.splitlines()
    article = file_of(library, "salt").stem
    assert line.split("\t") == [highlight_id, article, "Mira Solberg", WORDS, "yellow", "one, two", "a b c", ""]


def test_on_a_terminal_the_words_are_cited_and_the_note_stands_below(library):
    highlight(library, WORDS, "--note", "Ask for\nthe pages", "--colour", "red", "--tag", "draft")
    shown = library.on_terminal("highlights").out.replace("\r\n", "\n")
    assert f"{WORDS}\n— Mira Solberg, in " in shown
    assert "  Note: Ask for\n  the pages\n  red · #draft · " in shown


def test_formats_are_those_of_quotations(library):
    highlight(library, WORDS)
    (row,) = csv.DictReader(io.StringIO(library("highlights", "--format", "csv").out))
    assert (row["text"], row["speaker"]) == (WORDS, "Mira Solberg")
    assert json.loads(library("highlights", "--json").out)[0]["text"] == WORDS
    assert library("highlights", "--format", "csv", "--json").code == 64
    assert library("highlights", "--format", "stone").code == 64


def test_a_sentence_that_quotes_somebody_is_found_by_her_and_not_put_into_her_mouth(library):
    highlight(library, "“Fog is my only employer,” Batista says, and laughs.", article="fog hour")
    (one,) = listed(library, "speaker:batista")
    assert (one["speakers"], one["quoted"]) == ([], ["Runa Batista"])
    assert "— Runa Batista, quoted in " in one["quotation"]
    assert "Runa Batista (quoted)" in library("highlights").out.split("\t")
    assert listed(library, "speaker:solberg") == []
    assert library("export", "--group", "speaker", "--format", "markdown").out.splitlines()[1] == "# Runa Batista"


@pytest.fixture(scope="module")
def of_three(shelved: Path, reader_in, tmp_path_factory: pytest.TempPathFactory):
    """A library with three highlights, made once, and their ids by name."""
    reader = reader_in(tmp_path_factory.mktemp("marked"))
    shutil.copytree(shelved, reader.home, dirs_exist_ok=True)
    reader.variables["RR_READER_LIBRARY"] = str(reader.home / "shelf")
    kept = {
        "pages": highlight(reader, WORDS),
        "herring": highlight(reader, "to wrap a herring", "--note", "and the radiator", "--tag", "maps"),
        "fog": highlight(reader, "Fog is my only employer", article="fog hour"),
    }
    return kept, reader


@pytest.fixture
def marked(of_three, reader_in, tmp_path: Path):
    """The same, to be changed."""
    kept, reader = of_three
    shutil.copytree(reader.home, tmp_path, dirs_exist_ok=True)
    return kept, reader_in(tmp_path, {"RR_READER_LIBRARY": str(tmp_path / "shelf")})


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("forty", ["pages"]),
        ("radiator", ["herring"]),
        ("forty radiator", []),
        ("speaker:solberg", ["pages"]),
        ("speaker:ibarra", ["herring"]),
        ("speaker:batista", ["fog"]),
        ("tag:maps", ["herring"]),
        ("-tag:maps", ["pages", "fog"]),
        ("title:harbour", ["pages", "herring"]),
        ("block:answer", ["pages", "herring"]),
        ("is:unread", ["pages", "herring", "fog"]),
        ("is:starred", []),
    ],
)
def test_a_query_asks_words_notes_tags_speakers_and_the_article(of_three, query, found):
    kept, library = of_three
    assert [each["id"] for each in listed(library, query)] == [kept[name] for name in found]


def test_nothing_found_is_said_and_a_wrong_query_shown(marked):
    _, library = marked
    ran = library("highlights", "zeppelin")
    assert (ran.code, ran.out) == (0, "")
    assert "zeppelin" in ran.err
    assert library("highlights", "colour:").code == 64


def test_nothing_highlighted_says_how_to(library):
    ran = library("highlights")
    assert (ran.code, ran.out) == (0, "")
    assert "rr-reader highlight" in ran.err


def test_words_whose_article_is_gone_or_edited_stay_as_orphans(marked):
    kept, library = marked
    path = file_of(library, "salt")
    path.write_text(path.read_text("utf-8").replace("I threw forty pages away that night.", "It rained."), "utf-8")
    assert library("remove", file_of(library, "fog").stem).code == 0
    orphans = {each["id"]: each for each in listed(library) if each["orphan"]}
    assert set(orphans) == {kept["pages"], kept["fog"]}
    assert orphans[kept["pages"]]["text"] == WORDS
    assert "Runa Batista" in orphans[kept["fog"]]["quotation"]
    assert library("highlights", "--format", "text").out.count("— ") == 3
    assert library("highlights").out.count("\torphan\n") == 2


def test_words_that_were_edited_are_listed_as_they_stand_today(marked):
    kept, library = marked
    path = file_of(library, "salt")
    path.write_text(path.read_text("utf-8").replace("forty pages away", "fourteen pages away"), "utf-8")
    today = WORDS.replace("forty", "fourteen")
    (one,) = listed(library, "fourteen")
    assert (one["id"], one["text"], one["anchor"]["exact"]) == (kept["pages"], today, WORDS)
    assert [line.split("\t")[3] for line in library("highlights", "fourteen").out.splitlines()] == [today]
    library("remove", path.stem)
    (one,) = listed(library, "fourteen")
    assert (one["orphan"], one["text"]) == (True, today)


def test_a_removed_highlight_can_be_brought_back_as_it_was(marked):
    kept, library = marked
    before = listed(library)
    ran = library("highlights", "--remove", kept["herring"], "--remove", kept["fog"])
    assert (ran.code, ran.err, len(ran.out.splitlines())) == (0, "", 2)
    assert [each["id"] for each in listed(library)] == [kept["pages"]]
    assert library("highlights", "--bring-back", kept["herring"], "--bring-back", kept["fog"]).code == 0
    again = listed(library)
    assert [{**each, "changed": ""} for each in again] == [{**each, "changed": ""} for each in before]
    assert again[1]["changed"] > before[1]["changed"]


def test_nothing_is_removed_unless_all_are_there(marked):
    kept, library = marked
    assert library("highlights", "--remove", kept["fog"], "--remove", "nothing").code == 66
    assert library("highlights", "--bring-back", kept["fog"]).code == 66
    assert library("highlights", "--remove", kept["fog"], "fog").code == 64
    assert len(listed(library)) == 3


def test_with_a_sidecar_the_library_carries_its_highlights_to_another_machine(library):
    library.file("config/rr-reader/config.toml", "sidecar = true\n")
    kept = highlight(library, WORDS, "--note", "mine")
    beside = library.home / "shelf" / "highlights.jsonl"
    assert kept in beside.read_text("utf-8")
    beside.write_text(beside.read_text("utf-8").replace("mine", "theirs") + '{"id": "cut', "utf-8")
    ran = library("highlights", XDG_DATA_HOME=str(library.home / "other"))
    assert (ran.code, ran.out.count("\ttheirs\t")) == (0, 1)
    assert "cannot be read" in ran.err
    assert library("highlights").out.count("\ttheirs\t") == 1
    library.file("config/rr-reader/config.toml", "sidecar = 3\n")
    ran = library("highlights")
    assert (ran.code, len(ran.out.splitlines())) == (0, 1)
    assert "config.toml, line 1" in ran.err


def test_another_copy_is_merged_once_with_both_notes(marked):
    kept, library = marked
    library.file("config/rr-reader/config.toml", "sidecar = true\n")
    library("highlights")
    copy = (library.home / "shelf" / "highlights.jsonl").read_text("utf-8")
    theirs = copy.replace("and the radiator", "and the stove").replace(kept["fog"], "another") + "half a li"
    library.file("theirs.jsonl", theirs)
    ran = library("highlights", "--merge", "theirs.jsonl")
    assert (ran.code, ran.out) == (0, "Merged: 1 new, 1 changed, 1 as they were\n")
    assert "passed over: 1" in ran.err
    notes = {each["id"]: each["note"] for each in listed(library)}
    assert set(notes) == {*kept.values(), "another"}
    assert all(note in notes[kept["herring"]] for note in ("and the radiator", "and the stove"))
    assert library("highlights", "--merge", "theirs.jsonl").out == "Merged: 0 new, 0 changed, 3 as they were\n"


def test_what_is_no_copy_of_highlights_is_bad_data(library):
    library.file("poem.txt", "Fog\ncomes\n")
    assert library("highlights", "--merge", "poem.txt").code == 65
    assert library("highlights", "--merge", "none.txt").code == 66


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="only Linux tells what a process has open")
def test_another_window_that_is_saving_is_waited_for(library):
    highlight(library, WORDS)
    database = library.home / "data" / "rr-reader" / "reader.db"
    with contextlib.closing(sqlite3.connect(database, isolation_level=None)) as window:
        window.execute("begin exclusive")
        words = ["highlight", "salt harbour", "--text", WORDS, "--note", "at last"]
        command = [sys.executable, "-m", "rr_reader", *words]
        with subprocess.Popen(command, env=library.environ(), stdout=subprocess.PIPE, text=True) as waiting:
            while waiting.poll() is None and not has_open(waiting.pid, database):
                os.sched_yield()
            select.select([waiting.stdout], [], [], 0.5)  # nothing comes, or a refusal
            window.execute("commit")
            assert waiting.communicate(timeout=30)[0].startswith("ok ")
    assert [each["note"] for each in listed(library)] == [None, "at last"]


def has_open(pid: int, file: Path) -> bool:
    with contextlib.suppress(OSError):
        return any(link.readlink() == file for link in Path(f"/proc/{pid}/fd").iterdir())
    return False


def test_what_cannot_be_kept_is_one_line_and_no_ok(library):
    (library.home / "data" / "rr-reader").mkdir(parents=True)
    (library.home / "data" / "rr-reader" / "reader.db").write_bytes(b"no database, but somebody's " * 100)
    ran = library("highlight", "salt harbour", "--text", WORDS, "--note", "lost?")
    assert (ran.code, ran.out) == (74, "")
    assert "not saved" in ran.err
    assert len(ran.err.splitlines()) == 1
