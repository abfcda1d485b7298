"""What holds of every layout, of whatever text and width."""

import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len, split_graphemes

from rr_reader.model import Article, Block, Kind, Mark, Meta, Origin, Place, Quote, Speaker
from rr_reader.view.layout import Layout
from rr_reader.view.outline import Outline
from rr_reader.view.rows import overlay
from rr_reader.view.wrap import ALL_NARROW, all_narrow_or_wide, is_narrow, line_count, line_starts, showable, shown_end

ODD = (
    *("salt ", "road", " ", "  ", "\n", "\t", "–", "“fog”", "a" * 47, "寅さん、", "e\u0301", "\u0301", "👍🏽"),
    *("❤\ufe0f", "\u200d", "👩\u200d👩\u200d👧", "ที่นี่", "نه", "\u202e", "\x1b[2J", "\x9b", "\ud800", "\u2028"),
    *("🇫🇮", "각", "\u00ad", "ﬁ", "\u200b"),
)
texts = st.lists(st.sampled_from(ODD) | st.text(max_size=4), max_size=24).map("".join)
names = st.sampled_from(["", "Ann Lee", "Bo Ek", "寅 さくら", "Ann Lee & Bo Ek", "X" * 60, "\x1b]0;x\x07"])
widths = st.integers(20, 200)


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    text = draw(texts)
    ends = st.integers(0, len(text))
    marks = tuple(Mark(draw(ends), draw(ends), draw(st.sampled_from(["em", "strong", "link"]))) for _ in range(2))
    sure = st.sampled_from([0.2, 1.0])
    origin = Origin(0, 1, confidence=draw(sure), speaker_confidence=draw(sure))
    return Block(
        draw(st.sampled_from(list(Kind))), text, draw(names), draw(st.sampled_from(["", "00:12:03"])), marks, origin
    )


@st.composite
def articles(draw: st.DrawFn) -> Article:
    body = tuple(draw(st.lists(blocks(), max_size=6)))
    quotes = []
    for index, block in enumerate(body):
        if block.text and draw(st.booleans()):
            start = draw(st.integers(0, len(block.text) - 1))
            end = draw(st.integers(start + 1, len(block.text)))
            quotes.append(
                Quote(index, start, block.text[start:end], "Ann Lee", confidence=draw(st.sampled_from([0.1, 1])))
            )
    speakers = (Speaker("Ann Lee"), Speaker("Bo Ek"))
    return Article(Meta(title=draw(texts), outlet=draw(texts)), speakers, body, tuple(quotes))


onlies = st.sampled_from([frozenset[str](), frozenset({"Ann Lee"})])
several = settings(deadline=None, max_examples=60)


def slowly(text: str, width: int) -> list[int]:
    """Wrap by graphemes alone: an accent of its own after every é keeps the fast ways out of those lines."""
    combined = text.replace("é", "e\u0301")
    return [start - combined[:start].count("\u0301") for start in line_starts(combined, width)]


def visible(text: str) -> str:
    return re.sub(r"\s", "", showable(text))


@several
@given(articles(), widths, onlies)
def test_no_row_is_wider_than_the_pane_and_none_holds_a_command(
    article: Article, width: int, only: frozenset[str]
) -> None:
    layout = Layout(article, width, only=only)
    for row in layout.rows(0, layout.height):
        cells = list(row.runs())
        assert sum(cell_len(cell.text) for cell in cells) <= width
        assert not re.search(
            "[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", "".join(c.text for c in cells)
        )


@several
@given(articles(), widths)
def test_every_visible_character_stands_in_the_rows_in_order(article: Article, width: int) -> None:
    layout = Layout(article, width, open_all=True)
    shown = [""] * len(article.blocks)
    for row in layout.rows(0, layout.height):
        if row.is_text:
            shown[row.block] += row.shown
            borders = {row.start + start for start, _, _ in split_graphemes(row.shown)[0]}
            assert borders.issuperset(cell.start for cell in row.cells if cell.start >= 0)
            for cell in row.cells:
                if cell.start >= 0:
                    assert (
                        cell.text == showable(article.blocks[row.block].text)[cell.start : cell.start + len(cell.text)]
                    )
    assert [visible(text) for text in shown] == [visible(block.text) for block in article.blocks]


@several
@given(articles(), widths, onlies, st.data())
def test_a_cell_and_its_place_lead_to_each_other(
    article: Article, width: int, only: frozenset[str], data: st.DataObject
) -> None:
    layout = Layout(article, width, only=only)
    for y in range(layout.height):
        row = layout.row(y)
        if row.is_text:
            column = data.draw(st.integers(-1, width))
            place = layout.place_at(y, column)
            assert layout.row_of(place) == y
            assert layout.place_at(y, layout.column_of(place)) == place
            assert place in (span := layout.grapheme_at(y, column)) or not span


