"""What was done to an article: every repair and everything set aside, each beside the original."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import partial

from rr_reader.model import BETWEEN_TURNS, Account, Article, Block, Change, Kind, Removed
from rr_reader.text.safe import printable
from rr_reader.tui.commands import Keys
from rr_reader.tui.screens.overlay import Overlay
from rr_reader.tui.widgets.line import fold_words
from rr_reader.tui.widgets.page import Lines, Piece
from rr_reader.view.navigation import is_doubtful


def account_lines(article: Article, width: int) -> Lines:
    """Write the account for a width."""
    account = article.account
    source = article.source
    lines: list[tuple[Piece, ...]] = [
        (Piece(" Source   ", "quiet"), Piece(printable(source.name) or "not kept", "strong")),
        (Piece(" Encoding ", "quiet"), Piece(_encoding(account))),
    ]
    if article.meta.derived:
        lines.append(
            (Piece(" Derived  ", "quiet"), Piece(", ".join(article.meta.derived) + " (not given by the source)"))
        )
    lines += _section("Repaired", len(account.changes))
    for change in account.changes:
        lines += _change(change, _words_around(article.blocks, change), width)
    lines += _section("Taken out", len(account.removed))
    for removed in account.removed:
        lines += _removed(removed, width)
    beside = Counter(block.kind for block in article.blocks if block.kind in BETWEEN_TURNS - {Kind.HEADING})
    lines += _section("Set apart in the text", sum(beside.values()))
    lines += [(Piece(f"   {count:>3}  ", "quiet"), Piece(kind.value)) for kind, count in beside.most_common()]
    lines += _section("Doubts", len(account.doubts) + len(_unsure(article)))
    for doubt in account.doubts:
        lines.append((Piece(f"   at {doubt.start}  ", "quiet"), Piece(printable(doubt.reason))))
    for block_text, why in _unsure(article):
        lines += [(Piece("   ", "quiet"), Piece(part)) for part in fold_words(block_text, width - 8, 2)]
        lines.append((Piece("     " + why, "quiet"),))
    return lines


def _encoding(account: Account) -> str:
    evidence = f" ({account.encoding_evidence})" if account.encoding_evidence else ""
    return f"{account.encoding}{evidence}"


def _section(title: str, count: int) -> list[tuple[Piece, ...]]:
    return [(), (Piece(f" {title}", "accent"), Piece(f"  {count or 'nothing'}", "quiet"))]


def _words_around(blocks: Sequence[Block], change: Change) -> str:
    """Give the words that a repair stands in, as they read now; "" where they are not found again."""
    for block in blocks:
        origin = block.origin
        if origin and origin.start <= change.start < origin.end and change.after.strip():
            expected = change.start - origin.start
            places = [found.start() for found in re.finditer(re.escape(change.after), block.text)]
            if places:
                at = min(places, key=lambda place: abs(place - expected))
                first = block.text.rfind(" ", 0, max(0, at - 12)) + 1
                last = block.text.find(" ", at + len(change.after) + 12)
                return block.text[first : last if last > 0 else None]
    return ""


def _change(change: Change, around: str, width: int) -> list[tuple[Piece, ...]]:
    before, after = (printable(text).replace("\n", "⏎") or "(nothing)" for text in (change.before, change.after))
    place = f"   at {change.start:<7}"
    return [
        (
            Piece(place, "quiet"),
            Piece(before, "warning"),
            Piece("  →  ", "quiet"),
            Piece(after, "strong"),
            Piece(f"   {printable(around)}" if around else "", "quiet"),
        ),
        *[
            (Piece(" " * len(place), "quiet"), Piece(part, "quiet"))
            for part in fold_words(change.reason, width - 16, 3)
        ],
    ]


def _removed(removed: Removed, width: int) -> list[tuple[Piece, ...]]:
    text = printable(" ".join(removed.text.split()))
    place = f"   at {removed.start:<7}"
    shown = fold_words(text, width - len(place) - 2, 3)
    return [
        *[(Piece(place if at == 0 else " " * len(place), "quiet"), Piece(part)) for at, part in enumerate(shown)],
        (Piece(" " * len(place) + removed.reason, "quiet"),),
    ]


def _unsure(article: Article) -> list[tuple[str, str]]:
    found = []
    for block in article.blocks:
        if is_doubtful(block) and block.origin:
            who = f"{block.kind.value}" + (f" by {printable(block.speaker)}" if block.speaker else "")
            sure = min(block.origin.confidence, block.origin.speaker_confidence)
            found.append((block.text, f"taken for: {who} ({sure:.0%} sure)"))
    return found


def account_screen(article: Article, keys: Keys) -> Overlay:
    """Make the overlay that `i` opens."""
    return Overlay("WHAT WAS DONE TO THIS TEXT · q closes", partial(account_lines, article), keys, "account")
