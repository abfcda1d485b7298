"""Which names are one person's over many articles, and which may be."""

import random
import string

import pytest

from rr_reader.library.persons import Persons, look_alikes
from rr_reader.model import Speaker


def persons(*casts: list[tuple[str, ...]]) -> Persons:
    """Each article's speakers, a name and its aliases each."""
    return Persons([tuple(Speaker(name, "", tuple(aliases)) for name, *aliases in cast) for cast in casts])


ONE = {
    "accents": ([[("Zoé Marchetti",)], [("Zoe Marchetti",)]], "Zoé Marchetti"),
    "capitals": ([[("ZOE MARCHETTI",)], [("Zoe Marchetti",)]], "Zoe Marchetti"),
    "the most frequent spelling": ([[("Zoë Marchetti",)], [("Zoe Marchetti",)], [("Zoe Marchetti",)]], "Zoe Marchetti"),
    "a full name as alias": ([[("Halvard", "Halvard Nystrom")], [("Halvard Nystrom",)]], "Halvard Nystrom"),
}


@pytest.mark.parametrize(("casts", "main"), ONE.values(), ids=ONE)
def test_names_of_one_person_have_one_main_spelling(casts: list, main: str) -> None:
    known = persons(*casts)
    assert {known.main(name) for cast in casts for name, *_ in cast} == {main}


TWO = {
    "other people": [[("Zoe Marchetti",)], [("Zoe Marchesi",)]],
    "initials are anybody's": [[("Pia Persson", "PP")], [("PP",)]],
    "a first name is anybody's": [[("Pia Persson", "Pia")], [("Pia",)]],
    "an abbreviated name is anybody's": [[("Pia Persson", "P. Persson")], [("P. Persson",)]],
    "an alias of two people": [[("Pia", "Pia Persson")], [("Paula", "Pia Persson")], [("Pia Persson",)]],
    "a first name that is somebody else's elsewhere": [
        [("Halvard", "Halvard Nystrom")],
        [("Halvard Nystrom",)],
        [("Halvard",)],
    ],
    "both in one article": [[("Hal Nystrom", "Halvard Nystrom")], [("Halvard Nystrom",), ("Hal Nystrom",)]],
}


@pytest.mark.parametrize("casts", TWO.values(), ids=TWO)
def test_what_is_not_sure_stays_apart(casts: list) -> None:
    known = persons(*casts)
    names = {name for cast in casts for name, *_ in cast}
    assert {known.main(name) for name in names} == names


ALIKE = {
    ("Juliana Garnier", "Juliana Garner"): "one letter differs",
    ("Juliana Garnier", "Juliana Gariner"): "one letter differs",
    ("Juliana Garnier", "Julianna Garnier"): "one letter differs",
    ("Dr. Juliana Garnier", "Juliana Garnier"): "with and without a middle name or title",
    ("Juliana M. Garnier", "Juliana Garnier"): "with and without a middle name or title",
    ("Juliana M. Garnier", "Juliana Maria Garnier"): "with and without a middle name or title",
    ("J. Garnier", "Juliana Garnier"): "one may be short for the other",
    ("JG", "Juliana Garnier"): "one may be short for the other",
    ("Garnier", "Juliana Garnier"): "one may be short for the other",
}
UNLIKE = [
    ("Juliana Garnier", "Tomas Garnier"),
    ("Juliana Garnier", "Juliana Gardiner-Roe"),
    ("Juliana Maria Garnier", "Juliana Sofia Garnier"),
    ("Daniel Garnier", "Daniela Garnier"),
    ("Ann Lee", "Ann Leo"),
    ("Jan Garnier", "Jon Garnier"),
    ("T. Garnier", "Juliana Garnier"),
    ("JT", "Juliana Garnier"),
    ("Juliana", "Garnier"),
]


@pytest.mark.parametrize(("pair", "reason"), ALIKE.items(), ids=" | ".join)
def test_names_that_may_be_one_persons_are_found_with_the_reason(pair: tuple[str, str], reason: str) -> None:
    names = {pair[0]: frozenset({1}), pair[1]: frozenset({2}), "Somebody Else": frozenset({1, 2})}
    assert [({found.one, found.other}, found.reason) for found in look_alikes(names)] == [(set(pair), reason)]


@pytest.mark.parametrize("pair", UNLIKE, ids=" | ".join)
def test_names_of_two_people_are_not_taken_for_one(pair: tuple[str, str]) -> None:
    assert look_alikes({pair[0]: frozenset({1}), pair[1]: frozenset({2})}) == ()


@pytest.mark.parametrize("pair", ALIKE, ids=" | ".join)
def test_who_speak_with_each_other_are_two(pair: tuple[str, str]) -> None:
    assert look_alikes({pair[0]: frozenset({1, 2}), pair[1]: frozenset({2})}) == ()


def test_what_may_be_short_for_several_is_not_told() -> None:
    names = ("J. Garnier", "Juliana Garnier", "Jonas Garnier")
    assert look_alikes({name: frozenset({number}) for number, name in enumerate(names)}) == ()


def test_many_names_are_compared_with_few() -> None:
    """A hundred thousand pairs would be looked at among a few hundred names: here there are many more names."""
    some = random.Random(7)
    names = {f"Ann {''.join(some.choices(string.ascii_lowercase, k=9)).title()}": frozenset({n}) for n in range(5000)}
    names["Ann Farnborough"], names["Ann Farnboroug"] = frozenset({-1}), frozenset({-2})
    assert {"Ann Farnborough", "Ann Farnboroug"} in [{found.one, found.other} for found in look_alikes(names)]
