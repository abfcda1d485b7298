"""The routes to a clipboard, and what each can truthfully say.

`copy` takes a text as far as it gets and says so; `routes` tells beforehand what would be tried.
"""

from rr_reader.clipboard.copying import Copied, RouteReport, copy, routes

__all__ = ["Copied", "RouteReport", "copy", "routes"]
