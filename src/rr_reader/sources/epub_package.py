"""What a book (EPUB) says of itself: its package, the order of its pages, its contents, its locks.

All of that is read by the tokenizer of HTML: where it is no sound XML, that costs only what is broken, and there are no
entities to expand and no addresses to follow. A path in a book is only looked up among the names in it.
"""

import html
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import unquote

from rr_reader.errors import BadSourceError
from rr_reader.sources.archives import ALL, CONTAINER, Entry, zip_entries
from rr_reader.sources.html import declared_encoding
from rr_reader.sources.html_elements import VOID
from rr_reader.sources.html_tokens import Token, tokens
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
_LEVELS = frozenset({"ol", "ul", "navpoint"})
"""Elements that hold the entries below an entry of the contents."""
_CONTENTS = frozenset({"nav", "navmap"})
_LISTS = _CONTENTS | {"pagelist", "navlist"}
"""Elements that hold a list: of contents, of printed pages, of pictures."""
_LONGEST = 1_000_000
"""Characters of a description that are read."""
_LONGEST_FIELD = 1_000
_MOST_TOKENS = 20
_UNKNOWN = frozenset({"", "unknown", "untitled", "[untitled]"})


class Named(NamedTuple):
    """An entry of the contents: what it calls the page, or what begins in the page at the element with this id."""

    title: str
    page: str
    fragment: str
    level: int


class Package(NamedTuple):
    """What a book says of itself."""

    front: dict[str, Any]
    """Keys as in front matter."""
    pages: tuple[str, ...]
    """The names of its pages, in order."""
    contents: tuple[Named, ...]
    """The entries of its contents, in order, but those that name a part of what the entry above them names."""
    files: "Files"


def read_package(raw: bytes) -> Package:
    """Read what a book says of itself. Raises BadSourceError for one that is locked, broken or too large."""
    files = Files(zip_entries(raw))
    _refuse_locked(files)
    paths = (files.find(tag.attributes.get("full-path", "")) for tag in files.tags(CONTAINER) if tag.name == "rootfile")
    package = next(filter(None, paths), "")
    if not package:
        raise BadSourceError("this book is broken: it does not say where its pages are named")
    tags, folder = files.tags(package), posixpath.dirname(package)
    manifest = {
        tag.attributes.get("id", ""): (files.find(tag.attributes.get("href", ""), folder), tag.attributes)
        for tag in tags
        if tag.name == "item"
    }
    contents = tuple(_without_parts(_contents(files, manifest)))
    return Package(_front(tags), tuple(_spine(files, tags, manifest)), contents, files)


class _Tag(NamedTuple):
    name: str
    """Without the prefix of its namespace."""
    attributes: dict[str, str]
    text: str
    """The words in it."""
    level: int


class Files:
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
        text = plain_markup(self.text(name)[:_LONGEST])
        found, tags, level = list(tokens(text)), [], 0
        for index, token in enumerate(found):
            own = token.name.rpartition(":")[2]
            if own in _LEVELS:
                level += {"open": 1, "close": -1}.get(token.kind, 0)
            if token.kind in {"open", "raw"}:
                tags.append(_Tag(own, token.attributes(), _text_in(text, found, index), level))
        return tags


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


def _refuse_locked(files: Files) -> None:
    """Raise BadSourceError for a book whose pages only its seller's programs can open."""
    methods = [tag.attributes.get("algorithm", "") for tag in files.tags(_ENCRYPTION) if tag.name == "encryptionmethod"]
    locks = [lock for name, lock in _LOCKS if name in files.names]
    if any(method not in _OBFUSCATION for method in methods):
        by_whom = f" ({locks[0]})" if locks else ""
        raise BadSourceError(f"this book is locked by DRM{by_whom}: only its seller's programs can open it")


_Manifest = Mapping[str, tuple[str, Mapping[str, str]]]


def _spine(files: Files, tags: list[_Tag], manifest: _Manifest) -> list[str]:
    """List the pages in their order, each once; where the spine names none, as the manifest or the archive has them."""
    named = [manifest.get(tag.attributes.get("idref", ""), ("", {})) for tag in tags if tag.name == "itemref"]
    listed = [item for item in manifest.values() if item[1].get("media-type") in _PAGES]
    contents = {name for name, item in manifest.values() if "nav" in item.get("properties", "").split()}
    for some in (named, listed):
        if pages := [name for name, _ in some if name and name not in contents]:
            return list(dict.fromkeys(pages))
    return sorted(name for name in files.names if name.lower().endswith(_PAGE_NAMES) and name not in contents)


def _contents(files: Files, manifest: _Manifest) -> Iterator[Named]:
    """List the entries of the contents: those of EPUB 3 (`nav`), then of EPUB 2 (`ncx`)."""
    for name, item in manifest.values():
        if name and "nav" in item.get("properties", "").split():
            yield from _named_by(files, name, "a", "a", "href")
        elif name and item.get("media-type") == "application/x-dtbncx+xml":
            yield from _named_by(files, name, "text", "content", "src")


def _named_by(files: Files, name: str, label_tag: str, link_tag: str, attribute: str) -> Iterator[Named]:
    """Read the entries of a list of contents; not those of the lists of printed pages and the like beside it."""
    label, is_contents = "", True
    for tag in files.tags(name):
        if tag.name in _LISTS:
            is_contents = tag.name in _CONTENTS and tag.attributes.get("epub:type", "toc") == "toc"
        label = tag.text if tag.name == label_tag else label
        if is_contents and tag.name == link_tag and label:
            page, _, fragment = tag.attributes.get(attribute, "").partition("#")
            if found := files.find(page, posixpath.dirname(name)):
                yield Named(label, found, unquote(fragment), tag.level)


def _without_parts(contents: Iterator[Named]) -> Iterator[Named]:
    """Drop the entries below one of the same page: they name parts of it; and those that a second list repeats."""
    above: list[Named] = []
    seen = set[tuple[str, str]]()
    for entry in contents:
        while above and above[-1].level >= entry.level:
            above.pop()
        is_part = bool(above) and above[-1].page == entry.page
        above.append(entry)
        if not is_part and (entry.page, entry.fragment) not in seen:
            seen.add((entry.page, entry.fragment))
            yield entry


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


def plain_markup(text: str) -> str:
    """Write as HTML understands it what only XML does: elements closed at once, and sections of bare characters."""
    head, tail = text[: text.rfind("]]>") + 3], text[text.rfind("]]>") + 3 :]
    if len(head) > 2:
        text = _CDATA.sub(lambda match: html.escape(match[1], quote=False), head) + tail
    return _SELF_CLOSED.sub(_opened_and_closed, text)


def _opened_and_closed(match: re.Match[str]) -> str:
    name = match[1]
    return match[0] if name.lower() in VOID else f"<{name}{match[2] or ''}></{name}>"
