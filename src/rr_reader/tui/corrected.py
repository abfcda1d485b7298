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
    """Say which corrections an article has that it had not; "" for none."""
    old, new = before.corrections, after.corrections
    same = next((n for n, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), len(old))
    return "; ".join(map(correction_told, new[same:]))


def whose(speaker: str) -> str:
    """Say that something is somebody's."""
    return f"{speaker}’s" if speaker else "nobody’s that is known"


def short(text: str) -> str:
    """Cut words to what a line holds."""
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"


def named(kind: Kind) -> str:
    """Name a kind with its article: `an answer`."""
    return f"{'an' if kind.value[0] in 'aeiou' else 'a'} {kind.value}"
