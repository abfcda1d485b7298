"""One matcher for everything that searches or highlights."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rr_reader.text.matching import Matcher, fold


def found(terms: list[str], text: str, *, anywhere: bool = False) -> list[str]:
    return [text[start:end] for start, end in Matcher(terms, anywhere=anywhere).spans(text)]


@pytest.mark.parametrize(
    ("term", "text", "parts"),
    [
        ("gariepy", "Madame Gariépy", ["Gariépy"]),
        ("GARIÉPY", "madame gariepy", ["gariepy"]),
        ("café", "a cafe\u0301!", ["cafe\u0301"]),
        ("cafe", "cafe\u0301 noir", ["cafe\u0301"]),
        ("strasse", "die Straße", ["Straße"]),
        ("s", "ß", ["ß"]),
        ("lodz", "in Łódź", ["Łódź"]),
        ("bjorn", "Bjørn", ["Bjørn"]),
        ("aegir oeuvre", "Ægir  œuvre", ["Ægir  œuvre"]),
        ("istanbul", "İSTANBUL and ıstanbul", ["İSTANBUL", "ıstanbul"]),
        ("don't", "don’t DON‘T", ["don’t", "DON‘T"]),
        ("don`t", "don`t don’t", ["don`t", "don’t"]),
        ("don't", "plain don`t", ["don`t"]),
        ("kelly-anne", "Kelly‑Anne", ["Kelly‑Anne"]),
        ("red rooms", "Red\xa0\n Rooms", ["Red\xa0\n Rooms"]),
        ("cinema", "cine\xadma", ["cine\xadma"]),
        ("room", "Rooms, bedroom", ["Room"]),
        ("brien", "O'Brien", ["Brien"]),
        ("映画", "この映画を", ["映画"]),
        ("dvd", "在DVD上", ["DVD"]),
        ("ลิโด", "โรงหนังลิโด", ["ลิโด"]),
        ("2019", "since 2019", ["2019"]),
        ("(sic", "he said (sic)", ["(sic"]),
        ("ثقافة", "ثَقَافَة", ["ثَقَافَة"]),
    ],
)
def test_words_are_found_whatever_their_case_and_accents(term: str, text: str, parts: list[str]) -> None:
    assert found([term], text) == parts
    assert Matcher([term]).matches(fold(text))


@pytest.mark.parametrize(
    ("term", "text"),
    [("gar", "Edgar"), ("red rooms", "red and rooms"), ("rooms red", "red rooms"), ("ale", "whale"), ("é", "x")],
)
def test_no_match_inside_a_word_or_out_of_order(term: str, text: str) -> None:
    assert found([term], text) == []
    assert not Matcher([term]).matches(fold(text))


def test_anywhere_finds_inside_words_too() -> None:
    assert found(["gar"], "Edgar, Gary", anywhere=True) == ["gar", "Gar"]


def test_all_terms_must_occur_but_any_is_highlighted() -> None:
    matcher = Matcher(["sound", "film"])
    assert matcher.matches(fold("a Film of Sounds"))
    assert not matcher.matches(fold("a film"))
    assert matcher.spans("a film") == [(2, 6)]


def test_spans_that_overlap_are_one() -> None:
    assert found(["snuff films", "films about"], "Snuff films about") == ["Snuff films about"]


def test_no_terms_match_everything_and_show_nothing() -> None:
    matcher = Matcher(["", " \t"])
    assert matcher.terms == ()
    assert matcher.matches("anything")
    assert matcher.spans("anything") == []


ODD = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from("aé\u0301ß \xa0\xad\n“¨ŉİﬁ①")), max_size=25)


@settings(deadline=None, max_examples=300)
@given(ODD, st.data())
def test_a_piece_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    piece = text[start : data.draw(st.integers(start, len(text)))]
    matcher = Matcher([piece], anywhere=True)
    assert fold(fold(text)) == fold(text)
    if matcher.terms and piece == piece.strip() and fold(piece) in fold(text):
        spans = matcher.spans(text)
        assert spans
        for first, last in spans:
            assert 0 <= first < last <= len(text)
            assert matcher.terms[0] in fold(text[first:last])
