"""Which panes are seen, and how wide: from the screen's width and what one is doing. Pure."""

from typing import Literal

import msgspec

Pane = Literal["filters", "list", "reader"]

WIDE, MEDIUM = 120, 80


class Arrangement(msgspec.Struct, frozen=True):
    """Widths in cells; 0 for a pane that is not seen. The reader, if seen, takes what is left."""

    filters: int
    list: int
    reader: bool


def arrange(width: int, active: Pane, *, zoomed: bool = False) -> Arrangement:
    """Three panes when wide, one when narrow; between, the list with what one is at. Zoomed, the reader alone.

    >>> arrange(120, "reader")
    Arrangement(filters=26, list=36, reader=True)
    >>> arrange(80, "filters")
    Arrangement(filters=30, list=50, reader=False)
    >>> arrange(40, "list")
    Arrangement(filters=0, list=40, reader=False)
    """
    if zoomed:
        return Arrangement(0, 0, reader=True)
    if width >= WIDE:
        return Arrangement(min(26 + (width - WIDE) // 12, 34), min(36 + (width - WIDE) // 6, 52), reader=True)
    if width >= MEDIUM:
        if active == "filters":
            return Arrangement(30, width - 30, reader=False)
        return Arrangement(0, 28 + (width - MEDIUM) // 4, reader=True)
    return Arrangement(width * (active == "filters"), width * (active == "list"), reader=active == "reader")
