"""The people of an article: which full name each label stands for, and how surely."""

import re
from collections.abc import Collection, Iterator

from rr_reader.parsing.names import bare_name, fold_name, initials_of, is_east_asian, label_key
from rr_reader.parsing.short_forms import FullNames, is_abbreviated

_MOST_INITIALS = 5
_LABELLED = 10
"""Weight of a name that somebody speaks under, which is in no oblique case."""
_RIVAL = 0.5
"""How strong a second reading of a name is, against the first, if it leaves the first in doubt."""


class Roster:
    """The people of an article under their full names, with what each is called. Built up, then asked."""

    def __init__(self) -> None:
        self.weights: dict[str, float] = {}
        """Full name -> how surely this is somebody who speaks here."""
        self.declared: dict[str, str] = {}
        """Folded alias -> full name, where the source says so itself: `Matt Corallo (MC)`."""
        self.spelled: dict[str, str] = {}
        """Folded full name -> the name as spelled, with the most accents that it is given anywhere."""
        self._parts: dict[str, dict[str, float]] = {}
        self._initials: dict[str, dict[str, float]] = {}
        self._letters: dict[tuple[int, str], list[str]] = {}
        """(0 for the first word, -1 for the last; its initial) -> folded full names."""
        self._full = FullNames()

    def add(self, name: str, weight: float) -> str:
        """Add evidence for a full name; give the spelling that stands for it. A name of one word is none."""
        name = " ".join(bare_name(name).split())
        if " " not in name and not is_east_asian(name):
            return name
        known = self.spelled.get(fold_name(name))
        if known is None:
            self.spelled[fold_name(name)] = known = name
            self._index(name)
        elif known.casefold() != name.casefold() and (_accents(name), weight >= _LABELLED) > (_accents(known), False):
            self._respell(known, name)
            known = name
        self.weights[known] = self.weights.get(known, 0.0) + weight
        return known

    def declare(self, alias: str, name: str) -> None:
        """Say that an alias stands for a full name, on the source's own word."""
        self.declared.setdefault(label_key(alias), name)

    def resolve(self, label: str) -> str:
        """Give the full name that a label stands for; "" where nobody or several fit equally well."""
        return self.resolution(label)[0]

    def knows(self, label: str) -> bool:
        """Tell whether a label stands for somebody here, be it for one of several."""
        return bool(self.resolve(label) or self._fits(bare_name(label), label_key(bare_name(label))))

    def resolution(self, label: str, besides: Collection[str] = ()) -> tuple[str, float]:
        """Give the full name that a label stands for, and how surely; nobody of `besides` is meant.

        "" where nobody or several fit equally well: 1 where nobody does, less where several do.
        """
        label = bare_name(label)
        key = label_key(label)
        exact = self.declared.get(key) or self.spelled.get(fold_name(label))
        if exact:
            return exact, 1.0
        fits = self._fits(label, key)
        scores = {name: fit * (1 + self.weights[name]) for name, fit in fits.items() if name not in besides}
        ranked = sorted(scores, key=lambda name: (scores[name], name), reverse=True)
        ranked = [name for name in ranked if scores.keys().isdisjoint(_tails(name))]  # `Painter Ann Lee` is `Ann Lee`
        if not ranked:
            return "", 1.0
        if len(ranked) == 1:
            return ranked[0], 1.0
        rivalry = scores[ranked[1]] / scores[ranked[0]]
        return ("" if rivalry == 1 else ranked[0]), 1.0 if rivalry < _RIVAL else 0.5

    def initial(self, letter: str) -> str:
        """Give the one person whose first name or surname begins with a letter, "" where that is nobody or several."""
        for place in (0, -1):
            fits = self._letters.get((place, letter.casefold()), [])
            if len(fits) == 1:
                return self.spelled[fits[0]]
        return ""

    def _fits(self, label: str, key: str) -> dict[str, float]:
        fits = self._parts.get(key, {})
        letters = "" if fits else re.sub(r"[^\w]", "", key)
        if 2 <= len(letters) <= _MOST_INITIALS and sum(letter.isupper() for letter in label) > 1:
            fits = self._initials.get(letters, {})
        if not fits and is_abbreviated(label):
            fits = {self.spelled[fold_name(name)]: 1.0 for name in self._full.shortened(label)}
        return fits

    def _index(self, name: str) -> None:
        self._full.add(name)
        key = fold_name(name)
        words = key.split()
        for place in (0, -1) if words else ():
            self._letters.setdefault((place, words[place][0]), []).append(key)
        for table, part, fit in self._places(name):
            table.setdefault(part, {})[name] = fit

    def _places(self, name: str) -> Iterator[tuple[dict[str, dict[str, float]], str, float]]:
        """List what a name can be found by: (table, its key there, how well that fits), the better fit last."""
        words = fold_name(name).split()
        if len(words) < 2:
            for cut in range(1, len(name)) if is_east_asian(name) else ():
                yield self._parts, fold_name(name[:cut]), 2.0
                yield self._parts, fold_name(name[cut:]), 1.5
            return
        for part in words[1:-1] + words[-1].split("-"):
            yield self._parts, part, 1.0
        for number in range(1, len(words)):
            yield self._parts, " ".join(words[number:]), 2.0  # a surname with its particles
        yield self._parts, words[0], 2.0
        usual = words[0][0] + words[-1][0]
        for letters in initials_of(name):
            yield self._initials, letters, 2.0 if letters == usual else 1.5

    def _respell(self, old: str, new: str) -> None:
        for table, part, _ in self._places(old):  # by which the new spelling is found as well: folded, they are one
            fits = table.get(part, {})
            if old in fits:
                fits[new] = fits.pop(old)
        self.weights[new] = self.weights.pop(old, 0.0)
        self.spelled[fold_name(new)] = new
        self.declared = {alias: new if name == old else name for alias, name in self.declared.items()}


def _accents(name: str) -> int:
    """Count the letters with accents; a Polish name that ends in one is in an oblique case."""
    return sum(not letter.isascii() for letter in re.sub(r"[ąę]\b", "", name))


def _tails(name: str) -> list[str]:
    """Give what remains of a name when words are cut off its front."""
    words = name.split(" ")
    return [" ".join(words[cut:]) for cut in range(1, len(words))]
