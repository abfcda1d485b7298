"""What corrections say, in words for a notice: pure."""

from collections.abc import Sequence

from rr_reader.library.anchors import place_of
from rr_reader.model import (
    OPENS_TURN,
    Article,
    BlockCorrection,
    Correction,
    Kind,
    LabelCorrection,
    NameCorrection,
    QuoteCorrection,
    renamed,
)
from rr_reader.view.kinds import counted, named

_SHOWN = 48
"""Characters of words that stand in a title or a choice."""


def correction_told(correction: Correction) -> str:
    """Say in a few words what a correction says.

    >>> from rr_reader.model import NameCorrection
    >>> correction_told(NameCorrection("PP", "Pascal Ek"))
    'PP is Pascal Ek'
    """
    match correction:
        case QuoteCorrection(quote, speaker, type):
            return f"“{short(quote)}” is {'nobody’s speech' if type == 'scare' else whose(speaker)}"
        case BlockCorrection(block, _, kind, speaker):
            told = [named(kind)] if kind else []
            return f"“{short(block)}” is {' and '.join(told + ([] if speaker is None else [whose(speaker)]))}"
        case LabelCorrection(label, speaker):
            return f"all “{label}” is {whose(speaker)}"
        case NameCorrection(name, to):
            return f"{name} is {to}"
    to = correction.to if isinstance(correction.to, str) else "; ".join(correction.to)
    return f"{correction.meta}: {short(to) or 'not given'}"


def mended_told(before: Article, after: Article) -> str:
    """Say which corrections an article has that it had not, many alike as one; "" for none."""
    made = after.corrections[_same(before, after) :]
    blocks = [each for each in made if isinstance(each, BlockCorrection)]
    if len(made) > 1 and len(blocks) == len(made) and len({(each.kind, each.speaker) for each in blocks}) == 1:
        return _many_told(after, blocks)
    return "; ".join(map(correction_told, made))


def undoing_told(before: Article, after: Article, *, again: bool = False) -> str:
    """Say what was undone, or with `again` done once more; `before` and `after` are the article around that."""
    if again:
        return f"Done again: {mended_told(before, after) or _REFRESHING}"
    return f"Taken back: {mended_told(after, before) or _REFRESHING}"


_REFRESHING = "what the source was read as anew"


def called_now(before: Article, after: Article) -> dict[str, str]:
    """Say what those are called in an article who went by another name in it, whether renamed or renamed no longer."""
    same = _same(before, after)
    taken_back = [
        NameCorrection(each.to, each.name)
        for each in reversed(before.corrections[same:])
        if isinstance(each, NameCorrection)
    ]
    steps = [*taken_back, *after.corrections[same:]]
    there = {person.name for person in after.speakers}
    now = {person.name: renamed(person.name, steps) for person in before.speakers if person.name not in there}
    return {old: new for old, new in now.items() if new in there}


def _same(before: Article, after: Article) -> int:
    """Count the corrections that both begin with."""
    both = zip(before.corrections, after.corrections, strict=False)
    shorter = min(len(before.corrections), len(after.corrections))
    return next((n for n, (one, other) in enumerate(both) if one != other), shorter)


def _many_told(article: Article, made: Sequence[BlockCorrection]) -> str:
    """Say what blocks are by corrections that say the same of each: by their kind where they have one."""
    count, kind, speaker = len(made), made[0].kind, made[0].speaker
    if kind is None:
        places = (place_of(article.blocks, each) for each in made)
        kinds = {article.blocks[at].kind for at in places if at is not None}
        one = next(iter(kinds)) if len(kinds) == 1 and kinds <= OPENS_TURN else Kind.TURN
        return f"{count} {named(one, count)} are {whose(speaker or '')}"
    by = "" if speaker is None else f" and {whose(speaker)}"
    return f"{counted(count, 'paragraph')} are {named(kind, count)}{by}"


def whose(speaker: str) -> str:
    """Say that something is somebody's."""
    return f"{speaker}’s" if speaker else "nobody’s that is known"


def short(text: str) -> str:
    """Cut words to what a line holds."""
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"
