"""Codecs turned round: what UTF-8 looks like when it is read as something else.

Browsers show a byte that a codec leaves undefined as the C1 control of its number; programs show U+FFFD.
Pages then pass through editors that straighten quotes and make no-break spaces plain.
"""

import codecs
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise, product
from typing import Final

import msgspec

from rr_reader.text.encoding_names import name_of

CODECS: Final = (
    *("cp1252", "iso8859_1", "cp1251", "cp1250", "mac_roman", "cp874", "cp1253", "cp1254", "cp1257", "cp1255"),
    *("cp1256", "cp1258", "cp437", "cp850", "cp852", "cp866", "koi8_r", "koi8_u", "mac_cyrillic", "mac_latin2"),
    *("mac_turkish", "iso8859_15", "iso8859_2", "iso8859_9", "iso8859_5", "iso8859_7", "iso8859_8", "iso8859_6"),
    *("iso8859_3", "iso8859_4", "iso8859_10", "iso8859_11", "iso8859_13", "iso8859_14", "iso8859_16"),
)
"""Codecs that UTF-8 is read as by mistake; of those that explain a text equally well the first is taken."""

LOST: Final = "\ufffd"
_ALTERED: Final = {"\xa0": " ", "‘": "'", "’": "'", "“": '"', "”": '"'}
"""What a character often became after it was misread: editors straighten quotes and make spaces plain."""

_SEQUENCES: Final = (  # the ranges of bytes of well-formed UTF-8 (Unicode, table 3-7)
    ((0xC2, 0xDF), (0x80, 0xBF)),
    ((0xE0, 0xE0), (0xA0, 0xBF), (0x80, 0xBF)),
    ((0xE1, 0xEC), (0x80, 0xBF), (0x80, 0xBF)),
    ((0xED, 0xED), (0x80, 0x9F), (0x80, 0xBF)),
    ((0xEE, 0xEF), (0x80, 0xBF), (0x80, 0xBF)),
    ((0xF0, 0xF0), (0x90, 0xBF), (0x80, 0xBF), (0x80, 0xBF)),
    ((0xF1, 0xF3), (0x80, 0xBF), (0x80, 0xBF), (0x80, 0xBF)),
    ((0xF4, 0xF4), (0x80, 0x8F), (0x80, 0xBF), (0x80, 0xBF)),
)
_EAST_ASIAN: Final = re.compile("[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]")
_SIGNS_OF_WORDS: Final = "،؛؟"
"""Bytes of old codecs for Arabic that are its common punctuation, too."""
_MOST_PAIRS: Final = 200_000


class Reading(msgspec.Struct, frozen=True):
    """A codec turned round: which bytes each character may have been."""

    reason: str
    """What a change by it says: `UTF-8 read as windows-874`."""
    exact: dict[str, int]
    stand_ins: dict[str, tuple[int, ...]]
    """Of characters that came in place of others: the bytes of those."""
    stretch: re.Pattern[str]
    """Some characters of UTF-8, one after another; in `altered`, stand-ins go for bytes too."""
    altered: re.Pattern[str]
    altered_sequence: re.Pattern[str]

    def is_exact(self, stretch: str) -> bool:
        """Tell whether no stand-in is in a stretch."""
        return self.exact.keys() >= set(stretch)

    def decode(self, stretch: str) -> str:
        """Give what a stretch was before it was misread."""
        return bytes(map(self.exact.__getitem__, stretch)).decode()

    def options(self, sequence: str) -> list[str]:
        """Give the characters whose UTF-8 a short sequence may have been: none if it is no sequence of one."""
        bytes_of = [
            self.stand_ins.get(character) or ((self.exact[character],) if character in self.exact else ())
            for character in sequence
        ]
        found = []
        for choice in product(*bytes_of):
            try:
                one = bytes(choice).decode()
            except UnicodeDecodeError:
                continue
            if len(one) == 1:
                found.append(one)
        return found

    def is_possible(self, sequence: str) -> bool:
        """Tell whether a sequence may be the UTF-8 of one character."""
        return self.altered_sequence.fullmatch(sequence) is not None

    def lengths(self, lead: str) -> tuple[int, ...]:
        """Give how many characters long a sequence is that begins so."""
        byte = self.exact.get(lead)
        options = self.stand_ins.get(lead, ()) if byte is None else (byte,)
        return tuple(sorted({2 if one < 0xE0 else 3 if one < 0xF0 else 4 for one in options if 0xC2 <= one <= 0xF4}))


@cache
def reading(codec: str) -> Reading:
    """Turn a codec round."""
    exact: dict[str, int] = {}
    stand_ins: dict[str, tuple[int, ...]] = {}
    for byte in range(0x80, 0x100):
        try:
            character = bytes([byte]).decode(codec)
        except UnicodeDecodeError:
            character = chr(byte) if byte < 0xA0 else ""  # browsers show the control of the byte's number
        if not character or "\x80" <= character < "\xa0":
            stand_ins[LOST] = (*stand_ins.get(LOST, ()), byte)
        if character:
            exact.setdefault(character, byte)
        if byte < 0xC0 and character in _ALTERED:
            plain = _ALTERED[character]
            stand_ins[plain] = (*stand_ins.get(plain, ()), byte)
    one, one_altered = _one_of(exact, {}), _one_of(exact, stand_ins)
    return Reading(
        f"UTF-8 read as {name_of(codecs.lookup(codec).name)}",
        exact,
        stand_ins,
        re.compile(f"(?:{one})++"),
        re.compile(f"(?:{one_altered})++"),
        re.compile(one_altered),
    )


