"""Sources: files found and read, and each format turned into lines. Nothing is understood here.

The readers of the formats are not named here: who looks for files, or opens a library, must not pay for them.
"""

from rr_reader.sources.discover import find_sources, read_bytes, read_stream
from rr_reader.sources.page import Line, Page

__all__ = ["Line", "Page", "find_sources", "read_bytes", "read_stream"]
