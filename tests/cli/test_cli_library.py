"""add, list, search, quotes and doctor, over one small library."""

import csv
import io
import json
import re

import pytest

from rr_reader.cli.search import hits_in
from rr_reader.library.filtering import Selection
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.index.index import open_library
from rr_reader.library.query import parse_query

BROKEN = "Zo\u00eb".encode().decode("cp1252") + " Ibarra cut the film in a kitchen, and the kitchen is in it.\n"


def ids(ran) -> set[str]:
    return {line.split("\t")[0] for line in ran.out.splitlines()}


def test_adding_gives_an_account_of_each_source(library):
    library.file("kitchen.txt", BROKEN)
    ran = library("add", "kitchen.txt", "harbour.txt")
    assert (ran.code, ran.err) == (0, "")
    assert "Added: kitchen.txt" in ran.out
    assert "repaired: 1" in ran.out
    assert "Already there: harbour.txt" in ran.out
    assert "speakers: " in ran.out
    assert "Mira Solberg" in ran.out
    assert "kitchen" in library("list", "kitchen").out


def test_a_dry_run_adds_nothing(reader, interview):
    reader.file("talk.txt", interview)
    ran = reader("add", "talk.txt", "--dry-run", "--library", "shelf")
    assert ran.code == 0
    assert "Would add: talk.txt" in ran.out
    assert not (reader.home / "shelf").exists()


def test_a_diff_shows_what_was_repaired_before_and_after(reader):
    reader.file("kitchen.txt", BROKEN)
    lines = reader("add", "--dry-run", "--diff", "kitchen.txt").out.splitlines()
    (before,) = (line for line in lines if " - " in line)
    (after,) = (line for line in lines if " + " in line)
    assert before.split()[0] == "1:3"
    assert "Zo\u00c3\u00ab Ibarra" in before
    assert "Zo\u00eb Ibarra" in after
    assert any(line.split()[:4] == ["\u00c3\u00ab", "\u2192", "\u00eb", "1:3"] for line in lines)
    assert max(map(len, lines)) <= 80


def test_a_diff_is_coloured_on_a_terminal_and_says_the_same_without(reader):
    reader.file("kitchen.txt", BROKEN)
    words = ("add", "--dry-run", "--diff", "kitchen.txt")
    coloured, plain = reader.on_terminal(*words).out, reader.on_terminal(*words, NO_COLOR="1").out
    assert "\x1b[" in coloured
    assert not re.search("\x1b\\[[0-9;]*m", plain)
    for drawn in (re.sub("\x1b\\[[0-9;]*m", "", coloured), plain):
        told = [line.rstrip() for line in drawn.partition("\x1b[KWould")[2].splitlines()]
        assert told == [line.rstrip() for line in reader(*words).out.removeprefix("Would").splitlines()]


def test_a_bad_source_does_not_keep_the_others_out(library):
    library.file("kitchen.txt", "Nobody was in the kitchen.\n")
    ran = library("add", "missing.txt", "kitchen.txt")
    assert ran.code == 66
    assert "missing.txt" in ran.err
    assert library("list", "kitchen").out


def test_progress_is_shown_on_a_terminal_only(library):
    assert not library("add", "harbour.txt", "--dry-run").err
    assert "1: harbour.txt" in library.on_terminal("add", "harbour.txt", "--dry-run").out


def test_the_source_is_kept_as_it_was(library):
    kept = library.home / "shelf" / "sources" / "harbour.txt"
    assert kept.read_bytes() == (library.home / "harbour.txt").read_bytes()


def test_listing_narrows_by_the_query(library):
    everything = ids(library("list"))
    harbour, fog = ids(library("list", "speaker:solberg")), ids(library("list", "title:fog"))
    assert len(harbour) == len(fog) == 1
    assert harbour | fog <= everything
    assert ids(library("list", "-fog")) == everything - fog
    assert ids(library("list", "is:unread")) == everything


def test_listing_as_json(library):
    (entry,) = json.loads(library("list", "speaker:solberg", "--json").out)
    assert {entry["id"]} == ids(library("list", "speaker:solberg"))
    assert entry["questions"] == 3
    assert "Mira Solberg" in entry["speakers"]
    assert entry["outlet"] is None


def test_a_library_of_ones_own_choice(library):
    ran = library("list", "--library", "elsewhere")
    assert ran.code == 0
    assert not ids(ran) & ids(library("list", "speaker:solberg"))


