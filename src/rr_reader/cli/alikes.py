"""Names that may be one person's, and what to type if they are."""

import shlex
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from rr_reader.library.catalogue import Entry

_SPELLINGS = "one name, spelled in several ways"


class Name(NamedTuple):
    """A name, and where it stands."""

    name: str
    articles: tuple[str, ...]
    """Ids."""
    outlets: tuple[str, ...]


class Alike(NamedTuple):
    """Names that look like one person's."""

    names: tuple[Name, ...]
    reason: str
    mend: tuple[str, ...]
    """What to type if they are one person's, an article each."""


def alikes_in(entries: Sequence["Entry"]) -> list[Alike]:
    """Find names that may be one person's, and one person's that stand in an article as two.

    Names that the library takes for one person's already, article by article, need no mending.
    """
    from rr_reader.library.persons import look_alikes

    written: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for number, entry in enumerate(entries):
        for name, main in zip(entry.speakers, entry.people, strict=True):
            written[main][name].add(number)

    def named(name: str, articles: Iterable[int]) -> Name:
        numbers = sorted(articles)
        outlets = {entries[number].meta.outlet for number in numbers} - {""}
        return Name(name, tuple(entries[number].id for number in numbers), tuple(sorted(outlets)))

    found = [
        Alike(tuple(named(*each) for each in names.items()), _SPELLINGS, merging)
        for main, names in written.items()
        if len(names) > 1 and (merging := tuple(_merging(main, names, entries)))
    ]
    people = {main: frozenset().union(*names.values()) for main, names in written.items()}
    for alike in look_alikes(people):
        pair = sorted((alike.one, alike.other), key=lambda name: -len(people[name]))
        commands = (
            mend_command(entries[number].id, "rename", name, pair[0])
            for name, numbers in written[pair[1]].items()
            for number in sorted(numbers)
        )
        found.append(Alike(tuple(named(name, people[name]) for name in pair), alike.reason, tuple(commands)))
    return found


def _merging(main: str, names: Mapping[str, set[int]], entries: Sequence["Entry"]) -> Iterator[str]:
    """Give the commands that make one person of the spellings that stand in one article as two."""
    for number in sorted(set().union(*names.values())):
        here = [name for name, numbers in names.items() if number in numbers]
        kept = main if main in here else here[0]
        yield from (mend_command(entries[number].id, "merge", name, kept) for name in here if name != kept)


def mend_command(article: str, option: str, name: str, to: str) -> str:
    """Write the command that gives a name of an article to somebody: `rename`, or `merge` with another name there."""
    return f"rr-reader mend {shlex.quote(article)} --{option} {shlex.quote(f'{name}={to}')}"
