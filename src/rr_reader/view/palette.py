"""Colours as plain data: what each style and each voice looks like on a dark, a light or an unknown background.

The voices are Okabe and Ito's eight, told apart by the colour-blind, with their lightness moved until each has a
contrast of at least 4.5 on its background (WCAG 2.2, AA). Colour never stands alone: marks, labels and tags
say the same without it.
"""

from collections.abc import Mapping
from functools import lru_cache

import msgspec

from rr_reader.model.highlight import COLOURS
from rr_reader.view.voices import colour


class Look(msgspec.Struct, frozen=True):
    """How a run of text looks. Colours are `#rrggbb`, in `SIXTEEN` a name of `ANSI`; "" is the ground's own."""

    ink: str = ""
    paper: str = ""
    bold: bool = False
    italic: bool = False
    underline: bool = False
    dim: bool = False


class Palette(msgspec.Struct, frozen=True):
    """The colours for one background."""

    name: str
    background: str
    voices: tuple[str, ...]
    """Inks of the eight colours, in the order of the slots."""
    looks: Mapping[str, Look]
    """By name, every ground style and every extra."""

    def voice(self, slot: int) -> str:
        """Give the ink of a voice; the quiet ink for -1, nobody known."""
        return self.voices[colour(slot)] if slot >= 0 else self.looks["quiet"].ink

    def look(self, style: str, slot: int = -1, extras: tuple[str, ...] = ()) -> Look:
        """Combine a ground style, a voice's colour and the extras laid over them, in order."""
        return _look(self.name, style, slot, extras)


VOICED = frozenset({"gutter", "label", "voice", "quote"})
"""Styles and extras that take the colour of their voice, if they have one."""

ANSI = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
"""The names of the eight colours every terminal has; `bright ` before one for the other eight."""


class _Inks(msgspec.Struct, frozen=True):
    """The few inks that a palette's looks are made from; without an ink for questions they are bold."""

    body: str
    strong: str
    quiet: str
    rule: str
    accent: str
    question: str
    doubt: str
    code: str
    hit: Look
    hit_now: Look
    selection: Look
    marks: "tuple[_Marked, ...]"
    is_dim: bool = False


class _Marked(msgspec.Struct, frozen=True):
    """How words look that somebody marked in a colour, and the ink of the sign in the margin beside them."""

    ink: str
    paper: str
    sign: str


_QUIET = (
    *("quiet", "kicker", "byline", "date", "caption", "credit", "related", "boilerplate"),
    *("tag", "time", "fold", "gutter", "voice"),
)
"""Styles of what stands beside the text."""


def _looks(inks: _Inks) -> dict[str, Look]:
    body, strong = Look(inks.body), Look(inks.strong, bold=True)
    aside = Look(inks.quiet, italic=True, dim=inks.is_dim)
    marks = dict(zip(COLOURS, inks.marks, strict=True))
    words = {f"mark-{name}": Look(marked.ink, marked.paper) for name, marked in marks.items()}
    signs = {f"sign-{name}": Look(marked.sign, bold=True) for name, marked in marks.items()}
    return (
        words
        | signs
        | dict.fromkeys(_QUIET, Look(inks.quiet, dim=inks.is_dim))
        | {
            "blank": body,
            "title": strong,
            "title-rule": Look(inks.accent),
            "deck": Look(inks.body, italic=True),
            "heading": strong,
            "paragraph": body,
            "question": Look(inks.question, bold=not inks.question),
            "question-label": Look(inks.accent, bold=True),
            "answer": body,
            "note": aside,
            "stage": aside,
            "rule": Look(inks.rule, dim=inks.is_dim),
            "label": Look(inks.body, bold=True),
            "quote": Look(),
            "doubtful": Look(inks.doubt),
            "unsure": Look(italic=True, underline=True),
            "em": Look(italic=True),
            "strong": Look(bold=True),
            "code": Look(inks.code),
            "link": Look(underline=True),
            "underlined": Look(underline=True),
            "hit": inks.hit,
            "hit-now": inks.hit_now,
            "selection": inks.selection,
        }
    )


