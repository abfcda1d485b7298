"""What the basket holds, as one looks at it: narrowed, in groups. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple

import msgspec
from msgspec.structs import replace

from rr_reader.library.query import Either, Query, Term, fit
from rr_reader.model import Span
from rr_reader.model.highlight import COLOURS, Highlight
from rr_reader.quotes.excerpt import Excerpt, Part
from rr_reader.quotes.gathering import Gathered, orphan, remarks_of
from rr_reader.quotes.grouping import GROUPS, NOBODY, UNTAGGED
from rr_reader.text.matching import fold
from rr_reader.tui.copying import word_count
from rr_reader.view.voices import JOINT

GROUPINGS: Final = {
    "own": "in your own order",
    "article": "by article",
    "speaker": "by speaker",
    "tag": "by tag",
    "colour": "by colour",
}
"""The ways to group them, and how each is told."""
LOST: Final = "NOT FOUND ANY MORE"
"""Over words that stand in no article."""


class Held:
    """A quotation in the basket: a frozen value that works out once what is asked of it often."""

    def __init__(self, highlight: Highlight, excerpt: Excerpt, span: Span | None, *, is_sought: bool = False) -> None:
        self.highlight = highlight
        self.excerpt = excerpt if excerpt else replace(excerpt, parts=(Part(highlight.anchor.exact),))
        self.span = span
        self.is_sought = is_sought
        """It is not known yet where it stands: these are the words as they were when they were marked."""

    @property
    def id(self) -> str:
        """The highlight's."""
        return self.highlight.id

    @property
    def is_orphan(self) -> bool:
        """Tell whether the words were looked for, and stand in no article any more."""
        return self.span is None and not self.is_sought

    @cached_property
    def text(self) -> str:
        """The words, those of all who speak."""
        return "\n\n".join(part.text for part in self.excerpt.parts)

    @cached_property
    def speakers(self) -> tuple[str, ...]:
        """Who speaks or is quoted, in the order of the words."""
        return tuple(dict.fromkeys(name for part in self.excerpt.parts for name in part.heard))

    @cached_property
    def count(self) -> int:
        """How many words it is."""
        return sum(word_count(part.text) for part in self.excerpt.parts)

    @cached_property
    def letters(self) -> str:
        """The words folded, by which the same words are known again."""
        return fold(self.text)

    @cached_property
    def values(self) -> Mapping[str, tuple[str, ...]]:
        """What the fields of a query ask about, folded; "" is all that words are looked for in."""
        kept, meta = self.highlight, self.excerpt.meta
        people = [name for each in self.speakers for name in dict.fromkeys((each, *each.split(JOINT)))]
        given: dict[str, Iterable[str]] = {
            "speaker": people,
            "outlet": [meta.outlet],
            "kind": [meta.kind],
            "block": [part.kind for part in self.excerpt.parts],
            "year": [meta.published[:4]],
            "title": [meta.title],
            "tag": [*kept.tags, *meta.tags],
            "highlight": [kept.colour, *kept.tags, kept.note],
            "": [
                "\n".join((self.text, kept.note, *kept.tags, kept.colour, *people, meta.title, meta.outlet)),
            ],
        }
        return {field: tuple(map(fold, filter(None, values))) for field, values in given.items()}


def kept(highlight: Highlight) -> Held:
    """Give a highlight by the words that it was made with, until it is known where they stand."""
    cut = orphan(highlight).excerpt
    remarks = replace(cut.remarks, is_orphan=False) if cut.remarks else None
    return Held(highlight, replace(cut, remarks=remarks), None, is_sought=True)


def held(found: Gathered) -> Held:
    """Give a highlight that was looked for, with all worked out that is asked of it: nobody waits for this."""
    made = Held(found.highlight, found.excerpt, found.span)
    _ = made.values, made.letters, made.count
    return made


# which of them


def revised(before: Held | None, highlight: Highlight) -> Held:
    """Give a highlight as it is by now, found where it was; what is new, or stands elsewhere, is to be looked for."""
    if before is None or (before.highlight.anchor, before.highlight.article) != (highlight.anchor, highlight.article):
        return kept(highlight)
    if before.highlight == highlight:
        return before
    excerpt = replace(before.excerpt, remarks=remarks_of(highlight, is_orphan=before.is_orphan))
    return Held(highlight, excerpt, before.span, is_sought=before.is_sought)


def found_again(each: Held, found: Held | None) -> Held:
    """Put what was found in the place of what was looked for, with what was said of it meanwhile."""
    if found is None or found.highlight.anchor != each.highlight.anchor:
        return each
    return revised(found, each.highlight)


