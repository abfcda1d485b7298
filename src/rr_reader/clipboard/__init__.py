"""The routes to a clipboard, and what each can truthfully say.

`copy` takes a text as far as it gets and says so; `routes` tells beforehand what would be tried; `try_each` tries.
"""

from rr_reader.clipboard.copying import Copied, RouteReport, copy, routes
from rr_reader.clipboard.trying import Trial, try_each

__all__ = ["Copied", "RouteReport", "Trial", "copy", "routes", "try_each"]
