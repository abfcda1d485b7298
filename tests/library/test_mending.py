"""Mending who says it: what one word of the reader changes, and what it leaves as it was."""

from collections.abc import Callable

import pytest
from mended import ANN, BO, CY, at, by_hand, person, said
from msgspec.structs import replace

from rr_reader.errors import NoSourceError, ReaderError, UsageError
from rr_reader.library.cleaned import dump, dump_account, load
from rr_reader.library.mending import (
    change_kind,
    labelled_alike,
    merge,
    reapply,
    reassign,
    reassign_all,
    reassign_label,
    reassign_quote,
    rename,
    set_meta,
)
from rr_reader.model import Article, Block, Kind, Meta, Origin, Speaker
from rr_reader.parsing.importing import parse_source


def test_merging_relabels_every_turn_and_keeps_every_alias() -> None:
    article = by_hand(
        Block(Kind.ANSWER, "One.", "BV"),
        Block(Kind.CONTINUATION, "Two.", "BV"),
        Block(Kind.ANSWER, "Three.", "BV & Cy"),
        Block(Kind.ANSWER, "Four.", "BV & Bo"),
        people=(ANN, Speaker("BV", "", ("V",)), BO, CY),
    )
    mended = merge(article, "BV", "Bo")
    assert [block.speaker for block in mended.blocks] == ["Bo", "Bo", "Bo & Cy", "Bo"]
    assert mended.speakers == (ANN, Speaker("Bo", "guest", ("BV", "V")), CY)


def test_a_new_name_goes_to_quotations_too_and_no_other_attribution_moves(feature: Article) -> None:
    before = [quote.speaker for quote in feature.quotes]
    assert "Vera Lind" in before
    mended = rename(feature, "Vera Lind", "Wanda Lindqvist")
    assert [quote.speaker for quote in mended.quotes] == [
        "Wanda Lindqvist" if name == "Vera Lind" else name for name in before
    ]
    assert load(dump(mended), account=dump_account(mended)) == mended
    assert person(mended, "Wanda Lindqvist") == Speaker("Wanda Lindqvist", "quoted", ("Vera Lind",))


def test_whom_the_text_calls_by_the_old_name_is_known_by_the_new_one() -> None:
    prose = Block(Kind.PARAGRAPH, "“Nobody else would,” Lind says. She laughs. “Not me,” she says.")
    article = by_hand(prose, people=(Speaker("Vera Lind", "quoted"),), kind="feature")
    assert {quote.speaker for quote in article.quotes} == {"Vera Lind"}
    mended = rename(rename(article, "Vera Lind", "Wanda"), "Wanda", "Wanda Q.")
    assert {quote.speaker for quote in mended.quotes} == {"Wanda Q."}


def test_of_two_quotations_that_read_the_same_one_is_mended(feature: Article) -> None:
    same = [number for number, quote in enumerate(feature.quotes) if quote.text == "I was cold,"]
    assert len(same) == 2
    mended = reassign_quote(feature, same[1], "Ida Berg")
    assert [mended.quotes[number].speaker for number in same] == [feature.quotes[same[0]].speaker, "Ida Berg"]
    assert mended.quotes[same[1]].confidence == 1
    assert load(dump(mended), account=dump_account(mended)) == mended
    assert person(mended, "Ida Berg")
    assert rename(mended, "Ida Berg", "Ida Holm").quotes[same[1]].speaker == "Ida Holm"


def test_a_mended_quotation_stays_mended_when_the_paragraph_before_is_one_no_more(feature: Article) -> None:
    number = next(n for n, quote in enumerate(feature.quotes) if quote.text == "I was cold,")
    mended = reassign_quote(feature, number + 1, "Ida Berg")
    mended = change_kind(mended, at(mended, "Vera"), Kind.CAPTION)
    assert [quote.speaker for quote in mended.quotes if quote.text == "I was cold,"][1] == "Ida Berg"


def test_a_turn_goes_to_somebody_to_its_end_and_is_asked_by_a_host(talk: Article) -> None:
    mended = reassign(talk, at(talk, "With a rope"), "Ann Roe")
    assert said(mended)[1:3] == [("question", "Ann Roe", "With"), ("continuation", "Ann Roe", "We")]
    assert said(mended)[3:] == said(talk)[3:]


