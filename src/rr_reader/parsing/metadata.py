"""What an article says of itself: from front matter, from its frame and tail, and a little from its prose."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from rr_reader.model import Kind, Meta, Removed
from rr_reader.parsing.dates import date_line, find_date
from rr_reader.parsing.draft import Draft
from rr_reader.parsing.furniture import byline_of, is_hashtags, keywords_of
from rr_reader.parsing.language import language_of
from rr_reader.parsing.layouts import Understood
from rr_reader.parsing.names import WORD, fold_name

_DERIVED_TITLE = 70
"""Characters of a title made from the first words."""
_OUTLET = re.compile(
    rf"\b(?:conversation|interview(?:ed)?|speaking|spoke|speaks|talked|talks|talking|chat|chats|chatted|told|tells|exclusively|sat down)\s+"
    rf"(?:exclusively\s+)?(?:(?:with|to|by|for)\s+)?(?P<name>(?:(?:The|the)\s+)?{WORD}(?:[ \xa0](?:of[ \xa0]|and[ \xa0])?{WORD}){{0,3}})"
)


def meta_of(front: Mapping[str, Any], understood: Understood, url: str) -> tuple[Meta, tuple[Removed, ...]]:
    """Collect the metadata; what was inferred is named in `derived`. Also gives what had to be set aside for it."""
    drafts = understood.drafts
    derived = set()
    title = _text(front, "title", "headline") or _first(drafts, Kind.TITLE)
    if not title:
        title = _from_first_words(drafts)
        if title:
            derived.add("title")
    outlet = _text(front, "outlet", "publication", "publisher", "source", "site", "sitename", "site_name")
    if not outlet:
        outlet = _outlet_in(drafts, understood)
        if outlet:
            derived.add("outlet")
    meta = Meta(
        title=title,
        deck=_text(front, "deck", "excerpt", "subtitle", "description", "summary", "dek", "standfirst")
        or _first(drafts, Kind.DECK),
        kind=understood.kind,
        outlet=outlet,
        byline=_byline(front, drafts),
        published=_published(front, drafts),
        url=url or _text(front, "url", "canonical", "canonicalurl", "link", "permalink"),
        language=_text(front, "language", "lang") or language_of([draft.text for draft in drafts]),
        tags=_tags(front, drafts),
        derived=tuple(sorted(derived)),
    )
    return meta, ()


def _text(front: Mapping[str, Any], *keys: str) -> str:
    for key in keys:
        value = front.get(key)
        if isinstance(value, str) and value.strip():
            return (
                " ".join(value.split()).strip("“”")
                if value.startswith("“") and value.endswith("”")
                else " ".join(value.split())
            )
    return ""


def _first(drafts: Sequence[Draft], kind: Kind) -> str:
    return next((" ".join(draft.text.split()) for draft in drafts if draft.kind is kind), "")


def _from_first_words(drafts: Sequence[Draft]) -> str:
    """Make a title of the first paragraph's first words."""
    text = next(
        (
            draft.text
            for draft in drafts
            if draft.kind in {Kind.PARAGRAPH, Kind.QUESTION, Kind.ANSWER, Kind.TURN, Kind.HEADING}
        ),
        "",
    )
    text = " ".join(text[:400].split())
    if len(text) <= _DERIVED_TITLE:
        return text
    return (text[:_DERIVED_TITLE].rpartition(" ")[0] or text[:_DERIVED_TITLE]).rstrip(",;:–—- ") + " …"


def _byline(front: Mapping[str, Any], drafts: Sequence[Draft]) -> tuple[str, ...]:
    for key in ("authors", "author", "byline", "by", "writer", "transcript_by"):
        value = front.get(key)
        if isinstance(value, str) and value:
            return (value,)
        if isinstance(value, list) and value:
            return tuple(str(item.get("name", "")) if isinstance(item, dict) else str(item) for item in value)
    return tuple(next((byline_of(draft.piece) for draft in drafts if draft.kind is Kind.BYLINE), ()))


def _published(front: Mapping[str, Any], drafts: Sequence[Draft]) -> str:
    for key in ("date", "published", "publishdate", "publish_date", "pubdate", "created"):
        if found := find_date(_text(front, key)):
            return found[0]
    return next((date for draft in drafts if draft.kind is Kind.DATE and (date := date_line(draft.text))), "")


def _tags(front: Mapping[str, Any], drafts: Sequence[Draft]) -> tuple[str, ...]:
    for key in ("tags", "topics", "categories", "keywords"):
        value = front.get(key)
        if isinstance(value, list) and value:
            return tuple(str(item) for item in value if str(item))
        if isinstance(value, str) and value:
            return tuple(entry.strip() for entry in value.split(",") if entry.strip())
    return _keywords(drafts)


def _keywords(drafts: Sequence[Draft]) -> tuple[str, ...]:
    """Of several lines of keywords, give the one whose entries mostly occur in the article."""
    lines = [keywords_of(d.text) for d in drafts if d.kind is Kind.BOILERPLATE and not is_hashtags(d.text)]
    lines = [line for line in lines if line]
    if not lines:
        return ()
    body = fold_name(" ".join(d.text for d in drafts if d.kind not in {Kind.BOILERPLATE, Kind.RELATED}))
    shares = [sum(_occurs(entry, body) for entry in line) / len(line) for line in lines]
    best = max(range(len(lines)), key=lambda i: shares[i])
    return tuple(dict.fromkeys(lines[best])) if shares[best] > 0.5 else ()


def _occurs(entry: str, body: str) -> bool:
    folded = fold_name(entry)
    return folded in body or all(word in body for word in folded.split())


def _outlet_in(drafts: Sequence[Draft], understood: Understood) -> str:
    """Find the outlet that the prose names as its own: `in conversation with The Example`, which is no person."""
    people = {part for speaker in understood.speakers for part in fold_name(speaker.name).split()}
    for draft in drafts:
        if draft.kind not in {Kind.PARAGRAPH, Kind.DECK, Kind.NOTE, Kind.TITLE}:
            continue
        for match in _OUTLET.finditer(draft.text):
            name = " ".join(match["name"].split())
            if _is_outlet(name, people, drafts):
                return name
    return ""


def _is_outlet(name: str, people: set[str], drafts: Sequence[Draft]) -> bool:
    words = fold_name(name).split()
    if len(words) < 2 or people & set(words) or name.endswith(("’s", "'s")):
        return False
    if name.startswith("The "):
        return True
    # A person is spoken of again by one of the names; an outlet is not.
    last = re.compile(rf"\b{re.escape(name.split()[-1])}\b")
    whole = name.casefold()
    return False and sum(len(last.findall(d.text)) for d in drafts) == sum(
        d.text.casefold().count(whole) for d in drafts
    )
