"""Around the conversation: title, deck and short lines before it and in it, and the word after it."""

import re
from collections.abc import Collection, Sequence
from typing import Any

from rr_reader.model import Kind
from rr_reader.parsing.draft import Draft
from rr_reader.parsing.furniture import is_address, is_caption, is_noise, is_short, is_stage_direction
from rr_reader.parsing.lexicon import MONTHS, RELEASE, RELEASE_HINTS
from rr_reader.parsing.names import WORD
from rr_reader.parsing.openings import GO_ON, GO_ON_NOTE
from rr_reader.parsing.roles import role_of_word

_FIRST_PERSON = re.compile(r"\b(?:I|my|me|we|our|us|you|your)\b")
_WORD = re.compile(r"[\w-]+")
_SENTENCES = re.compile(r"[.!?…](?:\s|\Z)")
_GO_ON = re.compile(GO_ON, re.I)
_GO_ON_NOTE = re.compile(GO_ON_NOTE, re.I)
_BIO = re.compile(
    rf"{WORD}(?:[ \xa0]{WORD}){{1,4}} (?:is|was) (?:an?|the) [^.]{{0,200}}"
    r"\b(?:at|for|with|of|from|and|writer|author|editor|contractor)\b"
)
_FOOTNOTES = re.compile(r"(?:foot|end)?notes?|references|sources|bibliography", re.I)
_BROKEN = re.compile(r"(?:[,!?…][\"”»]|[“«»],)[^“„«\"]{3,80}[.,] [\"“„«]")
"""A quotation broken by its cue, as a text has it: no deck."""
_WHENCE = {Kind.DATE, Kind.BYLINE}
"""What stands right below a title, with no empty line between them."""
_SPOKEN = {Kind.QUESTION, Kind.ANSWER, Kind.TURN, Kind.CONTINUATION}


def frame_start(drafts: Sequence[Draft], front: dict[str, Any], first: int, is_talk: bool) -> None:
    """Find the title and the deck among the first pieces; `first` is the index of the first turn."""
    if not drafts or first == 0 or front.get("title"):
        return
    top = drafts[0]
    is_heading = top.piece.role == "heading" and top.piece.level == 1
    if not top.is_open or not (is_heading or (top.piece.role == "" and _could_be_title(top.text))):
        return
    is_set_off = len(drafts) > 1 and (drafts[1].piece.gap or drafts[1].kind in _WHENCE)
    if len(drafts) < 2 or not (is_heading or is_set_off or is_talk):
        return
    if len(drafts) == 2 and not (drafts[1].is_open and len(drafts[1].text) > len(top.text)):
        return
    top.kind, top.confidence = Kind.TITLE, 1.0 if is_heading else 0.9
    deck = drafts[1]
    leads_on = first > 2 and (is_talk or any(d.is_open and d.piece.role != "heading" for d in drafts[2:]))
    tells = not is_talk and _BROKEN.search(deck.text) is not None
    if leads_on and not tells and deck.is_open and deck.piece.role == "" and _could_be_deck(deck.text):
        deck.kind, deck.confidence = Kind.DECK, 0.85


def _could_be_title(text: str) -> bool:
    return len(text) <= 200 and len(text.split()) <= 30 and not re.search(r"[.;,…][\"'”’]?\Z", text)


def _could_be_deck(text: str) -> bool:
    return (
        20 <= len(text) <= 260
        and len(_SENTENCES.findall(text)) <= 2
        and not text.endswith(("?", ":"))
        and not role_of_word(text.partition(":")[0])
    )


def set_short_lines(drafts: Sequence[Draft], people: Collection[str], is_talk: bool) -> None:
    """Make captions, headings and the like of short lines between paragraphs."""
    first = next((index for index, draft in enumerate(drafts) if draft.opens), len(drafts))
    for index, draft in enumerate(drafts):
        if draft.kind is not None or draft.opens or draft.piece.role not in {"", "cue", "heading"}:
            continue
        text = draft.text
        if draft.piece.role == "cue":
            draft.kind = Kind.STAGE if is_noise(text) else None
            continue
        if draft.piece.role == "heading":
            draft.kind = Kind.HEADING
        elif len(text) < 3:
            continue  # no word, and so none of these
        elif is_talk and is_stage_direction(text):
            draft.kind, draft.confidence = Kind.STAGE, 0.9
        elif is_talk and is_address(text) and (index > first or " " in text):
            draft.kind, draft.confidence = Kind.NOTE, 0.8
        elif len(text) <= 250 and draft.piece.is_all("strong") and _may_be_heading(drafts, index, first):
            draft.kind, draft.confidence = Kind.HEADING, 0.9
        elif _stands_alone(text) and (is_short(text) or (not is_talk and text.endswith("?"))):
            if is_caption(text, people, is_talk):
                draft.kind, draft.confidence = Kind.CAPTION, 0.85
            elif _names_what_follows(drafts, index, is_talk) and _may_be_heading(drafts, index, first):
                draft.kind, draft.confidence = Kind.HEADING, 0.85


