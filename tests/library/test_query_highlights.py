"""Highlights in queries: articles and passages by colour, tag and note."""

import pytest

from rr_reader.library.catalogue import Library
from rr_reader.library.filtering import Selection, select
from rr_reader.library.query import parse_query
from rr_reader.model import Article, Block, Kind, Meta, Source, Span, Speaker
from rr_reader.model.highlight import Anchor, Highlight
from rr_reader.quotes.anchoring import Finder
from rr_reader.quotes.asked import Highlighted

MILL = Article(
    meta=Meta(title="The Mill"),
    speakers=(Speaker("Ida Holm"), Speaker("Rolf Aune")),
    blocks=(
        Block(Kind.QUESTION, "What did you hear first, at the mill?"),
        Block(Kind.ANSWER, "The wheel, always the wheel, all night.", "Ida Holm"),
        Block(Kind.ANSWER, "Only the river, and the wheel at dawn.", "Rolf Aune"),
    ),
    source=Source("mill"),
)
QUAY = Article(
    meta=Meta(title="The Quay"),
    blocks=(Block(Kind.PARAGRAPH, "Nobody on the quay has ever heard a wheel."),),
    source=Source("quay"),
)
BARN = Article(meta=Meta(title="The Barn"), blocks=(Block(Kind.PARAGRAPH, "A barn."),), source=Source("barn"))
LIBRARY = Library.of([MILL, QUAY, BARN])


def _highlight(article: Article, block: int, **said: object) -> Highlight:
    text = article.blocks[block].text
    anchor = Finder(article).anchor(Span.within(block, 4, len(text) - 1))
    return Highlight(f"{article.source.name}{block}", article.source.name, anchor, **said)  # type: ignore[arg-type]


MARKS = Highlighted(
    [
        _highlight(MILL, 1, colour="green", tags=("sounds", "opening"), note="Élodie should hear this"),
        _highlight(MILL, 2, colour="yellow"),
        _highlight(QUAY, 0, colour="blue", tags=("sounds",)),
        Highlight("lost", "quay", Anchor("words that stand nowhere"), colour="red"),
        Highlight("gone", "a house that was pulled down", Anchor("words"), colour="violet"),
    ]
)


@pytest.mark.parametrize(
    ("query", "articles", "passages"),
    [
        ("highlight:green", {"mill"}, {("mill", 1)}),
        ("highlight:sounds", {"mill", "quay"}, {("mill", 1), ("quay", 0)}),
        ("highlight:elodie", {"mill"}, {("mill", 1)}),
        ('highlight:"should hear"', {"mill"}, {("mill", 1)}),
        ("highlight:green highlight:yellow", {"mill"}, {("mill", 1), ("mill", 2)}),
        ("highlight:sounds speaker:ida", {"mill"}, {("mill", 1)}),
        ("highlight:yellow wheel", {"mill"}, {("mill", 2)}),
        ("highlight:yellow night", {"mill"}, set()),
        ("highlight:blue block:answer", set(), set()),
        ("highlight:green block:answer", {"mill"}, {("mill", 1)}),
        ("-highlight:sounds wheel", set(), set()),
        ("highlight:blue OR speaker:rolf", {"mill", "quay"}, {("mill", 2), ("quay", 0)}),
        ("highlight:=sound", set(), set()),
        ("highlight:red", {"quay"}, set()),
        ("highlight:violet", set(), set()),
        ('highlight:"not given"', {"barn"}, {("barn", 0)}),
    ],
)
def test_highlights_are_found_by_what_is_said_of_them(
    query: str, articles: set[str], passages: set[tuple[str, int]]
) -> None:
    asked = parse_query(query)
    assert {entry.id for entry in select(LIBRARY, asked, marks=MARKS)} == articles
    selection = Selection(LIBRARY, asked, marks=MARKS)
    hits = {(hit.entry.id, hit.block) for entry in selection.candidates for hit in selection.passages(entry)}
    assert hits == passages


def test_where_nothing_is_highlighted_nothing_is_found() -> None:
    assert not select(LIBRARY, parse_query("highlight:yellow"))
