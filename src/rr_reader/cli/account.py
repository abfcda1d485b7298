"""What an import did to a source, told in a few lines."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rr_reader.model import Article, Kind

if TYPE_CHECKING:
    from rr_reader.view.pieces import Piece

_SET_ASIDE = {Kind.BOILERPLATE: "boilerplate", Kind.RELATED: "related link"}


def summary(article: Article) -> Iterator[str]:
    """Give the account's lines: what it is, who speaks, what was repaired and set aside, what is doubtful."""
    from rr_reader.view.account import doubt_reasons, encoding_told

    account = article.account
    yield f"{article.meta.kind}, {_count(len(article.blocks), 'paragraph')}, {encoding_told(account)}"
    names = ", ".join(person.name for person in article.speakers)
    yield f"speakers: {names or 'none found'}"
    yield f"repaired: {_reasons([change.reason for change in account.changes])}"
    aside = [_SET_ASIDE[block.kind] for block in article.blocks if block.kind in _SET_ASIDE]
    yield f"set aside: {_reasons(aside + [removed.reason for removed in account.removed])}"
    yield f"doubts: {_reasons(doubt_reasons(article))}"


def differences(article: Article, source: str, width: int) -> Iterator["tuple[Piece, ...]"]:
    """Tell each repair, what was taken out and each doubt, beside the decoded source, in lines of `width` cells."""
    from rr_reader.view.account import doubt_reasons, section, told

    account, lists = article.account, told(article, width, source)
    for title, count, lines in (
        ("repaired", len(account.changes), lists.repairs),
        ("taken out", len(account.removed), lists.removals),
        ("in doubt", len(doubt_reasons(article)), lists.doubts),
    ):
        if count:
            yield ()
            yield section(title, count)
            yield from lines


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
