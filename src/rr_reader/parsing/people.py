"""People in prose: who is named, by which parts, where, and which pronoun goes with whom."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

import msgspec

from rr_reader.parsing.lexicon import HONORIFICS, PARTICLES
from rr_reader.parsing.mentions import Token, tokens_of
from rr_reader.parsing.names import bare_name, fold_name

_WORDS = re.compile(r"\S+")
POSSESSIVE = re.compile(r"['’]s?\Z")
"""The ending of a name that somebody owns something by."""
_POSSESSIVES = re.compile(r"['’]s?(?!\w)")
OWNS = ("'s", "’s", "s’")
"""The same, where an apostrophe alone is none but behind an s."""
NARRATOR = "\x00I"
"""Stands for whoever says `I` in the narration."""
_SHE = {"she", "her"}
_SUBJECTS = {"He", "She"}
_POSSESSING = {"his", "her"}
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
        bare = POSSESSIVE.sub("", bare_name(words))
        return self.known(words) or (self._parts.get(fold_name(bare.split()[-1]), "") if bare else "")

    def known(self, words: str) -> str:
        """Give the person that exactly these words name, "" for nobody."""
        words = POSSESSIVE.sub("", words)
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
            yield 0, len(run), person, run.endswith(OWNS)
            return
        words = list(_WORDS.finditer(run))
        place = 0
        while place < len(words):
            start = words[place].start()
            for last in range(len(words) - 1, place - 1, -1):
                end = words[last].end()
                if person := self.known(run[start:end]):
                    yield start, end, person, run.endswith(OWNS, start, end)
                    place = last
                    break
            place += 1


@lru_cache(maxsize=20_000)
def _words_of(run: str) -> frozenset[str]:
    """Give the words of a run as names hold them, folded: those with hyphens whole and in parts."""
    words = fold_name(_POSSESSIVES.sub(" ", run)).split()
    return frozenset(words).union(*(word.split("-") for word in words if "-" in word))
