"""People in prose: who is named, by which parts, where, and which pronoun goes with whom."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec

from rr_reader.parsing.lexicon import HONORIFICS, PARTICLES, PERSONS, ROLES, STARTERS, STARTERS_ABROAD
from rr_reader.parsing.mentions import NAME_RUN, Token, tokens_of
from rr_reader.parsing.names import WORD, bare_name, fold_name

_WORDS = re.compile(r"\S+")
_COMPOUND = re.compile(r"-[a-zß-ÿ]")
"""`Fifteen-year-old`, which is no name."""
_POSSESSIVE = re.compile(r"['’]s?\Z")
_POSSESSIVES = re.compile(r"['’]s?(?!\w)")
_OWNS = ("'s", "’s", "s’")
NARRATOR = "\x00I"
"""Stands for whoever says `I` in the narration."""
_SHE = {"she", "her"}
_SUBJECTS = {"He", "She"}
_POSSESSING = {"his", "her"}
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
TITLES = dict.fromkeys(("mr", "sir", "lord", "herr", "fr"), "he") | dict.fromkeys(
    ("mrs", "ms", "miss", "lady", "dame", "frau", "mme", "mlle"), "she"
)
"""Titles that tell by which pronoun somebody is called."""


class Mention(msgspec.Struct, frozen=True, gc=False):
    """A person named in a paragraph. `leads`: the first one named in the sentence, and not as somebody's owner."""

    start: int
    end: int
    person: str
    leads: bool
    owns: bool = False


