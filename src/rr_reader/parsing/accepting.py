"""Which of the places that could be labels are some: the whole document decides."""

from collections import Counter
from collections.abc import Sequence

from rr_reader.parsing.incises import is_told
from rr_reader.parsing.labels import SET_OFF, Label
from rr_reader.parsing.lexicon import UNNAMED
from rr_reader.parsing.names import initials_of, is_east_asian, is_initials, is_name, joined, label_key
from rr_reader.parsing.pieces import Piece
from rr_reader.parsing.roster import Roster
from rr_reader.parsing.short_forms import FullNames, is_abbreviated

_THROUGHOUT = 0.9
"""Share of the paragraphs, from which on all of one form are labels, though somebody speaks but once."""
_NEVER_SAID = frozenset({"heading", "rule", "code", "table"})


def accept(pieces: Sequence[Piece], found: list[list[Label]], roster: Roster) -> list[Label | None]:
    """Decide which candidates are labels, by how often a form and its names recur over the document.

    A form is accepted when its names recur and cover enough of the text; within an accepted form, a name that occurs
    once is accepted if it is known otherwise.
    """
    best: list[Label | None] = [None] * len(pieces)
    by_form: dict[str, list[tuple[int, Label]]] = {}
    for i, labels in enumerate(found):
        for label in labels:
            by_form.setdefault(label.form, []).append((i, label))
    for form in ("colon", "clock", "own", "dot", "chevron", "dash", *SET_OFF):
        places = by_form.get(form)
        if not places:
            continue
        keys = _accepted_keys(form, places, pieces, roster)
        if form in SET_OFF and keys:  # a title is set off as well
            spelled = {label_key(label.key): label for _, label in places}
            often = _recurrence(Counter(label_key(label.key) for _, label in places), spelled)
            begins = next((at for at, (_, label) in enumerate(places) if often[label_key(label.key)] > 1), 0)
            places = places[begins:]
        for i, label in places:
            if best[i] is None and label_key(label.key) in keys:
                best[i] = label
        if any(best):
            others = sum(label is not None for label in best)
            if others >= 0.2 * len(pieces):
                break
    _also_timed(best, found)
    for i, labels in enumerate(found):  # what the format says needs no bearing out
        best[i] = best[i] or next((label for label in labels if label.form == "voice"), None)
        if best[i] is None and pieces[i].role == "cue":
            best[i] = next((label for label in labels if label.form in {"chevron", "dash"}), None)
    return best


def _also_timed(best: list[Label | None], found: list[list[Label]]) -> None:
    """Accept a known speaker's label in another form if a time stands by it: a colon forgotten in a transcript."""
    keys = {label_key(label.key) for label in best if label and label.key}
    for i, labels in enumerate(found):
        if best[i] is None:
            best[i] = next((label for label in labels if label.time and label_key(label.key) in keys), None)


def _accepted_keys(form: str, places: list[tuple[int, Label]], pieces: Sequence[Piece], roster: Roster) -> set[str]:
    counts = Counter(label_key(label.key) for _, label in places)
    spelled = {label_key(label.key): label for _, label in reversed(places)}
    if form in {"dash", "chevron"}:
        is_way = counts[""] >= 3 and counts[""] >= 0.2 * len(pieces)
        return {""} if is_way and not is_told([pieces[i].text for i, _ in places]) else set()
    if form == "own":
        places = [(i, label) for i, label in places if _introduces(pieces, i, label)]
        counts = Counter(label_key(label.key) for _, label in places)
    recurs = _recurrence(counts, spelled)
    said = _speaking(pieces[places[0][0] :]) if places else 0
    throughout = len(places) >= _THROUGHOUT * said
    strong = {key for key in counts if _is_strong(form, spelled[key], recurs[key], roster, throughout=throughout)}
    often = {key for key in strong if recurs[key] > 1 or key in UNNAMED or roster.knows(spelled[key].key)}
    if often:  # before the conversation a name that occurs once is a title's beginning; within it, somebody joins in
        begins = next(i for i, label in places if label_key(label.key) in often)
        strong &= often | {label_key(label.key) for i, label in places if i > begins}
    total = sum(counts[key] for key in strong)
    least = {"colon": 0.12, "clock": 0.15, "own": 0.2, "dot": 0.3}.get(form, 0.25)
    if total < max(2, least * _speaking(pieces)):
        return set()
    is_said = form == "colon" or all(pieces[i].role == "label" for i, _ in places)
    is_said = is_said or (
        form in {"strong", "em", "bracketed"} and all(roster.knows(spelled[key].key) for key in strong)
    )
    if len(strong) < 2 and (not is_said or total < 3):
        return set()
    parts = {part for key in strong for part in key.split()}
    if form in SET_OFF and len(places) >= _THROUGHOUT * sum(
        piece.role not in _NEVER_SAID for piece in pieces[places[0][0] :]
    ):
        return set(counts)
    known = {key for key in counts if _is_known(spelled[key], roster, parts, spelled)}
    return strong | known


