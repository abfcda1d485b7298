"""What an article says of itself: from front matter, from its frame and tail, and a little from its prose."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from rr_reader.model import Kind, Meta, Speaker
from rr_reader.parsing.dates import LATER, date_line, find_date
from rr_reader.parsing.draft import Draft
from rr_reader.parsing.furniture import TOP, is_hashtags, keywords_of
from rr_reader.parsing.imprint import Imprint, byline_of, imprint_of, issue_of
from rr_reader.parsing.language import language_of
from rr_reader.parsing.lexicon import STARTERS
from rr_reader.parsing.names import WORD, fold_name, is_name
from rr_reader.parsing.people import People

_TAGS = re.compile(r"(?:tags?|tagged|filed under|posted in|categor(?:y|ies))\s*:\s*", re.I)
_DERIVED_TITLE = 70
"""Characters of a title made from the first words."""
_OUTLET = re.compile(
    r"(?=[ceist])\b(?:conversation|interview(?:ed)?|speaking|spoke|speaks|talked|talks|talking|chat|chats|chatted|told|tells|"
    r"exclusively|sat down)\s+(?:exclusively\s+)?(?:(?:with|to|by|for)\s+)?"
    rf"(?P<name>(?:(?:The|the)\s+)?{WORD}(?:[ \xa0](?:of[ \xa0]|and[ \xa0])?{WORD}){{0,3}})"
)


def meta_of(
    front: Mapping[str, Any], drafts: Sequence[Draft], speakers: Sequence[Speaker], kind: str, url: str
) -> Meta:
    """Collect the metadata; what was inferred is named in `derived`."""
    derived = {field for field in front.get("derived", ()) if field in Meta.__struct_fields__}
    title = _text(front, "title", "headline") or _first(drafts, Kind.TITLE)
    if not title:
        title = _from_first_words(drafts)
        if title:
            derived.add("title")
    imprint = _imprint(drafts)
    outlet = _text(front, "outlet", "publication", "publisher", "source", "site", "sitename", "site_name")
    if not outlet and imprint and not People(speaker.name for speaker in speakers).resolve(imprint.outlet):
        outlet = imprint.outlet
        if not imprint.is_sure:
            derived.add("outlet")
    sender = _text(front, "sender")
    if not outlet and sender and not _writes(sender, _byline(front, drafts)):
        outlet = sender
        derived.add("outlet")
    if not outlet:
        outlet = _outlet_in(drafts, speakers)
        if outlet:
            derived.add("outlet")
    address = url or _text(front, "url", "canonical", "canonicalurl", "link", "permalink")
    published = _published(front, drafts) or (imprint.published if imprint else "")
    byline = _byline(front, drafts) or (imprint.names if imprint else ())
    if (not published or not byline) and (line := _signed_and_dated(drafts)):
        published = published or line.published
        if not byline and line.names:
            byline = line.names
            derived |= set() if line.is_sure else {"byline"}
    if not byline and sender and sender != outlet:
        byline = (sender,)
    match = _IN_ADDRESS.search(address)
    if not published and (guessed := "-".join(match.groups()) if match else _only_day(drafts)):
        published = guessed
        derived.add("published")
    return Meta(
        title=title,
        deck=_text(front, "deck", "subtitle", "description", "excerpt", "summary", "dek", "standfirst")
        or _first(drafts, Kind.DECK),
        kind=kind,
        outlet=outlet,
        byline=byline,
        published=published,
        url=address,
        language=_text(front, "language", "lang") or language_of([draft.text for draft in drafts]),
        tags=_tags(front, drafts),
        derived=tuple(sorted(derived)),
    )


def _imprint(drafts: Sequence[Draft]) -> Imprint | None:
    """Find the line near the top that gives outlet and date; one with an outlet before one without."""
    lines = (imprint_of(draft.text) for draft in drafts[:TOP] if draft.kind in (Kind.DATE, Kind.BYLINE))
    found = [imprint for imprint in lines if imprint]
    if not found:
        notes = (issue_of(draft.text) for draft in drafts[:TOP] if draft.kind in (Kind.NOTE, Kind.DECK))
        return next(filter(None, notes), None)
    return next((imprint for imprint in found if imprint.outlet), found[0] if found else None)


def _text(front: Mapping[str, Any], *keys: str) -> str:
    for key in keys:
        value = front.get(key)
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
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
    return tuple(next((byline_of(draft.text) for draft in drafts if draft.kind is Kind.BYLINE), ()))


def _published(front: Mapping[str, Any], drafts: Sequence[Draft]) -> str:
    parts: list[str] = []
    for key in ("date", "published", "publishdate", "publish_date", "pubdate", "created"):
        value = front.get(key)
        for given in value if isinstance(value, list) else [_text(front, key)]:
            if not LATER.match(str(given)) and (found := find_date(str(given))):
                return found[0]
            if match := _MONTH_OR_YEAR.fullmatch(str(given)):
                parts.append("-".join(part for part in match.groups() if part))
    if parts:
        return max(parts, key=len)
    return next(
        (
            date
            for draft in drafts
            if draft.kind is Kind.DATE and not LATER.match(draft.text) and (date := date_line(draft.text))
        ),
        "",
    )


_MONTH_OR_YEAR = re.compile(r"((?:1[5-9]|20)\d\d)(?:[-/](0[1-9]|1[0-2]))?")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?![0-9])")
_LONGEST_DATED = 100
_AT_PLACE = re.compile(r"\)?\s*(?:\([^()]{1,30}\)\s*)?[–—:-]+\s")
"""What stands between place and day, and the first sentence of a report."""


def _signed_and_dated(drafts: Sequence[Draft]) -> Imprint | None:
    """Find the line about the title that holds a day, or the first paragraph that opens with one.

    `Ann Lee | 3 May 2024` names an author, but not surely; `HOLM, 3 May 2024 – The …` none.
    """
    title = next((index for index, draft in enumerate(drafts) if draft.kind is Kind.TITLE), 0)
    before = ""
    for index, draft in enumerate(drafts[: title + TOP]):
        if index < title and (index < title - 2 or not date_line(draft.text)):
            continue  # above a title stand versions and other days, too
        text = " ".join(draft.text[:_LONGEST_DATED].split())
        found = None if LATER.match(text) else find_date(text)
        is_line = len(draft.text) < _LONGEST_DATED and draft.kind in _AROUND and draft.piece.role != "caption"
        if draft.kind is Kind.PARAGRAPH:
            is_line = len(draft.text) <= _LONGEST_LINE and draft.text[-1:] not in ".!?…"
            if not is_line and not (found and _PLACE.fullmatch(text[: found[1]]) and _AT_PLACE.match(text, found[2])):
                return None
        if found:
            head = _BEFORE_DATE.sub("", text[: found[1]]).strip()
            names = byline_of(head) if is_line else []
            head = head or before
            bare = [head] if is_line and not names and _is_person(head) else []
            return Imprint(tuple(names or bare), "", found[0], is_sure=not bare)
        before = "" if draft.kind is Kind.TITLE else text
    return None


def _writes(sender: str, byline: Sequence[str]) -> bool:
    """Tell whether who sends a letter to many is who wrote it: a person, and the letter names nobody else."""
    return sender in byline if byline else _is_person(sender)


def _only_day(drafts: Sequence[Draft]) -> str:
    """Give the day that a line of its own tells, if no other line tells another."""
    days = {day for draft in drafts if (day := date_line(draft.text)) and not LATER.match(draft.text)}
    return days.pop() if len(days) == 1 else ""


def _is_person(words: str) -> bool:
    return " " in words and is_name(words) and words.split()[0].casefold() not in STARTERS


_AROUND = frozenset({Kind.DATE, Kind.BYLINE, Kind.BOILERPLATE, Kind.CREDIT, Kind.HEADING, Kind.CAPTION})
_LONGEST_LINE = 60
_PLACE = re.compile(r"(?:[A-ZÀ-Þ][^\n.!?“”\"]{0,38}(?:,|\(|/))?\s*")
_BEFORE_DATE = re.compile(r"[\s|·•,/–—-]*(?:\b(?:on|am|le|el|il|op|den)\s*)?\Z")


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
    lines = [
        keywords_of(_TAGS.sub("", d.text)) for d in drafts if d.kind is Kind.BOILERPLATE and not is_hashtags(d.text)
    ]
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


_TELLING = frozenset({Kind.PARAGRAPH, Kind.DECK, Kind.NOTE, Kind.TITLE})
_MOST_TRIES = 20
"""An outlet names itself early; each name is looked up in the whole text, and a text may hold thousands."""


def _outlet_in(drafts: Sequence[Draft], speakers: Sequence[Speaker]) -> str:
    """Find the outlet that the prose names as its own: `Ann Lee, in conversation with The Example`, which is no person.

    Somebody who speaks in the article must be named before it in the same sentence, or it must begin with The.
    """
    people = People(speaker.name for speaker in speakers)
    tries = 0
    for draft in drafts:
        if draft.kind not in _TELLING:
            continue
        for match in _OUTLET.finditer(draft.text):
            tries += 1
            if tries > _MOST_TRIES:
                return ""
            name = " ".join(match["name"].split())
            sentence = re.split(r"[.!?]\s", draft.text[: match.start()])[-1]
            if people.resolve(name) or any(people.known(word) for word in name.split()) or name.endswith(("’s", "'s")):
                continue
            if name.startswith("The ") or (people.mentions(sentence) and not _is_named_again(name, drafts)):
                return name
    return ""


def _is_named_again(name: str, drafts: Sequence[Draft]) -> bool:
    """Tell whether the last word of a name also stands without the others, as a person's surname does."""
    last, others = re.compile(rf"\b{re.escape(name.split()[-1])}\b"), 0
    for draft in drafts:
        others += len(last.findall(draft.text)) - draft.text.count(name)
    return others > 0
