"""The same person is one over the whole library: one facet, one filter, one count, however the name is written."""

import pytest

from rr_reader.library.catalogue import Library
from rr_reader.library.facets import facets, toggle
from rr_reader.library.filtering import Selection, search, select
from rr_reader.library.query import Query, parse_query
from rr_reader.library.tally import people
from rr_reader.model import Article, Block, Kind, Meta, Quote, Source, Speaker


def talk(name: str, words: str, outlet: str, published: str, *aliases: str, role: str = "guest") -> Article:
    return Article(
        Meta(title=f"A Talk in {outlet}", kind="interview", outlet=outlet, published=published),
        (Speaker("Ines Amaral", "host"), Speaker(name, role, aliases)),
        (Block(Kind.QUESTION, "And then?", "Ines Amaral"), Block(Kind.ANSWER, words, name)),
        source=Source(f"{outlet}.txt"),
    )


def feature() -> Article:
    said = Quote(0, 1, "Never a mast.", "ZOË MARCHETTI")
    scare = Quote(0, 30, "mast", "ZOË MARCHETTI", type="scare")
    return Article(
        Meta(title="Masts", kind="feature", outlet="The Mast", published="2019-01-02"),
        (Speaker("ZOË MARCHETTI", "quoted"),),
        (Block(Kind.PARAGRAPH, "“Never a mast.” Nobody said “mast”."),),
        (said, scare),
        source=Source("mast.txt"),
    )


LIBRARY = Library.of(
    [
        talk("Zoë Marchetti", "The rope was too short.", "The Quay", "2021-05-04"),
        talk("Zoe Marchetti", "It still is.", "The Buoy", "2023-07-01"),
        talk("Zoë", "We bought a rope.", "The Pier", "", "Zoë Marchetti", "ZM"),
        talk("Zoran Marsh", "Which rope?", "The Pier", "2020-01-01"),
        feature(),
    ]
)
HERS = {"The Quay", "The Buoy", "The Pier", "The Mast"}


def values(query: Query) -> dict[str, int]:
    speakers = next(facet for facet in facets(Selection(LIBRARY, query)) if facet.name == "speaker")
    return {value.value: value.count for value in speakers.values}


def test_a_person_is_one_value_of_the_facet_whatever_the_case_the_accents_and_the_alias() -> None:
    assert values(Query()) == {"Ines Amaral": 4, "Zoë Marchetti": 4, "Zoran Marsh": 1}


def test_choosing_the_value_leaves_as_many_articles_as_it_says_and_finds_the_words_in_each() -> None:
    chosen = toggle(Query(), "speaker", "Zoë Marchetti")
    assert {entry.meta.outlet for entry in select(LIBRARY, chosen)} == HERS
    found = {hit.entry.meta.outlet: hit.speaker for hit in search(LIBRARY, chosen)}
    assert found == {
        "The Quay": "Zoë Marchetti",
        "The Buoy": "Zoe Marchetti",
        "The Pier": "Zoë",
        "The Mast": "ZOË MARCHETTI",
    }


@pytest.mark.parametrize(("written", "count"), [("zoe", 4), ("=Zoë", 1), ("marchetti", 4), ("=zoe marchetti", 4)])
def test_a_name_is_found_as_an_article_writes_it_too(written: str, count: int) -> None:
    exact, name = ("=", written[1:]) if written.startswith("=") else ("", written)
    assert len(select(LIBRARY, parse_query(f'speaker:{exact}"{name}"'))) == count


def test_what_a_person_says_is_counted_over_all_articles() -> None:
    zoe = next(person for person in people(LIBRARY.entries) if person.name == "Zoë Marchetti")
    assert (zoe.turns, zoe.quotes, zoe.words) == (3, 1, 5 + 3 + 4 + 3)
    assert zoe.roles == ("guest", "quoted")
    assert set(zoe.outlets) == HERS
    assert (zoe.first, zoe.last) == ("2019-01-02", "2023-07-01")
    assert len(zoe.articles) == 4
    assert set(zoe.spellings) == {"Zoë Marchetti", "Zoe Marchetti", "Zoë", "ZOË MARCHETTI"}


def test_the_most_talkative_come_first_and_a_joint_turn_counts_for_each() -> None:
    both = Article(
        Meta(title="Both"),
        (Speaker("Ann Oakes"), Speaker("Bo Ray")),
        (
            Block(Kind.TURN, "We rowed. [Ed.: they did not.]", "Ann Oakes & Bo Ray"),
            Block(Kind.TURN, "Twice.", "Bo Ray"),
        ),
    )
    counted = [(person.name, person.turns, person.words) for person in people(Library.of([both]).entries)]
    assert counted == [("Bo Ray", 2, 3), ("Ann Oakes", 1, 2)]
