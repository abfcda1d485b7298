"""One small interview in every format, with all that the format can hold of what `docs/formats.md` lists."""

import io
import json
import zipfile
from email.message import EmailMessage
from html import escape

from fpdf import FPDF

TALK = [
    ("Una Brekke", "When did you begin to mend nets?"),
    ("Tor Vik", "I was nine, and nobody asked me."),
    ("Una Brekke", "Did you like it?"),
    ("Tor Vik", "Like is no word of ours."),
]
TITLE, HEADING, LINK = "The Net Menders", "After the storm", "https://example.org/quay"
NOTE, REMARK, RUNNING, HIDDEN, DELETED = "Of hemp, then.", "check his age", "Tape 4 of 9", "unseen", "forty"
RAGS = [("Wool", "warm"), ("Flax", "strong"), ("Hemp", "stronger")]


def text() -> bytes:
    turns = "\n\n".join(f"{name}: {words}" for name, words in TALK)
    return f"{TITLE}\n\nPublished 1 March 2024\n\n{turns}\n".encode()


def markdown() -> bytes:
    turns = "\n\n".join(f"**{name}:** {words}" for name, words in TALK)
    rows = "\n".join(f"| {one} | {other} |" for one, other in RAGS)
    return f"""---
title: {TITLE}
date: 2024-03-01
lang: en
---

{turns}

## {HEADING}

They mended **boldly** and *slantwise* by [the quay]({LINK}).[^1] <!-- {HIDDEN} -->

- twine
- tar

| Rag | Is |
|-----|----|
{rows}

[^1]: {NOTE}
""".encode()


def _body() -> str:
    turns = "".join(f"<p><b>{name}:</b> {words}</p>\n" for name, words in TALK)
    rows = "".join(f"<tr><td>{one}</td><td>{other}</td></tr>" for one, other in RAGS)
    return (
        f"<h1>{TITLE}</h1>\n{turns}<h2>{HEADING}</h2>\n"
        f'<p>They mended <b>boldly</b> and <i>slantwise</i> by <a href="{LINK}">the quay</a>.'
        f"<span hidden> {HIDDEN}</span> <del>{DELETED}</del></p>\n<ul><li>twine</li><li>tar</li></ul>\n"
        f'<table>{rows}</table>\n<ol class="footnotes"><li class="footnote">{NOTE}</li></ol>\n'
    )


def html() -> bytes:
    head = '<meta charset="utf-8"><meta property="article:published_time" content="2024-03-01">'
    around = f'<aside class="comments"><p>{REMARK}</p></aside><footer><p>{RUNNING}</p></footer>'
    body = f"<body><article>{_body()}</article>{around}</body>"
    return f'<!DOCTYPE html><html lang="en"><head>{head}</head>{body}</html>'.encode()


def mhtml() -> bytes:
    message = EmailMessage()
    message["Snapshot-Content-Location"] = "https://example.org/nets"
    message["Subject"] = TITLE
    message.set_content(html().decode(), subtype="html")
    return message.as_bytes()


def mail() -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"] = TITLE, "Ida Moe <ida@example.org>"
    message["Date"] = "Fri, 01 Mar 2024 10:00:00 +0000"
    message.set_content(f"<html><body>{_body()}</body></html>", subtype="html")
    return message.as_bytes()


def _zipped(files: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def epub() -> bytes:
    about = f"<dc:title>{TITLE}</dc:title><dc:date>2024-03-01</dc:date><dc:language>en</dc:language>"
    page = '<html xmlns:epub="http://www.idpf.org/2007/ops"><body><span epub:type="pagebreak" title="7"/>'
    body = _body().replace(f"<h1>{TITLE}</h1>", "").replace('<li class="footnote">', '<li epub:type="footnote">')
    return _zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>',
            "a.opf": f"<package><metadata>{about}</metadata><manifest>"
            '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
            '<spine><itemref idref="a"/></spine></package>',
            "a.xhtml": f"{page}{body}</body></html>",
        }
    )


def _run(words: str, looks: str = "") -> str:
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def _paragraph(inner: str, style: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inner}</w:p>' if style else f"<w:p>{inner}</w:p>"


def _related(*files: str) -> str:
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    inner = "".join(
        f'<Relationship Id="r{at}" Type="{kinds}/{kind}" Target="{kind}.xml"/>' for at, kind in enumerate(files)
    )
    link = f'<Relationship Id="link" Type="{kinds}/hyperlink" Target="{LINK}" TargetMode="External"/>'
    return f"<Relationships>{inner}{link}</Relationships>"


