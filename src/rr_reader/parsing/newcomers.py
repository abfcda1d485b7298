"""Who joins a talk late: introduced below a heading within it, or answering where nobody else is labelled."""

from collections import Counter
from collections.abc import Iterator, Sequence

from rr_reader.parsing.asking import ends_asking
from rr_reader.parsing.labels import Label
from rr_reader.parsing.lexicon import UNNAMED
from rr_reader.parsing.names import fold_name, initials_of, label_key, names_in
from rr_reader.parsing.pieces import Piece
from rr_reader.parsing.roster import Roster

_LEAST_ANSWERED = 0.5
"""Share of the labelled questions that a labelled turn follows at once, where that is how answers are told."""
_RECURS = 2


def introduce(roster: Roster, pieces: Sequence[Piece], found: Sequence[Sequence[Label]]) -> None:
    """Add whom a heading, or what stands between it and the first label, names in full and a label in short.

    Nobody is added whose label stands for somebody already.
    """
    keys = {label_key(label.key) for labels in found for label in labels if label.form == "colon"} - UNNAMED
    unknown = {key for key in keys if " " not in key and not roster.knows(key)}
    if not unknown:
        return
    counts = Counter(label_key(label.key) for labels in found for label in labels if label.form == "colon")
    is_below = False
    for piece, labels in zip(pieces, found, strict=True):
        is_label = any(label.form == "colon" and counts[label_key(label.key)] > 1 for label in labels)
        is_below = piece.role == "heading" or (is_below and not is_label)
        named = names_in(piece.text) if is_below else ()
        for name in (name for name in named if not name.isupper()):  # capitals hide where a name ends
            words = fold_name(name).split()
            if not unknown.isdisjoint({words[0], words[-1], *initials_of(name)}):
                roster.add(name, 1)


def also_answering(labels: list[Label | None], found: Sequence[Sequence[Label]], pieces: Sequence[Piece]) -> None:
    """Accept the labels of who answers right behind a labelled question, after which its asker or a heading comes.

    `found` are the candidates of each piece. Such a label recurs there, or is in bold or italics as all others are.
    """
    asked = [i for i, label in enumerate(labels[:-1]) if label and label.key and ends_asking(pieces[i].text)]
    if sum(labels[i + 1] is not None for i in asked) < max(1, _LEAST_ANSWERED * len(asked)):
        return
    are_set_off = all(_is_set_off(pieces[i], label) for i, label in enumerate(labels) if label)
    answers = [label for i in asked if (label := _answer(i, labels, found, pieces))]
    counts = Counter(label_key(label.key) for label in answers)
    for i, candidates in enumerate(found):
        for label in candidates if labels[i] is None else ():
            count = counts[label_key(label.key)] if label.form == "colon" else 0
            if count >= _RECURS or (count and are_set_off and _is_set_off(pieces[i], label)):
                labels[i] = label


def _answer(
    asked: int, labels: Sequence[Label | None], found: Sequence[Sequence[Label]], pieces: Sequence[Piece]
) -> Label | None:
    """Give the candidate behind a question, if who asked it is the next who is labelled in its section."""
    asker = labels[asked]
    if labels[asked + 1] is not None or asker is None:
        return None
    following = next(_labelled(asked + 2, labels, pieces), asker)
    candidate = next((label for label in found[asked + 1] if label.form == asker.form == "colon"), None)
    is_other = candidate is not None and label_key(candidate.key) != label_key(asker.key)
    return candidate if is_other and label_key(following.key) == label_key(asker.key) else None


def _labelled(begin: int, labels: Sequence[Label | None], pieces: Sequence[Piece]) -> Iterator[Label]:
    for piece, label in zip(pieces[begin:], labels[begin:], strict=True):
        if piece.role == "heading":
            return
        if label:
            yield label


def _is_set_off(piece: Piece, label: Label) -> bool:
    """Tell whether a label, but for its colon, is in bold or italics, and what it leads is not."""
    return any(
        mark.start == 0 and len(label.key) <= mark.end <= label.length and mark.style in {"strong", "em"}
        for mark in piece.marks
    )
