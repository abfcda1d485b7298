"""Mend text that was damaged on its way: nothing sound is touched, and every change is told.

Each line goes through the steps of one table, `STEPS`, until none finds anything: the first step that
does has its changes made, and the line starts again. A step is a small pure function from a line, and
the reasons trusted so far, to changes. What was found in one line is trusted in the others.
"""

import html
import re
from collections.abc import Callable, Sequence
from html.entities import html5
from typing import Final, TypeVar

import msgspec

from rr_reader.model import Change, Doubt
from rr_reader.text.doubting import doubts_of
from rr_reader.text.edits import Edited, apply_changes, chain
from rr_reader.text.misreading import codecs_of, reading
from rr_reader.text.mojibake import mojibake, twice
from rr_reader.text.multibyte import multibyte
from rr_reader.text.oddness import excess, oddness
from rr_reader.text.suspicion import suspects
from rr_reader.text.weighing import is_trap

Step = Callable[[str, frozenset[str]], tuple[Change, ...]]

_ENTITY = re.compile(r"&#?[0-9A-Za-z]{1,24};")
_MARKUP = re.compile("<[A-Za-z/!]")
_CODE = re.compile("`[^`]*`")
_WORD = re.compile(r"\S+")
_ADDRESS = re.compile(r"://|www\.|[?&]\w{1,40}=|mailto:")
_SPACES = re.compile(r"(\s+)")
_ENTITY_REASON: Final = "character entity"
_FTFY_REASON: Final = "mixed encodings, read by ftfy"
_LEAST_GAIN: Final = 4
"""By how much a word that ftfy would change must become less odd."""

_MANY: Final = 50
"""So many pairs are no longer looked for one by one: the time would grow with their number times the lines'."""
_MOST_ROUNDS: Final = 16
"""Text is seldom garbled more than three times; each layer takes a round for each codec in it."""


class Repaired(Edited, frozen=True):
    """A mended text, and what was mended."""


def repair(text: str, *, entities: bool = True) -> Repaired:
    r"""Undo what wrong encodings did to a text, and decode its character entities, unless these are its format's.

    Line ends, quotation marks, ligatures, widths and composition stay as they are. Gives the same text
    object where nothing is to do; mending twice changes nothing more; never raises.

    >>> repair("Zoรฉ: caf&eacute; – ‘sound’\r\n").text
    'Zoé: café – ‘sound’\r\n'
    """
    may_stand = entities and "&" in text
    if text.isascii() and not may_stand:
        return Repaired(text)
    odd = suspects(text)
    if not odd and not may_stand:
        return Repaired(text)
    lines = text.split("\n")
    mended = _lines_mended(lines, odd, STEPS if entities else STEPS[1:])
    changes: list[Change] = []
    doubts: list[Doubt] = []
    position = 0
    for line, edited in zip(lines, mended, strict=True):
        changes += (_moved(change, position) for change in edited.changes)
        if edited.changes or _has_odd(line, odd):
            doubts += (_moved(doubt, position) for doubt in doubts_of(line, edited.changes, edited.text))
        position += len(line) + 1
    return Repaired("\n".join(edited.text for edited in mended) if changes else text, tuple(changes), tuple(doubts))


_Place = TypeVar("_Place", Change, Doubt)


def _moved(place: _Place, by: int) -> _Place:
    return msgspec.structs.replace(place, start=place.start + by, end=place.end + by)


def _lines_mended(lines: list[str], odd: list[str], steps: Sequence[Step]) -> list[Edited]:
    """Mend lines; what is found in one is trusted in those after it, and in the end in those before it."""
    mended = [Edited(line) for line in lines]
    trusted: frozenset[str] = frozenset()
    known = [trusted] * len(lines)
    while True:
        before = trusted
        for number, line in enumerate(lines):
            if known[number] == trusted and before:
                continue
            if (entities in steps and "&" in line) or _is_in_question(line, odd, trusted):
                mended[number] = _mended(Edited(line), trusted, steps)
                trusted |= _reasons(mended[number])
            known[number] = trusted
        if trusted == before:
            return mended


