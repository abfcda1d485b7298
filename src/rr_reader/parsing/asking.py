"""What asks: question marks of all scripts, and the particles of those that can do without one."""

import re

_QUOTED_END = r"[\"'”’»)\]」』*]*"
_PARTICLES = r"(?:(?:で|ま|た|の|う)[^\s、。]{0,3}か|[吗嗎呢]|니까|나요|까요|는지요)[。.]?"

ENDS_ASKING = re.compile(rf"(?:[?？؟]|(?<=[\u0370-\u03ff]);|{_PARTICLES}){_QUOTED_END}\Z")
"""At the end of a text, that it asks. Greek asks by a semicolon."""

_ASKS = re.compile(rf"[?？؟]|(?<=[\u0370-\u03ff]);(?=\s|\Z)|{_PARTICLES}{_QUOTED_END}\Z")


def asks(text: str) -> bool:
    """Tell whether a turn asks something near its end.

    >>> asks("Why? Say."), asks("なぜですか。"), asks("Γιατί;"), asks("Because; so."), asks("だれか。")
    (True, True, True, False, False)
    """
    return _ASKS.search(text[-200:]) is not None
