"""A place of one reading of a source, found in another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rr_reader.library.comparing import place_again, place_in, trace
from rr_reader.model import Article, Block, Kind, Place


def read_as(*texts: str) -> Article:
    return Article(blocks=tuple(Block(Kind.PARAGRAPH, text) for text in texts))


def test_a_place_is_that_of_the_same_words_the_nearest_of_several() -> None:
    old, new = read_as("So.", "Reeds.", "Fog.", "So."), read_as("New.", "So.", "Reeds!", "Fog.", "So.")
    assert place_in(old, new, Place(2, 3)) == Place(3, 3)
    assert [place_in(old, new, Place(block, 1)).block for block in (0, 3)] == [1, 4]
    assert place_in(old, new, Place(1, 4)) == Place(1, 0)


@pytest.mark.parametrize("traced", ["", "3", "3 ", "many words", " 3", "-1 ff"])
def test_without_a_trace_a_place_stays_where_it_is(traced: str) -> None:
    assert place_again(read_as("Fog.", "So."), Place(1, 2), traced) == Place(1, 2)


def test_in_the_same_words_the_nearest_of_a_trace_is_itself() -> None:
    article = read_as("So.", "Fog.", "So.")
    assert [place_again(article, Place(at, 1), trace(article, Place(at, 1))).block for at in range(3)] == [0, 1, 2]


_TEXTS = st.lists(st.sampled_from(["Fog.", "Reeds.", "So."]), max_size=6).map(lambda texts: read_as(*texts))


@given(_TEXTS, _TEXTS, st.integers(0, 9), st.integers(0, 9))
def test_no_place_is_beyond_the_end(old: Article, new: Article, block: int, offset: int) -> None:
    found = place_in(old, new, Place(block, offset))
    assert 0 <= found.block < max(1, len(new.blocks))
