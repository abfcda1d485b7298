"""The query language, the same in the reader and on the command line.

`speaker:plante outlet:"The Hindu" block:answer year:2025 is:unread -draft sound "snuff films"`: words and
phrases must all occur; conditions on one field are alternatives, on different fields they all must hold;
`-` before a word or a condition excludes.
"""

import re
from functools import cached_property

import msgspec

from rr_reader.errors import QueryError
from rr_reader.model import Kind
from rr_reader.text.matching import Matcher

FIELDS = {
    "speaker": "who speaks or is quoted",
    "outlet": "where it was published",
    "kind": "interview, feature or transcript",
    "block": "what a passage is: question, answer, caption …",
    "year": "the year it was published",
    "tag": "a topic",
    "is": "unread, reading, finished or starred",
    "title": "a word of the title",
}
"""The fields of a query and what they mean."""

NOT_GIVEN = "not given"
"""The value that stands for a missing one: `outlet:"not given"`."""

STATES = ("unread", "reading", "finished", "starred")

_TOKEN = re.compile(r'(?P<not>-?)(?:(?P<field>[A-Za-z]+):)?(?:"(?P<quoted>[^"]*)(?P<close>"?)|(?P<bare>[^\s"]+))')


class Condition(msgspec.Struct, frozen=True):
    """`field:value`. An exact one stands in quotation marks and means the whole value."""

    field: str
    value: str
    exact: bool = False
    excluded: bool = False

    def __str__(self) -> str:
        sign = "-" if self.excluded else ""
        return f'{sign}{self.field}:"{self.value}"' if self.exact else f"{sign}{self.field}:{self.value}"


class Term(msgspec.Struct, frozen=True):
    """A word, or a phrase in quotation marks."""

    text: str
    phrase: bool = False
    excluded: bool = False

    def __str__(self) -> str:
        sign = "-" if self.excluded else ""
        return f'{sign}"{self.text}"' if self.phrase else f"{sign}{self.text}"


class Query(msgspec.Struct, frozen=True, dict=True):
    """What is looked for, understood. False if it asks for nothing, and so is met by everything."""

    terms: tuple[Term, ...] = ()
    conditions: tuple[Condition, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms or self.conditions)

    def __str__(self) -> str:
        return " ".join(map(str, [*self.conditions, *self.terms]))

    def on(self, field: str) -> tuple[Condition, ...]:
        """Give the conditions on a field."""
        return tuple(condition for condition in self.conditions if condition.field == field)

    def without(self, field: str) -> "Query":
        """Give the same query with no condition on this field."""
        return Query(self.terms, tuple(condition for condition in self.conditions if condition.field != field))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words and phrases that must occur."""
        return tuple(term.text for term in self.terms if not term.excluded)

    @cached_property
    def matcher(self) -> Matcher:
        """What finds these words, and where."""
        return Matcher(self.words)

    @cached_property
    def unwanted(self) -> tuple[Matcher, ...]:
        """What finds each word that must not occur."""
        return tuple(Matcher([term.text]) for term in self.terms if term.excluded)


def parse_query(text: str) -> Query:
    """Understand a query; QueryError for an unknown field or value, with its place.

    A quotation mark that is not closed reaches to the end, so that one can search while typing.

    >>> str(parse_query('sound speaker:plante "snuff films" -draft'))
    'speaker:plante sound "snuff films" -draft'
    """
    terms: list[Term] = []
    conditions: list[Condition] = []
    for token in _TOKEN.finditer(text):
        quoted = token["quoted"] is not None
        value = " ".join((token["quoted"] if quoted else token["bare"]).split())
        excluded = bool(token["not"])
        field = (token["field"] or "").lower()
        if field:
            _check(field, value, token.start("field"))
            if value:
                conditions.append(Condition(field, value, quoted, excluded))
        elif value and not (excluded and not quoted and not value.strip("-")):
            terms.append(Term(value, quoted, excluded))
    return Query(tuple(terms), tuple(dict.fromkeys(conditions)))


def _check(field: str, value: str, position: int) -> None:
    if field not in FIELDS:
        raise QueryError(f"there is no field “{field}:”; the fields are {', '.join(FIELDS)}", position)
    allowed = {"is": STATES, "block": tuple(kind.value for kind in Kind)}.get(field)
    if allowed and value and not any(known.startswith(value.lower()) for known in allowed):
        raise QueryError(f"“{field}:” cannot be “{value}”; it can be {', '.join(allowed)}", position)
    if field == "year" and value != NOT_GIVEN and not re.fullmatch(r"\d{1,4}", value):
        raise QueryError(f"“year:” wants a year in figures, not “{value}”", position)
