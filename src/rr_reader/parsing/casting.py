"""Who is in the conversation: full names for labels."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from rr_reader.parsing.asking import asks
from rr_reader.parsing.beside import ASKER
from rr_reader.parsing.draft import Draft
from rr_reader.parsing.labels import SET_OFF, Label
from rr_reader.parsing.lexicon import EVENTS, PARTICLES, PRESS, ROLES, SALUTATIONS, STARTERS, SUFFIXES, UNNAMED
from rr_reader.parsing.names import (
    WORD,
    bare_name,
    fold_name,
    is_east_asian,
    is_initials,
    is_name,
    joined,
    label_key,
    names_in,
)
from rr_reader.parsing.pieces import Piece
from rr_reader.parsing.roles import roles_of
from rr_reader.parsing.roster import Roster
from rr_reader.parsing.signs import SIGN_ANSWERS, SIGN_ASKS
from rr_reader.parsing.uncased import is_uncased, uncased_name

AUTHOR_KEYS = ("author", "authors", "byline", "by", "writer", "interviewer", "host", "hosts")
SPEAKER_KEYS = ("speaker", "speakers", "guest", "guests", "interviewee", "interviewees")
_NICKNAME = re.compile(rf"(?<=\w )[“\"‘'(]({WORD})[”\"’')] ({WORD}(?: {WORD})?)")
"""`Robert “Bud” Ellery`, from the nickname on."""
_LABELS = re.compile(r"\s*(?:[:：](?!\s*[«“„\"])|\()")
"""Behind a name at the start of a text that makes it a label."""
_LONGEST_FAMILY = 3
"""Characters of a family name in East Asia."""
_GIVEN = re.compile(rf"[\s・]?[\u3040-\u30ff\u3400-\u9fff]{{1,4}}?(?=(?:{'|'.join(sorted(SUFFIXES))})|[（(])")
"""Behind a family name the given one, where somebody is introduced."""
_WORDS = re.compile(WORD)
_NO_FIRST_NAMES = ROLES | SALUTATIONS | STARTERS
_NOBODYS = ROLES | PRESS | EVENTS
_HARDLY = 0.2
"""Weight of a run of capitalised words that ends as no name does: `Data Scientist`, `Evening Star Theatre`."""
_INTRO = 20_000
"""Characters before the first turn that are searched for names."""
_SIGN_ROLES = {SIGN_ASKS: "question", SIGN_ANSWERS: "answer"}
_AS_WRITTEN = 0.8
"""How surely what stands before a colon is the name of somebody who asks."""
_MENDED = 0.5
"""How surely a label that is one letter off is the one it looks like."""
_AMBIGUOUS, _BY_ELIMINATION = 0.5, 0.7
"""How surely a name is whose it may be, of two: with nothing to tell them apart, and where the other has a label."""


def named_in(front: Mapping[str, Any], keys: Sequence[str]) -> list[str]:
    """Give the names of people under some keys of the front matter: `ana-ruiz` and `Ana Ruiz (Acme)` as `Ana Ruiz`."""
    found = []
    for key in keys:
        value = front.get(key)
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                item = item.get("name") or item.get("title")
            if isinstance(item, str) and item:
                name = re.sub(r"\s*\([^()]*\)", "", item).strip()
                if re.fullmatch(r"[^\W\d_]+(?:-[^\W\d_]+)+", name) and name.islower():
                    name = " ".join(part.capitalize() for part in name.split("-"))
                found.append(name)
    return found


def first_roster(
    front: Mapping[str, Any], pieces: Sequence[Piece], labels: Sequence[Sequence[Label]], until: int
) -> Roster:
    """Gather who could be meant from the front matter, the title and the text before the first turn.

    `labels` are those that each piece could begin with: no name goes on over the end of one that is set off.
    """
    roster = Roster()
    for name in named_in(front, SPEAKER_KEYS):
        if len(name.split()) > 1:
            roster.add(name, 3)
    for name in named_in(front, AUTHOR_KEYS):
        if len(name.split()) > 1:
            roster.add(name, 2)
    title = front.get("title")
    length = 0
    texts = [part for piece, own in zip(pieces[:until], labels, strict=False) for part in _parted(piece.text, own)]
    for text in [title if isinstance(title, str) else "", *texts]:
        length += len(text)
        if length > _INTRO:
            break
        for found in _NICKNAME.finditer(text):
            nickname, last = found.groups()
            first = text[: found.start()].split()[-1]
            full = roster.add(f"{first} {last}", 1) if first[0].isupper() else ""
            for alias in (nickname, f"{nickname} {last}") if full else ():
                roster.declare(alias, full)
        for name in names_in(text):
            is_label = text.startswith(name) and _LABELS.match(text, len(name))
            if not name.isupper() and not is_label:  # a label vouches for nobody, but what leads to a quotation does
                roster.add(name, _HARDLY if name.rpartition(" ")[2].casefold() in _NOBODYS else 1)
    return roster


def _parted(text: str, labels: Sequence[Label]) -> list[str]:
    """Part a text where the name that is set off at its start ends: `**MK** I’m cold` names no MK I’m."""
    end = next((label.length for label in labels if label.form in SET_OFF), 0)
    return [text[:end], text[end:]] if end else [text]


def cast(drafts: Sequence[Draft], labels: Sequence[Label | None], roster: Roster) -> None:
    """Give every labelled draft its speaker's full name, and its role where the label says that."""
    spoken = [label for label in labels if label and label.key]
    known = [label for label in spoken if label.form not in {ASKER, *_SIGN_ROLES}]
    prose = "\n".join(draft.text for draft, label in zip(drafts, labels, strict=True) if label is None)
    _hear(known, roster, prose)
    _hear_capitals(known, roster, prose)
    roles = roles_of(_said(drafts, labels), roster, [draft.text for draft in drafts])
    named = _named({label.meant or label.key: label for label in known}, roles, roster)
    named |= {label.key: (label.key, _AS_WRITTEN) for label in spoken if label.form == ASKER}
    for draft, found in zip(drafts, labels, strict=True):
        if found is None:
            continue
        draft.label = f"{found.key}, {found.office}" if found.office else found.key
        draft.label += f" ({found.alias})" if found.alias else ""
        draft.time, draft.opens = found.time or draft.time, True
        is_asker = found.form == ASKER or (spoken and not found.key)
        draft.role = _SIGN_ROLES.get(found.form) or roles.get(label_key(found.key), "question" if is_asker else "")
        draft.speaker, draft.speaker_confidence = named.get(found.meant or found.key, ("", 1.0))
        if found.meant:
            draft.speaker_confidence = min(draft.speaker_confidence, _MENDED)


