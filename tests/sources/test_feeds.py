"""Feeds of every kind, sound and broken."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rr_reader.errors import BadSourceError, ReaderError
from rr_reader.sources.feeds import read_feed

HERE = "https://example.org/feeds/rope.xml"
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel><title>Rope &amp; Tar</title>
<item><title>Of Splices</title><link>/2</link><guid isPermaLink="false">b</guid><author>Ann Lee</author>
<pubDate>Mon, 05 Feb 2024 10:00:00 GMT</pubDate><description>She splices.</description>
<content:encoded><![CDATA[<p>She splices, and says so.</p>]]></content:encoded></item>
<item><title>Of Knots</title><link>https://example.org/1</link><description>Knots.</description>
<podcast:transcript url="one.srt" type="application/x-subrip"/><podcast:transcript url="one.vtt" type="text/VTT"/>
<podcast:person role="host">Tomas Okafor</podcast:person><podcast:person role="guest">Runa
 Batista</podcast:person></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Rope</title><entry><id>tag:x,1</id>
<title>Of Hemp</title><link href="https://example.org/hemp"/><updated>2024-02-05T10:00:00Z</updated>
<author><name>Bo Ek</name></author>
<summary>Hemp.</summary><content type="html">&lt;p&gt;Hemp, she says, is rope.&lt;/p&gt;</content></entry></feed>"""
JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Rope",
    "items": [
        {"id": 7, "url": "hemp", "title": "Hemp", "content_text": "a < b", "summary": "h",
         "authors": [{"name": "Bo Ek"}], "date_published": "2024-02-05T10:00:00Z",
         "attachments": [{"url": "h.vtt", "mime_type": "text/vtt"}]},
        {"title": "nothing to know it by"}, "odd",
    ],
}  # fmt: skip
OPML = """<opml version="2.0"><head><title>Mine</title></head><body><outline text="a"><outline xmlUrl="https://a.example/f"/>
<outline xmlUrl="https://a.example/f"/><outline xmlUrl="file:///etc/passwd"/></outline>
<outline xmlUrl="http://b.example/f"/></body></opml>"""


def test_rss_is_read_with_what_podcasts_say():
    feed = read_feed(RSS.encode(), HERE)
    splices, knots = feed.items
    assert feed.title == "Rope & Tar"
    assert (splices.id, splices.url, splices.title, splices.author) == (
        "b",
        "https://example.org/2",
        "Of Splices",
        "Ann Lee",
    )
    assert (splices.html, splices.is_whole) == ("<p>She splices, and says so.</p>", True)
    assert "2024" in splices.published
    assert not splices.transcripts
    assert (knots.id, knots.is_whole) == ("https://example.org/1", False)
    assert [(each.url, each.type) for each in knots.transcripts] == [
        ("https://example.org/feeds/one.srt", "application/x-subrip"),
        ("https://example.org/feeds/one.vtt", "text/vtt"),
    ]
    assert knots.people == ("Tomas Okafor", "Runa Batista")


def test_a_long_description_is_the_article_and_a_short_one_is_none():
    for words, is_whole in ((1000, True), (20, False)):
        text = RSS.replace("Knots.", "&lt;p&gt;" + "knot " * words)
        assert read_feed(text.encode(), HERE).items[1].is_whole is is_whole


def test_atom_is_read():
    (item,) = read_feed(ATOM.encode(), HERE).items
    assert (item.id, item.url, item.author, item.is_whole) == ("tag:x,1", "https://example.org/hemp", "Bo Ek", True)


def test_a_json_feed_is_read():
    (item,) = read_feed(json.dumps(JSON).encode(), HERE).items
    assert (item.id, item.url, item.author) == ("7", "https://example.org/feeds/hemp", "Bo Ek")
    assert item.html == "<pre>a &lt; b</pre>"
    assert [each.url for each in item.transcripts] == ["https://example.org/feeds/h.vtt"]


