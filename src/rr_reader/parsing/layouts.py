"""From pieces to blocks: which of the ways to set an interview this document uses, and what each piece is in it."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec

from rr_reader.model import Kind, Removed, Speaker, is_page
from rr_reader.parsing.accepting import accept
from rr_reader.parsing.asides import set_asides
from rr_reader.parsing.askers import asked_without_label, kinds_of_turns
from rr_reader.parsing.asking import ends_asking, invites
from rr_reader.parsing.beside import also_asking, opening_pair, without_cast, without_headline
from rr_reader.parsing.casting import cast, first_roster
from rr_reader.parsing.draft import Draft
from rr_reader.parsing.flow import flow
from rr_reader.parsing.frame import feature_end, frame_end, frame_start, set_short_lines
from rr_reader.parsing.furniture import furniture
from rr_reader.parsing.intrusions import intrusions
from rr_reader.parsing.labels import Label, candidates
from rr_reader.parsing.marked import asked_by_one, marked_questions
from rr_reader.parsing.newcomers import also_answering, introduce
from rr_reader.parsing.pieces import Piece, pieces_of
from rr_reader.parsing.roster import Roster
from rr_reader.parsing.sections import end_turns
from rr_reader.parsing.set_off import set_off
from rr_reader.parsing.signs import by_signs
from rr_reader.parsing.slips import mend_slips
from rr_reader.parsing.stamps import further_times, stamped
from rr_reader.parsing.unlabelled import decide
from rr_reader.parsing.unpacking import unpacked, unstacked
from rr_reader.parsing.voices import name_voices, settle_voices
from rr_reader.sources import Page

_ANNOUNCED = re.compile(
    r"\b(?:interview|conversation|q\s?&(?:amp;)?\s?a|questions|entretien|entrevista|gespräch|intervista|talks?|answers|rencontre|"
    r"conversación|conversazione|conversa|gesprek|vragen|frågor|spørgsmål|spørsmål|intervju|samtale?|wywiad|rozmowa|pytania|"
    r"rozhovor|otázky|haastattelu|söyleşi|röportaj|perguntas|preguntas|domande|fragen|حوار|مقابلة|שיחה|ראיון|интервью|беседовал\w*)\b|专访|專訪|对话|對話|采访|採訪|访谈|訪談|インタビュー|"
    r"に聞く|にきく|話を聞|인터뷰",
    re.I,
)
_TURNS = {Kind.QUESTION, Kind.ANSWER, Kind.TURN}


class Understood(msgspec.Struct, frozen=True):
    """A page, understood."""

    drafts: tuple[Draft, ...]
    speakers: tuple[Speaker, ...]
    roster: Roster
    kind: str
    """`interview`, `feature` or `transcript`."""
    intro: str
    removed: tuple[Removed, ...] = ()


def understand(page: Page) -> Understood:
    """Decide what every piece of a page is, and who speaks."""
    around: list[Draft] = []
    if page.lines and page.lines[0].role == "cue":
        pieces, removed = flow(page.lines)
    else:
        pieces = unpacked(unstacked(pieces_of(page), page.text), page.text)
        around = [Draft(piece, Kind.BOILERPLATE) for piece in pieces if piece.role == "boilerplate"]
        inside = [piece for piece in pieces if piece.role not in {"boilerplate", "rule"}]
        pieces, removed = _without_bars(stamped(inside))
    kinds = furniture(pieces)
    intrusions(pieces, kinds)
    found = [[*labels, *set_off(piece)] for piece, labels in zip(pieces, candidates(pieces), strict=True)]
    counts = Counter(label.key for labels in found for label in labels if label.form == "colon")
    first = next((i for i, labels in enumerate(found) if any(counts[label.key] > 1 for label in labels)), 12)
    roster = first_roster(page.front, pieces, found, max(first, 4))
    introduce(roster, pieces, found)
    open_found = [labels if kind is None else [] for labels, kind in zip(found, kinds, strict=True)]
    labels = accept(pieces, open_found, roster)
    also_answering(labels, open_found, pieces)
    also_asking(labels, open_found, pieces)
    without_headline(labels, pieces)
    without_cast(labels, pieces, roster)
    by_signs(labels, pieces)
    opening_pair(labels, open_found, pieces, roster)
    mend_slips(labels, open_found)
    drafts = [Draft(piece, kind, time=piece.time) for piece, kind in zip(pieces, kinds, strict=True)]
    cast(drafts, labels, roster)
    name_voices(drafts, roster)
    drafts, labels = _cut_labels(drafts, labels)
    intro = "\n".join(draft.text for draft in drafts[: next((i for i, x in enumerate(labels) if x), 12)])[:20_000]
    kinds_of_turns(drafts, page.front, intro)
    settle_voices(drafts)
    drafts = _join_credits(drafts)
    is_talk = _settle_turns(drafts, page.front, roster)
    removed.extend(further_times(drafts, page.text))
    speakers = _speakers(drafts, roster)
    drafts = sorted([*drafts, *around], key=lambda draft: draft.piece.start) if around else drafts
    return Understood(tuple(drafts), speakers, roster, _kind(drafts, is_talk), intro, tuple(removed))


def _without_bars(pieces: list[Piece]) -> tuple[list[Piece], list[Removed]]:
    """Take the bar off lines like `| Photo Credit:`; it is decoration, and accounted for."""
    removed = []
    for index, piece in enumerate(pieces):
        if piece.text.startswith(("| ", "• ", "· ")) and piece.role != "table" and piece.text.count("|") < 2:
            place = piece.start + len(piece.lead)
            removed.append(Removed(place, place + 1, piece.text[0], "decoration before a line"))
            pieces[index] = piece.without(1)
    return pieces, removed


def _cut_labels(drafts: list[Draft], labels: list[Label | None]) -> tuple[list[Draft], list[Label | None]]:
    """Cut labels off their text; a label on a line of its own goes to the paragraph after it."""
    kept: list[tuple[Draft, Label | None]] = []
    waiting: tuple[Draft, Label | None] | None = None
    place = 0  # where what is waiting stands, if nothing is said after it
    for draft, label in zip(drafts, labels, strict=True):
        if label:
            draft.piece = draft.piece.without(label.length)
            if waiting:
                kept.insert(place, waiting)
            waiting = (draft, label) if not draft.piece.text else None
            place = len(kept)
            if waiting:
                continue
        elif waiting and draft.is_open:
            _give_label(waiting[0], draft, stands_by=place == len(kept))
            label, waiting = waiting[1], None
        kept.append((draft, label))
    if waiting:
        kept.insert(place, waiting)
    return [draft for draft, _ in kept], [label for _, label in kept]


def _give_label(alone: Draft, draft: Draft, *, stands_by: bool) -> None:
    """Give the label that stands alone to a draft, which begins where the label does if that `stands_by`."""
    draft.label, draft.speaker, draft.opens = alone.label, alone.speaker, True
    draft.time = alone.time or draft.time
    draft.speaker_confidence, draft.role = alone.speaker_confidence, alone.role
    if stands_by:
        draft.piece = msgspec.structs.replace(draft.piece, start=alone.piece.start)


def _join_credits(drafts: list[Draft]) -> list[Draft]:
    """A credit that ends in a colon and the line it takes are one block."""
    joined: list[Draft] = []
    for draft in drafts:
        last = joined[-1] if joined else None
        both = last is not None and last.kind is Kind.CREDIT and draft.kind is Kind.CREDIT
        if last and both and not draft.time and last.text.endswith((":", "：")):
            piece = last.piece
            shift = len(piece.text) + 1
            marks = piece.marks + tuple(
                msgspec.structs.replace(m, start=m.start + shift, end=m.end + shift) for m in draft.piece.marks
            )
            last.piece = msgspec.structs.replace(
                piece, text=f"{piece.text} {draft.text}", end=draft.piece.end, marks=marks
            )
        else:
            joined.append(draft)
    return joined


def _settle_turns(drafts: list[Draft], front: dict[str, Any], roster: Roster) -> bool:
    """Decide every open draft; tell whether this is a conversation at all."""
    labelled = [draft for draft in drafts if draft.kind in _TURNS]
    first = next((i for i, draft in enumerate(drafts) if draft.kind in _TURNS), len(drafts))
    marked = marked_questions(drafts, has_labels=len(labelled) > 2)  # two may be all that are labelled
    marked = marked or asked_by_one(drafts)
    for index in marked:
        drafts[index].kind, drafts[index].confidence, drafts[index].opens = Kind.QUESTION, 0.95, True
        first = min(first, index)
    for draft in labelled if marked else ():
        draft.kind = Kind.ANSWER if draft.kind is Kind.TURN else draft.kind
    asks = _asks_unlabelled(drafts, labelled, front) if not marked else False
    is_talk = bool(labelled or marked) or asks
    people = _people(drafts, roster)
    if asks:  # the first who speaks is who asks first, if that is not the title
        first = next((i for i, draft in enumerate(drafts) if i and draft.is_open and invites(draft.text)), first)
    frame_start(drafts, front, first if is_talk else len(drafts), is_talk)
    set_asides(drafts, first)
    set_short_lines(drafts, people, is_talk)
    if asks:
        frame_end(drafts)
        decide(drafts, people, labelled=bool(labelled))
    elif is_talk:
        frame_end(drafts)
        _continue_turns(drafts, first, marked)
        end_turns(drafts, first)
    else:
        feature_end(drafts)
    _carry_speakers(drafts, roster, front)
    for draft in drafts:
        if draft.is_open:
            draft.kind = Kind.HEADING if draft.piece.role == "heading" else Kind.PARAGRAPH
    return is_talk


def _asks_unlabelled(drafts: Sequence[Draft], labelled: Sequence[Draft], front: dict[str, Any]) -> bool:
    """Tell whether somebody asks without a label: no labelled voice does, and open paragraphs before them do."""
    if labelled:
        return asked_without_label(drafts)
    if not drafts or drafts[0].piece.role == "cue":
        return False
    asked = sum(d.is_open and ends_asking(d.text) and d.piece.role != "heading" for d in drafts)
    if asked < 2 or asked < 0.1 * len(drafts):
        return False
    said = sum("”" in d.text or "»" in d.text for d in drafts if d.is_open)
    if said > 0.3 * len(drafts):
        return False
    return any(_ANNOUNCED.search(text) for text in [str(front.get("title") or ""), *(d.text for d in drafts[:5])])


def _continue_turns(drafts: Sequence[Draft], first: int, marked: Sequence[int]) -> None:
    """After the first turn, an open paragraph goes on with the turn before it, or answers a marked question."""
    asked = set(marked)
    previous: int | None = None
    for index, draft in enumerate(drafts):
        if index < first:
            if draft.is_open:
                draft.kind = Kind.HEADING if draft.piece.role == "heading" else Kind.PARAGRAPH
            continue
        if draft.kind in _TURNS:
            previous = index
        elif draft.is_open and draft.piece.role == "heading":
            draft.kind = Kind.HEADING
        elif draft.is_open:
            if previous in asked:
                draft.kind, draft.confidence, draft.speaker_confidence = Kind.ANSWER, 0.9, 0.8
                previous = index
            else:
                draft.kind, draft.confidence = Kind.CONTINUATION, 0.95


def _carry_speakers(drafts: Sequence[Draft], roster: Roster, front: dict[str, Any]) -> None:
    """Give continuations their turn's speaker, and unlabelled answers the one person who can have given them."""
    from rr_reader.parsing.guests import only_guest

    unlabelled = [d for d in drafts if d.kind is Kind.ANSWER and not (d.label or d.speaker or d.opens)]
    nobody = [d for d in drafts if d.kind is Kind.ANSWER and (d.label or d.role) and not d.speaker]
    if unlabelled or nobody:
        labelled = {d.speaker for d in drafts if d.kind is Kind.ANSWER and d.label and d.speaker}
        guest, sureness = (labelled.pop(), 0.9) if len(labelled) == 1 else only_guest(drafts, roster, front)
        for draft in [*unlabelled, *nobody]:
            draft.speaker, draft.speaker_confidence = guest, sureness
    current: Draft | None = None
    for draft in drafts:
        if draft.kind in _TURNS:
            current = draft
        elif draft.kind is Kind.CONTINUATION and current:
            draft.speaker = current.speaker
            draft.speaker_confidence = min(draft.confidence, current.speaker_confidence)
            draft.confidence = min(draft.confidence, 0.95)
        elif draft.kind is Kind.PARAGRAPH:
            current = None


