"""Who says how much and where: counted article by article, nothing of an article is kept."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from rr_reader.library.catalogue import Entry
from rr_reader.model import SPOKEN, Article, Speaker, turns_of, without_notes
from rr_reader.text.sentences import words

_JOINT = " & "


class Said(msgspec.Struct):
    """What a person says in an article."""

    turns: int = 0
    """A joint turn counts for each."""
    quotes: int = 0
    """Quotations in prose."""
    words: int = 0
    """Of turns and quotations, an editor's notes left out."""


class Person(msgspec.Struct, frozen=True):
    """A person over many articles."""

    name: str
    spellings: tuple[str, ...]
    """How the articles write the name, the most frequent first."""
    aliases: tuple[str, ...]
    """Sorted."""
    roles: tuple[str, ...]
    """`host`, `guest`, `quoted`, the most frequent first."""
    articles: tuple[str, ...]
    """Ids, in the order of the articles."""
    turns: int
    quotes: int
    words: int
    outlets: tuple[str, ...]
    """Sorted."""
    first: str
    """The date of the first article that has one, YYYY-MM-DD; "" where none has."""
    last: str


class _Tally(msgspec.Struct):
    said: Said
    spellings: Counter[str]
    aliases: set[str]
    roles: Counter[str]
    articles: list[str]
    outlets: set[str]
    dates: set[str]


def people(entries: Iterable[Entry]) -> tuple[Person, ...]:
    """Count what everybody says in some articles; sorted by words, most first.

    Raises ReaderError for an article that is gone or broken by now.
    """
    tallies: dict[str, _Tally] = {}
    for entry in entries:
        article = entry.article
        main = dict(zip(entry.speakers, entry.people, strict=True))
        cast = {person.name: person for person in article.speakers}
        for name, said in said_in(article).items():
            person = main.get(name, name)
            if person not in tallies:
                tallies[person] = _Tally(Said(), Counter(), set(), Counter(), [], set(), set())
            _count(tallies[person], entry, cast.get(name, Speaker(name)), said)
    made = (_person(name, tally) for name, tally in tallies.items())
    return tuple(sorted(made, key=lambda person: (-person.words, person.name)))


def said_in(article: Article) -> dict[str, Said]:
    """Count what each person of an article says, under the article's own names; who says nothing is there too."""
    found: dict[str, Said] = defaultdict(Said)
    for person in article.speakers:
        found[person.name] = Said()
    for turn in turns_of(article.blocks):
        for name in _names(turn.speaker):
            found[name].turns += 1
        said = (block for block in article.blocks[turn.first : turn.last + 1] if block.kind in SPOKEN)
        count = sum(_words(block.text) for block in said)
        for name in _names(turn.speaker):
            found[name].words += count
    for quote in article.quotes:
        if quote.type != "scare" and article.blocks[quote.block].kind not in SPOKEN:
            for name in _names(quote.speaker):
                found[name].quotes += 1
                found[name].words += _words(quote.text)
    return found


def _names(speaker: str) -> Iterator[str]:
    return filter(None, speaker.split(_JOINT))


def _words(text: str) -> int:
    return len(words(without_notes(text)))


def _count(tally: _Tally, entry: Entry, person: Speaker, said: Said) -> None:
    tally.said.turns += said.turns
    tally.said.quotes += said.quotes
    tally.said.words += said.words
    tally.spellings[person.name] += 1
    tally.aliases.update(person.aliases)
    tally.roles.update(filter(None, [person.role]))
    tally.articles += [entry.id] if entry.id not in tally.articles[-1:] else []
    tally.outlets.update(filter(None, [entry.meta.outlet]))
    tally.dates.update(filter(None, [entry.meta.published]))


def _person(name: str, tally: _Tally) -> Person:
    return Person(
        name=name,
        spellings=tuple(spelling for spelling, _ in tally.spellings.most_common()),
        aliases=tuple(sorted(tally.aliases)),
        roles=tuple(role for role, _ in tally.roles.most_common()),
        articles=tuple(tally.articles),
        turns=tally.said.turns,
        quotes=tally.said.quotes,
        words=tally.said.words,
        outlets=tuple(sorted(tally.outlets)),
        first=min(tally.dates, default=""),
        last=max(tally.dates, default=""),
    )
