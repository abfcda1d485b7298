"""Documents in every format that is read, made of one invented talk, and then damaged as nobody would think of.

What is packed (a zip of parts) is given as its parts, so that damage meets the parts too and not only the packing.
"""

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from html import escape
from typing import NamedTuple

from hypothesis import strategies as st

from rr_reader.text.safe import make_safe
from strategies import TRICKY


class Said(NamedTuple):
    """A paragraph, and whose it is; nobody's is the narrator's."""

    who: str
    words: str


Talk = Sequence[Said]
Parts = Mapping[str, bytes]
"""Files that a zip packs, in their order."""
Maker = Callable[[Talk], bytes | Parts]

PEOPLE = ("Una Brekke", "Tor Vik")
_SENTENCES = (
    "So where did the salt go?", "Into the barn, all of it.", "“Never again,” she said.", "They left in the spring.",
    "Photo: Ida Moe", "[laughs]", "Une drôle d’affaire — n’est-ce pas ?", "Соль хранит.", "塩は残る。", "الملح يبقى",
    "cafÃ© â€“ gone", "By Ida Moe", "12 March 2024", "— No.", "Q. Why?", "ALSO READ: Of tar",
)  # fmt: skip
_LATIN = st.sampled_from([text for text in _SENTENCES if text.isascii()])

words = st.lists(
    st.sampled_from(_SENTENCES) | st.sampled_from(TRICKY) | st.text(st.characters(exclude_categories=["Cs", "Cc"])),
    min_size=1,
    max_size=3,
).map(lambda pieces: " ".join(make_safe(" ".join(pieces)).text.replace("\ufeff", "").split()) or "So.")
talks: st.SearchStrategy[Talk] = st.lists(st.builds(Said, st.sampled_from(("", *PEOPLE)), words), max_size=8)
"""Talks whose words are full of what some format takes for markup."""
latin_talks: st.SearchStrategy[Talk] = st.lists(
    st.builds(Said, st.sampled_from(("", *PEOPLE)), st.lists(_LATIN, min_size=1, max_size=3).map(" ".join)), max_size=8
)


def _line(said: Said, bold: str = "") -> str:
    return f"{bold}{said.who}:{bold} {said.words}" if said.who else said.words


def _plain(talk: Talk) -> bytes:
    return "\n\n".join(map(_line, talk)).encode()


def _markdown(talk: Talk) -> bytes:
    return ("---\ntitle: Of salt\n---\n\n# Of salt\n\n" + "\n\n".join(_line(said, "**") for said in talk)).encode()


def _paragraphs(talk: Talk) -> str:
    return "".join(
        f"<p><b>{said.who}:</b> {escape(said.words)}</p>\n" if said.who else f"<p>{escape(said.words)}</p>\n"
        for said in talk
    )


def _html(talk: Talk) -> bytes:
    head = '<head><title>Of salt | The Harbour</title><meta name="author" content="Ida Moe"></head>'
    around = '<nav><a href="/">Home</a></nav><footer>All rights reserved</footer>'
    return f"<!DOCTYPE html><html lang=en>{head}<body><article>{_paragraphs(talk)}</article>{around}".encode()


def _tables(talk: Talk) -> bytes:
    rows = "".join(f"<tr><td>{said.who}<td>{escape(said.words)}" for said in talk)
    terms = "".join(f"<dt>{said.who}<dd><i>{escape(said.words)}</i><br>" for said in talk)
    return f'<html><h1>Of salt</h1><table>{rows}</table><dl>{terms}</dl><div hidden>seen not</div><a href="x"'.encode()


def _mail(talk: Talk) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = "Ida Moe <i@x.example>", "Of salt", "Tue, 5 Mar 2024 10:00"
    message.set_content(_plain(talk).decode())
    message.add_alternative(_html(talk).decode(), subtype="html", cte="base64" if len(talk) % 2 else "quoted-printable")
    message.set_boundary("salt")
    return message.as_bytes()


def _mhtml(talk: Talk) -> bytes:
    message = EmailMessage()
    message["Snapshot-Content-Location"], message["MIME-Version"] = "https://x.example/salt", "1.0"
    message.set_content(_html(talk).decode(), subtype="html", cte="quoted-printable")
    message.make_related()
    message.set_boundary("salt")
    return message.as_bytes()


