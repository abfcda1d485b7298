"""Books (EPUB): the chapters in the order of the spine, as one page of HTML or as a page each.

What describes a book (container, package, contents) is read by the tokenizer of HTML: where it is no sound XML, that
costs only what is broken, and there are no entities to expand and no addresses to follow. A path in a book is only
looked up among the names in it.
"""

import html
import posixpath
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import unquote

from rr_reader.errors import BadSourceError
from rr_reader.sources.archives import ALL, CONTAINER, Entry, zip_entries
from rr_reader.sources.html import declared_encoding
from rr_reader.sources.html_elements import VOID
from rr_reader.sources.html_tokens import Token, tokens
from rr_reader.sources.renditions import Rendition
from rr_reader.text.decode import decode

_ENCRYPTION = "META-INF/encryption.xml"
_OBFUSCATION = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
"""Not locks: fonts made useless outside of the book."""
_LOCKS = (("META-INF/license.lcpl", "Readium LCP"), ("META-INF/sinf.xml", "Apple FairPlay"),
          ("META-INF/rights.xml", "Adobe ADEPT"))  # fmt: skip
"""What lies beside what was locked, by whose lock it is."""
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document")
_PAGE_NAMES = (".xhtml", ".html", ".htm")
_SELF_CLOSED = re.compile(r"<([A-Za-z][\w:.-]*)(\s[^<>]*)?/>")
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.S)
_ARTICLE = re.compile(r"<(/?)article(?=[\s>])", re.I)
_PAGE_BREAK = re.compile(r"<(span|div|a)(?=\s[^<>]*\b(?:epub:type|role)=[\"'](?:doc-)?pagebreak\b)", re.I)
_NOTE = re.compile(r"<([A-Za-z]+)(?=\s[^<>]*\bepub:type=[\"'](?:foot|end|rear)note\b)", re.I)
_FIRST_RANK = re.compile(r"(</?)h1(?=[\s>])", re.I)
_HEADED = re.compile(r"<h([1-6])(?=[\s>])[^<>]*>(.{0,500}?)</h\1\s*>", re.S | re.I)
_HEADING = re.compile(r"<h[1-6][\s>]", re.I)
_LONGEST_FIELD = 1_000
_MOST_TOKENS = 20
_UNKNOWN = frozenset({"", "unknown", "untitled", "[untitled]"})


class Chapter(NamedTuple):
    """A page of the spine: its name in the contents, "" if it has none there, and what stands in its body."""

    title: str
    body: str


class Book(NamedTuple):
    """What a book says of itself, keys as in front matter, and its chapters."""

    front: dict[str, Any]
    chapters: tuple[Chapter, ...]

    def by_contents(self) -> tuple[Chapter, ...]:
        """Give the chapters as the contents have them: a page that these do not name goes on with the one before."""
        if not any(page.title for page in self.chapters):
            return self.chapters
        joined: list[Chapter] = []
        for page in self.chapters:
            if page.title or not joined:
                joined.append(page)
            else:
                joined[-1] = Chapter(joined[-1].title, f"{joined[-1].body}\n{page.body}")
        return tuple(joined)


def render(raw: bytes, _name: str) -> Rendition:
    """Give the whole book as one page. Raises BadSourceError for one that is locked, broken, too large or empty."""
    book = read_book(raw)
    pages = "\n".join(f"<section>{_body(chapter)}</section>" for chapter in book.chapters)
    text = f"<!DOCTYPE html>\n<html><body><article>\n{_under_title(book, pages)}\n</article></body></html>\n"
    return Rendition(text, "html", "epub", book.front)


def _under_title(book: Book, pages: str) -> str:
    """Let nothing be called as the article is but the book: at its first heading if that is its title, else above."""
    title = str(book.front.get("title", ""))
    first = _HEADED.search(pages)
    if first and title and _words(first[2]).casefold() == title.casefold():
        begins, above = first.end(), _FIRST_RANK.sub(r"\1h2", pages[: first.start()]) + f"<h1>{first[2]}</h1>"
    else:
        begins, above = 0, f"<h1>{html.escape(title)}</h1>\n" if title else ""
    return above + _FIRST_RANK.sub(r"\1h2", pages[begins:])


def _words(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^<>]*>", "", markup)).split())


