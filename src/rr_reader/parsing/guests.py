"""Whose answers these are when nobody is labelled: the one person the article presents."""

import re
from collections.abc import Sequence
from typing import Any

from rr_reader.model import Kind
from rr_reader.parsing.askers import met
from rr_reader.parsing.casting import AUTHOR_KEYS, SPEAKER_KEYS, named_in
from rr_reader.parsing.draft import Draft
from rr_reader.parsing.lexicon import STARTERS
from rr_reader.parsing.names import Roster, fold_name, is_name, names_in
from rr_reader.parsing.people import full_names


def only_guest(drafts: Sequence[Draft], roster: Roster, front: dict[str, Any]) -> str:
    """Name the person interviewed, from title, front matter and intro; "" if it cannot be told."""
    given = [name for name in named_in(front, SPEAKER_KEYS) if is_name(name)]
    if len(given) == 1:
        return given[0]
    title = str(front.get("title") or "") or next((d.text for d in drafts if d.kind is Kind.TITLE), "")
    if (
        is_name(title)
        and 2 <= len(title.split()) <= 4
        and title.split()[0].casefold() not in STARTERS
        and all(word.isalpha() for word in title.replace("-", "").split())
    ):
        return title
    intro = "\n\n".join(d.text for d in drafts[:20] if d.kind in {Kind.DECK, Kind.NOTE, Kind.PARAGRAPH})
    intro = f"{title}\n\n{intro}"
    authors = {fold_name(name) for name in named_in(front, AUTHOR_KEYS)}
    alone = {fold_name(name) for name in full_names([draft.text for draft in drafts])}
    scores: dict[str, float] = {}
    for name in names_in(intro):
        name = roster.spelled.get(fold_name(name), name)
        if not re.fullmatch(r"[^\W\d_]+(?:[ .'’-]+[^\W\d_]+)+", name) or (
            fold_name(name) in authors and name not in title
        ):
            continue
        weight = met(name, intro)
        if weight < 0 or fold_name(name) in alone:
            scores[name] = 3 * (name in title) - 2 * weight + (fold_name(name) in alone)
    best = sorted(scores, key=lambda name: scores[name], reverse=True)
    return best[0] if best and (len(best) == 1 or scores[best[0]] > scores[best[1]]) else ""
