"""What other programs read in the formats that they know: pandoc, an HTML parser, a Markdown parser."""

import json
import re
import shutil
import subprocess
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from rr_reader.model import Meta
from rr_reader.quotes.excerpt import Excerpt, Part
from rr_reader.quotes.formats import render

PANDOC = shutil.which("pandoc") or ""
with_pandoc = pytest.mark.skipif(not PANDOC, reason="pandoc is not installed")

HOSTILE = [
    "50 % of {this} & that_one #1 costs $5 ~ 2^3 \\end{quote} \\input{x}",
    "</blockquote><script>alert(1)</script></script> & &amp; &#65; <b>x</b>",
    "[@key] @nobody, -@key and [^1] and ^[note] and $x$ and \\(y\\)",
    "\"straight\" 'single' -- dash --- longer ... dots don't `tick` ``two``",
    "one\ntwo\n[three]\n*four*",
    "A. not a list\ni. nor this\n(a) nor that\n(@) nor an example\n#. nor this",
    "<<angles>> ,,low'' !`inverted ?` | bar | ~~struck~~ ~sub~ :::div",
    "眠る。夢を見る。 👩‍👩‍👧 e\u0301 กำ",
    "first\n\nsecond\n\n    third",
    "=CMD()\n+1\n-1\n* x\n> y\n| z",
]
SPEAKERS = ["Ada Lindqvist", "A*nn_ {Lee} & <Sons> \\ 50%", "two\nlines", "\"Q\" 'q'"]


def said(words: str, speaker: str = "Ada Lindqvist", **meta: object) -> Excerpt:
    return Excerpt((Part(words, speaker, "answer", question=3),), Meta(**({"title": "T"} | meta)))  # type: ignore[arg-type]


def read_by_pandoc(text: str, reader: str) -> str:
    """What pandoc reads, as its tree in JSON."""
    done = subprocess.run([PANDOC, "-f", reader, "-t", "json"], input=text.encode(), capture_output=True, check=True)
    assert done.stderr == b""
    return done.stdout.decode()


def paragraphs_of(node: object, notes: bool = False) -> list[str]:
    """The text of each paragraph of a tree, or of its notes; anything but plain text fails."""
    if isinstance(node, list):
        return [found for each in node for found in paragraphs_of(each, notes)]
    if not isinstance(node, dict):
        return []
    if node.get("t") in ("Para", "Plain"):
        inner = [each["c"] for each in node["c"] if each["t"] == "Note"]
        return paragraphs_of(inner) if notes else [inlines(node["c"])]
    assert node.get("t") in ("BlockQuote", "Div", None), node
    return paragraphs_of(node.get("c", node.get("blocks", [])), notes)


def inlines(nodes: list[dict[str, object]]) -> str:
    text = ""
    for node in nodes:
        kind, inside = node["t"], node.get("c")
        if kind == "Note":
            continue
        if kind == "Quoted":  # curly marks, as they stand
            (mark, quoted) = inside  # type: ignore[misc]
            text += ("“{}”" if mark["t"] == "DoubleQuote" else "‘{}’").format(inlines(quoted))  # type: ignore[index]
            continue
        inside = inside[1] if kind == "Math" and inside[1] == "|" else inside  # type: ignore[index]
        assert kind in ("Str", "Math", "Space", "SoftBreak", "LineBreak", "Strong"), node
        spaces = {"Space": " ", "SoftBreak": " ", "LineBreak": "\n"}
        text += (
            inside if isinstance(inside, str) else inlines(inside) if isinstance(inside, list) else spaces[str(kind)]
        )
    return text


def bare(words: str) -> list[str]:
    """The paragraphs of some words; how many spaces begin a line no markup keeps."""
    return [" ".join(line.split()) for paragraph in words.split("\n\n") for line in [paragraph.strip()]]


@with_pandoc
@pytest.mark.parametrize("words", HOSTILE)
def test_pandoc_reads_a_quotation_and_its_footnote(words: str) -> None:
    tree = json.loads(read_by_pandoc(render([said(words, title=words)], "pandoc"), "markdown"))
    assert [" ".join(text.split()) for text in paragraphs_of(tree["blocks"])] == bare(words)
    (note,) = paragraphs_of(tree["blocks"], notes=True)
    assert note.startswith("Ada Lindqvist, in “")
    assert note.endswith("question 3")


