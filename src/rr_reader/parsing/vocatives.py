"""Whom somebody's words call by name: `No, Ann,` is said to Ann, and so not by her."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from rr_reader.parsing.lexicon import STARTERS, words
from rr_reader.parsing.mentions import NAME_RUN
from rr_reader.parsing.names import UPPER

_BEFORE_NAME = words(
    """oh o ah dear well yes no yeah hey hello hi so now but and poor old please thanks cher chère oui non mais lieber
    liebe ja nein aber ach querido querida sí ay caro cara ma"""
)
"""Words between which and a name there need be no pause."""
_NEAR = 16
"""Characters before a name that are looked at."""
_PAUSES = (",", ";", "—", "–", "-", "!", "?", ".", "…", "¡", "¿")
_SET_APART = frozenset({"", ":", *_PAUSES})
_CALLS = frozenset({",", "!", "—", "–"})
_LISTED = re.compile(rf",[ \xa0](?:and[ \xa0])?(?!I\b)[{UPPER}]\w")
"""Another name: `Lund, Malmö, Ystad`."""


class Named(NamedTuple):
    """A name in somebody's words. `inside` a sentence, a capital is no accident."""

    name: str
    called: bool
    inside: bool


def named_in_speech(speech: str) -> Iterator[Named]:
    """Find the names in somebody's words.

    Called is a name that pauses set apart, alone or after a word like `dear`; as a whole sentence only with `!`.

    >>> [tuple(named)[:2] for named in named_in_speech("It sank, Ann. But is Bo here? Orr? Yes, my dear Ann!")]
    [('Ann', True), ('Bo', False), ('Orr', False), ('Ann', True)]
    """
    done = 0  # where the last name ended that began no sentence
    for match in NAME_RUN.finditer(speech):
        name = match[0]
        if name.casefold() in STARTERS:
            continue
        start, end = match.span()
        before = speech[max(start - _NEAR, 0) : start].rstrip()
        after = speech[end : end + 2].lstrip()[:1]
        if before and (before[-1] == "," or before.rpartition(" ")[2].casefold() in _BEFORE_NAME):
            is_listed = (done and start <= done + 2) or _LISTED.match(speech, end) is not None
            is_called = not is_listed and after in _SET_APART
        else:
            is_paused = not before or before.endswith(_PAUSES)
            is_called = is_paused and (after in _CALLS or (not after and not before))
        is_inside = bool(before) and not before.endswith((".", "!", "?", "…"))
        done = end if is_inside else 0
        yield Named(name, is_called, is_inside)
