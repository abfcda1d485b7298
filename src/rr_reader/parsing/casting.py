"""Who is in the conversation: full names for labels, and who of them asks."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from rr_reader.model import Kind
from rr_reader.parsing.draft import Draft
from rr_reader.parsing.labels import Label, role_of_label
from rr_reader.parsing.lexicon import UNNAMED
from rr_reader.parsing.names import Roster, bare_name, fold_name, is_initials, is_name, names_in
from rr_reader.parsing.pieces import Piece

_JOINT = re.compile(r"\s*(?:&|/|,|\band\b|\bund\b|\bet\b|\by\b)\s*")
_MEETS = re.compile(
    r"\b(?:interview(?:s|ed|ing)?|talk(?:s|ed|ing)?|sp(?:eaks?|oke|oken|eaking)|chat(?:s|ted|ting)?|sat down|sits down|"
    r"met|meets|conversations?|q\s?&\s?a|questions?|joined by|reached out)\b"
    r"[^.?!]{0,40}?(?:\b(?:with|to|for|by|interviews|interviewed))?\s*\Z",
    re.I,
)
_ASKS_SOMEBODY = re.compile(
    r"[^.?!]{0,50}?\b(?:interviews|interviewed|"
    r"(?:talked|talks|spoke|speaks|chats|chatted|sat down|met|meets)(?:\s+\w+)?\s+(?:with|to))\b"
)
_TELLS = re.compile(r"\s+(?:talks?|talked|speaks?|spoke|discuss(?:es|ed)?|explains?|on|tells?)\b")
_ASKED = re.compile(r"[?？][\"'”’»)\]]*\Z")
AUTHOR_KEYS = ("author", "authors", "byline", "by", "writer", "interviewer", "host", "hosts")
SPEAKER_KEYS = ("speaker", "speakers", "guest", "guests", "interviewee", "interviewees")
_INTRO = 20_000
"""Characters before the first turn that are searched for names."""


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


def first_roster(front: Mapping[str, Any], pieces: Sequence[Piece], until: int) -> Roster:
    """Gather who could be meant from the front matter, the title and the text before the first turn."""
    roster = Roster()
    for name in named_in(front, SPEAKER_KEYS):
        if len(name.split()) > 1:
            roster.add(name, 3)
    for name in named_in(front, AUTHOR_KEYS):
        if len(name.split()) > 1:
            roster.add(name, 2)
    title = front.get("title")
    length = 0
    for text in [title if isinstance(title, str) else "", *(piece.text for piece in pieces[:until])]:
        length += len(text)
        if length > _INTRO:
            break
        for name in names_in(text):
            if not name.isupper() and not text.startswith((f"{name}:", f"{name} (")):  # a label vouches for nobody
                roster.add(name, 1)
    return roster


def cast(drafts: Sequence[Draft], labels: Sequence[Label | None], roster: Roster) -> None:
    """Give every labelled draft its speaker's full name."""
    spoken = [label for label in labels if label and label.key]
    for label in spoken:
        name = bare_name(label.key)
        if len(name.split()) > 1 and is_name(name) and fold_name(name) not in UNNAMED and not _JOINT.search(name):
            label_name = _titled(name) if name.isupper() else name
            full = roster.add(label_name, 10)
            if label.alias and is_name(label.alias):
                roster.declare(label.alias, full)
    for label in spoken:
        if label.alias and is_name(label.alias) and len(label.key.split()) == 1:
            full = roster.resolve(label.key) or label.key
            roster.declare(label.alias, full)
    for draft, found in zip(drafts, labels, strict=True):
        if found is None:
            continue
        draft.label = f"{found.key} ({found.alias})" if found.alias else found.key
        draft.time, draft.opens = found.time or draft.time, True
        draft.speaker, draft.speaker_confidence = _speaker(found.key, roster)


def _speaker(key: str, roster: Roster) -> tuple[str, float]:
    if not key or fold_name(key) in UNNAMED:
        return "", 1.0
    full = roster.resolve(key)
    if full:
        return full, 1.0
    parts = [part for part in _JOINT.split(key) if part]
    if len(parts) > 1:
        return " & ".join(_speaker(part, roster)[0] for part in parts), 0.9
    return (key if is_initials(key) or not key.isupper() else _titled(key)), 0.8


def _titled(name: str) -> str:
    """Write a name in capitals as names are written: `O'NEIL` as `O'Neil`."""
    return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), name).replace("’S", "’s").replace("'S", "'s")