def _hear(spoken: Sequence[Label], roster: Roster, prose: str) -> None:
    """Learn full names and declared short forms from the labels themselves: the fullest first."""
    keys = {label_key(label.key) for label in spoken}
    east_asian = _EastAsian(spoken, prose)

    def knows(part: str) -> bool:
        return label_key(part) in keys or roster.knows(part)

    often = Counter((label.key, label.alias) for label in spoken if not label.meant)
    for (key, alias), times in sorted(often.items(), key=lambda item: "." in item[0][0]):
        name = bare_name(key)
        if label_key(name) in UNNAMED or is_initials(name) or len(joined(name, knows)) > 1:
            continue
        known = roster.resolve(name)
        if len(name.split()) > 1 and is_name(name) and known in {"", roster.spelled.get(fold_name(name))}:
            full = roster.add(_titled(name) if name.isupper() else name, 10 * times)
            if alias and is_name(alias):
                roster.declare(alias, full)
        elif not known and is_uncased(name) and (full := uncased_name(name, prose)):
            roster.add(full, 1)
        elif is_east_asian(name) and known in {"", name}:
            full = east_asian.full(name)
            roster.add(full, 10 * times if full == name else 10)
    for label in spoken:
        if label.alias and is_name(label.alias) and len(label.key.split()) == 1:
            full = roster.resolve(label.key) or label.key
            roster.declare(label.alias, full)


def _hear_capitals(spoken: Sequence[Label], roster: Roster, prose: str) -> None:
    """Learn from lines in capitals the full names of labels that nobody is known by."""
    named = _in_capitals(line for line in prose.split("\n") if line.isupper())
    for label in spoken if named else ():
        name = bare_name(label.key)
        if len(name.split()) == 1 and is_name(name) and label_key(name) not in UNNAMED and not roster.knows(name):
            for full in named.get(fold_name(name), ()):
                roster.add(full, 1)


def _in_capitals(headlines: Iterable[str]) -> dict[str, dict[str, None]]:
    """List the full names in lines of capitals under their surnames and their initials.

    >>> _in_capitals(["INTERVIEW WITH MARTA HOLM"])["holm"], _in_capitals(["WITH HOLM"])
    ({'Marta Holm': None}, {})
    """
    found: dict[str, dict[str, None]] = {}
    for line in headlines:
        for first, last in pairwise(_WORDS.finditer(line)):
            between = line[first.end() : last.start()]
            if between == " " and first[0].casefold() not in _NO_FIRST_NAMES:
                for short in (last[0], first[0][0] + last[0][0]):
                    found.setdefault(fold_name(short), {})[_titled(f"{first[0]} {last[0]}")] = None
    return found


