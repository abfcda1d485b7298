"""Slips in labels: one letter off a known one, where that one's turn it is."""

from collections.abc import Collection, Sequence
from itertools import pairwise

from rr_reader.parsing.labels import Label
from rr_reader.parsing.names import is_initials, label_key

_SHORTEST = 4
"""Letters: of a shorter name too little is left if one is wrong. Initials are known by their shape."""


def mend_slips(best: list[Label | None], found: Sequence[Sequence[Label]]) -> None:
    """Accept labels that are one letter off a known one, and say which is meant: `RM:` for `RK:`."""
    spoken = [i for i, label in enumerate(best) if label and label.key]
    names = {label_key(label.key): label.key for label in best if label and label.key}
    for before, after in pairwise(spoken):
        beside = {label_key(label.key) for label in (best[before], best[after]) if label}
        for i in range(before + 1, after):
            label = next((label for label in found[i] if label.form == "colon"), None)
            if label and best[i] is None and (meant := _meant(label.key, names.keys(), beside)):
                label.meant = names[meant]
                best[i] = label


def _meant(label: str, known: Collection[str], beside: Collection[str]) -> str:
    """Give the one known label that another is a slip for; who speaks just before or after is not meant."""
    key = label_key(label)
    if not (is_initials(label) or len(key) >= _SHORTEST):
        return ""
    near = [other for other in known if other not in beside and is_one_letter_off(key, other)]
    return near[0] if len(near) == 1 and " " not in near[0] else ""


def is_one_letter_off(one: str, other: str) -> bool:
    """Tell whether two words differ by one letter: another, one more or less, or two that changed places.

    >>> is_one_letter_off("plante", "plate"), is_one_letter_off("rm", "rk"), is_one_letter_off("ab", "cd")
    (True, True, False)
    """
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    left, right = one[start:], other[start:]
    if len(left) == len(right):
        return left[1:] == right[1:] or (left[:2] == right[1::-1] and left[2:] == right[2:])
    return left[1:] == right or left == right[1:]
