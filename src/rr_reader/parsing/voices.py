"""Whose the turns of captions are: as the markup says, or left open where it says only that another speaks."""

from collections.abc import Sequence

from rr_reader.model import Kind
from rr_reader.parsing.draft import Draft
from rr_reader.parsing.roster import Roster

_ASK = 0.3
"""Share of one voice's turns that ask, where two that alternate are asker and guest; the other asks half as often."""


def name_voices(drafts: Sequence[Draft], roster: Roster) -> None:
    """Give what a voice of the markup says that speaker: a full name that is known, else the name as it stands."""
    for draft in drafts:
        if draft.piece.voice and draft.opens:
            draft.speaker = roster.resolve(draft.piece.voice) or draft.piece.voice
            draft.speaker_confidence = 1.0


def settle_voices(drafts: Sequence[Draft]) -> None:
    """Leave open who asks where captions say only that another speaks, unless what is said bears it out."""
    opening = [draft for draft in drafts if draft.opens and draft.piece.role == "cue"]
    nameless = [draft for draft in opening if not draft.label and not draft.speaker]
    if not nameless:
        return
    if len(nameless) < len(opening):
        for draft in nameless:
            is_question = draft.text.rstrip("\"'”’»)] ").endswith(("?", "？"))
            draft.kind, draft.confidence = (Kind.QUESTION, 0.5) if is_question else (Kind.TURN, 1.0)
        return
    asking = sum("?" in draft.text for draft in opening if draft.kind is Kind.QUESTION)
    others = sum("?" in draft.text for draft in opening if draft.kind is Kind.ANSWER)
    if asking < max(2 * others, _ASK * len(opening) / 2):
        for draft in opening:
            draft.kind, draft.confidence = Kind.TURN, 1.0