def narrowed(all_held: Iterable[Held], query: Query, states: Mapping[str, frozenset[str]]) -> list[Held]:
    """Leave what a query asks for; `tag:` is about the quotation's tags and its article's, words about all it shows.

    `states` are those of the articles, for `is:`.
    """
    return [each for each in all_held if _fits(each, query, states)] if query else list(all_held)


def _fits(each: Held, query: Query, states: Mapping[str, frozenset[str]]) -> bool:
    state = (*states.get(each.highlight.article, frozenset({"unread"})), "highlighted")
    values = {**each.values, "is": state}
    said = values[""][0] if values[""] else ""
    fields = {term.field for term in query.terms if isinstance(term, Term)}
    return (
        query.matcher.matches(said)
        and not any(term.is_excluded and term.matcher.matches(said) for term in query.of(""))
        and all(fit(query.of(field), values.get(field, ())) for field in fields - {""})
        and all(_holds(either, values, said) for either in query.eithers)
    )


def _holds(either: Either, values: Mapping[str, tuple[str, ...]], said: str) -> bool:
    return any(
        fit((term,), values.get(term.field, ())) if term.field else term.matcher.matches(said) is not term.is_excluded
        for term in either.members
    )


# in groups


class Group(msgspec.Struct, frozen=True):
    """Some of them under a heading; the same may stand under several."""

    title: str
    held: tuple[Held, ...]
    is_lost: bool = False
    article: Excerpt | None = None
    """Where the heading is an article, something cut out of it."""


def groups(all_held: Sequence[Held], grouping: str) -> tuple[Group, ...]:
    """Part them by one of GROUPINGS, each group in its own order; what is not found any more is the last."""
    lost = tuple(each for each in all_held if each.is_orphan)
    there = [each for each in all_held if not each.is_orphan]
    last = (Group(LOST, lost, is_lost=True),) if lost else ()
    if grouping == "own":
        return (*((Group("", tuple(there)),) if there else ()), *last)
    made: dict[str, tuple[str, list[Held]]] = {}
    for each in there:
        for key, title in _titles(each, grouping).items():
            made.setdefault(key, (title, []))[1].append(each)
    if grouping == "article":
        return (*(Group(title, tuple(some), article=some[0].excerpt) for title, some in made.values()), *last)
    return (*(Group(title, tuple(some)) for title, some in sorted(made.values(), key=_place)), *last)


def _titles(each: Held, grouping: str) -> Mapping[str, str]:
    if grouping == "colour":
        return {each.highlight.colour: each.highlight.colour}
    return GROUPS[grouping](each.excerpt)


def _place(made: tuple[str, list[Held]]) -> tuple[bool, int, str]:
    """Sort by name, colours as they are listed everywhere, and what has none last."""
    title = made[0]
    return title in (UNTAGGED, NOBODY), COLOURS.index(title) if title in COLOURS else len(COLOURS), fold(title)


class Row(NamedTuple):
    """A line of the list: a line of a quotation, a heading, or air."""

    group: int
    """Which of the groups; -1 for air."""
    place: int = -1
    """Which of the group's; -1 for the heading."""
    line: int = 0


def rows(listed: Sequence[Group], lines: int) -> list[Row]:
    """List the rows of some groups, with so many lines a quotation."""
    made: list[Row] = []
    for number, group in enumerate(listed):
        made += [Row(-1)] * bool(number and made[-1].line < 2)
        made += [Row(number)] * bool(group.title)
        made += [Row(number, place, line) for place in range(len(group.held)) for line in range(lines)]
    return made


# told


def told(shown: Sequence[Held], all_held: Sequence[Held], marked: Collection[str] = ()) -> str:
    """Say how many they are and how long: `12 quotations · 1,024 words`, `3 of 12 quotations · …`, `2 marked · …`."""
    here = [each for each in shown if each.id in marked] or shown
    size = f"{sum(each.count for each in here):,} words"
    if marked and here is not shown:
        return f"{len(here)} marked · {size}"
    of = f"{len(shown)} of " if len(shown) != len(all_held) else ""
    return f"{of}{told_count(all_held)} · {size}"


def told_count(some: Sequence[Held]) -> str:
    """Say how many they are."""
    return f"{len(some):,} quotation{'s' * (len(some) != 1)}"


def tags_of(typed: str, before: Sequence[str] = ()) -> tuple[str, ...]:
    """Read tags with commas between; one that begins with `-` is taken away from those there were before.

    >>> tags_of("fog, -rope,  old boats", ["rope", "salt"])
    ('salt', 'fog', 'old boats')
    """
    given = list(filter(None, (tag.strip().lstrip("#").strip() for tag in typed.split(","))))
    away = {tag[1:].strip() for tag in given if tag.startswith("-")}
    return tuple(dict.fromkeys(tag for tag in (*before, *given) if tag not in away and not tag.startswith("-")))
