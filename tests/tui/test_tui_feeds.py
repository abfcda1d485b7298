"""The feeds that one follows, on the screen."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from person import Person
from running_app import Run

from rr_reader.userdata.subscriptions import Subscription, Subscriptions
from sources.web import Site, a_site

ITEM = "<item><title>{0}</title><guid isPermaLink='false'>{0}</guid><link>{1}/{0}</link></item>"
PAGE = (
    "<!DOCTYPE html><title>{0}</title><h1>{0}</h1><p><b>Bo Ek:</b> Is it about {0}, and when?</p>"
    "<p><b>An Lo:</b> It is all about {0}, as it ever was.</p>"
)


@pytest.fixture
def site() -> Iterator[Site]:
    with a_site() as there:
        yield there


@pytest.fixture
def followed(home: Path) -> Subscriptions:
    return Subscriptions(home / "subscriptions.json")


def feed(site: Site, path: str, title: str, *names: str) -> str:
    """Let a site have a feed, and the pages of its items; give its address."""
    for name in names:
        site.has(f"/{name}", PAGE.format(name), content_type="text/html")
    items = "".join(ITEM.format(name, site.url) for name in names)
    return site.has(path, f'<rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>')


async def told(person: Person, words: str) -> None:
    await person.until(lambda: any(words in notice for notice in person.notices))


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)], ids=str)
async def test_each_says_what_it_brought_and_what_was_wrong(
    run: Run, followed: Subscriptions, size: tuple[int, int]
) -> None:
    followed.save("https://tar.example/feed", Subscription("Tar", came=3, refreshed="2024-05-06T11:30:00+00:00"))
    followed.save("https://salt.example/feed", Subscription("Salt", trouble="server error 500"))
    followed.save("https://rope.example/feed", Subscription())
    async with run(size=size) as person:
        await person.press("P")
        assert "3 followed" in person.screen
        rows = [row for row in person.rows if "Tar" in row]
        assert "3 new" in rows[0]
        assert "6 May" in person.screen
        assert "! server error 500" in person.screen
        assert "rope.example/feed" in person.screen
        await person.press("q")
        assert "server error" not in person.screen


async def test_what_is_new_is_added_while_one_goes_on(run: Run, site: Site, followed: Subscriptions) -> None:
    followed.save(feed(site, "/feed", "Tar", "hemp", "pitch"), Subscription())
    async with run(local=True) as person:
        await person.press("P", "r")
        await told(person, "2 new articles")
        await person.press("q")
        await person.until(lambda: "5 ·" in person.title_row)
        assert "hemp" in person.articles
        (kept,) = followed.read().values()
        assert (kept.title, kept.came, kept.trouble, kept.seen) == ("Tar", 2, "", ("hemp", "pitch"))
        assert kept.refreshed
        await person.press("P", "r")
        await told(person, "Nothing new")


async def test_all_are_refreshed_and_one_that_fails_costs_only_itself(
    run: Run, site: Site, followed: Subscriptions
) -> None:
    followed.save(site.url + "/gone", Subscription("Salt"))
    followed.save(feed(site, "/feed", "Tar", "hemp"), Subscription("Tar"))
    async with run(local=True) as person:
        await person.press("P", "R")
        await told(person, "1 new article; 1 not: Salt: ")
        await person.press("j")
        assert "! the server has no such page" in person.screen
        assert "1 new" in person.screen


async def test_what_may_come_another_time_is_tried_again_and_an_archive_is_unfolded(
    run: Run, site: Site, followed: Subscriptions
) -> None:
    url = feed(site, "/feed", "Tar", "hemp", "pitch")
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in ("flax", "sisal"):
            archive.writestr(f"{name}.html", PAGE.format(name))
    site.has("/hemp", file.getvalue(), content_type="application/zip")
    site.has("/pitch", status=429)
    followed.save(url, Subscription("Tar"))
    async with run(local=True) as person:
        await person.press("P", "r")
        await told(person, "2 new articles; 1 not: pitch: ")
        assert followed.read()[url].seen == ("hemp",)


async def test_esc_stops_it_and_what_came_before_is_remembered(
    run: Run, site: Site, followed: Subscriptions, home: Path
) -> None:
    url = feed(site, "/feed", "Tar", "hemp", "pitch")
    site.does("/pitch", lambda handler: handler.site.over.wait() and None)
    followed.save(url, Subscription("Tar"))
    async with run(local=True) as person:
        await person.press("P", "r")
        await person.until(lambda: any(asked == "/pitch" for asked in site.paths()))
        assert "Tar, 2 of 2: fetching 127.0.0.1" in person.screen
        await person.press("escape")
        await told(person, "Stopped; 1 new article")
        assert "FEEDS" in person.screen
        assert followed.read()[url].seen == ("hemp",)
        await person.press("escape")
        assert "FEEDS" not in person.screen


async def test_a_feed_is_followed_let_go_and_brought_back_in_its_place(
    run: Run, site: Site, followed: Subscriptions
) -> None:
    followed.save("https://salt.example/feed", Subscription("Salt"))
    url = feed(site, "/feed", "Tar", "hemp")
    async with run(local=True) as person:
        await person.press("P", "I")
        await person.type(url)
        await person.press("enter")
        await told(person, "Followed: Tar, 1 item: r brings them")
        before = followed.read()
        assert list(before) == ["https://salt.example/feed", url]
        await person.press("g", "x")
        await told(person, "Let go (U brings it back): Salt")
        assert list(followed.read()) == [url]
        await person.press("U")
        assert followed.read() == before
        await person.press("U")
        await told(person, "No feed was let go")


async def test_what_is_no_feed_is_not_followed(run: Run, site: Site, followed: Subscriptions) -> None:
    async with run(local=True) as person:
        await person.press("P")
        assert "You follow no feed yet" in person.screen
        await person.press("x", "r", "R", "I")
        await person.type(site.has("/rope", PAGE.format("rope"), content_type="text/html"))
        await person.press("enter")
        await told(person, "is no feed")
        assert followed.read() == {}


async def test_a_hostile_title_stays_text(run: Run, followed: Subscriptions) -> None:
    followed.save("https://tar.example/\x1b[2J", Subscription("[red]Tar\x1b]0;x\x07", trouble="\x1b[31mno[/]"))
    async with run() as person:
        await person.press("P")
        assert "[red]Tar" in person.screen
        assert "\x1b" not in person.screen
