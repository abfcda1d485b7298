"""Choosing words step by step, as a person does who holds one end and moves the other."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wcwidth import iter_graphemes

from articles import FEATURE, TALK, between, place, words_of
from rr_reader.model import BETWEEN_TURNS, Article, Block, Kind, Meta, Place, Quote, Span, turns_of
from rr_reader.quotes.selection import (
    Selection,
    carried,
    dragged,
    exchange_at,
    extend,
    next_sentence,
    previous_sentence,
    quote_at,
    sentence_at,
    snapped,
    turn_span,
    unit_at,
    widened,
    word_at,
)
from rr_reader.quotes.units import Unit

FAMILY = "👩‍👩‍👧"


@pytest.mark.parametrize(
    ("at", "sentence"),
    [
        ("Why a", "Why a mill?"),
        ("Okafor", "I met Dr. Okafor there."),  # an abbreviation ends nothing
        (" She said", "She said nothing."),  # between two: the next
        ("夢", "夢を見る。"),
    ],
)
def test_the_sentence_at_a_place(at: str, sentence: str) -> None:
    assert words_of(TALK, sentence_at(TALK, place(TALK, at))) == sentence


def test_a_place_without_words_gives_the_nearest_sentence() -> None:
    assert words_of(TALK, sentence_at(TALK, Place(6, 0))) == "What comes next?"
    assert words_of(TALK, sentence_at(TALK, Place(99, 99))) == "Subscribe to our letter."
    assert words_of(TALK, sentence_at(TALK, Place(-1, -5))) == "Looms and Rivers"
    assert words_of(TALK, sentence_at(TALK, Place(2, 10_000))) == "She said nothing."


def test_sentences_follow_each_other_over_blocks_to_both_ends() -> None:
    forwards, at = [], sentence_at(TALK, Place())
    while at:
        assert at not in forwards
        forwards.append(at)
        at = next_sentence(TALK, at.start)
    backwards, at = [], forwards[-1]
    while at:
        assert at not in backwards
        backwards.append(at)
        at = previous_sentence(TALK, at.start)
    assert backwards == forwards[::-1]
    assert [words_of(TALK, span) for span in forwards][:5] == [
        "Looms and Rivers",
        "Why a mill?",
        "Why now?",
        "I met Dr. Okafor there.",
        "She said nothing.",
    ]
    assert len(forwards) == 13


def test_the_sentence_before_is_the_same_from_anywhere_in_a_sentence() -> None:
    span = previous_sentence(TALK, place(TALK, "nothing"))
    assert words_of(TALK, span) == "I met Dr. Okafor there."


def test_a_turn_reaches_over_its_caption_and_no_further() -> None:
    for inside in ("met Dr", "at the loom", "wrote it"):
        span = turn_span(TALK, place(TALK, inside))
        assert words_of(TALK, span) == (
            "I met Dr. Okafor there. She said nothing.|Mira Solberg at the loom.|Then we wrote it."
        )


def test_outside_turns_a_block_is_the_turn() -> None:
    assert words_of(TALK, turn_span(TALK, place(TALK, "Rivers"))) == "Looms and Rivers"
    assert words_of(TALK, turn_span(TALK, place(TALK, "Subscribe"))) == "Subscribe to our letter."


def test_an_exchange_is_a_question_with_all_its_answers() -> None:
    for inside in ("Why now", "Then we", "built"):
        assert exchange_at(TALK, place(TALK, inside)) == between(TALK, "Why a", "built it!")


def test_words_and_characters() -> None:
    assert words_of(TALK, word_at(TALK, place(TALK, "afor"))) == "Okafor"
    assert words_of(TALK, unit_at(TALK, place(TALK, "眠"), Unit.CHARACTER)) == "眠"


@pytest.mark.parametrize(
    ("at", "quote"),
    [
        ("oil it", "We never oil it,"),
        ("“We never", "We never oil it,"),  # on its opening mark
        ("” Solberg", "We never oil it,"),  # on its closing mark
        ("admits", None),
        ("art", None),  # scare quotes are nobody's words
        ("Who knows", None),  # nobody is named
        ("rose", "First the river rose."),
    ],
)
def test_the_attributed_quotation_at_a_place(at: str, quote: str | None) -> None:
    assert words_of(FEATURE, quote_at(FEATURE, place(FEATURE, at))) == quote


def test_extending_by_sentence_takes_one_more_each_time_over_block_borders() -> None:
    chosen = Selection.of(sentence_at(TALK, place(TALK, "She said")))
    taken = []
    for _ in range(3):
        chosen = extend(TALK, chosen, Unit.SENTENCE)
        taken.append(words_of(TALK, chosen.span))
    assert taken == [
        "She said nothing.|Mira Solberg at the loom.|Then we wrote it.",
        "She said nothing.|Mira Solberg at the loom.|Then we wrote it.|And I built it!",
        "She said nothing.|Mira Solberg at the loom.|Then we wrote it.|And I built it!||What comes next?",
    ]


def test_sentences_without_space_between_them_are_taken_one_at_a_time() -> None:
    chosen = Selection.of(sentence_at(TALK, place(TALK, "Sleep")))
    taken = []
    for _ in range(2):
        chosen = extend(TALK, chosen, Unit.SENTENCE)
        taken.append(words_of(TALK, chosen.span))
    assert taken == ["Sleep. 眠る。", "Sleep. 眠る。夢を見る。"]


def test_what_was_taken_is_given_back_and_then_the_other_side_grows() -> None:
    chosen = Selection.of(sentence_at(TALK, place(TALK, "Why now")))
    steps = []
    for forward in (True, True, False, False, False, False, True, True):
        chosen = extend(TALK, chosen, Unit.SENTENCE, forward=forward)
        steps.append(words_of(TALK, chosen.span))
    assert steps == [
        "Why now?|I met Dr. Okafor there.",
        "Why now?|I met Dr. Okafor there. She said nothing.",
        "Why now?|I met Dr. Okafor there.",
        "Why now?",
        "Why a mill? Why now?",
        "Why a mill? Why now?",  # a heading is no sentence of what is said
        "Why now?",
        "Why now?|I met Dr. Okafor there.",
    ]


def test_a_heading_one_stands_on_is_chosen_grown_from_and_given_back_to() -> None:
    chosen = Selection.of(sentence_at(TALK, place(TALK, "Rivers")))
    steps = []
    for forward in (True, True, False, False):
        chosen = extend(TALK, chosen, Unit.SENTENCE, forward=forward)
        steps.append(words_of(TALK, chosen.span))
    assert steps == [
        "Looms and Rivers|Why a mill?",
        "Looms and Rivers|Why a mill? Why now?",
        "Looms and Rivers|Why a mill?",
        "Looms and Rivers",
    ]


@pytest.mark.parametrize(
    ("text", "quoted", "units"),
    [
        (
            "Reyes recalls: “It was cold. Nobody slept! We had soup,” and laughs. Then he left.",
            ["It was cold. Nobody slept! We had soup,"],
            ["Reyes recalls:", "It was cold.", "Nobody slept!", "We had soup,", "and laughs.", "Then he left."],
        ),
        ("“It was cold. Nobody slept.”", ["It was cold. Nobody slept."], ["It was cold.", "Nobody slept."]),
        ("“It was cold,” he says. “We sang.”", ["It was cold,", "We sang."], ["“It was cold,” he says.", "“We sang.”"]),
        (
            "“One. Two,” he says, “three. Four.” Five.",
            ["One. Two,", "three. Four."],
            ["One.", "Two,", "he says,", "three.", "Four.", "Five."],
        ),
    ],
)
def test_a_quotation_of_several_sentences_is_chosen_sentence_by_sentence(
    text: str, quoted: list[str], units: list[str]
) -> None:
    quotes = tuple(Quote(0, text.index(words), words, "Tomás Reyes") for words in quoted)
    article = Article(blocks=(Block(Kind.PARAGRAPH, text),), quotes=quotes)
    found, at = [], sentence_at(article, Place())
    while at:
        found.append(words_of(article, at))
        at = next_sentence(article, at.start)
    assert found == units
    for unit in units:
        assert words_of(article, sentence_at(article, place(article, unit))) == unit


def test_the_last_unit_stays_where_sentences_touch() -> None:
    chosen = Selection.of(sentence_at(TALK, place(TALK, "眠る")))
    assert words_of(TALK, extend(TALK, chosen.turned(), Unit.SENTENCE).span) == "眠る。夢を見る。"
    chosen = Selection.of(sentence_at(TALK, place(TALK, "夢を")))
    assert words_of(TALK, extend(TALK, chosen, Unit.SENTENCE, forward=False).span) == "眠る。夢を見る。"


def test_the_other_end_moves_after_turning() -> None:
    chosen = Selection.of(sentence_at(TALK, place(TALK, "Why now"))).turned()
    assert words_of(TALK, extend(TALK, chosen, Unit.SENTENCE, forward=False).span) == "Why a mill? Why now?"


def test_extending_by_turn_completes_the_turn_then_takes_the_next() -> None:
    chosen = Selection.of(sentence_at(TALK, place(TALK, "She said")))
    chosen = extend(TALK, chosen, Unit.TURN)
    assert chosen.span == between(TALK, "She said", "wrote it.")
    assert extend(TALK, chosen, Unit.TURN).span == between(TALK, "She said", "built it!")
    assert extend(TALK, chosen.turned(), Unit.TURN, forward=False).span == between(TALK, "I met", "wrote it.")


@pytest.mark.parametrize("unit", Unit)
def test_at_the_ends_nothing_happens(unit: Unit) -> None:
    last = Selection.of(unit_at(TALK, Place(9, 10_000), unit))
    assert extend(TALK, last, unit) == last
    first = Selection.of(unit_at(TALK, Place(), unit)).turned()
    assert extend(TALK, first, unit, forward=False) == first


def test_a_character_is_what_a_person_sees_as_one() -> None:
    article = Article(blocks=(Block(Kind.PARAGRAPH, f"cafe\u0301 {FAMILY}!"),))
    chosen = Selection.of(Span.within(0, 0, 3))
    taken = []
    for _ in range(3):
        chosen = extend(article, chosen, Unit.CHARACTER)
        taken.append(words_of(article, chosen.span))
    assert taken == ["cafe\u0301", "cafe\u0301 ", f"cafe\u0301 {FAMILY}"]
    assert words_of(article, extend(article, chosen, Unit.CHARACTER, forward=False).span) == "cafe\u0301 "


@pytest.mark.parametrize("unit", [Unit.WORD, Unit.SENTENCE, Unit.TURN, Unit.EXCHANGE])
@pytest.mark.parametrize(("first", "to"), [("Why now", "nothing"), ("nothing", "Why now"), ("built", "built")])
def test_a_drag_takes_the_units_at_both_its_ends_and_all_between(unit: Unit, first: str, to: str) -> None:
    origin, there = unit_at(TALK, place(TALK, first), unit), unit_at(TALK, place(TALK, to), unit)
    drawn = dragged(TALK, origin, place(TALK, to), unit)
    assert drawn.span == Span(min(origin.start, there.start), max(origin.end, there.end))
    assert drawn.head in (there.start, there.end)


def test_a_drag_that_came_to_a_space_does_not_take_what_is_behind_it() -> None:
    origin = word_at(TALK, place(TALK, "Okafor"))
    assert words_of(TALK, dragged(TALK, origin, place(TALK, " there"), Unit.WORD).span) == "Okafor"
    assert words_of(TALK, dragged(TALK, origin, place(TALK, " Dr."), Unit.WORD).span) == "Dr. Okafor"


def test_what_is_widened_begins_and_ends_with_whole_units() -> None:
    inside = between(TALK, "said nothing", "built")
    assert widened(TALK, inside, Unit.EXCHANGE) == between(TALK, "Why a", "built it!")
    assert widened(TALK, inside, Unit.SENTENCE) == between(TALK, "She said", "built it!")
    exact = between(TALK, "眠る。", "眠る。")
    assert widened(TALK, exact, Unit.SENTENCE) == exact, "what begins behind it is not touched"


def with_blocks(before: list[str], after: list[str]) -> Article:
    return Article(blocks=tuple(Block(Kind.PARAGRAPH, text) for text in (*before, "One. Two.", "Three.", *after)))


@pytest.mark.parametrize(
    ("before", "after", "block"),
    [
        ([], ["Z"], 0),  # nothing changed
        (["Y"], ["Z"], 1),  # a block came before it
        ([], ["Z", "Z"], 0),  # after it
        (["Y", "X"], [], None),  # on both sides: it cannot be told without looking everywhere
    ],
)
def test_a_selection_goes_along_to_another_reading_with_its_words(
    before: list[str], after: list[str], block: int | None
) -> None:
    chosen = Selection(Place(1, 2), Place(0, 5))
    moved = carried(chosen, with_blocks([], ["Z"]), with_blocks(before, after))
    assert moved == (None if block is None else Selection(Place(1 + block, 2), Place(block, 5)))


def test_a_selection_of_words_that_were_changed_does_not_go_along() -> None:
    changed = Article(blocks=(Block(Kind.PARAGRAPH, "One. Tvo."), Block(Kind.PARAGRAPH, "Three.")))
    assert carried(Selection(Place(0, 0), Place(1, 2)), with_blocks([], []), changed) is None


def test_between_two_places_whole_graphemes_are_taken_at_either_end() -> None:
    article = Article(blocks=(Block(Kind.PARAGRAPH, f"a{FAMILY}b"), Block(Kind.PARAGRAPH, "e\u0301f")))
    drawn = snapped(article, Place(1, 1), Place(0, 3))
    assert words_of(article, drawn) == f"{FAMILY}b|e\u0301"
    assert snapped(article, Place(0, 3), Place(0, 3)) == Span(Place(0, 3), Place(0, 3))
    assert words_of(article, snapped(article, Place(-3, 7), Place(50, 0))) == f"a{FAMILY}b|e\u0301f"


@pytest.mark.parametrize("blocks", [(), ("",), (" \n\t", "")])
@pytest.mark.parametrize("unit", Unit)
def test_an_article_without_words_holds_nothing_to_choose(blocks: tuple[str, ...], unit: Unit) -> None:
    article = Article(blocks=tuple(Block(Kind.PARAGRAPH, text) for text in blocks))
    assert not unit_at(article, Place(), unit)
    assert next_sentence(article, Place()) is None
    assert previous_sentence(article, Place()) is None
    nothing = Selection(Place(), Place())
    assert extend(article, nothing, unit) == extend(article, nothing, unit, forward=False) == nothing
    assert not snapped(article, Place(0, 0), Place(0, 0))
    assert not dragged(article, Span(Place(), Place()), Place(), unit).span


TEXTS = st.text(alphabet=st.sampled_from([*"ab .!\n“”眠。\u0301\u200d👩กำ"]), max_size=12)
ARTICLES = st.builds(
    lambda texts, kinds: Article(
        meta=Meta(), blocks=tuple(Block(kind, text) for text, kind in zip(texts, kinds, strict=False))
    ),
    st.lists(TEXTS, min_size=1, max_size=5),
    st.lists(
        st.sampled_from([Kind.ANSWER, Kind.QUESTION, Kind.CONTINUATION, Kind.CAPTION, Kind.PARAGRAPH]), min_size=5
    ),
)


@settings(deadline=None, max_examples=60)
@given(ARTICLES, st.integers(0, 4), st.integers(0, 12), st.lists(st.tuples(st.sampled_from(Unit), st.booleans())))
def test_whatever_is_pressed_the_ends_stay_at_borders_of_graphemes(
    article: Article, block: int, offset: int, presses: list[tuple[Unit, bool]]
) -> None:
    chosen = Selection.of(unit_at(article, Place(block, offset), Unit.WORD))
    if not chosen.span:
        return
    for unit, forward in presses:
        chosen = extend(article, chosen, unit, forward=forward)
        assert chosen.span
        for end in (chosen.anchor, chosen.head):
            text = article.blocks[end.block].text
            borders, length = {0}, 0
            for grapheme in iter_graphemes(text):
                length += len(grapheme)
                borders.add(length)
            assert end.offset in borders


@settings(deadline=None, max_examples=60)
@given(ARTICLES, st.sampled_from(Unit))
def test_growing_far_enough_takes_every_visible_word(article: Article, unit: Unit) -> None:
    chosen = Selection.of(unit_at(article, Place(), unit))
    while (more := extend(article, chosen, unit)) != chosen:
        assert more.head > chosen.head
        chosen = more
    if unit is not Unit.WORD and chosen.span:
        passed = BETWEEN_TURNS if unit is Unit.SENTENCE else ()
        first = chosen.span.start.block
        held = [
            n
            for n, block in enumerate(article.blocks)
            if block.text.strip() and (n == first or block.kind not in passed)
        ]
        assert (chosen.span.start.block, chosen.span.end.block) == (held[0], held[-1])


KINDS = st.lists(st.sampled_from([*Kind, *[Kind.ANSWER, Kind.QUESTION, Kind.CONTINUATION] * 4]), max_size=14)


@settings(deadline=None, max_examples=80)
@given(KINDS)
def test_every_block_is_chosen_with_the_turn_and_the_exchange_that_the_model_puts_it_in(kinds: list[Kind]) -> None:
    article = Article(blocks=tuple(Block(kind, "words") for kind in kinds))
    turns = turns_of(article.blocks)
    for block in range(len(kinds)):
        turn = next((each for each in turns if each.first <= block <= each.last), None)
        ends = (turn.first, turn.last) if turn else (block, block)
        assert turn_span(article, Place(block)) == Span(Place(ends[0]), Place(ends[1], len("words")))
        if turn and turn.question:
            same = [each for each in turns if each.question == turn.question]
            ends = same[0].first, same[-1].last
            assert exchange_at(article, Place(block)) == Span(Place(ends[0]), Place(ends[1], len("words")))
