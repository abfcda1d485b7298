"""Saved pages: what is the article, what stands around it, and where in the source each line stood."""

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rr_reader.errors import BadSourceError
from rr_reader.model import Article
from rr_reader.parsing.importing import parse_source
from rr_reader.sources.html import declared_encoding
from rr_reader.sources.reading import read_page

CASES = sorted((Path(__file__).parents[1] / "cases" / "html").glob("*.html"))
FIELDS = ("title", "outlet", "derived", "byline", "published", "url", "language", "tags", "deck")


def told(article: Article) -> str:
    """Write metadata and blocks as the cases hold them."""
    fields = {name: getattr(article.meta, name) for name in FIELDS}
    head = [f"{name}: {', '.join(x) if isinstance(x, tuple) else x}" for name, x in fields.items() if x]
    blocks = [
        f"{block.kind} | {block.speaker} | {block.text}".replace("|  |", "| |").replace("\n", " / ")
        for block in article.blocks
    ]
    return "\n".join([*head, "", *blocks]) + "\n"


@pytest.mark.parametrize("page", CASES, ids=lambda page: page.stem)
def test_a_page_is_understood(page: Path) -> None:
    article = parse_source(page.read_bytes(), name=page.name)
    assert told(article) == page.with_suffix(".expected").read_text("utf-8")


@pytest.mark.parametrize("page", CASES, ids=lambda page: page.stem)
def test_every_block_stands_where_it_says(page: Path) -> None:
    """The words of a block are those between its two places, tags apart."""
    source = page.read_text("utf-8")
    for block in parse_source(page.read_bytes(), name=page.name).blocks:
        assert block.origin
        there = read_page(f"<html>{source[block.origin.start : block.origin.end]}", "a.html")
        words = " ".join(line.text for line in there.lines).replace("|", " ").split()
        said = block.text.replace("|", " ").split()
        assert words[-len(said) :] == said


class Shown(HTMLParser):
    """Gathers all text of a page but that of scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.open = "", ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open = tag

    def handle_data(self, data: str) -> None:
        self.text += "" if self.open in {"script", "style"} else data

    def handle_endtag(self, tag: str) -> None:
        self.open = ""


@pytest.mark.parametrize("page", CASES, ids=lambda page: page.stem)
def test_every_letter_of_a_page_is_in_a_block_or_the_account(page: Path) -> None:
    """What goes with a label (`:`) is told by the block's place."""
    article = parse_source(page.read_bytes(), name=page.name)
    labels = [block.origin.label for block in article.blocks if block.origin]
    told = [*(block.text + block.time for block in article.blocks), *labels, *(x.text for x in article.account.removed)]
    missing = Counter(Shown(page.read_text("utf-8")).text) - Counter("".join(told))
    assert not [sign for sign in missing if sign.isalnum()]


def lines(body: str) -> list[tuple[str, str]]:
    return [(line.role, line.text) for line in read_page(f"<html><body>{body}</body></html>", "a.html").lines]


def test_lines_keep_their_place_in_the_source() -> None:
    text = "<html><body><p>Caf&eacute; <b>one</b>\n two</p><ul><li>x &amp; y</ul></body></html>"
    page = read_page(text, "a.html")
    assert [(line.text, text[line.start : line.end]) for line in page.lines] == [
        ("Café one two", "Caf&eacute; <b>one</b>\n two"),
        ("x & y", "x &amp; y"),
    ]