class _EastAsian:
    """The full names of which labels are the family names."""

    def __init__(self, spoken: Sequence[Label], prose: str) -> None:
        self._prose = prose
        self._full: dict[str, str] = {}
        """What was asked for, and its answer: each label is looked for once."""
        for name in dict.fromkeys(bare_name(label.key) for label in spoken):
            for cut in range(2, len(name)) if is_east_asian(name[:2]) else ():
                if len(name) > len(self._full.get(name[:cut], "")):
                    self._full[name[:cut]] = name

    def full(self, part: str) -> str:
        """Give the full name that begins with a family name: another label, or as the prose introduces somebody."""
        if part not in self._full:
            self._full[part] = self._introduced(part) if len(part) <= _LONGEST_FAMILY else part
        return self._full[part]

    def _introduced(self, part: str) -> str:
        counts: Counter[str] = Counter()
        at = self._prose.find(part)
        while at >= 0:
            given = _GIVEN.match(self._prose, at + len(part))
            end = given.end() if given else at + 1
            if given:
                counts[self._prose[at:end]] += 1
            at = self._prose.find(part, end)
        return counts.most_common(1)[0][0] if counts else part


def _said(drafts: Sequence[Draft], labels: Sequence[Label | None]) -> list[tuple[str, bool, str]]:
    """List (label, whether it asks, words) for each labelled turn; a label alone takes the piece after it."""
    said = []
    for place, label in enumerate(labels):
        if label and label.key:
            text = drafts[place].text[label.length :]
            if not text.strip() and place + 1 < len(drafts):
                text = drafts[place + 1].text
            said.append((label.key, asks(text), text))
    return said


def _named(keys: Mapping[str, Label], roles: Mapping[str, str], roster: Roster) -> dict[str, tuple[str, float]]:
    """Give each label's full name, and how surely; one that fits two people is the one who has no such label."""
    named = {key: _speaker(key, roles, roster) for key in keys}
    doubtful = [key for key, (_, sureness) in named.items() if sureness == _AMBIGUOUS]
    taken: dict[tuple[bool, int], set[str]] = {}
    for key, (name, sureness) in named.items() if doubtful else ():
        if sureness > _AMBIGUOUS:
            taken.setdefault(_way(key), set()).add(name)
    for key in doubtful:
        others = taken.setdefault(_way(key), set())
        full, sureness = roster.resolution(key, others)
        if full and others:
            named[key] = full, min(sureness, _BY_ELIMINATION)
            if sureness > _AMBIGUOUS:
                others.add(full)
    return named


def _way(label: str) -> tuple[bool, int]:
    """Say in which way a label shortens a name: whether to initials, and to how many words."""
    return is_initials(label), len(label.split())


def _speaker(key: str, roles: Mapping[str, str], roster: Roster) -> tuple[str, float]:
    folded = label_key(key)
    if folded in roles:
        return roster.declared.get(folded, ""), 1.0
    if len(folded) == 1 and folded.isalpha() and (full := roster.initial(folded)):
        return full, 0.8
    if folded in UNNAMED and len(folded) > 1:
        return "", 1.0
    full, sureness = roster.resolution(key)
    if full:
        return full, sureness
    parts = joined(key, roster.knows)
    if len(parts) > 1:
        return " & ".join(_speaker(part, roles, roster)[0] for part in parts), 0.9
    name = key if is_initials(key) or not key.isupper() else _titled(key)
    return name, 0.8 if sureness == 1 else sureness


def _titled(name: str) -> str:
    """Write a name in capitals as names are written: `O'NEIL DE LA CRUZ` as `O'Neil de la Cruz`.

    >>> _titled("ANN MCADAM-O’DEA"), _titled("CASA DO MAR")
    ('Ann McAdam-O’Dea', 'Casa do Mar')
    """
    written = [re.sub(r"MC(?=\w{3})|[^\W\d_]+", lambda part: part[0].capitalize(), word) for word in name.split()]
    small = [word.lower() if place and word.lower() in PARTICLES else word for place, word in enumerate(written)]
    return " ".join(small).replace("’S", "’s").replace("'S", "'s")
