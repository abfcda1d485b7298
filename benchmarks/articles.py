"""What a user of many articles waits for: the start, the list, a filter, a search, quitting; and memory.

Against newsboat with the same articles as one feed, and against ripgrep, which looks for the finished word once.
"""

import shutil
import statistics
import subprocess
import tempfile
import time
from functools import partial
from pathlib import Path

from benchmarks.libraries import KNOWN, feed, index, shelf, surroundings
from benchmarks.measuring import PROGRAM, curve, figure, ratio, steps_of
from benchmarks.peers import peer
from benchmarks.start import answering, quitting
from benchmarks.terminal import Terminal

FEW = 30
"""Articles that are more than a screen holds, and no more."""
ROWS = 20
PEERS_ARTICLES = 10_000
FILTERS = (KNOWN, "speaker:so", "year:2001..2010")
"""What the list is filtered by, letter by letter."""
ROUNDS = 3
Steps = dict[str, float]
"""Seconds, and `memory` in MB."""


def bench_articles(cache: Path, count: int) -> None:
    """Print the rows of a library of so many articles, beside one of 2."""
    environ, few, newsboat, ripgrep = shelf(cache, count), shelf(cache, FEW), peer("newsboat"), peer("rg")
    two = shelf(cache, 2)
    quitting([PROGRAM], "ARTICLES", two, is_reader=True)()  # which keeps the picture that the next starts begin with
    for each in (few, environ):
        walk(each)
    walks = {
        "two": lambda: {"start": answering([PROGRAM], "ARTICLES", two)()},
        "few": lambda: walk(few),
        "many": lambda: walk(environ),
    }
    if newsboat:
        words = feed(cache, PEERS_ARTICLES, newsboat)
        walks["newsboat"] = lambda: walk_newsboat(words)
    if ripgrep:
        walks["ripgrep"] = lambda: {"search": search_files(ripgrep, Path(environ["RR_READER_LIBRARY"]))}
    found = steps_of(walks, ROUNDS)
    of, many = f", {count:,}", found["many"]
    ratio(f"answers a key{of} / with 2 articles", many["start"], found["two"]["start"], "aim ≤ 1.3 (100,000: 1.6)")
    ratio(f"list cursor down{of} / with {FEW} articles", many["cursor"], found["few"]["cursor"], "aim: flat")
    if newsboat:
        _against_newsboat(of, many, found["newsboat"])
    if ripgrep:
        ratio(f"search, a key press{of} / ripgrep", many["search"], found["ripgrep"]["search"], "aim ≤ 0.1")
    for step in ("filter", "slowest filter", "search", "slowest search", "quit"):
        figure(f"{step}{of}", 1000 * many[step], "ms")
    figure(f"memory{of}, the most of it", many["memory"], "MB")


def _against_newsboat(of: str, many: Steps, other: Steps) -> None:
    beside = f"{of} / newsboat with {PEERS_ARTICLES:,}"
    ratio(f"start to the list{beside}", many["start"], other["start"], "aim ≤ 0.8")
    ratio(f"list cursor down{beside}", many["cursor"], other["cursor"], "aim ≤ 3")
    ratio(f"filter, a key press{beside}", many["filter"], other["filter"], "aim ≤ 0.2 (100,000: 0.6)")
    ratio(f"search, a key press{beside}", many["search"], other["search"], "aim ≤ 0.1")
    print(f"{'memory' + beside:58} {many['memory'] / other['memory']:8.2f} ×", end="   ")
    print(f"({many['memory']:.0f} against {other['memory']:.0f} MB) aim ≤ 0.6 (100,000: 2)", flush=True)


