"""What an archive or a book holds, added and printed as the files of a folder are."""

import io
import zipfile

import pytest

from rr_reader.cli.inputs import Named, named, read
from rr_reader.cli.making import Saved
from rr_reader.library.folder import LibraryFolder

ESSAY = "Where the Rain Is Weighed\n\nNobody comes to Søre Holm for the weather, and they get it all the same.\n"


def zipped(files: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.fixture
def archive(reader, interview):
    return reader.file("saved/talks.zip", zipped({"a/harbour.txt": interview, "../../fog.txt": ESSAY, "x.png": b""}))


def kept(reader) -> set[str]:
    return {path.name for path in (reader.home / "shelf" / "sources").iterdir() if not path.name.endswith(".json")}


@pytest.mark.parametrize("word", ["saved/talks.zip", "saved"])
def test_each_file_in_it_is_an_article_with_its_own_source(reader, archive, interview, word):
    ran = reader("add", word, "--library", "shelf")
    assert (ran.code, ran.err) == (0, "")
    assert "Added: saved/talks.zip/a/harbour.txt as " in ran.out
    assert "Added: saved/talks.zip/fog.txt as " in ran.out
    assert kept(reader) == {"harbour.txt", "fog.txt"}
    assert (reader.home / "shelf/sources/harbour.txt").read_bytes() == interview.encode()
    assert reader("add", word, "--library", "shelf").out.count("Already there") == 2


def test_many_are_added_by_several_processes(reader, interview):
    count = 30
    files = {f"{number:02}.txt": interview.replace("SALT", f"SALT {number}") for number in range(count)}
    reader.file("talks.zip", zipped(files | {"17.txt": b"\x89PNG\r\n\x1a\n" + bytes(99)}))
    ran = reader("add", "talks.zip", "--library", "shelf")
    assert ran.code == 65
    assert "talks.zip/17.txt" in ran.err
    assert len(LibraryFolder(reader.home / "shelf").ids()) == count - 1


def test_parse_prints_each(reader, archive):
    out = reader("parse", "saved/talks.zip").out
    assert "==> saved/talks.zip/a/harbour.txt <==" in out
    assert "==> saved/talks.zip/fog.txt <==" in out


def test_an_archive_is_opened_as_a_folder_is(reader, archive):
    out = reader("saved/talks.zip").out
    assert "forty pages" in out
    assert "Søre Holm" in out


def test_one_that_is_broken_is_named_and_the_others_are_read(reader, archive):
    reader.file("saved/lost.zip", b"PK\x03\x04 and no more")
    ran = reader("add", "saved", "--library", "shelf")
    assert ran.code == 65
    assert "saved/lost.zip" in ran.err
    assert len(ran.err.splitlines()) == 1
    assert ran.out.count("Added") == 2


def test_one_that_holds_no_source_is_passed_over_in_a_folder_and_told_where_it_is_named(reader, archive):
    reader.file("saved/views.zip", zipped({"view.png": b"\x89PNG"}))
    assert reader("parse", "saved").code == 0
    ran = reader("parse", "saved/views.zip")
    assert ran.code == 66
    assert "saved/views.zip" in ran.err


def test_chapters_are_articles_by_choice(reader):
    page = "<html><body><h1>{0}</h1>" + "<p><b>Una Brekke:</b> Why?</p><p><b>Tor Vik:</b> {0}, no.</p>" * 2
    package = '<metadata><dc:title>Pier Talks</dc:title></metadata><item id="a" href="a.xhtml"/>'
    package += '<item id="b" href="b.xhtml"/><itemref idref="a"/><itemref idref="b"/>'
    book = {"mimetype": "application/epub+zip", "META-INF/container.xml": '<rootfile full-path="p.opf"/>'}
    book |= {"p.opf": package, "a.xhtml": page.format("Rain"), "b.xhtml": page.format("Wind")}
    reader.file("pier.epub", zipped(book))
    assert reader("add", "pier.epub", "--library", "shelf").out.count("Added") == 1
    ran = reader("add", "pier.epub", "--chapters", "--library", "shelf")
    assert ran.out.count("Added") == 2
    assert [line.split("\t")[0] for line in reader("list", "--library", "shelf", "outlet:pier").out.splitlines()]
    assert "==>" not in reader("parse", "pier.epub").out
    assert reader("parse", "--chapters", "pier.epub").out.count("==>") == 2


def test_an_archive_that_is_changed_while_it_is_added_gives_no_file_for_another(tmp_path, interview):
    """Its names are told first, and its files asked for by their places."""
    path = tmp_path / "talks.zip"
    path.write_bytes(zipped({"harbour.txt": interview, "fog.txt": ESSAY}))
    before = list(named([str(path)], {}))
    path.write_bytes(zipped({"fog.txt": ESSAY, "harbour.txt": interview, "rain.txt": ESSAY}))
    found = [read(Named(*Saved(*name[:-1])), None) for name in before]  # as another process reads it
    assert [each.raw for each in found] == [b"", b""]
    assert all("was changed after it was looked into" in str(each.problem) for each in found)