ASKED = """Of Snow

Ann Roe: Where does it lie?

Bo Vik: On the roof.

Ann Roe: It lay there in May.

Tell us of the roof.

Bo Vik: It is under the snow.

Ann Roe: I saw it.
"""


def test_in_a_guests_mouth_a_question_stays_one_where_its_words_ask() -> None:
    article = parse_source(ASKED.encode())
    asked = [n for n, block in enumerate(article.blocks) if block.kind is Kind.QUESTION]
    assert [article.blocks[n].text.split()[0] for n in asked] == ["Where", "It", "I"]
    for each in (*({n} for n in asked), set(asked)):
        mended = reassign_all(article, sorted(each), "Bo Vik")
        assert {n for n in asked if mended.blocks[n].speaker == "Bo Vik"} == each
        assert {n for n in each if mended.blocks[n].kind is Kind.QUESTION} == each & set(asked[:2])
        assert load(dump(mended), account=dump_account(article)).blocks == mended.blocks


def test_from_a_later_paragraph_on_a_turn_of_its_own_begins(talk: Article) -> None:
    mended = reassign(talk, at(talk, "We found"), "Cy Dahl")
    assert said(mended)[1:3] == [("answer", "Bo Vik", "With"), ("answer", "Cy Dahl", "We")]
    assert person(mended, "Cy Dahl") == Speaker("Cy Dahl", "guest")


def test_all_turns_with_one_label_go_at_once(talk: Article) -> None:
    index = at(talk, "Then the")
    assert len(labelled_alike(talk, index)) == 2
    mended = reassign(talk, index, "Bea Voss", alike=True)
    assert [b.text.split()[0] for b in mended.blocks if b.speaker == "Bea Voss"] == ["Then", "It"]
    assert labelled_alike(talk, at(talk, "We found")) == ()


NOBODYS = (
    Block(Kind.QUESTION, "Who lit it?", origin=Origin(0, 9)),
    Block(Kind.ANSWER, "My aunt.", origin=Origin(9, 20)),
    Block(Kind.QUESTION, "And when?", origin=Origin(20, 30)),
    Block(Kind.ANSWER, "In June.", origin=Origin(30, 40)),
)
TURNS = tuple(replace(block, kind=Kind.TURN) for block in NOBODYS)
LETTERS = tuple(replace(b, origin=replace(b.origin, label=letter)) for b, letter in zip(NOBODYS, "QAQA", strict=True))
LABELS = [
    (NOBODYS, "A", ["", "Vera", "", "Vera"]),
    (NOBODYS, "Q:", ["Vera", "", "Vera", ""]),
    (TURNS, ">>", ["Vera"] * 4),
    (LETTERS, "A", ["", "Vera", "", "Vera"]),
    (LETTERS, "A:", ["", "Vera", "", "Vera"]),
    (NOBODYS, ">>", UsageError),
    (LETTERS, ">>", NoSourceError),
    (TURNS, "A", NoSourceError),
    (NOBODYS, "Bo", NoSourceError),
    (NOBODYS, "", NoSourceError),
]


@pytest.mark.parametrize(("blocks", "label", "after"), LABELS)
def test_turns_go_by_the_label_of_the_source_else_by_what_nobodys_turns_are_called(
    blocks: tuple[Block, ...], label: str, after: list[str] | type[ReaderError]
) -> None:
    article = Article(Meta(kind="transcript"), blocks=blocks)
    if not isinstance(after, list):
        with pytest.raises(after):
            reassign_label(article, label, "Vera")
        return
    mended = reassign_label(article, label, "Vera")
    assert [block.speaker for block in mended.blocks] == after
    assert [block.kind for block in mended.blocks] == [block.kind for block in blocks]
    assert reapply(article, mended.corrections).article == mended


