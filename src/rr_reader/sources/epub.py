"""Books (EPUB): the pages in the order of the spine as one page of HTML, or chapters as the contents name them."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from rr_reader.errors import BadSourceError
from rr_reader.sources.epub_package import Named, plain_markup, read_package
from rr_reader.sources.html_tokens import tokens
from rr_reader.sources.renditions import Rendition

_ARTICLE = re.compile(r"<(/?)article(?=[\s>])", re.I)
_PAGE_BREAK = re.compile(r"<(span|div|a)(?=\s[^<>]*\b(?:epub:type|role)=[\"'](?:doc-)?pagebreak\b)", re.I)
_NOTE = re.compile(r"<([A-Za-z]+)(?=\s[^<>]*\bepub:type=[\"'](?:foot|end|rear)note\b)", re.I)
_MARK = r"\s{0,20}[\[(]?(?:\d{1,4}|[a-z*†‡§])[\])]?\s{0,20}"
_TO_NOTE = r"a\s[^<>]{0,500}\bhref=[\"'][^\"'<>]{0,300}#[^<>]{0,500}"
_NOTE_MARK = re.compile(
    r"<(a)(?=\s[^<>]{0,500}\b(?:epub:type|role)=[\"'](?:doc-)?noteref\b)"
    rf"|<(sup)(?=[^<>]{{0,500}}>\s{{0,20}}<{_TO_NOTE}>{_MARK}</a>\s{{0,20}}</sup>)"
    rf"|<(a)(?=[^<>]{{0,500}}>\s{{0,20}}<sup[^<>]{{0,500}}>{_MARK}</sup>\s{{0,20}}</a>)"
    r"(?=\s[^<>]{0,500}\bhref=[\"'][^\"'<>]{0,300}#)",
    re.I,
)
"""What leads to a footnote: said to do so, or a raised number or sign that is a link within the book."""
_BACK = re.compile(r"<(a)(?=\s[^<>]{0,500}\b(?:epub:type|role)=[\"'](?:doc-)?(?:backlink|referrer)\b)", re.I)
_LEADS_BACK = "link back to a footnote&#39;s place"
_FIRST_RANK = re.compile(r"(</?)h1(?=[\s>])", re.I)
_HEADED = re.compile(r"<h([1-6])(?=[\s>])[^<>]*>(.{0,500}?)</h\1\s*>", re.S | re.I)
_WITH_ID = re.compile(r"<[A-Za-z][^<>]*?\sid=[\"']([^\"']*)[\"']")
_HEADING = re.compile(r"<h[1-6][\s>]", re.I)


class Chapter(NamedTuple):
    """A page of a book: what stands in its body, and its names in the contents, each by where in it that begins."""

    body: str
    names: tuple[tuple[int, str], ...] = ()

    @property
    def title(self) -> str:
        """What the contents call it first; "" for what they do not name."""
        return next((title for _, title in self.names), "")


class Book(NamedTuple):
    """What a book says of itself, keys as in front matter, and its pages in order."""

    front: dict[str, Any]
    pages: tuple[Chapter, ...]

    def chapters(self) -> list[Chapter]:
        """Give the book as the contents have it: what they do not name goes on with what stands before it."""
        if not any(page.names for page in self.pages):
            return list(self.pages)
        joined: list[Chapter] = []
        for piece in (piece for page in self.pages for piece in _pieces(page)):
            if piece.names or not joined:
                joined.append(piece)
            else:
                joined[-1] = Chapter(f"{joined[-1].body}\n{piece.body}", joined[-1].names)
        return joined


def _pieces(page: Chapter) -> Iterator[Chapter]:
    """Part a page where the contents name what begins there."""
    first = page.names[0][0] if page.names else len(page.body)
    if page.body[:first].strip():
        yield Chapter(page.body[:first])
    ends = [*(place for place, _ in page.names[1:]), len(page.body)]
    for (place, title), end in zip(page.names, ends, strict=False):
        yield Chapter(page.body[place:end], ((0, title),))


def render(raw: bytes, _name: str) -> Rendition:
    """Give the whole book as one page. Raises BadSourceError for one that is locked, broken, too large or empty."""
    book = read_book(raw)
    pages = "\n".join(f"<section>{_body(chapter)}</section>" for chapter in book.pages)
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
    package = read_package(raw)
    named: dict[str, list[Named]] = {}
    for entry in package.contents:
        named.setdefault(entry.page, []).append(entry)
    bodies = ((page, _body_of(package.files.text(page))) for page in package.pages)
    pages = tuple(Chapter(body, _places(body, named.get(page, ()))) for page, body in bodies if body)
    if not pages:
        raise BadSourceError("this book holds no text")
    return Book(package.front, pages)


def _places(body: str, named: Sequence[Named]) -> tuple[tuple[int, str], ...]:
    """Say where in a page begins what the contents name, each place by its first name."""
    ids: Mapping[str, int] = {}
    if any(entry.fragment for entry in named):
        ids = {match[1]: match.start() for match in _WITH_ID.finditer(body)}
    found: dict[int, str] = {}
    for entry in named:
        found.setdefault(ids.get(entry.fragment, 0), entry.title)
    return tuple(sorted(found.items()))


def _body_of(page: str) -> str:
    """Give what stands in the body of a page, as HTML has it rather than XML; "" where that has no word."""
    text = plain_markup(page)
    begins, closed = 0, dict[str, int]()
    for token in tokens(text):
        if (token.kind, token.name) == ("open", "body"):
            begins = begins or token.end
        elif token.kind == "close":
            closed[token.name] = token.start
    ends = max(begins, closed.get("body", closed.get("html", len(text))))
    body = _ARTICLE.sub(r"<\1section", text[begins:ends].strip())
    body = _NOTE.sub(r'<\1 class="footnote"', _PAGE_BREAK.sub(r"<\1 hidden", body))
    body = _NOTE_MARK.sub(r'<\1\2\3 hidden data-set-aside="mark of a footnote"', body)
    body = _BACK.sub(rf'<\1 hidden data-set-aside="{_LEADS_BACK}"', body)
    has_words = any(token.kind == "text" and body[token.start : token.end].strip() for token in tokens(body))
    return body if has_words else ""
