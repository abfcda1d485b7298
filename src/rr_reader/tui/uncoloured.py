"""The screen without colour, where NO_COLOR asks for that: what a background said, reverse video says."""

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from rr_reader.model.highlight import COLOURS
from rr_reader.tui.look import TONES

_PAPERS = frozenset(
    paper
    for tones in TONES.values()
    for paper in (
        *(tones.page, tones.sidebar, tones.list, tones.bar, tones.overlay, tones.cursor_idle),
        *(tones.palette.look(f"mark-{colour}").paper for colour in COLOURS),
    )
)
"""Backgrounds that mean nothing, or are underlined; every other one does: a selection, a hit, the cursor's row."""


class Uncoloured(LineFilter):
    """Takes the colours out of a line."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Give the line without colours."""
        return [Segment(text, _plain(style) if style else None, control) for text, style, control in segments]


@lru_cache(maxsize=2048)
def _plain(style: Style) -> Style:
    speaks = style.bgcolor is not None and not style.bgcolor.is_default and style.bgcolor.name not in _PAPERS
    return Style(
        bold=style.bold,
        italic=style.italic,
        underline=style.underline,
        reverse=style.reverse or speaks or None,
        meta=style.meta,
    )