def test_emphasis_and_links_stand_over_their_words() -> None:
    body = '<p>An <b>old <i>sea</i></b> <a href="../map.html?a=1&amp;b">map</a>'
    body += '<span style="font-weight: 600"> of ice</span>'
    line = read_page(f"<html>{body}", "a.html").lines[0]
    assert {(line.text[m.start : m.end], m.style, m.target) for m in line.marks} == {
        ("old sea", "strong", ""),
        ("sea", "em", ""),
        ("map", "link", "../map.html?a=1&b"),
        ("of ice", "strong", ""),
    }


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ("<p>one<p>two<div>three", ["one", "two", "three"]),
        ("<p>one</b></i></p></div></td>two", ["one", "two"]),
        ("<ul><li>one<li>two</ul>", ["one\ntwo"]),
        ("<dl><dt>Ann<dd>one<dd>two</dl>", ["Ann", "one", "two"]),
        ("one<br>two<br><br>three", ["one\ntwo", "three"]),
        ("<b>one<p>two</b> three", ["one", "two three"]),
        ("a < b <3 <", ["a < b <3 <"]),
        ('<p title="a > b">one', ["one"]),
        ("<p title='never closed>one</p><p>two", ["one", "two"]),
        ("one<!-- two -->three<!-->four<!-- five>six", ["onethreefoursix"]),
        ("one<!x>two<?y>three</ z>four", ["onetwothreefour"]),
        ("<p>&lt;script&gt;one&lt;/script&gt;", ["<script>one</script>"]),
        ("<xmp><b>one</b></xmp>", ["<b>one</b>"]),
        ("<p>&#8203;</p><p>&nbsp;</p>one", ["one"]),
        ("<h2>one</h3><p>two", ["one", "two"]),
    ],
)
def test_broken_markup_is_read_as_a_browser_would(body: str, texts: list[str]) -> None:
    assert [text for _, text in lines(body)] == texts


def test_what_entities_stand_for_is_as_safe_as_the_text() -> None:
    assert lines("<p>a&#27;[2Jb&#x202e;c&#0;d&#xD800;e</p>")[0][1] == "a[2Jb⟨U+202E⟩c\ufffdd\ufffde"
    article = parse_source(b"<html><body>\n&lt;b&gt;bold&lt;/b&gt; &amp;lt;\n</body></html>", name="a.html")
    assert [block.text for block in article.blocks] == ["<b>bold</b> &lt;"]


def test_what_is_not_shown_is_in_the_account() -> None:
    text = "<html><head><title>T</title><style>p{}</style></head><body><p>one<span hidden>two</span></p>" + (
        "<div style='display: none'><p>three</p></div><script>four()</script><noscript>five</noscript>"
        "<p>six seven eight"
    )
    page = read_page(text, "a.html")
    assert [line.text for line in page.lines] == ["one", "six seven eight"]
    told = {item.reason: item.text for item in page.removed}
    assert told["script"] == ""
    assert {item.text for item in page.removed if item.reason == "hidden by the page"} == {"two", "three", "five"}
    assert told["page title, read as metadata"] == "T"
    for item in page.removed:
        assert item.text in text[item.start : item.end]


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b'<html><meta charset="windows-1251">', "windows-1251"),
        (b"<meta http-equiv=Content-Type content='text/html; charset=Shift_JIS'>", "Shift_JIS"),
        (b'<?xml version="1.0" encoding="ISO-8859-2"?><html>', "ISO-8859-2"),
        (b"charset=koi8-r", ""),
    ],
)
def test_the_encoding_that_a_page_declares(head: bytes, name: str) -> None:
    assert declared_encoding(head) == name


def test_a_page_is_decoded_as_it_declares() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body><p>Снег шёл.</p>'.encode("cp1251")
    article = parse_source(page, name="a.html")
    assert article.blocks[0].text == "Снег шёл."
    assert (article.account.encoding, article.account.encoding_evidence) == ("windows-1251", "declared")


def test_a_fragment_is_told_by_its_name() -> None:
    assert read_page("<p>one</p>", "a.htm").format == "html"
    assert read_page("one, two", "a.html").format == "text"


TAGS = st.sampled_from(
    """<p> </p> <div> </div> <b> </b> <i> <em> </em> <br> <hr> <ul> <li> </li> </ul> <dl> <dt> <dd> </dl> <table> <tr>
    <td> </td> </table> <h1> <h2> </h2> <nav> </nav> <article> </article> <aside> </aside> <header> </header> <footer>
    <main> <span_class="speaker"> <span_class="credit"> <span_hidden> </span> <pre> </pre> <!--x--> <blockquote> <form>
    <p_class="question"> <div_class="comments"> <div_style="display:none"> <a_href="x"> </a> <figcaption> <details>
    <summary> <noscript> </noscript> <textarea> </textarea> <div_class="byline"> <td> <title> </title> </body> <svg>
    """.split()  # noqa: SIM905
).map(lambda tag: tag.replace("_", " "))
WORDS = st.integers(0, 99).map(lambda number: f"Kw{number:02} ")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(TAGS, WORDS), max_size=40).map("".join))
def test_every_word_of_a_page_is_a_line_or_in_the_account(body: str) -> None:
    text = f"<html>{body}"
    page = read_page(text, "a.html")
    told = [line.text for line in page.lines] + [item.text for item in page.removed] + [str(page.front)]
    assert not Counter(re.findall(r"Kw\d\d", body)) - Counter(re.findall(r"Kw\d\d", " ".join(told)))
    places = [(line.start, line.end) for line in page.lines]
    assert places == sorted(places)
    for line in page.lines:
        assert set(re.findall(r"Kw\d\d", line.text)) <= set(re.findall(r"Kw\d\d", text[line.start : line.end]))
        assert all(0 <= mark.start < mark.end <= len(line.text) for mark in line.marks)


