"""Mending made again: in the same reading, in a better one, and of many blocks at once."""

import sys
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mended import ANN, BO, FEATURE, TALK, at, by_hand
from msgspec.structs import replace

from rr_reader.errors import ReaderError
from rr_reader.library.cleaned import dump, dump_account, load
from rr_reader.library.mending import (
    change_kind,
    change_kinds,
    confirm,
    merge,
    reapply,
    reassign,
    reassign_all,
    reassign_quote,
    rename,
    set_meta,
)
from rr_reader.model import Article, Block, Kind, Origin, QuoteCorrection, Speaker
from rr_reader.parsing.importing import parse_source
from strategies import articles, lines, names, quoted


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
