"""Inline Markdown and plain text with marks: for Markdown sources and for the cleaned file alike.

`read_inline(write_inline(text, marks)) == (text, marks)` for marks that are sorted, not empty, and nested
or disjoint. The rules are CommonMark's, without entities; of raw HTML only the tags of emphasis and code.
"""

from rr_reader.text.markdown_reading import read_inline
from rr_reader.text.markdown_writing import escape_start, write_inline

__all__ = ["escape_start", "read_inline", "write_inline"]
