"""What all measurements share: documents of invented words, rounds, ratios."""

import math
import os
import random
import statistics
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.terminal import Terminal

ROUNDS = int(os.environ.get("ROUNDS", "5"))
PROGRAM = str(Path(sys.executable).parent / "rr-reader")
"""The reader, as its user starts it."""
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


def steps_of(walks: Mapping[str, Callable[[], dict[str, float]]], rounds: int = ROUNDS) -> dict[str, dict[str, float]]:
    """Walk through programs in turns, so many rounds; the median of each step of each."""
    found: dict[str, list[dict[str, float]]] = {name: [] for name in walks}
    for _ in range(rounds):
        for name, walk in walks.items():
            found[name].append(walk())
    return {
        name: {step: statistics.median(each[step] for each in all_) for step in all_[0]} for name, all_ in found.items()
    }


def first_content(argv: list[str], pattern: str, environ: dict[str, str]) -> Callable[[], float]:
    def measure() -> float:
        with Terminal(argv, environ) as terminal:
            return terminal.until(pattern)

    return measure


def ratio(title: str, mine: float, other: float, aim: str = "") -> None:
    print(f"{title:58} {mine / other:8.2f} ×   ({1000 * mine:.1f} against {1000 * other:.1f} ms)  {aim}", flush=True)


def figure(title: str, value: float, unit: str, note: str = "") -> None:
    """Print what has no yardstick, or whose yardstick is not installed."""
    print(f"{title:58} {value:8.1f} {unit:4}{note:>40}".rstrip(), flush=True)


def curve(title: str, of_size: Mapping[int, float], unit: str) -> None:
    """Print how something grows with the number of articles: its figures, and the power of their number it goes by.

    Between the two largest: there what is always spent weighs least. `n log n` is about 1.1.
    """
    sizes = sorted(of_size)
    told = "  ".join(f"{size:,}: {of_size[size]:.1f}" for size in sizes)
    print(f"{title:24} {told} {unit}", end="")
    if len(sizes) > 1 and of_size[sizes[-2]] > 0:
        power = math.log(of_size[sizes[-1]] / of_size[sizes[-2]]) / math.log(sizes[-1] / sizes[-2])
        print(f"   n^{power:.2f}", end="")
    print(flush=True)
