"""Around the conversation: title, deck and short lines before it and in it, and the word after it."""

import re
from collections.abc import Collection, Sequence
from typing import Any

from rr_reader.model import Kind
from rr_reader.parsing.draft import Draft
from rr_reader.parsing.furniture import is_caption, is_short
from rr_reader.parsing.lexicon import RELEASE

_FIRST_PERSON = re.compile(r"\b(?:I|my|me|we|our|us|you|your)\b")
_WORD = re.compile(r"[\w-]+")
_SENTENCES = re.compile(r"[.!?…](?:\s|\Z)")
_SPOKEN = {Kind.QUESTION, Kind.ANSWER, Kind.TURN, Kind.CONTINUATION}


def frame_start(drafts: Sequence[Draft], front: dict[str, Any], first: int, is_talk: bool) -> None:
    """Find the title and the deck among the first pieces; `first` is the index of the first turn."""
    if not drafts or first == 0 or front.get("title"):
        return
    top = drafts[0]
    is_heading = top.piece.role == "heading" and top.piece.level == 1
    if not top.is_open or not (is_heading or (top.piece.role == "" and _could_be_title(top.text))):
        return
    if len(drafts) < 3 or not (is_heading or drafts[1].piece.gap or is_talk):
        return
    top.kind, top.confidence = Kind.TITLE, 1.0 if is_heading else 0.9
    deck = drafts[1]
    if (
        first > 2
        and deck.is_open
        and deck.piece.role == ""
        and _could_be_deck(deck.text)
        and _goes_on(drafts[2], first)
    ):
        deck.kind, deck.confidence = Kind.DECK, 0.85


def _could_be_title(text: str) -> bool:
    return len(text) <= 200 and len(text.split()) <= 30 and not re.search(r"[.;,…][\"'”’]?\Z", text)


def _could_be_deck(text: str) -> bool:
    return 20 <= len(text) <= 260 and len(_SENTENCES.findall(text)) <= 2 and not text.endswith(("?", ":"))


def _goes_on(following: Draft, first: int) -> bool:
    """Whether something stands between the deck and the first turn."""
    return first > 2 and (not following.is_open or bool(following.text))


def set_short_lines(drafts: Sequence[Draft], people: Collection[str], is_talk: bool, first: int) -> None:
    """Make captions and headings of short lines between paragraphs."""
    for index, draft in enumerate(drafts):
        if not draft.is_open or draft.opens or draft.piece.role not in {"", "heading"}:
            continue
        if draft.piece.role == "heading" or (draft.piece.is_all("strong") and len(draft.text) <= 250):
            draft.kind = Kind.HEADING
        elif _stands_alone(drafts, index) and (is_short(draft.text) or (draft.text.endswith("?") and not is_talk)):
            if is_caption(draft.text, people, is_talk):
                draft.kind, draft.confidence = Kind.CAPTION, 0.85
            elif _names_what_follows(drafts, index, is_talk):
                draft.kind, draft.confidence = Kind.HEADING, 0.85


def _stands_alone(drafts: Sequence[Draft], index: int) -> bool:
    return len(drafts[index].text) <= 140 and "\n" not in drafts[index].text


def _names_what_follows(drafts: Sequence[Draft], index: int, is_talk: bool) -> bool:
    text = drafts[index].text
    if index + 1 >= len(drafts) or len(text.split()) > 12 or len(text) > 90 or text.endswith((":", ",", ";")):
        return False
    following = next((d for d in drafts[index + 1 : index + 4] if d.kind not in {Kind.CAPTION, Kind.CREDIT}), None)
    if following is None or not (text[0].isupper() or text[0].isdigit()):
        return False
    return len(following.text) > len(text) and (not is_talk or len(text.split()) <= 8)


def frame_end(drafts: Sequence[Draft]) -> None:
    """A last line about release, tickets or dates is a paragraph, outside the last turn."""
    for draft in reversed(drafts):
        if draft.is_open:
            if not draft.opens and is_closing(draft.text):
                draft.kind, draft.confidence = Kind.PARAGRAPH, 0.9
            return
        if draft.kind in _SPOKEN:
            return


def is_closing(text: str) -> bool:
    """Tell whether a last paragraph says where to see or buy.

    >>> is_closing("Glass Harbour is now streaming."), is_closing("I watched it streaming.")
    (True, False)
    """
    words = {word.casefold() for word in _WORD.findall(text)}
    return len(text) <= 300 and bool(words & RELEASE) and not _FIRST_PERSON.search(text)
