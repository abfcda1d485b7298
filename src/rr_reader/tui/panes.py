"""Which panes are seen, and how wide: from the screen's width and what one is doing. Pure."""

from typing import Literal

import msgspec

Pane = Literal["filters", "list", "reader"]

WIDE, MEDIUM = 120, 80


class Arrangement(msgspec.Struct, frozen=True):
    """Widths in cells; 0 for a pane that is not seen. The reader takes what is left."""

    filters: int
    list: int
    reader: bool
    filters_over: bool = False
    """The filters lie over the other panes instead of beside them."""


def arrange(width: int, active: Pane, *, zoomed: bool = False, has_list: bool = True) -> Arrangement:
    """Three panes when wide, two when not, one when narrow; the reader alone when zoomed.

    >>> arrange(120, "reader")
    Arrangement(filters=26, list=36, reader=True, filters_over=False)
    >>> arrange(80, "filters")
    Arrangement(filters=30, list=28, reader=True, filters_over=True)
    >>> arrange(40, "list")
    Arrangement(filters=0, list=40, reader=False, filters_over=False)
    """
    if zoomed or not has_list:
        if active == "filters":
            return Arrangement(min(30, width), 0, width > MEDIUM, filters_over=width > MEDIUM)
        if active == "reader":
            return Arrangement(0, 0, reader=True)
    if width >= WIDE:
        return Arrangement(min(26 + (width - WIDE) // 12, 34), min(36 + (width - WIDE) // 6, 52), reader=True)
    if width >= MEDIUM:
        articles = 28 + (width - MEDIUM) // 4
        return Arrangement(30 if active == "filters" else 0, articles, reader=True, filters_over=active == "filters")
    if active == "filters":
        return Arrangement(width, 0, reader=False)
    return Arrangement(0, width if active == "list" else 0, reader=active == "reader")
