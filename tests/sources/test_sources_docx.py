"""Word documents are read with who speaks in them; a hostile one is refused in a line."""

import io
import zipfile

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE

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


def _plain(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def _text(body: str) -> str:
    return f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'


DELETED = "<w:del><w:r><w:delText>forty</w:delText></w:r></w:del><w:ins><w:r><w:t>fourteen</w:t></w:r></w:ins>"
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "https://example.org/</w:instrText>'
    '<w:instrText>nets"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>' + _plain("the nets")
    + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' + _plain(" here")
)  # fmt: skip
BOX = (
    '<w:r><m:AlternateContent xmlns:m="urn:m"><m:Choice><w:drawing><w:txbxContent><w:p>{0}</w:p></w:txbxContent>'
    "</w:drawing></m:Choice><m:Fallback><w:pict><w:txbxContent><w:p>{0}</w:p></w:txbxContent></w:pict></m:Fallback>"
    "</m:AlternateContent></w:r>"
).format(_plain("Tor Vik at work"))


@pytest.mark.parametrize(
    ("paragraphs", "texts"),
    [
        (_plain("They mended ") + DELETED + _plain(" nets."), ["They mended fourteen nets."]),
        (
            "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + _plain("One ") + "</w:p><w:p>" + _plain("went on."),
            ["One went on."],
        ),
        ("<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + _plain("The last."), ["The last."]),
        (BOX + _plain("He sat there."), ["He sat there.", "Tor Vik at work"]),
        ("<w:r><w:t>Nobody</w:t><w:tab/><w:t>but</w:t><w:br/><w:t>me.</w:t></w:r>", ["Nobody but me."]),
        ("<w:sdt><w:sdtContent>" + _plain("In a form.") + "</w:sdtContent></w:sdt>", ["In a form."]),
        (_plain("So ") + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>un</w:t></w:r>" + _plain("seen."), ["So seen."]),
    ],
    ids=["tracked", "joined", "joined to nothing", "box", "signs", "form", "hidden"],
)
def test_what_a_page_shows_is_read_once(paragraphs: str, texts: list[str]) -> None:
    content = _text(f"<w:p>{paragraphs}</w:p>")
    article = parse(_with(_written(docx.Document()), "word/document.xml", content))
    assert [block.text for block in article.blocks] == texts


def test_what_the_page_does_not_show_is_in_the_account() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t></w:r>"
    content = _text(f"<w:p>{_plain('So. ')}{DELETED}{hidden}</w:p>")
    removed = parse(_with(_written(docx.Document()), "word/document.xml", content)).account.removed
    assert ("forty", "deleted while changes were tracked") in [(item.text, item.reason) for item in removed]
    assert "unseen" in [item.text for item in removed]


def test_the_words_of_a_field_are_linked_and_no_others() -> None:
    content = _text(f"<w:p>{FIELD}</w:p>")
    block = parse(_with(_written(docx.Document()), "word/document.xml", content)).blocks[0]
    linked = [(block.text[mark.start : mark.end], mark.target) for mark in block.marks if mark.style == "link"]
    assert (block.text, linked) == ("the nets here", [("the nets", "https://example.org/nets")])


def test_words_are_bold_by_a_style_until_it_is_switched_off_by_hand() -> None:
    document = _talk()
    loud = document.styles.add_style("Loud", WD_STYLE_TYPE.CHARACTER)
    loud.font.bold = True
    louder = document.styles.add_style("Louder", WD_STYLE_TYPE.CHARACTER)
    louder.base_style = loud
    document.paragraphs[-1].add_run(" Nor of yours.", style=louder)
    document.paragraphs[-1].add_run(" So it is.", style=louder).bold = False
    last = parse(_written(document)).blocks[-1]
    assert [last.text[mark.start : mark.end] for mark in last.marks if mark.style == "strong"] == ["Nor of yours."]


def test_notes_stand_at_the_end_once_although_they_name_themselves() -> None:
    one = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    content = _text(f"<w:p>{_plain('Twine')}{one}{_plain(' held')}{one}</w:p>")
    note = f'<w:footnote w:id="7"><w:p>{_plain("Of hemp.")}{one}</w:p></w:footnote>'
    notes = f'<w:footnotes xmlns:w="{WORD}">{note}</w:footnotes>'
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="notes.xml"/>'
        "</Relationships>"
    )
    raw = _with(_written(docx.Document()), "word/document.xml", content)
    raw = _with(_with(raw, "word/_rels/document.xml.rels", rels), "word/notes.xml", notes)
    assert [(block.kind, block.text) for block in parse(raw).blocks] == [
        ("paragraph", "Twine[1] held[1]"),
        ("note", "Of hemp.[1]"),
    ]


def test_the_text_is_where_the_package_says() -> None:
    raw = _written(_talk())
    with zipfile.ZipFile(io.BytesIO(raw)) as old:
        rels, text = old.read("_rels/.rels").decode(), old.read("word/document.xml").decode()
    moved = _with(raw, "_rels/.rels", rels.replace("word/document.xml", "word/document2.xml"))
    moved = _with(_with(moved, "word/document2.xml", text), "word/document.xml", "<w:old/>")
    assert _said(parse(moved)) == TALK


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (f'<!DOCTYPE x [<!ENTITY a "]">]><w:document xmlns:w="{WORD}">&a;</w:document>', "declares a type|broken"),
        (f'<w:document xmlns:w="{WORD}">' + "<w:p>" * 5_000 + "</w:p>" * 5_000 + "</w:document>", "nested too deeply"),
        (f'<w:document xmlns:w="{WORD}">' + "<w:p/>" * 400_001 + "</w:document>", "too many elements"),
        ("<w:document", "broken"),
    ],
    ids=["entities", "deep", "large", "cut"],
)
def test_a_hostile_document_is_refused(content: str, says: str) -> None:
    with pytest.raises(BadSourceError, match=says):
        parse(_with(_written(_talk()), "word/document.xml", content), name="x.docx")


@pytest.mark.parametrize("declared", ['"ha"', 'SYSTEM "file:///etc/hostname"', 'SYSTEM "http://localhost:9/"'])
def test_entities_that_a_document_declares_stand_as_they_are_written(declared: str) -> None:
    kind = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a {declared}><!ENTITY b "&a;&a;">]>'
    words = "<w:r><w:t>Salt &amp; &#233; &b;, &a;.</w:t></w:r><w:r><w:t><![CDATA[<!DOCTYPE x>]]></w:t></w:r>"
    content = f'{kind}<w:document xmlns:w="{WORD}"><w:body><w:p>{words}</w:p></w:body></w:document>'
    article = parse(_with(_written(_talk()), "word/document.xml", content), name="x.docx")
    assert [block.text for block in article.blocks] == ["Salt & é &b;, &a;.<!DOCTYPE x>"]


def test_controls_around_words_are_no_levels() -> None:
    deep = (
        "<w:sdt><w:sdtContent>" * 2_000 + "<w:p><w:r><w:t>Salt.</w:t></w:r></w:p>" + "</w:sdtContent></w:sdt>" * 2_000
    )
    content = f'<w:document xmlns:w="{WORD}"><w:body>{deep}</w:body></w:document>'
    article = parse(_with(_written(_talk()), "word/document.xml", content), name="x.docx")
    assert [block.text for block in article.blocks] == ["Salt."]


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
