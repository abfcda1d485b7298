"""Feeds: what a site has to offer, item by item. RSS, Atom and JSON Feed; of OPML the feeds that it lists.

feedparser reads RSS and Atom however they are broken; what podcasts say of transcripts and people it would mix up, so
`feed_podcasts` reads that. Neither gets to see a document type: with one come attacks, or nothing of use.
"""

import io
import re
from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Any
from urllib.parse import urljoin

import msgspec

from rr_reader.errors import BadSourceError
from rr_reader.sources.feed_podcasts import Podcast, Transcript, podcast_of
from rr_reader.sources.fetching import is_url

_WHOLE = 300
"""Words from which on a description is the article itself."""
_MOST = 5_000
"""Items that are read of a feed."""
_TAG = re.compile(r"<[^<>]{0,2000}>")
_TYPE = re.compile(
    rb"\A((?:\xef\xbb\xbf)?\s*(?:(?:<\?[^>]{0,300}\?>|<!--.{0,1000}?-->)\s*){0,8})"
    rb"<!DOCTYPE\s[^\[>]{0,600}(?:\[.{0,20000}?\]\s*)?>",
    re.S,
)
"""A document type before all else, behind what may stand there."""
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:(?:<\?[^>]{0,300}\?>|<!--.{0,1000}?-->)\s*){0,8}<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_HEAD = 1 << 18
"""Bytes of a page in which it names its feeds."""
_FEEDS = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json"})
_LONGEST = 1_000
"""Characters of a title or a name."""


class Item(msgspec.Struct, frozen=True):
    """An article, or an episode, as a feed offers it."""

    id: str
    """By which it is known again: the feed's own word for it, else its address."""
    url: str = ""
    title: str = ""
    author: str = ""
    outlet: str = ""
    """What brings it: the feed by its title; where that collects from others, the one that it says."""
    published: str = ""
    html: str = ""
    """Its text, or a summary of it."""
    is_whole: bool = False
    """The text is all of it."""
    transcripts: tuple[Transcript, ...] = ()
    people: tuple[str, ...] = ()


class Feed(msgspec.Struct, frozen=True):
    """A feed, its items in its order; or a list of `feeds`, by their addresses."""

    title: str = ""
    items: tuple[Item, ...] = ()
    feeds: tuple[str, ...] = ()


def read_feed(raw: bytes, url: str, media_type: str = "", *, keeps_all: bool = False) -> Feed:
    """Read what was fetched from an address. BadSourceError for what is no feed, or has a document type that it hides.

    An item that cannot be known again, or stands there twice, is left out, unless all are to be kept.
    """
    if _PAGE.match(raw):
        raise BadSourceError(f"this web page is no feed{_named_in(raw, url)}")
    kept = tuple if keeps_all else _known
    if raw.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return _json_feed(raw, url, kept)
    raw = _TYPE.sub(rb"\1", raw, count=1)
    listed = podcast_of(raw)
    if listed.feeds:
        return Feed(_plain(listed.title), feeds=tuple(dict.fromkeys(filter(is_url, listed.feeds))))
    parsed = _parsed(raw, url, media_type)
    if not parsed.get("version") and not parsed.entries:
        raise BadSourceError("this is no feed")
    entries = parsed.entries[:_MOST]
    casts = listed.items if len(listed.items) >= len(entries) else (Podcast(),) * len(entries)
    title = _plain(parsed.feed.get("title", ""))
    items = (_item(entry, cast, url, title) for entry, cast in zip(entries, casts, strict=False))
    return Feed(title, kept(items))


def _named_in(page: bytes, url: str) -> str:
    """Say which feed a web page names as its own; "" for none."""
    from rr_reader.sources.html_tokens import tokens

    links = (token.attributes() for token in tokens(page[:_HEAD].decode("utf-8", "replace")) if token.name == "link")
    feeds = (_address(link.get("href"), url) for link in links if link.get("type", "").lower().strip() in _FEEDS)
    first = next(filter(None, feeds), "")
    return f", but names one: {first}" if first else ""


