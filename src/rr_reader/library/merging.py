"""Two changed forms of one text made one: a merge in three ways, by lines."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple


def merged(base: str, ours: str, theirs: str) -> str | None:
    r"""Give the text with the changes of both; None where they changed the same lines differently.

    >>> merged("a\nb\nc", "a!\nb\nc", "a\nb\nc?")
    'a!\nb\nc?'
    >>> merged("a\nb\nc", "a\nB\nc", "a\nbb\nc") is None
    True
    """
    result: list[str] = []
    for hunk in _hunks(base, ours, theirs):
        if hunk.is_clash:
            return None
        result += hunk.ours if hunk.theirs == hunk.base else hunk.theirs
        result += hunk.after
    return "\n".join(result)


class Clash(NamedTuple):
    """Lines that both changed, and not to the same."""

    first: int
    """The line of ours at which they begin, from 1."""
    ours: tuple[str, ...]
    """() where they were taken away."""
    theirs: tuple[str, ...]


def clashes(base: str, ours: str, theirs: str) -> tuple[Clash, ...]:
    r"""List where both changed the same lines differently; () where `merged` makes one text of them.

    >>> clashes("a\nb\nc", "a\nB\nc", "a\nbb\nc")
    (Clash(first=2, ours=('B',), theirs=('bb',)),)
    """
    return tuple(
        Clash(hunk.at + 1, tuple(hunk.ours), tuple(hunk.theirs)) for hunk in _hunks(base, ours, theirs) if hunk.is_clash
    )


class _Hunk(NamedTuple):
    """Lines that not all three have, in each; `at` is the index of the first in ours; then lines that all have."""

    base: list[str]
    ours: list[str]
    theirs: list[str]
    after: list[str]
    at: int

    @property
    def is_clash(self) -> bool:
        return self.base not in (self.ours, self.theirs) and self.ours != self.theirs


def _hunks(base: str, ours: str, theirs: str) -> Iterator[_Hunk]:
    lines, one, other = base.split("\n"), ours.split("\n"), theirs.split("\n")
    at_base = at_one = at_other = 0
    for start, in_one, in_other, length in [
        *_kept_by_both(lines, one, other),
        (len(lines), len(one), len(other), 0),
    ]:
        same = lines[start : start + length]
        yield _Hunk(lines[at_base:start], one[at_one:in_one], other[at_other:in_other], same, at_one)
        at_base, at_one, at_other = start + length, in_one + length, in_other + length


def _kept_by_both(base: Sequence[str], one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Give the runs of lines that stand in all three: (start in base, in one, in the other, length)."""
    first, second = _kept(base, one), _kept(base, other)
    while first and second:
        (base_one, in_one, long_one), (base_other, in_other, long_other) = first[0], second[0]
        start = max(base_one, base_other)
        end = min(base_one + long_one, base_other + long_other)
        if start < end:
            yield start, in_one + start - base_one, in_other + start - base_other, end - start
        if base_one + long_one < base_other + long_other:
            first.pop(0)
        else:
            second.pop(0)


def _kept(base: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int]]:
    """Give the runs of lines that one change kept. What is the same at both ends is not searched, which costs most."""
    shorter = min(len(base), len(new))
    head = next((i for i in range(shorter) if base[i] != new[i]), shorter)
    tail = next((i for i in range(shorter - head) if base[-1 - i] != new[-1 - i]), shorter - head)
    inner = SequenceMatcher(None, base[head : len(base) - tail], new[head : len(new) - tail], autojunk=False)
    found = [(at + head, there + head, length) for at, there, length in inner.get_matching_blocks() if length]
    return [(0, 0, head), *found, (len(base) - tail, len(new) - tail, tail)]
