"""How odd a stretch of text looks: the gate of every repair. A mend must leave the text clearly less odd.

The measure knows no language, only what writing systems share: letters of one word are of one script,
capitals begin words, symbols do not stand inside words, and rare characters are rare. Units are
arbitrary; a common letter with an accent costs 2, a change of script inside a word 8.
"""

import unicodedata
from bisect import bisect_right

from rr_reader.text.letters import levels

_SCRIPTS = (  # first code point, script; those left out count with the one before
    (0x0000, "latin"),
    (0x0370, "greek"),
    (0x0400, "cyrillic"),
    (0x0530, "armenian"),
    (0x0590, "hebrew"),
    (0x0600, "arabic"),
    (0x0700, "syriac"),
    (0x0750, "arabic"),
    (0x0780, "thaana"),
    (0x07C0, "nko"),
    (0x0800, "other"),
    (0x08A0, "arabic"),
    (0x0900, "devanagari"),
    (0x0980, "bengali"),
    (0x0A00, "gurmukhi"),
    (0x0A80, "gujarati"),
    (0x0B00, "oriya"),
    (0x0B80, "tamil"),
    (0x0C00, "telugu"),
    (0x0C80, "kannada"),
    (0x0D00, "malayalam"),
    (0x0D80, "sinhala"),
    (0x0E00, "thai"),
    (0x0E80, "lao"),
    (0x0F00, "tibetan"),
    (0x1000, "burmese"),
    (0x10A0, "georgian"),
    (0x1100, "cjk"),
    (0x1200, "ethiopic"),
    (0x13A0, "cherokee"),
    (0x1400, "canadian"),
    (0x1680, "other"),
    (0x1780, "khmer"),
    (0x1800, "mongolian"),
    (0x18B0, "canadian"),
    (0x1900, "other"),
    (0x1C80, "cyrillic"),
    (0x1C90, "georgian"),
    (0x1CC0, "other"),
    (0x1D00, "latin"),
    (0x1F00, "greek"),
    (0x2000, "latin"),
    (0x2C00, "other"),
    (0x2C60, "latin"),
    (0x2C80, "other"),
    (0x2DE0, "cyrillic"),
    (0x2E00, "other"),
    (0x2E80, "cjk"),
    (0xA000, "yi"),
    (0xA4D0, "other"),
    (0xA640, "cyrillic"),
    (0xA6A0, "other"),
    (0xA720, "latin"),
    (0xA800, "other"),
    (0xAC00, "cjk"),
    (0xD7A4, "other"),
    (0xF900, "cjk"),
    (0xFB00, "latin"),
    (0xFB13, "other"),
    (0xFB1D, "hebrew"),
    (0xFB50, "arabic"),
    (0xFE30, "cjk"),
    (0xFE70, "arabic"),
    (0xFF00, "cjk"),
    (0x10000, "other"),
    (0x1B000, "cjk"),
    (0x1B170, "other"),
    (0x20000, "cjk"),
)
_STARTS = [start for start, _ in _SCRIPTS]

COMMON_SIGNS = frozenset("\xa0«»·¿¡–—‘’“”„‚…•‑°§®©™€£¥№×÷½¼¾²³¹ªº−→′″₂")
"""Signs that stand in texts of any script."""
_SCRIPT_SIGNS = frozenset("、。「」『』・！？：；，（）।॥،؛؟۔־׳״ー")
_RARE_RANGES = (  # Latin of few languages and phonetics; historic Greek and Cyrillic; small scripts
    *((0x180, 0x218), (0x21C, 0x300), (0x370, 0x380), (0x460, 0x490), (0x4C0, 0x530)),
    *((0x1C80, 0x1E00), (0x2C00, 0x2E00), (0xA490, 0xAC00)),
)
_RARE_LETTERS = frozenset("ªºſ")
_COMMON_MARKS = frozenset(
    "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u0309\u030a\u030b\u030c\u031b\u0323\u0324\u0325\u0327\u0328\u032d\u0330\u0331\u0358"
)
"""Marks that spell words, of those put on any letter."""
_AFRICAN_LETTERS = frozenset("ƁɓƉɖƊɗƎǝƏəƐɛƑƒƓɠƔɣƖɩƘƙƝɲƆɔƩʃƲʋƳƴƷʒƠơƯưʼ")
"""Letters of the African reference alphabet and its kin, and of Vietnamese, that stand in rare ranges."""

LETTER, UPPER, MARK, SPACE, QUOTE, SIGN, SYMBOL, NUMBER, BOX, BROKEN = range(10)


class _Character:
    """What the measure knows of a character."""

    __slots__ = ("cost", "kind", "script")

    def __init__(self, character: str) -> None:
        category = unicodedata.category(character)
        code = ord(character)
        self.kind = _kind(character, category)
        self.script = _SCRIPTS[bisect_right(_STARTS, code) - 1][1] if category[0] in "LM" else ""
        if category == "Mn" and 0x300 <= code < 0x370:
            self.script = ""
        self.cost = _cost(character, category)


