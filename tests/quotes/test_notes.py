"""Notes are read by what reads notes: YAML, readers of Markdown; and links lead somewhere."""

import re
import shutil
import subprocess

import pytest
import yaml
from markdown_it import MarkdownIt
from msgspec.structs import replace

from articles import FEATURE, TALK, between
from rr_reader.model import Meta
from rr_reader.quotes.cutting import excerpt
from rr_reader.quotes.excerpt import Excerpt, Part, Remarks
from rr_reader.quotes.grouping import grouped
from rr_reader.quotes.notes import STYLES, note_of, note_of_all

NOISE = "*Loud* [x](y)\n\n<!-- /rr-reader a1 -->\n---\n# none ^rr-a2 %%no%% `"

TOLD = replace(
    excerpt(TALK, between(TALK, "She said", "nothing.")),
    article="weaver",
    remarks=Remarks("a1", "green", NOISE, ("on rivers", "2024")),
)
BUILT = replace(
    excerpt(TALK, between(TALK, "And I", "it!")), article="weaver", remarks=Remarks("a2", "red", "", ("mills",))
)
SHARED = replace(excerpt(TALK, between(TALK, "Then", "it!")), article="weaver", remarks=Remarks("a3"))
ELSEWHERE = replace(excerpt(FEATURE, between(FEATURE, "It sings.", "It sings.")), article="mill", remarks=Remarks("b1"))
ALL = [ELSEWHERE, BUILT, TOLD, SHARED]

styles = pytest.mark.parametrize("style", STYLES.values(), ids=list(STYLES))


def front(note: str) -> dict[str, object]:
    _, head, _ = note.split("---\n", 2)
    return yaml.safe_load(head)


PLAIN = {"text", "text_special", "hardbreak", "softbreak", "strong_open", "strong_close", "em_open", "em_close"}


def blockquotes(text: str) -> list[str]:
    """The words of each blockquote, and nothing but text, breaks, strong and emphasis in it."""
    found, inside = [], 0
    for token in MarkdownIt().parse(text):
        inside += token.nesting * token.type.startswith("blockquote")
        if token.type == "blockquote_open":
            found.append("")
        elif token.type == "inline" and inside:
            types = {child.type for child in token.children or []}
            assert types <= PLAIN
            for child in token.children or []:
                found[-1] += child.content or ("\n" if child.type.endswith("break") else "")
            found[-1] += "\n\n"
    return found


@styles
def test_there_is_a_note_an_article_in_its_order_with_what_is_known_of_it(style):
    mill, weaver = (note_of(group, style) for group in grouped(ALL, "article"))
    assert (mill.name, weaver.name) == ("mill", "weaver")
    told = front(weaver.new())
    assert (told["title"], told["outlet"], str(told["published"])) == (
        "The Weaver at the Mill",
        "The Harbour Post",
        "2031-05-09",
    )
    assert not {"url", "byline", "derived"} & set(told)
    assert blockquotes(weaver.new())[0].split("\n\n")[0].rpartition("\n")[2] == "She said nothing."
    assert len(blockquotes(weaver.new())) == 3


@styles
def test_what_somebody_noted_is_text_and_stays_in_its_quotation(style):
    (note,) = (note_of(group, style).new() for group in grouped([TOLD], "article"))
    (quote,) = blockquotes(note)
    for line in NOISE.split("\n"):
        assert line in quote
    assert note_of(grouped([TOLD], "article")[0], style).again(note) == note


@styles
def test_by_speaker_and_by_tag_it_stands_with_each_in_one_file_with_the_first(style):
    notes = {note.name: note.new() for note in (note_of(group, style) for group in grouped(ALL, "speaker"))}
    assert {name: len(blockquotes(note)) for name, note in notes.items()} == {"mira-solberg": 3, "tomas-reyes": 2}
    tags = {group.title: len(group.excerpts) for group in grouped(ALL, "tag")}
    assert tags == {"Untagged": 2, "mills": 1, "on rivers": 1, "2024": 1}
    whole = note_of_all(grouped(ALL, "tag", once=True), style).new()
    assert len(blockquotes(whole)) == len(ALL)
    assert re.findall(r"^# (.+)$", whole, re.M) == ["Untagged", "mills", "on rivers"]


def test_obsidian_finds_blocks_tags_and_people():
    (note,) = (note_of(group, STYLES["obsidian"]).new() for group in grouped([TOLD, SHARED], "article"))
    assert "> [!quote|green] [[mira-solberg|Mira Solberg]]\n> She said nothing." in note
    assert "[[mira-solberg|Mira Solberg]], [[tomas-reyes|Tomás Reyes]] (uncertain)" in note
    assert re.findall(r"^\^(\S+)$", note, re.M) == ["rr-a1", "rr-a3"]
    assert "\n\n^rr-a1\n\n" in note, "a block id of a callout stands alone"
    assert "#on-rivers #_2024" in note
    assert front(note)["tags"] == ["on-rivers", "_2024"]
    people = [note_of(group, STYLES["obsidian"]).name for group in grouped([TOLD, SHARED], "speaker")]
    assert set(re.findall(r"\[\[([^|]+)\|", note)) == set(people)


def test_a_note_of_a_speaker_leads_to_the_articles():
    group = grouped([TOLD], "speaker")[0]
    note = note_of(group, STYLES["obsidian"]).new()
    assert front(note)["articles"] == ["[[weaver|The Weaver at the Mill]]"]
    assert "> [[weaver|The Weaver at the Mill]] · #on-rivers" in note


@styles
def test_an_orphan_says_so_and_comes_last(style):
    lost = replace(TOLD, remarks=Remarks("z", is_orphan=True))
    quotes = blockquotes(note_of(grouped([lost, BUILT], "article")[0], style).new())
    assert "do not stand in the article any more" in quotes[1]
    assert "any more" not in quotes[0]


@pytest.mark.parametrize(
    "title", ["../../etc", 'a "b": [c] # d', "x\n---\ny", "<!-- rr-reader a 12345678 -->", "[[x|y]]", "= 1"]
)
@styles
def test_a_title_breaks_nothing_and_is_no_path(style, title):
    odd = Excerpt((Part("Words.", f"A|B ]] {title}"),), Meta(title=title, outlet=title), remarks=Remarks("--> <b>"))
    for by in ("article", "speaker"):
        note = note_of(grouped([odd], by)[0], style)
        assert "/" not in note.name
        assert not note.name.startswith(".")
        assert front(note.new())
        assert len(blockquotes(note.new())) == 1
        assert note.again(note.new()) == note.new()


@pytest.mark.skipif(not shutil.which("pandoc"), reason="needs pandoc")
@styles
def test_pandoc_reads_what_it_knows_of_the_front_matter_and_the_words(style):
    note = note_of(grouped([TOLD, BUILT], "article")[0], style).new()
    asked = ["pandoc", "-f", "markdown", "-t", "plain", "--wrap=none", "--standalone"]
    read = subprocess.run(asked, input=note, capture_output=True, text=True, check=True).stdout
    assert read.startswith("The Weaver at the Mill")
    assert "She said nothing." in read
    assert "rr-reader a2" not in read
    assert "attributed to Tomás Reyes (uncertain)" in read
