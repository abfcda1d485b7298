"""OpenDocument texts are read with the emphasis that their styles say."""

import io
import zipfile

import pytest

from rr_reader import parse
from rr_reader.errors import BadSourceError

_SPACE = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = " ".join(
    f'xmlns:{short}="{_SPACE}:{long}:1.0"'
    for short, long in [("office", "office"), ("text", "text"), ("style", "style"), ("fo", "xsl-fo-compatible")]
)
STYLES = """<office:automatic-styles>
<style:style style:name="Loud"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="T1" style:parent-style-name="Loud"/>
<style:style style:name="T2"><style:text-properties text:display="none"/></style:style>
<style:style style:name="P1" style:parent-style-name="Title"/></office:automatic-styles>"""
BODY = """<text:p text:style-name="P1">The Net Menders</text:p>
<text:p><text:span text:style-name="T1">Una Brekke:</text:span> When did you begin?</text:p>
<text:p><text:span text:style-name="T1">Tor Vik:</text:span> I was<text:s text:c="2"/>nine.<text:note>
<text:note-citation>1</text:note-citation>
<text:note-body><text:p>Ten, by the book.</text:p></text:note-body></text:note></text:p>
<text:p><text:span text:style-name="T1">Una Brekke:</text:span> Did you like it?</text:p>
<text:p><text:span text:style-name="T1">Tor Vik:</text:span> No.
<text:span text:style-name="T2">secret</text:span></text:p>
<text:list><text:list-item><text:p>twine</text:p></text:list-item></text:list>"""


def _document(body: str = BODY, *, kind: str = "text", manifest: str = "<manifest/>") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        content = f"<office:text>{body}</office:text>"
        archive.writestr(
            "content.xml",
            f"<office:document-content {NAMES}>{STYLES}<office:body>{content}</office:body></office:document-content>",
        )
        archive.writestr("META-INF/manifest.xml", manifest)
    return file.getvalue()


def test_bold_by_an_inherited_style_names_who_speaks() -> None:
    article = parse(_document(), name="nets.odt")
    said = [(block.speaker, block.text) for block in article.blocks if block.kind in {"question", "answer"}]
    assert said == [
        ("Una Brekke", "When did you begin?"),
        ("Tor Vik", "I was nine.[1]"),
        ("Una Brekke", "Did you like it?"),
        ("Tor Vik", "No."),
    ]
    assert (article.meta.title, article.source.format) == ("The Net Menders", "odt")


def test_notes_lists_and_hidden_words_are_accounted_for() -> None:
    article = parse(_document(BODY + '<text:p>They <text:span text:style-name="T1">all</text:span> laugh.</text:p>'))
    assert [(mark.style, mark.start, mark.end) for mark in article.blocks[-2].marks] == [("strong", 5, 8)]
    assert [block.text for block in article.blocks if block.kind == "note"] == ["Ten, by the book."]
    assert "twine" in [block.text for block in article.blocks]
    assert "secret" in [item.text for item in article.account.removed]


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (_document(kind="spreadsheet"), "spreadsheet"),
        (_document(manifest="<manifest><encryption-data/></manifest>"), "password"),
        (_document("<text:p>" * 1_000 + "</text:p>" * 1_000), "nested too deeply"),
        (_document("<text:p>"), "broken"),
    ],
    ids=["other", "locked", "deep", "broken"],
)
def test_what_cannot_be_read_is_refused(raw: bytes, says: str) -> None:
    with pytest.raises(BadSourceError, match=says):
        parse(raw, name="x.odt")


def test_spaces_without_number_are_some() -> None:
    article = parse(_document(f'<text:p>So<text:s text:c="{"9" * 5_000}"/>it was.</text:p>'))
    assert [block.text for block in article.blocks] == ["So it was."]


def test_a_heading_behind_the_talk_is_not_its_title() -> None:
    turns = "".join(f"<text:p>We mended nets for {number} winters.</text:p>" for number in range(2, 9))
    article = parse(_document(f'{turns}<text:h text:outline-level="1">After</text:h><text:p>It blew.</text:p>'))
    assert [block.kind for block in article.blocks] == ["paragraph"] * 7 + ["heading", "paragraph"]
