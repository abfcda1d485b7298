"""Names of people: what one looks like, and which full name a label or a part of a name stands for."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

from rr_reader.parsing.lexicon import (
    ARTICLES,
    HONORIFICS,
    PARTICLES,
    PARTS,
    ROLE_LABELS,
    ROLES,
    SALUTATIONS,
    STARTERS,
    SUFFIXES,
)


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
FULL_NAME = re.compile(
    rf"{WORD}(?:[ \n\xa0](?:(?:{PARTICLE})[ \n\xa0]|(?:{PARTICLE})['’]|(?:a[a-z]{{1,2}}|el)-)*{WORD}){{0,4}}"
)
"""A run of up to five capitalised words, particles between them: one is no name, but is gone over once."""


@lru_cache(maxsize=20_000)
def fold_name(name: str) -> str:
    """Fold a name for comparing: case, accents, points and double spaces off.

    >>> fold_name("Dr. Juliette  Gariépy"), fold_name("김 Łoś")
    ('dr juliette gariepy', '김 los')
    """
    if not name.isascii():
        name = unicodedata.normalize("NFC", unicodedata.normalize("NFKD", name).translate(_DROPPED))
    return " ".join(name.replace(".", " ").casefold().split())


_DROPPED: dict[int, str | None] = dict.fromkeys(range(0x300, 0x370))
_DROPPED |= {ord(a): b for a, b in zip("łøđıŁØĐ’", ["l", "o", "d", "i", "L", "O", "D", "'"], strict=True)}
_DROPPED |= {ord("æ"): "ae", ord("œ"): "oe"}


@lru_cache(maxsize=20_000)
def bare_name(name: str) -> str:
    """Drop titles before a name, the part its bearer plays, honorifics behind it and white space around it.

    >>> bare_name("Dr. Bill Barry"), bare_name("M. Ott"), bare_name("M. Jo Ott"), bare_name("森さん")
    ('Bill Barry', 'Ott', 'M. Jo Ott', '森')
    >>> bare_name("Speaker Ann Lee"), bare_name("Speaker Lee")
    ('Ann Lee', 'Speaker Lee')
    """
    words = name.split()
    if len(words) > 2 and words[0].casefold() in PARTS:
        words.pop(0)
    while len(words) > 1 and words[0].rstrip(".").casefold() in HONORIFICS and (len(words[0]) > 2 or len(words) == 2):
        words.pop(0)
    bare = " ".join(words)
    if bare and bare[-1] > _EAST_ASIA:
        bare = next((bare[: -len(end)].rstrip() for end in _SUFFIXES if bare.endswith(end) and bare != end), bare)
    return bare


_EAST_ASIA = "\u3040"
_SUFFIXES = sorted(SUFFIXES, key=lambda end: (-len(end), end))


def is_east_asian(name: str) -> bool:
    """Tell whether a name is written without a space between family and given name, the family's first."""
    return len(name) > 1 and all(letter > _EAST_ASIA and letter.isalpha() for letter in name)


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
        elif re.match(rf"[a-z]['’][{UPPER}]|[a-z]{{2,3}}-[{UPPER}]", word):
            has_capital = True
        elif word.casefold().rstrip(".'’") not in PARTICLES and not re.fullmatch(r"[a-z]['’]\w+|[a-z]\.", word):
            return False
        if not re.fullmatch(r"[\w.'’-]+", word):
            return False
    return has_capital


_INITIALS = re.compile(rf"(?:[dDlLO]['’])?[{UPPER}]\.?(?:[ -]?(?:[dDlLO]['’])?[{UPPER}]\.?){{1,4}}")


@lru_cache(maxsize=20_000)
def is_initials(text: str) -> bool:
    """Tell whether a text is initials: two to five capitals, points and spaces between them allowed.

    >>> is_initials("J.O.T."), is_initials("B. d’A."), is_initials("Jo"), is_initials("JO T")
    (True, True, False, False)
    """
    text = text.strip()
    if _INITIALS.fullmatch(text) is None:
        return False
    return " " not in text or all(
        len(word.rstrip(".").rpartition("’")[2].rpartition("'")[2]) == 1 for word in text.split()
    )


