"""The reader for a long time: random keys, resizes and changes of files, on a real terminal, over many articles.

`python -m benchmarks.soak --minutes 30` ends with 0 if nothing broke, the reader still quits when asked to, and its
memory grew by less than 5 per cent once it was warm: from the second fifth of the time to the last.
"""

import argparse
import fcntl
import os
import random
import shutil
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from pathlib import Path

from benchmarks.terminal import Terminal

from rr_reader.tui.commands import COMMANDS

GROWTH = 0.05
"""The part by which memory may grow."""
_BURST = 20
"""Deeds after which it is waited until all is dealt with."""
_PATIENCE = 300
"""Seconds for that: thousands of articles may have been tagged."""
SIZES = ((120, 40), (80, 24), (40, 12), (200, 60), (100, 30))
_NAMED = {
    "enter": "\r", "escape": "\x1b", "backspace": "\x7f", "tab": "\t", "shift+tab": "\x1b[Z", "space": " ",
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F",
    "pageup": "\x1b[5~", "pagedown": "\x1b[6~",
}  # fmt: skip
_TYPED = ("the", "speaker:a", "year:2001..2010", "is:unread", "block:answer s", '"of the"', "-fog", "tag:b")
_WORDS = ("fog", "rope", "salt", "wool", "tar", "bell", "harbour", "ferry", "glass", "lamp", "chart", "storm", "boat")


def key_bytes(key: str) -> bytes:
    """Give what a terminal sends for a key, by the name that commands have for it."""
    if key.startswith("ctrl+"):
        return bytes([ord(key[-1]) & 31])
    return _NAMED.get(key, key).encode()


_ENDING = ("quit", "palette")
"""Commands that end it, rightly: in the palette stands the other."""
KEYS = tuple(key_bytes(key) for command in COMMANDS for key in command.keys if command.id not in _ENDING)


def talk(number: int, chance: random.Random) -> str:
    """Write an article as the library keeps it."""
    names = [f"{chance.choice(_WORDS).title()} {chance.choice(_WORDS).title()}son" for _ in range(2)]
    says = (" ".join(chance.choices(_WORDS, k=chance.randint(5, 60))) for _ in range(chance.randint(4, 20)))
    turns = "\n\n".join(f"**{names[at % 2]}:** {words.capitalize()}." for at, words in enumerate(says))
    year, tag = chance.randint(1980, 2025), chance.choice(_WORDS)
    cast = f"  - name: {names[0]}\n    role: host\n  - name: {names[1]}\n    role: guest\n"
    head = f"title: Tape {number}\nkind: interview\npublished: {year}\ntags: [{tag}]\nspeakers:\n{cast}"
    return f"---\n{head}---\n\n# Tape {number}\n\n{turns}\n"