@several
@given(articles(), widths, onlies)
def test_the_row_of_a_place_is_the_one_that_shows_it(article: Article, width: int, only: frozenset[str]) -> None:
    layout = Layout(article, width, only=only)
    for block, written in enumerate(article.blocks):
        for offset in range(0, len(written.text) + 1, 3):
            place = Place(block, offset)
            row = layout.row(layout.row_of(place))
            if layout.shows(place):
                assert row.block == block
                assert row.start <= offset <= row.end
            elif layout.fold_of(place) >= 0:
                assert row.fold == layout.fold_of(place)


@several
@given(articles(), widths, st.data())
def test_an_overlay_changes_no_word_and_covers_whole_characters(
    article: Article, width: int, data: st.DataObject
) -> None:
    layout = Layout(article, width)
    for row in layout.rows(0, layout.height):
        if row.is_text:
            start, end = sorted(data.draw(st.tuples(st.integers(0, 60), st.integers(0, 60))))
            over = overlay(row, start, end, "hit")
            assert over.plain() == row.plain()
            covered = {c.start + i for c in over.cells if "hit" in c.extras for i in range(len(c.text))}
            last = row.start + len(row.shown)
            assert covered >= set(range(max(start, row.start), min(end, last)))
            for first, after, _ in split_graphemes(row.shown)[0]:
                inside = covered.intersection(range(row.start + first, row.start + after))
                assert len(inside) in (0, after - first)


@pytest.mark.parametrize(("known", "cells"), [(ALL_NARROW, {1}), (all_narrow_or_wide(), {1, 2})])
def test_characters_that_go_a_fast_way_have_the_width_it_believes(known: re.Pattern[str], cells: set[int]) -> None:
    going = [char for char in map(chr, range(0x20000)) if known.fullmatch(char)]
    assert len(going) > 1000
    assert {cell_len(char) for char in going} == cells
    assert not {unicodedata.category(char)[0] for char in going} & {"M", "C"}
    assert all(cell_len(char + char) == 2 * cell_len(char) for char in going)


@several
@given(texts, st.integers(4, 80))
def test_lines_fit_and_none_could_take_the_next_word(text: str, width: int) -> None:
    text = showable(text)
    starts = line_starts(text, width)
    assert starts[0] == 0
    assert starts == sorted(set(starts))
    for start, after in pairwise(starts):
        line = text[start : shown_end(text, start, after)]
        assert cell_len(line) <= width
        if text[after - 1] != "\n":
            word = re.match("[^ \n]+|.", text[after:])
            assert word
            joined = text[start:after] + word[0]
            assert cell_len(joined) > width or not is_narrow(joined)


@several
@given(st.text("ab –é 寅さ。", max_size=300), st.integers(4, 40))
def test_the_fast_ways_and_the_slow_way_break_alike(text: str, width: int) -> None:
    assert slowly(text, width) == line_starts(text, width)
    assert line_starts(text + "\n\u0301", width)[:-1] == line_starts(text, width)


@settings(deadline=None, max_examples=60)
@given(articles(), st.lists(st.tuples(widths, onlies), min_size=2, max_size=4))
def test_what_one_layout_knows_changes_nothing_in_the_next(
    article: Article, looks: list[tuple[int, frozenset[str]]]
) -> None:
    before: Layout | None = None
    outline = Outline(article)
    for width, only in looks:
        before = Layout(article, width, only=only, outline=outline, like=before)
        alone = Layout(article, width, only=only)
        assert [row.plain() for row in before.rows(0, before.height)] == [
            row.plain() for row in alone.rows(0, alone.height)
        ]


@several
@given(st.text("ab –é", max_size=300), st.integers(2, 40))
def test_lines_are_as_many_as_are_counted(text: str, width: int) -> None:
    assert line_count(text, width) == len(line_starts(text, width))


class Watched(str):
    """A text; all of its kind together know how often the end of a line was looked for."""

    looks = 0

    def rfind(self, *wanted: object) -> int:  # type: ignore[override]
        Watched.looks += 1
        return super().rfind(*wanted)  # type: ignore[arg-type]


def test_folding_and_one_voice_alone_wrap_no_paragraph_again() -> None:
    said = [Block(Kind.ANSWER, Watched("the salt is for the road " * 9), speaker=name) for name in ("Ann", "Bo")]
    article = Article(speakers=(Speaker("Ann"), Speaker("Bo")), blocks=(*said,) * 20)
    before = Layout(article, 60)
    counted = Watched.looks
    assert counted
    only = Layout(article, 60, only=frozenset({"Ann"}), like=before)
    assert 0 < only.height < before.height
    assert Layout(article, 60, like=only).height == before.height
    assert Watched.looks == counted
    narrow = Layout(article, 40, like=before)
    assert narrow.height > before.height
    assert Watched.looks > counted
    counted = Watched.looks
    assert Layout(article, 60, like=narrow).height == before.height, "back at a width that was seen"
    assert Watched.looks == counted
