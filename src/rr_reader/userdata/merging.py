"""Making one highlight of two copies that went different ways: what either side did stays, and no note is lost.

Neither side comes first: which of two is called ours is of no account. What is merged already stays as it is when the
same copy comes again.
"""

from collections.abc import Mapping

from msgspec.structs import replace

from rr_reader.model.highlight import Highlight, when

BETWEEN = "\n\n---\n\n"
"""What stands between two notes on the same words, where both sides wrote one."""

_ALONE = ("colour", "order")
_TOGETHER = ("article", "anchor", "cut")
"""Where the words stand: told by one side as a whole."""


def merge_all(
    base: Mapping[str, Highlight], ours: Mapping[str, Highlight], theirs: Mapping[str, Highlight]
) -> dict[str, Highlight]:
    """Merge two sides by id; `base` is what both had once. What one side does not know is the other's, not removed."""
    return {
        key: merge(base.get(key), ours[key], theirs[key])
        if key in ours and key in theirs
        else (ours.get(key) or theirs[key])
        for key in sorted(ours.keys() | theirs.keys())
    }


def merge(base: Highlight | None, one: Highlight, other: Highlight) -> Highlight:
    """Make one of two versions of a highlight; `base` is what both were made from, None where nobody knows.

    Of what both sides changed, notes both stay, tags are put together, and else the later change holds. Where one side
    removed what the other worked on, it stays.
    """
    if one == other:
        return one
    told = {name: _told(base, one, other, (name,)) for name in _ALONE} | {
        name: _told(base, one, other, _TOGETHER, name) for name in _TOGETHER
    }
    return replace(
        one,
        note=_notes(base, one, other),
        tags=_tags(base, one, other),
        is_gone=_is_gone(base, one, other),
        made=min(filter(None, (one.made, other.made)), key=when, default=""),
        changed=max(one.changed, other.changed, key=when),
        **told,
    )


def redone(there: Highlight | None, before: Highlight | None, after: Highlight) -> Highlight:
    """Make a change, from `before` to `after`, to a highlight as it is `there` by now, None where it is not.

    What others did to it meanwhile stays, as in `merge`; whatever their clocks said, the change is the later one.
    """
    if there is None or before is None or there == before:
        return after
    both = merge(before, replace(there, changed=""), after)
    return replace(both, changed=max(there.changed, after.changed, key=when))


def _told(base: Highlight | None, one: Highlight, other: Highlight, names: tuple[str, ...], wanted: str = "") -> object:
    """Give what holds of some fields that belong together: what one side alone changed, else what was changed later."""

    def values(of: Highlight) -> tuple[object, ...]:
        return tuple(getattr(of, name) for name in names)

    if base and values(one) == values(base):
        chosen = other
    elif base and values(other) == values(base):
        chosen = one
    else:
        chosen = max(one, other, key=lambda each: (when(each.changed), repr(values(each))))
    return getattr(chosen, wanted or names[0])


def _notes(base: Highlight | None, one: Highlight, other: Highlight) -> str:
    if one.note == other.note or (base and other.note == base.note):
        return one.note
    if base and one.note == base.note:
        return other.note
    older, newer = sorted((one, other), key=lambda each: (when(each.changed), each.note))
    if _holds(newer.note, older.note):
        return newer.note
    if _holds(older.note, newer.note):
        return older.note
    parts = older.note.split(BETWEEN)
    return BETWEEN.join([*parts, *(part for part in newer.note.split(BETWEEN) if not _holds(older.note, part))])


def _holds(note: str, other: str) -> bool:
    """Tell whether all parts of a note stand in another."""
    return all(part in note for part in other.split(BETWEEN))


def _tags(base: Highlight | None, one: Highlight, other: Highlight) -> tuple[str, ...]:
    if one.tags == other.tags:
        return one.tags
    before = set(base.tags) if base else set()
    removed = (before - set(one.tags)) | (before - set(other.tags))
    return tuple(sorted((set(one.tags) | set(other.tags)) - removed))


def _is_gone(base: Highlight | None, one: Highlight, other: Highlight) -> bool:
    if one.is_gone == other.is_gone:
        return one.is_gone
    if base is None:
        return max((one, other), key=lambda each: (when(each.changed), not each.is_gone)).is_gone
    if base.is_gone:
        return False  # one side brought it back
    there = other if one.is_gone else one
    return _said(there) == _said(base)


def _said(highlight: Highlight) -> tuple[object, ...]:
    return highlight.anchor.exact, highlight.note, frozenset(highlight.tags), highlight.colour
