"""A light guess at the language, from the commonest small words; "" where it is not clear."""

import re
from collections import Counter
from collections.abc import Sequence

from rr_reader.parsing.lexicon import words

_SMALL = {
    "en": words("the and of to that is it was you for with this have are but not they what"),
    "fr": words("le la les et est que des une dans pour qui pas je vous nous avec sur mais"),
    "es": words("el los las que una por con para es se del como más pero está muy lo"),
    "de": words("der die das und ist nicht ich ein eine mit auf für auch sich wir sie zu"),
    "it": words("il che di una per non sono con è della gli anche come più ho questo"),
    "pt": words("os as que uma por com para não é do da mais como mas você eu isso"),
    "nl": words("de het een en van is dat niet ik op te met voor zijn maar ook wat"),
}
_WORD = re.compile(r"\w+")
_ENOUGH = 20
_MOST_TEXTS, _HEAD, _MOST = 40, 60, 6_000
"""Paragraphs that are looked at, and characters: of each at first, of all where that tells nothing."""


def language_of(texts: Sequence[str]) -> str:
    """Guess the language of an article: an ISO 639-1 code, or "" unless one is far ahead.

    >>> language_of(["The film is what you have to see, and it was not for the faint of heart. "] * 3)
    'en'
    >>> language_of(["Hm."])
    ''
    """
    sample = texts[:: max(1, len(texts) // _MOST_TEXTS)]
    return _clearly(" ".join(text[:_HEAD] for text in sample)) or _clearly(" ".join(sample))


def _clearly(text: str) -> str:
    counts = Counter(_WORD.findall(text[:_MOST].lower()))
    scores = {code: sum(counts.get(word, 0) for word in small) for code, small in _SMALL.items()}
    best, second = sorted(scores, key=lambda code: scores[code], reverse=True)[:2]
    return best if scores[best] >= _ENOUGH and scores[best] > 1.5 * scores[second] else ""
