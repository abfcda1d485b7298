"""Counting and sorting columns: the short ways come to what the long way comes to."""

from array import array
from collections import Counter

from hypothesis import example, given, settings
from hypothesis import strategies as some

from rr_reader.library.columns import Columns, decode, encode
from rr_reader.library.facets import MOST, facets
from rr_reader.library.filtering import Selection
from rr_reader.library.masks import mask_of
from rr_reader.library.query import parse_query
from rr_reader.library.values import Values
from rr_reader.text.matching import Matcher, fold

SIZE = 12
NAMES = ["Ann", "Bo", "Cy", "Åse", "bell"]
_OF_ALL = {(SIZE - 1, value) for value in range(len(NAMES))}
_pairs = some.sets(some.tuples(some.integers(0, SIZE - 1), some.integers(0, len(NAMES) - 1)), max_size=30).map(
    lambda drawn: sorted(drawn | _OF_ALL)  # every value has an article
)
_mask = some.lists(some.integers(0, 1), min_size=SIZE, max_size=SIZE).map(bytes)


def column(pairs: list[tuple[int, int]]) -> Values:
    return Values.made(NAMES, array("I", [row for row, _ in pairs]), array("I", [value for _, value in pairs]))


@settings(max_examples=150, deadline=None)
@given(_pairs, _mask)
def test_values_are_counted_in_the_articles_of_a_mask_and_no_others(pairs: list[tuple[int, int]], mask: bytes) -> None:
    values, wanted = column(pairs), Counter(value for row, value in pairs if mask[row])
    assert dict(values.count(mask)) == dict(wanted)
    assert dict(values.count(b"\1" * SIZE)) == dict(Counter(value for _, value in pairs)), (
        "nor is it counted otherwise after"
    )
    assert values.given(SIZE) == mask_of({row for row, _ in pairs}, SIZE)
    assert values.having([0, 3], SIZE) == mask_of({row for row, value in pairs if value in (0, 3)}, SIZE)


@settings(max_examples=150, deadline=None)
@given(_pairs, some.integers(1, 6))
def test_the_values_listed_are_the_most_frequent_then_the_first_by_name(
    pairs: list[tuple[int, int]], many: int
) -> None:
    values = column(pairs)
    counts = values.count(b"\1" * SIZE)
    assert values.most(counts, many) == sorted(counts, key=lambda v: (-counts[v], values.folded[v]))[:many]


@settings(max_examples=100, deadline=None)
@given(_mask, some.permutations(range(SIZE)), some.lists(some.integers(0, SIZE + 1), unique=True))
def test_some_come_first_and_some_last_in_their_own_order(mask: bytes, order: list[int], ends: list[int]) -> None:
    columns = Columns([f"a{row}" for row in range(SIZE)], {}, {"title": array("I", order)}, {}, {})
    first, last = ends[: len(ends) // 2], ends[len(ends) // 2 :]
    found = columns.sorted(mask, "title", [f"a{row}" for row in first], [f"a{row}" for row in last])
    middle = [row for row in order if row not in ends]
    assert list(found) == [row for row in (*first, *middle, *last) if row < SIZE and mask[row]]


def crowd(people: int) -> Columns:
    """Give columns of as many articles as people, each with one of them; the last person has two."""
    names = [f"Guest {number:04}" for number in range(people)]
    speakers = Values.made(names, array("I", [*range(people), 0]), array("I", [*range(people), people - 1]))
    none = Values.made([], array("I"), array("I"))
    fields = dict.fromkeys(("called", "outlet", "year", "kind", "tag", "title"), none)
    order = array("I", range(people))
    return Columns([f"a{n}" for n in range(people)], {"speaker": speakers} | fields, {"given": order}, {}, {})


class Nothing:
    """A shelf for which nothing is asked."""


def test_of_very_many_values_the_first_are_listed_and_the_others_counted() -> None:
    from rr_reader.library.catalogue import Library

    columns = decode(encode(crowd(MOST + 50)))
    library = Library(columns, Nothing())  # type: ignore[arg-type]
    speakers, *_ = facets(Selection(library, parse_query("")))
    assert [speakers.values[0].value, speakers.values[1].value] == [f"Guest {MOST + 49:04}", "Guest 0000"]
    assert (len(speakers.values), speakers.more) == (MOST, 50)
    chosen, *_ = facets(Selection(library, parse_query('speaker:="Guest 0340"')))
    assert [value.value for value in chosen.values if value.chosen] == ["Guest 0340"], "also one of the others"


_words = some.sampled_from(
    ["Ann", "de", "Åse", "O'Hara-Łoś", "C++", "赤い部屋", "3.5", "annals", "Dean_Ann", "", "ไทย"]
)
_names = some.lists(_words, min_size=1, max_size=3).map(" ".join)


@settings(max_examples=200, deadline=None)
@example(["赤い部屋ann"], "ann")
@given(some.lists(_names, min_size=1, max_size=5, unique_by=fold), some.one_of(_names, some.text(max_size=3)))
def test_a_term_fits_the_names_in_which_the_matcher_finds_it(names: list[str], term: str) -> None:
    values = Values.decoded(Values.made(names, array("I", range(len(names))), array("I", range(len(names)))).encoded())
    assert values.matching(term) == [number for number, name in enumerate(names) if Matcher([term]).matches(fold(name))]
    assert values.called(term) == [number for number, name in enumerate(names) if fold(name) == fold(term)]
    assert (values.names, values.folded) == (names, list(map(fold, names)))
