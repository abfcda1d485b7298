"""What is remembered of feeds."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rr_reader.errors import BadSourceError
from rr_reader.sources.fetching.fetcher import Fetcher
from rr_reader.userdata.news import News, follow, look
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
