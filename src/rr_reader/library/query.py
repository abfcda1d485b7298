r"""The query language, the same on the screen and on the command line.

``speaker:plante kind:interview block:answer year:2025 is:unread sound "snuff films" -music -outlet:hindu``

Words and phrases must all occur. Values of one field are "or", fields are "and"; `-` excludes. A value is the
beginning of words of what is meant (`speaker:plante`), after `=` all of it (`speaker:="Pascal Plante"`).
In quotation marks stand spaces, and `\"` for a quotation mark; `outlet:"not given"` is where there is none.
"""

import re
from functools import lru_cache

import msgspec

from rr_reader.errors import QueryError
from rr_reader.model import Kind
from rr_reader.text.matching import Matcher, fold

FIELDS = ("speaker", "outlet", "kind", "block", "year", "tag", "is", "title")
"""The fields there are, as a message lists them."""
STATES = ("unread", "reading", "finished", "starred")
"""What `is:` can ask for."""
NOT_GIVEN = "not given"
"""The value that stands for a missing one."""


class Term(msgspec.Struct, frozen=True):
    """One condition: a word or phrase, or the value of a field."""

    value: str
    field: str = ""
    is_excluded: bool = False
    is_exact: bool = False
    """The whole value is meant, not the beginning of a word in it."""

    def __str__(self) -> str:
        head = f"{'-' if self.is_excluded else ''}{self.field}{':' if self.field else ''}{'=' if self.is_exact else ''}"
        if _BARE.fullmatch(self.value) and (self.field or not _FIELD.match(self.value)):
            return head + self.value
        return head + '"' + re.sub(r'["\\]', r"\\\g<0>", self.value) + '"'

    @property
    def matcher(self) -> Matcher:
        """The matcher of this value."""
        return _matcher((self.value,))

    def fits(self, values: tuple[str, ...]) -> bool:
        """Tell whether one of the folded values is what this asks for; no values are `not given`."""
        if not values:
            return fold(self.value) == NOT_GIVEN
        if self.is_exact:
            return fold(self.value) in values
        return any(map(self.matcher.matches, values))


class Query(msgspec.Struct, frozen=True):
    """What is looked for. `str(query)` reads back as the same query."""

    terms: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms)

    def __str__(self) -> str:
        return " ".join(map(str, self.terms))

    @property
    def words(self) -> tuple[str, ...]:
        """The words and phrases that must occur."""
        return tuple(term.value for term in self.terms if not term.field and not term.is_excluded)

    @property
    def matcher(self) -> Matcher:
        """The matcher of the words: for finding and for highlighting alike."""
        return _matcher(self.words)

    def of(self, field: str) -> tuple[Term, ...]:
        """Give the terms of a field, wanted and excluded; "" are the words."""
        return tuple(term for term in self.terms if term.field == field)


def fit(terms: tuple[Term, ...], values: tuple[str, ...]) -> bool:
    """Tell whether folded values are what the terms of one field ask for: one of the wanted, none of the excluded."""
    wanted = [term for term in terms if not term.is_excluded]
    return (not wanted or any(term.fits(values) for term in wanted)) and not any(
        term.fits(values) for term in terms if term.is_excluded
    )


@lru_cache(maxsize=512)
def _matcher(words: tuple[str, ...]) -> Matcher:
    return Matcher(words)


_TERM = re.compile(
    r"""(?P<minus>-?)
        (?:(?P<field>[^\W\d_]+):(?P<exact>=?))?
        (?: "(?P<phrase>(?:[^"\\]|\\.)*+)(?:"|\\?\Z) | (?P<word>[^\s"]\S*+) )?""",
    re.VERBOSE | re.DOTALL,
)
_FIELD = re.compile(r"[^\W\d_]+:")
_BARE = re.compile(r'[^\s"=-][^\s"]*')
_SPACE = re.compile(r"\s*")


def parse_query(text: str) -> Query:
    """Read a query. Raises QueryError with the position, for an unknown field, or a value that its field cannot have.

    A phrase that is not closed goes on to the end: it is being typed.

    >>> str(parse_query('speaker:plante  "snuff films" -music'))
    'speaker:plante "snuff films" -music'
    """
    terms = []
    position = _end(_SPACE, text, 0)
    while position < len(text):
        found = _TERM.match(text, position)
        assert found  # every part of a term may be missing
        terms.append(_term(found))
        position = _end(_SPACE, text, max(found.end(), position + 1))
    return Query(tuple(dict.fromkeys(terms)))


def _end(pattern: re.Pattern[str], text: str, position: int) -> int:
    found = pattern.match(text, position)
    return found.end() if found else position


def _term(found: re.Match[str]) -> Term:
    field = (found["field"] or "").lower()
    value = found["word"] or re.sub(r"\\(.)", r"\1", found["phrase"] or "", flags=re.DOTALL)
    if found["field"] and field not in FIELDS:
        listed = ", ".join(FIELDS)
        raise QueryError(
            f"There is no field “{found['field']}”. Fields are {listed}; put a word with a colon in quotation marks.",
            found.start("field"),
        )
    if not value.strip():
        raise QueryError(_missing(field, bool(found["minus"])), found.end())
    _check(field, value, found.end() - len(value))
    return Term(value, field, bool(found["minus"]), bool(found["exact"]))


def _missing(field: str, is_excluded: bool) -> str:
    if field:
        return f"“{field}:” needs a value after it."
    return "“-” needs a word after it." if is_excluded else "There is nothing between the quotation marks."


def _check(field: str, value: str, position: int) -> None:
    """Refuse a value that nothing can have: a year that is none, an unknown state or kind of passage."""
    if field == "year" and not re.fullmatch(r"[0-9]{4}", value) and fold(value) != NOT_GIVEN:
        raise QueryError(f"“{value}” is no year. Write four digits, as in year:2025.", position)
    known: tuple[str, ...] = ()
    if field == "is":
        known = STATES
    elif field == "block":
        known = tuple(kind.value for kind in Kind)
    if known and fold(value) not in known:
        raise QueryError(f"“{field}:{value}” is unknown. There is {', '.join(known)}.", position)