def chapter_page(book: Book, chapter: Chapter) -> bytes:
    """Make a page of its own of a chapter, with what the book says of itself in its head."""
    front = book.front
    named = {
        "og:title": [chapter.title], "author": front.get("author", []), "date": [front.get("date", "")],
        "og:site_name": [front.get("title", "")],
    }  # fmt: skip
    metas = "".join(
        f'<meta name="{name}" content="{html.escape(value)}">\n'
        for name, values in named.items()
        for value in values
        if value
    )
    lang = html.escape(front.get("language", ""))
    head = f'<html lang="{lang}"><head><meta charset="utf-8">\n{metas}</head>'
    return f"<!DOCTYPE html>\n{head}\n<body><article>\n{_body(chapter)}\n</article></body></html>\n".encode(
        "utf-8", "replace"
    )


def _body(chapter: Chapter) -> str:
    is_named = _HEADING.search(chapter.body) or not chapter.title
    return chapter.body if is_named else f"<h2>{html.escape(chapter.title)}</h2>\n{chapter.body}"


def read_book(raw: bytes) -> Book:
    """Read a book. Raises BadSourceError for one that is locked, broken, too large or without text."""
    files = _Files(zip_entries(raw))
    _refuse_locked(files)
    package = next(
        (
            file
            for tag in files.tags(CONTAINER)
            if tag.name == "rootfile" and (file := files.find(tag.attributes.get("full-path", "")))
        ),
        next((name for name in files.names if name.endswith(".opf")), ""),
    )
    tags = files.tags(package)
    folder = posixpath.dirname(package)
    manifest = {
        tag.attributes.get("id", ""): (files.find(tag.attributes.get("href", ""), folder), tag.attributes)
        for tag in tags
        if tag.name == "item"
    }
    titles = _titles(files, manifest)
    chapters = tuple(
        Chapter(titles.get(page, ""), body)
        for page in _spine(files, tags, manifest)
        if (body := _body_of(files.text(page)))
    )
    if not chapters:
        raise BadSourceError("this book holds no text")
    return Book(_front(tags), chapters)


class _Tag(NamedTuple):
    name: str
    """Without the prefix of its namespace."""
    attributes: dict[str, str]
    text: str
    """The words in it."""


class _Files:
    """The files in a book, by name; all that is read of them is bounded."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = {entry.name: entry for entry in reversed(entries)}
        self._folded = {name.casefold(): name for name in self._entries}
        self.names = [entry.name for entry in entries]
        self._left = ALL

    def find(self, href: str, folder: str = "") -> str:
        """Give the name of the file that a reference in a folder means; "" if there is none."""
        path = posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0]))).lstrip("/") if href else ""
        return path if path in self._entries else self._folded.get(path.casefold(), "")

    def text(self, name: str) -> str:
        """Give the text of a file, "" if there is none. BadSourceError if it cannot be read."""
        entry = self._entries.get(name)
        if entry is None:
            return ""
        self._left -= entry.size
        if self._left < 0:
            raise BadSourceError(f"this book unpacks to more than {ALL >> 20} MB")
        raw = entry.read()
        return decode(raw, declared=declared_encoding(raw)).text

    def tags(self, name: str) -> list[_Tag]:
        """Give the tags of a file that describes something; none if there is no such file."""
        text = _plain_markup(self.text(name))
        found = list(tokens(text))
        return [
            _Tag(token.name.rpartition(":")[2], token.attributes(), _text_in(text, found, index))
            for index, token in enumerate(found)
            if token.kind in {"open", "raw"}
        ]


def _text_in(text: str, found: list[Token], index: int) -> str:
    """Give the words between a tag and the one that closes it, if that is near."""
    opening = found[index]
    if opening.kind == "raw":
        inner = text[opening.inner : opening.inner_end][:_LONGEST_FIELD]
    else:
        parts = []
        for token in found[index + 1 : index + 1 + _MOST_TOKENS]:
            if (token.kind, token.name) == ("close", opening.name):
                break
            parts += [text[token.start : token.end][:_LONGEST_FIELD]] if token.kind == "text" else []
        inner = "".join(parts)[:_LONGEST_FIELD]
    return " ".join(html.unescape(inner).split())


def _refuse_locked(files: _Files) -> None:
    """Raise BadSourceError for a book whose pages only its seller's programs can open."""
    methods = [tag.attributes.get("algorithm", "") for tag in files.tags(_ENCRYPTION) if tag.name == "encryptionmethod"]
    locks = [lock for name, lock in _LOCKS if name in files.names]
    if any(method not in _OBFUSCATION for method in methods):
        by_whom = f" ({locks[0]})" if locks else ""
        raise BadSourceError(f"this book is locked by DRM{by_whom}: only its seller's programs can open it")


