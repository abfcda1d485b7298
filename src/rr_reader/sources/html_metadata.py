"""What an HTML page says of itself in its head: meta tags, OpenGraph, JSON-LD, `<time>`, the canonical address.

Given under the keys that front matter uses, so that nobody after this need know which of them it was.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urljoin

from rr_reader.sources.html_tokens import Token
from rr_reader.text.safe import printable

_LONGEST = 2_000
_MOST_DATA = 500_000
"""Characters of JSON-LD that are read; a page that says more of itself is passed over."""
_MOST_ITEMS = 2_000
_MOST_PERSONS = 100
_ARTICLES = re.compile(r"(?:\w*Article|\w*Posting|Report|Interview|Review|WebPage|CreativeWork)\Z")
_META = {
    "og:title": "title", "twitter:title": "title", "dc.title": "title", "citation_title": "title", "headline": "title",
    "author": "author", "dc.creator": "author", "dcterms.creator": "author", "article:author": "author",
    "article:author_name": "author", "og:article:author": "author", "parsely-author": "author",
    "citation_author": "author", "byl": "author", "sailthru.author": "author", "authors": "author",
    "author_name": "author", "bt:author": "author", "cxenseparse:author": "author", "written by": "author",
    "article:published_time": "date", "article:published": "date", "og:article:published_time": "date",
    "og:published_time": "date", "datepublished": "date", "parsely-pub-date": "date", "sailthru.date": "date",
    "citation_publication_date": "date", "citation_date": "date", "dc.date.issued": "date", "dcterms.issued": "date",
    "dc.date.created": "date", "dcterms.created": "date", "publish-date": "date", "publish_date": "date",
    "published_date": "date", "publication_date": "date", "publicationdate": "date", "pubdate": "date",
    "pdate": "date", "bt:pubdate": "date", "cxenseparse:recs:publishtime": "date", "article_date_original": "date",
    "article:published_date": "date", "dc.date": "date", "dcterms.date": "date", "date": "date",
    "datecreated": "date",
    "og:site_name": "site_name", "citation_journal_title": "site_name",
    "og:description": "description", "description": "description", "twitter:description": "description",
    "article:tag": "tags", "news_keywords": "tags", "parsely-tags": "tags", "keywords": "keywords",
    "og:url": "url",
}  # fmt: skip
"""The names that pages use, and the keys of front matter; where several give one key, the first here wins."""
_MANY = frozenset({"author", "date", "tags", "keywords"})
_CATALOGUED = frozenset({"citation_author", "dc.creator", "dcterms.creator"})
_SURNAME_FIRST = re.compile(r"\A([^\W\d]+(?:[-'’][^\W\d]+)*), ((?:[^\W\d]+\.?[ -]?){1,3})\Z")
"""How catalogues write a name: `Lee, Ann`."""
_LEADING = re.compile(r"(?:(?:by|von|par|por|di|door|av|and|und|et|&)\s+)?", re.I)
"""What may stand before a name, though it is in a list of its own."""
_AND = re.compile(r"\s*(?:,|\s(?:and|und|et|y|e|och|&)\s)\s*")
_NOBODY = frozenset({"admin", "administrator", "webmaster", "root", "author", "editor", "redaktion"})
"""Accounts that programs for publishing come with."""
_COMPACT = re.compile(r"([12]\d{3})([01]\d)([0-3]\d)(?=\Z|\D|\d{4,6}\Z)")
_COMMENT = re.compile(r"<!--|-->|/\*|\*/|<!\[CDATA\[|\]\]>|//(?=\s*(?:<!|\]\]|-->))")
"""What hid a script from the browsers of old."""


def page_metadata(source: str, tags: Sequence[Token], language: str) -> dict[str, Any]:
    """Collect the metadata of a page; keys as in front matter. `page_title` is the words of `<title>`, site and all."""
    found: dict[str, Any] = {}
    for key, values in _from_json(source, tags).items():
        found.setdefault(key, values)
    for key, values in _from_tags(tags).items():
        found.setdefault(key, values)
    given = {key: values if key in _MANY else values[0] for key, values in found.items() if values}
    if authors := given.pop("author", []):
        names = _persons(authors, str(given.get("site_name", "")))
        given |= {"author": names} if names else {}
    if dates := given.get("date"):
        given["date"] = [_COMPACT.sub(r"\1-\2-\3", value) for value in dates]
    titles = [token for token in tags if token.name == "title"]
    if titles and (text := _clean(html.unescape(source[titles[0].inner : titles[0].inner_end][:_LONGEST]))):
        given["page_title"] = text
    if language and re.fullmatch(r"[a-zA-Z]{2,3}(?:[-_].{0,30})?", language):
        given["language"] = re.split("[-_]", language)[0].lower()
    return given


def base_of(tags: Sequence[Token], address: str) -> str:
    """Give what relative links of a page start from: its `<base>`, else its address; "" where neither is known."""
    given = next((tag.attributes().get("href", "") for tag in tags if tag.name == "base"), "")
    base = whole_address(address, given) if given else address
    return base if re.match(r"https?://", base) else ""


def whole_address(base: str, target: str) -> str:
    """Make a relative address whole; one that is so, that leads down its own page, or is broken stays as it is."""
    if not base or target.startswith("#") or re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", target):
        return target
    try:
        return urljoin(base, target)
    except ValueError:
        return target


def _persons(given: Sequence[str], site: str) -> list[str]:
    """Make names of what a head says of authors: each by itself, without outlets and accounts."""
    found: list[str] = []
    for value in given:
        text = _LEADING.sub("", value, count=1).strip()
        parts = [name for part in re.split(r"\s*[;|]\s*", text) for name in _several(part, site)]
        found += (name for name in parts if name and name != site and name.casefold() not in _NOBODY)
    return list(dict.fromkeys(found))


def _several(text: str, site: str) -> list[str]:
    """Part names that a comma or an `and` parts, if all are names of several words; the outlet is none of them."""
    parts = [part for part in _AND.split(text) if part != site]
    return parts if all(" " in part for part in parts) or len(parts) < 2 else [text]


def _clean(value: object) -> str:
    return printable(" ".join(value.split())[:_LONGEST]) if isinstance(value, str) else ""


def _from_tags(tags: Sequence[Token]) -> dict[str, list[str]]:
    named: dict[str, list[str]] = {}
    labelled = ""
    for token in tags[:_MOST_ITEMS]:
        attributes = token.attributes()
        if token.name == "meta":
            name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
            value = _clean(attributes.get("content"))
            if re.fullmatch(r"twitter:(?:label|data)\d", key := name.lower()):
                key, labelled = ("", value.lower()) if "label" in key else (labelled, "")
            if key in _CATALOGUED:
                value = _SURNAME_FIRST.sub(r"\2 \1", value)
            if key in _META and value:
                named.setdefault(key, []).append(value)
        elif token.name == "link" and "canonical" in attributes.get("rel", "").lower().split():
            named.setdefault("og:url", []).insert(0, _clean(attributes.get("href")))
    found: dict[str, list[str]] = {}
    for name, key in _META.items():
        values = [value for value in named.get(name, ()) if _fits(key, value)]
        if values and key == "date":
            found.setdefault(key, []).extend(values)
        elif values and key not in found:
            found[key] = _split(values) if key in {"tags", "keywords"} else values
    return found


def _fits(key: str, value: str) -> bool:
    is_address = re.match(r"https?://", value) is not None
    return is_address == (key == "url") and not (key == "author" and value.startswith("@"))


def _split(values: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(entry.strip() for value in values for entry in value.split(",") if entry.strip()))


def _from_json(source: str, tags: Sequence[Token]) -> dict[str, list[str]]:
    """Read the JSON-LD of the article; where several things describe themselves, the one that says the most."""
    best: dict[str, list[str]] = {}
    for token in tags:
        if token.name != "script" or "ld+json" not in token.raw_attributes.lower():
            continue
        if token.inner_end - token.inner > _MOST_DATA:
            continue
        try:
            data = _json(source[token.inner : token.inner_end])
        except (ValueError, RecursionError):
            continue
        for found in _of_articles(data):
            if len(found) > len(best):
                best = found
    return best


def _json(text: str) -> object:
    try:
        return json.loads(text, strict=False)
    except ValueError:
        return json.loads(_COMMENT.sub("", text).strip(" \t\r\n;"), strict=False)


def _of_articles(data: object) -> Iterator[dict[str, list[str]]]:
    """Read all things of a JSON-LD document that could be the article, at the top or in its graph."""
    waiting: list[object] = [data]
    things: list[dict[str, Any]] = []
    named: dict[str, dict[str, Any]] = {}
    while waiting and len(things) < _MOST_ITEMS:
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting += item[:_MOST_ITEMS]
        elif isinstance(item, dict):
            things.append(item)
            waiting += [item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in item]
            if isinstance(name := item.get("@id"), str):
                named.setdefault(name, item)
    for item in things:
        types = [name.rpartition("/")[2] for name in _listed(item.get("@type")) if isinstance(name, str)]
        if any(_ARTICLES.match(name) for name in types):
            yield _of_article(item, named)


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _of_article(item: dict[str, Any], named: Mapping[str, dict[str, Any]]) -> dict[str, list[str]]:
    keywords = [_clean(value) for value in _listed(item.get("keywords"))]
    found = {
        "title": [_clean(item.get("headline"))],
        "author": _names(item.get("author"), named) or _names(item.get("creator"), named),
        "date": [_clean(item.get("datePublished"))],
        "site_name": _names(item.get("publisher"), named),
        "description": [_clean(item.get("alternativeHeadline"))],
        "tags": _split(keywords) if len(keywords) < 2 else keywords,
    }
    return {key: kept for key, values in found.items() if (kept := [value for value in values if value])}


def _names(value: object, named: Mapping[str, dict[str, Any]]) -> list[str]:
    """Give the names of persons: as text, as things, in lists of these, or by the `@id` of what stands elsewhere."""
    names: list[str] = []
    waiting = _listed(value)
    for _ in range(_MOST_PERSONS):
        if not waiting:
            break
        part = waiting.pop(0)
        if isinstance(part, list):
            waiting[:0] = part[:_MOST_PERSONS]
        elif isinstance(part, dict):
            name = part.get("name") or named.get(str(part.get("@id", "")), {}).get("name")
            waiting[:0] = [each for each in _listed(name) if isinstance(each, str)]
        else:
            names.append(_clean(part))
    return [name for name in names if name and _fits("author", name)]
