"""The two first sources with other people, film, outlet, dates and verbs: whatever is understood must not change."""

import re
from pathlib import Path

from rr_reader.model import Article

SOURCES = Path(__file__).parents[2] / "content" / "sources"
QA, FEATURE = (next(SOURCES.glob(f"{number}_*.txt")) for number in ("000", "001"))
QA_TEXT = (
    QA.read_text("utf-8")
    .replace("Gariรฉpy", "Gariépy")
    .replace("โ€“", "–")
    .replace("โ€ฆ", "…")
    .replace("blasรฉ", "blasé")
)
FEATURE_TEXT = FEATURE.read_text("utf-8")
SWAPPED = {"he": "she", "she": "he", "his": "her", "her": "his", "him": "her", "hers": "his", "actress": "actor"}


def rename(text: str, names: dict[str, str]) -> str:
    """Replace whole words by others, all at once; the longest first."""
    words = sorted(names, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")
    return pattern.sub(lambda match: names[match[0]], text)


def swap_genders(text: str) -> str:
    """Let every `he` be `she` and every `she` be `he`."""
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(SWAPPED)})(?!\w)", re.I)

    def swap(match: re.Match[str]) -> str:
        other = SWAPPED[match[0].lower()]
        return other.capitalize() if match[0][0].isupper() else other

    return pattern.sub(swap, text)


def person(old: str, new: str, *, initials: str = "", surname: str = "") -> dict[str, str]:
    """What one person's name becomes in all its forms."""
    first, last = old.split()
    new_last = surname or new.split()[-1]
    old_initials = first[0] + last[0]
    new_initials = initials or new.split()[0][0] + new_last.split()[-1][0]
    return {old: new, first: new.split()[0], last: new_last, old_initials: new_initials}


def structure(article: Article, names: dict[str, str]) -> list[tuple[object, ...]]:
    """What was understood, the people's names as `names` renames them."""

    def renamed(text: str) -> str:
        return rename(text, names) if names else text

    blocks: list[tuple[object, ...]] = [
        (block.kind, renamed(block.speaker), renamed(block.text), renamed(block.origin.label if block.origin else ""))
        for block in article.blocks
    ]
    quotes = [(q.block, renamed(q.text), renamed(q.speaker), q.type) for q in article.quotes]
    meta = article.meta
    return [
        *blocks,
        *quotes,
        (renamed(meta.deck), renamed(meta.outlet), meta.kind, tuple(map(renamed, meta.tags)), meta.derived),
    ]
