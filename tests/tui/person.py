"""A person before the screen: presses keys, and says what is seen."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from rich.color import Color
from textual.events import Key
from textual.geometry import Region
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widget import Widget
from textual.worker import WorkerCancelled

from rr_reader.tui.widgets.foot import Foot
from rr_reader.tui.widgets.hints import Hints
from rr_reader.view.palette import DARK, LIGHT

ROUNDS = 6
"""How often an answer to a key can itself ask for something."""

PATIENCE = 500
"""Looks at the screen after which something that should have happened has not."""


class Person:
    """Works the app by its keys and its mouse, and tells of the screen by what is drawn there."""

    def __init__(self, pilot: Pilot[int], home: Path) -> None:
        self.pilot = pilot
        self.app = pilot.app
        self.home = home

    # doing

    async def settle(self) -> None:
        """Wait until nothing is under way: every message led to its last, every worker has ended."""
        await self.app.loaded.wait()
        while not (self.app.begun.is_set() or self.app._exit):  # keys and frames are held back until then
            await self.pilot.pause(0.01)
        for _ in range(ROUNDS):
            await self.answered()
            for worker in list(self.app.workers):
                with suppress(WorkerCancelled):  # by the next letter one types, say
                    await worker.wait()
        self.app.screen._on_timer_update()
        await self.answered()

    async def answered(self) -> None:
        """Wait until every widget has dealt with what it was sent so far; workers may still be at work."""
        await self.pilot._wait_for_screen()

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, and wait for what each leads to."""
        for key in keys:
            self.strike(key)
            for _ in range(ROUNDS - 2):
                await self.answered()
        await self.settle()

    def strike(self, key: str) -> None:
        """Press a key and wait for nothing. `Pilot.press` waits for an idle machine, which takes ten times longer."""
        name = _character_to_key(key) if len(key) == 1 else key
        self.app.post_message(Key(name, key if len(key) == 1 else " " if key == "space" else None))

    async def type(self, text: str) -> None:
        """Type a text."""
        await self.press(*["space" if character == " " else character for character in text])

    async def until(self, seen: Callable[[], bool]) -> None:
        """Look at the screen until it shows something."""
        for _ in range(PATIENCE):
            if seen():
                return
            await self.pilot.pause(0.01)
        raise AssertionError("it never came:\n" + self.screen)

    async def resize(self, width: int, height: int) -> None:
        """Make the terminal another size."""
        await self.pilot.resize_terminal(width, height)
        await self.settle()

    # seeing

    def _strips(self) -> list[Strip]:
        width, height = self.app.size
        return [strip.crop(0, width) for strip in self.app.screen._compositor.render_strips()[:height]]

    def _region(self, name: str) -> Region:
        screen = next(s for s in self.app.screen_stack if s.query(f"#{name}"))
        widget: Widget = screen.query_one(f"#{name}")
        shown = widget.is_on_screen and widget.display and not any(not parent.display for parent in widget.ancestors)
        return widget.scrollable_content_region if shown else Region()

    def _crop(self, region: Region) -> str:
        rows = [strip.crop(region.x, region.right).text.rstrip() for strip in self._strips()[region.y : region.bottom]]
        return "\n".join(rows)

    @property
    def rows(self) -> list[str]:
        """The screen row by row."""
        return [strip.text.rstrip() for strip in self._strips()]

    @property
    def screen(self) -> str:
        """The screen as one text."""
        return "\n".join(self.rows)

    def body(self, first: int) -> str:
        """The screen from a row on."""
        return "\n".join(self.rows[first:])

    @property
    def reader(self) -> str:
        """What the reader pane shows but for the mark of the place; "" while it is hidden."""
        return self._crop(self._region("reader")).replace("›", " ")

    @property
    def marked(self) -> list[str]:
        """The rows of the reader pane that the mark of the place stands before."""
        return [row for row in self._crop(self._region("reader")).split("\n") if row.lstrip().startswith("›")]

    @property
    def articles(self) -> str:
        """What the list shows."""
        return self._crop(self._region("articles"))

    @property
    def filters(self) -> str:
        """What the filter pane shows."""
        return self._crop(self._region("filters"))

    @property
    def foot(self) -> str:
        """The last row: hints, and where one is."""
        return self.rows[-1]

    @property
    def title_row(self) -> str:
        """The first row: the panes' titles; the one with the focus has a mark before it."""
        return self.rows[0]

    @property
    def notices(self) -> list[str]:
        """Everything that notices said, as far as they still stand; on a low screen they stand in the foot."""
        said = [screen.query_one(Foot).notice for screen in self.app.screen_stack if screen.query(Foot)]
        said += [hints.notice for screen in self.app.screen_stack for hints in screen.query(Hints)]
        return [*(notice.message for notice in self.app._notifications), *filter(None, said)]

    def inked(self, look: str) -> str:
        """Give what is drawn on the background of a look: `selection`, `hit`, `hit-now`. Rows are joined by a space."""
        papers = {Color.parse(palette.look(look).paper) for palette in (DARK, LIGHT)}
        region, words = self._region("reader"), []
        for strip in self._strips()[region.y : region.bottom]:
            drawn = [s.text for s in strip.crop(region.x, region.right) if s.style and s.style.bgcolor in papers]
            if "".join(drawn).strip():
                words.append("".join(drawn).strip())
        return " ".join(words)

    @property
    def selected(self) -> str:
        """The words drawn as selected."""
        return self.inked("selection")

    def papers(self) -> set[str]:
        """Give the backgrounds that are seen anywhere."""
        segments = [segment for strip in self._strips() for segment in strip]
        return {str(s.style.bgcolor.name) for s in segments if s.style and s.style.bgcolor}

    @property
    def focus(self) -> str:
        """Which pane has the focus: `FILTERS`, `ARTICLES`, or the title of what one reads."""
        _, _, after = self.title_row.partition("▌")
        return after.split("  ")[0].strip()

    def find(self, words: str) -> tuple[int, int]:
        """Give where words stand on the screen: column and row. The words stand on one row."""
        for y, row in enumerate(self.rows):
            if words in row:
                return row.index(words), y
        raise AssertionError(f"{words!r} is not on the screen:\n{self.screen}")

    @property
    def copied(self) -> str:
        """What was copied: without any clipboard it goes into a file."""
        return (self.home / "copied.txt").read_text(encoding="utf-8")
