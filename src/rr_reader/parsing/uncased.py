"""Names in scripts that have spaces but no capitals, as Hebrew, Arabic and those of India: told by their recurring."""

import re
from collections import Counter
from itertools import pairwise

_WORD = re.compile(r"[\u0590-\u0dff][\u0590-\u0dff'’-]*")
_RECURS = 2
"""So often do two words stand side by side, if they are a name."""


def is_uncased(word: str) -> bool:
    """Tell whether a word is in a script without capitals whose words have spaces between them."""
    return _WORD.fullmatch(word) is not None


def uncased_name(part: str, prose: str) -> str:
    r"""Give the full name of which a word is a part: the pair of words with it that recurs; "" where not one does.

    >>> uncased_name("ברזילי", "הצלם עידו ברזילי\nעידו ברזילי מצלם")
    'עידו ברזילי'
    """
    pairs = Counter(pair for pair in _pairs(prose) if part in pair)
    names = [pair for pair, count in pairs.items() if count >= _RECURS]
    return " ".join(names[0]) if len(names) == 1 else ""


def uncased_guest(title: str, intro: str) -> str:
    """Name whom title and introduction both speak of: the pair of words that they share; "" where that is not one.

    >>> uncased_guest("حوار مع سلوى البدري", "تعمل سلوى البدري")
    'سلوى البدري'
    """
    shared = set(_pairs(title)) & set(_pairs(intro.removeprefix(title)))
    return " ".join(shared.pop()) if len(shared) == 1 else ""


def _pairs(text: str) -> list[tuple[str, str]]:
    """List the words of a text that stand side by side, two and two."""
    lines = (_WORD.findall(line) for line in re.split(r"[\n.,:;!?،؛؟]", text))
    return [pair for words in lines for pair in pairwise(words)]
