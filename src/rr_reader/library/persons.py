"""People over many articles: which names are one person's, and which may be. Pure.

Names are one person's where they differ in case and accents only, or where an article says so by an alias that is
somebody's full name elsewhere. Everything less sure is a look-alike, for a person to judge.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations

import msgspec

from rr_reader.model import Speaker
from rr_reader.text.matching import fold

_SHORTEST = 4
"""Letters of a surname below which one letter makes another name."""
_SHORTEST_FIRST = 5
"""The same of a first name."""
_CROWD = 12
"""Names under one key, more than which tell nothing of each other."""
_SHORT = "one may be short for the other"


class Persons:
    """Who is who over a library's articles."""

    def __init__(self, casts: Sequence[Sequence[Speaker]]) -> None:
        """Learn the people of articles; `casts` are their speakers, an article each."""
        times = Counter(person.name for cast in casts for person in cast)
        keys = {name: fold(name) for name in times}
        joined = _joined(casts, times, keys)
        spellings: dict[str, list[str]] = defaultdict(list)
        for name, key in keys.items():
            spellings[joined.get(key, key)].append(name)
        self._main: dict[str, str] = {}
        for known in spellings.values():
            self._main |= dict.fromkeys(known, _main(known, times) if len(known) > 1 else known[0])

    def main(self, name: str) -> str:
        """Give the spelling that a person goes by: a whole name, the one in most articles, with its accents.

        A name that no article has stays as it is.
        """
        return self._main.get(name, name)


def _aliases(
    casts: Sequence[Sequence[Speaker]], times: Mapping[str, int], keys: Mapping[str, str]
) -> list[tuple[str, str]]:
    """List the folded names that are an alias of one other name in these articles: the alias, the other."""
    also: dict[str, Counter[str]] = defaultdict(Counter)
    for cast in casts:
        for person in cast:
            for alias in filter(_is_full, person.aliases):
                also[fold(alias)][keys[person.name]] += 1
    known = Counter[str]()
    for name, count in times.items():
        known[keys[name]] += count
    return [
        (alias, key)
        for alias, names in also.items()
        for key, count in names.items()
        # Elsewhere a first name alone may be anybody's.
        if alias in known and alias != key and len(names) == 1 and (" " in key or count == known[key])
    ]


def _joined(casts: Sequence[Sequence[Speaker]], times: Mapping[str, int], keys: Mapping[str, str]) -> Mapping[str, str]:
    """Say which folded names are another's by an alias, each with the one that stands for all of a person's."""
    pairs = _aliases(casts, times, keys)
    if not pairs:
        return {}
    articles: dict[str, set[int]] = {key: set() for pair in pairs for key in pair}
    for number, cast in enumerate(casts):
        for person in cast:
            if (key := keys[person.name]) in articles:
                articles[key].add(number)
    parent = {key: key for key in articles}

    def root(key: str) -> str:
        while parent[key] != key:
            parent[key] = key = parent[parent[key]]
        return key

    for alias, key in pairs:
        one, other = root(alias), root(key)
        if one != other and articles[one].isdisjoint(articles[other]):  # in one article they are two people
            parent[other] = one
            articles[one] |= articles[other]
    return {key: root(key) for key in parent}


def _is_full(name: str) -> bool:
    """Tell whether a name is a whole one, by which a person is known elsewhere too: no `PP`, `Plante` or `P. Plante`.

    >>> [_is_full(name) for name in ("Pascal Plante", "P. Plante", "Plante")]
    [True, False, False]
    """
    words = name.replace(".", " ").split()
    return len(words) > 1 and all(len(word) > 1 and word[:1].isupper() for word in (words[0], words[-1]))


def _main(spellings: Sequence[str], times: Mapping[str, int]) -> str:
    """Choose among spellings: accents and small letters are lost more easily than they come.

    >>> names = ["Juliette Gariepy", "JULIETTE GARIÉPY", "Juliette Gariépy"]
    >>> _main(names, dict.fromkeys(names, 1))
    'Juliette Gariépy'
    """

    def rank(name: str) -> tuple[bool, int, bool, int]:
        return _is_full(name), times[name], not name.isupper(), sum(not letter.isascii() for letter in name)

    return max(spellings, key=rank)


class LookAlike(msgspec.Struct, frozen=True, order=True):
    """Two names that may be one person's, and why."""

    one: str
    other: str
    reason: str


def look_alikes(articles: Mapping[str, frozenset[int]]) -> tuple[LookAlike, ...]:
    """Find names that look like one person's; `articles` gives for each name which articles it is in.

    Names that stand together in an article are two people's. A name is compared only with those that share a key with
    it (a part of the name, less one letter, say): time grows with the number of names, not with that of pairs.
    """
    words = {name: _words(name) for name in articles}
    found: dict[tuple[str, str], LookAlike] = {}
    for reason, keys, fits in _CLUES:
        buckets: dict[_Key, list[str]] = defaultdict(list)
        for name in words:
            for key in keys(words[name]):
                buckets[key].append(name)
        for bucket in buckets.values():
            for one, other in combinations(sorted(bucket), 2) if len(bucket) <= _CROWD else ():
                is_new = (one, other) not in found and articles[one].isdisjoint(articles[other])
                if is_new and fits(words[one], words[other]):
                    found[one, other] = LookAlike(one, other, reason)
    return tuple(sorted(_unambiguous(found.values(), words)))


