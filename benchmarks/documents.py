"""What a user of a long document waits for: first content, a page, the end, a search, another width; and memory."""

import fcntl
import os
import shutil
import statistics
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks.measuring import READER, ROUNDS, first_content, interview, median_of, ratio
from benchmarks.terminal import Terminal

START = "Ada Brook"
LAST = "lastword"
PAGES = 15


def bench_documents(folder: Path, environ: dict[str, str]) -> None:
    """Print the rows of long documents."""
    sizes = {"doc10k": 10_000, "doc1m": 1_000_000, "doc10m": 10_000_000}
    documents = {name: folder / f"{name}.txt" for name in sizes}
    for name, path in documents.items():
        path.write_text(interview(sizes[name]))
    small, large = documents["doc10k"], documents["doc10m"]
    found = median_of({path.stem: first_content([*READER, str(path)], START, environ) for path in (small, large)})
    ratio("first content, 10 MB transcript / 10 KB", found["doc10m"], found["doc10k"], "aim ≤ 1.3")
    mine = _steps([*READER, str(large)], environ)
    _bench_less(mine, _steps(["less", str(large)], environ) if shutil.which("less") else {})
    marked = folder / "doc1m.md"
    marked.write_text(documents["doc1m"].read_text())
    if shutil.which("frogmouth"):
        _bench_frogmouth(mine, _steps(["frogmouth", str(marked)], environ, pages=b"\x1b[6~"))
    print(f"{'memory, 10 MB read and gone through':58} {mine['memory']:8.0f} MB", flush=True)


def _bench_less(mine: Mapping[str, float], less: Mapping[str, float]) -> None:
    for step, aim in {"page": "aim ≤ 25", "search": "aim ≤ 0.1", "end": "", "resize": ""}.items():
        if less:
            ratio(f"{step}, 10 MB / less", mine[step], less[step], aim)
        else:
            print(f"{step + ', 10 MB':58} {1000 * mine[step]:8.1f} ms", flush=True)


def _bench_frogmouth(mine: Mapping[str, float], frogmouth: Mapping[str, float]) -> None:
    ratio("page, 10 MB / frogmouth with 1 MB", mine["page"], frogmouth["page"], "aim ≤ 0.1")
    ratio("resize, 10 MB / frogmouth with 1 MB", mine["resize"], frogmouth["resize"], "aim ≤ 0.05")


def _steps(argv: list[str], environ: dict[str, str], *, pages: bytes = b" ") -> dict[str, float]:
    """Go through a document once all of it is there; the median seconds of each step, and the memory in MB."""
    with Terminal(argv, environ) as terminal:
        terminal.until(START, timeout=180)
        can_search = argv[0] != "frogmouth"
        while can_search and LAST not in _press(terminal, b"G"):  # the last words come with the whole
            time.sleep(0.5)
        terminal.settled()
        _press(terminal, b"g")

        def page() -> float:
            terminal.press(pages)
            return terminal.settled()

        def resize(columns: int) -> float:
            terminal.press(b"")
            fcntl.ioctl(terminal.master, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
            return terminal.settled(quiet=0.25, patience=10)

        found = {"page": _median(page, PAGES), "resize": statistics.median(map(resize, (80, 120) * ROUNDS))}
        if can_search:
            back = [b"g"] if argv[0] == "less" else [b"\x1b", b"g"]  # with Esc we forget the search
            found["end"] = _median(lambda: _there_and_back(terminal, b"G", back[-1:]), ROUNDS)
            found["search"] = _median(lambda: _there_and_back(terminal, f"/{LAST}\r".encode(), back), ROUNDS)
        return {**found, "memory": _resident(terminal.pid)}


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


def _resident(pid: int) -> float:
    """Give a process's memory in MB; 0 where the system does not tell."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        return 0
