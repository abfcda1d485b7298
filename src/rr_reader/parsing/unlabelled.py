"""Paragraphs without a label in a conversation: a question, an answer, or the same person going on.

The best path through the whole document (Viterbi): each paragraph has evidence of its own (question marks,
form of address, white space), each step a cost (nobody is labelled twice in one turn; a question wants an answer).
"""

import re
from collections.abc import Collection, Sequence

import msgspec

from rr_reader.model import Kind
from rr_reader.parsing.asking import ends_asking, requests
from rr_reader.parsing.draft import Draft
from rr_reader.parsing.lexicon import ADDRESS
from rr_reader.parsing.names import WORD

# What a word can begin with is looked for first: that makes either pattern two or three times as fast.
_YOU = re.compile(rf"(?=[{''.join(sorted({word[0] for word in ADDRESS}))}])\b(?:{'|'.join(sorted(ADDRESS))})\b", re.I)
_REQUEST = re.compile(
    r"(?=[abcdehilstw])\b"
    r"(?:tell (?:us|me)|talk (?:about|us|me)|walk (?:us|me)|(?:could|can|would|do|did|have|are|were) you|"
    r"how (?:do|did|does|would|you|has|have|is|was|are)|what (?:is|was|were|are|do|did|made|about|drew|would)|"
    r"why (?:do|did|is|was)|i(?:'|’)?m (?:interested|curious|wondering)|"
    r"i (?:wonder|wondered|was wondering|wanted to ask|want to ask|noticed|read that|understand)|"
    r"(?:been )?wondering (?:about|if|whether|how|what|why)|curious (?:about|to|how|if)|describe|explain|speaking of|"
    r"let(?:'|’)s (?:talk|start|turn))\b",
    re.I,
)
_ASKING_START = re.compile(r"(?:what|how|why|which|could|can|do|would|qu|¿|wie|was|warum|cosa|come|perché)\b", re.I)
_FIRST_PERSON_START = re.compile(
    r"[\"“'‘]?(?:I|I['’]\w+|we|we['’]\w+|my|our|me|us|yes|no|yeah|well|oh|ja|nein|sí|oui|non)\b", re.I
)
_FIRST_PERSON = re.compile(r"\b(?:I|I['’]\w+|my|me|mine|we|we['’]\w+|our|us)\b")

_ADDRESSED = re.compile(rf"({WORD})\s*(?:,|and\b|\?|!|:)")
_NEVER = -1e9


class _State(msgspec.Struct, frozen=True):
    """Where a paragraph stands: its role, and the labelled speaker of the answer that is open."""

    role: str
    """`before` (narration), `question`, `more` of a question, `answer`, `on` (continuation)."""
    speaker: str = ""


def question_score(draft: Draft, names: Collection[str], indent: float, after_picture: bool) -> float:
    """Weigh a paragraph as a question against its being part of an answer: log odds, roughly.

    `indent` is what its leading white space says, from the layout of the labelled paragraphs.
    """
    text = draft.text
    head = text[:60]
    score = -1.0 + indent
    if ends_asking(text):
        score += 2.5
    if "?" in text or "？" in text:
        score += 0.5
    if _YOU.search(text):
        score += 1.0
    if _REQUEST.search(text) or requests(text):
        score += 1.0
    if any(match[1] in names for match in _ADDRESSED.finditer(head)):
        score += 1.0
    if _FIRST_PERSON_START.match(text):  # `I wonder how …` asks; `We had to …` answers, whatever it ends in
        score -= 1.0 if _REQUEST.search(head) else 4.5
    density = len(_FIRST_PERSON.findall(text)) / (1 + text.count(" "))
    if density > 0.04 and not ends_asking(text):
        score -= 1.0
    if after_picture:
        score += 1.0
    if len(text) < 200 and _ASKING_START.match(text):
        score += 1.5
    if len(text) > 900:
        score -= 1.5
    return score


def indent_evidence(drafts: Sequence[Draft]) -> dict[str, float]:
    """Tell what leading white space says: where most labelled paragraphs begin with some, so do those that ask."""
    labelled = [draft.piece.lead for draft in drafts if draft.opens]
    if len(labelled) < 3:
        return {}
    common = max(set(labelled), key=labelled.count)
    share = labelled.count(common) / len(labelled)
    others = [draft.piece.lead for draft in drafts if draft.is_open]
    if not common or share < 0.6 or not others or others.count(common) == len(others):
        return {}
    return {common: 1.2, "": -1.0}