def _parsed(raw: bytes, url: str, media_type: str) -> Any:
    import feedparser

    try:
        return feedparser.parse(
            io.BytesIO(raw),
            sanitize_html=False,
            resolve_relative_uris=False,
            response_headers={"content-location": url, "content-type": media_type or "application/xml"},
        )
    except Exception as error:  # what it raises over broken feeds is nowhere said
        raise BadSourceError(f"this feed is too broken to be read ({type(error).__name__})") from error


def _item(entry: dict[str, Any], cast: Podcast, base: str, feed: str) -> Item:
    bodies = [str(body.get("value", "")) for body in entry.get("content", ())]
    content, summary = max(bodies, key=len, default=""), str(entry.get("summary", ""))
    address = _address(entry.get("link", ""), base)
    return Item(
        id=_plain(entry.get("id", "")) or address,
        url=address,
        title=_plain(entry.get("title", "")),
        author=_plain(entry.get("author", "")),
        outlet=_plain(entry.get("source", {}).get("title", "")) or feed,
        published=_plain(entry.get("published", "") or entry.get("updated", "")),
        html=content or summary,
        is_whole=_is_whole(content or summary, has_both=len(content) > len(summary) > 0),
        transcripts=tuple(
            msgspec.structs.replace(each, url=where) for each in cast.transcripts if (where := _address(each.url, base))
        ),
        people=tuple(map(_plain, cast.people)),
    )


def _json_feed(raw: bytes, url: str, kept: Callable[[Iterable[Item]], tuple[Item, ...]]) -> Feed:
    """Read a JSON Feed (jsonfeed.org, 1 and 1.1)."""
    try:
        said = msgspec.json.decode(raw)
    except (msgspec.DecodeError, ValueError, RecursionError):
        said = None
    if not isinstance(said, dict) or "jsonfeed.org/version" not in str(said.get("version", "")):
        raise BadSourceError("this is no feed")
    items = [item for item in _list(said.get("items")) if isinstance(item, dict)]
    title = _plain(said.get("title"))
    return Feed(title, kept(_json_item(item, url, title) for item in items[:_MOST]))


def _json_item(item: dict[str, Any], base: str, feed: str) -> Item:
    address = _address(item.get("url") or item.get("external_url"), base)
    text = item.get("content_text")
    html = item.get("content_html") or (f"<pre>{escape(text)}</pre>" if isinstance(text, str) else "")
    authors = [each for each in [*_list(item.get("authors")), item.get("author")] if isinstance(each, dict)]
    files = [each for each in _list(item.get("attachments")) if isinstance(each, dict)]
    transcripts = (
        Transcript(_address(each.get("url"), base), str(each.get("mime_type", "")))
        for each in files
        if str(each.get("mime_type", "")).partition("/")[0] == "text"
    )
    return Item(
        id=_plain(item.get("id")) or address,
        url=address,
        title=_plain(item.get("title")),
        author=_plain(authors[0].get("name")) if authors else "",
        outlet=feed,
        published=_plain(item.get("date_published")),
        html=str(html),
        is_whole=_is_whole(str(html), has_both=bool(html and item.get("summary"))),
        transcripts=tuple(each for each in transcripts if each.url),
    )


def _known(items: Iterable[Item]) -> tuple[Item, ...]:
    """Leave out what cannot be known again, and what stands twice."""
    return tuple({item.id: item for item in items if item.id}.values())


def _is_whole(html: str, *, has_both: bool) -> bool:
    """Tell whether a text is all of an article: it stands beside a summary, or is too long for one."""
    words = len(_TAG.sub(" ", html).split())
    return words >= _WHOLE or (has_both and words > 0)


def _address(value: object, base: str) -> str:
    """Give a whole address; "" where it is none of the web."""
    try:
        whole = urljoin(base, str(value or "").strip()) if value else ""
    except ValueError:
        return ""
    return whole if is_url(whole) and whole.isprintable() else ""


def _plain(value: object) -> str:
    return " ".join(str(value).split())[:_LONGEST] if isinstance(value, str | int) else ""


def _list(value: object) -> Sequence[Any]:
    return value if isinstance(value, list) else ()
