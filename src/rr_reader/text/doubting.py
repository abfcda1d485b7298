"""What stays garbled, or may be: told, and left to the reader.

A wrong alphabet read as another leaves no trace that could be undone for certain; a lost byte may have been
anything. Both show.
"""

import re
from collections.abc import Iterator
from typing import Final

from rr_reader.model import Change, Doubt
from rr_reader.text.misreading import LOST
from rr_reader.text.oddness import excess
from rr_reader.text.suspicion import suspects

_WORD: Final = re.compile(r"[^\W\d_]+")
_LEAST_LETTERS: Final = 12
_MOST_ACCENTED: Final = 0.6
"""The share of letters beyond ASCII that no orthography in Latin letters reaches in a line."""
_LEAST_EXCESS: Final = 24
_EXCESS_A_CHARACTER: Final = 0.5


def doubts_of(line: str, changes: tuple[Change, ...], mended: str) -> Iterator[Doubt]:
    """Find what is doubtful in a line, in its own offsets; `mended` is what its changes make of it."""
    lost = [change for change in changes if LOST in change.after]
    if lost:
        yield Doubt(lost[0].start, lost[-1].end, "bytes were lost: which characters stood here cannot be told")
    if suspects(mended) and looks_garbled(mended):
        yield Doubt(0, len(line), "looks garbled, but how cannot be told for certain")


def looks_garbled(line: str) -> bool:
    """Tell whether a line is hardly text in any language as it stands.

    >>> looks_garbled("Ïðèâåò, êàê äåëà?"), looks_garbled("Příliš žluťoučký kůň")
    (True, False)
    """
    if line.isascii():
        return False
    letters = "".join(_WORD.findall(line))
    latin = [letter for letter in letters if letter < "\u0250"]
    accented = sum(not letter.isascii() for letter in latin)
    if len(latin) >= _LEAST_LETTERS and 2 * len(latin) > len(letters) and accented > _MOST_ACCENTED * len(latin):
        return True
    return excess(line) > max(_LEAST_EXCESS, _EXCESS_A_CHARACTER * len(line))
