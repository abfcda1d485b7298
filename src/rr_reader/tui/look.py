"""How the screen looks: tones and inks of the chrome by name, for dark and light; the reader's own are the view's."""

from functools import lru_cache

import msgspec
from rich.style import Style
from textual.app import App
from textual.theme import Theme

from rr_reader.view.palette import DARK, LIGHT, Palette


class Tones(msgspec.Struct, frozen=True):
    """Backgrounds from the edge of the screen to the page, and inks that are read on all of them."""

    palette: Palette
    sidebar: str
    list: str
    bar: str
    overlay: str
    cursor: str
    cursor_idle: str
    selection: str
    hit: str
    hit_current: str
    hit_ink: str
    ink: str
    strong: str
    quiet: str
    accent: str
    warning: str
    dark: bool

    @property
    def page(self) -> str:
        """The reader's background: the view's colours are chosen against it."""
        return self.palette.background


NIGHT = Tones(
    palette=DARK,
    sidebar="#14161b",
    list="#191c22",
    bar="#14161b",
    overlay="#20242c",
    cursor="#2d3950",
    cursor_idle="#262c38",
    selection="#34507c",
    hit="#6b5618",
    hit_current="#f0c14b",
    hit_ink="#14161b",
    ink="#ced3dc",
    strong="#f2f4f8",
    quiet="#a0a8b6",
    accent="#f0b35a",
    warning="#f08a6c",
    dark=True,
)

DAY = Tones(
    palette=LIGHT,
    sidebar="#e9e5dd",
    list="#eeebe4",
    bar="#e9e5dd",
    overlay="#f4f1ea",
    cursor="#d5e2f4",
    cursor_idle="#e6e3dc",
    selection="#b5cff2",
    hit="#f2dc8c",
    hit_current="#e0a100",
    hit_ink="#1d1f24",
    ink="#33373f",
    strong="#14161b",
    quiet="#5a616d",
    accent="#8a4b00",
    warning="#a3321a",
    dark=False,
)

TONES = {"rr-night": NIGHT, "rr-day": DAY}


def tones_of(app: App[object]) -> Tones:
    """Give the colours of the theme in force."""
    return TONES.get(app.theme, NIGHT)


@lru_cache(maxsize=4096)
def style(ink: str, paper: str, *, bold: bool = False, italic: bool = False, underline: bool = False) -> Style:
    """Make one of Rich's styles, once."""
    return Style(color=ink, bgcolor=paper, bold=bold or None, italic=italic or None, underline=underline or None)


def theme(name: str) -> Theme:
    """Give Textual's own widgets (inputs, notices, scroll bars) the same colours."""
    tones = TONES[name]
    return Theme(
        name=name,
        primary=tones.accent,
        accent=tones.accent,
        secondary=tones.quiet,
        warning=tones.warning,
        error=tones.warning,
        success=tones.accent,
        foreground=tones.ink,
        background=tones.page,
        surface=tones.list,
        panel=tones.sidebar,
        dark=tones.dark,
        variables={
            "overlay": tones.overlay,
            "chosen": tones.cursor,
            "scrollbar": tones.cursor_idle,
            "scrollbar-hover": tones.quiet,
            "scrollbar-active": tones.accent,
            "scrollbar-background": tones.page,
            "scrollbar-background-hover": tones.page,
            "scrollbar-background-active": tones.page,
            "scrollbar-corner-color": tones.page,
            "input-cursor-background": tones.accent,
            "input-cursor-foreground": tones.page,
            "input-selection-background": tones.selection,
        },
    )
