"""Feeds on the command line: followed, refreshed, and let go."""

import io
import json
import signal
import subprocess
import sys
import threading
import zipfile

import pytest

from sources.web import Handler, a_site

DATE = "<pubDate>Mon, 05 Feb 2024 10:00:00 GMT</pubDate>"
ITEM = "<item><title>{title}</title><link>{url}</link><guid>{url}</guid>" + DATE + "{more}</item>"
TALK = "<p><b>Tomas Okafor:</b> Where did {title} begin?</p><p><b>Runa Batista:</b> On the roof of {title}.</p>"
PAGE = (
    "<!DOCTYPE html><html><head><title>{title}</title></head><body><article><h1>{title}</h1>"
    + TALK
    + "</article></body>"
)
VTT = "WEBVTT\n\n00:00.000 --> 00:02.000\n<v Ann Lee>Why rope?\n\n00:02.000 --> 00:04.000\n<v Bo Ek>Why not.\n"


def feed_of(*items: str) -> str:
    spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:podcast="https://podcastindex.org/namespace/1.0"'
    return f'<rss version="2.0" {spaces}><channel><title>Rope &amp; Tar</title>{"".join(items)}</channel></rss>'


def whole(title: str, url: str) -> str:
    text = TALK.format(title=title)
    return ITEM.format(
        title=title, url=url, more=f"<description>s</description><content:encoded><![CDATA[{text}]]></content:encoded>"
    )


@pytest.fixture
def site(reader):
    reader.variables |= {"RR_READER_LOCAL_ADDRESSES": "1", "RR_READER_LIBRARY": str(reader.home / "shelf")}
    with a_site() as running:
        yield running


def test_what_is_new_is_added_and_nothing_twice(reader, site):
    first = whole("Splices", site.url + "/1")
    url = site.has("/feed", feed_of(first))
    assert "1 item" in reader("subscribe", url).out
    assert "Followed already" in reader("subscribe", url).out
    assert reader("subscribe").out == f"{url}\tRope & Tar\n"
    ran = reader("refresh")
    assert (ran.code, ran.err) == (0, "")
    assert f"Added: {site.url}/1 as splices" in ran.out
    cleaned = (reader.home / "shelf" / "splices.md").read_text()
    assert f"url: {site.url}/1" in cleaned
    assert "published: 2024-02-05" in cleaned.replace('"', "")
    assert "**Runa Batista:** On the roof of Splices." in cleaned
    site.has("/feed", feed_of(whole("Knots", site.url + "/2"), first))
    ran = reader("refresh")
    assert "1 new" in ran.out
    assert "splices" not in ran.out
    assert "as knots" in ran.out
    assert "0 new" in reader("refresh").out


def test_where_there_is_a_summary_the_page_is_fetched_and_where_there_is_a_transcript_that(reader, site):
    site.has("/page", PAGE.format(title="Knots"), content_type="text/html")
    site.has("/talk.vtt", VTT, content_type="text/plain")
    talk = f'<podcast:transcript url="{site.url}/talk.vtt" type="text/vtt"/><podcast:person>Ann Lee</podcast:person>'
    items = [
        ITEM.format(title="Knots", url=site.url + "/page", more="<description>Of knots.</description>"),
        ITEM.format(title="Rope, Episode 1", url=site.url + "/talk", more=talk),
    ]
    reader("subscribe", site.has("/feed", feed_of(*items)))
    ran = reader("refresh")
    assert ran.code == 0
    assert "On the roof of Knots." in reader("show", "knots").out
    cleaned = (reader.home / "shelf" / "rope-episode-1.md").read_text()
    assert "Ann Lee** [00:00]: Why rope?" in cleaned
    assert f"url: {site.url}/talk\n" in cleaned


