"""What is set apart from the talk: notes in callouts, and paragraphs in italics around it that speak of the text."""

import re
from collections.abc import Sequence

from rr_reader.model import Kind
from rr_reader.parsing.draft import Draft

_INTRODUCES = re.compile(
    r"\b(?:chat(?:s|ted)?|talk(?:s|ed)?|sp(?:eaks?|oke|oken)|sat down|sits down|met|meets|interviews|interviewed)"
    r"\b[^.!?]{0,40}\b(?:with|to)?\b",
    re.I,
)
_SENTENCE = re.compile(r"[.!?…。！？][\"'”’»)\]]*\Z")
_FEWEST_WORDS = 5


def set_asides(drafts: Sequence[Draft], first: int) -> None:
    """Make notes of what the format or its emphasis sets apart; `first` is the index of the first turn.

    What tells who met whom, in italics, is the introduction; after the last turn a template's box is a last word of
    the page's.
    """
    last = max((i for i, draft in enumerate(drafts) if draft.opens), default=len(drafts))
    introduces = any(draft.piece.is_all("em") and _INTRODUCES.search(draft.text) for draft in drafts[: min(first, 12)])
    for index, draft in enumerate(drafts):
        if not draft.is_open or draft.opens:
            continue
        if draft.piece.role == "note":
            draft.kind, draft.confidence = Kind.NOTE, 0.95
        elif draft.piece.role == "table" and index > first:  # figures are shown, not said
            draft.kind, draft.confidence = Kind.NOTE, 0.8
        elif draft.piece.role == "aside":
            draft.kind, draft.confidence = Kind.NOTE if index < last else Kind.PARAGRAPH, 0.9
        elif introduces and index < first:
            continue
        elif not first <= index < last and draft.piece.role in {"", "item"} and _is_italic_note(draft):
            draft.kind, draft.confidence = Kind.NOTE, 0.8


def _is_italic_note(draft: Draft) -> bool:
    text = draft.text
    return (
        draft.piece.is_all("em")
        and len(text.split()) >= _FEWEST_WORDS
        and (_SENTENCE.search(text) is not None or len(text) > 100)
        and not text.endswith(("?", "？"))
    )
