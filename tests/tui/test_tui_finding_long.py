"""What a search in a long article finds, and how much of the article it looks at."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rr_reader.model import Block, Kind, Place, Span
from rr_reader.text.matching import Matcher
from rr_reader.tui.finding import Hits, Words

LETTERS = st.text(st.sampled_from("aAäß…\u00ad é'`ﬁs\n\u0301"), max_size=12)


def blocks_of(texts: Sequence[str]) -> list[Block]:
    return [Block(Kind.PARAGRAPH, text) for text in texts]


def found(words: Words, pattern: str) -> Sequence[Span]:
    spans: Sequence[Span] = ()
    for some in words.search(pattern):
        spans = some
    return spans


def as_the_matcher_says(texts: Sequence[str], pattern: str) -> list[Span]:
    matcher = Matcher([pattern], anywhere=True)
    return [Span.within(at, *span) for at, text in enumerate(texts) for span in matcher.spans(text)]


@settings(deadline=None, max_examples=300)
@given(st.lists(LETTERS, max_size=6), LETTERS)
def test_all_that_the_matcher_finds_and_nothing_else(texts: list[str], pattern: str) -> None:
    spans = found(Words(blocks_of(texts)), pattern)
    assert len(spans) == len(as_the_matcher_says(texts, pattern))
    assert list(spans) == as_the_matcher_says(texts, pattern)


@pytest.mark.parametrize("pattern", ["ab", "aa", "ss", "s", "..", "ä", "a a", "  "])
def test_places_that_touch_in_the_folded_words_are_counted_as_they_are_shown(pattern: str) -> None:
    texts = ["ab\u00adab", "aaaa", "Straße", "…… ..", "", "AÄ a\u0308", "a  \n a a", "b"] * 3
    assert list(found(Words(blocks_of(texts)), pattern)) == as_the_matcher_says(texts, pattern)


def test_no_phrase_is_found_over_two_paragraphs() -> None:
    assert not found(Words(blocks_of(["the salt", "road"])), "salt road")
    assert not found(Words(blocks_of(["the salt", "", "road"])), "salt")[1:]


def test_a_search_that_begins_while_the_words_are_made_ready_finds_all() -> None:
    words = Words(blocks_of(["a ferry"] * 20))
    readying = words.folding()
    for _ in range(7):
        next(readying)
    assert len(found(words, "ferry")) == 20
    assert list(readying) == []
    assert len(found(words, "ferry")) == 20


def test_first_last_next_and_number_without_looking_through_all() -> None:
    texts = ["no", "a ferry and a ferry", "no", "ferry"] * 50
    hits = Hits("ferry", found(Words(blocks_of(texts)), "ferry"))
    plain = Hits("ferry", tuple(as_the_matcher_says(texts, "ferry")))
    for at in (Place(), Place(2), Place(5, 3), Place(199, 1), Place(500)):
        hit = hits.at_or_after(at)
        assert hit == plain.at_or_after(at)
        assert hit
        assert hits.after(hit) == plain.after(hit)
        assert hits.before(hit) == plain.before(hit)
        assert hits.number(hit) == plain.number(hit)
    assert hits.within(5, 0, 9) == list(plain.within(5, 0, 9))
    assert hits.number(Span.within(0, 0, 1)) == 0
    with pytest.raises(IndexError):
        hits.spans[150]


class Watched(Sequence[Block]):
    """Blocks that know how often one of them was looked at."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._blocks, self.looks = blocks_of(texts), 0

    def __len__(self) -> int:
        return len(self._blocks)

    def __getitem__(self, index: int) -> Block:  # type: ignore[override]
        self.looks += 1
        return self._blocks[index]

    def __iter__(self) -> Iterator[Block]:
        raise AssertionError("all of them were looked at")


def looks(paragraphs: int, pattern: str) -> int:
    """Count the paragraphs looked at from a letter typed to its hits on the screen."""
    blocks = Watched(["we rowed out, and it was évening already"] * paragraphs + ["the lastword"])
    words = Words(blocks)
    for _ in words.folding():
        pass
    blocks.looks = 0
    hits = Hits(pattern, found(words, pattern))
    hit = hits.at_or_after(Place(paragraphs // 2))
    assert hits.number(hit)
    for block in range(paragraphs // 2, paragraphs // 2 + 40):
        hits.within(block, 0, 20)
    return blocks.looks


@pytest.mark.parametrize("pattern", ["e", "lastword"])
def test_a_letter_typed_looks_at_no_more_paragraphs_of_a_longer_article(pattern: str) -> None:
    assert looks(10_000, pattern) <= looks(1_000, pattern) + 40
