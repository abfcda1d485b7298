"""Mend text that was damaged on its way: nothing sound is touched, and every change is told."""

import html
import re
from collections.abc import Callable
from typing import Final

from rr_reader.model import Change
from rr_reader.text.edits import Edited, apply_changes, chain
from rr_reader.text.mojibake import mojibake

_Step = Callable[[str, frozenset[str]], tuple[Change, ...]]

_ENTITY = re.compile(r"&#?[0-9A-Za-z]{1,24};")
_MOST_ROUNDS = 8


class Repaired(Edited, frozen=True):
    """A mended text, and what was mended."""


def repair(text: str) -> Repaired:
    """Undo what a wrong encoding did to a text. Same object where nothing is to do; never raises."""
    if text.isascii() and "&" not in text:
        return Repaired(text)
    trusted: frozenset[str] = frozenset()
    lines = text.split("\n")
    done = [_mended(line, trusted) for line in lines]
    while (found := frozenset(_codecs(done))) - trusted:
        trusted |= found
        done = [_mended(line, trusted) for line in lines]
    changes: list[Change] = []
    position = 0
    for line, edited in zip(lines, done, strict=True):
        changes.extend(
            Change(c.start + position, c.end + position, c.before, c.after, c.reason) for c in edited.changes
        )
        position += len(line) + 1
    if not changes:
        return Repaired(text)
    return Repaired("\n".join(edited.text for edited in done), tuple(changes))


def _codecs(lines: list[Edited]) -> list[str]:
    return [
        change.reason.rpartition(" ")[2]
        for line in lines
        for change in line.changes
        if "UTF-8 read as" in change.reason
    ]


def _mended(line: str, trusted: frozenset[str]) -> Edited:
    edited = Edited(line)
    if line.isascii() and "&" not in line:
        return edited
    for _ in range(_MOST_ROUNDS):
        before = edited.text
        for step in STEPS:
            changes = step(edited.text, trusted)
            if changes:
                edited = chain(edited, Edited(apply_changes(edited.text, changes), changes))
        if edited.text == before:
            break
    return edited


def entities(line: str, trusted: frozenset[str]) -> tuple[Change, ...]:
    if "&" not in line or "<" in line:
        return ()
    found = []
    for match in _ENTITY.finditer(line):
        after = html.unescape(match.group())
        if after != match.group() and not after.endswith(";"):
            found.append(Change(*match.span(), match.group(), after, "character entity"))
    return tuple(found)


STEPS: Final[tuple[_Step, ...]] = (entities, mojibake)
