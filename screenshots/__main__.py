"""Drive the real app over the shipped library and write what it shows, as SVG and PNG, beside this file.

    python -m screenshots [NAME …]

PNG needs Chromium on the PATH (Debian: chromium, fonts-firacode, fonts-noto-core); without it only SVG is written.
"""

import asyncio
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from rr_reader.tui.app import ReaderApp
from rr_reader.tui.opening import Opening
from rr_reader.tui.session import Session
from rr_reader.userdata.settings import Settings
from rr_reader.userdata.store import Store

HERE = Path(__file__).parent
os.environ |= {"COLORTERM": "truecolor", "TERM": "xterm-256color"}  # what is drawn depends on what can be

MARKED = ("OPEN:Interview", "]", "]", "]", "}", "a", *"the heart of it", "enter", "}", "H", "3", "(", "(")
"""Keys that open the interview and highlight two places in it, one with a note."""

_NOTE = ("a", *"for the opening", "enter", "escape")
_BASKET = (
    *("OPEN:Interview", "]", "}", "h", "escape", *_NOTE, "}", "H", "j", "enter"),
    *("]", "}", "h", "]", "}", "H", "j", "j", "enter", "OPEN:unnerving", "}", "}", "h", "Q"),
)
"""Words highlighted here and there, and the basket over them."""

PICTURES: dict[str, tuple[tuple[int, int], str, tuple[str, ...]]] = {
    "library": ((120, 40), "dark", ()),
    "interview": ((120, 40), "dark", ("OPEN:Interview", "]", "]", "]")),
    "feature": ((120, 40), "dark", ("OPEN:unnerving", "}", "}", "}")),
    "filtered": ((120, 40), "dark", ("F", "j", "j", "enter")),
    "search": ((120, 40), "dark", ("OPEN:Interview", "/", *"internet")),
    "selection": ((120, 40), "dark", ("OPEN:Interview", "]", "}", "v", "v")),
    "one-voice": ((120, 40), "dark", ("OPEN:Interview", "]", "}", "s")),
    "doubt": ((120, 40), "dark", ("OPEN:Interview", "!")),
    "account": ((120, 40), "dark", ("OPEN:Interview", "i")),
    "mend": ((120, 40), "dark", ("OPEN:Interview", "!", "m")),
    "mend-40x12": ((40, 12), "dark", ("OPEN:Interview", "!", "m")),
    "highlights": ((120, 40), "dark", (*MARKED, "'")),
    "highlight": ((80, 24), "light", (*MARKED, "'", "h")),
    "note-40x12": ((40, 12), "dark", (*MARKED, "'", "a")),
    "basket": ((120, 40), "dark", _BASKET),
    "basket-40x12": ((40, 12), "dark", _BASKET),
    "help": ((120, 40), "dark", ("?",)),
    "light": ((120, 40), "light", ("OPEN:Interview", "]", "]")),
    "interview-80x24": ((80, 24), "dark", ("OPEN:Interview", "]", "]", "]")),
    "feature-80x24": ((80, 24), "dark", ("OPEN:unnerving", "}", "}")),
    "filtered-80x24": ((80, 24), "dark", ("F", "j")),
    "search-80x24": ((80, 24), "dark", ("OPEN:Interview", "/", *"internet")),
    "selection-80x24": ((80, 24), "dark", ("OPEN:Interview", "]", "}", "v", "v")),
    "help-80x24": ((80, 24), "dark", ("?",)),
    "light-80x24": ((80, 24), "light", ("OPEN:Interview", "]", "]")),
    "doubt-80x24": ((80, 24), "light", ("OPEN:Interview", "!")),
    "doubt-40x12": ((40, 12), "dark", ("OPEN:Interview", "!")),
    "interview-40x12": ((40, 12), "dark", ("OPEN:Interview", "]", "]")),
    "list-40x12": ((40, 12), "dark", ()),
}


async def take(name: str) -> str:
    """Show one picture's screen; its SVG."""
    size, theme, keys = PICTURES[name]
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "reader.db")
        app = ReaderApp(
            Opening(Path(folder) / "library"),
            Session(store),
            environ={},
            copied_file=Path(folder) / "copied.txt",
            mendings=Path(folder) / "mendings",
            searches=Path(folder) / "searches.json",
            settings=Settings(theme=theme),
        )
        async with app.run_test(size=size, notifications=True) as pilot:
            await app.loaded.wait()
            await pilot.pause(0.3)
            for key in keys:
                if key.startswith("OPEN:"):
                    wanted = next(e for e in app.session.library.entries if key[5:] in e.title)
                    app.screen.open_article(wanted.id)
                    app.screen.go_to_pane("reader")
                else:
                    await pilot.press(key)
                await app.workers.wait_for_complete()
                await pilot.pause()
            svg = app.export_screenshot(simplify=True)
        store.close()
    return svg


def to_png(svg: Path) -> None:
    """Draw the SVG as a browser does, at twice the size."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        return
    width, height = (float(n) for n in re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg.read_text()).groups())
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                chromium,
                *("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run"),
                *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
                f"--user-data-dir={profile}",
                f"--window-size={int(width) + 1},{int(height) + 1}",
                "--force-device-scale-factor=1",
                "--default-background-color=00000000",
                f"--screenshot={svg.with_suffix('.png').resolve()}",
                svg.resolve().as_uri(),
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=120,
        )


def main() -> None:
    """Take the pictures named, or all."""
    for name in sys.argv[1:] or PICTURES:
        path = HERE / f"{name}.svg"
        svg = asyncio.run(take(name))
        path.write_text(re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL), encoding="utf-8")
        to_png(path)
        print(path.name)


if __name__ == "__main__":
    main()