class People:
    """The people of some prose under their full names."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names: dict[str, None] = {}
        self._parts: dict[str, str] = {}
        self._words: set[str] = set()
        self._sharing: dict[str, list[str]] = defaultdict(list)
        self.is_open = False
        """Whether a title was met whose name several share (`Mrs. Lind`, of Ann and Bo Lind) before `settle`."""
        self._is_settled = False
        self._runs: dict[str, tuple[tuple[int, int, str, bool], ...]] = {}
        self._pronouns: dict[str, Counter[str]] = defaultdict(Counter)
        self._asked: Counter[tuple[str, int]] = Counter()
        """How many more times `he` than `she` stands for somebody in a paragraph's cues."""
        for name in names:
            self.add(name)

    def add(self, name: str) -> str:
        """Add a person; give the name that stands for them. A part that two share stands for the one who came first."""
        if name in self.names:
            return name
        self.names[name] = None
        self._runs.clear()
        self._words.update(fold_name(name).replace("-", " ").split(), fold_name(name).split())
        words = [word for word in bare_name(name).split() if word.casefold() not in PARTICLES]
        self._parts[fold_name(name)] = name
        self._parts.setdefault(fold_name(bare_name(name)), name)
        for part in {words[0], words[-1], *words[-1].split("-")[-1:]} if words else ():
            if len(part) > 1 and part.rstrip(".").casefold() not in HONORIFICS:
                self._parts.setdefault(fold_name(part), name)
                self._sharing[fold_name(part)].append(name)
        return name

    def settle(self) -> None:
        """Let titles from now on tell apart those who share a name, by the pronouns that were learned."""
        self._is_settled = True
        self._runs.clear()

    def resolve(self, words: str) -> str:
        """Give the full name that some words stand for, "" for nobody known."""
        bare = _POSSESSIVE.sub("", bare_name(words))
        return self.known(words) or (self._parts.get(fold_name(bare.split()[-1]), "") if bare else "")

    def known(self, words: str) -> str:
        """Give the person that exactly these words name, "" for nobody."""
        words = _POSSESSIVE.sub("", words)
        bare = fold_name(bare_name(words))
        found = self._parts.get(bare, "")
        sharing = self._sharing.get(bare, ())
        if len(sharing) < 2 or bare == fold_name(words):
            return found
        gender = TITLES.get(words.split()[0].rstrip(".").casefold(), "")
        if exact := self._parts.get(fold_name(words), "" if gender else found):
            return exact
        if not self._is_settled:
            self.is_open = True
            return ""
        known = {name: self.gender(name) for name in sharing}
        return next((name for fit in (gender, "") for name in known if known[name] == fit), found)

    def within(self, run: str) -> set[str]:
        """Give the people whom a run of capitalised words names."""
        return {found[2] for found in self._people_in(run)}

    def gender(self, name: str, besides: int = -1) -> str:
        """Give `he` or `she` if the pronouns near a person lean one way, else "".

        Those in the cues of the paragraph `besides` do not count: whom they mean is what is asked there.
        """
        votes = self._pronouns.get(name)
        lean = (votes.get("he", 0) - votes.get("she", 0) if votes else 0) - self._asked.get((name, besides), 0)
        return "he" if lean > 0 else "she" if lean < 0 else ""

    def mentions(self, text: str | Iterable[Token], learn: int = -1, cues: Collection[int] = ()) -> list[Mention]:
        """Find whom a paragraph, or what was scanned of it, names, in order.

        With `learn`, the paragraph's index, the pronouns after a leading name vote: in its own sentence, and on until
        somebody else has been named. Those at `cues` are a cue's own.
        """
        found: list[Mention] = []
        is_first, leader, is_alone = True, "", True
        since = began = 0  # how many had been named when the last sentence that names somebody, and this one, began
        for kind, start, token in tokens_of(text) if isinstance(text, str) else text:
            if kind == "stop":
                if not is_first:
                    since = began
                is_first, began = True, len(found)
            elif kind == "name":
                for at, end, person, owns in self._people_in(token):
                    leads = is_first and not owns
                    is_alone = is_alone and (not found or person == found[0].person)
                    found.append(Mention(start + at, start + end, person, leads, owns))
                    if leads:
                        leader, is_first = person, False
            elif token == "I":
                if is_first:
                    is_alone = False
                    found.append(Mention(start, start + 1, NARRATOR, True))
                    leader, is_first = "", False
            elif learn >= 0 and leader:
                is_asked = start in cues
                apposed = token in _POSSESSING and start == found[-1].end + len(", ")  # `Ann Lee, his sister`
                if apposed or (token == "him" and not is_first):  # `Ann found him`: neither is the sentence's subject
                    continue
                goes_on = is_first and len(found) == since + 1 and token in _SUBJECTS  # `Ann Lee sat down. She …`
                if ((not is_first or goes_on) and not is_asked) or is_alone:
                    self._vote(leader, token, 1 + goes_on, learn if is_asked else -1)
        return found

    def _vote(self, person: str, pronoun: str, weight: int, asked: int) -> None:
        """Take a pronoun to mean somebody; `asked` is the paragraph if it stands in a cue there, else -1."""
        vote = "she" if pronoun.lower() in _SHE else "he"
        self._pronouns[person][vote] += weight
        if asked >= 0:
            self._asked[person, asked] += weight if vote == "he" else -weight

    def _people_in(self, run: str) -> tuple[tuple[int, int, str, bool], ...]:
        """Find the people named in a run of capitalised words, the longest names first: (start, end, name, owns)."""
        found = self._runs.get(run)
        if found is None:
            found = self._runs[run] = tuple(self._search(run))
        return found

    def _search(self, run: str) -> Iterator[tuple[int, int, str, bool]]:
        if self._words.isdisjoint(_words_of(run)):
            return
        gender = TITLES.get(run.split()[0].rstrip(".").casefold(), "")
        if gender and (titled := self.known(run)):
            self._pronouns[titled][gender] += 3
        if person := self.known(run):
            yield 0, len(run), person, run.endswith(_OWNS)
            return
        words = list(_WORDS.finditer(run))
        place = 0
        while place < len(words):
            start = words[place].start()
            for last in range(len(words) - 1, place - 1, -1):
                end = words[last].end()
                if person := self.known(run[start:end]):
                    yield start, end, person, run.endswith(_OWNS, start, end)
                    place = last
                    break
            place += 1


@lru_cache(maxsize=20_000)
def _words_of(run: str) -> frozenset[str]:
    """Give the words of a run as names hold them, folded: those with hyphens whole and in parts."""
    words = fold_name(_POSSESSIVES.sub(" ", run)).split()
    return frozenset(words).union(*(word.split("-") for word in words if "-" in word))


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
    return [name for name in found if not set(name.split()[1:]) & parts and not name.endswith(_OWNS)]


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
        bare = _POSSESSIVE.sub("", word) if word.endswith(("'s", "’s")) else word
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