HOSTILE = {
    "breaks": "<br>" * 100_000,
    "unclosed": "<div>x" * 900,
    "inline": "<b>x" * 20_000,
    "links": "<a href=x>y" * 20_000,
    "paragraphs": "<p>x" * 20_000,
    "ends": "</div></p></b>" * 20_000,
    "cells": "<table>" + "<tr><td>x" * 10_000,
    "tables": "<table><tr><td>" * 300,
    "items": "<ul>" + "<li>x" * 20_000,
    "rows": "<table><tr><td rowspan=99999999 colspan=99999999>x",
    "quotes": "<a b=\"c'" * 20_000,
    "attributes": "<a " + "b=c " * 50_000 + ">x",
    "opening": "<" * 100_000,
    "tags": "<a <b <c " * 20_000,
    "comments": "<!--" * 50_000,
    "comments with an end": "<!-- >" * 50_000,
    "scripts": "<script>" * 20_000,
    "entities": "&amp;&#x41;&x" * 20_000,
    "classes": '<p class="' + "aB " * 50_000 + '">x',
    "cdata": "<h1>x</h1><p>y" + "<script>//<![CDATA[\n</p>//]]></script><![CDATA[ x ]]>" * 5_000,
    "titles": "<div><h1>x</h1>" * 10_000,
    "teasers": "<h1>x</h1>" + "<div><h3><a href=/y>y</a></h3>z</div>" * 5_000,
    "times": "<div class=x>" * 400 + "<time datetime=2020-01-01>x</time><br>" * 10_000,
    "authors": "<div class=x>" * 400 + "<p class=footnote><span class=author>1</span> x" * 5_000,
    "json": '<script type="application/ld+json">' + "[" * 200_000 + "</script>x",
    "zeros": "a\0b" * 500,
}


@pytest.mark.parametrize("shape", HOSTILE)
def test_a_hostile_page_is_read(shape: str) -> None:
    text = f"<html><body>{HOSTILE[shape]}"
    page = read_page(text, "a.html")
    starts = [line.start for line in page.lines]
    assert starts == sorted(starts)
    assert all(0 <= line.start <= line.end <= len(text) for line in page.lines)


def test_a_page_of_too_many_elements_is_refused() -> None:
    with pytest.raises(BadSourceError, match="too many elements"):
        parse_source(f"<html>{'<p>' * 400_001}".encode(), name="a.html")


@pytest.mark.parametrize("name", ["div", "blockquote", "section", "svg", "li", "table"])
def test_what_is_nested_deeply_is_read_and_what_stands_behind_it_is_where_it_was(name: str) -> None:
    """As many ends as beginnings leave all else as it is: what follows the pit stands in the article again."""
    deep = f"<{name}>" * 5_000 + "Down here." + f"</{name}>" * 5_000
    found = lines(f"<article><p>Before.</p>{deep}<p><em>Behind.</em></p></article><footer>Below.</footer>")
    assert [text for _, text in found] == ["Before.", *["Down here."] * (name != "svg"), "Behind.", "Below."]
    assert found[-2:] == [("", "Behind."), ("boilerplate", "Below.")]


SHOWN = "What is longer than all that the page hides is shown."


def test_ends_in_the_depth_end_what_begins_there() -> None:
    pit = "<div hidden>" + "<div>" * 700 + "Down." + "</div>" * 699 + "Still hidden." + f"</div></div><p>{SHOWN}</p>"
    assert lines(pit) == [("", SHOWN)]


