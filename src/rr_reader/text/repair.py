"""Mend text that was damaged on its way: nothing sound is touched, and every change is told."""

import re
from collections.abc import Callable
from os.path import commonprefix
from typing import Final

from rr_reader.model import Change
from rr_reader.text.edits import Edited, apply_changes, chain
from rr_reader.text.mojibake import mojibake
from rr_reader.text.oddness import oddness

_Step = Callable[[str, frozenset[str]], tuple[Change, ...]]

_ENTITY = re.compile(r"&#?[0-9A-Za-z]{1,24};")
_MARKUP = re.compile("<[A-Za-z/!]")
_LITERAL = re.compile(r"`[^`]*`|\S*(?:://|www\.|[?&]\w+=|mailto:)\S*")
_SPACES = re.compile(r"(\s+)")
_LEAST_GAIN = 4
_MOST_ROUNDS = 16


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
        changes = next(filter(None, (step(edited.text, trusted) for step in STEPS)), ())
        if not changes:
            break
        edited = chain(edited, Edited(apply_changes(edited.text, changes), changes))
    return edited


def entities(line: str, trusted: frozenset[str]) -> tuple[Change, ...]:
    """Find character entities that stand for their character: not in markup, code or addresses.

    >>> [change.after for change in entities("Caf&eacute; at a.example/?x=1&amp;y=2", frozenset())]
    ['é']
    """
    if "&" not in line or _MARKUP.search(line):
        return ()
    from ftfy.fixes import unescape_html

    literal = [match.span() for match in _LITERAL.finditer(line)]
    found = []
    for match in _ENTITY.finditer(line):
        after = unescape_html(match.group())
        if after != match.group() and not any(start <= match.start() < end for start, end in literal):
            found.append(Change(*match.span(), match.group(), after, "character entity"))
    return tuple(found)


def by_ftfy(line: str, trusted: frozenset[str]) -> tuple[Change, ...]:
    """Take from ftfy, word by word, what leaves the line less odd: bytes lost or altered, mixed encodings."""
    from ftfy import TextFixerConfig, fix_encoding
    from ftfy.badness import is_bad

    if not is_bad(line):
        return ()
    fixed = fix_encoding(line, TextFixerConfig(unescape_html=False, explain=False))
    if fixed == line:
        return ()
    old, new = _SPACES.split(line), _SPACES.split(fixed)
    if len(old) != len(new):
        old, new = [line], [fixed]
    changes = []
    position = 0
    for before, after in zip(old, new, strict=True):
        if before != after and oddness(before) - oddness(after) >= _LEAST_GAIN:
            changes.append(_trimmed(position, before, after, "mixed encodings, read by ftfy"))
        position += len(before)
    return tuple(changes)


def _trimmed(start: int, before: str, after: str, reason: str) -> Change:
    """Make a change of only what differs."""
    head = len(commonprefix((before, after)))
    tail = len(commonprefix((before[head:][::-1], after[head:][::-1])))
    end = len(before) - tail
    return Change(start + head, start + end, before[head:end], after[head : len(after) - tail], reason)


STEPS: Final[tuple[_Step, ...]] = (entities, mojibake, by_ftfy)
