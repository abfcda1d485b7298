"""What was done to an article: every repair and everything set aside, each beside the original."""

from collections import Counter
from functools import partial

from rr_reader.model import BETWEEN_TURNS, Article, Kind
from rr_reader.text.safe import printable
from rr_reader.tui.commands import Keys
from rr_reader.tui.screens.overlay import Overlay
from rr_reader.view.account import doubt_reasons, encoding_told, mended, section, told
from rr_reader.view.pieces import Lines, Piece, folded


def account_lines(article: Article, width: int) -> Lines:
    """Write the account for a width."""
    account, width = article.account, width - 2
    lists = told(article, width)
    lines = [*_head("Source", printable(article.source.name) or "not kept", width, "strong")]
    lines += _head("Encoding", printable(encoding_told(account)), width)
    if article.meta.derived:
        lines += _head("Derived", ", ".join(article.meta.derived) + " (not given by the source)", width)
    if article.corrections:
        lines += [(), section(" Mended by you", len(article.corrections)), *mended(article, width)]
    lines += [(), section(" Repaired", len(account.changes)), *lists.repairs]
    lines += [(), section(" Taken out", len(account.removed)), *lists.removals]
    beside = Counter(block.kind for block in article.blocks if block.kind in BETWEEN_TURNS - {Kind.HEADING})
    lines += [(), section(" Set apart in the text", sum(beside.values()))]
    lines += [(Piece(f"   {count:>3}  ", "quiet"), Piece(kind.value)) for kind, count in beside.most_common()]
    return [*lines, (), section(" Doubts", len(doubt_reasons(article))), *lists.doubts]


def _head(name: str, words: str, width: int, ink: str = "ink") -> Lines:
    parts = folded(words, width - 11)
    return [
        (Piece(f" {name:<9}" if number == 0 else " " * 10, "quiet"), Piece(part, ink))
        for number, part in enumerate(parts)
    ]


def account_screen(article: Article, keys: Keys) -> Overlay:
    """Make the overlay that `i` opens."""
    return Overlay("WHAT WAS DONE TO THIS TEXT", partial(account_lines, article), keys, "account")