def docx() -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="urn:r"'
    turns = "".join(_paragraph(_run(f"{name}:", "<w:b/>") + _run(f" {words}")) for name, words in TALK)
    mixed = (
        _run("They mended ") + _run("boldly", "<w:b/>") + _run(" and ") + _run("slantwise", "<w:i/>") + _run(" by ")
        + f'<w:hyperlink r:id="link">{_run("the quay")}</w:hyperlink><w:r><w:footnoteReference w:id="1"/></w:r>'
        + _run(HIDDEN, "<w:vanish/>") + f"<w:del><w:r><w:delText>{DELETED}</w:delText></w:r></w:del>"
    )  # fmt: skip
    numbered = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    items = "".join(_paragraph(numbered + _run(item)) for item in ("twine", "tar"))
    cell = "<w:tc><w:p>{}</w:p></w:tc>"
    rows = "".join("<w:tr>" + "".join(cell.format(_run(each)) for each in row) + "</w:tr>" for row in RAGS)
    body = _paragraph(_run(TITLE), "T") + turns + _paragraph(_run(HEADING), "H") + _paragraph(mixed) + items
    body += f"<w:tbl>{rows}</w:tbl>"
    note = f'<w:footnote w:id="1">{_paragraph(_run(NOTE))}</w:footnote>'
    styles = "".join(
        f'<w:style w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in (("T", "Title"), ("H", "heading 1"))
    )
    return _zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": _related("styles", "footnotes", "comments", "header"),
            "word/styles.xml": f"<w:styles {space}>{styles}</w:styles>",
            "word/footnotes.xml": f"<w:footnotes {space}>{note}</w:footnotes>",
            "word/comments.xml": f"<w:comments {space}><w:comment>{_paragraph(_run(REMARK))}</w:comment></w:comments>",
            "word/header.xml": f"<w:hdr {space}>{_paragraph(_run(RUNNING))}</w:hdr>",
        }
    )


def odt() -> bytes:
    space = " ".join(f'xmlns:{each}="urn:{each}"' for each in ("office", "text", "style", "fo", "table", "xlink", "dc"))
    looks = "".join(
        f'<style:style style:name="{name}"><style:text-properties {look}/></style:style>'
        for name, look in (
            ("B", 'fo:font-weight="bold"'),
            ("I", 'fo:font-style="italic"'),
            ("V", 'text:display="none"'),
        )
    )
    turns = "".join(
        f'<text:p><text:span text:style-name="B">{name}:</text:span> {words}</text:p>' for name, words in TALK
    )
    mixed = (
        '<text:p>They mended <text:span text:style-name="B">boldly</text:span> and '
        f'<text:span text:style-name="I">slantwise</text:span> by <text:a xlink:href="{LINK}">the quay</text:a>.'
        "<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        f"<text:p>{NOTE}</text:p></text:note-body></text:note>"
        f"<office:annotation><dc:creator>Ida Moe</dc:creator><text:p>{REMARK}</text:p></office:annotation>"
        f'<text:span text:style-name="V">{HIDDEN}</text:span></text:p>'
    )
    items = "".join(f"<text:list-item><text:p>{item}</text:p></text:list-item>" for item in ("twine", "tar"))
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    rows = "".join("<table:table-row>" + "".join(map(cell.format, row)) + "</table:table-row>" for row in RAGS)
    gone = f"<text:tracked-changes><text:deletion><text:p>{DELETED}</text:p></text:deletion></text:tracked-changes>"
    body = (
        f'{gone}<text:p text:style-name="Title">{TITLE}</text:p>{turns}'
        f'<text:h text:outline-level="1">{HEADING}</text:h>{mixed}'
        f"<text:list>{items}</text:list><table:table>{rows}</table:table>"
    )
    head = f"<style:header><text:p>{RUNNING}</text:p></style:header>"
    return _zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document {space}><office:automatic-styles>{looks}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document>",
            "styles.xml": f"<office:styles {space}>{head}</office:styles>",
            "meta.xml": f"<office:meta {space}><dc:language>en</dc:language></office:meta>",
        }
    )