def test_of_opml_the_feeds_of_the_web_are_given_once():
    feed = read_feed(OPML.encode(), HERE)
    assert (feed.title, feed.feeds) == ("Mine", ("https://a.example/f", "http://b.example/f"))


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ('<link rel="alternate" type="application/RSS+xml" href="/knots.xml">', "https://example.org/knots.xml"),
        ('<link rel="stylesheet" type="text/css" href="/knots.css">', "this web page is no feed$"),
        ('<link type="application/atom+xml" href="javascript:alert(1)">', "this web page is no feed$"),
    ],
)
@pytest.mark.parametrize(
    "head", ["<!DOCTYPE html>", '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x" "y">', "<!-- -->"]
)
def test_a_web_page_is_called_one_with_the_feed_that_it_names(head, link, said):
    with pytest.raises(BadSourceError, match=said):
        read_feed(f"{head}<html><head>{link}</head><body><p>Knots.</p></body></html>".encode(), HERE)


TYPE = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("kind", [TYPE, '<!DOCTYPE rss SYSTEM "http://127.0.0.1:1/d">'], ids=["inside", "outside"])
def test_of_a_document_type_nothing_is_read(kind):
    told = RSS.replace("Of Splices", "Of &b; and &f;").replace('utf-8"?>', f'utf-8"?><!-- old -->\n{kind}')
    (title, *_) = [item.title for item in read_feed(told.encode(), HERE).items]
    assert title.startswith("Of ")
    assert not {"ha", "root"} & set(title.split())
    assert kind in told
    assert read_feed(RSS.replace('utf-8"?>', f'utf-8"?>{kind}').encode(), HERE) == read_feed(RSS.encode(), HERE)


@pytest.mark.parametrize("rest", [RSS.partition("?>")[2], "<rss><chan"], ids=["sound", "broken"])
@pytest.mark.parametrize(("encoding", "before"), [("utf-16", ""), ("utf-8", "<!DOCTYPE rss>")])
def test_a_document_type_that_hides_is_refused(encoding, before, rest):
    with pytest.raises(BadSourceError, match="document type"):
        read_feed(f'<?xml version="1.0" encoding="{encoding}"?>{before}{TYPE}{rest}'.encode(encoding), HERE)


@pytest.mark.parametrize("link", ["file:///etc/passwd", "javascript:x", "http://[::1/", "//", "https://a b/\x00"])
def test_an_address_that_is_none_of_the_web_is_none(link):
    feed = read_feed(RSS.replace("<link>/2</link>", f"<link>{link}</link>").encode(), HERE)
    assert all(item.url.startswith("https://example.org/") or not item.url for item in feed.items)


@pytest.mark.parametrize(
    "raw", [b"", b"<html><p>Rope", b"{}", b'{"version": 1}', b"[]", b"plain words", b"{" * 90_000, b"\x89PNG\r\n\x1a\n"]
)
def test_what_is_no_feed_is_refused(raw):
    with pytest.raises(BadSourceError):
        read_feed(raw, HERE)


def test_a_feed_that_breaks_off_gives_what_stood_before():
    feed = read_feed(RSS.partition("<podcast:person")[0].encode(), HERE)
    assert feed.items[0].title == "Of Splices"


@settings(deadline=None, max_examples=80)
@given(
    st.sampled_from([RSS, ATOM, json.dumps(JSON), OPML]),
    st.integers(0, 2000),
    st.integers(0, 60),
    st.binary(max_size=12),
)
def test_whatever_is_done_to_a_feed_nothing_but_our_errors_come_of_it(text, place, length, junk):
    raw = text.encode()
    try:
        feed = read_feed(raw[:place] + junk + raw[place + length :], HERE)
    except ReaderError:
        return
    assert all(item.id for item in feed.items)


def test_a_document_type_is_refused_where_the_xml_cannot_be_read_at_all():
    with pytest.raises(BadSourceError, match="document type"):
        read_feed(
            b'<?xml version="1.0" encoding="x-odd"?><!DOCTYPE rss><!DOCTYPE rss [<!ENTITY a "ha">]>'
            + RSS.encode()[38:],
            HERE,
        )


def test_an_item_names_no_more_people_than_speak():
    people = "".join(f"<podcast:person>Ann {number}</podcast:person>" for number in range(2_000))
    (item,) = read_feed(
        RSS[: RSS.index("<item>")].encode() + f"<item><link>/1</link>{people}</item></channel></rss>".encode(), HERE
    ).items
    assert "Ann 0" in item.people
    assert len(item.people) < 100