def _speaking(pieces: Sequence[Piece]) -> int:
    """How many pieces could be somebody speaking."""
    return sum(piece.role not in _NEVER_SAID for piece in pieces)


def _introduces(pieces: Sequence[Piece], index: int, label: Label) -> bool:
    """Tell whether the text follows at once, without an empty line."""
    if label.length < len(pieces[index].text):
        return True
    return index + 1 < len(pieces) and not pieces[index + 1].gap


def _is_strong(form: str, label: Label, count: int, roster: Roster, *, throughout: bool) -> bool:
    if label_key(label.key) in UNNAMED:
        return count >= 2 or form not in {"dot", *SET_OFF}
    words = len(label.key.split())
    if form == "clock":
        return count >= 2 or words >= 2
    if form in {"own", "dot", *SET_OFF}:
        return count >= 2
    if count >= 2:
        is_plain = words == 1 and not (is_initials(label.key) or is_east_asian(label.key) or label.key.isupper())
        return count >= 3 or throughout or not is_plain or roster.knows(label.key)
    return words > 1 and is_name(label.key) and not label.key.isupper()


def _recurrence(counts: Counter[str], spelled: dict[str, Label]) -> dict[str, int]:
    """Count how often each name recurs in any of its forms: `Ann Roe` once and `AR` twice are three for both."""
    recurs = dict(counts)
    short = _short_forms(spelled)
    for key, label in spelled.items():
        if " " in key and is_name(label.key):
            kin = ((initials_of(label.key) | set(key.split())) & counts.keys()) - {key}
            kin |= short.get(key, set())
            together = counts[key] + sum(counts[other] for other in kin)
        elif is_east_asian(label.key):
            kin = frozenset(key[:cut] for cut in range(1, len(key))) & counts.keys()
            together = counts[key] + sum(counts[other] for other in kin)
        else:
            continue
        for other in {key, *kin} if kin else ():
            recurs[other] = max(recurs.get(other, 0), together)
    return recurs


def _short_forms(spelled: dict[str, Label]) -> dict[str, set[str]]:
    """Give for each full name among the labels those that shorten it, by their keys."""
    full = FullNames()
    for key, label in spelled.items():
        if " " in key and is_name(label.key):
            full.add(label.key)
    short: dict[str, set[str]] = {}
    for key, label in spelled.items():
        for name in full.shortened(label.key) if is_abbreviated(label.key) else ():
            if (whole := label_key(name)) != key:
                short.setdefault(whole, set()).add(key)
    return short


def _is_known(label: Label, roster: Roster, strong: set[str], spelled: dict[str, Label]) -> bool:
    """Tell whether a name that occurs once is somebody's who is known, or shares a word with one that recurs."""
    key = label_key(label.key)
    if key in UNNAMED:
        return True
    parts = joined(label.key, lambda part: label_key(part) in spelled or roster.knows(part))
    if len(parts) > 1:
        return all(label_key(part) in spelled or roster.knows(part) for part in parts)
    if roster.knows(label.key):
        return True
    return key in strong or any(part in strong for part in key.split())
