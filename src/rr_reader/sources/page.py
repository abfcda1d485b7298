"""What a reader of a format hands on: lines with their places, and what the format itself says."""

from typing import Any

import msgspec

from rr_reader.model import Mark, Removed


class Line(msgspec.Struct, frozen=True, gc=False):
    r"""A line, or a paragraph that the format itself delimits.

    `text` is plain, its white space kept: at the start it is evidence, and `\n` is a break inside a paragraph.
    """

    text: str
    start: int
    end: int
    """[start, end): code points of `Page.text`."""
    marks: tuple[Mark, ...] = ()
    """Emphasis and links over `text`."""
    role: str = ""
    """`heading`, `quote`, `item`, `rule`, `code`, `table`, `caption` (of an image), `cue`, or "" for plain.

    Where the format itself says what a line is: `title`, `deck`, `byline`, `date`, `credit`, `note`, `question`,
    `boilerplate` (text of the page that is none of the article), `aside` (a template's box), or `label` (a line that
    names who speaks next).
    """
    level: int = 0
    """Of a heading, 1 to 6."""
    gap: bool = False
    """Whether an empty line stands before it."""
    whole: bool = False
    """Whether this is a whole paragraph, not one physical line of several."""
    voice: str = ""
    """Who speaks, as the format itself says."""
    time: str = ""
    """When it is said, as the format itself says: `00:12:03`."""


class Page(msgspec.Struct, frozen=True):
    """A source read in its format: nothing understood yet."""

    text: str
    lines: tuple[Line, ...] = ()
    front: dict[str, Any] = {}
    """Front matter, keys in lower case."""
    format: str = "text"
    removed: tuple[Removed, ...] = ()
    """Visible text that is no prose (front matter, template tags), in code points of `text`."""