def decide(drafts: Sequence[Draft], names: Collection[str], *, labelled: bool) -> None:
    """Set kind, speaker and confidence of every open draft from the best path.

    With `labelled` answers an open paragraph asks, goes on, or stands before it all; without, the answers are open too.
    """
    indents = indent_evidence(drafts)
    path = [i for i, draft in enumerate(drafts) if draft.is_open or draft.kind in _TURNS]
    if not path:
        return
    scores = []
    for i in path:
        after_picture = i > 0 and drafts[i - 1].kind in {Kind.CAPTION, Kind.CREDIT}
        indent = indents.get(drafts[i].piece.lead, 0.0)
        scores.append(question_score(drafts[i], names, indent, after_picture) if drafts[i].is_open else 0.0)
    states = _best([drafts[i] for i in path], scores, labelled)
    for i, state, score in zip(path, states, scores, strict=True):
        _apply(drafts[i], state, score)


_TURNS = {Kind.QUESTION, Kind.ANSWER, Kind.TURN}


def _choices(draft: Draft, score: float, labelled: bool) -> list[tuple[_State, float]]:
    """Give the states a paragraph can be in, with what speaks for each."""
    if not draft.is_open:
        role = "question" if draft.kind is Kind.QUESTION else "answer"
        return [(_State(role, draft.speaker), 0.0)]
    choices = [(_State("before"), 0.0), (_State("question"), score), (_State("more"), score - 2.0), (_State("on"), 0.0)]
    if not labelled:
        choices.append((_State("answer"), 0.0))
    return choices


def _step(old: _State, new: _State, is_open: bool, labelled: bool) -> float:
    """Weigh one role after another."""
    if new.role == "before":
        return 0.0 if old.role == "before" else _NEVER
    if new.role == "on":
        return 0.0 if old.role in {"answer", "on"} else _NEVER
    if new.role == "more":
        return 0.0 if old.role in {"question", "more"} else _NEVER
    if new.role == "question":
        if old.role in {"question", "more"}:
            return -2.0 if not is_open else -5.0
        return 0.0
    if old.role in {"question", "more"}:
        return 0.0
    if old.role == "before":
        return -2.0 if labelled else _NEVER
    if not labelled and is_open:
        return _NEVER
    return -4.0 if new.speaker and new.speaker == old.speaker else 0.0


def _best(drafts: Sequence[Draft], scores: Sequence[float], labelled: bool) -> list[_State]:
    front: dict[_State, float] = {_State("before"): 0.0}
    steps: list[dict[_State, _State]] = []
    for draft, score in zip(drafts, scores, strict=True):
        following: dict[_State, float] = {}
        came: dict[_State, _State] = {}
        for choice, weight in _choices(draft, score, labelled):
            for old, total in front.items():
                cost = _step(old, choice, draft.is_open, labelled)
                new = _State(choice.role, old.speaker) if choice.role != "before" and draft.is_open else choice
                value = total + weight + cost
                if cost > _NEVER and value > following.get(new, _NEVER):
                    following[new] = value
                    came[new] = old
        front = following
        steps.append(came)
    ends = {
        state: value - (3.0 if state.role in {"question", "more"} and drafts[-1].is_open else 0.0)
        for state, value in front.items()
    }
    state = max(ends, key=lambda s: ends[s])
    path = [state]
    for came in reversed(steps[1:]):
        path.append(came[path[-1]])
    return path[::-1]


def _apply(draft: Draft, state: _State, score: float) -> None:
    if not draft.is_open:
        return
    draft.confidence = round(1 / (1 + 2.718281828 ** -abs(score)), 2)
    if state.role == "before":
        draft.kind, draft.confidence = Kind.PARAGRAPH, 0.9
    elif state.role == "question":
        draft.kind = Kind.QUESTION
    elif state.role == "answer":
        draft.kind, draft.speaker_confidence = Kind.ANSWER, 0.6
    else:
        draft.kind = Kind.CONTINUATION