def askers(drafts: Sequence[Draft], front: Mapping[str, Any], intro: str) -> tuple[frozenset[str], float]:
    """Tell which labelled speakers ask, and how surely; no one where it cannot be told.

    Who asks says more that ends in a question mark, says less at a time, speaks first, signs the article;
    who answers stands in the title and is whom somebody talked to.
    """
    turns: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.opens and draft.speaker:
            turns[draft.speaker].append(draft)
    if len(turns) < 2:
        return frozenset(), 0.0
    mean = sum(len(d.text) for ds in turns.values() for d in ds) / sum(len(ds) for ds in turns.values())
    authors = {fold_name(name) for name in named_in(front, AUTHOR_KEYS)}
    title = str(front.get("title") or "") or (
        drafts[0].text if not drafts[0].opens and len(drafts[0].text) < 200 else ""
    )
    first = next(draft.speaker for draft in drafts if draft.opens and draft.speaker)
    scores = {}
    for name, said in turns.items():
        score = 3 * sum(asks(draft.text) for draft in said) / len(said)
        score -= max(-1.0, min(1.0, math.log((1 + sum(len(d.text) for d in said) / len(said)) / (1 + mean))))
        score += 0.5 * (name == first)
        score += 1.0 * (fold_name(name) in authors) * (len(authors) < len(turns))
        score -= 1.5 * (name in title or name.split()[-1] in re.findall(r"[\w-]+", title))
        score += met(name, intro)
        score += 1.5 * sum(draft.piece.is_all("strong") or draft.piece.is_all("em") for draft in said) / len(said)
        scores[name] = score
    ranked = sorted(scores, key=lambda name: scores[name], reverse=True)
    gaps = [scores[a] - scores[b] for a, b in pairwise(ranked)]
    widest = max(gaps)
    if widest < 0.6:
        return frozenset(), widest
    who = frozenset(ranked[: gaps.index(widest) + 1])
    known = {name for name in who if name == first or fold_name(name) in authors or met(name, intro) > 0}
    return who - (_who_joined_in(drafts, who) - known), min(1.0, 0.5 + widest / 3)


def _who_joined_in(drafts: Sequence[Draft], who: Collection[str]) -> set[str]:
    """Find those among the askers who spoke once, and then asked nothing that was answered."""
    spoken = [draft for draft in drafts if draft.opens and draft.speaker]
    times = Counter(draft.speaker for draft in spoken)
    following = [draft.speaker for draft in spoken[1:]] + [""]
    return {
        draft.speaker
        for draft, answered_by in zip(spoken, following, strict=True)
        if times[draft.speaker] == 1 and (not asks(draft.text) or not answered_by or answered_by in who)
    }


def asks(text: str) -> bool:
    """Tell whether a turn asks something near its end."""
    return "?" in text[-200:] or "？" in text[-200:]


def met(name: str, intro: str) -> float:
    """Weigh what the intro says: whom somebody talked with answers (-1), who talked with somebody asks (1)."""
    place = intro.find(name)
    if place < 0:
        return 0.0
    after = intro[place + len(name) : place + len(name) + 80]
    if _ASKS_SOMEBODY.match(after):
        return 1.0
    return -1.0 if _TELLS.match(after) or _MEETS.search(intro[max(0, place - 60) : place]) else 0.0


def kinds_of_turns(drafts: Sequence[Draft], front: Mapping[str, Any], intro: str) -> None:
    """Make each draft that opens a turn a question, an answer or, where it cannot be told, a turn."""
    said_so = {draft.label: role_of_label(draft.label) for draft in drafts if draft.opens}
    if set(said_so) == {""}:
        _alternate(drafts)
        return
    others_ask = asked_without_label(drafts)
    who, sureness = (frozenset[str](), 0.7) if others_ask else askers(drafts, front, intro)
    roles_given = any(said_so.values())
    for draft in drafts:
        if not draft.opens:
            continue
        role = said_so[draft.label]
        if not role and who:
            role = "question" if draft.speaker in who else "answer"
            draft.confidence = round(sureness, 2)
        elif not role and (roles_given or others_ask):
            role = "answer"
        draft.kind = Kind(role) if role else Kind.TURN


def _alternate(drafts: Sequence[Draft]) -> None:
    """Of two voices told apart by a dash alone, the one that asks more asks."""
    opening = [draft for draft in drafts if draft.opens]
    shares = [sum(asks(draft.text) for draft in opening[parity::2]) for parity in (0, 1)]
    asking = 0 if shares[0] >= shares[1] else 1
    for number, draft in enumerate(opening):
        draft.kind = Kind.QUESTION if number % 2 == asking else Kind.ANSWER
        draft.confidence = 0.6


def asked_without_label(drafts: Sequence[Draft]) -> bool:
    """Tell whether somebody asks without a label, the answers alone being labelled.

    Open paragraphs that ask stand before labelled ones, and a speaker is labelled again with nobody else between.
    """
    opening = [draft for draft in drafts if draft.opens]
    if not opening or drafts[0].piece.role == "cue":
        return False
    if any(role_of_label(draft.label) == "question" for draft in opening):
        return False
    counts = Counter(draft.speaker for draft in opening if asks(draft.text))
    own = max(counts.values(), default=0)
    before = sum(
        _ASKED.search(a.text) is not None for a, b in pairwise(drafts) if a.is_open and not a.opens and b.opens
    )
    again = sum(_asked_between(drafts))
    if len({draft.speaker for draft in opening}) > 1 and again < 0.12 * len(opening) and before < 0.4 * len(opening):
        return False
    return before >= 1 and before + again > 1.5 * own and before + again >= 0.25 * len(opening)


def _asked_between(drafts: Sequence[Draft]) -> Iterator[bool]:
    """For each labelled turn after another: whether the same speaker was asked between them by somebody unlabelled."""
    last, was_asked = "", False
    for draft in drafts:
        if draft.opens:
            yield was_asked and draft.speaker == last
            last, was_asked = draft.speaker, False
        elif draft.is_open and _ASKED.search(draft.text):
            was_asked = True
