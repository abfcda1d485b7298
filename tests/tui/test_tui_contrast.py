"""Everything that is written on the screen can be read: a contrast of 4.5 at least (WCAG 2.2, AA), in both themes."""

import pytest
import shelf
from person import Person
from rich.color import Color
from running_app import Run

from rr_reader.tui.look import TONES, Tones
from rr_reader.userdata.settings import Settings

PAPERS = ("page", "sidebar", "list", "bar", "overlay", "cursor", "cursor_idle")
INKS = ("ink", "strong", "quiet", "accent", "warning")


def luminance(colour: Color) -> float:
    channels = [channel / 255 for channel in colour.get_truecolor()]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(ink: Color, paper: Color) -> float:
    light, dark = sorted((luminance(ink), luminance(paper)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tones", TONES.values(), ids=TONES)
def test_every_ink_can_be_read_on_every_ground(tones: Tones) -> None:
    inks = [*(getattr(tones, name) for name in INKS), *tones.palette.voices]
    pairs = [(ink, name) for ink in inks for name in PAPERS]
    assert [
        (ink, paper) for ink, paper in pairs if contrast(Color.parse(ink), Color.parse(getattr(tones, paper))) < 4.5
    ] == []


def weak(person: Person) -> set[tuple[str, str, str]]:
    """Give what is written too weakly in what lies on top: the words, the ink, the paper."""
    screen = person.app.screen
    over = screen.children[0].region if screen.is_modal else screen.region
    found = set()
    for strip in person._strips()[over.y : over.bottom]:
        for segment in strip.crop(over.x, over.right):
            style = segment.style
            is_written = style and style.color and style.bgcolor and any(map(str.isalnum, segment.text))
            if is_written and contrast(style.color, style.bgcolor) < 4.5:
                found.add((segment.text.strip(), str(style.color.name), str(style.bgcolor.name)))
    return found


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize(
    "keys",
    [
        (),
        ("3", "]", "}", "v"),
        ("3", "/", *"salt"),
        ("3", "/"),
        ("F", "j", "enter"),
        ("f",),
        ("f", *"x:y", "enter"),
        ("3", "}", "m"),
        ("3", "}", "m", "2"),
        ("3", "}", "m", "7", "1"),
        ("?",),
        ("3", "i"),
        ("S",),
        ("S", *"salt"),
        ("3", "c"),
        ("3", "]", "}", "h", "}", "H", "3", "}", "a", *"note", "enter"),
        ("3", "]", "}", "h", "h"),
        ("3", "]", "}", "a"),
        ("3", "]", "}", "a", *"note"),
        (":",),
        (":", *"que"),
    ],
    ids=" ".join,
)
async def test_what_is_written_can_be_read(run: Run, theme: str, keys: tuple[str, ...]) -> None:
    async with run(settings=Settings(theme=theme)) as person:
        person.app.screen.open_article(shelf.HARBOUR)
        await person.settle()
        await person.press(*keys)
        assert weak(person) == set()
