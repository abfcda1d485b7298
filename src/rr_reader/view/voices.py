"""Which colour and gutter mark a person has: the same in every article of the library."""

from collections.abc import Iterable, Mapping, Sequence

from rr_reader.library.slots import COLOURS, assign
from rr_reader.model import Article

MARKS = ("▌", "▐", "┃", "║", "▓", "░", "╏", "▞")
"""Gutter marks, each one cell wide, to be told apart without colour too."""

JOINT = " & "
"""What stands between the names of a joint turn."""


class Voices:
    """Speakers and their slots. A slot is a pair of colour and mark; the first eight differ in both."""

    def __init__(self, slots: Mapping[str, int]) -> None:
        self._slots = dict(slots)

    @property
    def slots(self) -> Mapping[str, int]:
        """The slot of everybody known."""
        return self._slots

    def slot(self, speaker: str) -> int:
        """Give a speaker's slot, the first known person's for a joint turn; -1 for nobody known.

        >>> v = Voices({"Ann Lee": 0, "Bo Ek": 1}); v.slot("Bo Ek"), v.slot("Ann Lee & Bo Ek"), v.slot("Who")
        (1, 0, -1)
        """
        slot = self._slots.get(speaker, -1)
        if slot < 0 and JOINT in speaker:
            return next((self._slots[name] for name in speaker.split(JOINT) if name in self._slots), -1)
        return slot

    def following(self, before: Sequence[str], after: Sequence[str], called: Mapping[str, str]) -> dict[str, int]:
        """Give the slots to be kept when the people of an article change from `before` to `after`.

        Who goes by a name now that nobody had takes the slot of the name before (`called`: from the old to the new).
        Of those who come to the article, who would look like somebody there gets another.

        >>> Voices({"Ann": 0, "Bo": 1, "Cy": 0}).following(["Ann", "Bo"], ["Anna", "Bo", "Cy"], {"Ann": "Anna"})
        {'Ann': 0, 'Bo': 1, 'Anna': 0}
        """
        kept = dict(self._slots)
        for old, new in called.items():
            if old in kept:
                kept.setdefault(new, kept[old])
        here = {kept.get(name) for name in after if name in before or name in called.values()}
        for name in after:
            if name in kept and name not in before and name not in called.values():
                if kept[name] in here:
                    del kept[name]
                else:
                    here.add(kept[name])
        return kept


def mark(slot: int) -> str:
    """Give a slot's gutter mark; a thin line for -1, nobody known.

    >>> mark(0), mark(1), mark(-1)
    ('▌', '▐', '│')
    """
    if slot < 0:
        return "│"
    return MARKS[(slot + slot // COLOURS) % len(MARKS)]


def colour(slot: int) -> int:
    """Give the index of a slot's colour in a palette's `voices`; -1 for none."""
    return slot % COLOURS if slot >= 0 else -1


def voices(articles: Iterable[Article]) -> Voices:
    """Give every speaker a slot, by first appearance: people of one article differ while slots last.

    A slot depends only on the articles and their order. Everybody who ever shares an article with
    a person counts, so that it holds in all of them.
    """
    casts = [tuple(person.name for person in article.speakers) for article in articles]
    return Voices(assign(casts))
