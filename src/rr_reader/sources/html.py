"""Saved HTML pages: the article in lines, what stands around it as boilerplate, what the page says of itself as front.

No library for trees of HTML tells where in the source a word stood, and extractors throw away what they take for no
article; here each line keeps its exact place and nothing is lost.
"""

import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from rr_reader.model import Mark, Removed, page_locator
from rr_reader.sources.html_flow import walk
from rr_reader.sources.html_metadata import base_of, page_metadata, whole_address
from rr_reader.sources.html_signed import sign
from rr_reader.sources.html_tokens import Token
from rr_reader.sources.html_voices import voices
from rr_reader.sources.html_zones import Zoned, zone
from rr_reader.sources.page import Line, Page
from rr_reader.text.safe import printable

_CHARSET = re.compile(rb"<meta\b[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.I)
_XML = re.compile(rb"\A\s*<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})", re.I)
_DECLARED_WITHIN = 8_192
"""Bytes in which a page says what it is, and its encoding."""
_MARKUP = re.compile(rb"<(?:!doctype|html|head|meta|body|title)\b", re.I)
_SITE = re.compile(r"\s+(?:[|·•–—»-]|::)\s+")
_FILE = re.compile(r"\S+\.\w{1,5}|\w+://\S+")
"""A title that a browser made of an address."""
_LEAD = re.compile(r"[^\s:：][^:：]{0,50}[:：]")
_LONGEST_ITEM = 300
_FEWEST_TURNS = 4
_HIDDEN = "hidden by the page"


def declared_encoding(raw: bytes) -> str:
    r"""Give the encoding that a page says it is in; "" for what is no page or says nothing.

    >>> declared_encoding(b'<html><meta charset="windows-1252">'), declared_encoding(b"charset=utf-8")
    ('windows-1252', '')
    """
    head = raw[:_DECLARED_WITHIN]
    if not _MARKUP.search(head):
        return ""
    match = _XML.match(head) or _CHARSET.search(head)
    return match[1].decode("ascii") if match else ""


def read_html(text: str) -> Page:
    """Read a page. BadSourceError for one of too many elements."""
    walked = walk(text)
    front = page_metadata(text, walked.tags, walked.elements[0].attributes.get("lang", ""))
    keywords = [said.text for said in walked.said if said.what == "tag"]
    if keywords and "tags" not in front:
        front["tags"] = list(dict.fromkeys(filter(None, keywords)))
    page_title = str(front.pop("page_title", ""))
    known = [str(front.get("title", "")), page_title, *_SITE.split(page_title)]
    zoned = voices(zone(walked, known))
    hidden = [Removed(z.flow.start, z.flow.end, z.flow.text, _HIDDEN) for z in zoned if z.role == "hidden"]
    shown = [z for z in zoned if z.role != "hidden"]
    _unpack(shown)
    _resolve(shown, base_of(walked.tags, str(front.get("url", ""))))
    title = next((z.flow.text for z in shown if z.role == "title"), "")
    _name(front, title, page_title)
    _describe(front, shown)
    sign(front, shown, walked)
    removed = tuple(sorted([*walked.removed, *hidden, *_continued(walked.tags)], key=lambda item: item.start))
    return Page(text, tuple(_paged(_lines(shown), walked.tags)), front, "html", removed)


def _paged(lines: Iterator[Line], tags: Sequence[Token]) -> Iterator[Line]:
    """Say of the first line that begins on a page of print which page that is, where there are marks of pages.

    They are those of ARIA (`role="doc-pagebreak"`) and of EPUB (`epub:type="pagebreak"`).
    """
    marks = deque((tag.start, label) for tag in tags if (label := _page_label(tag)))
    here = ""
    for line in lines:
        while marks and marks[0][0] < line.start:
            here = marks.popleft()[1]
        if here and line.role in _PAGED:
            line, here = msgspec.structs.replace(line, time=page_locator(here)), ""
        yield line


_PAGED = frozenset({"", "item", "label", "question", "quote", "said"})
"""Roles of lines that are the text itself: it, and not a heading above it, tells the page."""


def _page_label(tag: Token) -> str:
    if "pagebreak" not in tag.raw_attributes:
        return ""
    attributes = tag.attributes()
    if "pagebreak" not in f"{attributes.get('role', '')} {attributes.get('epub:type', '')}":
        return ""
    return printable(" ".join((attributes.get("aria-label") or attributes.get("title", "")).split()))[:20]


def _resolve(shown: Sequence[Zoned], base: str) -> None:
    """Make the addresses of links whole, where it is known what they start from; links within the page stay."""
    if not base:
        return
    for each in shown:
        if any(mark.target for mark in each.flow.marks):
            each.flow.marks = tuple(
                msgspec.structs.replace(mark, target=whole_address(base, mark.target)) if mark.target else mark
                for mark in each.flow.marks
            )


def _continued(tags: Sequence[Token]) -> Iterator[Removed]:
    """Tell of the pages that this one names as those before and after it: an article may go on there."""
    for token in tags:
        attributes = token.attributes() if token.name == "link" else {}
        rel = attributes.get("rel", "").lower().split()
        if (which := next((name for name in _PARTS if name in rel), "")) and (target := attributes.get("href", "")):
            yield Removed(token.start, token.end, "", f"{_PARTS[which]} {printable(target)[:_LONGEST_ADDRESS]}")


_PARTS = {"prev": "the page before this one:", "next": "the page after this one:"}
_LONGEST_ADDRESS = 300


def _unpack(shown: Sequence[Zoned]) -> None:
    """Read a page that is mostly preformatted as the plain text that a browser was shown."""
    code = [z for z in shown if z.role == "code"]
    if 2 * sum(len(z.flow.text) for z in code) > sum(len(z.flow.text) for z in shown if z.role != "outside"):
        for each in code:
            each.role = "plain"


def _name(front: dict[str, Any], title: str, page_title: str) -> None:
    """Settle title and outlet: `Title | Outlet` names both where the page itself calls one of them so."""
    site = str(front.get("site_name", ""))
    parts = _SITE.split(page_title)
    if title:
        front.pop("title", None)
        rest = [part for part in parts if part and part.casefold() != title.casefold()]
        if not site and len(parts) > 1 and len(rest) == len(parts) - 1:
            is_last = parts[-1].casefold() == title.casefold()
            front["site_name"], front["derived"] = rest[0 if is_last else -1], ["outlet"]
    elif not front.get("title") and page_title and not _FILE.fullmatch(page_title):
        front["title"] = page_title
        if site and len(parts) > 1 and parts[-1].casefold() == site.casefold():
            front["title"] = page_title[: page_title.rindex(parts[-1])].rstrip(" |·•–—»:-")


def _describe(front: dict[str, Any], shown: Sequence[Zoned]) -> None:
    """Drop what the text says anyway: a description that is its beginning, keywords that do not occur."""
    if not (front.get("description") or front.get("keywords")):
        return
    text = " ".join(z.flow.text for z in shown if z.role != "outside")
    if str(front.get("description", ""))[:60].rstrip(" .…") in text:
        front.pop("description", None)
    keywords = front.pop("keywords", [])
    folded = text.casefold()
    if "tags" not in front and keywords and sum(word.casefold() in folded for word in keywords) > len(keywords) / 2:
        front["tags"] = keywords


def _lines(zoned: Sequence[Zoned]) -> Iterator[Line]:
    """Make lines; short items that follow one another are one list, a broken sentence one line."""
    talks = _talks(zoned)
    held: Line | None = None
    owner: object = None
    for index, each in enumerate(zoned):
        line = _line(each, gap=not each.flow.broken and not (index and zoned[index - 1].role == "label"))
        if each.role == "item" and id(each.flow.element.parent) in talks:
            line = msgspec.structs.replace(line, role="")
        holder = each.flow.element.parent if each.role == "item" else each.flow.element
        if held and line.role == held.role and owner is holder and _belongs(held, line, each):
            held = _joined(held, line)
            continue
        if held:
            yield held
        held, owner = line, holder
    if held:
        yield held


def _talks(zoned: Sequence[Zoned]) -> set[int]:
    """Find the lists whose items are turns: most begin with a name that recurs, unlike terms."""
    leads: dict[int, list[str]] = {}
    for each in zoned:
        if each.role == "item" and (match := _LEAD.match(each.flow.text)):
            leads.setdefault(id(each.flow.element.parent), []).append(match[0])
    counts = {owner: Counter(names) for owner, names in leads.items() if len(names) >= _FEWEST_TURNS}
    return {
        owner
        for owner, names in counts.items()
        if 2 * sum(count for count in names.values() if count > 1) >= names.total()
    }


def _belongs(held: Line, line: Line, each: Zoned) -> bool:
    if line.role == "item":
        return len(line.text) <= _LONGEST_ITEM and len(held.text) <= 20 * _LONGEST_ITEM
    if line.role == "code":
        return True
    return each.flow.broken and line.text[:1].islower() and held.text[-1:].isalnum()


def _line(each: Zoned, *, gap: bool) -> Line:
    flow = each.flow
    role = {"outside": "boilerplate", "cell": "", "plain": "", "said": ""}.get(each.role, each.role)
    return Line(flow.text, flow.start, flow.end, flow.marks, role, each.level, gap=gap, whole=each.role != "plain")


def _joined(held: Line, line: Line) -> Line:
    between = "\n\n" if line.gap and held.role == "code" else "\n"
    shift = len(held.text) + len(between)
    marks = tuple(Mark(m.start + shift, m.end + shift, m.style, m.target) for m in line.marks)
    return msgspec.structs.replace(
        held, text=f"{held.text}{between}{line.text}", end=line.end, marks=held.marks + marks
    )
