"""Articles that are much alike: the same interview from another outlet, or in another frame. Pure.

A text is known by its runs of words. Of the numbers that runs are hashed to, two texts with many runs in common have
many of the smallest in common: a few are enough to find those that may be alike, which are then compared as a whole.
"""

import re
from collections.abc import Sequence
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


def shared_words(one: Article, other: Article) -> float:
    """Say how many of the shorter one's words stand in the other, in runs of `RUN` at least: from 0 to 1."""
    shorter, longer = sorted(map(_words, (one, other)), key=len)
    known = set(_runs(longer))
    found = bytearray(len(shorter))
    for at, run in enumerate(_runs(shorter)):
        if run in known:
            found[at : at + RUN] = b"\1" * RUN
    return sum(found) / max(1, len(shorter))


def _words(article: Article) -> list[str]:
    return _WORD.findall("\n".join(block.text for block in article.blocks if block.kind not in _AROUND).casefold())


def _runs(words: Sequence[str]) -> list[str]:
    return list(map(" ".join, zip(*(words[at:] for at in range(RUN)), strict=False)))