_Manifest = Mapping[str, tuple[str, Mapping[str, str]]]


def _spine(files: _Files, tags: list[_Tag], manifest: _Manifest) -> list[str]:
    """List the pages in their order, each once; where the spine names none, as the manifest or the archive has them."""
    named = [manifest.get(tag.attributes.get("idref", ""), ("", {})) for tag in tags if tag.name == "itemref"]
    listed = [item for item in manifest.values() if item[1].get("media-type") in _PAGES]
    contents = {name for name, item in manifest.values() if "nav" in item.get("properties", "").split()}
    for some in (named, listed):
        if pages := [name for name, _ in some if name and name not in contents]:
            return list(dict.fromkeys(pages))
    return sorted(name for name in files.names if name.lower().endswith(_PAGE_NAMES) and name not in contents)


def _titles(files: _Files, manifest: _Manifest) -> dict[str, str]:
    """Give what the contents call each page: those of EPUB 3 (`nav`) or of EPUB 2 (`ncx`), the first name of each."""
    found: dict[str, str] = {}
    for name, item in manifest.values():
        if not name:
            continue
        folder = posixpath.dirname(name)
        label = ""
        if "nav" in item.get("properties", "").split():
            for tag in files.tags(name):
                if tag.name == "a" and tag.text and (page := files.find(tag.attributes.get("href", ""), folder)):
                    found.setdefault(page, tag.text)
        elif item.get("media-type") == "application/x-dtbncx+xml":
            for tag in files.tags(name):
                label = tag.text if tag.name == "text" else label
                if tag.name == "content" and label and (page := files.find(tag.attributes.get("src", ""), folder)):
                    found.setdefault(page, label)
    return found


def _front(tags: list[_Tag]) -> dict[str, Any]:
    """Say what the package says of the book."""
    roles = {
        tag.attributes.get("refines", "").removeprefix("#"): tag.text
        for tag in tags
        if tag.name == "meta" and tag.attributes.get("property") == "role"
    }
    given: dict[str, list[str]] = {}
    for tag in tags:
        role = tag.attributes.get("opf:role") or roles.get(tag.attributes.get("id", ""), "aut")
        is_other = (tag.name == "creator" and role != "aut") or tag.attributes.get("opf:event") == "modification"
        if tag.text.casefold() not in _UNKNOWN and not is_other:
            given.setdefault(tag.name, []).append(tag.text)
    first = {
        key: given[name][0]
        for key, name in (("title", "title"), ("date", "date"), ("publisher", "publisher"))
        if name in given
    }
    language = given.get("language", [""])[0].replace("_", "-").partition("-")[0].lower()
    known: dict[str, Any] = {"author": given.get("creator"), "tags": given.get("subject")}
    known["language"] = language if language.isalpha() and language != "und" else ""
    return first | {key: value for key, value in known.items() if value}


def _body_of(page: str) -> str:
    """Give what stands in the body of a page, as HTML has it rather than XML; "" where that has no word."""
    text = _plain_markup(page)
    found = list(tokens(text))
    begins = next((token.end for token in found if (token.kind, token.name) == ("open", "body")), 0)
    closed = {token.name: token.start for token in found if token.kind == "close"}
    ends = max(begins, closed.get("body", closed.get("html", len(text))))
    body = _ARTICLE.sub(r"<\1section", text[begins:ends].strip())
    body = _NOTE.sub(r'<\1 class="footnote"', _PAGE_BREAK.sub(r"<\1 hidden", body))
    has_words = any(token.kind == "text" and body[token.start : token.end].strip() for token in tokens(body))
    return body if has_words else ""


def _plain_markup(text: str) -> str:
    """Write as HTML understands it what only XML does: elements closed at once, and sections of bare characters."""
    head, tail = text[: text.rfind("]]>") + 3], text[text.rfind("]]>") + 3 :]
    if len(head) > 2:
        text = _CDATA.sub(lambda match: html.escape(match[1], quote=False), head) + tail
    return _SELF_CLOSED.sub(_opened_and_closed, text)


def _opened_and_closed(match: re.Match[str]) -> str:
    name = match[1]
    return match[0] if name.lower() in VOID else f"<{name}{match[2] or ''}></{name}>"
