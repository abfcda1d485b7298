"""PDFs are read in the order in which people read them: paragraphs over lines, columns and pages, each on its page."""

import re
import sys
from collections.abc import Callable
from contextlib import suppress

import pytest
from fpdf import FPDF
from hypothesis import given, settings
from hypothesis import strategies as st

from rr_reader import parse
from rr_reader.errors import BadSourceError, ReaderError
from rr_reader.library.cleaned import dump, load
from rr_reader.model import Article, Place, Span
from rr_reader.quotes.citation import range_of
from rr_reader.quotes.cutting import excerpt
from rr_reader.sources.pdf import Run, Sheet
from rr_reader.sources.pdf_layout import body_of

LONG = (
    "We sat by the window for hours and mended whatever the boats had brought us, "
    "and no one thought it strange that a boy should do it before he could read. "
)


class _Quarterly(FPDF):
    def header(self) -> None:
        self.set_font("Helvetica", size=8)
        self.cell(0, 8, "The Harbour Quarterly", align="C", new_x="LMARGIN", new_y="NEXT")
        self.ln(6)

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("Helvetica", size=8)
        self.cell(0, 8, f"{self.page_no()}", align="C")


def _pdf(turns: int = 14, kind: type[FPDF] = _Quarterly, lock: str = "") -> bytes:
    pdf = kind(format=(140, 200))
    if lock:
        pdf.set_encryption("owner", lock)
    pdf.add_page()
    pdf.set_font("Helvetica", "B", 18)
    pdf.multi_cell(0, 9, "The Net Menders", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(4)
    pdf.set_font("Helvetica", size=10)
    for winter in range(turns):
        for words in (f"**Una Brekke:** And in winter {winter}?", f"**Tor Vik:** {LONG * 3}"):
            pdf.multi_cell(0, 5, words, markdown=True, new_x="LMARGIN", new_y="NEXT")
            pdf.ln(3)
    return bytes(pdf.output())


@pytest.fixture(scope="module")
def talk() -> Article:
    return parse(_pdf(), name="nets.pdf")


def test_turns_go_on_over_lines_and_pages(talk: Article) -> None:
    said = [(block.speaker, block.text) for block in talk.blocks if block.speaker]
    assert said == [
        turn
        for winter in range(14)
        for turn in (("Una Brekke", f"And in winter {winter}?"), ("Tor Vik", (LONG * 3).strip()))
    ]
    assert (talk.blocks[0].kind, talk.blocks[0].time, talk.blocks[1].time) == ("title", "", "p. 1")
    assert (talk.meta.title, talk.meta.kind, talk.source.format) == ("The Net Menders", "interview", "pdf")


def test_what_runs_along_the_pages_is_in_the_account(talk: Article) -> None:
    pages = {block.time for block in talk.blocks if block.time}
    running = [item.text for item in talk.account.removed if item.reason == "running head, foot or page number"]
    assert len(pages) > 3
    assert running.count("The Harbour Quarterly") == len(pages)
    assert sorted(text for text in running if text.isdigit()) == [str(n + 1) for n in range(len(pages))]


def test_a_quotation_is_cited_by_its_page(talk: Article) -> None:
    starts = [number for number, block in enumerate(talk.blocks) if block.time]
    between = next(n for n in range(starts[1] + 1, starts[2]) if talk.blocks[n].kind == "answer")
    assert range_of(excerpt(talk, Span(Place(between, 0), Place(between, 20)))) == "p. 2"
    assert range_of(excerpt(talk, Span(Place(between, 0), Place(starts[3], 5)))) == "pp. 2–4"


def test_pages_are_kept_in_the_cleaned_file(talk: Article) -> None:
    assert [block.time for block in load(dump(talk)).blocks] == [block.time for block in talk.blocks]


@pytest.mark.parametrize("mark", ['role="doc-pagebreak" aria-label="{}"', 'epub:type="pagebreak" title="{}"'])
def test_marks_of_pages_are_no_times(mark: str) -> None:
    turns = [("Una Brekke", "Why twine?"), ("Tor Vik", "It holds."), ("Una Brekke", "Does it?"), ("Tor Vik", "No.")]
    body = "".join(
        f"<span {mark.format(page)}></span><p><b>{name}:</b> {words}</p>"
        for page, (name, words) in zip(("ix", "10", "11", "12"), turns, strict=True)
    )
    article = parse(f"<html><body><article><h1>The Net Menders</h1>{body}</article></body></html>".encode())
    assert [block.time for block in article.blocks if block.speaker] == ["p. ix", "p. 10", "p. 11", "p. 12"]
    assert article.meta.kind == "interview"


# Layout, from runs as they are drawn


def _column(texts: list[str], *, x: float = 50, top: float = 700, bold: str = "") -> list[Run]:
    return [
        Run(text, x, top - 12 * row, 10, bold=bold != "" and text.startswith(bold)) for row, text in enumerate(texts)
    ]


LEFT = [f"on the left stands line {n} of many" for n in range(12)]
RIGHT = [f"on the right stands line {n} of many" for n in range(12)]


def _positions(body: str, texts: list[str]) -> list[int]:
    return [body.index(text) for text in texts]


@pytest.mark.parametrize("by_rows", [True, False])
def test_columns_are_read_one_after_the_other(by_rows: bool) -> None:
    columns = _column(LEFT), _column(RIGHT, x=300)
    runs = [run for row in zip(*columns, strict=True) for run in row] if by_rows else [*columns[0], *columns[1]]
    body = body_of([Sheet("1", tuple(runs))])
    assert _positions(body, LEFT + RIGHT) == sorted(_positions(body, LEFT + RIGHT))


def test_columns_as_near_as_words_are_told_by_where_their_lines_begin() -> None:
    left = [*LEFT[:-1], "Short."]
    columns = _column(left), _column(RIGHT, x=260)
    body = body_of([Sheet("1", tuple(run for row in zip(*columns, strict=True) for run in row))])
    assert _positions(body, left + RIGHT) == sorted(_positions(body, left + RIGHT))


def test_names_set_apart_from_what_is_said_are_no_column() -> None:
    names, said = _column(["Una Brekke:", "Tor Vik:"] * 6), _column(LEFT, x=152)
    body = body_of([Sheet("1", tuple(run for row in zip(names, said, strict=True) for run in row))])
    assert _positions(body, [LEFT[0], "Tor Vik:"]) == sorted(_positions(body, [LEFT[0], "Tor Vik:"]))


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["They never knew the docu-", "mentation of it."], "documentation"),
        (["They never knew the well-", "known man. A well-known man."], "well-known man. A"),
        (["An evening with-", "out wind, and without end."], "without wind"),
        (["It was in New-", "York that he said so."], "in New-York that"),
        (["They went half-", "mad in winter, half of them, mad as gulls."], "half-mad in"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_goes_if_the_word_has_none(lines: list[str], text: str) -> None:
    body = body_of([Sheet("1", tuple(_column(lines)))])
    shown = re.sub(r"<span hidden[^>]*>[^<]*</span>", "", body)
    assert text in shown
    assert ("hyphen at a line" in body) == ("-" not in text)


@pytest.mark.parametrize(
    ("pages", "kept"),
    [
        ([["1971", "", "was the year."], ["1984", "", "was another."]], False),
        ([["Tor Vik:", "I was nine."], ["Tor Vik:", "And then ten."]], True),
        ([["It was 1971", "", "in the loft."], ["They asked him", "", "again."]], True),
    ],
    ids=["numbers apart", "labels by their text", "different words"],
)
def test_only_what_recurs_apart_from_the_text_is_a_running_head(pages: list[list[str]], kept: bool) -> None:
    filler = [f"And so it went for line {n} of that page." for n in range(8)]
    sheets = [
        Sheet(str(n + 1), tuple(run for run in _column([*page, *filler]) if run.text)) for n, page in enumerate(pages)
    ]
    assert (f"{pages[0][0]}</span>" not in body_of(sheets)) == kept


# What cannot be read


class _Plain(FPDF):
    pass


def _drawn() -> bytes:
    pdf = FPDF()
    pdf.add_page()
    pdf.rect(10, 10, 80, 40)
    return bytes(pdf.output())


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (_drawn, "no text.*scanned"),
        (lambda: _pdf(1, _Plain, lock="secret"), "password"),
        (lambda: b"%PDF-1.7\nnothing of the kind", "broken"),
    ],
    ids=["scanned", "locked", "broken"],
)
def test_what_cannot_be_read_is_said(made: Callable[[], bytes], says: str) -> None:
    with pytest.raises(BadSourceError, match=says):
        parse(made(), name="x.pdf")