def test_what_was_never_closed_in_the_depth_is_closed_above_it() -> None:
    page = "<div>" * 700 + "<section>" * 5 + "</div>" * 700 + "<section hidden>Hidden.</section>"
    assert lines(f"{page}<p>{SHOWN}</p>") == [("", SHOWN)]


@pytest.mark.parametrize(
    ("lead", "names", "is_label"),
    [
        ("nm x", ["Ann Lee", "Bo Ek", "Ann Lee", "Bo Ek"], True),
        ("nm", ["Ann Lee", "Bo Ek", "AL", "BE", "AL", "BE"], True),
        ("nm", ["早瀬", "早瀬", "早瀬"], True),
        ("dropcap", ["A", "B", "A", "B"], False),
        ("kw", ["Ann Lee", "Bo Ek", "Cy Ott", "Di Ray"], False),
        ("lead-in", ["Was it cold?", "Was it cold?", "Was it cold?"], False),
        ("n", ["1983", "1983", "1984", "1984"], False),
    ],
)
def test_what_begins_lines_in_a_class_of_its_own_names_speakers_if_it_recurs(
    lead: str, names: list[str], is_label: bool
) -> None:
    """Whatever the class is called: sites have their own words."""
    body = "".join(f'<p><span class="{lead}">{name}</span> said this and that to it.</p>' for name in names)
    labels = [text for role, text in lines(body) if role == "label"]
    assert labels == (names if is_label else [])


def test_a_time_may_stand_before_a_speaker() -> None:
    turn = '<div>00:0{}:12 <span class="speaker">{}</span> <span class="text">So it was.</span></div>'
    body = "".join(turn.format(i, name) for i, name in enumerate(["Ann Lee", "Bo Ek"] * 2))
    article = parse_source(f"<html><body><h1>Ann Lee and Bo Ek</h1>{body}</body></html>".encode())
    assert [(b.time, b.speaker, b.text) for b in article.blocks[1:3]] == [
        ("00:00:12", "Ann Lee", "So it was."),
        ("00:01:12", "Bo Ek", "So it was."),
    ]


@pytest.mark.parametrize(
    ("box", "is_outside"),
    [
        ('<div class="x1"><h4>More of it</h4><ul><li><a href="/a">The tide</a></li></ul></div>', True),
        ('<div class="x1"><p><a href="/a">The tide</a> was out.</p></div>', False),
        ('<div class="qa"><h4>Where are you?</h4><p><a href="/a">At the tide</a></p></div>', False),
        ('<div class="author-box"><h4>By</h4><p><a href="/a">Ann Lee</a></p></div>', False),
        ('<ul><li><a href="/a">The tide</a></li></ul>', False),
    ],
)
def test_a_box_of_links_under_a_heading_is_the_pages(box: str, is_outside: bool) -> None:
    prose = "<p>It was a long winter, and the ice in the harbour held until the first of May.</p>"
    found = lines(f"<article><h1>Ice</h1>{prose}{box}{prose}</article>")
    assert all((role == "boilerplate") == is_outside for role, text in found if "tide" in text or "Lee" in text)


def test_a_line_under_the_title_is_a_deck_only_if_a_class_says_so_there() -> None:
    prose = "<p>It was a long winter, and the ice in the harbour held until the first of May.</p>"
    page = '<article><h1>Ice</h1><p class="{}">Of a winter</p>{}<div class="lead">Later.</div></article>'
    assert ("deck", "Of a winter") in lines(page.format("article__desc", prose))
    assert ("", "Of a winter") in lines(page.format("kt ku", prose))
    assert ("", "Later.") in lines(page.format("article__desc", prose))


def test_letters_of_generated_class_names_ask_nothing() -> None:
    """`class="q"` is a question, `class="ab q"` no more than a name that a program made."""
    long = "I have been to the harbour and have seen the ice, which was still there in the first days of May."
    assert lines(f'<p class="q">{long}</p><p class="a">{long}</p>') == [("question", long), ("", long)]
    assert lines(f'<p class="ab q">{long}</p>') == [("", long)]


