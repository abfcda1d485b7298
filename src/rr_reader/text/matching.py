"""The one matcher: search in an article, over the library, and highlighting all find the same places.

Text is folded before it is compared: case and accents off, typographic quotes and dashes made plain,
runs of white space one space. Offsets that come out are those of the text that went in.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

from rr_reader.model import Change
from rr_reader.text.edits import OffsetMap

_LETTERS = {
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "ı": "i",
    "ħ": "h",
    "ŧ": "t",
    "ŋ": "n",
}
_SIGNS = (
    dict.fromkeys("‘’‚‛′ʼʻ`´‹›", "'")
    | dict.fromkeys("“”„‟″«»", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u061c\u2060\ufeff", "")
)
_BEYOND_ASCII = re.compile("[^\x00-\x7f]+")
_SPACES = re.compile(r"\s+")
_UNEVEN_SPACE = re.compile(r"[^\S ]|  ")
NO_SPACES = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3100-\u312f\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Scripts written without spaces between words: there a term may begin anywhere."""
_BETWEEN_WORDS = r"(?:[^\w\n]|_)+"


@cache  # these two on first use, not at the start
def _plain() -> re.Pattern[str]:
    """Words and spaces: what signs stand between such words in a text does not matter."""
    return re.compile(f"(?:(?![{NO_SPACES}])[^\\W_]| )+")


@cache
def _word_start() -> re.Pattern[str]:
    return re.compile(f"[^\\W_{NO_SPACES}]")


def is_plain(folded: str) -> bool:
    """Tell whether a folded term is made of words alone, in a script that has spaces between them.

    >>> is_plain("red rooms"), is_plain("don't"), is_plain("赤い")
    (True, False, False)
    """
    return bool(_plain().fullmatch(folded))


class _Folding(dict[int, str]):
    """A table for `str.translate` that works out each character when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    if character in _SIGNS:
        return _SIGNS[character]
    if character.isspace():
        return " "
    parts = unicodedata.normalize("NFKD", character.casefold())
    # Accents have a combining class of 10 to 36 (Hebrew, Arabic) or from 200; the rest is part of the letter.
    bare = "".join(part for part in parts if not (9 < (kind := unicodedata.combining(part)) < 37 or kind >= 200))
    bare = unicodedata.normalize("NFC", bare).casefold()
    folded = "".join(_SIGNS.get(part, _LETTERS.get(part, part)) for part in bare)
    return folded.strip() or folded[:1]  # a spacing accent is a space and the accent


_FOLDING = _Folding()


def fold(text: str) -> str:
    r"""Fold a text for comparing: `gariepy` for `Gariépy`; every run of white space becomes one space.

    >>> fold("“Łódź” –\u00a0STRASSE, Straße")
    '"lodz" - strasse, strasse'
    """
    folded = text.lower().replace("`", "'")
    if not folded.isascii():  # most characters of most texts need no looking up
        folded = _BEYOND_ASCII.sub(_fold_run, folded)
    return _SPACES.sub(" ", folded) if _UNEVEN_SPACE.search(folded) else folded


def _fold_run(run: re.Match[str]) -> str:
    return run[0].translate(_FOLDING)


def is_even(text: str, folded: str) -> bool:
    r"""Tell whether each character of a text became one of its folded form, so that offsets are the same in both.

    >>> is_even("Café", "cafe"), is_even("Straße…\u200b", "strasse..."), is_even("a  b", "a b")
    (True, False, False)
    """
    if len(folded) != len(text):
        return False
    characters = set("".join(_BEYOND_ASCII.findall(text)))
    return all(len(_FOLDING[ord(character)]) == 1 for character in characters)


class Matcher:
    """Finds terms in texts. A term matches at a word's start, with `anywhere` also inside words.

    A term of several words is a phrase: between its words may stand signs, as in `red, rooms`, but no end of a line;
    with `anywhere` they stand as they were typed. Terms that fold to nothing are left out.
    """

    def __init__(self, terms: Sequence[str], *, anywhere: bool = False) -> None:
        folded = (fold(term).strip() for term in terms)
        self.terms: tuple[str, ...] = tuple(dict.fromkeys(term for term in folded if term))
        self._patterns = tuple(_pattern(term, anywhere) for term in self.terms)
        self._firsts = tuple(term.split(" ")[0] for term in self.terms)

    def matches(self, folded: str) -> bool:
        """Tell whether all terms occur in a text that is folded already."""
        return all(
            first in folded and pattern.search(folded)
            for first, pattern in zip(self._firsts, self._patterns, strict=True)
        )

    def spans(self, text: str) -> list[tuple[int, int]]:
        r"""List where any of the terms stands in a text as it is, sorted; those that overlap are one.

        >>> Matcher(["gar", "red  rooms"]).spans("Gariépy in “Red\nRooms”, not Edgar")
        [(0, 3), (12, 21)]
        """
        folded = fold(text)
        found = [match.span() for pattern in self._patterns for match in pattern.finditer(folded)]
        if not found:
            return []
        if len(self.terms) > 1:
            found = _merged(found)
        if is_even(text, folded):
            return found
        return _merged(_unfolded(text, found))


@lru_cache(maxsize=256)
def _pattern(term: str, anywhere: bool) -> re.Pattern[str]:
    escaped = re.escape(term) if anywhere or not _plain().fullmatch(term) else term.replace(" ", _BETWEEN_WORDS)
    if anywhere or not _word_start().match(term):
        return re.compile(escaped)
    return re.compile(f"(?<![^\\W_{NO_SPACES}]){escaped}")


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _unfolded(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Carry spans of the folded text back; a character that folds to two is taken whole, with its accents."""
    offsets = OffsetMap(_uneven(text))
    unfolded = []
    for start, end in spans:
        first, last = offsets.before(start), offsets.before_end(end)
        while last < len(text) and not _FOLDING[ord(text[last])]:
            last += 1
        unfolded.append((first, last))
    return unfolded


def _uneven(text: str) -> list[Change]:
    """List the places where folding changes a text's length."""
    folded = {character: _FOLDING[ord(character)] for character in set(text)}
    groups = (
        ("[{}]{{2,}}", [character for character, fold in folded.items() if fold in ("", " ")]),
        ("[{}]", [character for character, fold in folded.items() if not fold]),
        ("[{}]", [character for character, fold in folded.items() if len(fold) > 1]),
    )
    pattern = "|".join(form.format(re.escape("".join(characters))) for form, characters in groups if characters)
    changes = []
    for match in re.finditer(pattern, text) if pattern else ():
        after = _SPACES.sub(" ", "".join(map(folded.__getitem__, match.group())))
        changes.append(Change(*match.span(), match.group(), after, "folded"))
    return changes
