"""Two changed forms of one text made one: a merge in three ways, by lines."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher


def merged(base: str, ours: str, theirs: str) -> str | None:
    r"""Give the text with the changes of both; None where they changed the same lines differently.

    >>> merged("a\nb\nc", "a!\nb\nc", "a\nb\nc?")
    'a!\nb\nc?'
    >>> merged("a\nb\nc", "a\nB\nc", "a\nbb\nc") is None
    True
    """
    lines, one, other = base.split("\n"), ours.split("\n"), theirs.split("\n")
    result: list[str] = []
    at_base = at_one = at_other = 0
    for start, in_one, in_other, length in [
        *_kept_by_both(lines, one, other),
        (len(lines), len(one), len(other), 0),
    ]:
        was, mine, yours = lines[at_base:start], one[at_one:in_one], other[at_other:in_other]
        if was not in (mine, yours) and mine != yours:
            return None
        result += mine if yours == was else yours
        result += lines[start : start + length]
        at_base, at_one, at_other = start + length, in_one + length, in_other + length
    return "\n".join(result)


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
