"""Questions that are known by how they are set: in bold or italics, as headings, numbered, or by answers in quotes."""

import re
from collections.abc import Sequence
from itertools import pairwise

from rr_reader.model import Kind
from rr_reader.parsing.asking import asks, ends_asking, invites
from rr_reader.parsing.draft import Draft

_POINTERS = "→►▶▸■●◆>*_"
"""Signs that can stand before each question, in plain text those that typists set around it."""
_TURNS = {Kind.QUESTION, Kind.ANSWER, Kind.TURN}
_ORDINAL = re.compile(r"(?P<number>\d{1,2})[.)]\s+")
_SENTENCE_END = re.compile(r"[.!?…:。！？：][\"'”’»)]*\Z")
_FEWEST_SENTENCES = 3
_FEWEST_MARKS = 0.2
"""Share that must end as questions do: who gives advice requests, too."""


def marked_questions(drafts: Sequence[Draft], *, has_labels: bool) -> list[int]:
    """Find questions set apart by the markup alone: whole paragraphs in bold or italics, headings, where most ask.

    Fewer need ask of what is numbered throughout, and of bold sentences, which no headings are.
    """
    if said := [i for i, draft in enumerate(drafts) if draft.is_open and draft.piece.role == "question"]:
        return said
    classes: dict[str, list[int]] = {}
    for index, draft in enumerate(drafts):
        if draft.is_open and len(draft.text) > 1 and (style := _style(draft)):
            classes.setdefault(style, []).append(index)
    best: list[int] = []
    for style, places in classes.items():
        inviting = sum(invites(_ORDINAL.sub("", drafts[i].text)) for i in places)
        asking = sum(ends_asking(drafts[i].text) for i in places)
        if len(places) < 2 or len(places) <= len(best) or asking < _FEWEST_MARKS * len(places):
            continue
        share = _share_asking_named(places, drafts) if has_labels else _share_asking(style, places, drafts)
        if inviting >= share * len(places):
            best = places
    if not has_labels and (answered := _answered_in_quotes(drafts)) and len(answered) >= len(best):
        best = answered
    if not best or (has_labels and len(best) < 0.3 * sum(draft.kind in _TURNS for draft in drafts)):
        return []
    best = _answered(best, drafts)
    quoted = sum(draft.text.count("“") + draft.text.count('"') for draft in drafts)
    return best if quoted < 2 * len(drafts) else []


def _answered(places: list[int], drafts: Sequence[Draft]) -> list[int]:
    """Leave out the last of some questions if nothing follows it and it asks nothing: a note in the same setting."""
    last = places[-1]
    ends = not any(draft.is_open or draft.opens for draft in drafts[last + 1 :]) and not invites(drafts[last].text)
    return places[:-1] if ends else places


def _style(draft: Draft) -> str:
    """Name what sets a paragraph apart as a whole; "" where nothing does."""
    piece = draft.piece
    if piece.role == "heading":
        return f"h{piece.level}"
    if style := next((name for name in ("strong", "em") if piece.is_all(name)), ""):
        return style
    if piece.role == "quote":
        return "quote"
    if piece.text[0] in _POINTERS:
        return piece.text[0]
    return "number" if _ORDINAL.match(piece.text) else ""


def _share_asking(style: str, places: Sequence[int], drafts: Sequence[Draft]) -> float:
    """Say how many of the paragraphs of one style must ask, if they are to be questions."""
    if len(places) >= _FEWEST_SENTENCES and all(b - a > 1 for a, b in pairwise(places)):
        texts = [drafts[i].text for i in places]
        if style == "number":
            numbers = [int(found["number"]) for text in texts if (found := _ORDINAL.match(text))]
            return 0.3 if numbers == [*range(numbers[0], numbers[0] + len(numbers))] else 0.5
        if style in {"strong", "em"} and sum(bool(_SENTENCE_END.search(text)) for text in texts) >= 0.8 * len(texts):
            return 0.3
    return 0.5


def _share_asking_named(places: Sequence[int], drafts: Sequence[Draft]) -> float:
    """Say how many of the paragraphs of one style must ask, where turns are labelled: fewer if each leads to one."""
    led = sum(i + 1 < len(drafts) and drafts[i + 1].opens for i in places)
    return 0.4 if len(places) >= _FEWEST_SENTENCES and led >= 0.9 * len(places) else 0.8


def _answered_in_quotes(drafts: Sequence[Draft]) -> list[int]:
    """Find the questions where each stands alone, and what follows it is set as a quotation: an answer."""
    quotes = [i for i, draft in enumerate(drafts) if draft.is_open and draft.piece.role == "quote"]
    if len(quotes) < _FEWEST_SENTENCES:
        return []
    quoted = set(quotes)
    asked = [i - 1 for i in quotes if i and i - 1 not in quoted and drafts[i - 1].is_open and not drafts[i - 1].opens]
    between = [i for i in range(quotes[0], quotes[-1]) if drafts[i].is_open and i not in quoted]
    if len(asked) < _FEWEST_SENTENCES or not set(between) <= set(asked):
        return []  # a quotation among narration
    inviting = sum(invites(drafts[i].text) for i in asked)
    answering = sum(ends_asking(drafts[i].text) for i in quotes) / len(quotes)
    return asked if inviting / len(asked) >= max(0.5, 2 * answering) else []


def asked_by_one(drafts: Sequence[Draft]) -> list[int]:
    """Find the questions where nobody but the asker is labelled, and the answers stand open between."""
    turns = [i for i, draft in enumerate(drafts) if draft.kind in _TURNS]
    if len(turns) < 2 or len({drafts[i].speaker for i in turns}) > 1 or drafts[turns[0]].kind is Kind.ANSWER:
        return []
    answered = sum(i + 1 < len(drafts) and drafts[i + 1].is_open and not drafts[i + 1].opens for i in turns)
    asking = sum(asks(drafts[i].text) for i in turns)
    return turns if min(answered, asking) >= 0.6 * len(turns) else []
