"""A page of HTML made of a document of another format, for the reader of pages; the XML in such documents."""

import re
from collections.abc import Iterable
from html import escape
from itertools import groupby
from typing import Any
from xml.etree import ElementTree as Xml
from xml.parsers import expat

import msgspec

from rr_reader.errors import BadSourceError
from rr_reader.sources.archives import Entry, zip_entries

_MOST_ELEMENTS = 400_000
_DEEPEST = 200
"""Elements within elements; tables in tables in text boxes come to fifty."""

_LINK = re.compile(r'HYPERLINK\s+"([^"]{1,2000})"')
_RANK = re.compile(r"(</?)h1(?=[\s>])")
_FOREWORD = 2
"""Paragraphs before a document's title: who brings it out, a date."""
_TAGS = {
    "hidden": ("span hidden", "span"),
    "deleted": ('span hidden data-set-aside="deleted while changes were tracked"', "span"),
}
"""How what needs more than a tag's name is written."""


class Piece(msgspec.Struct, frozen=True, gc=False):
    r"""Words of a paragraph that look alike; `\n` breaks the line."""

    text: str
    tags: tuple[str, ...] = ()
    """Of HTML, `b` say, or `hidden`, or `deleted`; the innermost first."""
    link: str = ""


def inline(pieces: Iterable[Piece]) -> str:
    """Write the pieces of a paragraph; what looks alike is one, however often its writer came back to it."""
    written = ""
    for (tags, link), some in groupby(pieces, key=lambda piece: (piece.tags, piece.link)):
        text = "".join(piece.text for piece in some)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # a character may come as two halves
        inner = escape(text).replace("\n", "<br>")
        if text.strip():
            for tag in tags:
                opening, closing = _TAGS.get(tag, (tag, tag))
                inner = f"<{opening}>{inner}</{closing}>"
            inner = f'<a href="{escape(link)}">{inner}</a>' if link else inner
        written += inner
    return written


def linked(instruction: str) -> str:
    """Give the address to which a field of Word leads, `HYPERLINK "…"`; "" where it does not."""
    found = _LINK.search(instruction)
    return found[1] if found else ""


def made_page(body: str, *, title: str = "", language: str = "") -> str:
    """Write a page around a body that is HTML; the title is what the document calls itself, read as a page's is."""
    called = f"<title>{escape(title)}</title>" if title.strip() else ""
    spoken = f' lang="{escape(language)}"' if language else ""
    return f"<!DOCTYPE html>\n<html{spoken}><head>{called}</head><body>\n{_under_title(body)}\n</body></html>\n"


def _under_title(body: str) -> str:
    """Leave one heading of the first rank, at the beginning: a page's own parts would stand before any other."""
    place = body.find("<h1>")
    is_title = place >= 0 and body.count("</p>", 0, place) <= _FOREWORD
    end = body.find("</h1>", place) + len("</h1>") if is_title else 0
    return body[:end] + _RANK.sub(r"\1h2", body[end:])


def paragraphs(texts: Iterable[str], *, inside: str) -> str:
    """Write plain texts as paragraphs in an element, `footer` say; "" where no text says anything."""
    written = "".join(f"<p>{escape(text)}</p>\n" for text in texts if text.strip())
    return f"<{inside}>\n{written}</{inside.split()[0]}>\n" if written else ""


def parts_of(raw: bytes) -> dict[str, Entry]:
    """List the files in a document that is a zip archive by name, the first where two have one."""
    parts: dict[str, Entry] = {}
    for entry in zip_entries(raw):
        parts.setdefault(entry.name, entry)
    return parts


def tree_of(xml: bytes) -> Xml.Element:
    """Read XML. BadSourceError for what is none, or is too deep or too large to be prose.

    Entities that it declares are not made into anything: they stand as they are written.
    """
    bare, types = _TYPE.subn(rb"\1", xml)
    try:
        parser = Xml.XMLParser(target=_Bounded())
        parser.feed(_ENTITY.sub(b"&amp;", bare) if types else xml)
        root: Xml.Element = parser.close()
    except (Xml.ParseError, expat.ExpatError, ValueError, LookupError) as error:
        raise BadSourceError(f"this document is broken: {error}") from None
    return root


_TYPE = re.compile(rb"\A([^<]{0,9}(?:<\?[^<>]{0,300}\?>\s*)?)<!DOCTYPE[^<>\[]{0,1000}(?:\[[^\]]{0,100000}\]\s*)?>")
_ENTITY = re.compile(rb"&(?!(?:lt|gt|amp|quot|apos|#\d{1,7}|#x[\da-fA-F]{1,6});)")
_WRAPPERS = frozenset({"sdt", "sdtContent", "smartTag", "customXml"})
"""Elements of Word that say nothing of what is in them, and may be nested without end."""


class _Bounded(Xml.TreeBuilder):
    """Builds a tree with bounds, so that nothing that goes through it later needs any. Wrappers are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.elements = self.depth = 0

    def doctype(self, *_: Any) -> None:
        """Refuse one that could not be taken out: no office writes one, and entities are declared in it."""
        raise BadSourceError("this document declares a type of its own, as none does that an office writes")

    def start(self, tag: Any, attrs: Any) -> Xml.Element:
        self.elements += 1
        is_wrapper = _is_wrapper(tag)
        self.depth += not is_wrapper
        if self.elements > _MOST_ELEMENTS or self.depth > _DEEPEST:
            raise BadSourceError("a document of too many elements, or nested too deeply")
        return _NOTHING if is_wrapper else super().start(tag, attrs)

    def end(self, tag: str) -> Xml.Element:
        if _is_wrapper(tag):
            return _NOTHING
        self.depth -= 1
        return super().end(tag)


_NOTHING = Xml.Element("nothing")


def _is_wrapper(tag: str) -> bool:
    return tag.rpartition("}")[2] in _WRAPPERS