def _one_of(exact: dict[str, int], stand_ins: dict[str, tuple[int, ...]]) -> str:
    """Build the pattern of one sequence of UTF-8 as a codec shows it; after a lost lead no stand-in of another kind."""

    def some(first: int, last: int, others: dict[str, tuple[int, ...]]) -> str:
        characters = [character for character, byte in exact.items() if first <= byte <= last]
        characters += [c for c, options in others.items() if any(first <= byte <= last for byte in options)]
        return f"[{re.escape(''.join(characters))}]"

    lost = {LOST: stand_ins[LOST]} if LOST in stand_ins else {}
    sequences = []
    for lead, *tails in reversed(_SEQUENCES):  # of what a lost lead may begin, the longest first
        sequences.append([some(*lead, {}), *(some(*tail, stand_ins) for tail in tails)])
        if any(lead[0] <= byte <= lead[1] for byte in lost.get(LOST, ())):
            sequences.append([LOST, *(some(*tail, lost) for tail in tails)])
    return "|".join("".join(classes) for classes in sequences if "[]" not in classes)


@cache
def _masks() -> tuple[dict[str, int], ...]:
    """Give the codecs, as bits, in which a character may begin a sequence, go on with one; stand in for either.

    The third table is of those that stand in for what goes on, the fourth of those for what begins.
    """
    masks: tuple[dict[str, int], ...] = ({}, {}, {}, {})
    for number, codec in enumerate(CODECS):
        codec_reading = reading(codec)
        for character, byte in codec_reading.exact.items():
            table = masks[byte < 0xC0]
            table[character] = table.get(character, 0) | 1 << number
        for character, options in codec_reading.stand_ins.items():
            masks[2][character] = masks[2].get(character, 0) | 1 << number
            if max(options) >= 0xC2:
                masks[3][character] = masks[3].get(character, 0) | 1 << number
    return masks


LEADS_OF_SIGNS: Final = frozenset(bytes([0xE2]).decode(codec, "ignore") for codec in CODECS) - {""}
"""What codecs show of E2, with which the UTF-8 of quotation marks, dashes and the ellipsis begins."""


class _PairMasks(dict[tuple[str, str], tuple[int, int]]):
    """The codecs, as bits, in which two characters may be part of one sequence: as such, and with stand-ins."""

    def __missing__(self, pair: tuple[str, str]) -> tuple[int, int]:
        if len(self) > _MOST_PAIRS:
            self.clear()
        one, other = pair
        leads, tails, stand_ins, lost_leads = _masks()
        lead = leads.get(one, 0)
        altered = (lead | tails.get(one, 0)) & stand_ins.get(other, 0) | lost_leads.get(one, 0) & tails.get(other, 0)
        self[pair] = masks = (lead & tails.get(other, 0), altered)
        return masks


_PAIR_MASKS = _PairMasks()


def candidates(text: str) -> Iterator[tuple[str, bool]]:
    """Name the codecs that may have made something in the text, and whether stand-ins may be part of it."""
    exact = altered = 0
    for pair in set(pairwise(text)):
        this_exact, this_altered = _PAIR_MASKS[pair]
        exact |= this_exact
        altered |= this_altered
    for number, codec in enumerate(CODECS):
        if (exact | altered) >> number & 1:
            yield codec, bool(altered >> number & 1)


def is_known(character: str) -> bool:
    """Tell whether any codec may have made a character of a byte, or of two: letters of East Asia, and U+FFFD."""
    return character == LOST or character in _bytes_of() or _EAST_ASIAN.match(character) is not None


@cache
def _bytes_of() -> frozenset[str]:
    return frozenset().union(*(reading(codec).exact for codec in CODECS))


def is_half_garbled(one: str, other: str) -> bool:
    """Tell whether a character and a sign or space after it are what some codec shows of a character.

    Two letters are not asked about, nor a letter and a sign where a third must follow, but for the beginning
    of the commonest signs, whose UTF-8 is E2 80 and one more.
    """
    if (one, other) in _beginnings_of_signs():
        return True
    if one.isascii() or other.isalpha() or not one.isalpha() or other in _SIGNS_OF_WORDS:
        return False
    return bool(_PAIR_MASKS[one, other][0] & _leads_of_two().get(one, 0))


@cache
def _beginnings_of_signs() -> frozenset[tuple[str, str]]:
    shown = ({byte: character for character, byte in reading(codec).exact.items()} for codec in CODECS)
    return frozenset((by_byte[0xE2], by_byte[0x80]) for by_byte in shown if 0xE2 in by_byte and 0x80 in by_byte)


@cache
def _leads_of_two() -> dict[str, int]:
    """Give the codecs, as bits, in which a character begins a sequence of two."""
    leads: dict[str, int] = {}
    for number, codec in enumerate(CODECS):
        for character, byte in reading(codec).exact.items():
            if 0xC2 <= byte < 0xE0:
                leads[character] = leads.get(character, 0) | 1 << number
    return leads


@lru_cache(maxsize=64)
def codecs_of(reasons: frozenset[str]) -> tuple[str, ...]:
    """Name the codecs that reasons of changes speak of."""
    return tuple(codec for codec in CODECS if reading(codec).reason in reasons)
