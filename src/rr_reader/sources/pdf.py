"""PDF: what is drawn on its pages, as runs of text with their places; `pdf_layout` makes a page of HTML of it.

pypdf reads it: it is slower than others, and no file makes it do what it should not.
"""

import io
import logging
import re
from collections.abc import Iterator
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
_FILE = re.compile(r".*\.\w{2,5}\s*\Z", re.S)
"""A title that a program made of a file's name."""
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


def render(raw: bytes, name: str) -> Rendition:
    """Give a PDF as a page of HTML. BadSourceError for one that is locked, broken, or has pictures of text only."""
    try:
        import pypdf
    except ImportError:
        raise BadSourceError(_NEEDS) from None
    from rr_reader.sources.pdf_layout import body_of

    logging.getLogger("pypdf").addHandler(logging.NullHandler())  # what it thinks of a file is no news for the screen
    logging.getLogger("pypdf").propagate = False
    try:
        document = _opened(pypdf.PdfReader(io.BytesIO(raw)))
        sheets = list(_sheets(document))
        title = _FILE.sub("", str((document.metadata or {}).get("/Title") or ""))
    except (BadSourceError, MemoryError, RecursionError):
        raise
    except pypdf.errors.DependencyError:
        raise BadSourceError("this PDF is locked; `pip install cryptography` may open it") from None
    except Exception as error:  # it promises nothing about what it raises over a broken document
        raise BadSourceError(f"this PDF is broken: {type(error).__name__}") from None
    if not any(run.text.strip() for sheet in sheets for run in sheet.runs):
        raise BadSourceError("this PDF holds no text, only pictures: it was scanned, and needs OCR first")
    return Rendition(made_page(body_of(sheets), title=title), "html", "pdf")


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
        runs = _runs(page, fonts)
        left -= len(runs)
        if left < 0:
            raise BadSourceError("this PDF is too large to be read")
        yield Sheet(str(labels[index])[:20] if index < len(labels) else str(index + 1), tuple(runs))


def _runs(page: Any, fonts: dict[int, tuple[bool, bool]]) -> list[Run]:
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

    page.extract_text(visitor_text=met)
    return runs


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
