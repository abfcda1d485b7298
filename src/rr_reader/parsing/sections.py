"""Where a heading ends a turn: what follows it without a label is the page's, unless the speaker seems to go on."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from rr_reader.model import Kind
from rr_reader.parsing.draft import Draft
from rr_reader.parsing.names import names_in

_ANSWERS = {Kind.ANSWER, Kind.TURN}
_TURNS = {Kind.QUESTION, *_ANSWERS}
_FIRST_PERSON = re.compile(
    r"\b(?:I|[Mm]y|[Mm]e|[Mm]yself|[Ww]e|[Oo]ur|[Uu]s|ich|mein\w*|mich|mir|wir|uns\w*|je|mon|mes|moi|nous|notre|yo|mi"
    r"|nosotr[oa]s|io|mio|mia|noi|eu|meu|minha|ik|mijn|jag|jeg|min|mitt|vi)\b|\bj['’]"
)
_DOUBTED, _LIKELY, _SURE = 0.55, 0.8, 0.9
"""How surely the text below a heading is whose it is taken for: by its place alone, by how it speaks, by its form."""


def end_turns(drafts: Sequence[Draft], first: int) -> None:
    """Take from the turns what stands below a heading without a label, unless who spoke before it seems to go on.

    `first` is the index of the first turn. What is in italics as a whole, or names who spoke or will speak, tells of
    them; what leads to somebody else's answers is doubtful. Who says *I* goes on, as does an only guest, doubtfully.
    """
    guests = {draft.speaker for draft in drafts if draft.kind in _ANSWERS}
    for begin, run, end in list(_sections(drafts, first)):
        before = next(draft for draft in reversed(drafts[:begin]) if draft.kind in _TURNS)
        following = next((draft for draft in drafts[end:] if draft.kind in _ANSWERS), None)
        leads_on = any(draft.kind in _TURNS for draft in drafts[end:])
        says_i = any(_FIRST_PERSON.search(draft.text) for draft in run)
        if all(draft.piece.is_all("em") for draft in run) or _tells_of(run, before, following):
            kind, sureness = Kind.NOTE if run[0].piece.is_all("em") else Kind.PARAGRAPH, _SURE
        elif before.kind not in _ANSWERS or (len(guests) > 1 and following and following.speaker != before.speaker):
            kind, sureness = Kind.PARAGRAPH, _DOUBTED
        elif says_i or (leads_on and len(guests) == 1 and not _begins_with_name(run[0].text)):
            kind, sureness = Kind.CONTINUATION, _LIKELY if says_i and leads_on else _DOUBTED
        else:
            kind, sureness = Kind.PARAGRAPH, _DOUBTED
        for draft in run:
            draft.kind, draft.confidence = kind, sureness


def _sections(drafts: Sequence[Draft], first: int) -> Iterator[tuple[int, list[Draft], int]]:
    """List what goes on between a heading behind the first turn and the next turn or heading: (from, it, to)."""
    begin = -1
    for index in range(first + 1, len(drafts) + 1):
        draft = drafts[index] if index < len(drafts) else None
        ends = draft is None or draft.kind in _TURNS or draft.kind is Kind.HEADING
        if ends and begin >= 0:
            run = [item for item in drafts[begin:index] if item.kind is Kind.CONTINUATION]
            if run:
                yield begin, run, index
        if ends:
            begin = index + 1 if draft and draft.kind is Kind.HEADING else -1


def _tells_of(run: Sequence[Draft], before: Draft, following: Draft | None) -> bool:
    """Tell whether a text names who spoke before it, or who answers after it and is somebody else."""
    people = {before.speaker, following.speaker if following else ""} - {""}
    parts = {name.split()[-1] for name in people} | people
    return any(re.search(rf"(?<!\w){re.escape(part)}(?!\w)", draft.text) for draft in run for part in parts)


def _begins_with_name(text: str) -> bool:
    """Tell whether a text begins with somebody's full name, as one does that introduces them."""
    return any(text.startswith(name) for name in islice(names_in(text), 1))
