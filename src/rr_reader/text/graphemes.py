"""Where a text may be cut without breaking what a person sees as one character (UAX 29)."""


def snap(text: str, offset: int, *, forward: bool) -> int:
    """Give the nearest border at or after (`forward`), else at or before, `offset`; clamped to the text.

    >>> snap("cafe\u0301!", 4, forward=False), snap("cafe\u0301!", 4, forward=True)
    (3, 5)
    """
    if offset <= 0 or offset >= len(text):
        return max(0, min(offset, len(text)))
    if text[offset - 1 : offset + 1].isascii() and text[offset] != "\n":
        return offset
    from wcwidth import grapheme_boundary_before

    start = grapheme_boundary_before(text, offset + 1)
    if start == offset or not forward:
        return start
    return _end_of_cluster(text, start)


def next_border(text: str, offset: int) -> int:
    """Give the first border after `offset`; the text's end where there is none.

    >>> next_border("👩\u200d🚀!", 0)
    3
    """
    if offset >= len(text):
        return len(text)
    return snap(text, max(offset, 0) + 1, forward=True)


def previous_border(text: str, offset: int) -> int:
    """Give the last border before `offset`; 0 where there is none.

    >>> previous_border("👩\u200d🚀!", 3)
    0
    """
    if offset <= 0:
        return 0
    return snap(text, min(offset, len(text)) - 1, forward=False)


def _end_of_cluster(text: str, start: int) -> int:
    from wcwidth import iter_graphemes

    return start + len(next(iter_graphemes(text, start)))
