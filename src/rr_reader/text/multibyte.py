"""UTF-8 that was read as one of the codecs of China, Japan and Korea.

Such a codec makes one character of two bytes, so what it makes does not end where the characters of the
text did: it takes the next letter into its last character, and shows U+FFFD for a byte without partner.
The characters of a line are therefore turned into bytes again, and the likeliest way is sought to tell
bytes that are UTF-8 from characters that are sound. Sound text hardly ever is UTF-8 for long.
"""

import re
from collections import Counter
from typing import Final

import msgspec

from rr_reader.model import Change
from rr_reader.text.commonness import LOST, known
from rr_reader.text.edits import apply_changes
from rr_reader.text.likeliest import Costs, Mend, likeliest
from rr_reader.text.multibyte_codec import CODECS, SUSPECT, Misread, codec, misread

_PROOF: Final = 15
"""Bits by which the sure places of a line must become likelier, that a codec is held for the cause."""

_LOST_PROOF: Final = 18
"""Bits of all places, lost characters too, where these explain all there is."""

_LEFT: Final = 6
"""Bits asked for each character that stays sound in these scripts, as many as show that they are at home here."""

_UNPROVEN: Final = Costs(switch=3)
_TRUSTED: Final = Costs(switch=1)
_FORCED: Final = Costs(switch=1, stay=12)
"""What is asked of an unproven codec and beside sound characters, of a proven one, of one that could explain all."""

_WEAK: Final = 9
"""A place that gains less is no evidence."""

_AT_HOME: Final = 8
_LONG: Final = 4
"""Where so many characters stay sound, a stretch of less than so many proves nothing."""

_CLEARLY: Final = 2
"""How many times more another codec must explain to be the cause without further looking."""

_WORD_AROUND: Final = 3
"""Letters of a word in small letters which prove a lone character at its end to be one of its letters."""


_LONGEST_WORD: Final = 40


class _Mended(msgspec.Struct, frozen=True):
    proof: int
    lost: int
    """Bits of the places of which nothing came back but that something was lost."""
    gain: int
    mends: list[Mend]
    left: int
    """How many characters of these scripts cannot come from UTF-8."""
    unmended: int
    """How many stay."""

    @property
    def is_proven(self) -> bool:
        """Tell whether chance is ruled out."""
        if self.proof >= _PROOF + _LEFT * min(self.left, _AT_HOME):
            return True
        return self.proof + self.lost >= _LOST_PROOF + _LEFT * self.unmended


def multibyte(line: str, trusted: frozenset[str]) -> tuple[Change, ...]:
    """List what is UTF-8 misread as a codec of two bytes in a line, all by the codec that explains most of it.

    `trusted` are the reasons of changes elsewhere in the text: of a codec known from there less is asked.

    >>> [(change.before, change.after) for change in multibyte("Zo毛 Okonski鈥檚 g茅nie", frozenset())]
    [('毛', 'ë'), ('鈥檚', '’s'), ('茅', 'é')]
    """
    if not SUSPECT.search(line):
        return ()
    for by in (codec(name) for name in CODECS if codec(name).reason in trusted):
        text = misread(line, by)
        mended = _mended(text, text.islands, _TRUSTED, frozenset())
        if mended.is_proven and not mended.unmended:
            return _proven(text, mended)
    texts = sorted((misread(line, codec(name)) for name in CODECS), key=lambda text: -text.whole)
    best: tuple[Misread, _Mended] | None = None
    for text in texts:
        if best and best[1].is_proven and _CLEARLY * text.whole < best[0].whole:
            break
        is_trusted = text.codec.reason in trusted
        islands = text.islands if is_trusted else _telling(text)
        if islands:
            mended = _mended(text, islands, _TRUSTED if is_trusted else _UNPROVEN, frozenset())
            if mended.mends and (not best or mended.gain > best[1].gain):
                best = text, mended
    if best and best[1].is_proven:
        return _proven(*best)
    if best and best[0].codec.reason in trusted:
        text, mended = best
        return _changes(text, [mend for mend in mended.mends if not _is_lost(line, mend)])
    return next(filter(None, map(_outer_layer, texts)), ())


