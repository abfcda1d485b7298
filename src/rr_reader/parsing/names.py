"""Names of people: what one looks like, and which full name a label or a part of a name stands for."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rr_reader.parsing.lexicon import HONORIFICS, PARTICLES


def _ranges(category: str) -> str:
    """Write a regular expression's class of all letters of a category, as ranges."""
    found: list[list[int]] = []
    for code in range(0x41, 0x2C00):
        if unicodedata.category(chr(code)) == category:
            if found and found[-1][1] == code - 1:
                found[-1][1] = code
            else:
                found.append([code, code])
    return "".join(re.escape(chr(a)) + (f"-{re.escape(chr(b))}" if b > a else "") for a, b in found)


UPPER = _ranges("Lu")
"""Every capital letter, for use inside a character class."""

PARTICLE = "|".join(sorted(PARTICLES, key=lambda word: (-len(word), word)))
"""Any particle, for use inside a group."""
WORD = rf"[{UPPER}](?:\w|['’.-](?=\w))*(?:(?:(?<=\b[{UPPER}])|(?<=\.[{UPPER}]))\.)?"
"""A capitalised word; a point belongs to it after an initial, not at a sentence's end."""
FULL_NAME = re.compile(rf"{WORD}(?:[ \n\xa0](?:(?:{PARTICLE})[ \n\xa0]|(?:{PARTICLE})['’])*{WORD}){{1,4}}")
"""A run of two to five capitalised words, particles between them."""


@lru_cache(maxsize=20_000)
def fold_name(name: str) -> str:
    """Fold a name for comparing: case, accents, points and double spaces off.

    >>> fold_name("Dr. Juliette  Gariépy")
    'dr juliette gariepy'
    """
    flat = unicodedata.normalize("NFKD", name).translate(_DROPPED)
    return " ".join(flat.replace(".", " ").casefold().split())


_DROPPED = dict.fromkeys(code for code in range(0x300, 0x370))


def bare_name(name: str) -> str:
    """Drop titles before a name and white space around it.

    >>> bare_name("Dr. Bill Barry")
    'Bill Barry'
    """
    words = name.split()
    while len(words) > 1 and words[0].rstrip(".").casefold() in HONORIFICS:
        words.pop(0)
    return " ".join(words)


@lru_cache(maxsize=20_000)
def is_name(text: str) -> bool:
    """Tell whether a text has the shape of a person's name or of initials: one to six words, capitalised or particles.

    >>> is_name("Ana de la Cruz"), is_name("PP"), is_name("What happened next")
    (True, True, False)
    """
    words = text.split()
    if not 1 <= len(words) <= 6 or len(text) > 60:
        return False
    has_capital = False
    for word in words:
        first = word[0]
        if first.isupper() or first.istitle() or (first.isalpha() and unicodedata.category(first) == "Lo"):
            has_capital = True
        elif first.isdigit():
            if not has_capital:
                return False
        elif word.casefold().rstrip(".'’") not in PARTICLES and not re.match(r"[a-z]['’]\w", word):
            return False
        if not re.fullmatch(r"[\w.'’-]+", word):
            return False
    return has_capital


@lru_cache(maxsize=20_000)
def is_initials(text: str) -> bool:
    """Tell whether a text is initials: two to five capitals, points allowed.

    >>> is_initials("J.O.T."), is_initials("Jo")
    (True, False)
    """
    letters = text.replace(".", "").replace("-", "").replace(" ", "")
    return 2 <= len(letters) <= 5 and letters.isalpha() and letters.isupper() and " " not in text.strip()


@lru_cache(maxsize=20_000)
def initials_of(name: str) -> frozenset[str]:
    """Give the initials that a full name can be shortened to, in lower case without accents.

    >>> sorted(initials_of("Jeremy Olmsted-Thompson"))
    ['jo', 'jot', 'jt']
    """
    words = fold_name(name).replace("’", "'").split()
    loud = [word for word in words if word not in PARTICLES] or words
    parts = [part for word in loud for part in word.replace("'", "-").split("-") if part]
    forms = {
        "".join(word[0] for word in words),
        "".join(word[0] for word in loud),
        "".join(part[0] for part in parts),
        loud[0][0] + loud[-1][0],
        loud[0][0] + parts[-1][0],
    }
    return frozenset(forms)


_POSSESSIVE = re.compile(r"['’]s?(?: |\Z)")


class Roster:
    """The people of an article under their full names, with what each is called. Built up, then asked."""

    def __init__(self) -> None:
        self.weights: dict[str, float] = {}
        """Full name -> how surely this is somebody who speaks here."""
        self.declared: dict[str, str] = {}
        """Folded alias -> full name, where the source says so itself: `Matt Corallo (MC)`."""
        self.spelled: dict[str, str] = {}
        """Folded full name -> the name as first spelled."""
        self._parts: dict[str, dict[str, float]] = {}
        self._initials: dict[str, dict[str, float]] = {}

    def add(self, name: str, weight: float) -> str:
        """Add evidence for a full name; give the spelling that stands for it."""
        name = " ".join(bare_name(name).split())
        known = self.spelled.get(fold_name(name))
        if known is None:
            self.spelled[fold_name(name)] = known = name
            self._index(name)
        self.weights[known] = self.weights.get(known, 0.0) + weight
        return known

    def declare(self, alias: str, name: str) -> None:
        """Say that an alias stands for a full name, on the source's own word."""
        self.declared.setdefault(fold_name(alias), name)

    def resolve(self, label: str) -> str:
        """Give the full name that a label stands for; "" where nobody or several fit equally well."""
        key = fold_name(bare_name(label))
        exact = self.declared.get(key) or self.spelled.get(key)
        if exact:
            return exact
        fits = self._parts.get(key, {})
        letters = key.replace(" ", "").replace("-", "")
        if not fits and (is_initials(label) or (len(letters) <= 3 and label.isupper())):
            fits = self._initials.get(letters, {})
        ranked = sorted(((fit * (1 + self.weights[name]), name) for name, fit in fits.items()), reverse=True)
        if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
            return ""
        return ranked[0][1]

    def _index(self, name: str) -> None:
        words = fold_name(name).replace("’", "'").split()
        if len(words) < 2:
            return
        for part in words[1:-1] + words[-1].split("-"):
            self._parts.setdefault(part, {})[name] = 1.0
        for number in range(1, len(words)):
            self._parts.setdefault(" ".join(words[number:]), {})[name] = 2.0  # a surname with its particles
        self._parts.setdefault(words[0], {})[name] = 2.0
        usual = words[0][0] + words[-1][0]
        for letters in initials_of(name):
            self._initials.setdefault(letters, {})[name] = 2.0 if letters == usual else 1.5


def names_in(text: str) -> Iterable[str]:
    """Find runs of capitalised words in prose: candidates for full names, in order, a possessive's ending dropped."""
    for match in FULL_NAME.finditer(text):
        for part in _POSSESSIVE.split(" ".join(match[0].split())):
            if " " in part:
                yield part.rstrip(".")