def _is_in_question(line: str, odd: list[str], trusted: frozenset[str]) -> bool:
    if line.isascii():
        return False
    return any(reading(codec).altered.search(line) for codec in codecs_of(trusted)) or _has_odd(line, odd)


def _has_odd(line: str, odd: list[str]) -> bool:
    return any(pair in line for pair in odd) if len(odd) < _MANY else bool(suspects(line))


def _reasons(edited: Edited) -> frozenset[str]:
    reasons = frozenset(reason for change in edited.changes for reason in change.reason.split("; "))
    return reasons - {_ENTITY_REASON, _FTFY_REASON}


def _mended(edited: Edited, trusted: frozenset[str], steps: Sequence[Step]) -> Edited:
    for _ in range(_MOST_ROUNDS):
        fit = steps if not edited.text.isascii() else [step for step in steps if step is entities]
        changes = next(filter(None, (step(edited.text, trusted) for step in fit)), ())
        if not changes:
            break
        edited = chain(edited, Edited(apply_changes(edited.text, changes), changes))
        if "&" not in edited.text and not suspects(edited.text):
            break
    return edited


def entities(line: str, trusted: frozenset[str]) -> tuple[Change, ...]:
    """Find character entities that stand for their character: not in markup, code or addresses.

    >>> [change.after for change in entities("Caf&eacute; at a.example/?x=1&amp;y=2", frozenset())]
    ['é']
    """
    if "&" not in line or _MARKUP.search(line):
        return ()
    found = list(_ENTITY.finditer(line))
    if not found:
        return ()
    literal = [match.span() for match in _CODE.finditer(line)]
    literal += (match.span() for match in _WORD.finditer(line) if _ADDRESS.search(match.group()))
    kept = {place for start, end in literal for place in range(start, end)} if literal else ()
    changes = (
        Change(*match.span(), match.group(), _character(match.group()), _ENTITY_REASON)
        for match in found
        if match.start() not in kept
    )
    return tuple(change for change in changes if change.before != change.after)


def _character(entity: str) -> str:
    """Give what an entity stands for, also where somebody wrote it all in capitals; else the entity itself.

    >>> _character("&eacute;"), _character("&EACUTE;"), _character("&#233;"), _character("&notit;")
    ('é', 'É', 'é', '&notit;')
    """
    name = entity[1:]
    if name in html5:
        return html5[name]
    read = html.unescape(entity)
    if name.startswith("#"):
        return entity if ";" in read else read
    return html5.get(name.lower(), entity).upper() if name == name.upper() and read == entity else entity


def by_ftfy(line: str, trusted: frozenset[str]) -> tuple[Change, ...]:
    """Take from ftfy, word by word, what leaves the line less odd: what is damaged beyond one codec's rules."""
    if line.isascii():
        return ()
    from ftfy import TextFixerConfig, fix_encoding
    from ftfy.badness import is_bad

    if not is_bad(line):
        return ()
    fixed = fix_encoding(line, TextFixerConfig(explain=False))
    old, new = _SPACES.split(line), _SPACES.split(fixed)
    if len(old) != len(new):
        old, new = [line], [fixed]
    changes = []
    position = 0
    for before, after in zip(old, new, strict=True):
        if before != after and oddness(before) - oddness(after) >= _LEAST_GAIN and not excess(after):
            change = _trimmed(position, before, after, _FTFY_REASON)
            if not is_trap(line, change.start, change.end, change.after):
                changes.append(change)
        position += len(before)
    return tuple(changes)


def _trimmed(start: int, before: str, after: str, reason: str) -> Change:
    """Make a change of only what differs."""
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    end = len(before) - tail
    return Change(start + head, start + end, before[head:end], after[head : len(after) - tail], reason)


def _common(one: str, other: str) -> int:
    """Count the characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


STEPS: Final[tuple[Step, ...]] = (entities, mojibake, multibyte, twice, by_ftfy)
"""In the order of their certainty."""
