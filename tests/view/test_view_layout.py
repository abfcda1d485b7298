"""What a reader sees of an interview, a feature and a transcript."""

import pytest
from invented import IVO, ODA, feature, interview, transcript

from rr_reader.model import Article, Block, Kind, Meta, Place, Quote, Speaker
from rr_reader.view.layout import Layout
from rr_reader.view.rows import Row


def rows_of(article: Article, width: int = 60, **options: object) -> list[Row]:
    layout = Layout(article, width, **options)  # type: ignore[arg-type]
    return list(layout.rows(0, layout.height))


def page(article: Article, width: int = 60, **options: object) -> list[str]:
    return [row.plain() for row in rows_of(article, width, **options)]


def test_a_turn_opens_with_its_speaker_and_keeps_the_mark_over_its_paragraphs() -> None:
    lines = page(interview())
    label = next(line for line in lines if line.endswith(ODA) and not line.startswith("Q"))
    mark = label.split()[0]
    start = next(y for y, line in enumerate(lines) if "And then, of course" in line)
    end = next(y for y, line in enumerate(lines) if "What came out" in line)
    assert {line.split()[0] for line in lines[start : end + 1]} == {mark}
    assert lines[end - 1].strip() == mark
    assert lines[start - 1] == ""


@pytest.mark.parametrize("kind", [Kind.ANSWER, Kind.QUESTION])
@pytest.mark.parametrize("width", [34, 100])
def test_an_editors_note_inside_a_turn_does_not_look_like_the_speakers_words(kind: Kind, width: int) -> None:
    note = "[Writer’s note: the film was shot in August, in a town without a harbour, and not by night.]"
    text = f"We froze [laughs] all night. {note} But the lamps were real."
    article = Article(blocks=(Block(kind, text, ODA), Block(Kind.PARAGRAPH, note)), speakers=(Speaker(ODA),))
    cells = [cell for row in rows_of(article, width) if row.block == 0 for cell in row.cells if cell.start >= 0]
    told = "".join(cell.text for cell in cells if "note" in cell.extras)
    assert told.replace(" ", "") == note.replace(" ", "")
    assert not any(cell.extras for row in rows_of(article, width) if row.block == 1 for cell in row.cells)


def test_what_interrupts_a_turn_has_no_mark() -> None:
    rows = rows_of(interview())
    assert {row.gutter for row in rows if row.is_text and interview().blocks[row.block].kind is Kind.CAPTION} == {""}


def test_questions_are_numbered_and_name_the_asker() -> None:
    labels = [line.strip() for line in page(interview()) if line.strip().startswith("Q")]
    assert [label.rstrip("─") for label in labels] == ["Q1 · Ruth Amadi ", "Q2 · Ruth Amadi "]


@pytest.mark.parametrize("width", [34, 60, 100])
def test_an_uncertain_speaker_is_drawn_as_uncertain(width: int) -> None:
    article = interview()
    doubtful = [row for row in rows_of(article, width) if row.block == 11 and (row.cells or row.gutter)]
    assert "? speaker 40 %" in doubtful[0].plain()
    assert doubtful[0].gutter.startswith("?")
    assert not any("?" in row.gutter for row in rows_of(article, width) if row.block != 11)


def test_neighbouring_boilerplate_is_one_line_that_opens() -> None:
    article = interview()
    closed = Layout(article, 60)
    fold = closed.row(closed.height - 1)
    assert "3 lines of boilerplate" in fold.plain()
    assert closed.row_of(Place(22, 3)) == closed.height - 1
    assert closed.fold_of(Place(22, 0)) == fold.fold
    assert not closed.shows(Place(22, 3))
    opened = Layout(article, 60, open_folds=frozenset({fold.fold}))
    assert opened.shows(Place(22, 3))
    assert opened.row(opened.row_of(Place(22, 3))).shown == "© The Harbour Review"
    assert opened.fold_of(Place(22, 0)) == -1


