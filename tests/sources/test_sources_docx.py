"""Word documents are read with who speaks in them; a hostile one is refused in a line."""

import io
import zipfile

import docx
import pytest
from docx.document import Document

from rr_reader import parse
from rr_reader.errors import BadSourceError
from rr_reader.model import Article

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TALK = [
    ("Una Brekke", "When did you begin?"),
    ("Tor Vik", "I was nine."),
    ("Una Brekke", "Did you like it?"),
    ("Tor Vik", "Like is no word of ours."),
]


def _written(document: Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _talk() -> Document:
    document = docx.Document()
    document.core_properties.title = ""
    document.add_heading("The Net Menders", 0)
    document.add_paragraph("A talk in the loft above the harbour.")
    for name, words in TALK:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{name}:").bold = True
        paragraph.add_run(f" {words}")
    return document


def _said(article: Article) -> list[tuple[str, str]]:
    return [(block.speaker, block.text) for block in article.blocks if block.speaker]


def _with(raw: bytes, name: str, content: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(file, "w") as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, content)
    return file.getvalue()


def test_names_in_bold_speak() -> None:
    article = parse(_written(_talk()), name="nets.docx")
    assert _said(article) == TALK
    assert (article.meta.title, article.source.format) == ("The Net Menders", "docx")


def test_headings_lists_and_emphasis_are_kept() -> None:
    document = _talk()
    document.paragraphs[1].insert_paragraph_before("How twine came to be a trade.", style="Subtitle")
    document.add_heading("After the storm", 1)
    document.add_paragraph("twine", style="List Bullet")
    document.add_paragraph("Nobody ").add_run("ever").italic = True
    article = parse(_written(document))
    assert article.meta.title == "The Net Menders"
    assert ("heading", "After the storm") in [(block.kind, block.text) for block in article.blocks]
    assert ("deck", "How twine came to be a trade.") in [(block.kind, block.text) for block in article.blocks]
    last = article.blocks[-1]
    assert [last.text[mark.start : mark.end] for mark in last.marks if mark.style == "em"] == ["ever"]
    assert any(block.text == "twine" for block in article.blocks)


def test_what_runs_along_the_pages_and_what_was_remarked_is_no_part_of_the_talk() -> None:
    document = _talk()
    document.sections[0].header.paragraphs[0].text = "Tape 4 of 9"
    document.add_comment(document.paragraphs[2].runs, text="check his age", author="Ida Moe")
    article = parse(_written(document))
    assert _said(article) == TALK
    around = [block.text for block in article.blocks if block.kind == "boilerplate"]
    assert sorted(around) == ["Ida Moe: check his age", "Tape 4 of 9"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (f'<!DOCTYPE x [<!ENTITY a "aa">]><w:document xmlns:w="{WORD}">&a;</w:document>', "declares a type"),
        (f'<w:document xmlns:w="{WORD}">' + "<w:p>" * 5_000 + "</w:p>" * 5_000 + "</w:document>", "nested too deeply"),
        (f'<w:document xmlns:w="{WORD}">' + "<w:p/>" * 400_001 + "</w:document>", "too many elements"),
        ("<w:document", "broken"),
    ],
    ids=["entities", "deep", "large", "cut"],
)
def test_a_hostile_document_is_refused(content: str, says: str) -> None:
    with pytest.raises(BadSourceError, match=says):
        parse(_with(_written(_talk()), "word/document.xml", content), name="x.docx")


def test_another_document_of_an_office_is_no_text() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(BadSourceError, match="spreadsheet"):
        parse(file.getvalue(), name="x.xlsx")


def test_an_archive_of_documents_is_no_document() -> None:
    from rr_reader.sources.renditions import reader_of

    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("nets.docx", _written(_talk()))
    assert reader_of(file.getvalue()).endswith(".bundles")
