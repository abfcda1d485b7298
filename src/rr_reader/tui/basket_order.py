"""What stands where in the basket, and what is held twice in it. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from rr_reader.model.highlight import Highlight, when
from rr_reader.tui.basket import Held

TELLING: Final = 24
"""Characters of words that are known by themselves."""

Pair = tuple[Highlight, Highlight]
"""A highlight as it was and as it shall be."""


# in order


def moved(ordered: Sequence[Highlight], wanted: str, beside: str, *, behind: bool) -> list[Pair]:
    """Put one right before another, or right behind it; give what changes: nothing where one of them is gone by now.

    All of them are given, in their order. It changes alone where there is room between its new neighbours. Else all
    are numbered anew, below 0: what is marked later stands behind them.
    """
    others = [each for each in ordered if each.id != wanted]
    one = next((each for each in ordered if each.id == wanted), None)
    target = next((place for place, each in enumerate(others) if each.id == beside), None)
    if one is None or target is None:
        return []
    at = target + behind
    low = others[at - 1].order if at else others[0].order - 2
    high = others[at].order if at < len(others) else 0.0
    between = (low + high) / 2
    if low < between < high:
        return [(one, replace(one, order=between))]
    inserted = [*others[:at], one, *others[at:]]
    numbered = ((each, float(number - len(inserted))) for number, each in enumerate(inserted))
    return [(each, replace(each, order=order)) for each, order in numbered if each.order != order]


# held twice


def doubles(all_held: Iterable[Held]) -> dict[str, str]:
    """Say of each whose words another holds too, which: by their ids. Of two that are the same, the earlier holds.

    In one article it is known by where the words stand. In two, words that are long enough to be known by themselves
    are the same words: one article is printed in several places.
    """
    found: dict[str, str] = {}
    by_article: dict[str, list[Held]] = {}
    by_letters: dict[str, Held] = {}
    longest_first = sorted(all_held, key=lambda each: (-len(each.letters), when(each.highlight.made), each.id))
    for each in longest_first:
        beside = by_article.setdefault(each.highlight.article, [])
        holder = next((other for other in beside if _holds_words(other, each)), None)
        if holder is None and len(each.letters) >= TELLING:
            other = by_letters.setdefault(each.letters, each)
            holder = other if other.highlight.article != each.highlight.article else None
        if holder:
            found[each.id] = holder.id
        else:
            beside.append(each)
    return found


def _holds_words(one: Held, other: Held) -> bool:
    """Tell whether one holds the other's words: by where they stand, or where that is not known, by the words."""
    if one.span and other.span:
        return one.span.start <= other.span.start and other.span.end <= one.span.end
    return other.letters in one.letters


def made_one(all_held: Iterable[Held], twice: Mapping[str, str], chosen: Collection[str]) -> list[Pair]:
    """Join those of the chosen that are held twice: the longest stays, with the notes and tags of all."""
    by_id = {each.id: each.highlight for each in all_held}
    wanted = {twice.get(each, each) for each in chosen}
    pairs: list[Pair] = []
    for holder in sorted(wanted & set(twice.values())):
        one = by_id[holder]
        others = [by_id[each] for each, of in twice.items() if of == holder]
        notes = dict.fromkeys(filter(None, (each.note.strip() for each in (one, *others))))
        tags = dict.fromkeys(tag for each in (one, *others) for tag in each.tags)
        pairs += [(one, replace(one, note="\n\n".join(notes), tags=tuple(tags)))]
        pairs += [(each, replace(each, is_gone=True)) for each in others]
    return pairs
