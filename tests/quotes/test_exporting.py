"""What is exported comes back from those who import it; no file of somebody else is written over."""

import csv
import io
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import docx
import pytest
from msgspec.structs import replace

from articles import FEATURE, TALK, between
from rr_reader.errors import CannotCreateError, UsageError
from rr_reader.model import Meta
from rr_reader.quotes.cutting import excerpt
from rr_reader.quotes.documents import write_docx
from rr_reader.quotes.excerpt import Excerpt, Part, Remarks
from rr_reader.quotes.exporting import export_to, exports, name_of, written
from rr_reader.quotes.formats import render
from rr_reader.quotes.grouping import grouped

NASTY = '"=1+1"\t<img src=x>&amp;\n\n# no, `no`, [x](y) </style></p> \\ ,;'
NOTED = replace(
    excerpt(TALK, between(TALK, "She said", "nothing.")),
    article="weaver",
    remarks=Remarks("a1", "green", "Line one\nline two", ("on rivers", "mills"), "2031-06-01T10:11:12.5+00:00"),
)
HOSTILE = Excerpt(
    (Part(NASTY, "<Ann>"),), Meta(title="=<i>T</i>", byline=("@B",)), article="x", remarks=Remarks("#h", note=NASTY)
)
SEVERAL = replace(excerpt(TALK, between(TALK, "now?", "And I")), article="weaver", remarks=Remarks("a2"))
PROSE = replace(excerpt(FEATURE, between(FEATURE, "It sings.", "It sings.")), article="mill", remarks=Remarks("b1"))
ALL = [NOTED, HOSTILE, SEVERAL, PROSE]


def test_readwise_gets_the_columns_that_it_asks_for():
    rows = list(csv.DictReader(io.StringIO(render(ALL, "readwise"), newline="")))
    assert list(rows[0]) == ["Highlight", "Title", "Author", "URL", "Note", "Location", "Date"]
    assert rows[0]["Highlight"] == "She said nothing."
    assert rows[0]["Title"] == "The Weaver at the Mill"
    assert rows[0]["Date"] == "2031-06-01 10:11:12"
    note = rows[0]["Note"].split("\n")
    assert note[:3] == [".on_rivers .mills", "Line one", "line two"]
    assert note[3].startswith("— Mira Solberg, in “The Weaver at the Mill”")
    assert rows[1]["Highlight"] == NASTY
    assert (rows[1]["Title"], rows[1]["Author"]) == ("'=<i>T</i>", "'@B"), "no cell is run by a spreadsheet"
    assert rows[3]["Date"] == rows[3]["URL"] == ""


class Words(HTMLParser):
    """The text of a page; `tags` are all elements but those that a page of ours has."""

    OURS = frozenset(["html", "head", "meta", "title", "style", "body", "section", "h1", "p", "b", "br"])
    OURS |= {"figure", "blockquote", "figcaption"}

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.styled, self.tags, self.fetched = "", "", set(), []
        self._in_style = False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags |= {tag} - self.OURS
        self.fetched += [value for name, value in attrs if name in ("src", "href", "srcset")]
        self._in_style = tag == "style"
        self.text += "\n" if tag == "br" else ""

    def handle_endtag(self, tag):
        self._in_style = False

    def handle_data(self, data):
        if self._in_style:
            self.styled += data
        else:
            self.text += data


def test_anki_gets_one_line_a_note_with_what_it_reads_first():
    lines = render(ALL, "anki").splitlines()
    head = {line for line in lines if line.startswith("#")}
    assert {
        "#separator:tab",
        "#html:true",
        "#guid column:1",
        "#tags column:4",
        "#columns:GUID\tFront\tBack\tTags",
    } <= head
    notes = list(csv.reader(lines[len(head) :], delimiter="\t"))
    assert [len(note) for note in notes] == [4] * len(ALL)
    assert notes[0][0] == "a1"
    assert notes[0][3].split() == ["on_rivers", "mills"]
    assert Words(notes[0][2]).text.endswith("\n\nLine one\nline two")
    read = Words(notes[1][1])
    assert read.text == NASTY
    assert not read.tags


def test_a_page_stands_alone_and_holds_the_words_as_text():
    page = Words(written(ALL, "html", "article"))
    assert not page.tags
    assert not page.fetched
    assert "prefers-color-scheme: dark" in page.styled
    assert page.text.count("[untitled]") == 1, "a title made of the first words is said to be none"
    for words in ("She said nothing.", "Line one\nline two", "#mills", "</style></p>", "=<i>T</i>"):
        assert words in page.text


