"""The query language: what is understood, what is refused, and that it reads back as itself."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rr_reader.errors import QueryError
from rr_reader.library.query import FIELDS, Either, Query, Term, parse_query
from strategies import lines


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("", ()),
        ("sound  sea", (Term("sound"), Term("sea"))),
        ('"snuff films"', (Term("snuff films"),)),
        ('"not ended', (Term("not ended"),)),
        ("-music", (Term("music", is_excluded=True),)),
        ("speaker:plante", (Term("plante", "speaker"),)),
        ("SPEAKER:plante", (Term("plante", "speaker"),)),
        ('-outlet:"The Sea"', (Term("The Sea", "outlet", is_excluded=True),)),
        ('speaker:="Ann Lee"', (Term("Ann Lee", "speaker", is_exact=True),)),
        ('"say \\"no\\""', (Term('say "no"'),)),
        ("12:30 well-known", (Term("12:30"), Term("well-known"))),
        ('"outlet:hindu"', (Term("outlet:hindu"),)),
        ("sea sea", (Term("sea"),)),
        ("fog OR rope sea", (Either((Term("fog"), Term("rope"))), Term("sea"))),
        ("a -b OR speaker:c OR d", (Term("a"), Either((Term("b", is_excluded=True), Term("c", "speaker"), Term("d"))))),
        ("fog OR fog", (Term("fog"),)),
        ("fog AND rope", (Term("fog"), Term("rope"))),
        ("a OR b AND c OR d", (Either((Term("a"), Term("b"))), Either((Term("c"), Term("d"))))),
        ('fog and "AND" "musi*"', (Term("fog"), Term("and"), Term("AND"), Term("musi*"))),
        ('fog or "OR"', (Term("fog"), Term("or"), Term("OR"))),
        ("(laughs) e@mail", (Term("(laughs)"), Term("e@mail"))),
        ('"(laughs)" OR "@fog"', (Either((Term("(laughs)"), Term("@fog"))),)),
        ("year:2019..2023 year:..2020", (Term("2019..2023", "year"), Term("..2020", "year"))),
        ("year:2024 block:answer is:unread", (Term("2024", "year"), Term("answer", "block"), Term("unread", "is"))),
    ],
)
def test_a_query_is_understood_and_written_so_that_it_reads_back(text: str, terms: tuple[Term, ...]) -> None:
    assert parse_query(text).terms == terms
    assert parse_query(str(Query(terms))) == Query(terms)


@pytest.mark.parametrize(
    ("text", "position", "says"),
    [
        ("sea oulet:x", 4, "speaker, outlet, kind, block, year, tag, is, title"),
        ("speaker:", 8, "needs a value"),
        ("sea -", 5, "needs a word"),
        ('sea ""', 6, "nothing between"),
        ("year:last", 5, "four digits"),
        ("is:red", 3, "unread, reading, finished, starred"),
        ("block:answr", 6, "continuation"),
        ("http://example.org", 0, "quotation marks"),
        ("year:>2019", 5, "year:2019.."),
        ("year:..", 5, "four digits"),
        ("year:2023..2019", 5, "ends before it begins"),
        ("OR fog", 0, "between two terms"),
        ("fog OR", 4, "a term after it"),
        ("fog OR OR rope", 7, "between two terms"),
        ("AND fog", 0, "fog AND rope"),
        ("fog AND", 4, "a term after it"),
        ("fog AND OR rope", 8, "between two terms"),
        ("fog OR AND rope", 7, "between two terms"),
        ("fog musi*", 8, "no wildcards"),
        ("title:*fog", 6, "no wildcards"),
        ("sea (fog OR rope)", 4, "no brackets"),
        ("speaker:(lee OR ek)", 8, "no brackets"),
        ("fog (speaker:lee rope)", 4, "no brackets"),
        ("sea @fog", 4, "None is saved"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_place(text: str, position: int, says: str) -> None:
    with pytest.raises(QueryError, match=r"\.$") as caught:
        parse_query(text)
    assert caught.value.position == position
    assert says in str(caught.value)


_values = lines().filter(str.strip)
_terms = st.builds(
    Term,
    value=_values,
    field=st.sampled_from(["", *(field for field in FIELDS if field not in ("year", "is", "block"))]),
    is_excluded=st.booleans(),
).flatmap(lambda term: st.just(term) | st.just(Term(term.value, term.field, term.is_excluded, bool(term.field))))


SAVED = {"Low-tide": parse_query("fog OR rope is:unread"), "all": Query()}


def test_a_saved_search_stands_for_its_terms() -> None:
    assert str(parse_query("sea @low-TIDE -tar", SAVED)) == "sea fog OR rope is:unread -tar"
    assert parse_query('"@low-tide" speaker:@low-tide', SAVED).words == ("@low-tide",)
    assert parse_query("@all", SAVED) == Query()


@pytest.mark.parametrize(
    ("text", "position", "says"),
    [
        ("sea @low", 4, "@Low-tide, @all"),
        ("-@all", 0, "not a saved search"),
        ("sea OR @all", 7, "cannot stand beside"),
        ("@all OR sea", 5, "between two terms"),
    ],
)
def test_a_saved_search_stands_alone_and_has_a_name(text: str, position: int, says: str) -> None:
    with pytest.raises(QueryError, match=r"\.$") as caught:
        parse_query(text, SAVED)
    assert caught.value.position == position
    assert says in str(caught.value)


_conditions = _terms | st.lists(_terms, min_size=2, max_size=3, unique=True).map(tuple).map(Either)


@given(st.lists(_conditions, max_size=4, unique=True).map(tuple).map(Query))
@settings(deadline=None)
def test_every_query_reads_back_as_itself(query: Query) -> None:
    assert parse_query(str(query)) == query


@given(st.lists(st.sampled_from('ab:="\\- speakerisy2(@') | st.just(" OR "), max_size=20).map("".join))
@settings(deadline=None)
def test_any_text_is_a_query_or_an_error_with_a_place(text: str) -> None:
    place = 0
    try:
        query = parse_query(text)
    except QueryError as error:
        place = error.position
    else:
        assert parse_query(str(query)) == query
    assert 0 <= place <= len(text)
