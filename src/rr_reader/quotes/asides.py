"""Leaving out what a transcript tells beside the words: `[laughs]`, `(pause)`. Only if the user wants it."""

import re

from msgspec.structs import replace

from rr_reader.model.insertions import insertions_of
from rr_reader.quotes.excerpt import Excerpt, Part

_BRACKETED = re.compile(r"[^\S\n]*(?:\[([^\[\]()\n]{1,60})\]|\(([^\[\]()\n]{1,60})\))")


def without_asides(excerpt: Excerpt) -> Excerpt:
    """Leave out what was heard or seen while somebody spoke. Not a word that was said or put in for another goes.

    `[the film]` and `[sic]` stay; so does a part that is nothing but such an aside, and what the article itself tells.
    """
    return replace(excerpt, parts=tuple(map(_without, excerpt.parts)))


def _without(part: Part) -> Part:
    if part.kind == "text":
        return part
    left = [(paragraph, _spoken(paragraph)) for paragraph in part.text.split("\n\n")]
    text = "\n\n".join(spoken for paragraph, spoken in left if spoken or not paragraph)
    return replace(part, text=text if text.strip() else part.text)


def _spoken(paragraph: str) -> str:
    """Leave the asides of a paragraph out, each with the space before it.

    >>> _spoken("[Laughs] So [laughs], it [the film] ends (he smiles).")
    'So, it [the film] ends.'
    """
    left = _BRACKETED.sub(_kept, paragraph)
    return left.lstrip() if left != paragraph else paragraph


def _kept(found: re.Match[str]) -> str:
    is_aside = insertions_of(f"({found[1] or found[2]})")  # in round ones only what is heard or seen counts
    return "" if is_aside else found[0]
