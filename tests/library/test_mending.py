"""Mending: what one word of the reader changes, that it can be made again, and that it survives the file."""

import sys
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from rr_reader.errors import NoSourceError, ReaderError, UsageError
from rr_reader.library.cleaned import dump, dump_account, load
from rr_reader.library.mending import (
    change_kind,
    change_kinds,
    confirm,
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
from rr_reader.model import Article, Block, Kind, Mark, Meta, Origin, QuoteCorrection, Speaker
from rr_reader.parsing.importing import parse_source
from strategies import articles, lines, names, quoted

TALK = """Of Rope and Weather

Ann Roe: How did it begin?

Bo Vik: With a rope. It was never meant to hold.

We found the other end in spring.

Ann Roe: And then?

BV: Then the weather turned.

Bo Vik at the quay

Ann Roe: Yes.

Bo Vik: Yes.

BV: It thawed in the end.
"""
FEATURE = """The Last Ferry

Vera Lind runs it alone. “Nobody else would,” Lind says. Her brother Tom Lind left in 1990.

“I was cold,” she adds. “I was cold,” says Tom Orr, who keeps the books.

Orr has a dog. “It is a good dog,” he says.
"""


@pytest.fixture
def talk() -> Article:
    return parse_source(TALK.encode(), name="talk.txt")


@pytest.fixture
def feature() -> Article:
    return parse_source(FEATURE.encode(), name="ferry.txt")


def at(article: Article, words: str) -> int:
    (found,) = [index for index, block in enumerate(article.blocks) if block.text.startswith(words)]
    return found


def said(article: Article) -> list[tuple[str, str, str]]:
    return [(b.kind.value, b.speaker, b.text.split()[0]) for b in article.blocks if b.kind is not Kind.TITLE]


def person(article: Article, name: str) -> Speaker | None:
    return next((one for one in article.speakers if one.name == name), None)


def by_hand(*blocks: Block, people: tuple[Speaker, ...] = (), kind: str = "interview") -> Article:
    return quoted(Article(Meta(kind=kind), people, blocks))


ANN, BO, CY = Speaker("Ann", "host"), Speaker("Bo", "guest"), Speaker("Cy", "guest", ("C",))


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
    asked = [at for at, block in enumerate(article.blocks) if block.kind is Kind.QUESTION]
    assert [article.blocks[at].text.split()[0] for at in asked] == ["Where", "It", "I"]
    for each in (*({at} for at in asked), set(asked)):
        mended = reassign_all(article, sorted(each), "Bo Vik")
        assert {at for at in asked if mended.blocks[at].speaker == "Bo Vik"} == each
        assert {at for at in each if mended.blocks[at].kind is Kind.QUESTION} == each & set(asked[:2])
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


def test_some_turns_of_one_are_given_to_another_who_is_new() -> None:
    article = by_hand(*(Block(Kind.ANSWER, word, "Bo") for word in "abc"), people=(ANN, BO))
    mended = reassign_all(article, [0, 2], "Bea")
    assert [block.speaker for block in mended.blocks] == ["Bea", "Bo", "Bea"]
    assert mended.speakers == (ANN, BO, Speaker("Bea", "guest"))


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


@pytest.mark.parametrize(("operation", "error"), REFUSED)
def test_what_makes_no_sense_is_refused(
    talk: Article, operation: Callable[[Article], Article], error: type[ReaderError]
) -> None:
    with pytest.raises(error):
        operation(talk)


@st.composite
def operations(draw: st.DrawFn, article: Article) -> Article:
    """Mend an article in some way; give it as it was where that is refused."""
    block = draw(st.integers(0, max(len(article.blocks) - 1, 0)))
    several = st.sets(st.integers(0, max(len(article.blocks) - 1, 0))).map(sorted)
    name = draw(names)
    known = draw(st.sampled_from([one.name for one in article.speakers] or ["Bo"]))
    ways: list[Callable[[], Article]] = [
        lambda: rename(article, known, name),
        lambda: merge(article, name, known),
        lambda: set_meta(article, "title", draw(lines(2))),
        lambda: set_meta(article, "tags", [name]),
    ]
    if article.blocks:
        ways += [
            lambda: change_kind(article, block, draw(st.sampled_from(list(Kind)))),
            lambda: change_kind(article, block, Kind.TURN, name),
            lambda: reassign(article, block, name, alike=draw(st.booleans())),
            lambda: reassign_all(article, draw(several), name),
            lambda: change_kinds(article, draw(several), draw(st.sampled_from(list(Kind))), draw(st.none() | names)),
            lambda: confirm(article, draw(several)),
        ]
    if article.quotes:
        ways += [lambda: reassign_quote(article, draw(st.integers(0, len(article.quotes) - 1)), name)] * 3
    try:
        return draw(st.sampled_from(ways))()
    except ReaderError:
        return article


def certain(article: Article) -> Article:
    """Leave how sure the import was aside: what one mends twice may be told as certain until it is loaded again."""
    return replace(article, blocks=tuple(replace(block, origin=None) for block in article.blocks))


@given(st.data(), articles.map(lambda a: quoted(replace(a, corrections=()))) | st.sampled_from([TALK, FEATURE]))
@settings(deadline=None, max_examples=80)
def test_made_again_in_the_same_reading_corrections_give_the_same(data: st.DataObject, start: Article | str) -> None:
    article = parse_source(start.encode()) if isinstance(start, str) else start
    mended = article
    for _ in range(3):
        mended = data.draw(operations(mended))
    again = reapply(article, mended.corrections)
    assert again.not_found == ()
    assert certain(again.article) == certain(mended)
    assert certain(load(dump(mended), account=dump_account(article))) == certain(mended)


@given(st.data(), articles.map(lambda a: quoted(replace(a, corrections=()))) | st.sampled_from([TALK, FEATURE]))
@settings(deadline=None, max_examples=25)
def test_many_at_once_come_to_what_they_would_one_after_the_other(data: st.DataObject, start: Article | str) -> None:
    article = parse_source(start.encode()) if isinstance(start, str) else start
    blocks = data.draw(st.sets(st.integers(0, max(len(article.blocks) - 1, 0))).map(sorted)) if article.blocks else []
    name = data.draw(names | st.sampled_from(["", *(one.name for one in article.speakers)]))
    kind = data.draw(st.sampled_from([None, *Kind]))

    def at_once() -> Article:
        return reassign_all(article, blocks, name) if kind is None else change_kinds(article, blocks, kind, name)

    def one_by_one() -> Article:
        made = article
        for block in blocks:
            made = reassign(made, block, name) if kind is None else change_kind(made, block, kind, name)
        return made

    try:
        expected = one_by_one()
    except ReaderError as error:
        with pytest.raises(type(error)):
            at_once()
    else:
        assert certain(at_once()) == certain(expected)


def long_talk(turns: int) -> Article:
    people = (ANN, BO)
    talk = [
        Block((Kind.QUESTION, Kind.ANSWER)[n % 2], f"Turn {n} of many.", people[n % 2].name, origin=Origin(n, n + 1))
        for n in range(turns)
    ]
    doubtful = (replace(block, origin=replace(block.origin, confidence=0.6)) for block in talk if block.origin)
    return by_hand(Block(Kind.PARAGRAPH, "“It held,” says Bo."), *doubtful, people=people)


MANY: list[Callable[[Article, range], Article]] = [
    lambda a, turns: reassign_all(a, turns, "Cy Dahl"),
    lambda a, turns: change_kinds(a, turns, Kind.TURN),
    confirm,
    lambda a, turns: reapply(a, reassign_all(a, turns, "Cy Dahl").corrections).article,
]


@pytest.mark.parametrize("many", MANY, ids=["speaker", "kind", "right as it is", "made again"])
def test_twice_as_many_are_no_more_than_twice_the_work(many: Callable[[Article, range], Article]) -> None:
    def work(turns: int) -> int:
        calls = Counter[str]()
        article = long_talk(turns)
        sys.setprofile(lambda _frame, event, _of: calls.update([event]))
        try:
            mended = many(article, range(1, turns + 1))
        finally:
            sys.setprofile(None)
        assert len(mended.corrections) == turns
        return calls["call"] + calls["c_call"]

    assert work(160) < 2.3 * work(80)


def test_a_better_reading_keeps_what_was_said_of_the_old_one(talk: Article) -> None:
    mended = merge(talk, "Bo Vik", "Ann Roe")
    mended = change_kind(mended, at(mended, "It thawed"), Kind.NOTE)
    better = parse_source(TALK.replace("BV: It", "Bo Vik: Ít").encode())  # repaired otherwise, labelled otherwise
    again = reapply(better, mended.corrections)
    assert again.not_found == ()
    assert again.article.blocks[at(again.article, "Ít")].kind is Kind.NOTE
    assert {block.speaker for block in again.article.blocks} == {"", "Ann Roe"}


def test_what_is_not_found_again_is_told_and_kept(talk: Article) -> None:
    mended = change_kind(talk, at(talk, "It thawed"), Kind.NOTE)
    mended = replace(mended, corrections=(*mended.corrections, QuoteCorrection("Never said,", "Bo Vik")))
    other = parse_source(TALK.replace("It thawed in the end.", "Nothing.").encode())
    again = reapply(other, mended.corrections)
    assert again.not_found == mended.corrections
    assert again.article == replace(other, corrections=mended.corrections)
    assert reapply(talk, again.article.corrections).not_found == mended.corrections[1:]


def test_of_blocks_that_read_the_same_none_is_taken_for_another(talk: Article) -> None:
    answer = [index for index, block in enumerate(talk.blocks) if block.text == "Yes."][1]
    mended = reassign(talk, answer, "Cy Dahl")
    assert [block.speaker for block in mended.blocks if block.text == "Yes."] == ["Ann Roe", "Cy Dahl"]
    one_less = parse_source(TALK.replace("Ann Roe: Yes.", "Ann Roe: So?").encode())
    assert reapply(one_less, mended.corrections).not_found == mended.corrections
    one_more = parse_source(TALK.replace("Ann Roe: And then?", "Ann Roe: Yes.").encode())
    assert reapply(one_more, mended.corrections).not_found == mended.corrections


def test_a_merge_that_the_parser_knows_by_now_is_no_loss() -> None:
    article = by_hand(Block(Kind.ANSWER, "One.", "Bo"), Block(Kind.ANSWER, "Two.", "BV"), people=(BO, Speaker("BV")))
    corrections = merge(article, "BV", "Bo").corrections
    known = by_hand(*(Block(Kind.ANSWER, word, "Bo") for word in ("One.", "Two.")), people=(BO,))
    assert reapply(known, corrections).not_found == ()
