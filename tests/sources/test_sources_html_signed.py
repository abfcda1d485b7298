# ruff: noqa: E501
"""Who wrote a page and when it appeared: what its head and its markup say, and what they do not."""

import json

import pytest

from rr_reader.model import Meta
from rr_reader.parsing.importing import parse_source
from rr_reader.sources.reading import read_page

PROSE = "<p>It was a long winter, and the ice in the harbour held until the first days of a very late spring.</p>" * 3


def meta_of(head: str = "", before: str = "", after: str = "") -> Meta:
    body = f"<article><h1>Ice</h1>{before}{PROSE}{after}</article>"
    return parse_source(f"<html><head>{head}</head><body>{body}</body></html>".encode(), name="a.html").meta


def data(**fields: object) -> str:
    told = json.dumps({"@type": "NewsArticle", "headline": "Ice", **fields})
    return f'<script type="application/ld+json">{told}</script>'


@pytest.mark.parametrize(
    ("head", "names"),
    [
        (data(author={"@type": "Person", "name": "Ann Lee"}), ("Ann Lee",)),
        (data(author={"name": ["Ann Lee", "Bo Ek"]}), ("Ann Lee", "Bo Ek")),
        (data(author=[[{"name": "Ann Lee"}], "Bo Ek"]), ("Ann Lee", "Bo Ek")),
        (data(author="By Ann Lee and Bo Ek"), ("Ann Lee", "Bo Ek")),
        (data(author="José Ortega y Gasset"), ("José Ortega y Gasset",)),
        (data(author="admin"), ()),
        (data(author={"@id": "#nobody"}), ()),
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "Article", "headline": "Ice", "author":'
            ' {"@id": "#1"}}, {"@type": "Person", "@id": "#1", "name": "Ann Lee"}]}</script>',
            ("Ann Lee",),
        ),
        (
            '<script type="application/ld+json">\n<!--\n[{"@type": "http://schema.org/NewsArticle", "author": "Ann Lee"}]'
            "\n//-->\n</script>",
            ("Ann Lee",),
        ),
        (data(author=["Ann Lee", "and Bo Ek"]), ("Ann Lee", "Bo Ek")),
        ('<meta name="dc.creator" content="Lee, Ann">', ("Ann Lee",)),
        (
            '<meta name="author" content="The Ring, Ann Lee"><meta property="og:site_name" content="The Ring">',
            ("Ann Lee",),
        ),
        (
            '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ann Lee">',
            ("Ann Lee",),
        ),
        ('<meta name="twitter:label1" content="Price"><meta name="twitter:data1" content="Ten pounds">', ()),
    ],
)
def test_the_author_that_the_head_names(head: str, names: tuple[str, ...]) -> None:
    assert meta_of(head).byline == names


@pytest.mark.parametrize(
    ("before", "after", "names"),
    [
        ('<p>29 Apr, <span class="vcard author"><span class="fn">Ann Lee</span></span>, <a href="#">3 notes</a></p>', "", ("Ann Lee",)),
        ('<p>Seen by <a rel="author" href="/a">Ann Lee</a></p>', "", ("Ann Lee",)),
        ('<div class="byline">By <b>Ann Lee</b>, Senior Writer</div>', "", ("Ann Lee",)),
        ('<p class="byline">By Ann Lee For The Ring</p>', "", ("Ann Lee",)),
        ('<div class="authors">Author</div><div class="author">Ann Lee</div>', "", ("Ann Lee",)),
        ("<p>Ann Lee | October 27, 2010</p>", "", ("Ann Lee",)),
        ("<div>Ann Lee</div><div>October 27, 2010</div>", "", ("Ann Lee",)),
        ('<p class="byline">by Ann Lee on October 27, 2010</p>', "", ("Ann Lee",)),
        ('<p class="byline">Publicado em 30/11/2019 - 10:14 Por Ann Lee - Redação</p>', "", ("Ann Lee",)),
        ('<p class="byline">Ann (A.B.) Lee</p>', "", ("Ann (A.B.) Lee",)),
        ('<p class="byline">Ann Lee (The Ring)</p>', "", ("Ann Lee",)),
        ("", "<footer>Posted by Ann Lee on October 27, 2010at 08:05</footer>", ("Ann Lee",)),
        ("<div>The Ring</div><div>October 27, 2010</div>", "", ()),
        ("<div>By Ann Lee October 27, 2010</div>", "", ("Ann Lee",)),
        ('<div><a href="/authors/ann-lee">Ann Lee</a></div>', "", ("Ann Lee",)),
        ('<div><a href="/authors/">More authors</a></div>', "", ()),
        ("", f'{PROSE * 4}<p>As <a href="/people/ann-lee">Ann Lee</a> says, it was late.</p>', ()),
        ("", '<p>By the water: <span class="author">Ann Lee</span></p>', ("Ann Lee",)),
        ("", '<div class="comments"><p>So: <span class="fn author">Ann Lee</span></p></div>', ()),
        ("", '<div class="comment-list"><div class="author">Ann Lee</div></div>', ()),
    ],
)  # fmt: skip
def test_the_author_that_the_text_names(before: str, after: str, names: tuple[str, ...]) -> None:
    assert meta_of("", before, after).byline == names