def test_searching_names_who_says_it(library):
    (line,) = library("search", "speaker:zoe", "chart").out.splitlines()
    assert line.split("\t")[2] == "Zoë Ibarra"
    assert "chart from 1911" in line
    (hit,) = json.loads(library("search", '"tide keeps"', "--json").out)
    start, end = hit["spans"][0]
    assert hit["text"][start:end] == "tide keeps"
    assert hit["speaker"] == "Mira Solberg"


def test_searching_gives_the_paragraph_that_a_citation_gives(library):
    library.file("fog2.txt", (library.home / "fog.txt").read_text("utf-8").replace("Vestre", "Austre"))
    library.file("caption.txt", "Photo: The herring boat at Austre Holm\n\nThe herring had gone from Austre Holm.\n")
    assert library("add", "fog2.txt", "caption.txt").code == 0
    (quote,) = json.loads(library("quotes", "title:fog", "employer", "--format", "json").out)[:1]
    (hit, *_) = json.loads(library("search", "title:fog", "employer", "--json").out)
    (line, *_) = library("search", "title:fog", "employer").out.splitlines()
    assert hit["paragraph"] == quote["paragraph"] == int(line.split("\t")[1])
    assert hit["block"] != hit["paragraph"] - 1 or hit["kind"] == "paragraph"
    beside = json.loads(library("search", "herring", "austre", "--json").out)
    assert [(found["kind"], found["paragraph"]) for found in beside] == [("caption", None), ("paragraph", 1)]
    assert [line.split("\t")[1] for line in library("search", "herring", "austre").out.splitlines()] == ["", "1"]


NOTED = """\
Mira Solberg on Salt

Tomas Okafor: Is it true?

Mira Solberg: We salted the film [laughs]. [Writer's note: the print was destroyed in a flood.] It kept.

Tomas Okafor: And then?

Mira Solberg: It kept. [Editor's note: she was asked twice.]
"""


def test_an_editors_note_is_not_quoted_as_the_speakers_nor_found_as_theirs(reader):
    reader.file("salt.txt", NOTED)
    shelf = ("--library", "shelf")
    assert reader("add", "salt.txt", *shelf).code == 0
    salted, kept = json.loads(reader("quotes", "title:salt", "--format", "json", *shelf).out)
    assert salted["text"] == "We salted the film [laughs]. […] It kept."
    assert kept["text"] == "It kept."
    for words in ("flood", "asked twice", "film kept flood"):
        assert reader("quotes", *words.split(), "title:salt", *shelf).out == ""
        assert reader("search", "speaker:solberg", *words.split(), *shelf).out == ""
    (line,) = reader("search", "flood", *shelf).out.splitlines()
    assert line.split("\t")[2] == ""
    assert "laughs" in reader("search", "speaker:solberg", "laughs", *shelf).out
    assert "Writer's note" in reader("show", "salt", *shelf).out  # nothing is lost


def test_on_a_terminal_hits_stand_under_their_article(library):
    shown = library.on_terminal("search", "fog", "employer").out
    assert shown.index("Where the Fog Is Paid") < shown.index("only employer")


def test_quotations_are_word_for_word_and_cited(library):
    ran = library("quotes", "speaker:batista")
    assert ran.code == 0
    assert "Fog is my only employer" in ran.out
    assert "Runa Batista" in ran.out
    assert "fog tax" not in ran.out
    assert "Did you keep" not in library("quotes", "speaker:solberg").out


def test_what_is_excluded_from_quotations_is_so_quotation_by_quotation(library):
    assert "tide" in library("quotes", "tide", "-herring").out
    assert library("quotes", "tide", "-sentence").out == ""
    assert library("list", "tide", "-herring").out == ""


def test_a_word_must_stand_in_the_quotation_itself(library):
    assert "employer" in library("quotes", "employer").out
    ran = library("quotes", "abolished", "title:fog")
    assert (ran.code, ran.out) == (0, "")
    assert "abolished" in ran.err


def test_a_turn_is_quoted_whole(library):
    (quote,) = json.loads(library("quotes", "forty pages", "--format", "json").out)
    assert quote["text"].startswith("On a ferry")
    assert quote["text"].endswith("I threw forty pages away that night.")
    assert quote["speaker"] == "Mira Solberg"


@pytest.mark.parametrize("form", ["csv", "jsonl", "json"])
def test_every_form_holds_the_same_quotations(library, form):
    out = library("quotes", "speaker:solberg", "--format", form).out
    if form == "csv":
        found = list(csv.DictReader(io.StringIO(out)))
    else:
        found = json.loads(out) if form == "json" else [json.loads(line) for line in out.splitlines()]
    assert [quote["text"].split()[0] for quote in found] == ["On", "One", "She"]
    assert {quote["speaker"] for quote in found} == {"Mira Solberg"}


