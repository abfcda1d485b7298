"""Words somebody marked in an article: where they stand, so that they are found again, and what was said of them."""

from datetime import UTC, datetime
from typing import Final

import msgspec

COLOURS: Final = ("yellow", "green", "blue", "red", "violet")
"""The colours of highlights, by the names they are told and kept by; the first is what one gets unasked."""

CONTEXT: Final = 48
"""Characters before and after the words that an anchor keeps."""


class Anchor(msgspec.Struct, frozen=True):
    """Where words stand, as W3C's TextQuoteSelector and TextPositionSelector tell it.

    All of it is about the article's blocks written one after the other with a blank line between: see
    `quotes.anchoring`, which makes anchors and finds them.
    """

    exact: str
    prefix: str = ""
    """What stands before the words, at most CONTEXT characters."""
    suffix: str = ""
    start: int = 0
    """Code points before the words, when they were marked; a hint, no more."""


class Highlight(msgspec.Struct, frozen=True):
    """Words that somebody marked, and what was said of them."""

    id: str
    """Unlike that of any other highlight, on whatever machine it was made."""
    article: str
    """The id of the article."""
    anchor: Anchor
    colour: str = COLOURS[0]
    note: str = ""
    tags: tuple[str, ...] = ()
    made: str = ""
    """When, as ISO 8601 in UTC; "" where that is not known."""
    changed: str = ""
    """When anything of it was changed last: the later of two versions is known by it."""
    order: float = 0.0
    """Its place among all highlights, where somebody put them in order: from low to high."""
    cut: str = ""
    """What was cut out when it was made, or before its article was removed, as `quotes.gathering` writes it."""
    is_gone: bool = False
    """It was removed; known so that it does not come back from another copy."""


_NO_TIME: Final = datetime.min.replace(tzinfo=UTC)


def time_of(time: datetime) -> str:
    """Write a time as highlights have it, in UTC. One that does not say where it is taken is taken for that.

    >>> time_of(datetime.fromisoformat("2031-05-09 10:11:12+02:00"))
    '2031-05-09T08:11:12.000000Z'
    """
    utc = (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC)
    return utc.isoformat(timespec="microseconds").replace("+00:00", "Z")


def when(written: str) -> tuple[datetime, str]:
    """Give what times are put in order by, whichever way ISO 8601 they are written; what is none comes first.

    >>> when("2031-05-09T08:11:12Z") < when("2031-05-09T10:11:12.5+02:00") < when("2031-05-09T08:11:13+00:00")
    True
    """
    try:
        time = datetime.fromisoformat(written)
    except ValueError:
        return _NO_TIME, written
    return time if time.tzinfo else time.replace(tzinfo=UTC), written