def test_saying_it_again_makes_it_certain_and_changes_nothing_else() -> None:
    doubtful = Origin(0, 9, "", 0.5, 0.4)
    article = by_hand(
        Block(Kind.ANSWER, "One.", "Bo", origin=doubtful),
        Block(Kind.CAPTION, "Two.", origin=doubtful),
        Block(Kind.CONTINUATION, "Three.", "Bo", origin=doubtful),
        Block(Kind.ANSWER, "Four.", "Bo", origin=doubtful),
        people=(ANN, BO),
    )
    mended = reassign(article, 0, "Bo")
    assert [b.origin.speaker_confidence for b in mended.blocks if b.origin] == [1, 0.4, 1, 0.4]
    assert [replace(b, origin=None) for b in mended.blocks] == [replace(b, origin=None) for b in article.blocks]
    assert change_kind(mended, 1, Kind.CAPTION).blocks[1].origin == Origin(0, 9, "", 1.0, 0.4)
    assert load(dump(mended), account=dump_account(article)) == mended


def test_whoever_has_no_words_left_is_no_speaker_and_comes_back_with_them() -> None:
    article = by_hand(Block(Kind.ANSWER, "Snow and glass.", "Snow"), people=(ANN, Speaker("Snow")))
    mended = change_kind(article, 0, Kind.HEADING)
    assert mended.speakers == (ANN,)
    assert mended.blocks[0].speaker == ""


@pytest.mark.parametrize("kind", ["direct", "scare"])
def test_whose_last_quotation_is_somebody_elses_is_no_speaker_unless_named_by_hand(kind: str) -> None:
    text = "“Salt keeps,” Bo Vik said.\n\n“And sand?” asked Ann Roe."
    named = (Speaker("Ann Roe", "quoted"), Speaker("Bo Vik", "quoted"), Speaker("Cy Oz"))
    article = load(dump(Article(speakers=named, blocks=tuple(Block(Kind.PARAGRAPH, p) for p in text.split("\n\n")))))
    (number,) = (n for n, quote in enumerate(article.quotes) if quote.speaker == "Bo Vik")
    mended = reassign_quote(article, number, "Ann Roe" if kind == "direct" else "", kind)
    assert [person.name for person in mended.speakers] == ["Ann Roe", "Cy Oz"]
    assert load(dump(mended)) == mended
    back = reassign_quote(mended, number, "Bo Vik")
    assert [person.name for person in back.speakers] == ["Ann Roe", "Cy Oz", "Bo Vik"]


def test_some_turns_of_one_are_given_to_another_who_is_new() -> None:
    article = by_hand(*(Block(Kind.ANSWER, word, "Bo") for word in "abc"), people=(ANN, BO))
    mended = reassign_all(article, [0, 2], "Bea")
    assert [block.speaker for block in mended.blocks] == ["Bea", "Bo", "Bea"]
    assert mended.speakers == (ANN, BO, Speaker("Bea", "guest"))


REFUSED: list[tuple[Callable[[Article], Article], type[ReaderError]]] = [
    (lambda a: merge(a, "Bo Vik", "Nobody"), NoSourceError),
    (lambda a: merge(a, "Nobody", "Bo Vik"), NoSourceError),
    (lambda a: rename(a, "Nobody", "Me"), NoSourceError),
    (lambda a: rename(a, "Bo Vik", "Ann Roe"), UsageError),
    (lambda a: rename(a, "Bo Vik", " \t "), UsageError),
    (lambda a: merge(a, "Bo Vik", "Bo Vik"), UsageError),
    (lambda a: reassign(a, 0, "Bo Vik"), UsageError),
    (lambda a: change_kind(a, 0, Kind.CONTINUATION), UsageError),
    (lambda a: reassign_all(a, [1, 0], "Bo Vik"), UsageError),
    (lambda a: set_meta(a, "kind", "poem"), UsageError),
    (lambda a: set_meta(a, "published", "12 March"), UsageError),
    (lambda a: set_meta(a, "derived", "title"), UsageError),
    (lambda a: set_meta(a, "outlet", ["a", "b"]), UsageError),
]


@pytest.mark.parametrize(("operation", "error"), REFUSED)
def test_what_makes_no_sense_is_refused(
    talk: Article, operation: Callable[[Article], Article], error: type[ReaderError]
) -> None:
    with pytest.raises(error):
        operation(talk)