def test_a_table_that_lays_a_page_out_is_no_data_however_short_its_paragraphs_are() -> None:
    """What counts is cells, not the paragraphs in them."""
    said = "<p>Dora Finch ran the night buses.</p><p><b>Q:</b> Were you afraid?</p><p><b>A:</b> No.</p>"
    rows = ("<h1>Dora Finch</h1>", said, "<p>Bye.</p><p>So.</p>")
    page = f"<table>{''.join(f'<tr><td>{row}</td></tr>' for row in rows)}</table>"
    assert [text for _, text in lines(page)][1:] == [
        "Dora Finch ran the night buses.", "Q: Were you afraid?", "A: No.", "Bye.", "So.",
    ]  # fmt: skip
    assert lines("<table><tr><td>Bus</td><td>Night</td></tr><tr><td>12</td><td>yes</td></tr></table>") == [
        ("table", "Bus | Night\n12 | yes")
    ]


def test_short_lines_beside_one_long_one_are_the_article() -> None:
    said = "".join(f'<div class="m{i}">Line {i} of it.</div>' for i in range(4))
    long = '<div class="intro">Sol Petty restores carousels, and answered what was asked of him.</div>'
    assert [role for role, _ in lines(f"<main><h1>Sol Petty</h1>{long}{said}</main>")] == ["title", *[""] * 5]


@pytest.mark.parametrize(
    ("headings", "title"),
    [
        (
            '<div id="head"><h1 class="title">The Moss Diary</h1></div><h3 class="post-title entry-title">Of moss</h3>',
            1,
        ),
        ("<header><h2>Of moss</h2><div>Ann Lee</div></header><h2>Why moss?</h2>", 0),
        ('<h1>Of moss</h1><h3 class="post-title">Of lichen</h3><h3 class="post-title">Of rock</h3>', 0),
        ("<h2>Why moss?</h2><h2>Why not?</h2>", -1),
    ],
)
def test_the_title_is_what_is_called_so_or_leads_the_article(headings: str, title: int) -> None:
    prose = "<p>It was a long winter, and the ice in the harbour held until the first of May.</p>"
    found = lines(f"<article>{headings}{prose}{prose}</article>")
    assert [i for i, (role, _) in enumerate(found) if role == "title"] == ([] if title < 0 else [title])


@pytest.mark.parametrize(("author", "names"), [("Piet Harms, The Ring", ["Piet Harms"]), ("The Ring", None)])
def test_an_outlet_is_nobody_who_wrote(author: str, names: list[str] | None) -> None:
    head = f'<meta name="author" content="{author}"><meta property="og:site_name" content="The Ring">'
    assert read_page(f"<html><head>{head}</head><body><p>So.", "a.html").front.get("author") == names


PROSE = "<p>It was a long winter, and the ice in the harbour held until the first days of a very late spring.</p>"
MORE = "<p>Of other winters it is told that nobody saw the ice at all, so thick was the fog that lay on it.</p>"


def seen(body: str) -> str:
    """Write what is read of a page's body: lines of the article, and in brackets those around it."""
    return " ".join(f"[{text[:5]}]" if role == "boilerplate" else text[:5] for role, text in lines(body))


