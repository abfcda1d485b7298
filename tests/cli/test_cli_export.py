"""`rr-reader export`: what was highlighted, or quotations, to files."""

import csv
import json
import shutil

import pytest


@pytest.fixture
def marked(reader, shelved):
    """A reader with a library in which one thing is highlighted in each article."""
    shutil.copytree(shelved / "shelf", reader.home / "shelf")
    reader.variables["RR_READER_LIBRARY"] = str(reader.home / "shelf")
    for article, words, note in (
        ("salt", "The tide keeps its own accounts.", "the end"),
        ("fog", "Fog is my only", ""),
    ):
        ran = reader("highlight", article, "--text", words, "--note", note, "--tag", "sea")
        assert ran.out.startswith("ok "), ran.err
    return reader


def test_notes_are_written_and_brought_up_to_date(marked):
    first = marked("export", "--format", "obsidian", "-o", "vault")
    assert (first.code, first.err) == (0, "")
    assert first.out == "Written: vault: 2 quotations; 2 new notes, 0 brought up to date, 0 as they were\n"
    notes = sorted((marked.home / "vault").glob("*.md"))
    notes[0].write_text(notes[0].read_text() + "\nmine\n")
    salt = next(note for note in notes if "tide" in note.read_text())
    gone = marked("highlights", "tide").out.split("\t")[0]
    assert marked("highlights", "--remove", gone).code == 0
    again = marked("export", "--format", "obsidian", "-o", "vault")
    assert again.out == "Written: vault: 1 quotation; 0 new notes, 1 brought up to date, 1 as they were\n"
    assert "No longer marked" in salt.read_text()
    assert notes[0].read_text().endswith("\nmine\n")


def test_what_somebody_edited_is_named(marked):
    marked("export", "-o", "vault")
    (salt,) = (note for note in (marked.home / "vault").glob("*.md") if "tide" in note.read_text())
    salt.write_text(salt.read_text().replace("tide keeps", "*tide* keeps"))
    key = marked("highlights", "tide").out.split("\t")[0]
    told = f"Left as you edited them: 1\n  vault/{salt.name}: {key} “The tide keeps its own accounts.”\n"
    assert marked("export", "-o", "vault").out.endswith(told)


def test_a_query_narrows_and_the_ending_says_the_format(marked):
    ran = marked("export", "speaker:batista", "-o", "one.csv")
    assert (ran.code, ran.out) == (0, "Written: one.csv: 1 quotation\n")
    (row,) = csv.DictReader((marked.home / "one.csv").read_text().splitlines())
    assert (row["text"], row["speaker"], row["tags"]) == ("Fog is my only", "Runa Batista", "sea")


def test_a_slash_at_the_end_means_a_folder(marked):
    assert marked("export", "--format", "docx", "-o", "new/").out.startswith("Written: new/highlights.docx")


def test_without_a_place_it_is_printed(marked):
    records = [json.loads(line) for line in marked("export", "--format", "jsonl").out.splitlines()]
    assert [record["note"] for record in records] == ["the end", None]
    ran = marked("export", "--format", "docx")
    assert (ran.code, ran.out) == (64, "")
    assert "-o" in ran.err


def test_quotations_are_exported_too(marked):
    ran = marked("export", "--only", "quotes", "speaker:batista", "--format", "readwise")
    assert "Fog is my only employer," in ran.out
    assert len(ran.out.splitlines()) == 2


def test_a_template_of_the_user_is_a_format_too(marked):
    marked.file("config/rr-reader/config.toml", '[templates]\nmine = "{quote} / {speaker}"\n')
    ran = marked("export", "--format", "mine", "-o", "mine.txt", "speaker:batista")
    assert (ran.code, ran.err) == (0, "")
    assert "Fog is my only / Runa Batista" in (marked.home / "mine.txt").read_text()
    assert marked("export", "--format", "mine", "speaker:batista").out == "Fog is my only / Runa Batista\n"
    assert marked("export", "--format", "nobodys").code == 64


def test_a_file_that_is_there_stays(marked):
    marked.file("mine.html", "mine")
    refused = marked("export", "-o", "mine.html")
    assert (refused.code, refused.out) == (73, "")
    assert len(refused.err.splitlines()) == 1
    assert "mine.html" in refused.err
    assert (marked.home / "mine.html").read_text() == "mine"
    assert marked("export", "-o", "mine.html", "--force").code == 0
    assert "Fog is my only" in (marked.home / "mine.html").read_text()


def test_nothing_found_is_said_and_nothing_written(marked):
    ran = marked("export", "speaker:nobody", "-o", "none.csv")
    assert (ran.code, ran.out) == (0, "")
    assert "speaker:nobody" in ran.err
    assert not (marked.home / "none.csv").exists()


def test_where_nothing_can_be_written_it_is_said(marked):
    marked.file("file", "")
    ran = marked("export", "--format", "markdown", "-o", "file/notes")
    assert ran.code in (73, 74)
    assert len(ran.err.splitlines()) == 1
