"""What asks: question marks of all scripts, and the particles of those that can do without one."""

import re

_MARKS = frozenset("?？؟")
_CLOSING = " \n\"'”’»)]」』*_"
_PARTICLE = re.compile(r"(?:(?:で|ま|た|の|う)[^\s、。]{0,3}か|[吗嗎呢]|니까|나요|까요|는지요)[。.]?\Z")
_EAST_ASIA = "\u3000"
_NEAR = 200
"""Characters from the end within which a question mark makes a turn one that asks."""


def ends_asking(text: str) -> bool:
    """Tell whether a text ends in a question; Greek asks by a semicolon, Japanese, Chinese and Korean by a particle.

    >>> [ends_asking(text) for text in ("“Why?”", "なぜですか。", "Γιατί;", "Why; so.", "だれか。")]
    [True, True, True, False, False]
    """
    end = text[-12:].rstrip(_CLOSING)
    last = end[-1:]
    if last in _MARKS and last:
        return True
    if last == ";":
        return "\u0370" <= end[-2:-1] <= "\u03ff"
    return (last > _EAST_ASIA or end[-2:-1] > _EAST_ASIA) and _PARTICLE.search(end) is not None


def asks(text: str) -> bool:
    """Tell whether a turn asks something near its end.

    >>> asks("Why? Say."), asks("Say.")
    (True, False)
    """
    near = text[-_NEAR:]
    return any(mark in near for mark in _MARKS) or ends_asking(text)
