"""Labels made of parts of a name: `A. Roe`, `Ann R.`, `AnR`, `ARo`; and the full names that such a label may mean."""

import re

from rr_reader.parsing.names import UPPER, fold_name

_ABBREVIATED = re.compile(
    rf"(?:[{UPPER}]\.? ?)+[{UPPER}]\w+|[{UPPER}]\w+ (?:[{UPPER}]\.? ?)+|[{UPPER}]\w{{0,3}}[{UPPER}]\w{{0,3}}"
)
_STEPS = re.compile(rf"[{UPPER}]?[^\W\d_{UPPER}]+|[{UPPER}]")


def is_abbreviated(label: str) -> bool:
    """Tell whether a label could be parts of names joined: `A. Roe`, `Ann R.`, `AnR`, `ARo`."""
    return not (label.isupper() and label.isalpha()) and _ABBREVIATED.fullmatch(label) is not None


class FullNames:
    """Full names, to be found by a label that is made of their beginnings."""

    def __init__(self) -> None:
        self._by_ends: dict[tuple[str, str], dict[str, list[str]]] = {}
        """(initial of the first word, a beginning of the last) -> full name -> its words, folded."""

    def add(self, name: str) -> None:
        """Add a name; one of a single word is none."""
        words = fold_name(name).split()
        if len(words) > 1:
            for length in range(1, len(words[-1]) + 1):
                self._by_ends.setdefault((words[0][0], words[-1][:length]), {})[name] = words

    def shortened(self, label: str) -> list[str]:
        """Give the names whose words' beginnings a label is made of, the first and the last word among them.

        >>> names = FullNames()
        >>> names.add("Ann May Roe")
        >>> names.shortened("ARo"), names.shortened("A. Roe"), names.shortened("ARa"), names.shortened("Ann")
        (['Ann May Roe'], ['Ann May Roe'], [], [])
        """
        steps = [fold_name(step) for step in _STEPS.findall(label)]
        if len(steps) < 2:
            return []
        among = self._by_ends.get((steps[0][:1], steps[-1]), {})
        return [name for name, words in among.items() if _begin(steps, words)]


def _begin(steps: list[str], words: list[str]) -> bool:
    """Tell whether the steps begin words of a name, in their order, the first one the first."""
    rest = iter(words[1:])
    return words[0].startswith(steps[0]) and all(any(word.startswith(step) for word in rest) for step in steps[1:])
