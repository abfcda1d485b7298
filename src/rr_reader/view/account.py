"""What was done to a text, told to a person: each repair beside the original, what was taken out, what is in doubt.

The same lines for the screen and for `rr-reader add --diff`. By reason: which characters became which, how often and
where; then lines of the text in which each of these is seen once.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

import msgspec

from rr_reader.model import Account, Article, Change, Doubt, Removed
from rr_reader.text.safe import printable
from rr_reader.view.context import in_context
from rr_reader.view.corrected import correction_told
from rr_reader.view.doubts import UNKNOWN, Doubtful, doubts_of, doubts_of_source, percent
from rr_reader.view.pieces import Lines, Piece, cells, folded
from rr_reader.view.visible import alone
from rr_reader.view.witness import Original, Reading, Witness
from rr_reader.view.wrap import clip

_CONTEXTS: Final = 12
"""How many places are shown in context for one reason."""
_LONGEST: Final = 28
"""Cells of what stands before and after an arrow."""
_MOST_LINES: Final = 8
"""Of what was taken out; `rr-reader parse --json` has all of it."""
_GUESSES: Final = frozenset({"guessed", "fallback"})

_ARROW: Final = Piece(" → ", "quiet")

_Line = tuple[Piece, ...]
_Item = Change | Doubt
_Key = tuple[str, ...]
"""What is alike in several places: before and after, or the doubtful words; () for more words than a few."""


class Told(msgspec.Struct, frozen=True):
    """The lists of an account, each as the lines of a page."""

    repairs: Lines
    removals: Lines
    doubts: Lines


def told(article: Article, width: int, source: str = "") -> Told:
    """Write an account in `width` cells. `source` is the decoded source, where it is at hand.

    With it places are `line:column` of the source; without it paragraphs, as citations count them.
    """
    account = article.account
    witness: Witness = Original(source, account.changes) if source else Reading(article)
    return Told(
        list(_listed(account.changes, witness, width)),
        [line for removed in account.removed for line in _removal(removed, witness, width)],
        [*_listed(doubts_of_source(article), witness, width), *_unsure(doubts_of(article), width)],
    )


def doubt_reasons(article: Article) -> list[str]:
    """Say of everything that is in doubt by now what that is: as many as `told` and `rr-reader check` list."""
    return [*(doubt.reason for doubt in doubts_of_source(article)), *(doubt.about for doubt in doubts_of(article))]


def mended(article: Article, width: int) -> Lines:
    """List what the reader mended, in words, in the order in which it was done."""
    return [
        (Piece(f"{'   - ' if number == 0 else '     '}", "quiet"), Piece(part))
        for correction in article.corrections
        for number, part in enumerate(folded(printable(correction_told(correction)), width - 5))
    ]


def section(title: str, count: int) -> _Line:
    """Write the title of a list, and how much is in it."""
    return (Piece(title.upper(), "accent"), Piece(f"  {count or 'nothing'}", "quiet"))


def encoding_told(account: Account) -> str:
    """Say which encoding the source was in, how that is known, and what to do where it was only guessed."""
    hint = ": if it reads wrongly, --assume-encoding NAME" if account.encoding_evidence in _GUESSES else ""
    evidence = f" ({account.encoding_evidence}{hint})" if account.encoding_evidence else ""
    return f"{account.encoding}{evidence}"


def _listed(items: Sequence[_Item], witness: Witness, width: int) -> Iterator[_Line]:
    """Write repairs or doubts, by their reasons in the order of the first of each."""
    reasons: dict[str, list[tuple[_Key, _Item]]] = {}
    for item in items:
        reasons.setdefault(item.reason, []).append((_key(item, witness), item))
    for number, (reason, found) in enumerate(reasons.items()):
        if number:
            yield ()
        kinds: dict[_Key, list[_Item]] = {}
        for key, item in found:
            kinds.setdefault(key, []).append(item)
        yield from _title(reason, len(found), width)
        yield from _table(kinds, witness, width)
        yield from _contexts(found, witness, width)


def _key(item: _Item, witness: Witness) -> _Key:
    if isinstance(item, Change):
        return (item.before, item.after)
    around = witness.around(item.start, item.end, 0) if item.end - item.start <= _LONGEST else None
    return (around.it.before,) if around and around.it.before else ()


def _title(reason: str, count: int, width: int) -> Iterator[_Line]:
    """Write why, and how often."""
    times = f"  {count}" if count > 1 else ""
    parts = list(folded(printable(reason), width - 2 - cells(times)))
    for part in parts[:-1]:
        yield (Piece(" "), Piece(part, "strong"))
    yield (Piece(" "), Piece(parts[-1] if parts else "", "strong"), Piece(times, "quiet"))


def _table(kinds: dict[_Key, list[_Item]], witness: Witness, width: int) -> Iterator[_Line]:
    """Write which became which, how often, and where: the most frequent first."""
    rows = [(_words(key, (width - 20) // 2), group) for key, group in kinds.items() if key]
    widest = max((_length(words) for words, _ in rows), default=0)
    most = max((len(group) for _, group in rows), default=0)
    for words, group in sorted(rows, key=lambda row: -len(row[1])):
        margin = " " * (widest - _length(words) + 2)
        times = f"{len(group):>{len(str(most))}}×  " if most > 1 else ""
        room = width - 3 - widest - 2 - cells(times)
        yield (Piece("   "), *words, Piece(margin + times, "quiet"), Piece(_places(group, witness, room), "quiet"))


def _words(key: _Key, room: int) -> _Line:
    before, *after = (clip(alone(words), min(_LONGEST, max(room, 1))) for words in key)
    return (Piece(before, "warning"), *(piece for word in after for piece in (_ARROW, Piece(word, "strong"))))


def _length(line: _Line) -> int:
    return sum(cells(piece.text) for piece in line)


def _places(items: Sequence[_Item], witness: Witness, room: int) -> str:
    """Name as many places as have room, each once."""
    named = ""
    last = ""
    for item in items:
        place = witness.place(item.start)
        if not place or place == last:
            continue
        more = f"{named}, {place}" if named else place
        if len(more) > room - 2:
            return f"{named} …"[: max(room, 0)]
        named, last = more, place
    return named


def _contexts(found: Sequence[tuple[_Key, _Item]], witness: Witness, width: int) -> Iterator[_Line]:
    """Show lines of the text, until everything that is alike was seen once."""
    found = sorted(found, key=lambda one: one[1].start)
    starts = [item.start for _, item in found]
    seen: set[_Key | int] = set()
    shown, others = 0, []
    for key, item in found:
        if (key or item.start) in seen:
            continue
        if shown == _CONTEXTS:
            others += [] if key else [item]
            continue
        context = in_context(witness.place(item.start), witness.around(item.start, item.end, 3 * width), width)
        yield from context.lines
        shown += bool(context.lines)
        others += [] if key or context.lines else [item]
        low, high = bisect_left(starts, item.start - context.left), bisect_left(starts, item.end + context.right)
        if context.lines:
            seen |= {near or beside.start for near, beside in found[low:high] if near or beside is item}
    if others:
        yield (Piece("   "), Piece("also at " + _places(others, witness, width - 11), "quiet"))


def _unsure(doubts: Sequence[Doubtful], width: int) -> Iterator[_Line]:
    """Write what was taken for what, how sure that is, and the words, by what is in doubt."""
    for about in dict.fromkeys(doubt.about for doubt in doubts):
        alike = [doubt for doubt in doubts if doubt.about == about]
        yield from _title(about, len(alike), width)
        for doubt in alike:
            head = f"   ? {percent(doubt.confidence):>5}  "
            taken = clip(printable(doubt.taken_for or UNKNOWN), (width - cells(head)) // 3)
            room = width - cells(head) - cells(taken) - 2
            words = clip(printable(" ".join(doubt.text.split())), max(room, 1))
            yield (Piece(head, "quiet"), Piece(taken, "warning"), Piece("  "), Piece(words))


def _removal(removed: Removed, witness: Witness, width: int) -> Iterator[_Line]:
    """Write what was taken out, and from where."""
    yield from _title(removed.reason, 1, width)
    place = f"   {witness.place(removed.start):<7}"
    text = printable(" ".join(removed.text.split()))
    if not text:
        yield (Piece(f"{place}(no words)", "quiet"),)
        return
    lines = list(islice(folded(text, width - cells(place) - 2), _MOST_LINES + 1))
    for number, line in enumerate(lines[:_MOST_LINES]):
        yield (Piece(place if number == 0 else " " * cells(place), "quiet"), Piece("- ", "quiet"), Piece(line))
    if len(lines) > _MOST_LINES:
        yield (Piece(" " * cells(place) + "… and more: rr-reader parse --json has all of it", "quiet"),)
