"""Slots of people: a small number each, by which a screen tells them apart; two of one article have different ones."""

from collections.abc import Iterable, Mapping, Sequence

COLOURS = 8
"""Slots that are tried first: as many as there are voice colours."""
SLOTS = 64
"""How many there are."""


def assign(casts: Iterable[Sequence[str]], known: Mapping[str, int] = {}) -> dict[str, int]:
    """Colour the graph of who meets whom, greedily in order of appearance. Who is known keeps the slot there was.

    >>> assign([["Ann", "Bo"], ["Cy", "Ann"]])
    {'Ann': 0, 'Bo': 1, 'Cy': 2}
    >>> assign([["Dee", "Bo"], ["Cy", "Ann"]], {'Ann': 0, 'Bo': 1, 'Cy': 2})
    {'Dee': 3, 'Bo': 1, 'Cy': 2, 'Ann': 0}
    """
    meets: dict[str, set[str]] = {}
    for cast in casts:
        for name in cast:
            meets.setdefault(name, set()).update(cast)
    slots = {name: known[name] for name in meets if name in known}
    used = [0] * SLOTS
    for slot in slots.values():
        used[slot] += 1
    for name, others in meets.items():
        if name not in slots:
            taken = {slots[other] for other in others if other in slots}
            free = [slot for slot in range(COLOURS) if slot not in taken]
            free = free or [slot for slot in range(COLOURS, SLOTS) if slot not in taken] or list(range(COLOURS))
            slots[name] = min(free, key=lambda slot: (used[slot], slot))
            used[slots[name]] += 1
    return {name: slots[name] for name in meets}
