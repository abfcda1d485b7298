"""Editorial insertions: bracketed words that an editor put into somebody's mouth."""

import re

_BRACKETED = re.compile(r"\[[^\[\]\n]{1,400}\]")


def insertions_of(text: str) -> tuple[str, ...]:
    """List the bracketed spans of a text, brackets and all, in order.

    >>> insertions_of("the ending [laughs]. It's way [Ed.: far] less scary")
    ('[laughs]', '[Ed.: far]')
    """
    return tuple(_BRACKETED.findall(text)) if "[" in text else ()