def test_a_place_of_a_longer_article_is_neither_shown_nor_folded() -> None:
    layout = Layout(interview(), 60)
    beyond = Place(len(interview().blocks), 0)
    assert not layout.shows(beyond)
    assert layout.fold_of(beyond) == -1


@pytest.mark.parametrize("width", [40, 100])
def test_a_quotation_in_prose_tells_who_speaks_without_colour(width: int) -> None:
    layout = Layout(feature(), width)
    spoken = layout.row(layout.row_of(Place(1, feature().blocks[1].text.index("set a watch"))))
    plain = layout.row(layout.row_of(Place(5, 0)))
    assert spoken.gutter.strip()
    assert not plain.gutter.strip()
    named = [row.plain() for row in layout.rows(0, layout.height) if ODA in row.plain()]
    assert len(named) == 2
    assert all(spoken.gutter.strip() in line for line in named)


def test_only_the_words_of_a_quotation_have_its_voice_and_scare_quotes_have_none() -> None:
    article = feature()
    quoted = ""
    for row in rows_of(article):
        if row.block == 3:
            quoted += "".join(cell.text for cell in row.cells if "quote" in cell.extras)
    assert quoted == "“I have seen it come at noon,”"


def test_a_quotation_is_coloured_with_its_marks_even_where_they_are_left_out_of_it() -> None:
    article = Article(
        speakers=(Speaker(ODA),),
        blocks=(Block(Kind.PARAGRAPH, "“Fog,” says Oda."),),
        quotes=(Quote(0, 1, "Fog,", ODA),),
    )
    assert [c.text for row in rows_of(article) for c in row.cells if "quote" in c.extras] == ["“Fog,”"]


def test_a_fragment_is_coloured_but_the_margin_marks_direct_speech() -> None:
    article = feature()
    layout = Layout(article, 60)
    row = layout.row(layout.row_of(Place(4, article.blocks[4].text.index("theatre"))))
    assert row.gutter == ""
    assert any("quote" in cell.extras for cell in row.cells)


def test_only_one_voice_leaves_its_words_and_folds_the_questions() -> None:
    layout = Layout(interview(), 60, only=frozenset({IVO}))
    words = "\n".join(row.plain() for row in layout.rows(0, layout.height))
    assert "asleep in the van" in words
    assert "We rehearsed that line." in words
    assert "money" not in words
    assert "Harbour" not in words
    assert "▸ Q2  How do you record fog?" in words
    assert layout.row(layout.row_of(Place(9, 0))).block == 11
    opened = Layout(interview(), 60, only=frozenset({IVO}), open_folds=frozenset({layout.fold_of(Place(5, 0))}))
    assert opened.shows(Place(5, 0))


def test_only_one_voice_folds_each_question_by_itself_and_keeps_the_masthead() -> None:
    body = (Block(Kind.QUESTION, "Why?"), Block(Kind.CONTINUATION, "I ask."), Block(Kind.QUESTION, "How?"))
    lines = page(Article(Meta(title="Fog"), blocks=(*body, Block(Kind.ANSWER, "So.", ODA))), only=frozenset({ODA}))
    assert [line.strip() for line in lines[:5]] == ["Fog", "━" * 12, "", "▸ Q1  Why?", "▸ Q2  How?"]


def test_only_one_voice_in_prose_keeps_the_paragraphs_that_quote_it() -> None:
    lines = page(feature(), 60, only=frozenset({IVO}))
    assert any("less sure" in line for line in lines)
    assert sum("⋯ 1 paragraph" in line or "⋯ 2 paragraphs" in line for line in lines) == 2
    assert not any("theatre" in line for line in lines)


