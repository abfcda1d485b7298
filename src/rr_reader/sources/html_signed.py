"""Who signed a page, and when: what the markup in its text says of that, beside what its head does."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

from rr_reader.sources.html_elements import Walked, class_words, within
from rr_reader.sources.html_outside import SENTENCE_END, is_comments
from rr_reader.sources.html_tokens import Token
from rr_reader.sources.html_zones import Zoned

_NEAR = 8
"""Lines after the title among which the author's bare name is a byline."""
_LONGEST_BYLINE = 100
_POSTED = re.compile(r"(?i:posted|published|written|verfasst|eingestellt|publié|publicado|pubblicato|geplaatst) "
                     r"(?:by|von|par|por|di|da|door)\s+\S")  # fmt: skip
_BY = re.compile(r"(?:[^\W\d_]+ ){0,2}(?:by|von|par|di|por|door|av)\s*:?\s+|(?:author|autor|text|words)\s*:\s*", re.I)
_BY_BEHIND = re.compile(r"[^\d]{0,30}\d[^A-Z]{0,40}?(?i:\b(?:by|von|par|por|di|door|av))\s+(?=[^\W\d_a-z])")
"""The same behind a day."""
_AT = re.compile(
    r"\s*(?:,?(?:\son)?\s[^\W\d_]{3,9}\.?\s(?:\d{1,2}(?:st|nd|rd|th)?,?\s)?\d{4}(?!\d).*|\s\d.*"
    r"|\s(?:at|on|um|à|a las|alle|le|am|el|il|op)\s+\S*\d.*|[·|•–—@»].*|\s\([^()]*\)?|\s-\s.*"
    r"|\s(?:For|for|in|of|aus|à|en|,)\s+[^\W\d_].*)\Z",
    re.S,
)
"""When something was posted, for whom, or what else stands behind an author's name."""
_AND = re.compile(r"\s*(?:,|&|\band\b|\bund\b|\bet\b|\by\b|\boch\b)\s*")
_DIGIT = re.compile(r"\d")
_WHAT = frozenset(
    {"by", "author", "authors", "autor", "autorin", "auteur", "autore", "автор", "written by", "von", "par"}
)
"""Words that head an author's name."""
_OFFICES = re.compile(
    r"(?:(?:senior|chief|staff|contributing|political|deputy|managing|associate|guest|[a-z]+) )?(?:writer|editor|"
    r"reporter|correspondent|critic|columnist|journalist|contributor|redakteur(?:in)?|redactor[ae]?|journaliste)\Z",
    re.I,
)
_LATER = frozenset({"updated", "modified", "update", "lastmodified", "revised", "aktualisiert", "actualizado", "lm"})
_FIRST = frozenset({"published", "pubdate", "datepublished", "dt"})
_FULL_NAME = re.compile(r"[^\W\d_a-z][^\d_|]*\s[^\d_|]{2,50}")
_YEAR = re.compile(r"\d{4}")


def sign(front: dict[str, Any], shown: Sequence[Zoned], walked: Walked) -> None:
    """Add to `front` who wrote a page and when it appeared, where its head does not say; mark the line that says who.

    Dates are added behind those of the head, the likeliest first.
    """
    begins = next((index for index, each in enumerate(shown) if each.role == "title"), 0)
    comments = within(walked.elements, is_comments)
    _set_roles(shown, begins, walked, front.get("author", []))
    if "author" not in front and (
        names := next(filter(None, map(names_in, _signatures(shown, begins, walked, comments))), [])
    ):
        front["author"] = names
    spoken = walked.elements[0].attributes.get("lang", "")
    lines = [_in_order(text, spoken) for text in _dated(shown, begins, comments)]
    dates = [*front.get("date", []), *_dates(shown, begins, walked.tags, comments), *lines]
    front |= {"date": dates} if dates else {}


def _set_roles(shown: Sequence[Zoned], begins: int, walked: Walked, authors: Sequence[str]) -> None:
    """Mark the lines by the title that are a day, or begin with an author; else who posted it, below the text."""
    days = {each.start: each.text for each in walked.said if each.what == "date"}
    known = tuple(name.casefold() for name in authors)
    is_signed = any(each.role == "byline" for each in shown)
    for each in shown[begins + 1 : begins + 1 + _NEAR]:
        text = each.flow.text
        if each.role not in {"", "item"} or len(text) > _LONGEST_BYLINE:
            continue
        if days.get(each.flow.start) == text and _DIGIT.search(text):
            each.role = "date"
        elif not is_signed and not SENTENCE_END.search(text) and _is_signature(text, known):
            each.role, is_signed = "byline", True
    for each in () if is_signed else shown[begins:]:
        if each.role == "outside" and len(each.flow.text) <= _LONGEST_BYLINE and _POSTED.match(each.flow.text):
            each.role = "byline"
            return


def _is_signature(text: str, known: tuple[str, ...]) -> bool:
    """Tell whether a line is one of the known authors, perhaps with a day, or `By` and a name with a day."""
    by = _BY.match(text)
    bare = text[by.end() :] if by else text
    if known and bare.casefold().startswith(known):
        return by is not None or bare.casefold() in known or _YEAR.search(bare) is not None
    return by is not None and _YEAR.search(bare) is not None and bare[:1].isupper()