def _proven(text: Misread, mended: _Mended) -> tuple[Change, ...]:
    """List what a codec did that is the cause for certain."""
    costs = msgspec.structs.replace(_FORCED if not mended.left else _UNPROVEN, is_mixed=_is_mixed(text))
    return _changes(text, _mended(text, text.islands, costs, _scripts(text, mended)).mends)


def _telling(text: Misread) -> list[tuple[int, int]]:
    """List the islands that can prove something: not short ones among many sound characters of these scripts."""
    if not text.islands or len(SUSPECT.findall(text.line)) - _inside(text) < _AT_HOME:
        return text.islands
    return [(first, last) for first, last in text.islands if last - first >= _LONG]


def _changes(text: Misread, mends: list[Mend]) -> tuple[Change, ...]:
    line, reason = text.line, text.codec.reason
    return tuple(Change(mend.start, mend.end, line[mend.start : mend.end], mend.after, reason) for mend in mends)


def _outer_layer(text: Misread) -> tuple[Change, ...]:
    """List what was misread twice: it is as odd as before where it is read once, but that is proven misread."""
    if not text.islands or len(SUSPECT.findall(text.line)) > _inside(text):
        return ()
    mended = _mended(text, text.islands, _FORCED, frozenset())
    changes = _changes(text, mended.mends)
    if mended.unmended or not changes or any(LOST in change.after for change in changes):
        return ()
    return changes if multibyte(apply_changes(text.line, changes), frozenset()) else ()


def _is_mixed(text: Misread) -> bool:
    """Tell whether characters beyond ASCII stand beside what may be UTF-8."""
    done = 0
    for first, last in text.islands:
        if not text.line[done:first].isascii():
            return True
        done = last
    return not text.line[done:].isascii()


def _inside(text: Misread) -> int:
    """Count the characters of these scripts that may come from UTF-8."""
    return sum(len(SUSPECT.findall(text.line, first, last)) for first, last in text.islands)


def _mended(text: Misread, islands: list[tuple[int, int]], costs: Costs, scripts: frozenset[str]) -> _Mended:
    """Find what a codec explains of a line, and by how many bits the line becomes likelier."""
    suspects = len(SUSPECT.findall(text.line))
    proof = lost = total = 0
    mends: list[Mend] = []
    for first, last in islands:
        gain, found = likeliest(text, first, last, scripts, costs)
        mends += found
        total += gain
        if gain >= _WEAK and any(_is_sure(text.line, mend) for mend in found):
            proof += gain
        elif any(_is_lost(text.line, mend) for mend in found):
            lost += gain
    unmended = suspects - sum(len(SUSPECT.findall(text.line, mend.start, mend.end)) for mend in mends)
    return _Mended(proof, lost, total, mends, suspects - _inside(text), unmended)


def _is_sure(line: str, mend: Mend) -> bool:
    """Tell whether a mend can be evidence: it is more than a lone character beside a word, or than what is lost."""
    if mend.after.replace(LOST, "").isascii():
        return False
    if mend.end - mend.start > 1:
        return True
    left = re.search(r"[^\W\d_]*$", line[max(0, mend.start - _LONGEST_WORD) : mend.start])
    right = re.match(r"[^\W\d_]*", line[mend.end : mend.end + _LONGEST_WORD])
    before, after = left.group() if left else "", right.group() if right else ""
    if before and after:
        return True
    word = before + after
    return len(word) >= _WORD_AROUND and word.isascii() and word[1:].islower()


def _is_lost(line: str, mend: Mend) -> bool:
    return LOST in line[max(0, mend.start - 1) : mend.end + 1] or LOST in mend.after


def _scripts(text: Misread, mended: _Mended) -> frozenset[str]:
    """Name the scripts that are at home in a mended line."""
    certain = [mend.after for mend in mended.mends]
    done = 0
    for first, last in text.islands:
        certain.append(text.line[done:first])
        done = last
    counts = Counter(known(character).script for character in "".join(certain) + text.line[done:])
    del counts[""]
    return frozenset(script for script, count in counts.items() if count >= max(2, counts.total() // 10))
