"""What is remembered of feeds."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rr_reader.errors import BadSourceError, NoSourceError, NotNowError, ReaderError, StoppedError, StorageError
from rr_reader.sources.fetching.fetcher import Fetcher
from rr_reader.sources.halting import Halt
from rr_reader.userdata.news import News, Taken, follow, look, refresh
from rr_reader.userdata.subscriptions import Subscription, Subscriptions
from sources.web import Site, a_site

ITEM = "<item><title>{0}</title><guid isPermaLink='false'>{0}</guid><description>s</description></item>"
OPML = (
    '<opml version="2.0"><body><outline type="rss" xmlUrl="{0}/a"/><outline type="rss" xmlUrl="{0}/b"/></body></opml>'
)


def feed_of(*titles: str) -> str:
    return f'<rss version="2.0"><channel><title>Tar</title>{"".join(map(ITEM.format, titles))}</channel></rss>'


@pytest.fixture
def site() -> Iterator[Site]:
    with a_site() as there:
        yield there


@pytest.fixture
def followed(tmp_path: Path) -> Subscriptions:
    return Subscriptions(tmp_path / "subscriptions.json")


def test_a_feed_is_followed_once_and_only_what_is_new_is_news(site: Site, followed: Subscriptions) -> None:
    web, url = Fetcher(local=True, pause=0), site.has("/feed", feed_of("one", "two"), etag='"1"')
    assert follow(url, web, followed).items == 2
    assert follow(url, web, followed).is_known
    news = look(web, url, followed.read()[url])
    assert [item.id for item in news.items] == ["one", "two"]
    half = news.remembered(followed.read()[url].having_seen("one"), now="2024-05-06T07:08:09+00:00")
    assert (half.etag, half.refreshed) == ("", "2024-05-06T07:08:09+00:00")  # it is to be read again as it is
    whole = news.remembered(half.having_seen("two"), now="2024-05-06T07:08:09+00:00")
    assert whole.etag == '"1"'
    assert look(web, url, whole).items == ()


def test_what_is_offered_already_can_be_left(site: Site, followed: Subscriptions) -> None:
    web, url = Fetcher(local=True, pause=0), site.has("/feed", feed_of("one"))
    follow(url, web, followed, from_now=True)
    assert look(web, url, followed.read()[url]).items == ()


def test_a_list_is_followed_feed_by_feed_and_is_none_itself(site: Site, followed: Subscriptions) -> None:
    web, url = Fetcher(local=True, pause=0), site.has("/list", OPML.format(site.url))
    assert follow(url, web, followed).feeds == 2
    assert list(followed.read()) == [site.url + "/a", site.url + "/b"]
    with pytest.raises(BadSourceError, match="lists feeds"):
        look(web, url, Subscription())


def items_of(site: Site, *titles: str) -> str:
    return site.has("/feed", feed_of(*titles), etag='"1"')


REFUSED, SOON = BadSourceError("no text"), NotNowError("wait")


@pytest.mark.parametrize(
    ("problems", "is_settled"),
    [((), True), ((REFUSED,), True), ((REFUSED, SOON), False), ((NoSourceError("404"),), False),
     ((StorageError("broke off"), REFUSED), False)],
)  # fmt: skip
def test_an_item_is_settled_where_nothing_more_will_come_of_it(
    site: Site, followed: Subscriptions, problems: tuple[ReaderError, ...], is_settled: bool
) -> None:
    web, url = Fetcher(local=True, pause=0), items_of(site, "one", "two")
    follow(url, web, followed)
    kept = refresh(url, web, followed, lambda news: [Taken(news.items[0], 2), Taken(news.items[1], 1, problems)])
    assert followed.read() == {url: kept}
    assert (kept.came, kept.seen) == (3, ("one", "two") if is_settled else ("one",))
    assert kept.etag == ('"1"' if is_settled else "")  # else the feed is to be read again as it is


@pytest.mark.parametrize("error", [StoppedError("stopped"), KeyboardInterrupt(), StorageError("full")])
def test_what_was_seen_before_it_broke_off_is_remembered(
    site: Site, followed: Subscriptions, error: BaseException
) -> None:
    def take(news: News) -> Iterator[Taken]:
        yield from (Taken(item) for item in news.items[:20])
        raise error

    titles = [f"number {number}" for number in range(30)]
    web, url = Fetcher(local=True, pause=0), items_of(site, *titles)
    follow(url, web, followed)
    with pytest.raises(type(error)):
        refresh(url, web, followed, take)
    assert followed.read()[url].seen == tuple(titles[:20])
    assert refresh(url, web, followed, lambda news: map(Taken, news.items)).seen == tuple(titles)


def test_trouble_with_a_feed_is_remembered_and_costs_nothing_of_what_is_known(
    site: Site, followed: Subscriptions
) -> None:
    followed.save(site.url + "/gone", Subscription("Tar", etag='"1"', seen=("one",)))
    with pytest.raises(NoSourceError):
        refresh(site.url + "/gone", Fetcher(local=True, pause=0), followed, lambda _: [])
    (kept,) = followed.read().values()
    assert (kept.title, kept.etag, kept.seen) == ("Tar", '"1"', ("one",))
    assert "no such page" in kept.trouble


def test_of_a_list_what_is_offered_already_can_be_left_and_what_is_followed_stays_as_it_is(
    site: Site, followed: Subscriptions, tmp_path: Path
) -> None:
    site.has("/a", feed_of("one"))
    web, listed = Fetcher(local=True, pause=0), OPML.format(site.url)
    (tmp_path / "feeds.opml").write_text(listed)
    for word in (site.has("/list", listed), str(tmp_path / "feeds.opml")):
        done = follow(word, web, followed, from_now=True)
        assert (done.feeds, [url for url, _ in done.problems]) == (1, [site.url + "/b"])
        assert [(url, kept.seen) for url, kept in followed.read().items()] == [(site.url + "/a", ("one",))]
    before = followed.read()
    assert follow(str(tmp_path / "feeds.opml"), web, followed).feeds == 2
    assert followed.read() == before | {site.url + "/b": Subscription()}


def test_a_list_that_is_stopped_keeps_what_was_looked_at(site: Site, followed: Subscriptions) -> None:
    halt = Halt()
    site.has("/a", feed_of("one"))
    url = site.has("/list", OPML.format(site.url))
    web = Fetcher(local=True, pause=0, halt=halt)
    with pytest.raises(StoppedError):
        follow(url, web, followed, from_now=True, hear=lambda url: halt.ask() if url.endswith("/b") else None)
    assert list(followed.read()) == [site.url + "/a"]


def test_success_forgets_the_trouble_before_it() -> None:
    kept = News("Tar", (), "", "").remembered(Subscription(trouble="server error 500"), now="now")
    assert kept.trouble == ""


def test_what_is_learnt_of_a_feed_that_was_let_go_meanwhile_does_not_bring_it_back(followed: Subscriptions) -> None:
    followed.save("https://a.example/feed", Subscription("A"))
    followed.remove("https://a.example/feed")
    followed.note("https://a.example/feed", Subscription("A", came=3))
    assert followed.read() == {}


@settings(deadline=None, max_examples=20)
@given(st.lists(st.sampled_from("abcdef"), min_size=1, unique=True), st.data())
def test_what_is_brought_back_stands_where_it_was(
    tmp_path_factory: pytest.TempPathFactory, urls: list[str], data: st.DataObject
) -> None:
    followed = Subscriptions(tmp_path_factory.mktemp("feeds") / "subscriptions.json")
    for url in urls:
        followed.save(url, Subscription(url))
    place = data.draw(st.integers(0, len(urls) - 1))
    followed.remove(urls[place])
    followed.bring_back(urls[place], Subscription(urls[place]), place)
    assert list(followed.read()) == urls