def test_a_feed_that_has_not_changed_is_not_read(reader, site):
    feed = feed_of(whole("Splices", site.url + "/1"))

    def answer(handler: Handler) -> None:
        known = handler.headers["If-None-Match"] == '"1"'
        handler.give(304 if known else 200, b"" if known else feed.encode(), {"ETag": '"1"'})

    url = site.does("/feed", answer)
    reader("subscribe", url)
    assert "1 new" in reader("refresh").out
    assert reader("refresh").out == f"As it was: {url}\n"


def test_what_cannot_be_had_now_is_tried_again_and_what_is_refused_is_not(reader, site):
    items = [ITEM.format(title=name, url=site.url + "/" + name, more="") for name in ("gone", "walled")]
    site.has("/walled", "<html><p>Subscribe to continue reading", content_type="text/html")
    url = site.has("/feed", feed_of(*items), etag='"1"')
    reader("subscribe", url)
    ran = reader("refresh")
    assert ran.code != 0
    assert "/gone" in ran.err
    assert "paywall" in ran.err
    site.has("/gone", PAGE.format(title="Knots"), content_type="text/html")
    ran = reader("refresh")
    assert (ran.code, ran.err) == (0, "")
    assert "as knots" in ran.out


def test_what_stands_in_the_way_for_a_while_is_no_refusal(reader, site):
    item = ITEM.format(title="Knots", url=site.url + "/page", more="")
    reader("subscribe", site.has("/feed", feed_of(item), etag='"1"'))
    for status, body in ((429, ""), (200, "<html><p>We value your privacy. <button>Accept")):
        site.has("/page", body, status, content_type="text/html")
        assert reader("refresh").code == 65
    site.has("/page", PAGE.format(title="Knots"), content_type="text/html")
    assert "as knots" in reader("refresh").out
    assert "0 new" in reader("refresh").out


def test_episodes_that_share_an_address_are_each_added(reader, site):
    """Many podcasts give the page of the show as that of every episode."""
    names = ["Splices", "Knots", "Hemp", "Hemp"]
    items = [
        whole(f"{name} {number}", f"guid-{number}")
        .replace(f"<title>{name} {number}", f"<title>{name}")
        .replace(f"<link>guid-{number}", f"<link>{site.url}/")
        for number, name in enumerate(names)
    ]
    reader("subscribe", site.has("/feed", feed_of(*items)))
    ran = reader("refresh")
    assert "4 new" in ran.out
    assert ran.out.count("Added:") == 4
    (kept,) = json.loads(next(reader.home.rglob("subscriptions.json")).read_text()).values()
    assert len(kept["seen"]) == 4
    assert kept["came"] == 4


