"""Mending what a block is and what an article says of itself."""

import pytest
from mended import ANN, BO, TALK, by_hand, said
from msgspec.structs import replace

from rr_reader.library.cleaned import dump
from rr_reader.library.mending import change_kind, confirm, reapply, reassign, set_meta
from rr_reader.model import Article, Block, Kind, Mark, Meta, Origin
from rr_reader.parsing.importing import parse_source

KINDS: list[tuple[int, Kind, list[tuple[str, str, str]]]] = [
    (1, Kind.CAPTION, [("caption", "", "b"), ("answer", "Bo", "c"), ("continuation", "Bo", "d")]),
    (1, Kind.PARAGRAPH, [("paragraph", "", "b"), ("answer", "Bo", "c"), ("continuation", "Bo", "d")]),
    (1, Kind.CONTINUATION, [("continuation", "Ann", "b"), ("continuation", "Ann", "c"), ("continuation", "Ann", "d")]),
    (2, Kind.CAPTION, [("answer", "Bo", "b"), ("caption", "", "c"), ("continuation", "Bo", "d")]),
    (2, Kind.PARAGRAPH, [("answer", "Bo", "b"), ("paragraph", "", "c"), ("answer", "Bo", "d")]),
    (2, Kind.ANSWER, [("answer", "Bo", "b"), ("answer", "Bo", "c"), ("continuation", "Bo", "d")]),
]


@pytest.mark.parametrize(("index", "kind", "after"), KINDS)
def test_what_follows_a_changed_block_stays_somebodys(
    index: int, kind: Kind, after: list[tuple[str, str, str]]
) -> None:
    article = by_hand(
        Block(Kind.QUESTION, "a", "Ann"),
        Block(Kind.ANSWER, "b", "Bo"),
        Block(Kind.CONTINUATION, "c", "Bo"),
        Block(Kind.CONTINUATION, "d", "Bo"),
        people=(ANN, BO),
    )
    assert said(change_kind(article, index, kind))[1:] == after


def test_a_question_in_the_middle_of_an_answer_parts_it() -> None:
    article = by_hand(
        Block(Kind.ANSWER, "a", "Bo"),
        Block(Kind.CONTINUATION, "b", "Bo"),
        Block(Kind.CONTINUATION, "c", "Bo"),
        people=(ANN, BO),
    )
    for asker in ("", "Ann"):
        mended = change_kind(article, 1, Kind.QUESTION, asker)
        assert said(mended)[1:] == [("question", asker, "b"), ("answer", "Bo", "c")]


@pytest.mark.parametrize(("words", "kind", "role"), [("It was.", "answer", "guest"), ("Was it?", "question", "host")])
def test_who_is_new_and_speaks_behind_a_question_answers_it_unless_they_ask(words: str, kind: str, role: str) -> None:
    article = by_hand(
        Block(Kind.QUESTION, "Was it cold?", "Ann"),
        Block(Kind.CONTINUATION, words, "Ann"),
        Block(Kind.CONTINUATION, "And dark.", "Ann"),
        people=(ANN, BO),
    )
    mended = reassign(article, 1, "Cy Ro")
    assert [(block.kind, block.speaker) for block in mended.blocks[1:]] == [(kind, "Cy Ro"), ("continuation", "Cy Ro")]
    assert next(person.role for person in mended.speakers if person.name == "Cy Ro") == role


def test_to_say_that_a_turn_is_right_takes_no_word_on_what_goes_on_with_it() -> None:
    unsure = Origin(0, 1, "", 1.0, 0.6)
    talk = by_hand(*(Block(kind, "Yes.", "Bo", origin=unsure) for kind in (Kind.ANSWER, Kind.CONTINUATION)))
    mended = confirm(talk, (0, 1))
    assert len(mended.corrections) == 1
    assert [block.origin and block.origin.speaker_confidence for block in mended.blocks] == [1, 1]


def test_a_field_that_is_set_is_derived_no_more(talk: Article) -> None:
    article = replace(talk, meta=replace(talk.meta, outlet="Quay", derived=("outlet", "title")))
    mended = set_meta(set_meta(article, "outlet", " The  Quay "), "tags", ["sea", " "])
    assert (mended.meta.outlet, mended.meta.tags, mended.meta.derived) == ("The Quay", ("sea",), ("title",))


def test_a_title_that_is_set_is_that_of_the_heading_too(talk: Article) -> None:
    mended = set_meta(talk, "title", "Of Rope")
    assert [block.text for block in mended.blocks if block.kind is Kind.TITLE] == [mended.meta.title] == ["Of Rope"]
    assert said(mended) == said(talk)
    again = reapply(parse_source(TALK.encode(), name="talk.txt"), mended.corrections)
    assert (dump(again.article), again.not_found) == (dump(mended), ())
    assert "# Of Rope\n" in dump(mended)


@pytest.mark.parametrize(("title", "marks"), [("Of Rope", ()), ("Of Rope and Weather", (Mark(3, 7, "em"),))])
def test_on_the_words_of_a_new_title_no_emphasis_of_the_old_one_stays(title: str, marks: tuple[Mark, ...]) -> None:
    heading = Block(Kind.TITLE, "Of Rope and Weather", marks=(Mark(3, 7, "em"),))
    mended = set_meta(by_hand(heading, Block(Kind.PARAGRAPH, "It held.")), "title", title)
    assert mended.blocks[0] == replace(heading, text=title, marks=marks)


@pytest.mark.parametrize(
    "blocks",
    [(Block(Kind.ANSWER, "Yes.", "Bo Vik"),), (Block(Kind.HEADING, "Rope"), Block(Kind.PARAGRAPH, "It held."))],
)
def test_a_title_that_is_set_changes_nothing_where_no_heading_is_it(blocks: tuple[Block, ...]) -> None:
    assert set_meta(by_hand(*blocks), "title", "Of Rope").blocks == blocks


def test_a_title_taken_away_leaves_the_words_of_the_text(talk: Article) -> None:
    assert set_meta(talk, "title", "").blocks == talk.blocks


@pytest.mark.parametrize(
    ("meta", "title"),
    [
        (Meta(), "Of Rope"),
        (Meta(title="It held, and …", derived=("title",)), "Of Rope"),
        (Meta(title="On Rope"), "On Rope"),
    ],
)
def test_a_paragraph_that_is_said_to_be_the_title_gives_it_where_none_was_given(meta: Meta, title: str) -> None:
    article = replace(by_hand(Block(Kind.PARAGRAPH, "Of Rope"), Block(Kind.PARAGRAPH, "It held.")), meta=meta)
    mended = change_kind(article, 0, Kind.TITLE)
    assert (mended.meta.title, mended.meta.derived) == (title, ())