@pytest.mark.parametrize(
    ("head", "before", "after", "day"),
    [
        ('<meta name="pubdate" content="20210525">', "", "", "2021-05-25"),
        ('<meta name="pubdate" content="soon"><meta name="dcterms.date" content="2021-05-25">', "", "", "2021-05-25"),
        ('<meta name="dc.date" content="2021"><meta name="citation_date" content="2021/05">', "", "", "2021-05"),
        ('<meta name="dc.date" content="2021"><meta name="date" content="2021-05-25">', "", "", "2021-05-25"),
        ('<meta name="dc.date" content="20210">', "", "", ""),
        ('<meta property="article:modified_time" content="2021-05-25">', "", "", ""),
        (data(dateModified="2021-05-25"), "", "", ""),
        ("", '<time class="updated" datetime="2022-01-01">x</time><time datetime="2021-05-25">x</time>', "", "2021-05-25"),
        ("", '<time datetime="2022-01-01">Of old</time><time itemprop="datePublished" datetime="2021-05-25">', "", "2021-05-25"),
        ("", '<abbr class="published" title="2021-05-25T11:00Z">25 May</abbr>', "", "2021-05-25"),
        ("", "", '<aside><time datetime="2021-05-25">25 May</time></aside>', ""),
        ("", "", '<div class="comments"><p><time datetime="2021-05-25">25 May</time> So.</p></div>', ""),
        ("", "<div>Publicerad 25 maj 2021</div>", "", "2021-05-25"),
        ("", '<span class="date">31 stycznia 2020</span>', "", "2020-01-31"),
        ("", "<p>14 мая 2019, 10:00</p>", "", "2019-05-14"),
        ("", "<p>HOLM, April 20, 2023 – The ice went out with all that stood on it, and nobody was sorry.</p>", "", "2023-04-20"),
        ("", "<p>It was on April 20, 2023 – a Thursday – that the ice went out with all that stood on it.</p>", "", ""),
        ("", "<p>Last modified: 3 January 2023</p>", "", ""),
        ("", "", "<p>Copyright 3 January 2023</p>", ""),
        ("", "", "<footer>By Bo on 9 May 2015, 11:51 | in the news of the ice and of the snow</footer>", "2015-05-09"),
        ("", "", "<aside>27 Sep 2016</aside>", "2016-09-27"),
        ("", "", "<aside>27 Sep 2016</aside><aside>28 Sep 2016</aside>", ""),
        ("", "", f'<blockquote><p>So. <time datetime="2012-01-02">2 Jan</time></p></blockquote>{PROSE}<p>27 Sep 2016</p>', "2016-09-27"),
        ("", '<p><time datetime="2021-05-25">25 May</time></p>', '<aside><time class="published" datetime="2022-01-02">2 Jan</time></aside>', "2021-05-25"),
        ("", "", f"<footer>Dieser Artikel wurde am 14. Dezember 2015 verfasst und {'wohl kaum gelesen ' * 9}.</footer>", "2015-12-14"),
        ("", '<p class="date">Blog entry by Ann Lee of the ice patrol | 28 April, 2017</p>', "", "2017-04-28"),
        ("", '<p class="date">Last updated by Ann Lee of the ice patrol on 28 April 2017</p>', "", ""),
        ("", "", "<footer>Dieser Artikel wurde am 14. Dezember 2015 um 14:48 Uhr verfasst.</footer>", "2015-12-14"),
        ("", "", "<footer>Posted on 9 May 2015 by Ann Lee in the section of ice and of snow</footer>", "2015-05-09"),
        ("", "", "<p>Snow lay on the quay from 14 December 2015 until the end of that long winter.</p>", ""),
    ],
)  # fmt: skip
def test_the_day_of_a_page(head: str, before: str, after: str, day: str) -> None:
    assert meta_of(head, before, after).published == day


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("en-US", "2015-09-12"),
        ("en-GB", "2015-12-09"),
        ("fr", "2015-12-09"),
        ("pt_BR", "2015-12-09"),
        ("en", ""),
        ("", ""),
    ],
)
def test_the_language_of_a_page_says_which_number_is_the_month(language: str, day: str) -> None:
    page = f'<html lang="{language}"><body><h1>Ice</h1><p class="date">09/12/2015</p>{PROSE}</body></html>'
    assert parse_source(page.encode(), name="a.html").meta.published == day


def test_an_address_may_say_the_day_and_is_no_more_than_a_hint() -> None:
    meta = meta_of('<link rel="canonical" href="https://example.org/2020/02/29/ice">')
    assert (meta.published, meta.derived) == ("2020-02-29", ("published",))
    assert meta_of('<link rel="canonical" href="https://example.org/2020/13/29/ice">').published == ""


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("<ul><li><time datetime='2021-05-25'>May 25, 2021</time></li></ul>", "date"),
        ("<p>Ann Lee on May 25, 2021</p>", "byline"),
        ("<p>Ann Lee was there on May 25, 2021, and she saw the ice go out.</p>", ""),
        ("<p>By the water on May 25, 2021.</p>", ""),
    ],
)
def test_a_line_by_the_title_that_tells_who_or_when(line: str, role: str) -> None:
    head = '<meta name="author" content="Ann Lee">'
    page = read_page(f"<html><head>{head}</head><body><h1>Ice</h1>{line}{PROSE}</body></html>", "a.html")
    assert page.lines[1].role == role


@pytest.mark.parametrize(("line", "day"), [("May 25, 2021", "2021-05-25"), ("Version 2.1 (a4c1, 2021-05-25)", "")])
def test_above_the_title_a_day_stands_alone(line: str, day: str) -> None:
    page = f"<html><body><div class=bar>{line}</div><h1>Ice</h1>{PROSE}</body></html>"
    assert parse_source(page.encode(), name="a.html").meta.published == day
