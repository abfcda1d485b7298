"""What was done to an article: every repair and everything set aside, each beside the original."""

from rr_reader.model import Account, Article, Change, Removed
from rr_reader.text.safe import printable
from rr_reader.tui.screens.overlay import Overlay
from rr_reader.tui.widgets.line import fold_words
from rr_reader.tui.widgets.page import Lines, Piece


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
        lines += _change(change, width)
    lines += _section("Set aside", len(account.removed))
    for removed in account.removed:
        lines += _removed(removed, width)
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


def _change(change: Change, width: int) -> list[tuple[Piece, ...]]:
    before, after = (printable(text).replace("\n", "⏎") or "(nothing)" for text in (change.before, change.after))
    place = f"   at {change.start:<7}"
    return [
        (Piece(place, "quiet"), Piece(before, "warning"), Piece("  →  ", "quiet"), Piece(after, "strong")),
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
    from rr_reader.view.navigation import is_doubtful

    found = []
    for block in article.blocks:
        if is_doubtful(block) and block.origin:
            who = f"{block.kind.value}" + (f" by {printable(block.speaker)}" if block.speaker else "")
            sure = min(block.origin.confidence, block.origin.speaker_confidence)
            found.append((block.text, f"taken for: {who} ({sure:.0%} sure)"))
    return found


def account_screen(article: Article) -> Overlay:
    """Make the overlay that `i` opens."""
    return Overlay("WHAT WAS DONE TO THIS TEXT · q closes", lambda width: account_lines(article, width), close_keys=("i",))
