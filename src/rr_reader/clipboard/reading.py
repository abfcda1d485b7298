"""What the clipboard holds, as far as it can be read without asking anybody."""

import sys
from collections.abc import Mapping

from rr_reader.clipboard.copying import in_order
from rr_reader.clipboard.route import Deadline, Surroundings
from rr_reader.clipboard.saving import FILE

_TIME_LIMIT = 1.0
"""Seconds that all routes together may take."""


def held(environ: Mapping[str, str], *, platform: str = sys.platform) -> str:
    """Give the text of the nearest clipboard that can be read; "" for none. Hostile; blocks for a second at most."""
    around, deadline = Surroundings(environ, platform), Deadline(_TIME_LIMIT)
    for route in in_order(around):
        if route is not FILE and route.evidence(around).usable and (text := route.held(around, deadline)):
            return text
    return ""
