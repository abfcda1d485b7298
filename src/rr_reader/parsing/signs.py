"""Signs for voices: `🎤` before all that is asked and `🥁` before all that is answered."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence

from rr_reader.parsing.asking import invites
from rr_reader.parsing.labels import Label
from rr_reader.parsing.pieces import Piece

SIGN_ASKS, SIGN_ANSWERS = "sign asks", "sign answers"
"""The forms of labels that are signs, which tell who asks and name nobody."""
_SIGN = re.compile(r"(?P<sign>[^\w\s\"'.,:;?!()\[\]{}<>|#*_/\\&@$%+=~^-][\ufe0f\u200d\U0001f3fb-\U0001f3ff]*)\s*(?=\S)")
_FEWEST, _MOSTLY = 2, 0.6


def by_signs(labels: list[Label | None], pieces: Sequence[Piece]) -> None:
    """Label by the two signs of a document in which nothing else is a label, if what the one leads asks.

    More, or less regular ones are ornaments.
    """
    if any(labels):
        return
    found = {i: match for i, piece in enumerate(pieces) if piece.role == "" and (match := _at(piece.text))}
    counts = Counter(match["sign"] for match in found.values())
    if len(counts) != 2 or min(counts.values()) < _FEWEST:
        return
    spoken = [piece for piece in pieces[min(found) :] if piece.role == ""]
    if len(found) < _MOSTLY * len(spoken):
        return
    asked: dict[str, int] = defaultdict(int)
    for i, match in found.items():
        asked[match["sign"]] += invites(pieces[i].text)
    asking, answering = sorted(counts, key=lambda sign: asked[sign] / counts[sign], reverse=True)
    if asked[asking] < _MOSTLY * counts[asking] or asked[answering] > (1 - _MOSTLY) * counts[answering]:
        return
    for i, match in found.items():
        form = SIGN_ASKS if match["sign"] == asking else SIGN_ANSWERS
        labels[i] = Label(match["sign"], form, match.end())


def _at(text: str) -> re.Match[str] | None:
    match = _SIGN.match(text)
    return match if match and unicodedata.category(match["sign"][0]) == "So" else None
