"""Rich Text is read with its emphasis, in its encodings; what only steers the drawing is no word."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rr_reader import parse
from rr_reader.errors import BadSourceError
from rr_reader.sources.rtf import render

HEAD = (
    rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Times;}{\f1\fcharset204 Arial Cyr;}}"
    rb"{\info{\title Nets}{\author X}}"
)
TALK = (
    rb"\pard\outlinelevel0\b The Net Menders\b0\par\pard{\b Una Brekke:} Und f\'fcr wen?\par"
    rb"{\b Tor Vik:} Niemand{\super\chftn}{\footnote Ten, by the book.}.\line So.\par"
    rb"{\b Una Brekke:} {\uc1\u8222?}Nie\ldblquote ?\par"
    rb"{\b Tor Vik:} {\f1 \'cd\'e5\'f2}, {\i nie}.{\v secret}\par}"
)


def test_bold_names_speak_in_every_encoding() -> None:
    article = parse(HEAD + TALK, name="nets.rtf")
    said = [(block.speaker, block.text) for block in article.blocks if block.speaker]
    assert said == [
        ("Una Brekke", "Und für wen?"),
        ("Tor Vik", "Niemand."),
        ("Tor Vik", "So."),
        ("Una Brekke", "„Nie“?"),
        ("Tor Vik", "Нет, nie."),
    ]
    assert (article.meta.title, article.source.format) == ("The Net Menders", "rtf")
    assert "secret" in [item.text for item in article.account.removed]
    assert [block.text for block in article.blocks if block.kind == "note"] == ["Ten, by the book."]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rb"{\*\unheard of}kept\par", "kept"),
        (rb"{\pict\bin5 }}}}}gone}kept\par", "kept"),
        (rb"{\field{\*\fldinst HYPERLINK "
         rb'"https://example.org/"}{\fldrslt kept}}\par', "kept"),
        (rb"{\header Tape 4\par}kept\par", "kept"),
        (rb"\u-10179?\u-8693?\par", "\U0001f60b"),
        (rb"a\~b\_c\{d\}\par", "a\u00a0b\u2011c{d}"),
        (rb"\trowd\pard\intbl 1971\cell 12\cell\row\pard kept\par", "<tr><td>1971</td><td>12</td></tr>"),
    ],
)  # fmt: skip
def test_words_are_told_from_what_steers_them(body: bytes, text: str) -> None:
    page = render(HEAD + body + b"}", "").text
    article = page[page.index("<article>") : page.index("</article>")]
    assert text in article
    assert not any(word in article for word in ("gone", "unheard", "HYPERLINK", "Times", "Tape"))


def test_one_nested_too_deeply_is_refused() -> None:
    with pytest.raises(BadSourceError, match="nested too deeply"):
        parse(HEAD + b"{" * 5_000, name="x.rtf")


@given(st.binary(max_size=200))
@settings(deadline=None, max_examples=60)
def test_anything_is_read_or_refused(body: bytes) -> None:
    assert render(HEAD + body, "").format == "html"
