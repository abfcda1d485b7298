"""OpenDocument texts (ODT), made into a page: paragraphs, headings, lists, tables, notes, emphasis by their styles."""

from collections.abc import Iterator
from html import escape
from xml.etree.ElementTree import Element

import msgspec

from rr_reader.errors import BadSourceError
from rr_reader.sources.made_page import Piece, inline, made_page, paragraphs, parts_of, tree_of
from rr_reader.sources.renditions import Rendition

_TEXT = "application/vnd.oasis.opendocument.text"
_MOST_SPACES = 1_000
_NAMED = {
    "Title": "h1",
    "Subtitle": 'p class="subtitle"',
    "Author": 'p class="byline"',
    "Date": 'p class="date"',
    "Quotations": "blockquote",
    "Caption": 'p class="caption"',
    "Illustration": 'p class="caption"',
    "Figure": 'p class="caption"',
}
"""What a paragraph is by the name of its style, or of one that its style is made from."""
_BOXES = {"list": "ul", "list-item": "li", "list-header": "li", "table": "table", "table-row": "tr",
          "table-cell": "td", "covered-table-cell": "td", "table-header-rows": "thead"}  # fmt: skip
_UNSAID = frozenset({"tracked-changes", "sequence-decls", "variable-decls", "user-field-decls", "forms", "object",
                     "object-ole", "table-of-content-source", "alphabetical-index-source"})  # fmt: skip
"""What holds no words of the text: what was deleted, declarations, things that other programs draw."""


class _Style(msgspec.Struct, frozen=True):
    parent: str = ""
    bold: str = ""
    slant: str = ""
    shown: bool = True


def render(raw: bytes, name: str) -> Rendition:
    """Give an OpenDocument text as a page. BadSourceError for other OpenDocuments, and for broken or locked ones."""
    parts = parts_of(raw)
    kind = parts["mimetype"].read().decode("ascii", "replace") if "mimetype" in parts else ""
    if not kind.startswith(_TEXT) or "content.xml" not in parts:
        raise BadSourceError("this is a spreadsheet, slides or another kind of document, and no text")
    if "META-INF/manifest.xml" in parts:
        manifest = tree_of(parts["META-INF/manifest.xml"].read())
        if any(_local(element.tag) == "encryption-data" for element in manifest.iter()):
            raise BadSourceError("this document is locked by a password")
    content = tree_of(parts["content.xml"].read())
    common = tree_of(parts["styles.xml"].read()) if "styles.xml" in parts else Element("none")
    about = tree_of(parts["meta.xml"].read()) if "meta.xml" in parts else Element("none")
    writer = _Writer({**_styles(common), **_styles(content)})
    body = next((element for element in content.iter() if _local(element.tag) == "text"), Element("none"))
    article = writer.block(body) + writer.notes()
    running = dict.fromkeys(_running(common))
    around = paragraphs(writer.comments, inside='aside class="comments"') + paragraphs(running, inside="footer")
    page = made_page(f"<article>\n{article}</article>\n{around}", title=_said(about, "title"),
                     language=_said(about, "language"))  # fmt: skip
    return Rendition(page, "html", "odt")