def _mailbox(talk: Talk) -> bytes:
    letter = b"From i@x.example Tue Mar  5 10:00:00 2024\n" + _mail(talk).replace(b"\nFrom ", b"\n>From ")
    return b"\n".join([letter, letter, b""])


_CONTAINER = b'<container><rootfiles><rootfile full-path="O/b.opf"/></rootfiles></container>'
_OPF = b"""<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>Of salt</dc:title>
<dc:creator>Ida Moe</dc:creator></metadata><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>
<item id="n" href="n.xhtml" properties="nav" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="a"/></spine></package>"""


def _epub(talk: Talk) -> Parts:
    page = f'<?xml version="1.0"?><html><body>{_paragraphs(talk)}<p id="e">End.</p></body></html>'
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


def _docx(talk: Talk) -> Parts:
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


def _odt(talk: Talk) -> Parts:
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


def _rtf(talk: Talk) -> bytes:
    def coded(text: str) -> str:
        units = memoryview(text.encode("utf-16-le")).cast("H")
        return "".join(chr(unit) if chr(unit).isalnum() and unit < 128 else f"\\u{unit}?" for unit in units)

    head = r"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0 Times;}{\f1\fcharset204 A;}}{\info{\title Of salt}}"
    turns = (rf"\pard{{\b {said.who}:}} {coded(said.words)}\par" for said in talk)
    return (head + "\n".join(turns) + r"\pard x{\footnote n\'e9}{\field{\*\fldinst H}{\fldrslt r}}\par}").encode()


def _pdf(talk: Talk, *, packed: bool = False) -> bytes:
    from fpdf import FPDF

    pdf = FPDF(format=(140, 200))
    pdf.set_compression(packed)
    pdf.set_creation_date(datetime(2024, 3, 5, tzinfo=UTC))
    pdf.add_page()
    pdf.set_font("Helvetica", size=10)
    for said in talk:
        pdf.multi_cell(0, 5, _line(said, "**"), markdown=True, new_x="LMARGIN", new_y="NEXT")
        pdf.ln(3)
    return bytes(pdf.output())


def _packed_pdf(talk: Talk) -> bytes:
    return _pdf(talk, packed=True)


def _clock(seconds: int, sign: str = ".") -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{sign}000"


def _webvtt(talk: Talk) -> bytes:
    cues = (
        f"{_clock(4 * at)} --> {_clock(4 * at + 3)} line:0\n<v {said.who or 'X'}>{escape(said.words)}</v>"
        for at, said in enumerate(talk)
    )
    return "\n\n".join(["WEBVTT - Of salt\nLanguage: en", "NOTE made by hand", *cues, ""]).encode()


def _srt(talk: Talk) -> bytes:
    cues = (
        f"{at + 1}\n{_clock(4 * at, ',')} --> {_clock(4 * at + 3, ',')}\n>> {_line(said)}\n<i>so</i>{{\\an8}}\n"
        for at, said in enumerate(talk)
    )
    return "\n".join(cues).encode()


def _sbv(talk: Talk) -> bytes:
    return "".join(f"0:00:{at * 4:02}.000,0:00:{at * 4 + 3:02}.000\n{_line(said)}\n\n" for at, said in
                   enumerate(talk)).encode()  # fmt: skip


def _ass(talk: Talk) -> bytes:
    form = "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    lines = (
        f"Dialogue: 0,0:00:{at * 4:02}.00,0:00:{at * 4 + 3:02}.00,D,{said.who},0,0,0,,{{\\i1}}{said.words}\\Nso\n"
        for at, said in enumerate(talk)
    )
    return f"[Script Info]\nTitle: Of salt\n\n[Events]\n{form}{''.join(lines)}".encode()


def _lrc(talk: Talk) -> bytes:
    return ("[ti:Of salt]\n[00:00.00]So\n" + "".join(f"[00:{at * 4:02}.00]{said.words}\n" for at, said in
            enumerate(talk, 1))).encode()  # fmt: skip


def _ttml(talk: Talk) -> bytes:
    agents = '<ttm:agent xml:id="a"><ttm:name>Una Brekke</ttm:name></ttm:agent>'
    lines = "".join(
        f'<p begin="{_clock(4 * at)}" end="{4 * at + 3}s" ttm:agent="a">{escape(said.words)}<br/>so</p>'
        for at, said in enumerate(talk)
    )
    space = 'xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xml:lang="en"'
    return f"<tt {space}><head><metadata>{agents}</metadata></head><body><div>{lines}</div></body></tt>".encode()