def walk(environ: dict[str, str]) -> Steps:
    """Start the reader, and go through the list, filters and searches with it, then quit."""
    start = answering([PROGRAM], "ARTICLES", environ)()
    with Terminal([PROGRAM], environ) as terminal:
        terminal.until("newest first", timeout=120)
        _keys(terminal, b"F", b"2")
        cursor = [_answer(terminal, b"j") for _ in range(ROWS)]
        filters = [taken for text in FILTERS for taken in _typed(terminal, b"f", text, b"\x1b")]
        searches = _typed(terminal, b"S", KNOWN, b"\x1b")
        memory = terminal.memory()
        _keys(terminal, b"\x1b", b"2")
        terminal.press(b"q")
        found = {"start": start, "cursor": statistics.median(cursor), "memory": memory, "quit": terminal.ended()}
    for name, taken in {"filter": filters, "search": searches}.items():
        found |= {name: statistics.median(taken), f"slowest {name}": max(taken)}
    return found


def walk_newsboat(words: list[str]) -> Steps:
    """Do the same with newsboat: its list is that of the one feed, its filter is for titles."""
    with tempfile.TemporaryDirectory() as home, Terminal(words, surroundings(Path(home))) as terminal:
        start = terminal.until("Interviews")
        terminal.press(b"\r")
        start += terminal.until("Articles in feed")
        terminal.settled()
        cursor = statistics.median(_answer(terminal, b"j") for _ in range(ROWS))
        filtering = _asked(terminal, b"F", "Filter", f'title =~ "{KNOWN}"', "matching filter")
        _keys(terminal, b"\x06")
        searching = _asked(terminal, b"/", "Search for", KNOWN, "Search result")
        return {
            "start": start,
            "cursor": cursor,
            "filter": filtering,
            "search": searching,
            "memory": terminal.memory(),
        }


def search_files(ripgrep: str, folder: Path) -> float:
    """Name the files that hold the word; the seconds it takes."""
    began = time.perf_counter()
    subprocess.run([ripgrep, "-il", KNOWN, str(folder)], check=True, capture_output=True)
    return time.perf_counter() - began


def _keys(terminal: Terminal, *keys: bytes) -> None:
    """Press one key after another, each when the screen is at rest."""
    for key in keys:
        terminal.press(key)
        terminal.settled()


def _answer(terminal: Terminal, key: bytes) -> float:
    """Press a key; the seconds until something is drawn. Then wait until all is."""
    terminal.press(key)
    taken = terminal.answered()
    terminal.settled(patience=0)
    return taken


def _typed(terminal: Terminal, opening: bytes, text: str, closing: bytes) -> list[float]:
    """Type a text letter by letter; the seconds of each until all of its answer is drawn."""
    _keys(terminal, opening)
    taken = []
    for letter in text:
        terminal.press(letter.encode())
        taken.append(terminal.settled())
    _keys(terminal, closing)
    return taken


def _asked(terminal: Terminal, key: bytes, prompt: str, text: str, answer: str) -> float:
    """Type a text that a prompt asks for; the seconds from Enter until its answer."""
    terminal.press(key)
    terminal.until(prompt)
    _keys(terminal, text.encode())
    terminal.press(b"\r")
    taken = terminal.until(answer)
    terminal.settled()
    return taken


def bench_growth(cache: Path, sizes: tuple[int, ...]) -> None:
    """Print how each step grows with the number of articles, the first indexing among them."""
    found: dict[int, Steps] = {}
    for size in sizes:
        environ = shelf(cache, size)
        indexing = first_indexing(environ)
        walk(environ)
        found[size] = steps_of({"": partial(walk, environ)}, ROUNDS)[""] | {"indexing": indexing}
    for step in found[sizes[0]]:
        scale, unit = (1, "MB") if step == "memory" else (1, "s") if step == "indexing" else (1000, "ms")
        curve(step, {size: scale * steps[step] for size, steps in found.items()}, unit)


def first_indexing(environ: dict[str, str]) -> float:
    """Index a library anew, as one who deleted the cache; the seconds it takes."""
    shutil.rmtree(environ["XDG_CACHE_HOME"], ignore_errors=True)
    began = time.perf_counter()
    index(environ)
    return time.perf_counter() - began