def _kind(character: str, category: str) -> int:
    if category in ("Lu", "Lt"):
        return UPPER
    if character == "\ufffd":
        return MARK  # a letter, most likely
    if category[0] == "L":
        return LETTER
    if category[0] == "M":
        return MARK
    if category in ("Zs", "Zl", "Zp") or character in "\t\n\r\v\f":
        return SPACE
    if category in ("Pi", "Pf", "Ps", "Pe"):
        return QUOTE
    if category[0] == "P" or category == "Cf" or character in "+<=>|~^`$":
        return SIGN
    if category in ("No", "Nl"):
        return NUMBER
    if category == "Nd":
        return SIGN
    if "\u2500" <= character < "\u25a0":
        return BOX
    return BROKEN if category[0] == "C" else SYMBOL


def _cost(character: str, category: str) -> int:
    code = ord(character)
    if code < 0x80:
        return 8 if category == "Cc" and character not in "\t\n\r\f\v" else 0
    if category[0] == "C":
        return {"Cf": 3, "Cc": 8}.get(category, 12)
    if code == 0xFFFD:
        return 4
    if category[0] in "LM":
        if character in _AFRICAN_LETTERS:
            return 3
        if category == "Me" or (0x300 <= code < 0x370 and character not in _COMMON_MARKS):
            return 5
        is_rare = character in _RARE_LETTERS or any(first <= code < end for first, end in _RARE_RANGES)
        return 5 if is_rare or _is_rare_cjk(character) else 2
    if character == "\xa0":
        return 1
    return 2 if character in COMMON_SIGNS or character in _SCRIPT_SIGNS else 4


def _is_rare_cjk(character: str) -> bool:
    """Tell whether a Chinese character or Korean syllable is on the first level of no national standard."""
    return ("\u3400" <= character < "\ua000" or "\uac00" <= character < "\ud7a4") and not levels(character)[0]


class _Characters(dict[str, _Character]):
    def __missing__(self, character: str) -> _Character:
        self[character] = known = _Character(character)
        return known


_CHARACTERS = _Characters()
_SYMBOLIC = frozenset({SYMBOL, NUMBER, BOX})
_MIXED = {frozenset(("latin", "greek")): 5, frozenset(("latin", "cjk")): 3}


def oddness(text: str) -> int:
    """Measure a text: 0 for plain ASCII words, more for each rare character and unlikely neighbour.

    >>> oddness("Gariépy"), oddness("Gariรฉpy")
    (2, 20)
    """
    return sum(map(_PAIRS.__getitem__, zip(" " + text, text, strict=False)))


def excess(text: str) -> int:
    """Measure how odd a text is beyond what its characters cost in sound text; 0 for none."""
    return max(0, oddness(text) - 3 * (len(text) - len(text.encode("ascii", "ignore"))))


class _Pairs(dict[tuple[str, str], int]):
    """What a character costs after another; filled as they come."""

    def __missing__(self, pair: tuple[str, str]) -> int:
        if len(self) > _MOST_PAIRS:
            self.clear()
        one, other = _CHARACTERS[pair[0]], _CHARACTERS[pair[1]]
        self[pair] = cost = other.cost + (_neighbours(one, other) if one.kind != SPACE != other.kind else 0)
        return cost


_PAIRS = _Pairs()
_MOST_PAIRS = 200_000


def is_odd_pair(one: str, other: str) -> bool:
    """Tell whether two characters hardly ever stand side by side in sound text, or the second hardly ever stands."""
    first, second = _CHARACTERS[one], _CHARACTERS[other]
    return second.cost > 3 or (first.kind != SPACE != second.kind and _neighbours(first, second) > 0)


def script_of(character: str) -> str:
    """Name the script of a letter; "" for what is none, or of any, or for no character."""
    return _CHARACTERS[character].script if character else ""


def _neighbours(one: _Character, other: _Character) -> int:
    """Measure how unlikely two characters stand side by side."""
    if one.kind <= MARK and other.kind <= MARK:
        if one.script != other.script and one.script and other.script:
            return _MIXED.get(frozenset((one.script, other.script)), 8)
        if one.kind == LETTER and other.kind == UPPER:
            if not (one.cost or other.cost):
                return 1
            return 6 if one.script == "latin" else 4  # Cyrillic has a palochka that looks like a capital
        return 0
    is_symbol, follows_symbol = (character.kind in _SYMBOLIC and character.cost > 0 for character in (other, one))
    if one.kind <= MARK:
        return 3 * is_symbol
    if other.kind <= MARK:
        return 4 * follows_symbol
    if one.kind == other.kind == BOX:
        return -2  # a frame is drawn of many
    return 3 * (follows_symbol and (is_symbol or (other.kind == QUOTE and other.cost > 0)))