def _timedtext(talk: Talk) -> bytes:
    lines = (f'<p t="{at * 4000}" d="3500"><s>{escape(said.words)}</s></p>' for at, said in enumerate(talk))
    return f"<timedtext format='3'><body>{''.join(lines)}</body></timedtext>".encode()


def _segments(talk: Talk) -> bytes:
    segments = [
        {"speaker": said.who, "start": 4.0 * at, "end": 4.0 * at + 3, "text": said.words}
        for at, said in enumerate(talk)
    ]
    return json.dumps({"language": "en", "title": "Of salt", "segments": segments}).encode()


def _spoken_words(talk: Talk) -> bytes:
    spoken = [
        {"punctuated_word": word, "start": 4 * at, "end": 4 * at + 1, "speaker": at % 2}
        for at, said in enumerate(talk)
        for word in said.words.split()
    ]
    said = {"channels": [{"alternatives": [{"words": spoken}]}]}
    return json.dumps({"results": said, "speakers": [{"id": 0, "name": PEOPLE[0]}]}, ensure_ascii=False).encode()


_PODCAST = 'xmlns:podcast="https://podcastindex.org/namespace/1.0"'


def _rss(talk: Talk) -> bytes:
    items = "".join(
        f"<item><title>{escape(said.words)}</title><guid>{at}</guid><author>{said.who}</author><link>/{at}</link>"
        f"<description>{escape(_paragraphs(talk))}</description><pubDate>Tue, 5 Mar 2024 10:00:00 GMT</pubDate>"
        f'<podcast:transcript url="{at}.vtt" type="text/vtt"/><podcast:person>{said.who}</podcast:person></item>'
        for at, said in enumerate(talk)
    )
    return f'<rss version="2.0" {_PODCAST}><channel><title>Salt</title>{items}</channel></rss>'.encode()