def names_in(signature: str) -> list[str]:
    """Give the names in what stands where an author does.

    >>> names_in("By Ann Lee and Bo Ek, Senior Writer"), names_in("Ann Lee, May 3, 2021"), names_in("Author")
    (['Ann Lee', 'Bo Ek'], ['Ann Lee'], [])
    """
    behind = _BY_BEHIND.match(signature)
    by = behind or _BY.match(signature)
    text = _AT.sub("", signature[by.end() :] if by else signature)
    parts = [part.strip(" .:") for part in _AND.split(text)]
    names = [name for name in parts if name and not _DIGIT.search(name) and name.casefold() not in _WHAT]
    return [name for name in names if len(name) <= _LONGEST_NAME and not _OFFICES.match(name)]


_LONGEST_NAME = 60


def _signatures(shown: Sequence[Zoned], begins: int, walked: Walked, comments: Sequence[bool]) -> Iterator[str]:
    """Give what is called the author: lines of the article, then words within lines, those after the title first."""
    yield from (each.flow.text for each in shown if each.role == "byline" and not comments[each.flow.element.index])
    starts = [each.flow.start for each in shown]
    said = [each for each in walked.said if each.what in {"author", "person"} and len(each.text) <= _LONGEST_BYLINE]
    places = [max(0, bisect_right(starts, each.start) - 1) for each in said] if shown else []
    ranked = sorted(zip(places, said, strict=True), key=lambda pair: (pair[0] < begins, pair[0]))
    for what in ("author", "person"):
        for at, each in ranked:
            is_near = what == "author" or (abs(at - begins) <= _NEAR and _FULL_NAME.fullmatch(each.text))
            if each.what == what and is_near and not comments[shown[at].flow.element.index]:
                yield each.text


def _dates(shown: Sequence[Zoned], begins: int, tags: Sequence[Token], comments: Sequence[bool]) -> list[str]:
    """Give the dates that tags hold: first what is said to be of publishing; what is said to be later comes last."""
    starts = [each.flow.end for each in shown]
    ends = max((index for index, each in enumerate(shown) if each.role != "outside"), default=0)
    found: list[tuple[tuple[bool, bool, int, bool, int], str]] = []
    for token in tags:
        if token.name in {"meta", "link", "base", "title", "script"}:
            continue
        attributes = token.attributes()
        value = next((v for key in ("datetime", "content", "title") if _YEAR.search(v := attributes.get(key, ""))), "")
        at = bisect_right(starts, token.start)
        if not value or at >= len(shown) or comments[shown[at].flow.element.index]:
            continue
        words = {*class_words(attributes), *(["published"] if "pubdate" in attributes else [])}
        rank = 0 if words & _FIRST else 2 if words & _LATER else 1
        is_outside = shown[at].role == "outside"
        if shown[at].role != "quote" and (rank == 0 or not (is_outside and at > ends)):
            found.append(((rank > 1, is_outside, rank, at < begins, token.start), value))
    return [value for _, value in sorted(found)]


def _dated(shown: Sequence[Zoned], begins: int, comments: Sequence[bool]) -> list[str]:
    """Give the lines that are called a date or say when something was posted: first those after the title, in order."""
    found: list[tuple[bool, bool, int, str]] = []
    for at, each in enumerate(shown):
        text = each.flow.text if each.role != "outside" else each.flow.text[:_LONGEST_DATED]
        if len(text) > _LONGEST_DATED or not _YEAR.search(text) or comments[each.flow.element.index]:
            continue
        is_called = each.role in {"date", "byline"}
        if is_called or _POSTED_ON.match(text):
            found.append((not is_called, at < begins, at, text))
    return [text for *_, text in sorted(found)]


def _in_order(text: str, language: str) -> str:
    """Write a day of numbers alone as YYYY-MM-DD, if the language of a page tells which of them is the month."""
    language, _, region = language.lower().replace("_", "-").partition("-")
    if not language or (language == "en" and region not in _DAY_FIRST | {"us"}):
        return text
    order = r"\3-\1-\2" if region == "us" else r"\3-\2-\1"
    return _NUMBERS.sub(order, text)


_NUMBERS = re.compile(r"\b(\d{1,2})[/-](\d{1,2})[/-](\d{4})\b")
_DAY_FIRST = frozenset({"gb", "uk", "ie", "au", "nz", "in", "za"})
"""Regions of English where the day comes before the month."""
_LONGEST_DATED = 150
_POSTED_ON = re.compile(
    r"(?:[^\W\d_]+ ){0,3}(?:published|posted|written|submitted|released|first appeared|"
    r"veröffentlicht|erschienen|erstellt|eingestellt|gespeichert|geschrieben|publiée?|paru|"
    r"mise? en ligne|publicad[oa]|pubblicat[oa]|geplaatst|gepubliceerd|"
    r"publicerad|opublikowan[oy]|dodan[oy]|опубликован[оа]?|dieser (?:artikel|beitrag|eintrag) wurde)\b"
    r"|(?:by|von|par|por|di|door|av)\s[^\d,.]{2,40}\s(?:on|am|le|el|il|op)\s\d",
    re.I,
)
"""What begins a line that tells when something was posted."""
