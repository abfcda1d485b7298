"""Characters that nobody sees, written so that one does: to judge a repair one must see what was repaired."""

import unicodedata
from typing import Final

from rr_reader.text.safe import printable

NAMES: Final = {
    "\t": "TAB",
    "\n": "LF",
    "\r": "CR",
    "\x1b": "ESC",
    "\u00a0": "NBSP",
    "\u00ad": "SHY",
    "\u200b": "ZWSP",
    "\u200c": "ZWNJ",
    "\u200d": "ZWJ",
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u202f": "NNBSP",
    "\u2060": "WJ",
    "\ufeff": "BOM",
}
"""Abbreviations of the Unicode Standard (NameAliases.txt) for those that one meets; others show their number."""

_UNSEEN: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"})


def visible(text: str) -> str:
    r"""Write every character that shows nothing, and U+FFFD, as a token; plain spaces stay.

    >>> visible("Ã\u00a0 \x81\ufffd\n")
    'Ã⟨NBSP⟩ ⟨U+0081⟩⟨U+FFFD⟩⟨LF⟩'
    """
    if text.isascii() and text.isprintable():
        return text
    return printable("".join(map(_token, text)))


def alone(text: str) -> str:
    r"""Write a few characters that stand by themselves: spaces too are seen, and an accent has something to sit on.

    >>> alone("Ã "), alone("\u0301"), alone("")
    ('Ã␣', '◌́', '(nothing)')
    """
    if not text:
        return "(nothing)"
    carrier = "◌" if unicodedata.category(text[0]).startswith("M") else ""
    return carrier + visible(text).replace(" ", "␣")


def _token(character: str) -> str:
    if character == "\ufffd":
        return "⟨U+FFFD⟩"
    if character == " " or unicodedata.category(character) not in _UNSEEN:
        return character
    return f"⟨{NAMES.get(character) or f'U+{ord(character):04X}'}⟩"