def test_word_gets_quotations_under_headings(tmp_path):
    export_to(tmp_path / "all.docx", ALL, "docx", "article")
    paragraphs = [(each.style.name, each.text) for each in docx.Document(str(tmp_path / "all.docx")).paragraphs]
    assert [text for style, text in paragraphs if style == "Heading 1"] == [
        "The Weaver at the Mill", "=<i>T</i>", "The mill is silent. “We never oil it …"
    ]  # fmt: skip
    quoted = [text for style, text in paragraphs if style == "Quote"]
    assert "She said nothing." in quoted
    assert NASTY.split("\n\n")[0] in quoted
    assert "attributed to Tomás Reyes (uncertain): And I" in quoted
    assert ("Normal", "Note: Line one\nline two") in paragraphs


@pytest.mark.skipif(not shutil.which("pandoc"), reason="needs pandoc")
def test_a_document_for_word_says_nothing_of_itself_that_is_not_known(tmp_path: Path) -> None:
    now = datetime(2031, 5, 9, 8, 11, 12, tzinfo=UTC)
    about = docx.Document(io.BytesIO(write_docx(grouped(ALL, "article"), now))).core_properties
    assert (about.title, about.author, about.last_modified_by, about.comments) == ("Quotations", "", "", "")
    assert (about.created, about.modified) == (now, now)
    before = datetime.now(UTC).replace(microsecond=0)
    long = replace(NOTED, meta=Meta(title="Of rivers and " * 40))
    export_to(tmp_path / "one.docx", [long], "docx", "article")
    about = docx.Document(str(tmp_path / "one.docx")).core_properties
    assert about.title.startswith("Of rivers and Of rivers")
    assert about.created is not None
    assert about.created >= before


@pytest.mark.parametrize(
    ("name", "reader"), [("docx", "docx"), ("html", "html"), ("markdown", "markdown"), ("pandoc", "markdown")]
)
def test_pandoc_reads_it(tmp_path, name, reader):
    export_to(tmp_path / "file", [NOTED, SEVERAL], name, "article")
    file = tmp_path / "file"
    source = next(file.iterdir()) if file.is_dir() else file
    asked = ["pandoc", "-f", reader, "-t", "plain", "--wrap=none", str(source)]
    read = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    assert "She said nothing." in read
    assert "Mira Solberg, in " in read
    assert "attributed to Tomás Reyes (uncertain)" in read


@pytest.mark.parametrize("name", exports())
def test_a_file_of_somebody_else_stays_unless_it_is_forced(tmp_path, name):
    there = tmp_path / f"there{exports()[name].suffix}"
    there.write_text("mine")
    with pytest.raises(CannotCreateError, match="--force"):
        export_to(there, ALL, name, "article")
    assert there.read_text() == "mine"
    assert export_to(there, ALL, name, "article", is_forced=True).changed == (there,)
    assert b"mine" not in there.read_bytes()


@pytest.mark.parametrize("name", ["markdown", "obsidian"])
def test_where_one_note_of_a_folder_is_somebody_elses_none_is_written(tmp_path, name):
    (tmp_path / "mill.md").write_text("# My mill\n")
    with pytest.raises(CannotCreateError, match=r"mill\.md"):
        export_to(tmp_path, ALL, name, "article")
    assert [file.name for file in tmp_path.iterdir()] == ["mill.md"]


@pytest.mark.parametrize("name", ["markdown", "obsidian"])
@pytest.mark.parametrize("where", ["notes", "notes.md"])
def test_notes_are_brought_up_to_date_with_what_was_written_in_them(tmp_path, name, where):
    path = tmp_path / where
    first = export_to(path, [NOTED, PROSE], name, "article")
    assert first.new
    for file in first.new:
        file.write_text(f"mine above\n{file.read_text()}mine below\n")
    again = export_to(path, [NOTED, PROSE], name, "article")
    assert (again.new, again.changed, again.same) == ((), (), first.new)
    renoted = replace(NOTED, remarks=replace(NOTED.remarks, note="Said anew"))
    assert export_to(path, [renoted, SEVERAL, PROSE], name, "article").changed
    texts = "".join(file.read_text() for file in first.new)
    assert "Said anew" in texts
    assert "Line one" not in texts
    assert texts.count("mine above\n") == texts.count("mine below\n") == len(first.new)


