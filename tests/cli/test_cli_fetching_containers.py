"""What is behind an address and is no page: a book, an archive, a mailbox."""

import io
import json
import zipfile

import pytest

from sources.web import a_site

TALK = "Una Brekke: Where is {0}?\n\nTor Vik: Below {0}, where it was.\n\nUna Brekke: Still?\n\nTor Vik: Always.\n"
LETTER = "From una@example.org Sat Mar  2 10:00:00 2024\nSubject: Of {0}\nContent-Type: text/plain\n\n" + TALK + "\n"


@pytest.fixture
def site(reader):
    reader.variables |= {"RR_READER_LOCAL_ADDRESSES": "1", "RR_READER_LIBRARY": str(reader.home / "shelf")}
    with a_site() as running:
        yield running


def packed(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return out.getvalue()


def book() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", '<rootfile full-path="pier.opf"/>')
        opf = '<item id="a" href="a.xhtml"/><item id="b" href="b.xhtml"/><itemref idref="a"/><itemref idref="b"/>'
        archive.writestr("pier.opf", opf)
        for name, what in (("a", "the pier"), ("b", "the quay")):
            text = "".join(f"<p>{line}</p>" for line in TALK.format(what).split("\n\n"))
            archive.writestr(f"{name}.xhtml", f"<body><h1>Of {what}</h1>{text}</body>")
    return out.getvalue()


def test_a_book_keeps_where_it_was_and_stays_as_it_is(reader, site):
    url = site.has("/pier.epub", book(), content_type="application/epub+zip")
    assert json.loads(reader("parse", url, "--json").out)["meta"]["url"] == url
    ran = reader("add", url)
    assert (ran.code, ran.err) == (0, "")
    (kept,) = (reader.home / "shelf").glob("*.md")
    assert f"url: {url}" in kept.read_text()
    assert reader("add", "--refresh", kept.stem).out == "As they were: 1\n"


@pytest.mark.parametrize(
    ("path", "raw"),
    [
        ("/talks.zip", packed(pier_txt=TALK.format("the pier"), quay_txt=TALK.format("the quay"))),
        ("/talks", (LETTER.format("the pier") + LETTER.format("the quay")).encode()),
    ],
    ids=["zip", "mbox"],
)
def test_what_holds_several_is_unfolded_as_a_file_is(reader, site, path, raw):
    url = site.has(path, raw, content_type="text/plain")
    read = json.loads(reader("parse", url, "--json").out)
    assert ["the pier" in str(article["blocks"]) for article in read] == [True, False]
    ran = reader("add", url)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count("Added: ") == 2
    assert reader("add", url).out.count("Already there: ") == 2


def test_one_that_cannot_be_read_is_told_by_its_place(reader, site):
    url = site.has("/talks.zip", packed(pier_txt=TALK.format("the pier"), lost_txt="\x7fELF\x02\x01" + "\0" * 900))
    ran = reader("parse", url)
    assert "Below the pier" in ran.out
    assert ran.err.startswith(f"rr-reader: {url}/lost.txt: ")
    assert ran.code == 65


def test_a_book_behind_an_address_can_be_added_by_its_chapters(reader, site):
    url = site.has("/pier.epub", book(), content_type="application/epub+zip")
    ran = reader("add", url, "--chapters")
    assert ran.out.count("Added: ") == 2, ran
    assert "of-the-quay" in ran.out


def test_a_book_can_be_opened_by_its_chapters(reader, site):
    url = site.has("/pier.epub", book(), content_type="application/epub+zip")
    whole, parts = reader(url).out, reader("--chapters", url).out
    assert ["━" in shown.split("Of the quay")[1][:30] for shown in (whole, parts)] == [False, True]
    ran = reader("--chapters")
    assert ran.code == 64
    assert "--chapters is for sources" in ran.err


def test_an_item_of_a_feed_may_be_an_archive(reader, site):
    talks = packed(pier_txt=TALK.format("the pier"), quay_txt=TALK.format("the quay"))
    item = f"<item><title>Talks</title><link>{site.has('/talks.zip', talks)}</link></item>"
    url = site.has("/feed", f'<rss version="2.0"><channel><title>Tar</title>{item}</channel></rss>')
    reader("subscribe", url)
    assert reader("refresh").out.count("Added: ") == 2
    assert "0 new" in reader("refresh").out


def test_a_page_by_itself_is_one_object(reader, site):
    page = "<!DOCTYPE html><p><b>Una Brekke:</b> Is it hemp?</p><p><b>Tor Vik:</b> It is.</p>"
    url = site.has("/rope", page, content_type="text/html")
    assert isinstance(json.loads(reader("parse", url, "--json").out), dict)
