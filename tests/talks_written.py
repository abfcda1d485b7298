"""A talk written as text, as pages and letters, and as the files of offices, each as programs write them."""

import io
import zipfile
from datetime import UTC, datetime
from email.message import EmailMessage
from html import escape

from talks import Parts, Said, Talk


def as_line(said: Said, bold: str = "") -> str:
    return f"{bold}{said.who}:{bold} {said.words}" if said.who else said.words


def as_plain(talk: Talk) -> bytes:
    return "\n\n".join(map(as_line, talk)).encode()


def as_markdown(talk: Talk) -> bytes:
    return ("---\ntitle: Of salt\n---\n\n# Of salt\n\n" + "\n\n".join(as_line(said, "**") for said in talk)).encode()


def as_paragraphs(talk: Talk) -> str:
    return "".join(
        f"<p><b>{said.who}:</b> {escape(said.words)}</p>\n" if said.who else f"<p>{escape(said.words)}</p>\n"
        for said in talk
    )


def as_html(talk: Talk) -> bytes:
    head = '<head><title>Of salt | The Harbour</title><meta name="author" content="Ida Moe"></head>'
    around = '<nav><a href="/">Home</a></nav><footer>All rights reserved</footer>'
    return f"<!DOCTYPE html><html lang=en>{head}<body><article>{as_paragraphs(talk)}</article>{around}".encode()


def as_tables(talk: Talk) -> bytes:
    rows = "".join(f"<tr><td>{said.who}<td>{escape(said.words)}" for said in talk)
    terms = "".join(f"<dt>{said.who}<dd><i>{escape(said.words)}</i><br>" for said in talk)
    return f'<html><h1>Of salt</h1><table>{rows}</table><dl>{terms}</dl><div hidden>seen not</div><a href="x"'.encode()


def as_mail(talk: Talk) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = "Ida Moe <i@x.example>", "Of salt", "Tue, 5 Mar 2024 10:00"
    message.set_content(as_plain(talk).decode())
    message.add_alternative(
        as_html(talk).decode(), subtype="html", cte="base64" if len(talk) % 2 else "quoted-printable"
    )
    message.set_boundary("salt")
    return message.as_bytes()


def as_mhtml(talk: Talk) -> bytes:
    message = EmailMessage()
    message["Snapshot-Content-Location"], message["MIME-Version"] = "https://x.example/salt", "1.0"
    message.set_content(as_html(talk).decode(), subtype="html", cte="quoted-printable")
    message.make_related()
    message.set_boundary("salt")
    return message.as_bytes()


def as_mailbox(talk: Talk) -> bytes:
    letter = b"From i@x.example Tue Mar  5 10:00:00 2024\n" + as_mail(talk).replace(b"\nFrom ", b"\n>From ")
    return b"\n".join([letter, letter, b""])


def zipped(parts: Parts, method: int = zipfile.ZIP_STORED) -> bytes:
    """Pack parts, by default as they are: a fuzzer sees into that."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


_CONTAINER = b'<container><rootfiles><rootfile full-path="O/b.opf"/></rootfiles></container>'
_OPF = b"""<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>Of salt</dc:title>
<dc:creator>Ida Moe</dc:creator></metadata><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>
<item id="n" href="n.xhtml" properties="nav" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="a"/></spine></package>"""


def as_epub(talk: Talk) -> Parts:
    page = f'<?xml version="1.0"?><html><body>{as_paragraphs(talk)}<p id="e">End.</p></body></html>'
    return {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": _CONTAINER,
        "O/b.opf": _OPF,
        "O/n.xhtml": b'<nav><ol><li><a href="a.xhtml">One</a></li><li><a href="a.xhtml#e">End</a></li></ol></nav>',
        "O/a.xhtml": page.encode(),
    }


_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def as_docx(talk: Talk) -> Parts:
    paragraphs = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>{said.who}{":" * bool(said.who)}'
        f'</w:t></w:r><w:r><w:t xml:space="preserve"> {escape(said.words)}</w:t><w:tab/></w:r></w:p>'
        for said in talk
    )
    main = f'<Relationship Id="r" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    table = f"<w:tbl><w:tr><w:tc>{paragraphs[:0]}<w:p/></w:tc></w:tr></w:tbl>"
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        f'"application/vnd.openxmlformats-package.relationships+xml"/></Types>'.encode(),
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{main}</Relationships>'.encode(),
        "word/document.xml": f"<w:document {_WORD}><w:body>{paragraphs}{table}</w:body></w:document>".encode(),
        "word/header1.xml": f"<w:hdr {_WORD}><w:p><w:r><w:t>Tape 4</w:t></w:r></w:p></w:hdr>".encode(),
        "docProps/core.xml": b'<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Of salt</dc:title></c>',
    }


_ODF = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in [("office", "office"), ("text", "text"), ("style", "style"), ("fo", "xsl-fo-compatible")]
)
_LOUD = '<style:style style:name="B"><style:text-properties fo:font-weight="bold"/></style:style>'


def as_odt(talk: Talk) -> Parts:
    paragraphs = "".join(
        f'<text:p><text:span text:style-name="B">{said.who}{":" * bool(said.who)}</text:span>'
        f'<text:s text:c="2"/>{escape(said.words)}</text:p>'
        for said in talk
    )
    note = "<text:p>x<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>n</text:p>"
    body = f'{paragraphs}{note}</text:note-body></text:note></text:p><text:h text:outline-level="2">After</text:h>'
    styles = f"<office:automatic-styles>{_LOUD}</office:automatic-styles>"
    return {
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {_ODF}>{styles}<office:body><office:text>{body}</office:text>"
        "</office:body></office:document-content>".encode(),
        "styles.xml": f"<office:document-styles {_ODF}><style:header><text:p>Tape 4</text:p></style:header>"
        "</office:document-styles>".encode(),
    }


def as_rtf(talk: Talk) -> bytes:
    def coded(text: str) -> str:
        units = memoryview(text.encode("utf-16-le")).cast("H")
        return "".join(chr(unit) if chr(unit).isalnum() and unit < 128 else f"\\u{unit}?" for unit in units)

    head = r"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0 Times;}{\f1\fcharset204 A;}}{\info{\title Of salt}}"
    turns = (rf"\pard{{\b {said.who}:}} {coded(said.words)}\par" for said in talk)
    return (head + "\n".join(turns) + r"\pard x{\footnote n\'e9}{\field{\*\fldinst H}{\fldrslt r}}\par}").encode()


def as_pdf(talk: Talk, *, packed: bool = False) -> bytes:
    from fpdf import FPDF

    pdf = FPDF(format=(140, 200))
    pdf.set_compression(packed)
    pdf.set_creation_date(datetime(2024, 3, 5, tzinfo=UTC))
    pdf.add_page()
    pdf.set_font("Helvetica", size=10)
    for said in talk:
        pdf.multi_cell(0, 5, as_line(said, "**"), markdown=True, new_x="LMARGIN", new_y="NEXT")
        pdf.ln(3)
    return bytes(pdf.output())


def as_packed_pdf(talk: Talk) -> bytes:
    return as_pdf(talk, packed=True)