def test_what_was_removed_is_marked_also_where_nothing_else_is_left(tmp_path):
    export_to(tmp_path, [NOTED, PROSE], "markdown", "article")
    assert export_to(tmp_path, [PROSE], "markdown", "article").same == (tmp_path / "mill.md",)
    assert export_to(tmp_path, [PROSE], "markdown", "article", removed=["a1"]).changed == (tmp_path / "weaver.md",)
    assert "No longer marked" in (tmp_path / "weaver.md").read_text()
    assert "She said nothing." in (tmp_path / "weaver.md").read_text()


def test_a_note_that_got_another_name_and_place_is_brought_up_to_date_there(tmp_path):
    export_to(tmp_path, [NOTED, PROSE], "obsidian", "article")
    (tmp_path / "read").mkdir()
    (tmp_path / "weaver.md").rename(tmp_path / "read" / "My weaver.md")
    done = export_to(tmp_path, [NOTED, SEVERAL, PROSE], "obsidian", "article")
    assert (done.new, done.changed) == ((), (tmp_path / "read" / "My weaver.md",))


def test_a_note_without_its_front_matter_is_still_ours_and_one_of_somebody_else_is_not(tmp_path):
    export_to(tmp_path, [NOTED], "markdown", "article")
    file = tmp_path / "weaver.md"
    whole = file.read_text()
    file.write_text(whole.split("---\n", 2)[2])
    assert export_to(tmp_path, [NOTED, SEVERAL], "markdown", "article").changed == (file,)
    (tmp_path / "mira-solberg.md").write_text(whole)
    with pytest.raises(CannotCreateError, match="mira-solberg"):
        export_to(tmp_path, [NOTED], "markdown", "speaker")


def test_a_note_that_is_no_utf_8_keeps_its_bytes(tmp_path):
    file = tmp_path / "weaver.md"
    export_to(tmp_path, [NOTED], "markdown", "article")
    file.write_bytes(file.read_bytes() + b"caf\xe9\n")
    assert export_to(tmp_path, [NOTED, SEVERAL], "markdown", "article").changed == (file,)
    assert b"caf\xe9\n" in file.read_bytes()


def test_what_somebody_edited_is_told_and_left(tmp_path):
    file = tmp_path / "all.md"
    export_to(file, [NOTED, PROSE], "markdown", "article")
    file.write_text(file.read_text().replace("> She said nothing.", "> She said *nothing*."))
    done = export_to(file, [NOTED, PROSE], "markdown", "article")
    assert (done.same, done.edited) == ((file,), ((file, "a1"),))


def test_in_nobodys_group_there_is_a_note_for_each_article_in_a_folder_and_one_in_a_file(tmp_path):
    done = export_to(tmp_path, [NOTED, PROSE, SEVERAL], "markdown", "none")
    assert {file.name for file in done.new} == {"weaver.md", "mill.md"}
    assert export_to(tmp_path, [PROSE, NOTED], "markdown", "article").new == ()
    (file,) = export_to(tmp_path / "all.md", [NOTED, PROSE, SEVERAL], "markdown", "none").new
    places = [file.read_text().index(each.parts[0].text) for each in (NOTED, PROSE)]
    assert places == sorted(places)


def test_a_link_to_a_file_stays_a_link(tmp_path):
    (tmp_path / "real.md").touch()
    (tmp_path / "link.md").symlink_to(tmp_path / "real.md")
    export_to(tmp_path / "link.md", [NOTED], "markdown", "article")
    assert (tmp_path / "link.md").is_symlink()
    assert "She said nothing." in (tmp_path / "real.md").read_text()


def test_no_file_is_made_of_nothing(tmp_path):
    for name in exports():
        assert not export_to(tmp_path / f"none{exports()[name].suffix}", [], name, "article").new
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a.docx", "docx"), ("a.HTML", "html"), ("a.csv", "csv"), ("a.json", "json"), ("a.tsv", "anki"),
        ("a.md", "markdown"),
        ("folder", "markdown"), ("a.xyz", "markdown"), ("a.bib", "bibtex"), ("", "markdown"),
    ],
)  # fmt: skip
def test_the_ending_says_the_format(path, name):
    assert name_of(Path(path)) == name


def test_without_what_writes_word_files_it_is_said_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(UsageError, match=r"rr-reader\[documents\]"):
        export_to(tmp_path / "a.docx", ALL, "docx", "article")


def test_what_is_no_text_is_not_printed():
    with pytest.raises(UsageError, match="docx"):
        written(ALL, "docx", "article")