@pytest.mark.parametrize("command", ["list", "search", "quotes"])
def test_an_unknown_field_is_told_with_those_there_are(library, command):
    ran = library(command, "spekr:solberg")
    assert (ran.code, ran.out) == (64, "")
    assert "speaker" in ran.err
    assert "outlet" in ran.err


@pytest.mark.parametrize("command", ["list", "search", "quotes"])
def test_nothing_found_is_said_and_is_no_failure(library, command):
    ran = library(command, "xylophone")
    assert (ran.code, ran.out) == (0, "")
    assert "xylophone" in ran.err
    assert library(command, "xylophone", *(["--format", "json"] if command == "quotes" else ["--json"])).out == "[]\n"


def test_an_article_that_is_broken_is_told_and_the_others_are_there(library):
    before = ids(library("list"))
    library.file("shelf/zz-broken.md", "---\ntitle: [\n---\n")
    ran = library("list")
    assert ran.code == 0
    assert ids(ran) == before
    assert "zz-broken.md" in ran.err
    assert "zz-broken.md" in library("doctor").out


def test_a_damaged_database_keeps_nothing_from_being_read(library):
    library.file("data/rr-reader/reader.db", "this is no database" * 100)
    ran = library("list", "is:unread")
    assert ran.code == 0
    assert ran.out


def test_a_library_that_cannot_be_made_is_told(reader):
    reader.file("occupied", "a file, no folder")
    ran = reader("list", "--library", "occupied")
    assert ran.code in (73, 74)
    assert "occupied" in ran.err
    assert len(ran.err.splitlines()) <= 3


def test_the_doctor_says_where_everything_is(library):
    ran = library("doctor")
    assert (ran.code, ran.err) == (0, "")
    for part in ("Terminal", "Clipboard", "Library", str(library.home / "shelf"), str(library.home / "config")):
        assert part in ran.out
    assert "\x1b" not in ran.out


def test_the_doctor_is_there_for_the_sick(reader):
    reader.file("occupied", "a file, no folder")
    ran = reader("doctor", RR_READER_LIBRARY="occupied", TERM="dumb")
    assert ran.code == 0
    assert "occupied" in ran.out


@pytest.mark.parametrize(
    ("command", "words", "marked"),
    [
        ("list", ["fog", "yaer:2020"], "yaer:2020"),
        ("search", ["fog (rope OR tar)"], "(rope OR tar)"),
        ("quotes", ["fog", "year:soon"], "soon"),
        ("people", ["\u6d77\u6d77 OR"], "OR"),
        ("list", ["@low"], "@low"),
    ],
)
def test_a_mistake_in_a_query_is_shown_in_its_place(library, command, words, marked):
    ran = library(command, *words)
    assert ran.code == 64
    told, query, caret = ran.err.splitlines()
    assert told.startswith("rr-reader: ")
    before = query[: query.index(marked)]
    assert caret == " " * (len(before) + sum(letter > "\u3000" for letter in before)) + "^"


def test_a_saved_search_can_be_asked_for(library):
    (library.home / "data" / "rr-reader").mkdir(parents=True, exist_ok=True)
    library.file("data/rr-reader/searches.json", '{"low-fog": "fog OR mist -rotten", "odd": "voice:x"}')
    assert ids(library("list", "@low-fog")) == ids(library("list", "fog OR mist -rotten")) != set()
    assert "\u201codd\u201d" in library("list", "@low-fog").err


def test_years_and_alternatives_narrow_quotations_too(library):
    everything = library("quotes", "speaker:solberg").out
    assert library("quotes", "speaker:solberg year:..1990 OR speaker:solberg").out == everything
    assert not library("quotes", "speaker:solberg", "year:..1990").out
    assert library("quotes", "herring OR employer").out.count("employer") == 1


def test_a_search_goes_on_where_an_article_is_gone_since_the_library_was_opened(library):
    folder = LibraryFolder(library.home / "shelf")
    opened, _ = open_library(folder, library.home / "index.db")
    selection = Selection(opened, parse_query("the"))
    gone, *left = [entry.id for entry in selection.candidates]
    folder.remove(gone)
    told = []
    assert left
    assert {hit.entry.id for hit in hits_in(selection, told.append)} == set(left)
    assert [gone in line for line in told] == [True]