@pytest.mark.parametrize(
    ("body", "read"),
    [
        # a second story below the first
        (f"<main><div class=s><h1>Ice</h1>{PROSE * 3}</div><div class=s><h1>Fog</h1>{MORE * 3}</div></main>",
         "Ice It wa It wa It wa [Fog] [Of ot] [Of ot] [Of ot]"),
        # headings of the first order within one article
        (f"<main><h1>Ice</h1>{PROSE * 3}<h1>Fog</h1>{MORE * 3}</main>", "Ice It wa It wa It wa Fog Of ot Of ot Of ot"),
        (f"<main><div><h1>Ice</h1>{PROSE * 3}</div>{MORE * 15}<h1>Fog</h1></main>",
         "Ice It wa It wa It wa " + "Of ot " * 15 + "Fog"),
        # one article in several boxes, with an advert between
        (f"<div><h1>Ice</h1><div class=t>{PROSE * 4}</div><div class=x>Buy</div><div class=t>{MORE}</div></div>",
         "Ice It wa It wa It wa It wa [Buy] Of ot"),
        # prose elsewhere on the page
        (f"<div><h1>Ice</h1><div class=t>{PROSE * 4}</div></div><div class=u>{MORE}</div>",
         "Ice It wa It wa It wa It wa [Of ot]"),
        # boxes that lead to others, and one that leads down its own page
        (f"<h1>Ice</h1>{PROSE}" + f'<div><h3><a href="/f">Fog</a></h3>{MORE}</div>' * 3,
         "Ice It wa [Fog] [Of ot] [Fog] [Of ot] [Fog] [Of ot]"),
        (f"<h1>Ice</h1>{PROSE}" + f'<div><h3><a href="#f">Fog</a></h3>{MORE}</div>' * 3,
         "Ice It wa Fog Of ot Fog Of ot Fog Of ot"),
        # what stands behind a paywall, and what asks to pay
        (f"<h1>Ice</h1>{PROSE * 6}<div class=paywall>{MORE * 4}</div><div class=paywall-box><p>Pay now.</p></div>",
         "Ice " + "It wa " * 6 + "Of ot Of ot Of ot Of ot [Pay n]"),
        # links under a heading, within the article, and a table of its own parts
        (f'<h1>Ice</h1>{PROSE}<h4>More</h4><ul><li><a href="/f">Fog on it</a><li><a href="/g">Gales</a></ul>{PROSE}',
         "Ice It wa [More] [Fog o] [Gales] It wa"),
        (f'<h1>Ice</h1>{PROSE}<h4>Parts</h4><ul><li><a href="#f">Fog</a><li><a href="#g">Gales</a></ul>{PROSE}',
         "Ice It wa Parts Fog\nG It wa"),
        # footnotes that stand beside the article
        (f"<div><section><h1>Ice</h1>{PROSE * 4}</section><section class=footnotes><p>Of May.</p></section></div>",
         "Ice It wa It wa It wa It wa Of Ma"),
        # an advert set as a quotation
        (f"<h1>Ice</h1>{PROSE}<blockquote class=ad><p>Buy ice now.</p></blockquote>{PROSE}", "Ice It wa [Buy i] It wa"),
        # other languages, and words that may be the text's
        (f"<h1>Ice</h1>{PROSE * 3}<div class=comentarios>{MORE * 4}</div><div class=werbung>Eis</div>",
         "Ice It wa It wa It wa [Of ot] [Of ot] [Of ot] [Of ot] [Eis]"),
        (f"<h1>Ice</h1>{PROSE * 6}<div class=overlay>{MORE * 4}</div>", "Ice" + " It wa" * 6 + " Of ot" * 4),
        # the foot of a masthead
        (f"<article><header><h1>Ice</h1><footer><p class=byline>By Ann Lee</p></footer></header>{PROSE}</article>",
         "Ice By An It wa"),
        # classes that say what an article is filed under, or what its template is called, not what the box is
        (f"<h1>Ice</h1><div class='post category-news tag-ice'>{PROSE * 2}"
         "<p><a href=/f>Fog</a> <a href=/g>Gale</a></p></div>"
         "<div class=category><a href=/n>News of the ice</a></div>",
         "Ice It wa It wa Fog G [News ]"),
        (f"<h1>Ice</h1><div class=page-sidebar-fixed>{PROSE * 4}</div><div class=menu>{'<p>Fog</p>' * 150}</div>",
         "Ice" + " It wa" * 4 + " [Fog]" * 150),
        # a class of many paragraphs is how they look; one of few is what they are
        (f"<h1>Ice</h1>{PROSE * 4}" + MORE.replace("<p>", "<p class=paywall>") * 4,
         "Ice" + " It wa" * 4 + " Of ot" * 4),
        (f"<h1>Ice</h1>{PROSE * 4}" + MORE.replace("<p>", "<p class=paywall>"), "Ice" + " It wa" * 4 + " [Of ot]"),
        # the id of a heading is its words
        (f"<h1>Ice</h1>{PROSE}<h3 id=nav_ice_and_related_fog>Fog</h3>{PROSE}", "Ice It wa Fog It wa"),
        # news of other things beside a short article, which is what the page calls one
        (f"<div><h1>Ice</h1><div itemprop=articleBody>{PROSE * 3}</div></div>"
         f"<div class=live><h2>Live</h2>{MORE * 8}</div>",
         "Ice It wa It wa It wa [Live]" + " [Of ot]" * 8),
        # what is said once more for those who see, or for those who do not; and what is too long for that
        (f"<h1>Ice</h1>{PROSE * 3}<div aria-hidden=true>Decks</div><p><div class=sr-only>Sound</div>{PROSE}",
         "Ice It wa It wa It wa [Decks] [Sound] It wa"),
        (f"<h1>Ice</h1>{PROSE * 9}<div aria-hidden=true>{MORE * 4}</div>", "Ice" + " It wa" * 9 + " Of ot" * 4),
        # what programs for building pages call each of their parts
        (f"<h1>Ice</h1>{PROSE * 3}<div class=builder-widget-text><p>Sound.</p></div>{PROSE}",
         "Ice It wa It wa It wa Sound It wa"),
        # a title of what stands below the article
        (f"<div class=post><h2>Ice</h2>{PROSE * 3}<h1>Fog</h1>{MORE}</div>", "Ice It wa It wa It wa Fog Of ot"),
        # spaces alone between the words of code
        ("<h1>Ice</h1><pre><b>from</b> <b>ice</b> <b>import</b> <b>floe</b></pre>" + PROSE, "Ice from  It wa"),
        # a list beside the posts of a forum
        (f"<h1>Ice</h1><div><dl class=postprofile><dt>Ann</dt><dd>Posts: 3</dd></dl>{PROSE}</div>",
         "Ice [Ann] [Posts] It wa"),
    ],
)  # fmt: skip
def test_what_is_the_article_and_what_stands_around_it(body: str, read: str) -> None:
    assert seen(body) == read


