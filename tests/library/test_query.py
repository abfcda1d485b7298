"""The query language: what is understood, what is refused, and that it reads back as itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rr_reader.errors import QueryError
from rr_reader.library.query import FIELDS, Query, Term, parse_query
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


@given(st.lists(_terms, max_size=4, unique=True).map(tuple).map(Query))
def test_every_query_reads_back_as_itself(query: Query) -> None:
    assert parse_query(str(query)) == query


@given(st.text(alphabet=st.sampled_from('ab:="\\- speakerisy2'), max_size=20))
def test_any_text_is_a_query_or_an_error_with_a_place(text: str) -> None:
    place = 0
    try:
        query = parse_query(text)
    except QueryError as error:
        place = error.position
    else:
        assert parse_query(str(query)) == query
    assert 0 <= place <= len(text)