def test_an_archive_behind_an_item_is_unfolded_and_one_that_is_partly_bad_is_done_with(reader, site):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("knots.html", PAGE.format(title="Knots"))
        archive.writestr("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(40))
    site.has("/all", file.getvalue(), content_type="application/zip")
    near = ITEM.format(title="Hemp", url=site.url + "/al", more="")  # its address begins the other's
    reader("subscribe", site.has("/feed", feed_of(ITEM.format(title="All", url=site.url + "/all", more=""), near)))
    ran = reader("refresh")
    assert f"Added: {site.url}/all/knots.html as knots" in ran.out
    (kept,) = json.loads(next(reader.home.rglob("subscriptions.json")).read_text()).values()
    assert (kept["seen"], kept["came"]) == ([site.url + "/all"], 1)


def test_a_dead_feed_of_a_list_costs_only_itself(reader, site):
    live = [site.has(f"/{name}", feed_of(whole(name, f"{site.url}/{name}/1"))) for name in "ab"]
    urls = [live[0], site.url + "/dead", live[1]]
    reader.file("feeds.opml", "<opml><body>" + "".join(f'<outline xmlUrl="{url}"/>' for url in urls) + "</body></opml>")
    ran = reader("subscribe", "feeds.opml", "--from-now")
    assert (ran.code, "/dead" in ran.err) == (66, True)
    assert "2 feeds" in ran.out
    assert [line.split("\t")[0] for line in reader("subscribe").out.splitlines()] == live
    assert "3 feeds" in reader("subscribe", "feeds.opml").out
    ran = reader("refresh")
    assert ran.code == 66
    assert ran.out.count("0 new") == 2


def test_a_bad_feed_is_told_and_passed_over(reader, site):
    for name in ("/a", "/b"):
        reader("subscribe", site.has(name, feed_of(whole("Of" + name[1:], site.url + name + "/1"))))
    site.has("/a", "No feed any more.")
    ran = reader("refresh")
    assert ran.code == 65
    assert len(ran.err.splitlines()) == 1
    assert "as ofb" in ran.out


def test_a_list_of_feeds_stands_for_all_and_what_is_let_go_is_gone(reader, site):
    urls = [site.has(f"/{name}", feed_of(whole(name, f"{site.url}/{name}/1"))) for name in "ab"]
    outlines = "".join(f'<outline xmlUrl="{url}"/>' for url in urls)
    reader.file("feeds.opml", f"<opml><body>{outlines}</body></opml>")
    assert reader("subscribe", "feeds.opml", "--from-now").code == 0
    kept = json.loads(next(reader.home.rglob("subscriptions.json")).read_text())
    assert list(kept) == urls
    assert reader("refresh").out.count("0 new") == 2
    assert reader("subscribe", "--remove", urls[0]).code == 0
    assert reader("subscribe", "--remove", urls[0]).code == 66
    assert reader("subscribe").out.splitlines() == [f"{urls[1]}\tRope & Tar"]


def test_a_dry_run_adds_nothing_and_the_latest_are_the_first(reader, site):
    items = [whole(name, f"{site.url}/{name}") for name in ("Splices", "Knots", "Hemp")]
    reader("subscribe", site.has("/feed", feed_of(*items)))
    assert [line.strip() for line in reader("refresh", "--dry-run").out.splitlines()[1:]] == [
        "Splices",
        "Knots",
        "Hemp",
    ]
    assert reader("refresh", "--latest", "2").out.count("Added:") == 2
    assert "as hemp" in reader("refresh").out


def test_what_is_no_feed_is_not_followed(reader, site):
    ran = reader("subscribe", site.has("/page", PAGE.format(title="Knots"), content_type="text/html"))
    assert (ran.code, ran.out) == (65, "")
    assert reader("subscribe").out == ""
    assert reader("refresh", site.url + "/feed").code == 66


def test_ctrl_c_ends_it_at_once_and_the_next_run_goes_on(reader, site):
    reader("subscribe", url := site.has("/feed", feed_of(ITEM.format(title="Knots", url=site.url + "/page", more=""))))
    stalls = threading.Event()

    def answer(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n")
        stalls.set()
        site.over.wait()

    site.does("/page", answer)
    command = [sys.executable, "-m", "rr_reader", "refresh"]
    with subprocess.Popen(command, env=reader.environ(), cwd=reader.home, stdout=-1, stderr=-1) as running:
        assert stalls.wait(60)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert b"Traceback" not in out + err
    site.has("/page", PAGE.format(title="Knots"), content_type="text/html")
    assert "as knots" in reader("refresh", url).out


def test_what_a_feed_says_forms_no_terminal_sequence(reader, site):
    hostile = "\x1b]52;c;aGk=\x07Rope\u202e\x9b2J"
    item = {"id": hostile, "url": site.url + "/\x1b[2J", "title": hostile, "content_html": TALK * 30}
    feed = {"version": "https://jsonfeed.org/version/1", "title": hostile, "items": [item]}
    url = site.has("/feed", json.dumps(feed))
    for words in (["subscribe", url], ["subscribe"], ["refresh", "--dry-run"], ["refresh"]):
        ran = reader(*words)
        assert ran.code == 0
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(ran.out + ran.err)