DARK = Palette(
    "dark",
    "#1d2027",
    ("#5ab8ee", "#f08a63", "#3fc79a", "#e08fc4", "#e6d84a", "#93a9ff", "#e8a52a", "#cdab88"),
    _looks(
        _Inks(
            body="#d3d7df",
            strong="#f4f6fa",
            quiet="#98a0af",
            rule="#4b5262",
            accent="#f0b35a",
            question="#ecdcb2",
            doubt="#f2a48c",
            code="#a8d8b0",
            hit=Look("#fff3c4", "#7d5a0c"),
            hit_now=Look("#14161b", "#f0c14b", bold=True),
            selection=Look("#ffffff", "#34507c"),
            marks=(
                _Marked("#fbf5cd", "#555022", "#e6d84a"),
                _Marked("#cdf0dd", "#1f4434", "#3fc79a"),
                _Marked("#cfeef7", "#154a57", "#5ab8ee"),
                _Marked("#f9d6d3", "#56282b", "#ff8f8a"),
                _Marked("#e6d9f7", "#44305a", "#c3a1f5"),
            ),
        )
    ),
)

LIGHT = Palette(
    "light",
    "#faf8f4",
    ("#00639e", "#a84000", "#006e4e", "#9b3a76", "#6b6100", "#4750b5", "#8c5800", "#705038"),
    _looks(
        _Inks(
            body="#2e323a",
            strong="#101216",
            quiet="#646b77",
            rule="#c6c1b6",
            accent="#8a4b00",
            question="#5a3a0c",
            doubt="#a3321a",
            code="#1f6a34",
            hit=Look("#2b2200", "#f2dc8c"),
            hit_now=Look("#14161b", "#e0a100", bold=True),
            selection=Look("#0b1626", "#b5cff2"),
            marks=(
                _Marked("#2f2b00", "#f5eda6", "#6b6100"),
                _Marked("#0e3016", "#cfeccb", "#006e4e"),
                _Marked("#06303d", "#c6e8f0", "#00639e"),
                _Marked("#470d0a", "#f9d0cb", "#a3321a"),
                _Marked("#2c1050", "#e4d4f5", "#6b3fa0"),
            ),
        )
    ),
)

EITHER = Palette(
    "either",
    "",
    ("#1b7abe", "#cb4b1d", "#0f865a", "#bb4b99", "#867507", "#586ae2", "#a5680d", "#926e4f"),
    _looks(
        _Inks(
            body="",
            strong="",
            quiet="#71767f",
            rule="#71767f",
            accent="#a76713",
            question="",
            doubt="#cb4b1d",
            code="#0f865a",
            hit=Look("#000000", "#f0c14b"),
            hit_now=Look("#000000", "#f0c14b", bold=True),
            selection=Look("#000000", "#b5cff2"),
            marks=(
                _Marked("#000000", "#f5eda6", "#867507"),
                _Marked("#000000", "#cfeccb", "#0f865a"),
                _Marked("#000000", "#c6e8f0", "#1b7abe"),
                _Marked("#000000", "#f9d0cb", "#cb4b1d"),
                _Marked("#000000", "#e4d4f5", "#8a5fc7"),
            ),
        )
    ),
)
"""For a terminal whose background is not known: 4.5 on black and on white alike; the text in the terminal's ink."""

SIXTEEN = Palette(
    "sixteen",
    "",
    ("cyan", "red", "green", "magenta", "yellow", "blue", "bright yellow", "bright cyan"),
    _looks(
        _Inks(
            body="",
            strong="",
            quiet="",
            rule="",
            accent="yellow",
            question="",
            doubt="red",
            code="green",
            hit=Look("black", "yellow"),
            hit_now=Look("black", "yellow", bold=True),
            selection=Look("black", "cyan"),
            marks=(
                _Marked("black", "bright yellow", "yellow"),
                _Marked("black", "green", "green"),
                _Marked("bright white", "blue", "blue"),
                _Marked("bright white", "red", "red"),
                _Marked("bright white", "magenta", "magenta"),
            ),
            is_dim=True,
        )
    ),
)
"""For terminals of sixteen colours, which the terminal's own theme chooses."""

PALETTES = {palette.name: palette for palette in (DARK, LIGHT, EITHER, SIXTEEN)}


@lru_cache(maxsize=2048)
def _look(name: str, style: str, slot: int, extras: tuple[str, ...]) -> Look:
    palette = PALETTES[name]
    look = palette.looks[style]
    for layer in (style, *extras):
        over = palette.looks[layer]
        ink = palette.voice(slot) if layer in VOICED and slot >= 0 else over.ink
        look = Look(
            ink or look.ink,
            over.paper or look.paper,
            look.bold or over.bold,
            look.italic or over.italic,
            look.underline or over.underline,
            look.dim or over.dim,
        )
    return look
