"""PDF: what is drawn on its pages, as runs of text with their places; `pdf_layout` makes a page of HTML of it.

pypdf reads it, in Python, where no file makes it do what it should not. PDFium gives bare text in a third of its time
and in the same order; asked for the font of each run, by which bold names are known, it is hardly faster.
"""

import io
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import msgspec

from rr_reader.errors import BadSourceError
from rr_reader.sources.made_page import made_page
from rr_reader.sources.renditions import Rendition

_MOST_PAGES = 5_000
_MOST_RUNS = 1_000_000
_BOLD = re.compile(r"bold|black|heavy|demi|cmb|sfbx|[-,]bd\b", re.I)
_SLANTED = re.compile(r"italic|oblique|cmti|sfti|[-,]it\b", re.I)
_BOLD_WEIGHT = 600
_FILE = re.compile(r".*\.\w{2,5}\s*", re.S)
"""A title that a program made of a file's name."""
_PAINTS = frozenset(b"Do;INLINE IMAGE;S;s;f;F;f*;B;B*;b;b*;sh".split(b";"))
"""Operators that show something on a page, beside those of text."""
_LONGEST_TITLE = 500
_NUMBERED = 10
"""Pages that are told by their numbers, at most."""
_NEEDS = "PDFs need the extra `documents`: pip install 'rr-reader[documents]'"


class Run(msgspec.Struct, frozen=True, gc=False):
    """Text drawn at one place in one font. Places and size in points, `y` from the bottom of the page up."""

    text: str
    x: float
    y: float
    size: float
    bold: bool = False
    slanted: bool = False


class Sheet(msgspec.Struct, frozen=True):
    """A page of a PDF: what it is called, `12` or `iv`, and its runs in the order in which they are drawn."""

    label: str
    runs: tuple[Run, ...]
    is_broken: bool = False
    """It could not be read to its end."""


def render(raw: bytes, name: str) -> Rendition:
    """Give a PDF as a page of HTML. BadSourceError for one that is locked, broken, or has pictures of text only.

    Of a page that is broken what stands before the break is given, and that it is not all is a doubt.
    """
    try:
        import pypdf
    except ImportError:
        raise BadSourceError(_NEEDS) from None
    from rr_reader.sources.pdf_layout import body_of

    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)  # what it thinks of a file, a thousand times, is no news
    try:
        document = _opened(pypdf.PdfReader(io.BytesIO(raw[raw.index(b"%PDF-") :])))
        sheets = list(_sheets(document))
        broken = [sheet.label for sheet in sheets if sheet.is_broken]
        is_silent = not any(run.text.strip() for sheet in sheets for run in sheet.runs)
        if is_silent and not broken and _paints(document):
            raise BadSourceError("this PDF holds no text, only pictures: it was scanned, and needs OCR first")
        title = str((document.metadata or {}).get("/Title") or "")[:_LONGEST_TITLE]
    except (BadSourceError, MemoryError, RecursionError):
        raise
    except pypdf.errors.DependencyError:
        raise BadSourceError("this PDF is locked; `pip install cryptography` may open it") from None
    except Exception:  # it promises nothing about what it raises over a broken document
        raise BadSourceError("this PDF is broken, or a part of it is missing") from None
    page = made_page(body_of(sheets), title="" if _FILE.fullmatch(title) else title)
    return Rendition(page, "html", "pdf", doubts=(_told(broken),) if broken else ())


def _told(broken: list[str]) -> str:
    pages = ", ".join(broken[:_NUMBERED]) + (" …" if len(broken) > _NUMBERED else "")
    return f"the PDF is broken on page {pages}: what is missing there cannot be read"


def _opened(document: Any) -> Any:
    if document.is_encrypted and not document.decrypt(""):
        raise BadSourceError("this PDF is locked by a password")
    if len(document.pages) > _MOST_PAGES:
        raise BadSourceError(f"this PDF has more than {_MOST_PAGES:,} pages")
    return document


def _sheets(document: Any) -> Iterator[Sheet]:
    labels = document.page_labels
    left = _MOST_RUNS
    fonts: dict[int, tuple[bool, bool]] = {}
    for index, page in enumerate(document.pages):
        runs, is_broken = _runs(page, fonts)
        left -= len(runs)
        if left < 0:
            raise BadSourceError("this PDF is too large to be read")
        label = str(labels[index])[:20] if index < len(labels) else str(index + 1)
        yield Sheet(label, tuple(runs), is_broken)


def _runs(page: Any, fonts: dict[int, tuple[bool, bool]]) -> tuple[list[Run], bool]:
    """Give what is drawn on a page, up to where it breaks, and whether it does."""
    runs: list[Run] = []

    def met(text: str, outer: list[float], inner: list[float], font: Any, size: float) -> None:
        if len(runs) > _MOST_RUNS or not text.strip("\n"):
            return
        _, _, c, d, e, f = inner
        x, y = e * outer[0] + f * outer[2] + outer[4], e * outer[1] + f * outer[3] + outer[5]
        across, up = c * outer[0] + d * outer[2], c * outer[1] + d * outer[3]
        drawn = abs(size or 1.0) * ((across**2 + up**2) ** 0.5 or 1.0)
        if id(font) not in fonts:
            fonts[id(font)] = _looks(font)
        runs.append(Run(text.replace("\n", " "), x, y, drawn, *fonts[id(font)]))

    is_broken = False
    try:
        page.extract_text(visitor_text=met)
    except (MemoryError, RecursionError):
        raise
    except Exception:  # it promises nothing about what it raises over a broken page
        is_broken = True
    if is_broken and not runs:  # only here: an exception holds what was unpacked before it
        _draw_as_far_as_possible(page, met)
    return runs, is_broken


def _paints(document: Any) -> bool:
    """Tell whether anything is seen on any page: a picture, a line, a surface."""
    contents = (page.get_contents() for page in document.pages)
    return any(operator in _PAINTS for content in contents if content is not None for _, operator in content.operations)


def _draw_as_far_as_possible(page: Any, met: Callable[..., None]) -> None:
    """Draw what a page says before the place where it cannot be read on; nothing is drawn of one that is all broken."""
    from pypdf.generic import NameObject

    with suppress(Exception):
        content = page.get_contents()
        with suppress(Exception):
            _ = content.operations  # which keeps what it has read when it breaks
        page[NameObject("/Contents")] = content
        page.extract_text(visitor_text=met)


def _looks(font: Any) -> tuple[bool, bool]:
    """Tell by a font's name and description whether it is bold, and whether slanted."""
    if not font:
        return False, False
    described = font.get("/FontDescriptor") or {}
    if "/DescendantFonts" in font and not described:
        described = font["/DescendantFonts"][0].get_object().get("/FontDescriptor") or {}
    described = described.get_object() if hasattr(described, "get_object") else described
    name = f"{font.get('/BaseFont', '')} {described.get('/FontName', '')}"
    weight = described.get("/FontWeight", 0)
    is_heavy = isinstance(weight, int | float) and weight >= _BOLD_WEIGHT
    return bool(_BOLD.search(name)) or is_heavy, bool(_SLANTED.search(name))
