r"""The query language, the same on the screen and on the command line.

``speaker:plante kind:interview block:answer year:2019..2025 is:unread sound OR hum "snuff films" -music @mine``

Words and phrases must all occur. Values of one field are "or", fields are "and"; `-` excludes. `OR` joins the terms
beside it before anything else does: of these one must hold, whatever their fields. `AND` may stand between terms, and
says what holds anyway. A value is the beginning of words of what is meant (`speaker:plante`), after `=` all of it
(`speaker:="Pascal Plante"`). Years have ranges, open on either side. In quotation marks stand spaces, and `\"` for a
quotation mark; `outlet:"not given"` is where there is none. `@name` stands for a search that was saved under that name.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

import msgspec

from rr_reader.errors import QueryError
from rr_reader.model import Kind
from rr_reader.text.matching import Matcher, fold

FIELDS = ("speaker", "outlet", "kind", "block", "year", "tag", "is", "title", "highlight")
"""The fields there are, as a message lists them."""
STATES = ("unread", "reading", "finished", "starred", "highlighted")
"""What `is:` can ask for."""
NOT_GIVEN = "not given"
"""The value that stands for a missing one."""
OR = "OR"
"""What joins two terms of which one is enough; `or` is a word like any other."""
AND = "AND"
"""What may stand between terms that must both hold, as all do; `and` is a word like any other."""


class Term(msgspec.Struct, frozen=True):
    """One condition: a word or phrase, or the value of a field."""

    value: str
    field: str = ""
    is_excluded: bool = False
    is_exact: bool = False
    """The whole value is meant, not the beginning of a word in it."""

    def __str__(self) -> str:
        head = f"{'-' if self.is_excluded else ''}{self.field}{':' if self.field else ''}{'=' if self.is_exact else ''}"
        if _BARE.fullmatch(self.value) and (self.field or not (self.value in (OR, AND) or _FIELD.match(self.value))):
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
        if self.field == "year" and (years := _years(self.value)):
            return any(years[0] <= value <= years[1] for value in values)
        if self.is_exact:
            return fold(self.value) in values
        return any(map(self.matcher.matches, values))


class Either(msgspec.Struct, frozen=True):
    """Terms of which one must hold."""

    members: tuple[Term, ...]

    def __str__(self) -> str:
        return f" {OR} ".join(map(str, self.members))


class Query(msgspec.Struct, frozen=True):
    """What is looked for. `str(query)` reads back as the same query."""

    terms: tuple[Term | Either, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms)

    def __str__(self) -> str:
        return " ".join(map(str, self.terms))

    @property
    def words(self) -> tuple[str, ...]:
        """The words and phrases that must all occur."""
        return tuple(term.value for term in self.of("") if not term.is_excluded)

    @property
    def matcher(self) -> Matcher:
        """The matcher of the words that must all occur."""
        return _matcher(self.words)

    @property
    def shown(self) -> Matcher:
        """The matcher of every word that may be why a passage fits: for highlighting."""
        members = (term for each in self.eithers for term in each.members)
        return _matcher((*self.words, *(term.value for term in members if not term.field and not term.is_excluded)))

    @property
    def about(self) -> tuple[tuple[str, ...], ...]:
        """The words that must occur, each with those that may stand in its place."""
        groups = (each.members if isinstance(each, Either) else (each,) for each in self.terms)
        return tuple(
            tuple(term.value for term in group)
            for group in groups
            if not any(term.field or term.is_excluded for term in group)
        )

    @property
    def eithers(self) -> tuple[Either, ...]:
        """What was joined by `OR`."""
        return tuple(each for each in self.terms if isinstance(each, Either))

    def of(self, field: str) -> tuple[Term, ...]:
        """Give the terms of a field, wanted and excluded, that stand for themselves; "" are the words."""
        return tuple(term for term in self.terms if isinstance(term, Term) and term.field == field)

    def asks_of(self, field: str) -> bool:
        """Tell whether a field stands anywhere in it."""
        return bool(self.of(field)) or any(term.field == field for each in self.eithers for term in each.members)


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
_NO_BRACKETS = f"There are no brackets: “{OR}” joins the two terms beside it before all else."
_NO_WILDCARDS = "There are no wildcards: a word stands for all that begin so. Put a word with * in quotation marks."
_FIELD = re.compile(r"[^\W\d_]+:")
_BARE = re.compile(r'[^\s"=(@*-][^\s"*]*')
_SPACE = re.compile(r"\s*")
_RANGE = re.compile(r"([0-9]{4})?\.\.([0-9]{4})?")


@lru_cache(maxsize=512)
def _years(value: str) -> tuple[str, str] | None:
    """Read a range of years, both of them in it; None for what is none."""
    found = _RANGE.fullmatch(value)
    return (found[1] or "0000", found[2] or "9999") if found and value != ".." else None


def name_of(typed: str) -> str:
    """Give the name after which a saved search is called: one word.

    >>> name_of(" Fog and  Rope ")
    'Fog-and-Rope'
    """
    return "-".join(re.sub(r'["@\\]', " ", typed).split())


def parse_query(text: str, saved: Mapping[str, "Query"] = MappingProxyType({})) -> Query:
    """Read a query. Raises QueryError with the position, for an unknown field, or a value that its field cannot have.

    A phrase that is not closed goes on to the end: it is being typed. `saved` are the searches that `@name` stands for.

    >>> str(parse_query('speaker:plante  "snuff films" OR gore -music'))
    'speaker:plante "snuff films" OR gore -music'
    """
    conditions: list[list[Term]] = []
    joins: re.Match[str] | None = None
    bracket, can_join = -1, False
    for found in _parts(text):
        is_name = (found["word"] or "").startswith("@") and not found["field"]
        is_joined = joins is not None and joins.group() == OR
        if (join := found.group()) in (OR, AND):
            if joins or not (can_join or (join == AND and conditions)):
                raise QueryError(f"“{join}” stands between two terms, as in fog {join} rope.", found.start())
            joins = found
        elif is_name and is_joined:
            raise QueryError(f"A saved search cannot stand beside “{OR}”.", found.start())
        elif is_name:
            conditions += _saved(found, saved)
            joins, can_join = None, False
        else:
            term = _term(found)
            conditions[len(conditions) - is_joined :] = [[*(conditions[-1] if is_joined else []), term]]
            joins, can_join = None, True
            word = found["word"] or ""
            bracket = found.start("word") if bracket < 0 and word.startswith("(") else bracket
            if word.startswith("(") and word.lstrip("(-").partition(":")[0].lower() in FIELDS and ":" in word:
                raise QueryError(_NO_BRACKETS, found.start("word"))
    if joins:
        told = f"“{joins.group()}” needs a term after it; the word itself is written in quotation marks."
        raise QueryError(told, joins.start())
    query = Query(tuple(dict.fromkeys(map(_condition, conditions))))
    if bracket >= 0 and query.eithers:
        raise QueryError(_NO_BRACKETS, bracket)
    return query


def _condition(members: list[Term]) -> Term | Either:
    different = tuple(dict.fromkeys(members))
    return Either(different) if len(different) > 1 else different[0]


def _parts(text: str) -> Iterator[re.Match[str]]:
    position = _end(_SPACE, text, 0)
    while position < len(text):
        found = _TERM.match(text, position)
        assert found  # every part of a term may be missing
        yield found
        position = _end(_SPACE, text, max(found.end(), position + 1))


def _end(pattern: re.Pattern[str], text: str, position: int) -> int:
    found = pattern.match(text, position)
    return found.end() if found else position


def _saved(found: re.Match[str], saved: Mapping[str, Query]) -> list[list[Term]]:
    """Give the conditions of the saved search that is named."""
    name = found["word"][1:]
    known = {fold(each): query for each, query in saved.items()}
    if found["minus"]:
        raise QueryError("“-” excludes a word or a value, not a saved search.", found.start())
    if fold(name) not in known:
        listed = f"There are {', '.join('@' + each for each in saved)}" if saved else "None is saved yet"
        raise QueryError(
            f"There is no saved search “{name}”. {listed}; put a word with @ in quotation marks.", found.start("word")
        )
    terms = known[fold(name)].terms
    return [list(each.members) if isinstance(each, Either) else [each] for each in terms]


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
    if "*" in (found["word"] or ""):
        raise QueryError(_NO_WILDCARDS, found.start("word") + value.index("*"))
    _check(field, value, found.end() - len(value))
    return Term(value, field, bool(found["minus"]), bool(found["exact"]))


def _missing(field: str, is_excluded: bool) -> str:
    if field:
        return f"“{field}:” needs a value after it."
    return "“-” needs a word after it." if is_excluded else "There is nothing between the quotation marks."


def _check(field: str, value: str, position: int) -> None:
    """Refuse a value that nothing can have: a year that is none, an unknown state or kind of passage."""
    if field == "year" and not re.fullmatch(r"[0-9]{4}", value) and fold(value) != NOT_GIVEN:
        years = _years(value)
        if not years:
            raise QueryError(
                f"“{value}” is no year. Write four digits, or a range: year:2019..2023, year:2019.., year:..2023.",
                position,
            )
        if years[0] > years[1]:
            raise QueryError(f"“{value}” ends before it begins.", position)
    known: tuple[str, ...] = ()
    if field == "is":
        known = STATES
    elif field == "block":
        known = tuple(kind.value for kind in Kind)
    if known and fold(value) not in known:
        raise QueryError(f"“{field}:{value}” is unknown. There is {', '.join(known)}.", position)