class _Writer:
    """Writes elements as HTML; notes and comments are gathered, as they stand apart from the text."""

    def __init__(self, styles: dict[str, _Style]) -> None:
        self._styles = styles
        self._notes: list[str] = []
        self.comments: list[str] = []

    def notes(self) -> str:
        return f'<ol class="footnotes">\n{"".join(self._notes)}</ol>\n' if self._notes else ""

    def block(self, element: Element) -> str:
        """Write what stands in an element that holds paragraphs."""
        written: list[str] = []
        for child in element:
            local = _local(child.tag)
            if local == "p":
                tag = self._tag(_attribute(child, "style-name"))
                written.append(_wrapped(tag, self._inline(child)))
            elif local == "h":
                level = _attribute(child, "outline-level")
                tag = self._tag(_attribute(child, "style-name"))
                heading = tag if tag == "h1" else f"h{level if level in {'1', '2', '3', '4', '5'} else 6}"
                written.append(_wrapped(heading, self._inline(child, is_heading=True)))
            elif local == "list-item" and [_local(part.tag) for part in child] == ["p"]:
                written.append(_wrapped("li", self._inline(child[0])))
            elif local in _BOXES:
                written.append(_wrapped(_BOXES[local], "\n" + self.block(child)))
            elif local == "tracked-changes":
                written += map(_gone, child)
            elif local not in _UNSAID:
                written.append(self.block(child))
        return "".join(written)

    def _tag(self, style: str) -> str:
        for name in self._line_of(style):
            if name in _NAMED:
                return _NAMED[name]
        return "p"

    def _line_of(self, style: str) -> Iterator[str]:
        """Give a style and those it is made from, nearest first."""
        for _ in range(20):
            if not style:
                return
            yield style
            style = self._styles.get(style, _Style()).parent

    def _emphasized(self, words: str, style: str, *, is_heading: bool = False) -> str:
        if not words.strip() or is_heading:
            return words
        line = [self._styles[name] for name in self._line_of(style) if name in self._styles]
        if any(not each.shown for each in line):
            return f"<span hidden>{words}</span>"
        bold = next((each.bold for each in line if each.bold), "")
        slant = next((each.slant for each in line if each.slant), "")
        words = f"<b>{words}</b>" if bold in {"bold", "600", "700", "800", "900"} else words
        return f"<i>{words}</i>" if slant in {"italic", "oblique"} else words

    def _inline(self, element: Element, *, is_heading: bool = False) -> str:
        written = [escape(element.text or "")]
        for child in element:
            written.append(self._piece(child, is_heading=is_heading))
            written.append(escape(child.tail or ""))
        return self._emphasized("".join(written), _attribute(element, "style-name"), is_heading=is_heading)

    def _piece(self, child: Element, *, is_heading: bool) -> str:
        local = _local(child.tag)
        if local == "note":
            return self._note(child)
        if local == "annotation":
            said = " ".join(" ".join("".join(part.itertext()).split()) for part in child if _local(part.tag) == "p")
            writer = _said(child, "creator")
            self.comments.append(f"{writer}: {said}" if writer else said)
            return ""
        if local == "a":
            target = escape(_attribute(child, "href"))
            return f'<a href="{target}">{self._inline(child)}</a>'
        if local in {"s", "tab", "line-break"}:
            count = _attribute(child, "c")
            return {"s": " " * _spaces(count), "tab": "\t"}.get(local, "<br>")
        if local in {"frame", "text-box", "p", "h"}:  # a box among the words: its words follow, as they do on the page
            return " " + self._inline(child, is_heading=is_heading) + " "
        if local in _UNSAID or local in {"title", "desc"}:
            return ""
        return self._inline(child, is_heading=is_heading)

    def _note(self, note: Element) -> str:
        mark = body = ""
        for part in note:
            if _local(part.tag) == "note-citation":
                mark = escape("".join(part.itertext()))
            elif _local(part.tag) == "note-body":
                body = self.block(part)
        self._notes.append(f'<li class="footnote">{body}</li>\n')
        return f"<sup>[{mark}]</sup>"


def _gone(change: Element) -> str:
    """Write what was deleted as hidden: it stands apart from the text, before it."""
    words = (" ".join("".join(part.itertext()).split()) for part in change.iter() if _local(part.tag) in {"p", "h"})
    return inline(Piece(each, ("deleted",)) for each in words if each)


def _spaces(count: str) -> int:
    return min(int(count[:9]), _MOST_SPACES) if count.isascii() and count.isdecimal() else 1


def _wrapped(tag: str, inner: str) -> str:
    return f"<{tag}>{inner}</{tag.split()[0]}>\n"


def _styles(tree: Element) -> dict[str, _Style]:
    styles = {}
    for element in tree.iter():
        if _local(element.tag) == "style":
            looks = next((part for part in element if _local(part.tag) == "text-properties"), Element("none"))
            styles[_attribute(element, "name")] = _Style(
                _attribute(element, "parent-style-name"),
                _attribute(looks, "font-weight"),
                _attribute(looks, "font-style"),
                _attribute(looks, "display") != "none",
            )
    return styles


def _running(common: Element) -> Iterator[str]:
    for element in common.iter():
        if _local(element.tag) in {"header", "footer", "header-left", "footer-left", "header-first", "footer-first"}:
            yield " ".join("".join(element.itertext()).split())


def _said(tree: Element, name: str) -> str:
    return next((element.text or "" for element in tree.iter() if _local(element.tag) == name), "")


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if _local(key) == name), "")


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