@with_pandoc
def test_footnotes_of_several_quotations_stay_apart() -> None:
    several = [said("One.", title="A"), said("Two.", title="B"), said("One.", title="B")]
    tree = json.loads(read_by_pandoc(render(several, "pandoc"), "markdown"))
    assert [note.split(" in ")[1][:3] for note in paragraphs_of(tree["blocks"], notes=True)] == ["“A”", "“B”", "“B”"]


@with_pandoc
@pytest.mark.parametrize("words", HOSTILE)
def test_latex_is_read_letter_by_letter(words: str) -> None:
    tree = json.loads(read_by_pandoc(render([said(words)], "latex"), "latex"))
    *body, citation = [" ".join(text.split()) for text in paragraphs_of(tree["blocks"])]
    told = [text.replace("‘", "'").replace("’", "'") for text in body]  # how TeX sets it
    assert told == bare(words)
    assert citation == "— Ada Lindqvist, in “T”, question 3"


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_in_latex_is_active_but_what_was_meant(words: str) -> None:
    written = render([said(words, words, title=words)], "latex").replace("$|$", "")
    assert not re.search(r"(?<!\\)[#$%&_^~]", written)
    assert set(re.findall(r"\\([A-Za-z]+)", written)) <= {
        *("begin", "end", "hfill", "string"),
        *("textbackslash", "textasciitilde", "textasciicircum", "textless", "textgreater"),
    }
    assert written.count("\\end{quote}") == 1


class _Page(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.cite = ""
        self.texts: dict[str, str] = {}
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.cite = dict(attrs).get("cite") or self.cite
        self.texts[self.tags[-1]] = self.texts.get(tag, "") + ("\n" if tag == "br" else "")
        if tag == "br":
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        while self.tags.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        inside = next((tag for tag in reversed(self.tags) if tag not in ("br", "b")), "")
        self.texts[inside] = self.texts.get(inside, "") + data


@pytest.mark.parametrize("words", HOSTILE)
def test_html_holds_the_words_and_no_markup_of_theirs(words: str) -> None:
    page = _Page(render([said(words, words, title=words, url='https://x.example/?a=1&b="2"')], "html"))
    assert page.texts["p"] == words.replace("\n\n", "")
    assert set(page.texts) <= {"", "figure", "blockquote", "p", "br", "figcaption"}
    assert page.cite == 'https://x.example/?a=1&b="2"'
    assert page.texts["figcaption"].endswith("question 3")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "", "data:text/html,x"])
def test_html_names_no_address_but_of_the_web(url: str) -> None:
    assert " cite=" not in render([said("Words.", url=url)], "html")


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("speaker", SPEAKERS)
def test_a_callout_is_one_blockquote_whatever_is_in_it(words: str, speaker: str) -> None:
    tokens = MarkdownIt("commonmark").parse(render([said(words, speaker, title=words)], "obsidian"))
    assert [token.type for token in tokens if token.level == 0] == ["blockquote_open", "blockquote_close"]
    first = next(token for token in tokens if token.type == "inline")
    assert first.content.startswith("[!quote] ")
    assert {child.type for token in tokens for child in token.children or []} <= {
        "text", "text_special", "softbreak", "hardbreak"
    }  # fmt: skip


@with_pandoc
@settings(deadline=None, max_examples=12)
@given(st.text(alphabet=st.sampled_from("abIi1.)(@'\"-#*_`~[]<>&|\\$%^{} \n:=+,!?“é"), min_size=1, max_size=60))
def test_pandoc_gives_any_words_back(words: str) -> None:
    words = "\n\n".join(paragraph.strip() for paragraph in words.split("\n\n") if paragraph.strip())
    if words:
        tree = json.loads(read_by_pandoc(render([said(words)], "pandoc"), "markdown"))
        assert [" ".join(text.split()) for text in paragraphs_of(tree["blocks"])] == bare(words)
