"""Word documents (DOCX): mammoth makes a page of them; what it leaves out is read here.

It would follow hostile documents without end, so that their bounds are looked at first.
"""

import io
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from rr_reader.errors import BadSourceError
from rr_reader.sources.archives import Entry
from rr_reader.sources.made_page import made_page, paragraphs, parts_of, tree_of
from rr_reader.sources.renditions import Rendition

_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p.subtitle:fresh
p[style-name='Author'] => p.byline:fresh
p[style-name='Date'] => p.date:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='caption'] => p.caption:fresh
p[style-name='Image Caption'] => p.caption:fresh
"""
_NOTES = re.compile(r'<ol>(?=<li id="(?:foot|end)note-)')
_REFERENCE = re.compile(r'<a href="#(?:foot|end)note-[^"]*" id="[^"]*">([^<]*)</a>')
_BACK = re.compile(r'\s*<a href="#(?:foot|end)note-ref-[^"]*">↑</a>')
_RUNNING = re.compile(r"word/(?:header|footer)\d*\.xml")

_LARGEST = 64 << 20
"""Bytes of XML in all."""


def render(raw: bytes, name: str) -> Rendition:
    """Give a Word document as a page. BadSourceError for another document of an office, and a broken one."""
    parts = parts_of(raw)
    if "word/document.xml" not in parts:
        raise BadSourceError("this is a spreadsheet, slides or another kind of document, and no text")
    around = _around(parts)
    body = _NOTES.sub('<ol class="footnotes">', _REFERENCE.sub(r"\1", _BACK.sub("", _page(raw))))
    return Rendition(made_page(f"<article>\n{body}\n</article>\n{around}", title=_title(parts)), "html", "docx")


def _page(raw: bytes) -> str:
    try:
        import mammoth
    except ImportError:
        raise BadSourceError("Word documents need the extra `documents`: pip install 'rr-reader[documents]'") from None
    try:
        made = mammoth.convert_to_html(
            io.BytesIO(raw),
            style_map=_STYLES,
            include_embedded_style_map=False,
            convert_image=lambda _: [],  # a picture says nothing that could be read
        )
    except RecursionError:
        raise
    except Exception as error:  # it promises nothing about what it raises over a broken document
        raise BadSourceError(f"this document is broken: {type(error).__name__}") from None
    return re.sub(r"(</(?:p|h\d|li|tr|ul|ol|table)>)", r"\1\n", str(made.value))


def _around(parts: dict[str, Entry]) -> str:
    """Look at all XML whether it is within bounds, and give what stands around the text: running heads, comments."""
    running: dict[str, None] = {}
    comments: list[str] = []
    left = _LARGEST
    for name, part in parts.items():
        if not name.endswith((".xml", ".rels")):
            continue
        left -= part.size
        if left < 0:
            raise BadSourceError("a document of too much text")
        tree = tree_of(part.read())
        if _RUNNING.fullmatch(name):
            running |= dict.fromkeys(_texts(tree))
        elif name == "word/comments.xml":
            comments += [_comment(each) for each in tree]
    return paragraphs(comments, inside='aside class="comments"') + paragraphs(running, inside="footer")


def _texts(tree: Element) -> Iterator[str]:
    for element in tree.iter():
        if _local(element.tag) == "p":
            yield " ".join("".join(_pieces(element)).split())


def _pieces(paragraph: Element) -> Iterator[str]:
    for element in paragraph.iter():
        local = _local(element.tag)
        if local == "t":
            yield element.text or ""
        elif local in {"tab", "br", "cr"}:
            yield " "


def _comment(comment: Element) -> str:
    writer = next((value for key, value in comment.attrib.items() if _local(key) == "author"), "")
    words = " ".join(filter(None, _texts(comment)))
    return f"{writer}: {words}" if writer and words else words


def _title(parts: dict[str, Entry]) -> str:
    if "docProps/core.xml" not in parts:
        return ""
    tree = tree_of(parts["docProps/core.xml"].read())
    return next((element.text or "" for element in tree if _local(element.tag) == "title"), "")


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
