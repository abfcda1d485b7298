"""A page saved as one file, and a letter, are read as what they hold."""

from email.message import EmailMessage

import pytest

from rr_reader import parse
from rr_reader.errors import BadSourceError
from rr_reader.model import Article

SAID = [("Una Brekke", "Où est-il ?"), ("Tor Vik", "Là-bas."), ("Una Brekke", "Et ?"), ("Tor Vik", "Rien.")]
TALK = "".join(f"<p><b>{name}:</b> {words}</p>" for name, words in SAID)
PAGE = f"<!DOCTYPE html><html><body><article><h1>The Salt Barn</h1>{TALK}</article></body></html>"


def _page(charset: str, where: str) -> bytes:
    message = EmailMessage()
    message["Snapshot-Content-Location"] = where
    message["Subject"] = "The Salt Barn"
    message.set_content(PAGE, subtype="html", charset=charset)
    message.add_related(b"\x89PNG\r\n", "image", "png")
    return message.as_bytes()


def _letter(subject: str, body: str, *, html: str = "") -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "Una Brekke <una@example.org>", subject
    message["Date"] = "Tue, 03 Mar 2026 10:00:00 +0000"
    message.set_content(body)
    if html:
        message.add_alternative(html, subtype="html")
    return message.as_bytes()


def _said(article: Article) -> list[tuple[str, str]]:
    return [(block.speaker, block.text) for block in article.blocks if block.speaker]


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_a_saved_page_is_the_page_at_its_address(charset: str) -> None:
    article = parse(_page(charset, "https://example.org/barn"), name="barn.mhtml")
    assert _said(article) == SAID
    assert (article.meta.title, article.meta.url) == ("The Salt Barn", "https://example.org/barn")
    assert article.source.format == "mhtml"


def test_of_a_letter_the_page_is_read_and_its_headers_are_kept() -> None:
    article = parse(_letter("Talk of the month", "See the page.", html=PAGE), name="talk.eml")
    assert _said(article)[1] == ("Tor Vik", "Là-bas.")
    assert (article.meta.title, article.meta.byline, article.meta.published) == (
        "Talk of the month",
        ("Una Brekke",),
        "2026-03-03",
    )
    assert article.source.format == "mail"


@pytest.mark.parametrize(
    ("sender", "to_many", "signed", "outlet", "byline"),
    [
        ("The Salt Letter", True, "Tor Vik", "The Salt Letter", ("Tor Vik",)),
        ("The Salt Letter", True, "", "The Salt Letter", ()),
        ("Una Brekke", True, "", "", ("Una Brekke",)),
        ("Una Brekke", True, "Una Brekke", "", ("Una Brekke",)),
        ("Una Brekke", False, "", "", ("Una Brekke",)),
    ],
)
def test_who_sends_a_letter_to_many_wrote_it_or_brings_it_out(
    sender: str, to_many: bool, signed: str, outlet: str, byline: tuple[str, ...]
) -> None:
    said = "".join(f"{name}: {words}\n\n" for name, words in SAID)
    letter = _letter("The Salt Barn", f"The Salt Barn\n\n{f'By {signed}' if signed else ''}\n\n{said}")
    letter = letter.replace(b"Una Brekke <una", f"{sender} <una".encode())
    letter = (b"List-Id: <salt.example.org>\n" if to_many else b"") + letter
    meta = parse(letter, name="talk.eml").meta
    assert (meta.outlet, meta.byline, "outlet" in meta.derived) == (outlet, byline, bool(outlet))


def test_what_hangs_on_a_letter_is_not_read() -> None:
    message = EmailMessage()
    message["Subject"] = "Only a picture"
    message["MIME-Version"] = "1.0"
    message.add_attachment(b"\x89PNG\r\n", "image", "png", filename="a.png")
    with pytest.raises(BadSourceError, match="holds no text"):
        parse(message.as_bytes(), name="picture.eml")


def test_talk_whose_labels_look_like_headers_is_no_letter() -> None:
    talk = b"From: where I stand it is late.\nSubject: to the tide, you mean?\nFrom: where I stand.\nSubject: I see.\n"
    assert parse(talk, name="talk.txt").source.format == "text"
