"""What an import did to a source, told in a few lines."""

from collections import Counter
from collections.abc import Iterator

from rr_reader.model import SPOKEN, Article, Kind

_AROUND = 32
"""Code points of context on each side of a repair."""
_SET_ASIDE = {Kind.BOILERPLATE: "boilerplate", Kind.RELATED: "related link"}


def summary(article: Article) -> Iterator[str]:
    """Give the account's lines: what it is, who speaks, what was repaired and set aside, what is doubtful."""
    from rr_reader.text.safe import LINE_END

    account = article.account
    known = f" ({account.encoding_evidence})" if account.encoding_evidence else ""
    yield f"{article.meta.kind}, {_count(len(article.blocks), 'paragraph')}, {account.encoding}{known}"
    names = ", ".join(person.name for person in article.speakers)
    yield f"speakers: {names or 'none found'}"
    yield f"repaired: {_reasons([change.reason for change in account.changes if change.reason != LINE_END])}"
    aside = [_SET_ASIDE[block.kind] for block in article.blocks if block.kind in _SET_ASIDE]
    yield f"set aside: {_reasons(aside + [removed.reason for removed in account.removed])}"
    yield f"doubts: {_reasons(_doubts(article))}"


def differences(article: Article, raw: bytes) -> Iterator[str]:
    """Show each change with its line before and after, and what was removed, in the source's order."""
    from rr_reader.text.decode import decode
    from rr_reader.text.safe import LINE_END

    text = decode(raw).text
    places = [(c.start, c.end, c.after, c.reason) for c in article.account.changes if c.reason != LINE_END]
    places += [(r.start, r.end, "", f"removed: {r.reason}") for r in article.account.removed]
    line, counted = 1, 0
    for start, end, after, reason in sorted(places):
        line, counted = line + text.count("\n", counted, start), start
        head, tail = _around(text, start, end)
        yield f"line {line}: {reason}"
        yield f"  - {_one_line(head + text[start:end] + tail)}"
        yield f"  + {_one_line(head + after + tail)}"


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """Give what stands before and after on the same line, cut with … where there is more."""
    head = text[text.rfind("\n", 0, start) + 1 : start]
    line_end = text.find("\n", end)
    tail = text[end : line_end if line_end >= 0 else len(text)]
    return (
        head if len(head) <= _AROUND else "…" + head[-_AROUND:],
        tail if len(tail) <= _AROUND else tail[:_AROUND] + "…",
    )


def _doubts(article: Article) -> list[str]:
    unsure = sum(
        block.kind in SPOKEN and block.origin is not None and block.origin.speaker_confidence < 1
        for block in article.blocks
    )
    return [doubt.reason for doubt in article.account.doubts] + ["speaker not certain"] * unsure


def _reasons(reasons: list[str]) -> str:
    """Count a list's entries by their text.

    >>> _reasons(["mojibake", "mojibake", "tab"])
    '3 (2 mojibake, 1 tab)'
    >>> _reasons(["mojibake", "mojibake"])
    '2 (mojibake)'
    >>> _reasons([])
    'nothing'
    """
    counted = Counter(reasons).most_common()
    if len(counted) < 2:
        return f"{len(reasons)} ({reasons[0]})" if reasons else "nothing"
    return f"{len(reasons)} ({', '.join(f'{count} {reason}' for reason, count in counted)})"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
