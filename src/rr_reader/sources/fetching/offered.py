"""From what a feed offers to what is kept: an episode's transcript, the text in the feed, or else the page."""

from rr_reader.errors import BadSourceError, NoSourceError, NotNowError
from rr_reader.sources.feeds import Item
from rr_reader.sources.fetching.fetcher import Fetcher
from rr_reader.sources.fetching.keeping import Kept, as_message, called, fetch_page
from rr_reader.text.decode import decode

_BEST = ("vtt", "json", "srt", "subrip", "html", "plain")
"""Kinds of transcript, those that name speakers first."""

_HEAD = 4_096
"""Bytes that tell whether it is text."""


def fetch_item(fetcher: Fetcher, item: Item, feed: str) -> Kept:
    """Fetch what is to be kept of an item of a feed. Raises as `fetch_page`."""
    for transcript in sorted(item.transcripts, key=lambda each: _rank(each.type)):
        try:
            fetched = fetcher.page(transcript.url)
            decode(fetched.body[:_HEAD])  # raises for what is no text
        except NotNowError:  # it is tried again, as is what broke off
            raise
        except (BadSourceError, NoSourceError):  # another, or the text, will do
            continue
        return _message(fetched.body, item, feed, transcript.type or fetched.media_type, fetched.charset)
    return text_of(item, feed) if item.is_whole or not item.url else fetch_page(fetcher, item.url)


def text_of(item: Item, feed: str) -> Kept:
    """Make what is kept of the text that a feed has of an item. Raises BadSourceError where it has none."""
    if not item.html:
        raise BadSourceError(f"{item.title or item.id}: the feed gives neither a text nor an address")
    return _message(item.html.encode("utf-8", "replace"), item, feed, "text/html", "utf-8")


def _rank(media_type: str) -> int:
    return next((place for place, word in enumerate(_BEST) if word in media_type), len(_BEST))


def _message(body: bytes, item: Item, feed: str, media_type: str, charset: str) -> Kept:
    url = item.url or feed
    raw = as_message(
        body,
        url,
        media_type=media_type,
        charset=charset,
        title=item.title,
        author=item.author,
        outlet=item.outlet,
        date=item.published,
        people=item.people,
    )
    return Kept(called(item.url or f"{feed}?{item.id}") + ".mhtml", url, raw)
