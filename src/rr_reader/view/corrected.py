"""What corrections say, in words for a notice: pure."""

from rr_reader.model import (
    Article,
    BlockCorrection,
    Correction,
    Kind,
    LabelCorrection,
    NameCorrection,
    QuoteCorrection,
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
        return _many_told(len(blocks), blocks[0].kind, blocks[0].speaker)
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
    names = {each.name: each.to for each in after.corrections[same:] if isinstance(each, NameCorrection)}
    former = (each for each in reversed(before.corrections[same:]) if isinstance(each, NameCorrection))
    names |= {each.to: each.name for each in former}
    there = {person.name for person in after.speakers}
    return {old: new for old, new in names.items() if old not in there and new in there}


def _same(before: Article, after: Article) -> int:
    """Count the corrections that both begin with."""
    both = zip(before.corrections, after.corrections, strict=False)
    return next((n for n, (one, other) in enumerate(both) if one != other), len(before.corrections))


def _many_told(count: int, kind: Kind | None, speaker: str | None) -> str:
    if kind is None:
        return f"{counted(count, 'turn')} are {whose(speaker or '')}"
    by = "" if speaker is None else f" and {whose(speaker)}"
    return f"{counted(count, 'paragraph')} are {named(kind, count)}{by}"


def whose(speaker: str) -> str:
    """Say that something is somebody's."""
    return f"{speaker}’s" if speaker else "nobody’s that is known"


def short(text: str) -> str:
    """Cut words to what a line holds."""
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"
