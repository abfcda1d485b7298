"""A feed on the disk is a folder of what its items say."""

import json
from html import escape

import pytest

from rr_reader import parse
from rr_reader.errors import BadSourceError
from rr_reader.sources.bundles import is_bundle, members

TALK = escape("<p><b>Una Brekke:</b> Where is rope {0}?</p><p><b>Tor Vik:</b> Below.</p>")


def rss(*items: str) -> bytes:
    return f"""<?xml version="1.0"?><?xml-stylesheet href="a.xsl"?>
        <!-- made --><rss version="2.0"><channel><title>Rope</title>{"".join(items)}</channel></rss>""".encode()


def entry(title: str, description: str, rest: str = "") -> str:
    return f"<item><title>{title}</title><description>{description}</description>{rest}</item>"


FIRST = entry(
    "Knots", TALK.format(1), "<link>https://example.org/1</link><pubDate>Tue, 05 Mar 2024 10:00:00 GMT</pubDate>"
)


def test_each_item_is_a_member_with_what_the_feed_says_of_it() -> None:
    raw = rss(FIRST, entry("Ends", TALK.format(2)))
    assert is_bundle(raw[:4096])
    held = members(raw, "rope.rss")
    assert [member.name for member in held] == ["rope.rss/001 Knots.mhtml", "rope.rss/002 Ends.mhtml"]
    article = parse(held[0].read(), name=held[0].name)
    assert (article.meta.title, article.meta.published, article.meta.url) == (
        "Knots",
        "2024-03-05",
        "https://example.org/1",
    )
    assert [block.text for block in article.blocks if block.speaker == "Tor Vik"] == ["Below."]


def test_an_item_is_of_the_feed_or_of_whom_that_has_it_from() -> None:
    taken = entry("Ends", TALK.format(2), '<source url="https://example.org/hemp.rss">Hemp &amp; Tar</source>')
    held = members(rss(FIRST, taken), "rope.rss")
    assert [parse(each.read(), name=each.name).meta.outlet for each in held] == ["Rope", "Hemp & Tar"]


def test_an_item_of_json_is_of_the_feed() -> None:
    item = {"id": "1", "title": "Knots", "content_html": "<p>Below, always.</p>"}
    raw = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Rope", "items": [item]}).encode()
    assert [parse(each.read()).meta.outlet for each in members(raw, "rope.json")] == ["Rope"]


def test_items_that_nothing_tells_apart_are_kept_each() -> None:
    held = members(rss(entry("", TALK.format(1)), entry("", TALK.format(2)), FIRST, FIRST), "rope.rss")
    assert [b"rope 1" in each.read() for each in held] == [True, False, True, True]


def test_an_item_without_a_text_says_where_it_is_and_one_of_nothing_is_none() -> None:
    held = members(
        rss("<item><title>B &amp; A</title><link>https://example.org/b</link></item>", "<item/>"), "rope.rss"
    )
    (bare,) = (parse(each.read()) for each in held)
    assert [block.text for block in bare.blocks] == ["B & A", "https://example.org/b"]


@pytest.mark.parametrize(
    "feed",
    [
        b"""\xef\xbb\xbf<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>x</id><title>Knots</title>
            <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Below, always.</p></div></content>
            </entry></feed>""",
        json.dumps(
            {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": 1, "content_text": "Below, always."}]}
        ).encode(),
    ],
    ids=["atom", "json"],
)
def test_atom_and_json_are_such_feeds_too(feed: bytes) -> None:
    (only,) = members(feed, "rope")
    assert [block.text for block in parse(only.read()).blocks][-1] == "Below, always."


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (rss(), "offers nothing"),
        (b'<!DOCTYPE rss><!DOCTYPE rss [<!ENTITY a "ha">]>' + rss(FIRST).partition(b"?>")[2], "document type"),
    ],
    ids=["empty", "document type"],
)
def test_what_holds_no_items_is_refused_by_name(raw: bytes, said: str) -> None:
    assert is_bundle(raw[:4096])
    with pytest.raises(BadSourceError, match=said):
        members(raw, "rope.xml")


@pytest.mark.parametrize(
    "raw", [b"<html><body><rss></body></html>", b'{"segments": []}', b"<rssfeed/>", b"RSS: it began.", b"<tt></tt>"]
)
def test_what_only_speaks_of_feeds_is_none(raw: bytes) -> None:
    assert not is_bundle(raw)