def _atom(talk: Talk) -> bytes:
    entries = "".join(
        f'<entry><id>{at}</id><title>{escape(said.words)}</title><link href="https://x.example/{at}"/>'
        f'<content type="html">{escape(_paragraphs(talk))}</content></entry>'
        for at, said in enumerate(talk)
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Salt</title>{entries}</feed>'.encode()


def _json_feed(talk: Talk) -> bytes:
    items = [
        {"id": at, "url": f"/{at}", "title": said.words, "content_text": said.words, "authors": [{"name": said.who}],
         "attachments": [{"url": "a.vtt", "mime_type": "text/vtt"}]}
        for at, said in enumerate(talk)
    ]  # fmt: skip
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Salt", "items": items}).encode()


def _opml(talk: Talk) -> bytes:
    feeds = "".join(f'<outline text="x"><outline xmlUrl="https://x.example/{at}"/></outline>' for at, _ in
                    enumerate(talk))  # fmt: skip
    return f'<opml version="2.0"><head><title>Mine</title></head><body>{feeds}</body></opml>'.encode()


def zipped(parts: Parts, method: int = zipfile.ZIP_STORED) -> bytes:
    """Pack parts, by default as they are: a fuzzer sees into that."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def _archive(talk: Talk) -> Parts:
    return {
        "a/one.txt": _plain(talk), "a/two.html": _html(talk), "../three.vtt": _webvtt(talk),
        "four.zip": zipped({"five.md": _markdown(talk)}, zipfile.ZIP_DEFLATED), ".hidden.txt": b"x",
    }  # fmt: skip


def _tar(talk: Talk) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, content in {"a/one.txt": _plain(talk), "sält" * 30 + ".html": _html(talk)}.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


class Format(NamedTuple):
    """How documents of a format are called, and how they are made."""

    name: str
    makers: tuple[Maker, ...]
    talks: st.SearchStrategy[Talk] = talks


FORMATS: dict[str, Format] = {
    "text": Format("salt.txt", (_plain,)),
    "markdown": Format("salt.md", (_markdown,)),
    "html": Format("salt.html", (_html, _tables)),
    "mhtml": Format("salt.mhtml", (_mhtml,)),
    "mail": Format("salt.eml", (_mail,)),
    "epub": Format("salt.epub", (_epub,)),
    "docx": Format("salt.docx", (_docx,)),
    "odt": Format("salt.odt", (_odt,)),
    "rtf": Format("salt.rtf", (_rtf,)),
    "pdf": Format("salt.pdf", (_pdf, _packed_pdf), latin_talks),
    "captions": Format("salt", (_webvtt, _srt)),
    "timed": Format("salt", (_sbv, _ass, _lrc)),
    "ttml": Format("salt", (_ttml, _timedtext)),
    "json": Format("salt.json", (_segments, _spoken_words)),
    "zip": Format("salt.zip", (_archive,)),
    "tar": Format("salt.tar", (_tar,)),
    "packed": Format("salt.txt.gz", tuple(lambda talk, pack=pack: pack(_plain(talk)) for pack in (
        gzip.compress, bz2.compress, lzma.compress))),
    "mbox": Format("salt.mbox", (_mailbox,)),
    "feed": Format("https://x.example/feed", (_rss, _atom, _json_feed)),
    "opml": Format("https://x.example/opml", (_opml,)),
}  # fmt: skip
"""Every kind of source, and the feeds from which sources are fetched."""
BUNDLES = frozenset({"zip", "tar", "packed", "mbox"})
FEEDS = frozenset({"feed", "opml"})

SCRAPS = (
    b"<", b"</", b">", b"<!--", b"-->", b"]]>", b"<![CDATA[", b"&#x1b;", b"&#xD800;", b"&#99999999999;", b"&amp;#27;",
    b"\x1b[2J", b"\x1b]0;x\x07", b"\xe2\x80\xae", b"\xff\xfe", b"\x00", b"\xc2\x9b31m", b"\xed\xa0\x80", b"9" * 5_000,
    b"-1", b"1e999", b"NaN", b"null", b"[]", b"{}", b"{", b"}", b"[", b"]", b'"', b"'", b"\\",
    b"\\u-40000 ", b"\\bin9 ",
    b"\\'", b"\n", b"\n\n", b"\r", b"\t", b" ", b"|", b":", b"00:00:01.000 --> 00:00:00.000\n", b"99999999999:00:00",
    b"<table><tr><td>", b"<b><i>", b"<pre>", b"<script>", b"<!DOCTYPE x>", b"=?utf-8?b?G1sySg==?=", b"=1B",
    b"\xef\xbb\xbf",
    b"style='display:none'", b"<a href='javascript:x'>", b"{\\v ", b"> [!caption] ", b"**", b"---\n", b"# ",
    b"speakers:",
)  # fmt: skip
"""What formats, terminals or parsers take for something."""


class Damage(NamedTuple):
    """One thing done to bytes, at a share of their length."""

    kind: str
    place: float
    length: int
    scrap: bytes

    def done_to(self, raw: bytes) -> bytes:
        """Give the damaged bytes."""
        at = int(self.place * len(raw))
        rest = raw[at + self.length :]
        if self.kind == "cut":
            return raw[:at]
        if self.kind == "drop":
            return raw[:at] + rest
        if self.kind == "twice":
            return raw[: at + self.length] + raw[at:]
        return raw[:at] + self.scrap + (rest if self.kind == "replace" else raw[at:])


damages = st.builds(
    Damage,
    st.sampled_from(["insert", "insert", "replace", "replace", "drop", "twice", "cut"]),
    st.floats(0, 1),
    st.integers(1, 40),
    st.sampled_from(SCRAPS) | st.binary(max_size=4),
)


def packed(made: bytes | Parts) -> bytes:
    """Give a document as the file that it is."""
    return made if isinstance(made, bytes) else zipped(made)


@st.composite
def sound(draw: st.DrawFn, form: Format) -> tuple[Talk, bytes]:
    """A talk, and a document that says it."""
    talk = draw(form.talks)
    return talk, packed(draw(st.sampled_from(form.makers))(talk))


@st.composite
def damaged(draw: st.DrawFn, form: Format) -> bytes:
    """A document that was sound before something was done to it, inside or outside."""
    made = draw(st.sampled_from(form.makers))(draw(form.talks))
    if not isinstance(made, bytes):
        parts = dict(made)
        for harm in draw(st.lists(damages, max_size=4)):
            name = draw(st.sampled_from(sorted(parts)))
            parts[name] = harm.done_to(parts[name])
        made = zipped(parts)
        harms = draw(st.lists(damages, max_size=1)) if draw(st.integers(0, 3)) == 0 else []
    else:
        harms = draw(st.lists(damages, min_size=1, max_size=4))
    for harm in harms:
        made = harm.done_to(made)
    return made