def test_items_among_footnotes_are_notes() -> None:
    notes = "<ol><li><p>The first of May.</p></li><li>Of 1902.</li></ol>"
    found = lines(f"<h1>Ice</h1>{PROSE}<section class=footnotes>{notes}</section><ul><li>Rope</li></ul>")
    assert found[2:] == [("note", "The first of May."), ("note", "Of 1902."), ("item", "Rope")]


def test_what_holds_question_and_answer_is_no_question() -> None:
    asked = "<p class='card-text'>What is it that you saw on the ice on that morning of the first of May?</p>"
    card = f"<div class='question-card'>{asked}{PROSE}</div>"
    assert [role for role, _ in lines(f"<h1>Ice</h1>{card * 2}")] == ["title", "", "", "", ""]
    assert [role for role, _ in lines(f"<h1>Ice</h1><div class='question'>{asked}</div>{PROSE}")] == [
        "title", "question", "",
    ]  # fmt: skip


def test_small_capitals_that_recur_name_who_speaks() -> None:
    turn = '<p><span style="font-variant: small-caps">{}</span> It held until the first of May.</p>'
    body = "".join(turn.format(name) for name in ("Lee", "Ek") * 3)
    assert [text for role, text in lines(f"<h1>Ice</h1>{PROSE}{body}") if role == "label"] == ["Lee", "Ek"] * 3


@pytest.mark.parametrize(
    ("head", "target", "whole"),
    [
        ("", "../map", "../map"),
        ('<link rel="canonical" href="https://example.org/a/b.html">', "../map", "https://example.org/map"),
        ('<link rel="canonical" href="https://example.org/a/"><base href="/c/">', "map", "https://example.org/c/map"),
        ('<base href="https://example.org/c/">', "//example.net/map", "https://example.net/map"),
        ('<base href="https://example.org/c/">', "#map", "#map"),
        ('<base href="https://example.org/c/">', "mailto:ann@example.org", "mailto:ann@example.org"),
        ('<base href="https://example.org/c/">', "//[map", "//[map"),
        ('<base href="javascript:x()">', "map", "map"),
    ],
)
def test_links_are_whole_where_the_page_says_what_they_start_from(head: str, target: str, whole: str) -> None:
    page = read_page(f'<html><head>{head}</head><body><p>An old <a href="{target}">map</a>.', "a.html")
    assert [mark.target for mark in page.lines[0].marks] == [whole]


def test_the_account_tells_of_the_pages_before_and_after() -> None:
    head = '<link rel="prev" href="/1"><link rel="next" href="/3"><link rel="icon" href="/i"><link rel="next">'
    removed = read_page(f"<html><head>{head}</head><body><p>So.", "a.html").removed
    assert [item.reason for item in removed] == ["the page before this one: /1", "the page after this one: /3"]