def _may_be_heading(drafts: Sequence[Draft], index: int, first: int) -> bool:
    """Tell whether a short line can be a heading: where turns are labelled, one within a turn belongs to it.

    `first` is the index of the first labelled turn.
    """
    if index < first:
        return True
    following = next(
        (d for d in drafts[index + 1 : index + 5] if d.kind not in {Kind.CAPTION, Kind.CREDIT, Kind.HEADING}), None
    )
    return following is None or following.opens


def _stands_alone(text: str) -> bool:
    return len(text) <= 140 and "\n" not in text


def _names_what_follows(drafts: Sequence[Draft], index: int, is_talk: bool) -> bool:
    text = drafts[index].text
    if index + 1 >= len(drafts) or not 3 <= len(text) <= 90 or len(text.split()) > 12 or text[-1] in ":,;":
        return False
    following = next((d for d in drafts[index + 1 : index + 4] if d.kind not in {Kind.CAPTION, Kind.CREDIT}), None)
    if following is None or not (text[0].isupper() or text[0].isdigit()):
        return False
    if is_short(following.text) and following.piece.role == "" and not following.opens:
        return False  # one of several lines
    return len(following.text) > len(text) and (not is_talk or len(text.split()) <= 8)


def frame_end(drafts: Sequence[Draft]) -> None:
    """Set apart what follows the last turn: where to see or buy, thanks to the guest, links and how to go on."""
    last = max((i for i, draft in enumerate(drafts) if draft.opens or draft.kind in _SPOKEN), default=-1)
    tail = [
        i
        for i, draft in enumerate(drafts)
        if i > last
        and (draft.is_open or draft.kind is Kind.HEADING)
        and not draft.piece.voice  # a voice's are its words
    ]
    start = _section_of_links(drafts, tail) or next((i for i in tail if _is_outro(drafts[i], drafts[last])), None)
    for index in tail:
        if start is not None and index >= start and drafts[index].is_open:
            is_note = (_GO_ON_NOTE.match(drafts[index].text) or _BIO.match(drafts[index].text)) is not None
            drafts[index].kind, drafts[index].confidence = Kind.NOTE if is_note else Kind.PARAGRAPH, 0.8
    said = len(tail) > 1 or (last >= 0 and drafts[last].kind is not Kind.QUESTION)
    if tail and drafts[tail[-1]].is_open and (is_closing(text := drafts[tail[-1]].text) or (said and _is_dated(text))):
        drafts[tail[-1]].kind, drafts[tail[-1]].confidence = Kind.PARAGRAPH, 0.9


def _section_of_links(drafts: Sequence[Draft], tail: Sequence[int]) -> int | None:
    """Find a last heading under which a list or links stand."""
    headings = [i for i in tail if drafts[i].kind is Kind.HEADING]
    if headings and any(drafts[i].piece.role == "item" for i in tail if i > headings[-1]):
        return headings[-1]
    return None


def _is_outro(draft: Draft, last: Draft) -> bool:
    """Tell whether a paragraph after the last turn is no longer that speaker's: it names them, or sends on."""
    text = draft.text
    if not draft.is_open or len(text) > 700:
        return False
    surname = last.speaker.split()[-1] if last.speaker else ""
    names_speaker = bool(surname) and re.search(rf"\b{re.escape(surname)}\b", text) is not None
    return (
        names_speaker
        or _BIO.match(text) is not None
        or _GO_ON.match(text) is not None
        or _GO_ON_NOTE.match(text) is not None
    )


def is_closing(text: str) -> bool:
    """Tell whether a last paragraph says where to see or buy.

    >>> is_closing("Glass Harbour is now streaming."), is_closing("I watched it streaming.")
    (True, False)
    """
    words = {word.casefold() for word in _WORD.findall(text)}
    sure, hint = words & RELEASE, words & RELEASE_HINTS
    return len(text) <= 250 and (bool(sure) or len(hint) > 1) and not _FIRST_PERSON.search(text)


_DAY = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th|\.)? (?:of |de )?(?:{'|'.join(MONTHS)})|(?:{'|'.join(MONTHS)}) \d{{1,2}})\b", re.I
)


def _is_dated(text: str) -> bool:
    """Tell whether a last line says on which day something is to be seen: one sentence, and nobody's own.

    >>> _is_dated("Wet Paint play the fair on 21 June."), _is_dated("I was born on 21 June.")
    (True, False)
    """
    is_line = len(text) <= _LONGEST_LINE and len(_SENTENCES.findall(text)) <= 1
    return (
        is_line
        and _DAY.search(text) is not None
        and not _FIRST_PERSON.search(text)
        and text.lstrip('“„«"‘')[:1].isupper()
    )


_LONGEST_LINE = 120


def feature_end(drafts: Sequence[Draft]) -> None:
    """Set apart notes at the end of a feature: who wrote it, footnotes, what comes next."""
    heading = next(
        (i for i, d in enumerate(drafts) if d.kind is Kind.HEADING and _FOOTNOTES.fullmatch(d.text)), len(drafts)
    )
    body = [i for i, draft in enumerate(drafts) if draft.is_open]
    for index in reversed(body):
        text = drafts[index].text
        if index > heading or (
            index in body[-3:] and len(text) <= 700 and (_BIO.match(text) or _GO_ON_NOTE.match(text))
        ):
            drafts[index].kind, drafts[index].confidence = Kind.NOTE, 0.8
        elif index < heading:
            break
