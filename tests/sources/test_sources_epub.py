"""A book is read in the order of its spine, whole or by chapters, also where it is not sound; never a locked one."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rr_reader import parse
from rr_reader.errors import BadSourceError, ReaderError
from rr_reader.model import Article, Kind
from rr_reader.sources import epub_package
from rr_reader.sources.bundles import is_bundle, members

CONTAINER = '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'
METADATA = """<dc:title>Pier Talks</dc:title><dc:creator opf:role="aut">Una Brekke</dc:creator>
<dc:creator opf:role="ill">Nobody Asked</dc:creator><dc:date opf:event="modification">2025-09-09</dc:date>
<dc:date>2024-05-02</dc:date><dc:language>en-GB</dc:language><dc:publisher>Low Tide Press</dc:publisher>
<dc:subject>Piers</dc:subject>"""


class Part(NamedTuple):
    """A page of a book that is made here."""

    name: str
    body: str
    title: str = ""
    """Its name in the contents."""


def talk(name: str, *answers: str) -> str:
    return "".join(f"<p><b>Una Brekke:</b> And then?</p><p><b>{name}:</b> {answer}</p>" for answer in answers)


PARTS = (
    Part("cover.xhtml", '<img src="cover.png" alt=""/>'),
    Part("b.xhtml", "<h1>The first</h1>" + talk("Tor Vik", "Rain.", "Wind.", "More rain."), "The first"),
    Part("a 2.xhtml", talk("Liv Dahl", "Nets.", "Rope.", "Knots."), "The second"),
    Part("c.xhtml", talk("Liv Dahl", "Tar.", "Salt.")),
)


def package(parts: tuple[Part, ...], metadata: str = METADATA, order: tuple[int, ...] = (0, 1, 2, 3)) -> str:
    items = "".join(
        f'<item id="i{n}" href="{part.name.replace(" ", "%20")}" media-type="application/xhtml+xml"/>'
        for n, part in enumerate(parts)
    )
    spine = "".join(f'<itemref idref="i{n}"/>' for n in order)
    return f"""<?xml version="1.0"?><package xmlns:dc="d" xmlns:opf="o"><metadata>{metadata}</metadata><manifest>{items}
    <item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/></manifest>
    <spine><itemref idref="nav"/>{spine}</spine></package>"""


def contents(parts: tuple[Part, ...]) -> str:
    lines = "".join(f'<li><a href="{part.name}"><span>{part.title}</span></a></li>' for part in parts if part.title)
    return f"<html><body><nav><h1>Contents of it all</h1><ol>{lines}</ol></nav></body></html>"


def files_of(parts: tuple[Part, ...] = PARTS) -> dict[str, str]:
    files = {"META-INF/container.xml": CONTAINER, "OPS/book.opf": package(parts), "OPS/nav.xhtml": contents(parts)}
    return files | {
        f"OPS/{part.name}": f'<?xml version="1.0"?><html><head><title/></head><body>{part.body}</body></html>'
        for part in parts
    }


def book(files: Mapping[str, str | bytes], *, mimetype: bool = True) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if mimetype:
            archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def said(article: Article, name: str) -> list[str]:
    return [block.text for block in article.blocks if block.speaker == name]


def test_a_book_is_one_article_in_the_order_of_its_spine() -> None:
    article = parse(book(files_of()), name="pier.epub")
    assert said(article, "Tor Vik") == ["Rain.", "Wind.", "More rain."]
    assert said(article, "Liv Dahl") == ["Nets.", "Rope.", "Knots.", "Tar.", "Salt."]
    assert [block.text for block in article.blocks if block.kind is Kind.HEADING] == ["The first", "The second"]
    meta = article.meta
    assert (meta.title, meta.byline, meta.published) == ("Pier Talks", ("Una Brekke",), "2024-05-02")
    assert (meta.outlet, meta.language, meta.tags) == ("Low Tide Press", "en", ("Piers",))
    assert article.source.format == "epub"
    assert not any("Contents of it all" in block.text for block in article.blocks)


@pytest.mark.parametrize(("first", "above"), [("Pier Talks", []), ("The whole tide", ["The whole tide"])])
def test_the_title_is_the_book_s_wherever_its_words_stand_again(first: str, above: list[str]) -> None:
    parts = (
        Part("a.xhtml", f"<h1>{first}</h1>{talk('Tor Vik', 'Rain.', 'Wind.')}"),
        Part("b.xhtml", f"<h1>Pier <i>Talks</i></h1>{talk('Liv Dahl', 'Nets.', 'Rope.')}"),
    )
    blocks = parse(book(files_of(parts)), name="pier.epub").blocks
    assert [block.text for block in blocks if block.kind is Kind.TITLE] == ["Pier Talks"]
    assert [block.text for block in blocks if block.kind is Kind.HEADING] == [*above, "Pier Talks"]
    assert not [block for block in blocks if block.kind is Kind.BOILERPLATE]


def test_by_choice_each_entry_of_the_contents_is_an_article_and_goes_on_to_the_next() -> None:
    raw = book(files_of())
    assert is_bundle(raw[:4096], chapters=True)
    assert not is_bundle(raw[:4096])
    first, second = [parse(member.read(), name=member.name) for member in members(raw, "shelf/pier.epub")]
    assert [article.meta.title for article in (first, second)] == ["The first", "The second"]
    assert said(second, "Liv Dahl") == ["Nets.", "Rope.", "Knots.", "Tar.", "Salt."]
    assert first.source.name.startswith("shelf/pier.epub/")
    for article in (first, second):
        assert (article.meta.outlet, article.meta.byline) == ("Pier Talks", ("Una Brekke",))
        assert (article.meta.published, article.meta.language) == ("2024-05-02", "en")


def test_a_page_that_the_contents_do_not_name_is_no_chapter_of_its_own_unless_they_name_none() -> None:
    files = files_of() | {"OPS/nav.xhtml": "<html><body><nav/></body></html>"}
    assert len(members(book(files), "pier.epub")) == 3


def test_the_contents_of_an_older_book_name_its_chapters() -> None:
    files = files_of()
    points = '<navPoint><navLabel><text>Knots &amp; tar</text></navLabel><content src="a%202.xhtml#x"/></navPoint>'
    files["OPS/toc.ncx"] = (
        f'<!DOCTYPE ncx PUBLIC "-//NISO" "http://192.0.2.1/ncx.dtd"><ncx><navMap>{points}</navMap></ncx>'
    )
    item = '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/></manifest>'
    files["OPS/book.opf"] = re.sub(r"<item id=.nav.*</manifest>", item, files["OPS/book.opf"], flags=re.S)
    assert (Kind.HEADING, "Knots & tar") in [(b.kind, b.text) for b in parse(book(files), name="pier.epub").blocks]
    assert "02 Knots & tar.html" in members(book(files), "pier.epub")[1].name


def nested(entries: str, *others: str) -> str:
    lists = "".join(f"<nav epub:type='{kind}'><ol><li><a href='b.xhtml#p3'>17</a></li></ol></nav>" for kind in others)
    return f"<html><body><nav epub:type='toc'><ol>{entries}</ol></nav>{lists}</body></html>"


@pytest.mark.parametrize(
    ("listed", "chapters"),
    [
        ('<li><a href="b.xhtml">Rain</a></li><li><a href="b.xhtml#w">Wind</a></li>', ["Rain", "Wind"]),
        (
            '<li><a href="b.xhtml">Rain</a></li><li><a href="b.xhtml#r">Drops</a></li>'
            '<li><a href="b.xhtml#w">Wind</a></li>',
            ["Rain", "Wind"],
        ),
        ('<li><a href="b.xhtml#r">Rain</a></li><li><a href="b.xhtml#w">Wind</a></li>', ["Rain", "Wind"]),
        ('<li><a href="b.xhtml">Rain</a><ol><li><a href="b.xhtml#w">Wind</a></li></ol></li>', ["Rain"]),
        (
            '<li><a href="b.xhtml">Rain</a><ol><li><a href="b.xhtml#w">Wind</a></li></ol></li>'
            '<li><a href="a%202.xhtml">Nets</a></li>',
            ["Rain", "Nets"],
        ),
    ],
)
def test_a_page_holds_several_chapters_where_the_contents_say_so_but_parts_are_none(
    listed: str, chapters: list[str]
) -> None:
    page = "".join(
        f'<h2 id="{name[0].lower()}">{name}</h2>{talk("Tor Vik", name + ".", "No.")}' for name in ("Rain", "Wind")
    )
    page = page.replace("No.", 'No, <a id="p3"></a>not yet.')
    files = files_of((Part("b.xhtml", page), PARTS[2])) | {"OPS/nav.xhtml": nested(listed, "page-list", "landmarks")}
    found = [parse(member.read(), name=member.name) for member in members(book(files), "pier.epub")]
    assert [article.meta.title for article in found] == chapters
    assert sum(len(said(article, "Tor Vik")) for article in found) == 4
    whole = parse(book(files), name="pier.epub")
    assert [block.text for block in whole.blocks if block.kind is Kind.HEADING][:2] == ["Rain", "Wind"]


def test_pages_that_are_articles_themselves_are_none_of_them_the_only_one() -> None:
    long = "<article>" + talk("Tor Vik", *(f"{n} years of rain, and then the sun." for n in range(40))) + "</article>"
    short = f"<article>{talk('Liv Dahl', 'Nets.', 'Rope.')}</article>"
    article = parse(book(files_of((Part("a.xhtml", long), Part("b.xhtml", short)))), name="pier.epub")
    assert said(article, "Liv Dahl") == ["Nets.", "Rope."]


MENDED = {
    "no mimetype": lambda files: book(files, mimetype=False),
    "all in another order": lambda files: book(dict(reversed(files.items())), mimetype=False),
    "a container that is not closed": lambda files: book(files | {"META-INF/container.xml": f"<<&{CONTAINER[:-24]}"}),
    "a container that is an absolute path": lambda files: book(
        files | {"META-INF/container.xml": CONTAINER.replace("OPS/", "/OPS/")}
    ),
    "letters in another case": lambda files: book({name.replace("OPS", "Ops"): text for name, text in files.items()}),
    "a package cut short": lambda files: book(files | {"OPS/book.opf": files["OPS/book.opf"].partition("</spine>")[0]}),
    "no spine": lambda files: book(files | {"OPS/book.opf": re.sub("<itemref.*?/>", "", files["OPS/book.opf"])}),
    "a spine of what is not there": lambda files: book(
        files | {"OPS/book.opf": files["OPS/book.opf"].replace("<spine>", '<spine><itemref idref="gone"/>')}
    ),
    "a package that fonts are hidden by": lambda files: book(
        files
        | {
            "META-INF/encryption.xml": '<e:EncryptionMethod Algorithm="http://www.idpf.org/2008/embedding"/>',
            "META-INF/rights.xml": "<r/>",
        }
    ),
}


@pytest.mark.parametrize("what", MENDED)
def test_what_is_not_sound_costs_no_words(what: str) -> None:
    article = parse(MENDED[what](files_of()), name="pier.epub")
    assert [block.speaker for block in article.blocks if block.speaker in {"Tor Vik", "Liv Dahl"}] == [
        *["Tor Vik"] * 3,
        *["Liv Dahl"] * 5,
    ]
    assert article.source.format == "epub"


def test_the_spine_orders_the_pages_not_the_manifest() -> None:
    files = files_of() | {"OPS/book.opf": package(PARTS, order=(3, 1))}
    article = parse(book(files), name="pier.epub")
    assert [block.text for block in article.blocks if block.speaker == "Liv Dahl"] == ["Tar.", "Salt."]
    assert (
        next(block for block in article.blocks if block.speaker != "Una Brekke" and block.speaker).speaker == "Liv Dahl"
    )


def test_in_a_folder_a_book_is_a_book_whatever_stands_first_in_it() -> None:
    raw = book(dict(reversed(files_of().items())), mimetype=False)
    assert [(member.name, member.read()) for member in members(raw, "pier.epub")] == [("pier.epub", raw)]


@pytest.mark.parametrize("gone", ["META-INF/container.xml", "OPS/book.opf"])
def test_a_book_that_does_not_say_where_its_pages_are_is_broken(gone: str) -> None:
    files = {name: text for name, text in files_of().items() if name != gone}
    with pytest.raises(BadSourceError, match="broken"):
        parse(book(files), name="pier.epub")


@pytest.mark.parametrize("name", ["pier.epub", "pier.PDF", "pier.zip"])
@pytest.mark.parametrize("raw", [b"", b"Una Brekke: Where is it?\n\nTor Vik: Below the pier.\n"])
def test_a_text_that_is_called_a_book_is_refused(name: str, raw: bytes) -> None:
    with pytest.raises(BadSourceError, match="called so"):
        parse(raw, name=name)
    parse(raw, name="pier.txt")


def test_a_package_that_names_no_page_costs_only_their_order() -> None:
    files = files_of() | {"OPS/book.opf": "<package/>"}
    assert len(said(parse(book(files), name="pier.epub"), "Liv Dahl")) == 5


@pytest.mark.parametrize(
    ("beside", "named"),
    [
        ({}, "DRM"),
        ({"META-INF/rights.xml": "<r/>"}, "Adobe ADEPT"),
        ({"META-INF/license.lcpl": "{}"}, "Readium LCP"),
        ({"META-INF/sinf.xml": "<s/>"}, "Apple FairPlay"),
    ],
)
def test_a_locked_book_is_refused_and_its_lock_named(beside: dict[str, str], named: str) -> None:
    method = '<enc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/>'
    files = files_of() | beside | {"META-INF/encryption.xml": f"<encryption>{method}</encryption>"}
    with pytest.raises(BadSourceError, match=named) as caught:
        parse(book(files), name="pier.epub")
    assert "locked" in str(caught.value)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ('<p>One<a id="p1"/> two</p><p>three</p>', "One two"),
        ("<p>One <![CDATA[<b> & two]]></p>", "One <b> & two"),
        ("<p>One</p><script src='x'/><p>two</p>", "One"),
        ("<p>One<br/>two</p>", "One two"),
        ('<p>One <span epub:type="pagebreak">17</span>two</p>', "One two"),
    ],
)
def test_what_only_xml_writes_so_is_understood(body: str, text: str) -> None:
    article = parse(book(files_of((Part("a.xhtml", f"<h1>Talk</h1>{body}<p>The end of it.</p>"),))), name="pier.epub")
    texts = [block.text for block in article.blocks]
    assert text in texts
    assert texts[-1] == "The end of it."


def test_a_note_is_nobody_s_words() -> None:
    body = talk("Tor Vik", "Rain.", "Wind.") + '<ol><li id="n" epub:type="footnote"><p>A wet spring.</p></li></ol>'
    article = parse(book(files_of((Part("a.xhtml", f"<h1>Talk</h1>{body}"),))), name="pier.epub")
    (note,) = [block for block in article.blocks if "wet spring" in block.text]
    assert (note.kind, note.speaker) == (Kind.NOTE, "")


@pytest.mark.parametrize(
    "mark",
    [
        '<a href="#n" epub:type="noteref">1</a>', '<a role="doc-noteref" href="#n">[1]</a>',
        '<sup><a href="notes.xhtml#n">1</a></sup>', '<a class="ref" href="#n"><sup class="small">*</sup></a>',
        '<sup id="r"><a href="#n" epub:type="noteref">1</a></sup>',
    ],
)  # fmt: skip
def test_the_mark_of_a_note_is_not_said_but_told(mark: str) -> None:
    note = '<aside id="n" epub:type="footnote"><p>A wet spring. <a href="#r" role="doc-backlink">↩︎</a></p></aside>'
    body = talk("Tor Vik", f"Rain.{mark} And more.", "Wind.") + note
    article = parse(book(files_of((Part("a.xhtml", f"<h1>Talk</h1>{body}"),))), name="pier.epub")
    texts = [block.text for block in article.blocks]
    assert "Rain. And more." in texts
    assert texts[-1] == "A wet spring."
    reasons = [item.reason for item in article.account.removed]
    assert reasons.count("mark of a footnote") == 1
    assert reasons.count("link back to a footnote's place") == 1


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ('We sang <a href="songs.html#two">2</a> of them.', "We sang 2 of them."),
        ("It was 10 m<sup>2</sup> wide.", "It was 10 m2 wide."),
        ('See <sup><a href="#two">the second talk</a></sup> of it.', "See the second talk of it."),
    ],
)
def test_other_links_and_raised_signs_are_said(said: str, text: str) -> None:
    body = talk("Tor Vik", said, "Wind.")
    article = parse(book(files_of((Part("a.xhtml", f"<h1>Talk</h1>{body}"),))), name="pier.epub")
    assert text in [block.text for block in article.blocks]


def test_entities_are_neither_fetched_nor_expanded(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("the secret word")
    definitions = "".join(f'<!ENTITY e{n + 1} "&e{n};&e{n};&e{n};&e{n};">' for n in range(40))
    doctype = f'<!DOCTYPE x [<!ENTITY f SYSTEM "file://{tmp_path}/secret.txt"><!ENTITY e0 "ha">{definitions}]>'
    files = files_of()
    files["OPS/book.opf"] = doctype + files["OPS/book.opf"].replace("Pier Talks", "Pier &f;&e40; Talks")
    files["OPS/b.xhtml"] = f"{doctype}<html><body><p>Rain &f; &e40;.</p></body></html>"
    article = parse(book(files), name="pier.epub")
    assert "secret word" not in str(article.to_dict())
    assert "haha" not in str(article.to_dict())


def test_a_book_without_a_word_is_refused() -> None:
    with pytest.raises(BadSourceError, match="holds no text"):
        parse(book(files_of(PARTS[:1])), name="pier.epub")


def test_a_book_that_unpacks_to_too_much_is_refused() -> None:
    with pytest.raises(BadSourceError, match="unpacks to"):
        parse(book(files_of() | {"OPS/b.xhtml": b"<p>" + bytes(20 << 20)}), name="pier.epub")


def test_all_that_is_read_of_a_book_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    files = files_of()
    monkeypatch.setattr(epub_package, "ALL", sum(len(text.encode()) for text in files.values()) - 10)
    with pytest.raises(BadSourceError, match="unpacks to more"):
        parse(book(files), name="pier.epub")


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(["META-INF/container.xml", "OPS/book.opf", "OPS/nav.xhtml", "OPS/b.xhtml"]),
    st.text("<>/=\"' &;![]-?abdiprx\n", max_size=60),
    st.integers(0, 500),
)
def test_whatever_stands_in_it_only_our_own_error_comes(name: str, nonsense: str, place: int) -> None:
    files = files_of()
    files[name] = files[name][:place] + nonsense + files[name][place:]
    try:
        parse(book(files), name="pier.epub")
        members(book(files), "pier.epub")
    except ReaderError:
        pass


@pytest.mark.skipif(not shutil.which("pandoc"), reason="pandoc makes these books")
@pytest.mark.parametrize("form", ["epub2", "epub3"])
def test_a_book_that_pandoc_made(form: str, tmp_path: Path) -> None:
    text = "---\ntitle: Pier Talks\nauthor: Una Brekke\ndate: 2024-05-02\nlang: en\n---\n\n"
    for chapter, name in (("Nets", "Tor Vik"), ("Rope", "Liv Dahl")):
        text += f"# {chapter}\n\n" + "".join(f"**Una Brekke:** Why?\n\n**{name}:** No. {n}.\n\n" for n in range(3))
    (tmp_path / "pier.md").write_text(text)
    made = tmp_path / "pier.epub"
    subprocess.run(["pandoc", "-t", form, "-o", str(made), str(tmp_path / "pier.md")], check=True, capture_output=True)
    article = parse(made.read_bytes(), name="pier.epub")
    assert (article.meta.title, article.meta.byline, article.meta.language) == ("Pier Talks", ("Una Brekke",), "en")
    assert said(article, "Tor Vik") == said(article, "Liv Dahl") == ["No. 0.", "No. 1.", "No. 2."]
    chapters = [parse(member.read(), name=member.name) for member in members(made.read_bytes(), "pier.epub")]
    assert [c.meta.title for c in chapters if len(said(c, "Una Brekke")) == 3] == ["Nets", "Rope"]