class Soak:
    """A reader, and all that is done to it. Raises RuntimeError where it breaks."""

    def __init__(self, terminal: Terminal, library: Path, chance: random.Random) -> None:
        self._terminal, self._library, self._chance = terminal, library, chance
        self._files = sorted(library.glob("*.md"))
        self._made = 0
        self.memory: list[int] = []
        """Bytes that it held, at even intervals."""
        self.longest = 0.0
        """Seconds that it took at most until a burst of deeds was dealt with."""
        self.quitting = 0.0
        """Seconds from the key that ended it until it was gone."""

    def run(self, seconds: float) -> None:
        """Do this and that to it for so long."""
        end, look = time.monotonic() + seconds, time.monotonic()
        deeds: Sequence[Callable[[], None]] = [self._press] * 30 + [self._type] * 3 + [self._resize, self._change]
        for number in count(1):
            if time.monotonic() > end:
                break
            self._chance.choice(deeds)()
            if number % _BURST == 0:  # nobody types ahead for half an hour: what is still to be done would pile up
                self.longest = max(self.longest, self._terminal.settled(_PATIENCE, quiet=0.3))
            self._terminal.drain(self._chance.uniform(0, 0.15))
            if self._terminal.has_ended():
                raise RuntimeError(f"it has ended ({self._terminal.exit_code}): {self._terminal.last_words()}")
            if time.monotonic() > look:
                self.memory.append(_resident(self._terminal.pid))
                look += max(seconds / 200, 0.1)

    def _press(self) -> None:
        self._terminal.press(b"".join(self._chance.choices(KEYS, k=self._chance.randint(1, 6))))

    def _type(self) -> None:
        words = self._chance.choice(_TYPED).encode()
        self._terminal.press(self._chance.choice([b"f", b"/", b"S"]) + words)
        self._terminal.drain(0.2)
        self._terminal.press(self._chance.choice([b"\r", b"\x1b"]))

    def _resize(self) -> None:
        columns, rows = self._chance.choice(SIZES)
        fcntl.ioctl(self._terminal.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _change(self) -> None:
        """Add, change, rename, break or remove an article, or some."""
        for _ in range(self._chance.choice([1, 1, 1, 20])):
            file, self._made = self._chance.choice(self._files), self._made + 1
            text = talk(self._made, self._chance)
            doing = self._chance.randrange(5)
            if doing == 0:
                file = self._library / f"made-{self._made % 50}.md"
            elif doing == 1 and file.exists():
                file.rename(file.with_name(f"moved-{self._made % 50}.md"))
            elif doing == 2:
                text = text.replace("title:", "title: [", 1)
            elif doing == 3:
                file.unlink(missing_ok=True)
                continue
            file.write_text(text)

    def quit(self) -> None:
        """Leave it as one does: out of all that is open, then `q`."""
        for _ in range(8):
            self._terminal.press(b"\x1b")
            self._terminal.drain(0.2)
        for _ in range(5):
            self._terminal.press(b"q")
            if self._ends_within(10):  # what was changed last may still be being read
                self.quitting = time.perf_counter() - self._terminal.started
                break
        if self._terminal.exit_code != 0:
            raise RuntimeError(f"it did not quit ({self._terminal.exit_code}): {self._terminal.last_words()}")

    def _ends_within(self, seconds: float) -> bool:
        end = time.monotonic() + seconds
        while time.monotonic() < end and not self._terminal.has_ended():
            self._terminal.drain(0.02)
        return self._terminal.has_ended()

    def tenths(self) -> list[float]:
        """Give the median of the memory in each tenth of the time."""
        size = max(len(self.memory) // 10, 1)
        return [statistics.median(self.memory[at : at + size]) for at in range(0, len(self.memory), size)]

    def growth(self) -> float:
        """Give by what part memory grew from the second fifth of the time to the last."""
        fifth = max(len(self.memory) // 5, 1)
        return statistics.median(self.memory[-fifth:]) / statistics.median(self.memory[fifth : 2 * fifth]) - 1


def _resident(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def soak(seconds: float, articles: int, seed: int, library: Path | None = None) -> Soak:
    """Run the reader over a copy of a library, or over made articles, and give how it went. Raises RuntimeError."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "library"
        if library:
            shutil.copytree(library, folder)
        else:
            folder.mkdir()
            for number in range(articles):
                (folder / f"tape-{number:05}.md").write_text(talk(number, chance))
        program = str(Path(sys.executable).parent / "rr-reader")
        with Terminal([program], _environ(home, folder)) as terminal:
            terminal.until("ARTICLES")
            done = Soak(terminal, folder, chance)
            terminal.until("newest first", timeout=300)
            try:
                done.run(seconds)
                done.quit()
            except RuntimeError as error:
                told = "".join(log.read_text() for log in Path(home).rglob("errors.log"))
                raise RuntimeError(f"{error}\n{told}") from None
            return done


def _environ(home: str, library: Path) -> Mapping[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    return kept | {"HOME": home, "LC_ALL": "C.UTF-8", "RR_READER_LIBRARY": str(library)}


def main() -> int:
    """Soak, and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--library", type=Path, help="soak a copy of this folder instead of made articles")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--growth", type=float, default=GROWTH, help="by what part memory may grow")
    asked = parser.parse_args()
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        done = soak(asked.minutes * 60, asked.articles, asked.seed, asked.library)
    except (RuntimeError, TimeoutError) as error:
        print(f"seed {asked.seed}: {error}")
        return 1
    growth = done.growth()
    print(f"memory at each tenth: {'  '.join(f'{size / 1e6:.0f}' for size in done.tenths())} MB")
    print(
        f"seed {asked.seed}: nothing broke; memory grew by {growth:.1%} once warm (may: {asked.growth:.0%}), ", end=""
    )
    print(f"every burst was dealt with in {done.longest:.1f} s; it quit in {1000 * done.quitting:.0f} ms")
    return int(growth > asked.growth)


if __name__ == "__main__":
    sys.exit(main())