def test_time_stamps_stand_on_the_label_or_above_the_paragraph() -> None:
    lines = page(transcript())
    times = [line for line in lines if "00:00:" in line]
    assert [line.split()[-1] for line in times] == ["00:00:05", "00:00:11", "00:00:29", "00:00:41"]
    assert "Mei Tanaka" in times[1]
    assert lines.index(times[2]) + 1 == next(y for y, line in enumerate(lines) if "Sorry" in line)


def test_the_first_time_stamp_is_shown_even_without_a_label() -> None:
    assert page(Article(blocks=(Block(Kind.PARAGRAPH, "It rains.", time="00:00:01"),)))[0].strip() == "00:00:01"


def test_emphasis_keeps_its_words_exactly() -> None:
    cells = [cell for row in rows_of(interview(), 34) for cell in row.cells if "em" in cell.extras]
    assert [cell.text for cell in cells] == ["The", "Glass Ferry"]


@pytest.mark.parametrize(
    ("meta", "expected"),
    [
        (
            Meta(title="Fog", outlet="The Harbour Review", published="2024-05-04"),
            ["The Harbour Review · 4 May 2024", "Fog"],
        ),
        (Meta(title="Fog"), ["Fog"]),
        (Meta(title="Fog", outlet="Harbour", derived=("outlet", "title")), []),
        (Meta(), []),
    ],
)
def test_title_and_outlet_stand_above_where_no_block_says_them_and_nothing_derived(
    meta: Meta, expected: list[str]
) -> None:
    lines = page(Article(meta, (), (Block(Kind.PARAGRAPH, "It rained."),)))
    above = [line.strip() for line in lines[: lines.index(next(line for line in lines if "It rained." in line))]]
    assert [line for line in above if line.strip("━")] == expected


def test_a_title_block_is_not_repeated() -> None:
    assert sum("Lighthouse" in line for line in page(interview(), 100)) == 1


def test_a_title_behind_what_the_site_says_is_not_repeated() -> None:
    bars = [Block(Kind.BOILERPLATE, f"Menu {number}") for number in range(9)]
    article = Article(Meta("Of Salt"), (), (*bars, Block(Kind.TITLE, "Of Salt"), Block(Kind.PARAGRAPH, "It rained.")))
    assert sum("Of Salt" in line for line in page(article)) == 1


def test_lines_of_text_are_never_longer_than_is_comfortable_and_stand_in_the_middle() -> None:
    rows = [row for row in rows_of(interview(), 180) if row.is_text]
    assert max(len(row.shown) for row in rows) <= 76
    assert min(row.indent for row in rows) > 40


def test_an_empty_article_has_no_rows_and_no_trouble() -> None:
    layout = Layout(Article(), 60)
    assert (layout.height, layout.row_of(Place(3, 9)), layout.place_at(5, 5)) == (0, 0, Place())
    assert list(layout.rows(0, 9)) == []


def test_one_endless_line_is_laid_out_like_any_other() -> None:
    text = "salt road " * 100_000
    layout = Layout(Article(blocks=(Block(Kind.PARAGRAPH, text),)), 80)
    middle = layout.place_at(layout.height // 2, 2)
    assert layout.row_of(middle) == layout.height // 2
    assert text[middle.offset :].startswith(layout.row(layout.height // 2).shown)


def test_the_end_of_a_word_cut_at_the_width_stays_on_its_row() -> None:
    layout = Layout(Article(blocks=(Block(Kind.PARAGRAPH, "a" * 200),)), 40)
    assert layout.height > 3
    assert [layout.row_of(layout.place_at(y, 39)) for y in range(layout.height)] == list(range(layout.height))


def test_the_speaker_of_an_answer_can_be_unknown() -> None:
    article = Article(speakers=(Speaker(ODA),), blocks=(Block(Kind.ANSWER, "Yes."), Block(Kind.ANSWER, "No.", ODA)))
    rows = rows_of(article)
    assert rows[0].shown == "Yes."
    assert (rows[0].slot, rows[0].gutter) == (-1, "│ ")
    assert ODA in rows[2].plain()