def test_one_of_blank_pages_is_as_empty_as_an_empty_text() -> None:
    pdf = FPDF()
    pdf.add_page()
    assert not parse(bytes(pdf.output()), name="x.pdf").blocks


def _written(*pages: tuple[bytes, bytes]) -> bytes:
    """Write a PDF of pages, each of what is drawn on it and its stream's other properties."""
    kids = b" ".join(b"%d 0 R" % (3 + 2 * number) for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d /MediaBox [0 0 400 600] "
        b"/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Times >> >> >> >>" % (kids, len(pages)),
    ]
    for content, more in pages:
        objects.append(b"<< /Type /Page /Parent 2 0 R /Contents %d 0 R >>" % (len(objects) + 2))
        objects.append(b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), more, content))
    raw, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(raw))
        raw += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return raw + end % (len(objects) + 1, table, len(objects) + 1, len(raw))


_FIRST = (b"BT /F 12 Tf 60 500 Td (The harbour froze.) Tj ET", b"")
_SECOND = b"BT /F 12 Tf 60 500 Td (The nets were dry.) Tj ET"


@pytest.mark.parametrize(
    ("content", "more", "is_left"),
    [
        (_SECOND + b"\n<41", b"", True),
        (_SECOND + b"\nBI /W 1 ID x", b"", True),
        (_SECOND + b"\n(and white", b"", True),
        (b"(The nets were dry.", b"", False),
        (_SECOND, b"/Filter [" + b"/ASCIIHexDecode " * 99 + b"]", False),
    ],
    ids=["number", "picture", "words", "all", "filters"],
)
def test_of_a_broken_page_what_stands_before_the_break_is_read_and_the_rest_told(
    content: bytes, more: bytes, is_left: bool
) -> None:
    assert not parse(_written(_FIRST, (_SECOND, b"")), name="x.pdf").account.doubts
    article = parse(_written(_FIRST, (content, more), _FIRST), name="x.pdf")
    said = " ".join(block.text for block in article.blocks)
    assert (said.count("The harbour froze."), said.count("The nets were dry.")) == (2, is_left)
    assert [doubt.reason for doubt in article.account.doubts] == [
        "the PDF is broken on page 2: what is missing there cannot be read"
    ]


