"""Texts that are much alike are found and measured; texts that only share words are not."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from rr_reader.library import resembling
from rr_reader.library.index import rows, store
from rr_reader.library.index.alike import pairs, perhaps_alike
from rr_reader.library.resembling import ALIKE, ENOUGH, KEYS, Wording, sample_of
from rr_reader.model import Article, Block, Kind

WORDS = [
    first + last for first in ("fen", "mor", "sal", "tid", "bar") for last in ("a", "en", "ik", "o", "und", "wick")
]


def article(words: list[str], *, around: str = "") -> Article:
    lines = [" ".join(words[at : at + 25]) for at in range(0, len(words), 25)]
    blocks = [Block(Kind.PARAGRAPH, line) for line in lines]
    return Article(blocks=(*blocks, *([Block(Kind.BOILERPLATE, around)] if around else ())))


def some_words(seed: int, count: int) -> list[str]:
    return random.Random(seed).choices(WORDS, k=count)


def shared_words(one: Article, other: Article) -> float:
    return resembling.shared_words(Wording.of(one), Wording.of(other))


def may_be_alike(one: Article, other: Article) -> bool:
    return len(set(sample_of(one)) & set(sample_of(other)[:KEYS])) >= ENOUGH


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10**6), st.integers(300, 1500), st.integers(0, 300), st.integers(0, 4))
def test_what_shares_most_of_its_words_is_found_both_ways(seed: int, length: int, frame: int, cuts: int) -> None:
    talk, other = some_words(seed, length), some_words(seed + 1, frame)
    chance = random.Random(seed)
    reprint = [*other[: frame // 2], *talk, *other[frame // 2 :]]
    for _ in range(cuts):
        at = chance.randrange(len(reprint))
        del reprint[at : at + 3]
    one, same = article(talk), article(reprint)
    assert shared_words(one, same) == shared_words(same, one)
    if shared_words(one, same) >= ALIKE:
        assert may_be_alike(one, same)
        assert may_be_alike(same, one)


def test_how_much_is_shared_is_counted_in_words() -> None:
    talk = some_words(1, 400)
    assert shared_words(article(talk), article(talk)) == 1.0
    assert shared_words(article(talk), article(some_words(2, 400))) < 0.05
    half = [*talk[:200], *some_words(3, 200)]
    assert 0.5 <= shared_words(article(talk), article(half)) < 0.55


def test_a_text_without_telling_words_has_no_sample_so_that_no_two_such_seem_alike() -> None:
    assert sample_of(article(["sea"] * 100)) == ()
    assert sample_of(article(some_words(1, 20))) == (), "and so has one that is too short"


def test_what_stands_around_makes_nothing_alike() -> None:
    around = " ".join(some_words(9, 600))
    one, other = (article(some_words(seed, 100), around=around) for seed in (4, 5))
    assert not may_be_alike(one, other)
    assert shared_words(one, other) < 0.1


def test_a_few_words_tell_nothing() -> None:
    assert sample_of(article(some_words(6, 20))) == ()


def test_the_index_finds_pairs_and_forgets_what_was_changed_or_removed() -> None:
    talk, connection = some_words(7, 300), store.made_in_memory()

    def put(article_id: str, words: list[str]) -> None:
        made = rows.row_of(article_id, b"", article(words))
        rows.put(connection, article_id, rows.Stated(0, 1), 1, made)

    put("one", talk)
    put("two", talk[20:])
    assert pairs(connection) == [(1, 2)]
    put("two", some_words(8, 300))
    assert pairs(connection) == []
    assert perhaps_alike(connection, sample_of(article(talk))) == [1]
    rows.remove(connection, "one")
    rows.remove(connection, "two")
    assert connection.execute("select count(*) from alike").fetchone() == (0,)
    connection.close()