_Words = tuple[str, ...]
_Key = tuple[str, ...]


@lru_cache(maxsize=1 << 16)
def _words(name: str) -> _Words:
    """Give the folded words of a name without titles and points.

    >>> _words("Dr. Juliette M. Gariépy"), _words("P.P.")
    (('juliette', 'm', 'gariepy'), ('p', 'p'))
    """
    from rr_reader.parsing.names import bare_name  # late: a library that is known already is opened without

    return tuple(fold(bare_name(name)).replace(".", " ").split())


def _ends(words: _Words) -> Iterator[_Key]:
    """First and last name: what stands between may be left out."""
    if len(words) > 1 and len(words[0]) > 1:
        yield words[0], words[-1]


def _surname_less_one(words: _Words) -> Iterator[_Key]:
    if len(words) > 1 and len(words[-1]) >= _SHORTEST:
        yield from ((words[0], short) for short in _less_one(words[-1]))


def _first_name_less_one(words: _Words) -> Iterator[_Key]:
    if len(words) > 1 and len(words[0]) >= _SHORTEST_FIRST:
        yield from ((short, words[-1]) for short in _less_one(words[0]))


def _less_one(word: str) -> set[str]:
    """Give a word, and it without each of its letters: words that differ by one letter share one of these."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _surname_and_initial(words: _Words) -> Iterator[_Key]:
    if len(words) > 1 and len(words[-1]) > 1:
        yield words[0][:1], words[-1]


def _initials(words: _Words) -> Iterator[_Key]:
    """All first letters; `PP` is written as one word of capitals, and folds to one."""
    if len(words) > 1:
        yield ("".join(word[0] for word in words),)
    elif words and len(words[0]) in (2, 3):
        yield words


def _surname(words: _Words) -> Iterator[_Key]:
    if words and len(words[-1]) > 2:
        yield (words[-1],)


def _have_one_middle(one: _Words, other: _Words) -> bool:
    """Tell whether what stands between first and last name is the same, is missing, or is its initial."""
    return all(a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for a, b in zip(one[1:-1], other[1:-1], strict=False))


def _differ_by_a_letter(one: _Words, other: _Words) -> bool:
    """Tell whether two names differ in one letter of first or last name; at a first name's end it makes another name.

    >>> _differ_by_a_letter(("ann", "batista"), ("ann", "baptista"))
    True
    >>> _differ_by_a_letter(("daniel", "oakes"), ("daniela", "oakes"))
    False
    """
    if one[-1] != other[-1]:
        return one[0] == other[0] and _is_one_off(one[-1], other[-1])
    return _is_one_off(one[0], other[0]) and one[0][-1] == other[0][-1]


def _is_one_off(one: str, other: str) -> bool:
    """Tell whether one letter was left out, put in, changed, or swapped with the next."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, others = one[same:], other[same:]
    swapped = rest[:2] == others[1::-1] and len(others) > 1 and rest[2:] == others[2:]
    return swapped or rest[1:] == others[1:] or rest[1:] == others or rest == others[1:]


def _is_abbreviated(one: _Words, other: _Words) -> bool:
    return (len(one[0]) == 1) is not (len(other[0]) == 1)


def _are_initials(one: _Words, other: _Words) -> bool:
    return (len(one) == 1 or all(len(word) == 1 for word in one)) is not (
        len(other) == 1 or all(len(word) == 1 for word in other)
    )


def _is_part(one: _Words, other: _Words) -> bool:
    return (len(one) == 1) is not (len(other) == 1)


_CLUES: tuple[tuple[str, Callable[[_Words], Iterator[_Key]], Callable[[_Words, _Words], bool]], ...] = (
    ("with and without a middle name or title", _ends, _have_one_middle),
    ("one letter differs", _surname_less_one, _differ_by_a_letter),
    ("one letter differs", _first_name_less_one, _differ_by_a_letter),
    (_SHORT, _surname_and_initial, _is_abbreviated),
    (_SHORT, _initials, _are_initials),
    (_SHORT, _surname, _is_part),
)
"""Why two names may be one person's: the reason, the keys under which such names meet, and whether two fit."""


def _unambiguous(found: Iterable[LookAlike], words: Mapping[str, _Words]) -> Iterator[LookAlike]:
    """Leave out what is short for several names: it tells nothing."""
    alikes = list(found)
    longer: dict[str, set[str]] = defaultdict(set)
    for alike in alikes:
        if alike.reason == _SHORT:
            short, full = sorted((alike.one, alike.other), key=lambda name: sum(map(len, words[name])))
            longer[short].add(full)
    for alike in alikes:
        if alike.reason != _SHORT or all(len(longer.get(name, ())) < 2 for name in (alike.one, alike.other)):
            yield alike
