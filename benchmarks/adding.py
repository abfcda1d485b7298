"""How fast a folder comes into the library, and what it takes: `python -m benchmarks.adding [ARTICLES]`.

The yardstick is ftfy alone, in one process, over the same bytes; both are measured in turns, by the clock and in time
of the processors, which tells more where others are at work on the same machine.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measuring import READER, interview

_FTFY = """
import ftfy, pathlib, sys
faithful = ftfy.TextFixerConfig(fix_latin_ligatures=False, fix_character_width=False, uncurl_quotes=False,
                                fix_line_breaks=False, remove_control_chars=False, normalization=None)
for path in pathlib.Path(sys.argv[1]).iterdir():
    ftfy.fix_text(path.read_bytes().decode("utf-8", "replace"), faithful)
"""


def bench_adding(folder: Path, environ: dict[str, str], count: int = 2_000, rounds: int = 2) -> None:
    """Add so many articles of 6 KB to an empty library, and some again."""
    saved = folder / "saved"
    saved.mkdir()
    for number in range(count):
        text = interview(6_000, seed=number).replace(" bu ", " – café’s “bu” ")
        (saved / f"{number:05}.txt").write_text(text.replace("Making", f"Making {number}"), "utf-8")
    size = sum(path.stat().st_size for path in saved.iterdir()) / 1e6
    clock, spent = float("inf"), float("inf")
    with_ftfy, of_ftfy = float("inf"), float("inf")
    for turn in range(rounds):
        taken = _measured([sys.executable, "-c", _FTFY, str(saved)], environ)
        with_ftfy, of_ftfy = min(with_ftfy, taken[0]), min(of_ftfy, taken[1])
        taken = _measured([*READER, "add", str(saved), "--library", str(folder / f"shelf{turn}")], environ)
        clock, spent = min(clock, taken[0]), min(spent, taken[1])
    again = _measured([*READER, "add", str(saved), "--library", str(folder / "shelf0")], environ)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    print(f"adding {count} articles, {size:.1f} MB, on {cores} processors (× ftfy alone on one; aim ≥ 1)")
    print(f"  by the clock      {size / clock:6.2f} MB/s   {with_ftfy / clock:5.2f} ×")
    print(f"  processors' time  {size / spent:6.2f} MB/s   {cores * of_ftfy / spent:5.2f} × if all {cores} were free")
    print(f"  the same again    {size / again[0]:6.2f} MB/s   {with_ftfy / again[0]:5.2f} ×")
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    print(f"  memory of the largest process {most:.0f} MiB", flush=True)


def _measured(words: list[str], environ: dict[str, str]) -> tuple[float, float]:
    """Run a program; give seconds by the clock and of the processors, those of its own processes included."""
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(words, env=environ, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - began, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Measure by itself."""
    with tempfile.TemporaryDirectory() as name:
        folders = {f"XDG_{each}_HOME": f"{name}/{each.lower()}" for each in ("DATA", "CONFIG", "STATE", "CACHE")}
        own = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        bench_adding(Path(name), {**own, "HOME": name, **folders}, *map(int, sys.argv[1:2]))


if __name__ == "__main__":
    main()
