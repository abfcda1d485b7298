"""How surprising a character is after another, in bits: what tells text from what only decodes as text.

The measure knows no language: a script is the first word of a character's Unicode name, letters of one
word are of one script, and of Han characters and Hangul syllables those are common that the national
standards put first. Sums over a text compare readings of it; the smaller is the likelier.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from math import log2
from typing import Final

from rr_reader.text.letters import levels

LOST: Final = "\ufffd"

SWITCHED: Final = 4
"""Bits of another script in the next word."""

_SURE: Final = 0.97
"""The share of likelihood from which one of several characters is taken."""

_KANA_AND_HAN: Final = frozenset(("CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "IDEOGRAPHIC", "BOPOMOFO"))
_LARGE_SCRIPTS: Final = {"YI": 10, "ETHIOPIC": 8, "CANADIAN": 8, "VAI": 10, "CHEROKEE": 8, "HALFWIDTH": 9}
"""Bits of a letter where there are hundreds."""

_COMMON_SIGNS: Final = frozenset("–—‘’“”„…•、。「」『』《》")
"""Signs that are found in nearly every text of some script."""

_ALONE: Final = {"é": 4, "\t": 5, LOST: 6, **dict.fromkeys(_COMMON_SIGNS, 6)}
"""Bits of single characters: of all letters with an accent the é is the most frequent in any mix of languages."""

_INHERITED: Final = frozenset(("COMBINING", "MODIFIER", "VARIATION", "ZERO"))
_RARE_RANGES: Final = (  # letters of few languages, of phonetics and of old books; forms kept for compatibility
    *((0x180, 0x218), (0x21C, 0x300), (0x370, 0x386), (0x3CF, 0x400), (0x460, 0x490), (0x4C0, 0x530)),
    *((0x1C80, 0x1EA0), (0x2C00, 0x2E00), (0xA490, 0xAC00), (0xF900, 0xFE30), (0xFE70, 0xFF00)),
)


class Known:
    """What is known of a character: `bits` alone, its script ("" where it has none), its case."""

    __slots__ = ("bits", "is_letter", "is_lower", "is_upper", "script", "writing")

    def __init__(self, bits: int, script: str, category: str) -> None:
        self.bits, self.script = bits, script
        self.writing = "KANA AND HAN" if script in _KANA_AND_HAN else script
        self.is_letter = category[0] in "LM"
        self.is_lower, self.is_upper = category == "Ll", category == "Lu"


LOST_KNOWN: Final = Known(6, "", "So")


@cache
def known(character: str) -> Known:
    """Look a character up."""
    if character == LOST:
        return LOST_KNOWN
    category = unicodedata.category(character)
    name = unicodedata.name(character, "")
    script = name.split(" ", 1)[0] if category[0] in "LM" else ""
    return Known(_bits(character, category, name), "" if script in _INHERITED else script, category)


def likeliest_of_each_script(characters: Iterable[str]) -> Iterator[tuple[str, Known]]:
    """Give, of characters one of which stood in a text, for each script the only likely one, or else U+FFFD.

    With each is how surprising it is that the text has one of those.
    """
    writings: dict[str, list[tuple[float, str]]] = {}
    for character in characters:
        this = known(character)
        writings.setdefault(this.writing, []).append((2.0**-this.bits, character))
    for weights in writings.values():
        total = sum(weight for weight, _ in weights)
        weight, character = max(weights)
        script = known(character).script
        bits = round(-log2(total))
        is_sure = weight >= _SURE * total and (script or character in _COMMON_SIGNS)
        category = unicodedata.category(character)
        yield character if is_sure else LOST, Known(max(1 if script else 6, bits), script, category)


def _bits(character: str, category: str, name: str) -> int:
    if character in _ALONE:
        return _ALONE[character]
    code = ord(character)
    if code < 0x80:
        return 20 if category == "Cc" else 5
    if category[0] == "C":
        return {"Cf": 10, "Cc": 13, "Co": 25}.get(category, 40)
    if category[0] in "LM":
        return _letter_bits(character, name)
    is_plain = code < 0x100 or 0x2000 <= code < 0x2070 or 0xFF00 <= code < 0xFF66
    if category == "Zs" or (category[0] == "P" and is_plain):
        return 8
    if code < 0x100:
        return 8 if category == "Sc" else 10
    return 15 if category[0] == "P" or character in "€₩₹₪№™" else 18


def _letter_bits(character: str, name: str) -> int:
    if name.startswith("CJK UNIFIED"):
        return _han_bits(character)
    if name.startswith("CJK COMPATIBILITY"):
        return 16
    if name.startswith("HANGUL"):
        return 9 if len(character.encode("euc_kr", "ignore")) == 2 else 17  # the others it spells in eight bytes
    if name.startswith("COMBINING"):
        return 10 if "\u0300" <= character < "\u0370" else 13
    if character > "\uffff" or any(first <= ord(character) < end for first, end in _RARE_RANGES):
        return 12
    return _LARGE_SCRIPTS.get(name.split(" ", 1)[0], 6)


def _han_bits(character: str) -> int:
    """Tell how rare a Han character is: by how many standards hold it for common, or hold it at all."""
    common, rare = levels(character)
    return 13 - common if common else 16 if rare else 19


def surprise(last: Known, this: Known, writing: str = "") -> int:
    """Give the bits of a character after another, and after letters of a script that may stand before that.

    >>> surprise(known("f"), known("é")) < surprise(known("f"), known("茅"))
    True
    """
    bits = this.bits
    if not this.is_letter:
        if this is last is LOST_KNOWN:
            return 0
        return bits + 3 if bits >= 10 and last.is_letter else bits
    if not last.is_letter:
        bits += 3 if last.bits >= 10 else 0
        return bits + SWITCHED if writing != this.writing and writing and this.writing else bits
    if last.writing != this.writing and last.writing and this.writing:
        return bits + 8
    return bits + 5 if last.is_lower and this.is_upper else bits
