"""What an HTML page says of itself in its head: meta tags, OpenGraph, JSON-LD, `<time>`, the canonical address.

Given under the keys that front matter uses, so that nobody after this need know which of them it was.
"""

import html
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from rr_reader.sources.html_tokens import Token
from rr_reader.text.safe import printable

_LONGEST = 2_000
_MOST_DATA = 500_000
"""Characters of JSON-LD that are read; a page that says more of itself is passed over."""
_MOST_ITEMS = 2_000
_ARTICLES = re.compile(r"(?:\w*Article|\w*Posting|Report|Interview|Review|WebPage|CreativeWork)\Z")
_META = {
    "og:title": "title", "twitter:title": "title", "dc.title": "title", "citation_title": "title", "headline": "title",
    "author": "author", "dc.creator": "author", "article:author": "author", "parsely-author": "author",
    "citation_author": "author", "byl": "author", "sailthru.author": "author",
    "article:published_time": "date", "datepublished": "date", "date": "date", "dc.date": "date", "pubdate": "date",
    "dc.date.issued": "date", "publish-date": "date", "parsely-pub-date": "date", "sailthru.date": "date",
    "citation_publication_date": "date", "dcterms.created": "date",
    "og:site_name": "site_name", "citation_journal_title": "site_name",
    "og:description": "description", "description": "description", "twitter:description": "description",
    "article:tag": "tags", "news_keywords": "tags", "parsely-tags": "tags", "keywords": "keywords",
    "og:url": "url",
}  # fmt: skip
"""The names that pages use, and the keys of front matter; where several give one key, the first here wins."""
_MANY = frozenset({"author", "tags", "keywords"})


def page_metadata(source: str, tags: Sequence[Token], language: str) -> dict[str, Any]:
    """Collect the metadata of a page; keys as in front matter. `page_title` is the words of `<title>`, site and all."""
    found: dict[str, Any] = {}
    for key, values in _from_json(source, tags).items():
        found.setdefault(key, values)
    for key, values in _from_tags(tags).items():
        found.setdefault(key, values)
    given = {key: values if key in _MANY else values[0] for key, values in found.items() if values}
    if site := given.get("site_name"):  # some name the outlet behind the author
        given["author"] = [name.removesuffix(f", {site}") for name in given.pop("author", []) if name != site]
        if not given["author"]:
            del given["author"]
    titles = [token for token in tags if token.name == "title"]
    if titles and (text := _clean(html.unescape(source[titles[0].inner : titles[0].inner_end][:_LONGEST]))):
        given["page_title"] = text
    if language and re.fullmatch(r"[a-zA-Z]{2,3}(?:[-_].{0,30})?", language):
        given["language"] = re.split("[-_]", language)[0].lower()
    return given


def _clean(value: object) -> str:
    return printable(" ".join(value.split())[:_LONGEST]) if isinstance(value, str) else ""


def _from_tags(tags: Sequence[Token]) -> dict[str, list[str]]:
    named: dict[str, list[str]] = {}
    for token in tags[:_MOST_ITEMS]:
        attributes = token.attributes()
        if token.name == "meta":
            name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
            if (key := name.lower()) in _META and (value := _clean(attributes.get("content"))):
                named.setdefault(key, []).append(value)
        elif token.name == "link" and "canonical" in attributes.get("rel", "").lower().split():
            named.setdefault("og:url", []).insert(0, _clean(attributes.get("href")))
        elif token.name == "time" and (value := _clean(attributes.get("datetime"))):
            named.setdefault("dcterms.created", []).append(value)
    found: dict[str, list[str]] = {}
    for name, key in _META.items():
        values = [value for value in named.get(name, ()) if _fits(key, value)]
        if values and key not in found:
            found[key] = _split(values) if key in {"tags", "keywords"} else values
    return found


def _fits(key: str, value: str) -> bool:
    is_address = re.match(r"https?://", value) is not None
    return is_address == (key == "url") and not (key == "author" and value.startswith("@"))


def _split(values: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(entry.strip() for value in values for entry in value.split(",") if entry.strip()))


def _from_json(source: str, tags: Sequence[Token]) -> dict[str, list[str]]:
    """Read the JSON-LD of the article; where several things describe themselves, the one that has a headline."""
    best: dict[str, list[str]] = {}
    for token in tags:
        if token.name != "script" or "ld+json" not in token.raw_attributes.lower():
            continue
        if token.inner_end - token.inner > _MOST_DATA:
            continue
        try:
            data = json.loads(source[token.inner : token.inner_end].strip(), strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _things(data):
            found = _of_article(item)
            if len(found) > len(best):
                best = found
    return best


def _things(data: object) -> Iterator[dict[str, Any]]:
    """Give the things of a JSON-LD document that could be the article, at the top or in its graph."""
    waiting, seen = [data], 0
    while waiting and seen < _MOST_ITEMS:
        item = waiting.pop(0)
        seen += 1
        if isinstance(item, list):
            waiting += item[:_MOST_ITEMS]
        elif isinstance(item, dict):
            waiting += [item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in item]
            types = item.get("@type")
            if any(isinstance(name, str) and _ARTICLES.match(name) for name in _listed(types)):
                yield item


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _of_article(item: dict[str, Any]) -> dict[str, list[str]]:
    keywords = [_clean(value) for value in _listed(item.get("keywords"))]
    found = {
        "title": [_clean(item.get("headline"))],
        "author": _names(item.get("author")) or _names(item.get("creator")),
        "date": [_clean(item.get("datePublished"))],
        "site_name": _names(item.get("publisher")),
        "description": [_clean(item.get("alternativeHeadline"))],
        "tags": _split(keywords) if len(keywords) < 2 else keywords,
    }
    return {key: kept for key, values in found.items() if (kept := [value for value in values if value])}


def _names(value: object) -> list[str]:
    names = [_clean(part.get("name")) if isinstance(part, dict) else _clean(part) for part in _listed(value)[:50]]
    return [name for name in names if name and _fits("author", name)]