def _people(drafts: Sequence[Draft], roster: Roster) -> frozenset[str]:
    """List what the people of the conversation can be called by, and every hyphenated or full name of the text."""
    names = {draft.speaker for draft in drafts if draft.speaker}
    parts = {part for name in names for part in name.split() if len(part) > 2 and part[0].isupper()}
    return frozenset(names | parts | set(roster.weights))


def _speakers(drafts: Sequence[Draft], roster: Roster) -> tuple[Speaker, ...]:
    """List who speaks, in order, with role and aliases as found."""
    found: dict[str, tuple[set[str], set[Kind]]] = {}
    for draft in drafts:
        if draft.kind in _TURNS and draft.speaker:
            for name in draft.speaker.split(" & "):
                aliases, kinds = found.setdefault(name, (set(), set()))
                if draft.label and " & " not in draft.speaker and draft.kind is not None:
                    aliases.add(draft.label.partition(", ")[0].partition(" (")[0])
                if draft.kind is not None:
                    kinds.add(draft.kind)
    for alias, name in roster.declared.items():
        if name in found:
            found[name][0].add(alias.upper())
    return tuple(
        Speaker(name, "host" if kinds == {Kind.QUESTION} else "guest" if kinds == {Kind.ANSWER} else "",
                tuple(sorted(aliases - {name})))
        for name, (aliases, kinds) in found.items()
    )  # fmt: skip


def _kind(drafts: Sequence[Draft], is_talk: bool) -> str:
    if not is_talk:
        return "transcript" if any(draft.piece.role == "cue" for draft in drafts[:1]) else "feature"
    turns = [draft for draft in drafts if draft.kind in _TURNS]
    timed = sum(bool(draft.time) and not is_page(draft.time) for draft in turns)
    return "transcript" if timed > 0.5 * len(turns) else "interview"
