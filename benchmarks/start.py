"""Start and end: first content, the first answer to a key, quitting; against bare Python and the least Textual app."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.measuring import first_content, interview, median_of, ratio
from benchmarks.terminal import Terminal

HERE = Path(__file__).parent


def answering(argv: list[str], pattern: str, environ: dict[str, str]) -> Callable[[], float]:
    """Measure from the start to the answer to a key that is struck as soon as something is seen."""

    def measure() -> float:
        with Terminal(argv, environ) as terminal:
            terminal.until(pattern)
            return _to_filters(terminal)

    return measure


def quitting(argv: list[str], pattern: str, environ: dict[str, str], *, is_reader: bool = False) -> Callable[[], float]:
    """Measure from the key that quits to the end of the process; of the reader, once more than its picture is there."""

    def measure() -> float:
        with Terminal(argv, environ) as terminal:
            terminal.until(pattern)
            if is_reader:
                _to_filters(terminal)
            terminal.settled()
            terminal.press(b"q")
            return terminal.ended()

    return measure


def _to_filters(terminal: Terminal) -> float:
    """Go to the pane of filters; the seconds since the start until it is lit."""
    os.write(terminal.master, b"F")
    return terminal.until("▌FILTERS")


def bench_start(folder: Path, environ: dict[str, str]) -> None:
    reader = [str(Path(sys.executable).parent / "rr-reader")]
    hello = [sys.executable, str(HERE / "hello_textual.py")]
    subprocess.run([*reader, "list"], env=environ, check=True, stdout=subprocess.DEVNULL)
    small = folder / "small.txt"
    small.write_text(interview(10_000))
    quits = quitting(reader, "ARTICLES", environ, is_reader=True)
    quits()  # which keeps the picture that the next starts begin with
    measures = {
        "answers": answering(reader, "ARTICLES", environ),
        "reader": first_content(reader, "Interview", environ),
        "hello": first_content(hello, "Interview hello", environ),
        "python": lambda: _run([sys.executable, "-c", "pass"], environ),
        "quit": quits,
        "quit hello": quitting(hello, "Interview hello", environ),
    }
    if shutil.which("less"):
        measures["less"] = first_content(["less", str(small)], "Interview", environ)
    found = median_of(measures)
    ratio("first content, 2 articles / bare Python", found["reader"], found["python"], "aim ≤ 2")
    ratio("first content, 2 articles / minimal Textual app", found["reader"], found["hello"], "aim ≤ 0.2")
    ratio("answers a key, 2 articles / minimal Textual app", found["answers"], found["hello"], "aim ≤ 1.2")
    ratio("quitting / minimal Textual app", found["quit"], found["quit hello"], "aim ≤ 0.3")
    if "less" in found:
        ratio("first content, 2 articles / less", found["reader"], found["less"])


def _run(argv: list[str], environ: dict[str, str]) -> float:
    started = time.perf_counter()
    subprocess.run(argv, env=environ, check=True)
    return time.perf_counter() - started
