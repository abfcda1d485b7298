"""Full names of people in prose: which runs of capitalised words are some."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from rr_reader.parsing.lexicon import PERSONS, ROLES, STARTERS, STARTERS_ABROAD
from rr_reader.parsing.mentions import NAME_RUN, Token, tokens_of
from rr_reader.parsing.names import WORD
from rr_reader.parsing.people import OWNS, POSSESSIVE

_COMPOUND = re.compile(r"-[a-zß-ÿ]")
"""`Fifteen-year-old`, which is no name."""
_SAID = ("Said ", "Says ", "Asked ", "Asks ", "Added ", "Adds ")
_STOPS = {".", "!", "?", "…", "”", '"', ""}
_WHO = re.compile(r",? (?:who(?:se)?\b|himself\b|herself\b)|, (?:now |then |aged )?\d\d[,.;]|, (?:qui|quien)\b")
_SOURCES = {"selon", "según", "laut", "secondo", "segundo", "volgens"}
_DESCRIBED = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Mm]y|[Oo]ur)((?: [a-z][\w’'-]*){1,5}),? \Z", re.ASCII
)
_APPOSED = re.compile(r", (?:(?:now|then|once|himself|herself) )?(?:an?|the|his|her|their|its) ((?:[\w’'-]+ ?){1,5})")
_NOUN_FOLLOWS = (" der ", " die ", " das ", " den ", " dem ", " des ")
"""German articles: behind them a capital is no name's."""


def full_names(texts: Iterable[str]) -> list[str]:
    """Find full names of people: runs of capitalised words whose first or last one also stands alone.

    `Red Rooms` is none unless somebody is called Rooms; `Ann Lee` is one where `Lee` says something later.
    """
    return full_names_scanned((text, tokens_of(text)) for text in texts)


def full_names_scanned(scanned: Iterable[tuple[str, Sequence[Token]]]) -> list[str]:
    """Find full names as `full_names` does, in texts with what was scanned of them."""
    runs: dict[str, bool] = {}
    alone: Counter[str] = Counter()
    scanned = list(scanned)
    starters = _starters_of(scanned)
    for text, tokens in scanned:
        for kind, start, run in tokens:
            if kind != "name":
                continue
            words = run.partition(". ")[2] or run  # `Mr. Orr`; but `Lord Henry` is called so
            if words.count(" ") > 1 and text.endswith("of ", 0, start):
                words = words.partition(" ")[2]  # `Chief of Maps Ann Lee`
            elif words.startswith(_SAID) and (not start or text[max(start - 3, 0) : start].rstrip()[-1:] in _STOPS):
                words = words.partition(" ")[2]  # `Said Ann Lee: …`
            for part in _people_in_run(words, starters):
                if " " in part:
                    runs[part] = runs.get(part, False) or _is_described(text, start, start + len(run))
                elif words != run or not text.endswith(_NOUN_FOLLOWS, 0, start):
                    alone[part] += 1
    for name in [name for name in runs if name.count(" ") > 1]:
        first, second, *_ = name.split()
        if alone[second] and not alone[first]:  # `Junior Ann Lee`, who is called Ann
            runs[name.partition(" ")[2]] = True
            del runs[name]
    found = [name for name in runs if runs[name] or alone[name.split()[-1]] or alone[name.split()[0]]]
    known = set(found)
    return [name for name in found if not _tails(name) & known]


def _starters_of(scanned: Sequence[tuple[str, Sequence[Token]]]) -> frozenset[str]:
    """Give the words that only begin sentences here: those of other languages if the document has them small, too."""
    first = {run.partition(" ")[0].casefold() for _, tokens in scanned for kind, _, run in tokens if kind == "name"}
    small = (
        word for word in first & STARTERS_ABROAD if word in _SOURCES or any(f" {word} " in text for text, _ in scanned)
    )
    return STARTERS.union(small)


def _is_described(text: str, start: int, end: int) -> bool:
    """Tell whether what stands beside a name says that it is a person's: `the plumber Bo Orr`, `Bo Orr, who …`."""
    if _WHO.match(text, end) is not None:
        return True
    if text.startswith(", ", end) and (match := _APPOSED.match(text, end)):
        return not PERSONS.isdisjoint(match[1].split())
    if text[start:end].partition(" ")[0].casefold() in ROLES | _SOURCES:
        return True
    described = _DESCRIBED.search(text, max(start - 60, 0), start)
    nouns = described[1].split() if described else []
    return not PERSONS.isdisjoint(nouns if text[start - 2 : start - 1] == "," else nouns[-1:])


def titled_names(tokens: Iterable[Token], people: Collection[str]) -> list[str]:
    """Find people who have a title, and no full name among these `people`: `Mr. Orr`."""
    parts = {part for name in people for part in (name.split()[0], name.split()[-1])}
    found = dict.fromkeys(words for kind, _, words in tokens if kind == "name" and ". " in words[:6])
    return [name for name in found if not set(name.split()[1:]) & parts and not name.endswith(OWNS)]


def _tails(name: str) -> set[str]:
    """Give what remains of a name when words are cut off its front, two words at least."""
    words = name.split()
    return {" ".join(words[cut:]) for cut in range(1, len(words) - 1)}


@lru_cache(maxsize=20_000)
def _people_in_run(run: str, starters: frozenset[str] = STARTERS) -> tuple[str, ...]:
    """Cut a run of capitalised words at possessives, and drop the words that only begin a sentence."""
    parts: list[list[str]] = [[]]
    for word in run.split():
        if not parts[-1] and word.casefold() in starters:
            continue
        bare = POSSESSIVE.sub("", word) if word.endswith(("'s", "’s")) else word
        if bare.casefold().rstrip("s") in ROLES or _COMPOUND.search(bare):
            parts.append([])
            continue
        parts[-1].append(bare.rstrip(".") if len(bare) > 3 and "." not in bare[:-1] else bare)
        if bare != word:
            parts.append([])
    return tuple(" ".join(words) for words in parts if words and len(words) <= 5)


def name_signed(signature: str) -> str:
    """Give the name in a signature: the last full name before its first comma, or the words before it.

    >>> name_signed("Acting Chief of Maps Ann Lee, Office of Roads")
    'Ann Lee'
    """
    head = signature.split(",")[0].strip()
    match = re.match(rf"(?:.*\bof[ \xa0]{WORD}[ \xa0])?(.*)", head)
    runs = [part for run in NAME_RUN.finditer(match[1] if match else head) for part in _people_in_run(run[0])]
    return runs[-1] if runs else head