@lru_cache(maxsize=20_000)
def label_key(label: str) -> str:
    """Fold a label, so that all spellings of it are one: initials to their letters, the number of `Q 3` off.

    >>> label_key("P. P."), label_key("Q12"), label_key("Frage 3"), label_key("Speaker 3")
    ('pp', 'q', 'frage', 'speaker 3')
    """
    if is_initials(label):
        return re.sub(r"[\W_]", "", fold_name(label))
    key = fold_name(label)
    if key[-1:].isdigit() and (bare := key.rstrip("0123456789").rstrip()) in ROLE_LABELS:
        return bare
    return key


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


_JOINED = re.compile(r"\s*[&/,+、]\s*")
_JOINED_BY_WORD = re.compile(r"\s+(?:and|und|et|y|e|en|og|och|i|и|και)\s+")


def joined(label: str, knows: Callable[[str], bool]) -> list[str]:
    """Give the names that a label joins, itself alone if it joins none; a word joins only names that are known.

    >>> joined("AB & CD", bool), joined("José Ortega y Gasset", lambda name: name == "Gasset")
    (['AB', 'CD'], ['José Ortega y Gasset'])
    """
    parts = [part for part in _JOINED.split(label) if part]
    if len(parts) == 1:
        parts = _JOINED_BY_WORD.split(label) if len(label.split()) > 2 else [label]
        if len(parts) > 1 and not all(knows(part) for part in parts):
            return [label]
    return parts


_POSSESSIVE = re.compile(r"['’]s?(?: |\Z)")


def names_in(text: str) -> Iterable[str]:
    """Find runs of capitalised words in prose: candidates for full names, in order, a possessive's ending dropped.

    What somebody is, before their name, is no part of it.

    >>> list(names_in("Regisseurin Eva Maria Stein traf den Landwirt Bo Ek: “Hallo Bo!”"))
    ['Eva Maria Stein', 'Bo Ek']
    >>> list(names_in("And I’m Ann Lee. C’est Bo Ek, with Cy O’Dea."))
    ['Ann Lee', 'Bo Ek', 'Cy O’Dea']
    """
    for match in FULL_NAME.finditer(text):
        run = " ".join(match[0].split())
        if " " not in run:
            continue
        if run.startswith(_ARTICLE_FIRST):
            run = run.split(" ", 2)[-1]  # `Die Regisseurin Ann Lee`: what follows it is no name, either
        if article := _AFTER_ARTICLE.search(text, max(0, match.start() - 8), match.start()):
            what, _, run = run.partition(" ")
            if article[1] == "the" and what.casefold() not in ROLES:
                continue  # the Digital Service; what nouns with capitals stand for is anybody's office
        while (first := run.partition(" ")[0].casefold()) in _NO_NAMES and (first not in ROLES or run.count(" ") > 1):
            run = run.partition(" ")[2]
        for part in _POSSESSIVE.split(_SHORTENED.sub("’s ", _TWO_PEOPLE.sub("’s ", run))):
            if " " in part:
                yield part.rstrip(".")


_ARTICLE_FIRST = ("Der ", "Die ", "Das ", "Ein ", "Eine ")
_TWO_PEOPLE = re.compile(r" [ey] (?=\S+ \S)")
"""Between two names, of which the second is a full one: `Ana Ruiz y Bo Ek`, but not `José Ortega y Gasset`."""


_SHORTENED = re.compile(
    r"\b(?:[CIJLT]|Qu)['’](?=[^\W\d_A-Z])[^\W\d_]+(?: |\Z)"
    r"|\b(?:I|You|We|They|He|She|It|Who)['’](?:m|re|ve|ll|d)(?: |\Z)|\bI['’]M(?: |\Z)",
)
"""Words that run into one (`I’m`, `They’re`, `C’est`) and belong to no name, unlike `D’Angelo` and `O’Dea`."""
_NO_NAMES = ROLES | SALUTATIONS | STARTERS
_AFTER_ARTICLE = re.compile(rf"\b({'|'.join(sorted(ARTICLES))})\s\Z")
"""An article, after which no name begins: where nouns have capitals, what stands there is what somebody is."""
