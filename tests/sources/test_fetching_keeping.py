"""A fetched page as a file: it says itself where it was, and its bytes are those that came."""

import io
import json
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rr_reader
from rr_reader.errors import BadSourceError
from rr_reader.sources.feeds import read_feed
from rr_reader.sources.fetching.fetcher import Fetched
from rr_reader.sources.fetching.keeping import as_message, body_of, kept
from rr_reader.sources.fetching.offered import text_of
from rr_reader.sources.renditions import rendition_of

URL = "https://www.example.org/2024/of-rope.html"


@settings(deadline=None, max_examples=100)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1).map(lambda text: f"<p>{text}</p>"))
def test_the_bytes_are_kept_whatever_they_are(text):
    page = kept(Fetched(URL, text.encode(), "text/html", "utf-8"))
    assert page.raw.endswith(text.encode())
    rendition = rendition_of(page.raw)
    assert rendition is not None
    assert (rendition.text, rendition.front["url"]) == (text.removeprefix("\ufeff"), URL)


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "utf-16", "shift_jis", "iso-8859-2"])
def test_what_the_server_says_of_the_encoding_counts(charset):
    text = {"shift_jis": "<p>ロープの話。</p>", "iso-8859-2": "<p>Lina i żagiel, łódź i węzeł.</p>"}.get(
        charset, "<p>Café – “é”.</p>"
    )
    article = rr_reader.parse(kept(Fetched(URL, text.encode(charset), "text/html", charset)).raw)
    assert article.blocks[0].text == text[3:-4]
    assert article.meta.url == URL


def test_a_byte_order_mark_counts_more_than_the_server_and_the_server_more_than_the_page():
    marked = kept(Fetched(URL, "\ufeff<p>Café</p>".encode(), "text/html", "windows-1252"))
    assert rr_reader.parse(marked.raw).blocks[0].text == "Café"
    page = '<html><meta charset="koi8-r"><p>Café</p>'.encode("cp1252")
    assert rr_reader.parse(kept(Fetched(URL, page, "text/html", "windows-1252")).raw).blocks[0].text == "Café"


@pytest.mark.parametrize(
    ("media_type", "url", "body", "kind"),
    [
        ("text/html", URL, "WEBVTT\n\n00:00.000 --> 00:02.000\n<v Ann Lee>Why rope?\n", "captions"),
        ("application/octet-stream", URL, "<!DOCTYPE html><title>Rope</title><p>Rope.", "html"),
        ("text/plain", "https://example.org/rope.md", "# Rope\n\nOf *rope*.", "markdown"),
        ("text/plain", "https://example.org/rope.txt", "# Rope\n\n# Of\n\n# Hemp", "text"),
        ("text/html", URL, "Plain words, and no tag.", "text"),
        ("", URL, "Plain words.", "text"),
    ],
)
def test_what_it_is_is_told_by_what_it_holds(media_type, url, body, kind):
    rendition = rendition_of(kept(Fetched(url, body.encode(), media_type)).raw)
    assert rendition is not None
    assert rendition.format == kind


@pytest.mark.parametrize(
    "body", [b"\x89PNG\r\n\x1a\n" + bytes(40), b"\x7fELF" + bytes(90), b"\xff\xd8\xff\xe0" + bytes(50)]
)
def test_what_is_no_text_is_refused_whatever_the_server_calls_it(body):
    with pytest.raises(BadSourceError):
        kept(Fetched(URL, body, "text/html", "utf-8"))


def test_a_container_is_kept_as_it_came():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
    page = kept(Fetched("https://example.org/books/of%20rope.epub?dl=1", file.getvalue(), "application/epub+zip"))
    assert page.raw == file.getvalue()
    assert page.name.endswith(".epub")


@pytest.mark.parametrize("hostile", ["a\r\nX-Evil: 1", "x\ny", "\u2028z", "\x1b[2J", "é" * 3000, "\udc80"])
def test_no_header_is_forged(hostile):
    raw = as_message(
        b"<p>Rope", URL, media_type="text/html", charset=hostile, title=hostile, author=hostile, date=hostile
    )
    rendition = rendition_of(raw)
    assert rendition is not None
    assert rendition.text == "<p>Rope"
    assert not raw.lower().partition(b"\n\n")[0].count(b"\nx-evil")


HOSTILE = st.text(st.characters(exclude_characters="\x00")) | st.sampled_from(
    ["text/" + "(" * 2_000, "text/vtt\nX", 'text/charset*==name0*\\;name*', "text/é", "=?utf-8?q?x?=", "\ud800",
     "a\x85b", "=?x?b?" * 900, "text/html; charset=" + '"\\' * 900, "é" * 9_000, "\U0001f9f6 " * 9_000]
)  # fmt: skip


@settings(deadline=None, max_examples=120)
@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, st.lists(HOSTILE, max_size=4))
def test_whatever_is_said_of_a_page_its_bytes_are_kept_and_headers_are_read_as_they_were_meant(
    url, media_type, charset, title, date, people
):
    raw = as_message(
        b"<p>Rope", url, media_type=media_type, charset=charset, title=title, author=title, date=date, people=people
    )
    assert body_of(raw) == b"<p>Rope"
    rendition = rendition_of(raw)
    assert rendition is not None
    assert rendition.text == "<p>Rope"
    for said, meant in ((rendition.front.get("title", ""), title), (rendition.front.get("published", ""), date)):
        whole = " ".join(meant.encode("utf-8", "replace").decode().split())
        assert said == whole or (len(meant) > 1_000 and len(said) > 1_000 and whole.startswith(said))


FIELDS = st.sampled_from(["id", "url", "title", "content_html", "content_text", "date_published", "mime_type"])


@settings(deadline=None, max_examples=120)
@given(st.dictionaries(FIELDS, HOSTILE), HOSTILE)
def test_whatever_a_feed_says_of_an_item_it_is_kept_or_refused(item, author):
    said = item | {"authors": [{"name": author}], "attachments": [{"url": "/t", "mime_type": "text/vtt\n" + author}]}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": author, "items": [said]}
    with suppress(BadSourceError):
        for each in read_feed(json.dumps(feed).encode(), "https://example.org/feed").items:
            page = text_of(each, "https://example.org/feed")
            assert rendition_of(page.raw) is not None
            assert "/" not in page.name


def test_names_are_kept_whole_and_no_more_than_a_header_takes():
    few = ["Ann Lee", "Бо Эк", "李 安"]
    assert _speakers(few) == few
    many = [f"Бо Эк из Порта {number}" for number in range(100_000)]
    kept_ones = _speakers(many)
    assert 20 < len(kept_ones) < 100
    assert kept_ones == many[: len(kept_ones)]


def _speakers(people):
    rendition = rendition_of(as_message(b"<p>Rope", URL, media_type="text/html", people=people))
    assert rendition is not None
    return rendition.front["speakers"]


@pytest.mark.parametrize("media_type", ["text/" + "(" * 2_000, "text/html\n; charset", "text", "TEXT/html;charset=é"])
def test_a_page_whose_server_says_nonsense_of_what_it_is_is_a_page_still(media_type):
    assert rr_reader.parse(kept(Fetched(URL, b"<p>Of rope.", media_type)).raw).blocks[0].text == "Of rope."


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/../../etc/passwd",
        "https://example.org/%2e%2e/%2Fa%00b",
        "https://[2606::1]:8/" + "x/" * 900,
    ],
)
def test_the_name_is_a_files_name_and_no_path(url):
    name = kept(Fetched(url, b"<p>Rope", "text/html")).name
    assert "/" not in name
    assert "\0" not in name
    assert not name.startswith(".")
    assert len(name) < 100
