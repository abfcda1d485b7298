"""The text of a Word document, written as HTML: paragraphs by their styles, emphasis, lists, tables, notes, boxes."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple
from xml.etree.ElementTree import Element

import msgspec

from rr_reader.sources.made_page import Piece, inline, linked

_NAMED = {
    "title": "h1",
    "subtitle": 'p class="subtitle"',
    "author": 'p class="byline"',
    "date": 'p class="date"',
    "quote": "blockquote",
    "intense quote": "blockquote",
    "block text": "blockquote",
    "caption": 'p class="caption"',
    "image caption": 'p class="caption"',
    **{f"heading {level}": f"h{min(level, 6)}" for level in range(1, 10)},
}
"""What a paragraph is by the name of its style, or of one that its style is based on; Word writes them in English."""
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_TAKEN_OUT = frozenset({"del", "moveFrom"})
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_UNSAID = frozenset({"rPr", "pPr", "rt", "annotationRef", "footnoteRef", "endnoteRef", "del"})
_DEEPEST_STYLE = 20
_LONGEST_FIELD = 4_000


class Style(msgspec.Struct, frozen=True):
    """A style as it is defined; what it does not say (None), the one that it is based on says."""

    name: str = ""
    """In small letters."""
    parent: str = ""
    bold: bool | None = None
    slanted: bool | None = None
    hidden: bool | None = None
    is_list: bool = False
    level: str = ""
    """In the outline, from `0`."""


class _Look(NamedTuple):
    """What a style comes to."""

    tag: str = "p"
    bold: bool = False
    slanted: bool = False
    hidden: bool = False

    def over(self, other: "_Look") -> "_Look":
        """Give what two styles come to that hold together, of a paragraph and of words in it."""
        return _Look(self.tag, self.bold or other.bold, self.slanted or other.slanted, self.hidden or other.hidden)

    def switched(self, looks: Mapping[str, Element]) -> "_Look":
        """Give what it comes to where something is switched on or off by hand."""
        bold, slanted, hidden = switched(looks, "b"), switched(looks, "i"), switched(looks, "vanish")
        return _Look(
            self.tag,
            self.bold if bold is None else bold,
            self.slanted if slanted is None else slanted,
            self.hidden if hidden is None else hidden,
        )


class _Field(NamedTuple):
    """A field, whose instruction stands before what it shows: where a link leads, say."""

    instruction: str = ""
    link: str = ""


class _Block(NamedTuple):
    """A block of HTML, and of an item the list in which it stands."""

    written: str
    group: str = ""


def local(tag: str) -> str:
    """Give the name of an element or attribute without its namespace, of which there are two editions."""
    return tag.rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """Give an attribute in whichever namespace; "" if there is none."""
    return next((value for key, value in element.attrib.items() if local(key) == name), "")


def switched(looks: Mapping[str, Element], name: str) -> bool | None:
    """Tell whether something is on or off; None where nothing is said."""
    return attribute(looks[name], "val") not in {"0", "false", "off", "none"} if name in looks else None


class Writer:
    """Writes elements as HTML. Notes are gathered, as they stand apart from the text."""

    def __init__(
        self, styles: Mapping[str, Style], notes: Mapping[tuple[str, str], Element], links: Mapping[str, str]
    ) -> None:
        self._styles, self._noted, self._links = styles, notes, links
        self._looks: dict[str, _Look] = {}
        self._notes: dict[tuple[str, str], int] = {}
        self._bodies: list[Element] = []
        self._boxes: list[str] = []
        self._fields: list[_Field] = []
        self._carried: list[Piece] = []

    def block(self, element: Element) -> str:
        """Write what stands in an element that holds paragraphs."""
        written = ""
        for which, some in groupby(self._blocks(element), key=lambda block: block.group):
            blocks = "".join(each.written for each in some)
            written += f"<ul>\n{blocks}</ul>\n" if which else blocks
        rest, self._carried = inline(self._carried), []
        return f"{written}<p>{rest}</p>\n" if rest else written

    def notes(self) -> str:
        """Write the notes that the text refers to, and those that they refer to, each once."""
        written = "".join(f'<li class="footnote">{self.block(body)}</li>\n' for body in self._bodies)
        return f'<ol class="footnotes">\n{written}</ol>\n' if written else ""

    def _blocks(self, element: Element) -> Iterator[_Block]:
        for child in element:
            name = local(child.tag)
            if name == "p":
                yield from self._paragraph(child)
            elif name == "tbl":
                yield _Block(f"<table>{self.block(child)}</table>\n")
            elif name == "tr":
                yield _Block(f"<tr>{self.block(child)}</tr>\n")
            elif name == "tc":
                yield _Block(f"<td>{self.block(child).strip()}</td>")
            elif name == "AlternateContent":
                yield from self._blocks(_chosen(child))
            else:
                yield from self._blocks(child)

    def _paragraph(self, element: Element) -> Iterator[_Block]:
        told = next(({local(each.tag): each for each in part} for part in element if local(part.tag) == "pPr"), {})
        style = attribute(told["pStyle"], "val") if "pStyle" in told else ""
        look = self._look(style, attribute(told["outlineLvl"], "val") if "outlineLvl" in told else "")
        numbered = ""
        if look.tag in {"p", "li"} and "numPr" in told:
            numbered = next((attribute(each, "val") for each in told["numPr"] if local(each.tag) == "numId"), "")
            look = look._replace(tag="p" if numbered == "0" else "li")
        plain = look if look.tag in {"p", "li"} else _Look()  # that a heading is bold says nothing
        pieces = self._carried + list(self._pieces(element, plain, ()))
        self._carried = []
        if any(local(each.tag) == "del" for each in told.get("rPr", ())):  # its end was deleted: it goes on
            self._carried = pieces
            return
        if inner := inline(pieces):
            group = f"{style} {numbered}" if look.tag == "li" else ""
            yield _Block(f"<{look.tag}>{inner}</{look.tag.split()[0]}>\n", group)
        boxes, self._boxes = self._boxes, []
        yield from map(_Block, boxes)

    def _pieces(self, element: Element, look: _Look, tags: tuple[str, ...], link: str = "") -> Iterator[Piece]:
        """Read what stands in a paragraph, in its links, in what was put in or taken out while changes were tracked."""
        for child in element:
            name = local(child.tag)
            if name == "r":
                yield from self._run(child, look, tags, link)
            elif name == "hyperlink":
                yield from self._pieces(child, look, tags, self._links.get(attribute(child, "id"), "") or link)
            elif name in _TAKEN_OUT:
                yield from self._pieces(child, look, (*tags, "deleted"), link)
            elif name == "AlternateContent":
                yield from self._pieces(_chosen(child), look, tags, link)
            elif name == "t":  # of a formula
                yield Piece(child.text or "", tags, link)
            elif name not in _UNSAID:
                yield from self._pieces(child, look, tags, link)

    def _run(self, run: Element, look: _Look, tags: tuple[str, ...], link: str) -> Iterator[Piece]:
        told = next(({local(each.tag): each for each in part} for part in run if local(part.tag) == "rPr"), None)
        if told:
            own = self._look(attribute(told["rStyle"], "val")) if "rStyle" in told else _Look()
            look = look.over(own).switched(told)
        tags += ("b",) * look.bold + ("i",) * look.slanted + ("hidden",) * look.hidden
        for child in run:
            name = local(child.tag)
            link_here = self._fields[-1].link if self._fields else ""
            if name in {"t", "delText"}:
                yield Piece((child.text or "").replace("\n", " "), tags, link or link_here)
            elif name in _SIGNS:
                yield Piece(_SIGNS[name], tags, link or link_here)
            elif name == "sym":
                yield Piece(_character(attribute(child, "char")), tags, link or link_here)
            elif name in _NOTES:
                yield from self._note((_NOTES[name], attribute(child, "id")))
            elif name in {"fldChar", "instrText"}:
                self._field(child)
            elif name == "ruby":
                yield from (
                    piece for part in child if local(part.tag) == "rubyBase" for piece in self._pieces(part, look, tags)
                )
            elif name not in _UNSAID:
                self._box(child)

    def _note(self, key: tuple[str, str]) -> Iterator[Piece]:
        if key in self._noted:
            if key not in self._notes:
                self._bodies.append(self._noted[key])
                self._notes[key] = len(self._bodies)
            yield Piece(f"[{self._notes[key]}]", ("sup",))

    def _field(self, element: Element) -> None:
        last = self._fields[-1] if self._fields else _Field()
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            self._fields.append(_Field(link=last.link))
        elif not self._fields:
            return
        elif kind == "separate":
            self._fields[-1] = last._replace(link=linked(last.instruction) or last.link)
        elif kind == "end":
            self._fields.pop()
        else:
            self._fields[-1] = last._replace(instruction=(last.instruction + (element.text or ""))[:_LONGEST_FIELD])

    def _box(self, element: Element) -> None:
        """Gather what stands in boxes: it follows the paragraph at which they are anchored."""
        if local(element.tag) == "AlternateContent":
            element = _chosen(element)
        if local(element.tag) == "txbxContent":
            held, self._boxes = self._boxes, []
            written = self.block(element)
            self._boxes = [*held, written]
        else:
            for child in element:
                self._box(child)

    def _look(self, key: str, level: str = "") -> _Look:
        """Tell what a style comes to, with those that it is based on, nearest first."""
        if (known := self._looks.get(f"{key}\n{level}")) is not None:
            return known
        line: list[Style] = []
        at = key
        while at in self._styles and len(line) < _DEEPEST_STYLE:
            line.append(self._styles[at])
            at = line[-1].parent
        level = level or next((style.level for style in line if style.level), "")
        tag = next((_NAMED[style.name] for style in line if style.name in _NAMED), "")
        tag = tag or (f"h{min(int(level) + 1, 6)}" if level in set("012345678") else "")
        look = _Look(
            tag or ("li" if any(style.is_list for style in line) else "p"),
            next((style.bold for style in line if style.bold is not None), False),
            next((style.slanted for style in line if style.slanted is not None), False),
            next((style.hidden for style in line if style.hidden is not None), False),
        )
        self._looks[f"{key}\n{level}"] = look
        return look


def _chosen(alternatives: Element) -> Element:
    """Give the first of several forms of the same."""
    return next((each for each in alternatives if local(each.tag) in {"Choice", "Fallback"}), Element("none"))


def _character(code: str) -> str:
    try:
        return chr(int(code[:6], 16))
    except (ValueError, OverflowError):
        return ""
