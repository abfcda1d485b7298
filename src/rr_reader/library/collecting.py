"""From summaries to columns: who is who over all articles, which article has which values, and every order."""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from rr_reader.library.columns import Columns
from rr_reader.library.persons import Persons
from rr_reader.library.slots import assign
from rr_reader.library.summary import Summary
from rr_reader.library.values import Values
from rr_reader.model import Speaker
from rr_reader.text.matching import fold

_GIVEN: Mapping[str, Callable[[Summary], Iterable[str]]] = {
    "outlet": lambda summary: (summary.meta.outlet,),
    "year": lambda summary: (summary.meta.published[:4],),
    "kind": lambda summary: (summary.meta.kind,),
    "tag": lambda summary: summary.meta.tags,
    "title": lambda summary: (summary.title,),
}
"""What an article gives of each field; "" is nothing. The speakers are another matter."""
_LAST = chr(0x10FFFF)
"""Sorts behind every name."""


def columns_of(summaries: Iterable[tuple[int, Summary]], slots: Mapping[str, int] = {}) -> Columns:
    """Collect the columns of a library: its summaries with their rows, in the order that is first shown.

    People keep the slots that they had.
    """
    ids: dict[int, str] = {}
    fields = {name: _Column() for name in ("speaker", "called", *_GIVEN)}
    keys: list[_Keys] = []
    casts: list[tuple[int, tuple[Speaker, ...]]] = []
    for row, summary in summaries:
        ids[row] = summary.id
        casts.append((row, summary.cast))
        for name, given in _GIVEN.items():
            fields[name].add(row, filter(None, given(summary)))
        keys.append(_keys(row, summary))
    people = _tell_apart(casts, fields["speaker"], fields["called"])
    slots = assign(([people.get(person.name, person.name) for person in cast] for _, cast in casts), slots)
    listed = [ids.get(row, "") for row in range(max(ids, default=-1) + 1)]
    return Columns(listed, {name: column.made() for name, column in fields.items()}, _orders(keys), people, slots)


def _tell_apart(
    casts: Sequence[tuple[int, tuple[Speaker, ...]]], speakers: "_Column", called: "_Column"
) -> dict[str, str]:
    """Fill the columns of people; give what those go by whom some article calls otherwise."""
    persons = Persons([cast for _, cast in casts])
    people: dict[str, str] = {}
    for row, cast in casts:
        names = [person.name for person in cast]
        main = [persons.main(name) for name in names]
        speakers.add(row, main)
        aliases = [alias for person in cast for alias in person.aliases]
        if aliases or main != names:
            called.add(row, [*names, *aliases])
            people |= {name: known for name, known in zip(names, main, strict=True) if name != known}
    return people


class _Column:
    """A column that is being made."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._names: list[str] = []
        self._known: dict[str, int] = {}
        self._rows, self._values = array("I"), array("I")

    def add(self, row: int, names: Iterable[str]) -> None:
        for number in dict.fromkeys(map(self._number, names)):
            self._rows.append(row)
            self._values.append(number)

    def _number(self, name: str) -> int:
        """Number a value; spellings that fold alike are one."""
        number = self._known.get(name)
        if number is None:
            number = self._known[name] = self._numbers.setdefault(fold(name), len(self._names))
            if number == len(self._names):
                self._names.append(name)
        return number

    def made(self) -> Values:
        return Values.made(self._names, self._rows, self._values)


class _Keys(NamedTuple):
    """What an article is sorted by; what is not given sorts last."""

    row: int
    title: tuple[str, str]
    published: str
    outlet: str
    words: int
    speaker: str


def _keys(row: int, summary: Summary) -> _Keys:
    meta = summary.meta
    first = next((person.name for person in summary.cast if person.role != "host"), "")
    return _Keys(
        row,
        (fold(summary.title), summary.id),
        meta.published,
        _fold(meta.outlet) or _LAST,
        summary.words,
        _fold(first) or _LAST,
    )


def _orders(keys: list[_Keys]) -> dict[str, "array[int]"]:
    by_title = sorted(keys, key=attrgetter("title"))
    dated = [key for key in by_title if key.published]
    undated = [key for key in by_title if not key.published]
    orders = {
        "given": keys,
        "newest": sorted(dated, key=attrgetter("published"), reverse=True) + undated,
        "oldest": sorted(dated, key=attrgetter("published")) + undated,
        "title": by_title,
        "outlet": sorted(by_title, key=attrgetter("outlet")),
        "length": sorted(by_title, key=attrgetter("words"), reverse=True),
        "speaker": sorted(by_title, key=attrgetter("speaker")),
    }
    return {name: array("I", (key.row for key in order)) for name, order in orders.items()}


_fold = lru_cache(maxsize=1 << 16)(fold)
"""The same people and outlets come again and again."""
