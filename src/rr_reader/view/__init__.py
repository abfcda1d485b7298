"""Laying an article out in lines, and its colours: pure, shared by `show` and the screen."""

from rr_reader.view.layout import Layout
from rr_reader.view.outline import Outline
from rr_reader.view.rows import Cell, Row, overlay
from rr_reader.view.voices import Voices, voices

__all__ = ["Cell", "Layout", "Outline", "Row", "Voices", "overlay", "voices"]