def test_what_a_server_sends_before_a_pdf_does_not_hide_it() -> None:
    sound = parse(_pdf(2), name="x.pdf")
    assert parse(b"HTTP/1.1 200 OK\r\n\r\n" + _pdf(2), name="x.pdf").blocks == sound.blocks
    assert parse(b"It begins with %PDF-1.7 on every such page.", name="x.txt").source.format == "text"


@pytest.mark.parametrize(("called", "title"), [("Of Nets", "Of Nets"), ("Typed - nets_final.docx", "")])
def test_a_title_made_of_a_files_name_is_none(called: str, title: str) -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_title(called)
    pdf.set_font("Helvetica", size=10)
    pdf.multi_cell(0, 5, LONG * 3)
    meta = parse(bytes(pdf.output()), name="x.pdf").meta
    assert (meta.title if "title" not in meta.derived else "") == title


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(BadSourceError, match=r"rr-reader\[documents\]"):
        parse(b"%PDF-1.7\n", name="x.pdf")


@given(st.data())
@settings(deadline=None, max_examples=15)
def test_a_damaged_one_is_read_or_refused(data: st.DataObject) -> None:
    raw = bytearray(_SMALL)
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(10, len(raw) - 1))] = data.draw(st.integers(0, 255))
    with suppress(ReaderError):
        parse(bytes(raw), name="x.pdf")


_SMALL = _pdf(1)
