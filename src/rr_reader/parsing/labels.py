"""Labels of speakers: every place that could be one is collected first, then the whole document decides.

`PP:`, `**Ann Lee**:`, `Frederico (FSM):`, `Q.`, `ALGERNON.`, `ANN LEE` on a line of its own, `ann [10:00 AM]`,
`Ann Lee: 00:12:03`, `[00:12:03] Ann:`, `>> ANN:`, `— `.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from rr_reader.parsing.lexicon import LEAD_INS, PERSONS, UNNAMED
from rr_reader.parsing.names import fold_name, is_initials, is_name, joined, label_key
from rr_reader.parsing.pieces import Piece

_TIME = r"\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?(?:\s?[AaPp]\.?[Mm]\.?)?"
_NAME = r"[^\s:：;!?\"“”„«»\[\](){}<>|#*_\n][^:：;!?\"“”„«»\[\](){}<>|#*\n]{0,58}?"
_COLON = re.compile(
    rf"(?:>>\s*|[—–―][ \t\xa0]*)?(?:[\[(](?P<before>{_TIME})[\])]\s*|(?P<before2>{_TIME})\s+)?"
    rf"(?P<typed>\*\*?|_)?(?P<name>{_NAME})\s*(?:\((?P<alias>[^()\n]{{1,40}}(?:\) \([^()\n]{{1,40}})?)\))?"
    rf"\s*(?(typed)(?:(?P=typed)\s*[:：]|[:：]\s*(?P=typed))|[:：])(?!\d)"
    rf"\s*(?:[\[(]?(?P<after>{_TIME})[\])]?(?=\s|\Z))?"
)
"""A name and a colon; in plain text perhaps between the stars or underscores that typists emphasise with."""
_CLOCK = re.compile(rf"(?P<name>{_NAME})\s*(?:[\[(](?P<in>{_TIME})[\])]|\s(?P<bare>{_TIME}))\s*[:：]?[ \t]*(?=\n|\Z)")
_DOT = re.compile(
    r"(?P<name>[^\s.:,;!?\"“”\[\]()\n]{1,24}(?: [^\s.:,;!?\"“”\[\]()\n]{1,24}){0,2})\.(?:[ \t\xa0]+|\n)(?=\S)"
)
_OWN = re.compile(r"(?P<name>[^\n:.,;!?]{2,60})(?=\n|\Z)")
_DASHES = frozenset("—–―─-ー")
_DASH = re.compile(r"(?:[—–―─]{1,2}|--|ーー)[ \t\xa0\u3000]*(?=\S)")
CHEVRON = re.compile(r">>+[ \t]*")
"""What says in captions that somebody else speaks."""
CUE_DASH = re.compile(r"(?:--|[-‐–—−])[ \t\xa0]*(?=[^\s\d–—>-])")
"""The same, where two share a caption."""
_LONGEST_OFFICE = 6
"""Words of what somebody is."""
SET_OFF = ("dashed", "barred", "bracketed", "strong", "em", "capitals", "alone")
"""The ways to set a name off without a colon, each a form of its own that a document uses throughout."""


class Label(msgspec.Struct, gc=False):
    """A label at the start of a piece. `length`: how many characters of the piece it takes."""

    key: str
    """As it stands, title and all; "" for a mere dash or chevron."""
    form: str
    length: int
    alias: str = ""
    time: str = ""
    meant: str = ""
    """The label that this one is a slip for; "" where it stands for itself."""
    office: str = ""
    """What the label says its bearer is: `HOST` of `ANN LEE, HOST:`."""


def candidates(pieces: Sequence[Piece]) -> list[list[Label]]:
    """Collect for each piece the labels it could begin with."""
    return [_candidates(piece) for piece in pieces]


def _candidates(piece: Piece) -> list[Label]:
    text = piece.text[:140]
    found: list[Label] = []
    if piece.role == "label":
        return [Label(piece.text.rstrip(" :："), "own", len(piece.text))]
    if piece.role in {"rule", "code", "table", "heading"} or len(text) < 2:
        return found
    if piece.role == "cue":
        return _in_captions(piece)
    if label := label_at(text):
        found.append(label)
    first, _, rest = text.partition("\n")
    if ":" in first and (match := _CLOCK.match(text)) and could_be(match["name"], lower=True):
        found.append(Label(match["name"].strip(), "clock", match.end(), time=match["in"] or match["bare"]))
    if "." in text[:75] and (match := _DOT.match(text)) and could_be(match["name"]):
        found.append(Label(match["name"], "dot", match.end()))
    if len(first) <= 60 and (match := _OWN.match(text)) and could_be(match["name"]):
        found.append(Label(match["name"].strip(), "own", match.end() if rest else len(piece.text)))
    if text[0] in _DASHES and (match := _DASH.match(text)):
        found.append(Label("", "dash", match.end()))
    elif text[0] == ">" and (match := CHEVRON.match(text)):
        found.append(Label("", "chevron", match.end()))
    return found


def _in_captions(piece: Piece) -> list[Label]:
    """Collect the labels of a piece of captions, which are fewer: a short line is no name there."""
    named = label_at(piece.text)
    found = [named] if named and not piece.voice else []
    if piece.opens and not piece.voice and (match := CHEVRON.match(piece.text)):
        found.append(Label("", "chevron", match.end()))
    elif piece.opens and not piece.voice and (match := CUE_DASH.match(piece.text)):
        found.append(Label("", "dash", match.end()))
    elif piece.opens and not found:
        found.append(Label(piece.voice, "voice", 0))
    return found


def label_at(text: str) -> Label | None:
    """Give the name with a colon that a text begins with, `>>` before it or not; None where there is none.

    >>> label_at("ANN LEE: Why?").key
    'ANN LEE'
    """
    text = text[:140]
    match = _COLON.match(text) if ":" in text or "：" in text else None
    return _colon(match) if match else None


def _colon(match: re.Match[str]) -> Label | None:
    name = match["name"].strip()
    alias = (match["alias"] or "").strip()
    is_time = bool(alias) and re.fullmatch(_TIME, alias) is not None
    time = match["before"] or match["before2"] or match["after"] or (alias if is_time else "")
    name, office = _without_office(name)
    if not could_be(name, lower=bool(time)) or (fold_name(name) in LEAD_INS and not is_initials(name)):
        return None
    rest = match.string[match.end() : match.end() + 8]
    if rest.startswith(("http", "//", "www.")):
        return None
    return Label(name, "colon", match.end(), "" if is_time else alias, time, office=office)


def _without_office(name: str) -> tuple[str, str]:
    """Part a full name from what its bearer is, which is all in capitals as it is, or a word for that: (name, office).

    >>> _without_office("ANN LEE, HOST"), _without_office("Ann Lee, film editor"), _without_office("Ann Lee, Bo Ek")
    (('ANN LEE', 'HOST'), ('Ann Lee', 'film editor'), ('Ann Lee, Bo Ek', ''))
    """
    if "," not in name:
        return name, ""
    bearer, _, office = (part.strip() for part in name.partition(","))
    if len(bearer.split()) > 1 and office and is_name(bearer):
        said = PERSONS.intersection(office.casefold().split())
        if (bearer.isupper() and office.isupper() and len(office.split()) <= _LONGEST_OFFICE) or said:
            return bearer, office
    return name, ""


@lru_cache(maxsize=20_000)
def could_be(name: str, lower: bool = False) -> bool:
    """Tell whether a text could name a speaker by its shape."""
    name = name.strip()
    if is_name(name) or label_key(name) in UNNAMED:
        return True
    if len(parts := joined(name, is_name)) > 1:
        return all(is_name(part) for part in parts)
    return lower and re.fullmatch(r"[\w.-]{1,24}", name) is not None and not name.isdigit()
