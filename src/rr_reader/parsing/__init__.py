"""Understanding: from a source's bytes to an `Article`. Pure; nothing but `ReaderError` escapes."""

from rr_reader.parsing.importing import parse_source
from rr_reader.parsing.quotations import quotes_of

__all__ = ["parse_source", "quotes_of"]
