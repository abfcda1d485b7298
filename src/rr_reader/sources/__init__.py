"""Sources: files found and read, and each format turned into lines. Nothing is understood here."""

from rr_reader.sources.discover import find_sources, read_bytes, read_stream
from rr_reader.sources.html import declared_encoding
from rr_reader.sources.page import Line, Page
from rr_reader.sources.reading import format_of, read_page

__all__ = ["Line", "Page", "declared_encoding", "find_sources", "format_of", "read_bytes", "read_page", "read_stream"]
