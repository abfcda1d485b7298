"""Whose answers these are when nobody is labelled: the one person the article presents."""

from collections.abc import Sequence
from typing import Any

from rr_reader.model import Kind
from rr_reader.parsing.casting import AUTHOR_KEYS, SPEAKER_KEYS, met, named_in
from rr_reader.parsing.draft import Draft
from rr_reader.parsing.names import Roster, fold_name, is_name, names_in


def only_guest(drafts: Sequence[Draft], roster: Roster, front: dict[str, Any]) -> str:
    """Name the person interviewed, from title, front matter and intro; "" if it cannot be told."""
    given = [name for name in named_in(front, SPEAKER_KEYS) if is_name(name)]
    if len(given) == 1:
        return given[0]
    title = str(front.get("title") or "") or next((d.text for d in drafts if d.kind is Kind.TITLE), "")
    intro = "\n".join(d.text for d in drafts[:20] if d.kind in {Kind.DECK, Kind.NOTE, Kind.PARAGRAPH, Kind.TITLE})
    askers = {fold_name(name) for name in named_in(front, AUTHOR_KEYS)}
    scores: dict[str, float] = {}
    for name in [*names_in(title), *names_in(intro)]:
        if fold_name(name) not in askers:
            full = roster.spelled.get(fold_name(name), name)
            scores[full] = scores.get(full, 0) + 1
    if is_name(title) and 2 <= len(title.split()) <= 4:
        return title
    for name in scores:
        scores[name] += 3 * (name in title) - 2 * met(name, intro)
    best = sorted(scores, key=lambda name: scores[name], reverse=True)
    return best[0] if best and (len(best) == 1 or scores[best[0]] > scores[best[1]]) else ""
