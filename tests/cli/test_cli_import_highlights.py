"""`rr-reader import-highlights`: what was marked elsewhere, taken in."""

import json
import shutil

import pytest

TABLE = """\
Highlight,Book Title,Book Author,Note,Color,Tags,Highlighted at
"One sentence. \u201cThe tide keeps its own accounts.\u201d",Mira Solberg on the Making of SALT HARBOUR,,\
the end,blue,sea,2021-06-01 10:00:00+00:00
Words of a book that nobody has.,Another Book,A. Writer,,,,
"""


@pytest.fixture
def own(reader, shelved):
    """A reader with a library of an interview and a feature."""
    shutil.copytree(shelved / "shelf", reader.home / "shelf")
    reader.variables["RR_READER_LIBRARY"] = str(reader.home / "shelf")
    return reader


def test_what_is_found_what_not_and_what_is_known_is_told(own):
    own.file("readwise.csv", TABLE)
    would = own("import-highlights", "readwise.csv", "--dry-run")
    assert "Would import: 2 of 2" in would.out
    assert not own("highlights", "--jsonl").out
    ran = own("import-highlights", "readwise.csv")
    assert (ran.code, ran.err) == (0, "")
    assert "Not found in any article: “Words of a book that nobody has.”" in ran.out
    assert "Imported: 2 of 2: 1 found in their articles, 1 kept as orphans, 0 known already" in ran.out
    found, lost = (json.loads(line) for line in own("highlights", "--jsonl").out.splitlines())
    assert (found["speakers"], found["note"], found["colour"], found["tags"]) == (
        ["Mira Solberg"],
        "the end",
        "blue",
        ["sea"],
    )
    assert (lost["text"], lost["orphan"]) == ("Words of a book that nobody has.", True)
    again = own("import-highlights", "readwise.csv")
    assert "Imported: 0 of 2" in again.out
    assert "2 known already" in again.out


def test_what_is_not_taken_is_said_with_the_reason(own):
    title = "A Book of Which the Title Goes on and on for More Than Anybody Would Care to Read of a Single Morning"
    own.file(
        "readwise.csv",
        f"Highlight,Title,Note,Date\nWords that nobody has.,{title},,the ides of March\n,{title},All of it is good,\n",
    )
    ran = own("import-highlights", "readwise.csv")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        f"Not taken, for it marks no words: “All of it is good”, in “{title}”",
        "Date left out, for it cannot be read: “the ides of March”, of “Words that nobody has.”",
        f"Not found in any article: “Words that nobody has.”, in “{title}”",
        "Imported: 1 of 1: 0 found in their articles, 1 kept as orphans, 0 known already",
    ]


def test_what_one_library_lists_another_takes_in(own, reader_in, tmp_path_factory):
    own.file("readwise.csv", TABLE)
    own("import-highlights", "readwise.csv")
    listed = own("highlights", "--jsonl").out
    other = reader_in(tmp_path_factory.mktemp("other"))
    shutil.copytree(own.home / "shelf", other.home / "shelf")
    ran = other("import-highlights", "-", "--library", "shelf", stdin=listed.encode())
    assert "1 found in their articles, 1 kept as orphans" in ran.out

    def known(reader):
        lines = map(json.loads, reader("highlights", "--jsonl", "--library", "shelf").out.splitlines())
        return [
            {key: each[key] for key in ("id", "article", "text", "note", "tags", "colour", "made")} for each in lines
        ]

    assert known(other) == known(own)


def test_what_is_no_such_file_is_said(own):
    assert own("import-highlights", "none.csv").code == 66
    own.file("other.csv", "a,b\n1,2\n")
    ran = own("import-highlights", "other.csv")
    assert (ran.code, ran.out) == (65, "")
    assert "other.csv" in ran.err
