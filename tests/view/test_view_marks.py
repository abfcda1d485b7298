"""What is marked is found by place, however it overlaps, and is drawn over its own words."""

from hypothesis import given, settings
from hypothesis import strategies as st

from rr_reader.model import Place, Span
from rr_reader.model.highlight import Anchor, Highlight
from rr_reader.view.marks import NOTED, PLAIN, Marks, Standing, told
from rr_reader.view.rows import Cell, Row

places = st.builds(Place, st.integers(0, 4), st.integers(0, 12))
spans = st.builds(Span.between, places, places).filter(bool)


def standing(*all_spans: Span) -> Marks:
    return Marks(Standing(span, Highlight(f"{n}", "a", Anchor("x"))) for n, span in enumerate(all_spans))


@settings(deadline=None)
@given(st.lists(spans, max_size=12), spans)
def test_those_among_some_words_are_all_that_have_one_of_them(marked: list[Span], words: Span) -> None:
    found = [each.span for each in standing(*marked).among(words)]
    assert sorted(found) == sorted(span for span in marked if span.start < words.end and words.start < span.end)
    assert [span.start for span in found] == sorted(span.start for span in found)


@settings(deadline=None)
@given(st.lists(spans, max_size=12), places)
def test_one_goes_on_to_the_nearest_and_back_to_the_nearest(marked: list[Span], place: Place) -> None:
    marks, starts = standing(*marked), [span.start for span in marked]
    after, before = marks.after(place), marks.before(place)
    assert (after.span.start if after else None) == min((at for at in starts if at > place), default=None)
    assert (before.span.start if before else None) == max((at for at in starts if at < place), default=None)


@settings(deadline=None)
@given(st.lists(spans, max_size=6))
def test_just_the_marked_words_of_a_row_are_drawn(marked: list[Span]) -> None:
    words = "salt and rope"
    row = Row(2, cells=(Cell("‹x› ", "tag"), Cell(words, "answer", start=0)), start=0, end=len(words))
    cells = standing(*marked).draw(row, "underlined").cells
    drawn = {cell.start + at for cell in cells if "mark-yellow" in cell.extras for at in range(len(cell.text))}
    wanted = {at for at in range(len(words)) for span in marked if Place(2, at) in span}
    assert drawn == wanted
    assert "".join(cell.text for cell in cells) == "‹x› " + words


def test_a_row_says_that_words_begin_in_it_and_whether_there_is_a_note() -> None:
    row = Row(0, cells=(Cell("salt and rope", "answer", start=0),), start=0, end=13)
    plain = Highlight("1", "a", Anchor("salt"), colour="green")
    noted = Highlight("2", "a", Anchor("rope"), colour="red", note="why?")
    first, second = Standing(Span.within(0, 0, 4), plain), Standing(Span.within(0, 9, 13), noted)
    assert Marks([first]).sign(row) == (PLAIN, "sign-green")
    assert Marks([first, second]).sign(row) == (NOTED, "sign-red")
    assert Marks([first]).sign(Row(0, cells=row.cells, start=2, end=13)) == ("", ""), "it begins in the row before"
    begun_before = Standing(Span(Place(0, 0), Place(1, 3)), plain)
    assert Marks([begun_before]).sign(Row(1, cells=row.cells, start=0, end=13)) == ("", "")


def test_a_colour_of_another_program_is_told_by_its_name_and_drawn_in_one_of_ours() -> None:
    row = Row(0, cells=(Cell("salt", "answer", start=0),), start=0, end=4)
    pink = Highlight("1", "a", Anchor("salt"), colour="pink", tags=("sea", "rope"), note="one\ntwo")
    assert told(pink) == f"{NOTED} pink · #sea #rope · one two"
    marks = Marks([Standing(Span.within(0, 0, 4), pink)])
    assert marks.draw(row).cells[0].extras == ("mark-yellow",)
    assert marks.sign(row) == (NOTED, "sign-yellow")
