"""What a user of a long document waits for: first content, a page, the end, a search, another width; and memory."""

import fcntl
import statistics
import struct
import tempfile
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.libraries import book, surroundings
from benchmarks.measuring import READER, figure, first_content, interview, median_of, ratio
from benchmarks.peers import peer
from benchmarks.terminal import Terminal

START = "Ada *Brook"
LAST = "lastword"
PAGES = 15
ROUNDS = 3
SIZES = {"10k": 10_000, "1m": 1_000_000, "10m": 10_000_000}


@dataclass(frozen=True)
class Peer:
    """Another reader: which document it is given, its keys, and what we aim at against it."""

    name: str
    document: str
    page: bytes
    can_search: bool = False
    aims: Mapping[str, str] = field(default_factory=dict)


PEERS = (
    Peer("less", "doc10m.txt", b" ", can_search=True, aims={"page": "aim ≤ 25", "search": "aim ≤ 0.1"}),
    Peer("w3m", "doc10m.txt", b" "),
    Peer("frogmouth", "doc1m.md", b"\x1b[6~", aims={"page": "aim ≤ 0.1", "resize": "aim ≤ 0.05"}),
    Peer("baca", "doc1m.epub", b"\x1b[6~", aims={"page": "aim ≤ 0.7", "resize": "aim ≤ 0.05"}),
    Peer("epy", "doc1m.epub", b"\x1b[6~"),
)


def bench_documents(folder: Path, environ: dict[str, str]) -> None:
    """Print the rows of long documents."""
    for name, size in SIZES.items():
        text = interview(size)
        (folder / f"doc{name}.txt").write_text(text)
        if name == "1m":
            (folder / "doc1m.md").write_text(text)
            book(folder / "doc1m.epub", text)
    small, large = (folder / f"doc{name}.txt" for name in ("10k", "10m"))
    found = median_of({path.stem: first_content([*READER, str(path)], START, environ) for path in (small, large)})
    ratio("first content, 10 MB transcript / 10 KB", found["doc10m"], found["doc10k"], "aim ≤ 1.3")
    mine = _steps(Peer("rr-reader", large.name, b" ", can_search=True), [*READER, str(large)], environ)
    for other in PEERS:
        _bench_peer(mine, other, folder)
    for step in ("page", "search", "end", "resize"):
        figure(f"{step}, 10 MB", 1000 * mine[step], "ms")
    figure("memory, 10 MB read and gone through, the most of it", mine["memory"], "MB")


def _bench_peer(mine: Mapping[str, float], other: Peer, folder: Path) -> None:
    """Print our steps in 10 MB against those of another reader, which starts as if for the first time."""
    program = peer(other.name)
    if not program:
        return
    with tempfile.TemporaryDirectory() as home:
        try:
            theirs = _steps(other, [program, str(folder / other.document)], surroundings(Path(home)))
        except TimeoutError as error:
            print(f"{other.name} was left out: {error}"[:160], flush=True)
            return
    size = other.document.removeprefix("doc").partition("m.")[0]
    for step in (step for step in theirs if step != "memory"):
        beside = other.name if size == "10" else f"{other.name} with {size} MB"
        ratio(f"{step}, 10 MB / {beside}", mine[step], theirs[step], other.aims.get(step, ""))


def _steps(other: Peer, argv: list[str], environ: dict[str, str]) -> dict[str, float]:
    """Go through a document once all of it is there; the median seconds of each step, and the memory in MB."""
    with Terminal(argv, environ) as terminal:
        terminal.until(START, timeout=180)
        while other.can_search and LAST not in _press(terminal, b"G"):  # the last words come with the whole
            time.sleep(0.5)
        terminal.settled()
        if other.can_search:
            _press(terminal, b"g")

        def page() -> float:
            terminal.press(other.page)
            return terminal.settled()

        def resize(columns: int) -> float:
            terminal.press(b"")
            fcntl.ioctl(terminal.master, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
            return terminal.settled(60, quiet=0.25, patience=30)  # some draw nothing for long

        found = {"page": _median(page, PAGES), "resize": statistics.median(map(resize, (80, 120) * ROUNDS))}
        if other.can_search:
            back = [b"g"] if other.name == "less" else [b"\x1b", b"g"]  # with Esc we forget the search
            found["end"] = _median(lambda: _there_and_back(terminal, b"G", back[-1:]), ROUNDS)
            found["search"] = _median(lambda: _there_and_back(terminal, f"/{LAST}\r".encode(), back), ROUNDS)
        return {**found, "memory": terminal.memory()}


def _median(measure: Callable[[], float], rounds: int) -> float:
    return statistics.median(measure() for _ in range(rounds))


def _press(terminal: Terminal, keys: bytes) -> str:
    """Press keys, and give what was drawn for them."""
    terminal.press(keys)
    terminal.settled()
    return terminal.drawn()


def _there_and_back(terminal: Terminal, keys: bytes, back: Sequence[bytes]) -> float:
    """Press keys until the last words are seen, and others to be at the beginning again."""
    terminal.press(keys)
    seconds = terminal.until(f"That is the {LAST}")
    terminal.settled()
    for key in back:
        _press(terminal, key)
    return seconds