def rtf() -> bytes:
    turns = "".join(rf"{{\b {name}:}} {words}\par" + "\n" for name, words in TALK)
    rows = "".join(rf"\trowd\intbl {one}\cell {other}\cell\row" + "\n" for one, other in RAGS)
    return (
        rf"{{\rtf1\ansi{{\info{{\title {TITLE}}}}}{{\header {RUNNING}\par}}" + "\n" + turns
        + rf"{{\outlinelevel0 {HEADING}\par}}\pard They mended {{\b boldly}} and {{\i slantwise}} by "
        + rf'{{\field{{\*\fldinst HYPERLINK "{LINK}"}}{{\fldrslt the quay}}}}'
        + rf"{{\footnote {NOTE}}}{{\*\annotation {REMARK}}}{{\v {HIDDEN}}}{{\deleted {DELETED}}}.\par "
        + r"{\pntext\bullet}twine\par tar\par" + "\n" + rows + r"\pard}"
    ).encode()  # fmt: skip


class _Paper(FPDF):
    def header(self) -> None:
        self.set_font("Helvetica", size=8)
        self.cell(0, 8, RUNNING, new_x="LMARGIN", new_y="NEXT")
        self.ln(8)


def pdf() -> bytes:
    paper = _Paper(format=(140, 120))
    paper.set_compression(False)
    paper.add_page()
    paper.set_font("Helvetica", "B", 18)
    paper.multi_cell(0, 9, TITLE, new_x="LMARGIN", new_y="NEXT")
    paper.set_font("Helvetica", size=10)
    lines = [f"**{name}:** {words}" for name, words in TALK]
    lines += [
        "So they mended **boldly** and __slantwise__ by the quay.",
        "twine",
        "tar",
        *(" ".join(row) for row in RAGS),
    ]
    for line in lines:
        paper.ln(4)
        paper.multi_cell(0, 5, line, markdown=True, new_x="LMARGIN", new_y="NEXT")
    paper.link(10, 80, 30, 5, LINK)
    paper.add_page()
    paper.set_font("Helvetica", "B", 14)
    paper.multi_cell(0, 9, HEADING, new_x="LMARGIN", new_y="NEXT")
    paper.set_font("Helvetica", size=10)
    paper.multi_cell(0, 5, "It blew for a week, and then there was no harbour.", new_x="LMARGIN", new_y="NEXT")
    return bytes(paper.output())


def vtt() -> bytes:
    words = [f"<v {name}>{said}" for name, said in TALK] + ["<v Tor Vik>We mended <b>boldly</b> and <i>slantwise</i>."]
    cues = "".join(f"\n00:00:{2 * at:02}.000 --> 00:00:{2 * at + 2:02}.000\n{each}\n" for at, each in enumerate(words))
    return f"WEBVTT\nLanguage: en\n\nNOTE {HIDDEN}\n{cues}".encode()


def srt() -> bytes:
    words = [f"{name}: {said}" for name, said in TALK] + ["We mended <b>boldly</b> and <i>slantwise</i>."]
    return "".join(
        f"{at + 1}\n00:00:{2 * at:02},000 --> 00:00:{2 * at + 2:02},000\n{each}\n\n" for at, each in enumerate(words)
    ).encode()


def transcript() -> bytes:
    said = [
        {"speaker": name, "startTime": 2 * at, "endTime": 2 * at + 2, "body": words}
        for at, (name, words) in enumerate(TALK)
    ]
    return json.dumps({"title": TITLE, "language": "en", "segments": said}).encode()


def ttml() -> bytes:
    agents = "".join(
        f'<ttm:agent xml:id="a{at}"><ttm:name>{name}</ttm:name></ttm:agent>' for at, (name, _) in enumerate(TALK[:2])
    )
    said = "".join(
        f'<p begin="{2 * at}s" end="{2 * at + 2}s" ttm:agent="a{at % 2}">{words}</p>'
        for at, (_, words) in enumerate(TALK)
    )
    bold = (
        '<p begin="9s" end="11s" ttm:agent="a1">We mended <span tts:fontWeight="bold">boldly</span> and slantwise.</p>'
    )
    return (
        '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="urn:m" xmlns:tts="urn:s" xml:lang="en">'
        f"<head><metadata><ttm:title>{TITLE}</ttm:title>{agents}</metadata></head><body><div>{said}{bold}</div></body></tt>"
    ).encode()


MADE = {
    "text": text, "Markdown": markdown, "HTML": html, "MHTML": mhtml, "mail": mail, "EPUB": epub, "DOCX": docx,
    "ODT": odt, "RTF": rtf, "PDF": pdf, "WebVTT": vtt, "SRT": srt, "JSON": transcript, "TTML": ttml,
}  # fmt: skip
"""By the head of the column: who makes such a document."""
