"""Which format a text is in, told by what it says rather than by its name, and the reader for it."""

import re

from rr_reader.sources.captions import read_captions
from rr_reader.sources.cues import is_captions
from rr_reader.sources.html import read_html
from rr_reader.sources.markdown import read_markdown
from rr_reader.sources.page import Page
from rr_reader.sources.plain import read_plain

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--[^>]{0,500}-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I
)
_TAG = re.compile(r"<(?:!--|/?[A-Za-z])")
_MARKDOWN = re.compile(
    r"^(?:#{1,6}[ \t]+\S|\*\*\S|__\S|> ?\S|\[[^\]\n]{1,200}\]:[ \t]*\S|```|[*-][ \t]+\S)"
    r"|\[[^\[\]\n]{1,200}\]\([^()\s]{1,500}\)|\*\*[^*\n]{1,200}\*\*",
    re.M,
)
_FRONT = re.compile(r"\A(?:---|\+\+\+)[ \t]*\n")
_ENOUGH = 3
"""Marks of Markdown that make a nameless text Markdown."""


def format_of(text: str, name: str = "") -> str:
    """Tell `html`, `captions`, `markdown` or `text` by the content; the name decides only for Markdown.

    >>> format_of("<!DOCTYPE html><title>x</title>")
    'html'
    >>> format_of("A plain line.", "notes.md")
    'markdown'
    """
    head = text[:20_000].replace("\r\n", "\n").replace("\r", "\n")  # which are still those of its system
    ending = name.lower().rpartition(".")[2]
    if _HTML.match(head) or (ending in {"html", "htm", "xhtml"} and _TAG.search(head)):
        return "html"
    if is_captions(head):
        return "captions"
    ending = name.lower().rpartition(".")[2]
    if ending in {"md", "markdown", "mdown", "mkd"}:
        return "markdown"
    if ending in {"txt", "text"}:
        return "text"
    if _FRONT.match(head) or len(_MARKDOWN.findall(head)) >= _ENOUGH:
        return "markdown"
    return "text"


def read_page(text: str, name: str = "", known: str = "") -> Page:
    """Read a decoded, repaired and safe text in the format that is `known`, else in the one that it looks like."""
    kind = known or format_of(text, name)
    if kind == "markdown":
        return read_markdown(text)
    if kind == "html" and (known or not name.lower().endswith((".txt", ".text"))):
        return read_html(text)
    if kind == "captions":
        return read_captions(text)
    return read_plain(text)
