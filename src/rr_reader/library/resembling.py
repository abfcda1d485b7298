"""Articles that are much alike: the same interview from another outlet, or in another frame. Pure.

A text is known by its runs of words. Of the numbers that runs are hashed to, two texts with many runs in common have
many of the smallest in common: a few are enough to find those that may be alike, which are then compared as a whole.
"""

import re
from typing import NamedTuple
from zlib import crc32

from rr_reader.model import Article, Kind

RUN = 4
"""Words: fewer in a row are in many texts."""
KEYS = 12
"""Numbers that an article is found by."""
SAMPLE = 64
"""Numbers that are looked for: more, as a longer text has smaller ones between."""
ENOUGH = 2
"""Numbers in common, from which two may be alike."""
ALIKE = 0.6
"""Of the shorter one's words: as many must stand in the other."""
_LEAST = 40
"""Words: shorter texts tell nothing."""
_AROUND = frozenset({Kind.TITLE, Kind.BOILERPLATE, Kind.RELATED, Kind.CREDIT})
_WORD = re.compile(r"[^\W_]+")


def sample_of(article: Article) -> tuple[int, ...]:
    """Give the smallest of an article's numbers, ascending, `SAMPLE` at most; it is found by the first `KEYS`."""
    words = _words(article)
    if len(words) < _LEAST:
        return ()
    chosen = [at for at, word in enumerate(words) if len(word) % 4 == 1]  # some runs do for all, if they are the same
    runs = "\n".join([" ".join(words[at : at + RUN]) for at in chosen]).encode("utf-8", "surrogatepass").split(b"\n")
    return tuple(sorted(set(map(crc32, filter(None, runs))))[:SAMPLE])


class Wording(NamedTuple):
    """What of an article is compared with others."""

    length: int
    """Words."""
    runs: tuple[str, ...]
    """Its runs of words, in their order."""

    @classmethod
    def of(cls, article: Article) -> "Wording":
        """Look at an article once, to compare it with many."""
        words = _words(article)
        return cls(len(words), tuple(map(" ".join, zip(*(words[at:] for at in range(RUN)), strict=False))))


def shared_words(one: Wording, other: Wording) -> float:
    """Say how many of the shorter one's words stand in the other, in runs of `RUN` at least: from 0 to 1."""
    shorter, longer = sorted((one, other), key=lambda each: each.length)
    known = set(longer.runs)
    found = bytearray(shorter.length)
    for at, run in enumerate(shorter.runs):
        if run in known:
            found[at : at + RUN] = b"\1" * RUN
    return sum(found) / max(1, shorter.length)


def _words(article: Article) -> list[str]:
    return _WORD.findall("\n".join(block.text for block in article.blocks if block.kind not in _AROUND).casefold())
