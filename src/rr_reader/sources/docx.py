"""Word documents (DOCX): which files of the package say what, and what stands around the text: heads, feet, comments.

The XML is read here, within bounds: the libraries for it follow hostile documents without end, and are far slower.
"""

import posixpath
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from rr_reader.errors import BadSourceError
from rr_reader.sources.docx_text import Style, Writer, attribute, local, switched
from rr_reader.sources.made_page import made_page, paragraphs, parts_of, tree_of
from rr_reader.sources.renditions import Rendition

_LARGEST = 64 << 20
"""Bytes of XML in all."""
_USUAL = "word/document.xml"
_NOT_TEXT = "this is a spreadsheet, slides or another kind of document, and no text"


def render(raw: bytes, name: str) -> Rendition:
    """Give a Word document as a page. BadSourceError for another document of an office, and a broken one."""
    package = _Package(raw)
    styles = {key: style for tree in package.trees("styles") for key, style in _styles(tree)}
    notes = {
        (kind, attribute(note, "id")): note
        for kind in ("footnote", "endnote")
        for tree in package.trees(f"{kind}s")
        for note in tree
    }
    writer = Writer(styles, notes, package.links)
    body = next((each for each in package.text if local(each.tag) == "body"), package.text)
    article = writer.block(body) + writer.notes()
    comments = [_comment(each) for tree in package.trees("comments") for each in tree]
    running = dict.fromkeys(
        text for kind in ("header", "footer") for tree in package.trees(kind) for text in _texts(tree)
    )
    around = paragraphs(comments, inside='aside class="comments"') + paragraphs(running, inside="footer")
    return Rendition(made_page(f"<article>\n{article}</article>\n{around}", title=package.title), "html", "docx")


class _Package:
    """The files in a document, as they refer to one another."""

    def __init__(self, raw: bytes) -> None:
        self._parts = parts_of(raw)
        self._left = _LARGEST
        of_all = self._related("", "_rels/.rels")
        main = next((path for kind, path, _ in of_all if kind == "officeDocument" and path in self._parts), _USUAL)
        if main not in self._parts:
            raise BadSourceError(_NOT_TEXT)
        folder, file = posixpath.split(main)
        self.text = self._tree(main)
        if local(self.text.tag) != "document":
            raise BadSourceError(_NOT_TEXT)
        self._found = self._related(folder, f"{folder}/_rels/{file}.rels")
        self.links = {key: path for kind, path, key in self._found if kind == "hyperlink"}
        core = next((self._tree(path) for kind, path, _ in of_all if kind == "core-properties" and path in self._parts),
                    Element("none"))  # fmt: skip
        self.title = next((each.text or "" for each in core if local(each.tag) == "title"), "")

    def trees(self, kind: str) -> Iterator[Element]:
        """Give the files that the text names as of a kind, `styles` say."""
        for path in dict.fromkeys(path for each, path, _ in self._found if each == kind):
            if path in self._parts:
                yield self._tree(path)

    def _tree(self, path: str) -> Element:
        self._left -= self._parts[path].size
        if self._left < 0:
            raise BadSourceError("a document of too much text")
        return tree_of(self._parts[path].read())

    def _related(self, folder: str, path: str) -> list[tuple[str, str, str]]:
        """Read what a file refers to: of which kind it is, where, and under which id."""
        found = []
        for each in self._tree(path) if path in self._parts else ():
            target = attribute(each, "Target")
            if attribute(each, "TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found.append((attribute(each, "Type").rpartition("/")[2], target, attribute(each, "Id")))
        return found


def _styles(tree: Element) -> Iterator[tuple[str, Style]]:
    for element in tree:
        if local(element.tag) != "style":
            continue
        told = {local(each.tag): each for each in element}
        looks = {local(each.tag): each for each in told.get("rPr", ())}
        place = {local(each.tag): each for each in told.get("pPr", ())}
        name, parent = told.get("name"), told.get("basedOn")
        yield (
            attribute(element, "styleId"),
            Style(
                "" if name is None else attribute(name, "val").casefold(),
                "" if parent is None else attribute(parent, "val"),
                switched(looks, "b"),
                switched(looks, "i"),
                switched(looks, "vanish"),
                place.get("numPr") is not None,
                attribute(place["outlineLvl"], "val") if "outlineLvl" in place else "",
            ),
        )


def _comment(comment: Element) -> str:
    writer = attribute(comment, "author")
    words = " ".join(filter(None, _texts(comment)))
    return f"{writer}: {words}" if writer and words else words


def _texts(tree: Element) -> Iterator[str]:
    for element in tree.iter():
        if local(element.tag) == "p":
            yield " ".join("".join(_words(element)).split())


def _words(paragraph: Element) -> Iterator[str]:
    for element in paragraph.iter():
        name = local(element.tag)
        if name == "t":
            yield element.text or ""
        elif name in {"tab", "br", "cr"}:
            yield " "
