"""Whose the turns of captions are: as the markup says, or left open where it says only that another speaks."""

from collections.abc import Sequence
from itertools import pairwise

from rr_reader.model import Kind
from rr_reader.parsing.asking import asks, ends_asking
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


_DOUBTED = 0.5
"""How surely a caption is somebody's of whom only the form speaks."""


def settle_voices(drafts: Sequence[Draft]) -> None:
    """Leave open who asks where captions say only that another speaks, unless what is said bears it out.

    Doubtful is whose a caption without a voice is among those that have one, what answers a question that nobody is
    named for and names nobody either, and the label of one who asks where an answer is expected.
    """
    opening = [draft for draft in drafts if draft.opens and draft.piece.role == "cue"]
    _doubt_answers_to_oneself(opening)
    is_voiced = any(draft.piece.voice for draft in opening)
    nameless = [draft for draft in opening if not draft.label and not draft.speaker]
    if not nameless:
        return
    if len(nameless) < len(opening):
        was_asked = False
        for draft in opening:
            is_nameless = not draft.label and not draft.speaker
            is_question = is_nameless and draft.text.rstrip("\"'”’»)] ").endswith(("?", "？"))
            if is_nameless:
                draft.kind = Kind.QUESTION if is_question else Kind.TURN
                draft.confidence = _DOUBTED if is_question or is_voiced or was_asked else 1.0
            was_asked = is_question
        return
    asking = sum("?" in draft.text for draft in opening if draft.kind is Kind.QUESTION)
    others = sum("?" in draft.text for draft in opening if draft.kind is Kind.ANSWER)
    if asking < max(2 * others, _ASK * len(opening) / 2):
        for draft in opening:
            draft.kind, draft.confidence = Kind.TURN, 1.0


def _doubt_answers_to_oneself(opening: Sequence[Draft]) -> None:
    """Doubt whose a turn is, and so what, that follows a question under the asker's own label and asks nothing."""
    for asked, said in pairwise(opening):
        is_own = bool(said.speaker or said.label) and (said.speaker, said.label) == (asked.speaker, asked.label)
        if is_own and asked.kind is Kind.QUESTION and ends_asking(asked.text) and not asks(said.text):
            said.speaker_confidence = min(said.speaker_confidence, _DOUBTED)
            said.confidence = min(said.confidence, _DOUBTED)
