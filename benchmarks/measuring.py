"""What all measurements share: documents of invented words, rounds, ratios."""

import os
import random
import statistics
import sys
from collections.abc import Callable

from benchmarks.terminal import Terminal

ROUNDS = int(os.environ.get("ROUNDS", "5"))
READER = [sys.executable, "-m", "rr_reader"]
SYLLABLES = ["bu", "ke", "lo", "mi", "nu", "ra", "so", "ti", "va", "we", "zo", "an", "el", "in", "or", "ut"]


def interview(size: int, seed: int = 7) -> str:
    """Write an interview of about so many bytes."""
    dice = random.Random(seed)
    words = ["".join(dice.choices(SYLLABLES, k=dice.randint(1, 4))) for _ in range(4000)]
    parts = ["Interview: On Making Things", "Ada Brook and Tom Vale talk of work."]
    total = 0
    while total < size:
        name = ("Ada Brook", "Tom Vale")[len(parts) % 2]
        said = " ".join(dice.choices(words, k=dice.randint(30, 90))).capitalize()
        parts.append(f"{name}: {said}" + ("?" if name == "Ada Brook" else "."))
        total += len(parts[-1]) + 2
    return "\n\n".join([*parts, "Tom Vale: That is the lastword."]) + "\n"


def median_of(measures: dict[str, Callable[[], float]], rounds: int = ROUNDS) -> dict[str, float]:
    """Measure all in turns, so many rounds; the median of each, in seconds."""
    found: dict[str, list[float]] = {name: [] for name in measures}
    for _ in range(rounds):
        for name, measure in measures.items():
            found[name].append(measure())
    return {name: statistics.median(times) for name, times in found.items()}


def first_content(argv: list[str], pattern: str, environ: dict[str, str]) -> Callable[[], float]:
    def measure() -> float:
        with Terminal(argv, environ) as terminal:
            return terminal.until(pattern)

    return measure


def page_turn(argv: list[str], pattern: str, environ: dict[str, str], pages: int = 15) -> float:
    """The median time of a page turn until the screen has settled."""
    with Terminal(argv, environ) as terminal:
        terminal.until(pattern)
        terminal.settled()
        times = []
        for _ in range(pages):
            terminal.press(b" ")
            times.append(terminal.settled())
        return statistics.median(times)


def ratio(title: str, mine: float, other: float, aim: str = "") -> None:
    print(f"{title:58} {mine / other:8.2f} ×   ({1000 * mine:.1f} against {1000 * other:.1f} ms){aim:>14}", flush=True)
