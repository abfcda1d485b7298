"""Cutting words out: never into the wrong mouth, never a character altered, every gap marked."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_selection import ARTICLES
from wcwidth import iter_graphemes

from articles import FEATURE, TALK, between, place, words_of
from rr_reader.model import Article, Block, Kind, Meta, Origin, Place, Quote, Span
from rr_reader.quotes.cutting import excerpt, excerpt_of_quote, excerpts, excerpts_of_quotes
from rr_reader.quotes.excerpt import ELISION, Excerpt, Part
from rr_reader.quotes.formats import render
from rr_reader.quotes.selection import sentence_at, turn_span
from rr_reader.quotes.wording import plain


def voices(chosen: Excerpt) -> list[tuple[str, str, str]]:
    return [(part.kind, part.speaker, part.text) for part in chosen.parts]


def test_words_of_one_turn_are_their_speakers() -> None:
    chosen = excerpt(TALK, sentence_at(TALK, place(TALK, "She said")))
    assert voices(chosen) == [("answer", "Mira Solberg", "She said nothing.")]
    (part,) = chosen.parts
    assert (part.question, part.paragraph, part.time, part.uncertain, part.block) == (1, 2, "", False, 2)
    assert words_of(TALK, part.spans[0]) == part.text


def test_a_caption_inside_a_turn_is_left_out_and_the_gap_marked() -> None:
    chosen = excerpt(TALK, turn_span(TALK, place(TALK, "I met")))
    assert voices(chosen) == [
        ("answer", "Mira Solberg", f"I met Dr. Okafor there. She said nothing.\n\n{ELISION}\n\nThen we wrote it.")
    ]
    assert chosen.left_out == (3,)


def test_an_editors_note_inside_a_turn_is_not_put_into_the_speakers_mouth() -> None:
    note = Block(Kind.NOTE, "She laughs here.")
    article = Article(blocks=(Block(Kind.ANSWER, "One.", "A"), note, Block(Kind.CONTINUATION, "Two.", "A")))
    assert voices(excerpt(article, Span(Place(), Place(2, 4)))) == [("answer", "A", f"One.\n\n{ELISION}\n\nTwo.")]


NOTED = Article(
    blocks=(
        Block(Kind.ANSWER, "It was cold [laughs]. [Writer’s note: it was July.] We swam [Ed.: twice].", "Mira Solberg"),
        Block(Kind.CONTINUATION, "[Editor’s note: the lake has since been drained.]", "Mira Solberg"),
        Block(Kind.CONTINUATION, "Then we slept. [By then it was dark.]", "Mira Solberg"),
        Block(Kind.CONTINUATION, "[The lamps were out.] Nobody woke.", "Mira Solberg"),
        Block(Kind.PARAGRAPH, "“I swam [note: she did not] home,” she says. [Editor’s note: “Alone,” says Reyes.]"),
    ),
    quotes=(Quote(4, 1, "I swam [note: she did not] home,", "Mira Solberg"), Quote(4, 62, "Alone,", "Tomás Reyes")),
)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("It was cold", "twice].", [("answer", "Mira Solberg", "It was cold [laughs]. […] We swam […].")]),
        ("We swam", "dark.]", [("answer", "Mira Solberg", "We swam […].\n\n[…]\n\nThen we slept.")]),
        ("Then", "woke.", [("answer", "Mira Solberg", "Then we slept. […]\n\n[…] Nobody woke.")]),
        ("Then", "dark.]", [("answer", "Mira Solberg", "Then we slept.")]),
        ("note: it", "We swam", [("answer", "Mira Solberg", "We swam")]),
        ("It was cold", "it was", [("answer", "Mira Solberg", "It was cold [laughs].")]),
        ("it was July", "July", [("text", "", "it was July")]),
        ("[Writer", "July.]", [("text", "", "[Writer’s note: it was July.]")]),
        ("[Editor", "drained.]", [("text", "", "[Editor’s note: the lake has since been drained.]")]),
        ("I swam", "home,", [("quote", "Mira Solberg", "I swam […] home,")]),
        ("she did not", "did not", [("text", "", "she did not")]),
        ("Alone", "Alone", [("quote", "Tomás Reyes", "Alone")]),
    ],
)
def test_a_note_in_brackets_is_the_articles_and_not_the_speakers(
    first: str, last: str, expected: list[tuple[str, str, str]]
) -> None:
    chosen = excerpt(NOTED, between(NOTED, first, last))
    assert voices(chosen) == expected
    for part in chosen.parts:
        assert [words in part.text for piece in part.spans if (words := words_of(NOTED, piece))].count(False) == 0


def test_a_quotation_cut_out_whole_loses_its_note_too() -> None:
    assert [each.parts[0].text for each in excerpts_of_quotes(NOTED, NOTED.quotes)] == ["I swam […] home,", "Alone,"]


def test_a_caption_chosen_by_itself_is_nobodys_speech() -> None:
    assert voices(excerpt(TALK, between(TALK, "Mira Solberg at", "loom."))) == [
        ("text", "", "Mira Solberg at the loom.")
    ]


def test_paragraphs_that_touch_have_no_gap() -> None:
    empty = Block(Kind.CAPTION, " ")
    article = Article(blocks=(Block(Kind.ANSWER, "One.", "A"), empty, Block(Kind.CONTINUATION, "Two.", "A")))
    assert voices(excerpt(article, Span(Place(), Place(9, 9)))) == [("answer", "A", "One.\n\nTwo.")]


def test_two_speakers_are_two_parts_and_an_unnamed_asker_a_third() -> None:
    chosen = excerpt(TALK, between(TALK, "now?", "And I"))
    assert voices(chosen) == [
        ("question", "", "now?"),
        ("answer", "Mira Solberg", f"I met Dr. Okafor there. She said nothing.\n\n{ELISION}\n\nThen we wrote it."),
        ("answer", "Tomás Reyes", "And I"),
    ]


def test_the_same_speaker_in_two_turns_is_two_parts() -> None:
    article = Article(blocks=(Block(Kind.ANSWER, "One.", "A"), Block(Kind.ANSWER, "Two.", "A")))
    assert [part.text for part in excerpt(article, Span(Place(), Place(1, 4))).parts] == ["One.", "Two."]


def test_a_guessed_speaker_is_uncertain() -> None:
    assert [part.uncertain for part in excerpt(TALK, between(TALK, "Then we", "built it!")).parts] == [False, True]


def test_a_guess_inside_a_turn_does_not_make_the_rest_uncertain_nor_the_rest_it_sure() -> None:
    guessed = Block(Kind.CONTINUATION, "Two.", "A", origin=Origin(0, 4, speaker_confidence=0.3))
    article = Article(blocks=(Block(Kind.ANSWER, "One.", "A"), guessed))
    parts = excerpt(article, Span(Place(), Place(1, 4))).parts
    assert [(part.text, part.uncertain) for part in parts] == [("One.", False), ("Two.", True)]


def test_a_continuation_is_timed_by_its_turn() -> None:
    article = Article(
        blocks=(
            Block(Kind.TURN, "One.", "A", time="00:01"),
            Block(Kind.CONTINUATION, "Two.", "A"),
            Block(Kind.TURN, "Three.", "B"),
        )
    )
    assert [part.time for part in excerpt(article, Span(Place(1), Place(2, 6))).parts] == ["00:01", ""]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("We never", "oil it,", [("quote", "Mira Solberg", "We never oil it,")]),
        ("never", "oil", [("quote", "Mira Solberg", "never oil")]),
        ("“We never", "oil it,”", [("quote", "Mira Solberg", "We never oil it,")]),  # the marks are the article's
        ("“We never", "admits.", [("text", "", "“We never oil it,” Solberg admits.")]),
        ("silent.", "oil it,", [("text", "", "silent. “We never oil it,")]),
        ("We never", "It sings.", [("text", "", "We never oil it,” Solberg admits. “It sings.")]),
        ("“art”", "“art”", [("text", "", "“art”")]),
        ("Who", "knows", [("quote", "", "Who knows")]),
        ("“First", "it fell.”", [("quote", "Mira Solberg", "First the river rose.\n\nThen it fell.")]),
        ("it fell", "“I do,”", [("text", "", "it fell.”\n\n“Who knows,” says somebody.\n\n“I do,”")]),
        ("film.", "rose.", [("text", "", f"film.\n\n{ELISION}\n\n“First the river rose.")]),
    ],
)
def test_in_prose_only_words_wholly_inside_quotations_are_the_quoted_persons(
    first: str, last: str, expected: list[tuple[str, str, str]]
) -> None:
    assert voices(excerpt(FEATURE, between(FEATURE, first, last))) == expected


@pytest.mark.parametrize(
    ("first", "last", "quoted", "is_uncertain"),
    [
        ("“We never", "admits.", ("Mira Solberg",), False),
        ("never", "Solberg", ("Mira Solberg",), False),
        ("”", "admits.", (), False),  # of the quotation nothing but its mark
        ("Solberg", "It", ("Mira Solberg",), True),
        ("The mill", "silent.", (), False),
        ("A so-called", "film.", (), False),  # nobody says what stands in scare quotes
        ("it fell", "somebody.", ("Mira Solberg", ""), False),
        ("it fell", "Reyes.", ("Mira Solberg", "", "Tomás Reyes"), False),
        ("never", "oil", (), False),  # her own words quote nobody
    ],
)
def test_words_that_tell_what_people_say_know_whom_they_quote(
    first: str, last: str, quoted: tuple[str, ...], is_uncertain: bool
) -> None:
    (part,) = excerpt(FEATURE, between(FEATURE, first, last)).parts
    assert (part.quoted, part.uncertain) == (quoted, is_uncertain)
    assert part.heard == (tuple(filter(None, quoted)) if part.kind == "text" else ("Mira Solberg",))


def test_quotations_of_two_people_side_by_side_are_two_parts() -> None:
    article = Article(
        blocks=(Block(Kind.PARAGRAPH, "“Yes.”"), Block(Kind.PARAGRAPH, "“No.”")),
        quotes=(Quote(0, 1, "Yes.", "Ann"), Quote(1, 1, "No.", "Bo")),
    )
    assert voices(excerpt(article, Span(Place(), Place(1, 5)))) == [("quote", "Ann", "Yes."), ("quote", "Bo", "No.")]


def test_a_quotation_inside_an_answer_stays_in_the_mouth_that_quotes() -> None:
    article = Article(blocks=(Block(Kind.ANSWER, "She said “no”.", "Ann"),), quotes=(Quote(0, 10, "no", "Bo"),))
    assert voices(excerpt(article, Span.within(0, 10, 12))) == [("answer", "Ann", "no")]


def test_the_quotes_of_an_article_come_out_as_they_are_attributed() -> None:
    chosen = [each.parts[0] for each in excerpts_of_quotes(FEATURE, FEATURE.quotes)]
    assert [part.text for part in chosen] == [quote.text for quote in FEATURE.quotes]
    assert [part.speaker for part in chosen] == [
        quote.speaker if quote.type == "direct" else "" for quote in FEATURE.quotes
    ]
    assert [part.uncertain for part in chosen] == [False, True, False, False, False, False, False]
    assert [part.paragraph for part in chosen] == [1, 1, 1, 2, 3, 4, 5]
    assert excerpt_of_quote(FEATURE, FEATURE.quotes[3]).parts[0] == chosen[3]


def test_an_article_without_title_is_known_by_its_first_words() -> None:
    assert excerpt(FEATURE, Span.within(0, 0, 3)).opening == "The mill is silent. “We never oil it …"
    assert (
        excerpt(Article(blocks=(Block(Kind.PARAGRAPH, " Short\nthing. "),)), Span.within(0, 0, 0)).opening
        == "Short thing."
    )


@pytest.mark.parametrize("span", [Span.within(0, 0, 0), Span(Place(5, 99), Place(7, 0)), Span.within(99, 0, 5)])
def test_nothing_visible_gives_no_parts(span: Span) -> None:
    assert not excerpt(TALK, span)


def test_white_space_at_the_ends_is_not_quoted_but_kept_inside() -> None:
    article = Article(blocks=(Block(Kind.ANSWER, "\u00a0 one  two\nthree \t", "A"),))
    assert excerpt(article, Span.within(0, 0, 99)).parts[0].text == "one  two\nthree"
    accented = Article(blocks=(Block(Kind.ANSWER, " \u0301one", "A"),))  # this space carries an accent
    assert excerpt(accented, Span.within(0, 0, 99)).parts[0].text == " \u0301one"


def test_many_spans_are_cut_as_one_by_one() -> None:
    spans = [between(TALK, "Why a", "built"), between(TALK, "Looms", "Rivers"), Span.within(0, 0, 0)]
    assert list(excerpts(TALK, spans)) == [excerpt(TALK, span) for span in spans]


@settings(deadline=None, max_examples=120)
@given(ARTICLES, st.tuples(*[st.integers(0, 13)] * 4))
def test_every_part_is_whole_graphemes_of_the_article_in_its_own_speakers_block(
    article: Article, ends: tuple[int, int, int, int]
) -> None:
    named = [Block(block.kind, block.text, f"speaker {n % 2}") for n, block in enumerate(article.blocks)]
    article = Article(meta=Meta(), blocks=tuple(named))
    span = Span.between(Place(ends[0], ends[1]), Place(ends[2], ends[3]))
    seen = []
    for part in excerpt(article, span).parts:
        assert_verbatim(article, part)
        seen += part.spans
    assert seen == sorted(seen)


def assert_verbatim(article: Article, part: Part) -> None:
    pieces = [words_of(article, piece) for piece in part.spans]
    rest = part.text
    for piece in pieces:
        assert piece
        assert rest.startswith(piece)
        rest = rest.removeprefix(piece).removeprefix("\n\n").removeprefix(f"{ELISION}\n\n")
    assert not rest
    for piece in part.spans:
        block = article.blocks[piece.start.block]
        assert part.speaker in (block.speaker, "")
        assert bool(part.speaker) == (block.kind in (Kind.ANSWER, Kind.QUESTION, Kind.CONTINUATION))
        borders = {0}
        for grapheme in iter_graphemes(block.text):
            borders.add(max(borders) + len(grapheme))
        assert {piece.start.offset, piece.end.offset} <= borders


@pytest.mark.parametrize(
    ("hidden", "gaps"),
    [
        ((), [False, False, False, False, False]),
        ((7,), [False, False, False, True]),  # the question before the last answer
        ((5, 7), [False, False, True]),
        ((3, 6), [False, False, False, False, False]),  # a caption and an empty block are nothing said or told
    ],
)
def test_between_two_voices_what_one_could_not_see_is_marked(hidden: tuple[int, ...], gaps: list[bool]) -> None:
    chosen = excerpt(TALK, Span(place(TALK, "Why a"), place(TALK, "Sleep", end=True)), hidden=hidden)
    assert [part.follows_gap for part in chosen.parts] == gaps
    for written in (plain(chosen), render([chosen], "markdown"), render([chosen], "html"), render([chosen], "latex")):
        assert written.replace("\\", "").count(ELISION) == sum(gaps) + 1  # one stands for the caption in a turn


def test_a_heading_between_two_quotations_is_left_out_and_leaves_them_to_who_said_them() -> None:
    texts = [
        (Kind.PARAGRAPH, "“It rained.”"),
        (Kind.HEADING, "What the river took"),
        (Kind.PARAGRAPH, "“Then it rose.”"),
    ]
    blocks = tuple(Block(kind, text) for kind, text in texts)
    quotes = tuple(Quote(at, 1, texts[at][1][1:-1], "Mira Solberg") for at in (0, 2))
    article = Article(blocks=blocks, quotes=quotes)
    chosen = excerpt(article, Span(Place(0, 1), Place(2, 14)))
    assert [(part.speaker, part.text) for part in chosen.parts] == [
        ("Mira Solberg", "It rained.\n\n[…]\n\nThen it rose.")
    ]
    assert chosen.left_out == (1,)
    alone = excerpt(article, Span(Place(1), Place(1, 19)))
    assert [(part.speaker, part.text) for part in alone.parts] == [("", "What the river took")]
    ends = excerpt(article, Span(Place(1), Place(2, 16)))
    assert [part.text for part in ends.parts] == ["What the river took\n\n“Then it rose.”"], "it was chosen on purpose"
