"""Dialogue in a story, set with dashes: who speaks is said within the lines, which nobody does in an interview."""

import re
from collections.abc import Sequence

from rr_reader.parsing.asking import ends_asking
from rr_reader.parsing.verbs import ADDS, ASKS, REPLIES, surely_says

_BEHIND_DASH = re.compile(r"(?:[,.!?…] ?[—–-] ?|\w [—–](?=\w))([^\W\d_]+)")
"""`—Se hundió —dijo Tolio`, `— Утонула, — сказал Толя`: the word behind the dash."""
_BEHIND_COMMA = re.compile(r"[,!?…] ([^\W\d_]+)(?=-t-|-il|-elle| )")
"""`— Il a coulé, dit Tolio`."""
_SHARE = 0.15


def is_told(lines: Sequence[str]) -> bool:
    """Tell whether lines that begin with a dash are told in a story: some name who says them, no two voices take turns.

    >>> is_told(["—Se hundió —dijo Tolio.", "—¿Y la otra? —preguntó Mira.", "—También."])
    True
    >>> is_told(["—¿Se hundió?", "—Sí, se hundió.", "—¿Y la otra?"])
    False
    """
    told = sum(_names_who_says(line) for line in lines)
    if told < max(2, _SHARE * len(lines)):
        return False
    asked = sorted(sum(map(ends_asking, turns)) / max(1, len(turns)) for turns in (lines[::2], lines[1::2]))
    return not (asked[0] <= _SELDOM and asked[1] >= _MOSTLY)


_SELDOM, _MOSTLY = 0.25, 0.6


def _names_who_says(line: str) -> bool:
    """Tell whether a cue stands within a line of dialogue."""
    if any(word[1].islower() for word in _BEHIND_DASH.finditer(line, 1)):
        return True
    return any(_says(word[1]) for word in _BEHIND_COMMA.finditer(line))


def _says(word: str) -> bool:
    return word.islower() and (word in REPLIES or word in ASKS or word in ADDS or surely_says(word))
