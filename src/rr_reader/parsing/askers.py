"""Who asks: by what their labels say, how they speak, and what the article says of them."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from rr_reader.model import Kind
from rr_reader.parsing.asking import asks, ends_asking, invites
from rr_reader.parsing.casting import AUTHOR_KEYS, named_in
from rr_reader.parsing.draft import Draft
from rr_reader.parsing.names import fold_name
from rr_reader.parsing.roles import role_of_word

_MEETS = re.compile(
    r"\b(?:interview(?:s|ed|ing)?|talk(?:s|ed|ing)?|sp(?:eaks?|oke|oken|eaking)|chat(?:s|ted|ting)?|sat down|sits down|"
    r"met|meets|conversations?|q\s?&\s?a|questions?|joined by|reached out)\b"
    r"[^.?!]{0,40}?(?:\b(?:with|to|for|by|interviews|interviewed))?\s*\Z"
    r"|\b(?:interview|gespräch|unterhaltung|begegnung|minuten|fragen|entretien|rencontre|conversation|interview|"
    r"questions|entrevista|conversación|encuentro|preguntas|intervista|incontro|conversazione|colloquio|domande|"
    r"conversa|perguntas|gesprek|vragen|ontmoeting|samtale|samtal|rozmowa|rozhovor)\b"
    r"(?:\s\w+){0,2}?\s(?:mit|an|avec|à|a|con|al|alla|com|met|aan|med|z|s)(?:\s[^\s?!]+){0,2}\s*\Z",
    re.I,
)
_ASKS_SOMEBODY = re.compile(
    r"\s+(?:asks|asked)\b|[^.?!]{0,50}?\b(?:interviews|interviewed|"
    r"(?:talked|talks|spoke|speaks|chats|chatted|sat down|met|meets)(?:\s+\w+)?\s+(?:with|to)(?!\s+(?:me|us)\b)|"
    r"habló con|ha hablado con|conversó con|entrevist[aóò]|l[’']a rencontrée?|a rencontré|s[’']est entretenue?|"
    r"hat [^.?!]{1,30} (?:besucht|getroffen|gesprochen|interviewt)|sprach (?:mit|met)|traf|l[’']ha incontrat[ao]|"
    r"ha incontrato|falou com|conversou com|entrevistou|bezocht|interviewde)\b"
)
_ASKED_BY = re.compile(
    r"\b(?:interview(?:ed)? by|asked by|questions by|recueillis? par|par|interview von|gespräch führte|fragte|sprach|"
    r"entrevista de|por|intervista di|a cura di|interview door|беседовал[аи]?|спрашивал[аи]?|интервью взял[аи]?)\s*\Z",
    re.I,
)
_ABOUT = re.compile(
    r"\b(?:with|to)\b.*\b(?:about|on)\b|\b(?:about|of|on|over|in|at|from|near|during)(?:\s(?:the|a|an|her|his|their|new))*\s*\Z",
    re.I | re.S,
)
"""Between a meeting and a name, that this is not whom somebody met: `talked with Ann Roe about Glass Harbour`."""
_TELLS = re.compile(r"\s+(?:talks?|talked|speaks?|spoke|discuss(?:es|ed)?|explains?|on|tells?)\b")


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
    authors = {fold_name(name) for name in named_in(front, AUTHOR_KEYS)}
    title = str(front.get("title") or "") or (
        drafts[0].text if not drafts[0].opens and len(drafts[0].text) < 200 else ""
    )
    first = next(iter(turns))
    asking = {name: sum(asks(draft.text) for draft in said) for name, said in turns.items()}
    meeting = {name: met(name, intro) for name in turns}
    scores = _scores(turns, asking, meeting, authors, title)
    ranked = sorted(scores, key=lambda name: scores[name], reverse=True)
    gaps = [scores[a] - scores[b] for a, b in pairwise(ranked)]
    widest = max(gaps)
    if widest < 0.6:
        return frozenset(), widest
    who = frozenset(ranked[: gaps.index(widest) + 1])
    told = {name for name in who if fold_name(name) in authors or meeting[name] > 0}
    one_was_met = len(turns) == 2 and any(met(name, f"{title}\n{intro}") < 0 for name in turns.keys() - who)
    if not told and not one_was_met and not any(asking[name] for name in who):
        return frozenset(), widest  # nobody who never asks is known by that alone
    if not told and _answer_each_other(drafts, who):
        return frozenset(), widest
    known = {name for name in who if name == first or name in told}
    return who - (_who_joined_in(drafts, who) - known), min(1.0, 0.5 + widest / 3)


def _scores(
    turns: Mapping[str, Sequence[Draft]],
    asking: Mapping[str, int],
    meeting: Mapping[str, float],
    authors: Collection[str],
    title: str,
) -> dict[str, float]:
    """Rate how much each speaker is like one who asks: `asking` counts it, `meeting` weighs what the article says."""
    mean = sum(len(d.text) for ds in turns.values() for d in ds) / sum(len(ds) for ds in turns.values())
    first = next(iter(turns))
    scores = {}
    for name, said in turns.items():
        score = 3 * asking[name] / len(said)
        score -= max(-1.0, min(1.0, math.log((1 + sum(len(d.text) for d in said) / len(said)) / (1 + mean))))
        score += 0.5 * (name == first)
        score += 1.0 * (fold_name(name) in authors) * (len(authors) < len(turns))
        score -= 1.5 * (name in title or name.split()[-1] in re.findall(r"[\w-]+", title))
        score += meeting[name]
        score += 2.0 * any(role_of_word(draft.label.partition(" ")[0]) == "question" for draft in said)
        score += 1.5 * sum(draft.piece.is_all("strong") or draft.piece.is_all("em") for draft in said) / len(said)
        scores[name] = score
    return scores


def _answer_each_other(drafts: Sequence[Draft], who: Collection[str]) -> bool:
    """Tell whether those who ask are answered by one another as well: all ask and tell, and nobody plays a part."""
    spoken = [draft for draft in drafts if draft.opens and draft.speaker]
    answered = [b.speaker for a, b in pairwise(spoken) if a.speaker in who and a.speaker != b.speaker and asks(a.text)]
    among = sum(name in who for name in answered)
    return among >= _FEWEST_AMONG and among >= _SHARE_AMONG * len(answered)


_FEWEST_AMONG, _SHARE_AMONG = 2, 0.4
"""How many questions of those who ask another of them answers, and what share, if they only talk."""


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


def met(name: str, intro: str) -> float:
    """Weigh what the intro says: whom somebody talked with answers (-1), who talked with somebody asks (1)."""
    weight, place = 0.0, intro.find(name)
    while place >= 0:
        end = place + len(name)
        after = intro[end : end + 80]
        if _ASKS_SOMEBODY.match(after) or _ASKED_BY.search(intro[max(0, place - 40) : place]):
            return 1.0
        meeting = _MEETS.search(intro, max(0, place - 60), place)
        if _TELLS.match(after) or (meeting and not _ABOUT.search(meeting[0])):
            weight = -1.0
        place = intro.find(name, end)
    return weight


def kinds_of_turns(drafts: Sequence[Draft], front: Mapping[str, Any], intro: str) -> None:
    """Make each draft that opens a turn a question, an answer or, where it cannot be told, a turn."""
    opening = [draft for draft in drafts if draft.opens]
    if opening and not any(draft.label for draft in opening):
        _alternate(drafts)
        return
    others_ask = asked_without_label(drafts)
    who, sureness = (frozenset[str](), 0.7) if others_ask else askers(drafts, front, intro)
    roles_given = {draft.role for draft in opening} - {""}
    if "question" in roles_given:  # nobody else asks, unless most of what they say does
        who = frozenset(name for name in who if _mostly_asks(name, opening))
    for draft in opening:
        role = draft.role
        if not role and who:
            role = "question" if draft.speaker in who else "answer"
            draft.confidence = round(sureness, 2)
        elif not role and (roles_given or others_ask):
            role = "answer"
        draft.kind = Kind(role) if role else Kind.TURN


def _mostly_asks(name: str, opening: Sequence[Draft]) -> bool:
    said = [asks(draft.text) for draft in opening if draft.speaker == name]
    return sum(said) > 0.6 * len(said)


def _alternate(drafts: Sequence[Draft]) -> None:
    """Of two voices told apart by a dash alone, the one that asks more asks; where one alone has a dash, that one."""
    opening = [draft for draft in drafts if draft.opens]
    if _only_askers_have_dashes(drafts, opening) or _only_answers_have_dashes(drafts, opening):
        return
    shares = [sum(asks(draft.text) for draft in opening[parity::2]) for parity in (0, 1)]
    asking = 0 if shares[0] >= shares[1] else 1
    for number, draft in enumerate(opening):
        draft.kind = Kind.QUESTION if number % 2 == asking else Kind.ANSWER
        draft.confidence = 0.6


def _only_askers_have_dashes(drafts: Sequence[Draft], opening: Sequence[Draft]) -> bool:
    """Where a dash stands before what is asked alone, and what follows without one answers: decide both."""
    follows = [b for a, b in pairwise(drafts) if a.opens and b.is_open and not b.opens]
    if len(follows) < 0.7 * len(opening) or sum(asks(draft.text) for draft in opening) < 0.5 * len(opening):
        return False
    for draft in opening:
        draft.kind, draft.confidence = Kind.QUESTION, 0.9
    for draft in follows:
        draft.kind, draft.confidence = Kind.ANSWER, 0.85
    return True


def _only_answers_have_dashes(drafts: Sequence[Draft], opening: Sequence[Draft]) -> bool:
    """Where what stands before each dash has none, and asks as a rule: decide both."""
    before = [a for a, b in pairwise(drafts) if b.opens and a.is_open and not a.opens]
    inviting = sum(invites(draft.text) for draft in before)
    if len(before) < 0.7 * len(opening) or inviting < max(2, 0.5 * len(before)):
        return False
    for draft in before:
        draft.kind, draft.confidence, draft.opens = Kind.QUESTION, 0.9, True
    for draft in opening:
        draft.kind, draft.confidence, draft.role = Kind.ANSWER, 0.85, "answer"
    return True


def asked_without_label(drafts: Sequence[Draft]) -> bool:
    """Tell whether somebody asks without a label, the answers alone being labelled.

    Open paragraphs that ask stand before labelled ones, and a speaker is labelled again with nobody else between.
    """
    opening = [draft for draft in drafts if draft.opens]
    if not opening or drafts[0].piece.role == "cue":
        return False
    if any(draft.role == "question" for draft in opening):
        return False
    counts = Counter(draft.speaker for draft in opening if asks(draft.text))
    own = max(counts.values(), default=0)
    before = sum(ends_asking(a.text) for a, b in pairwise(drafts) if a.is_open and not a.opens and b.opens)
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
        elif draft.is_open and ends_asking(draft.text):
            was_asked = True
