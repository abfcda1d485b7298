"""Share the time among the targets, one process each; tell what they did and what they found."""

import argparse
import os
import re
import subprocess
import sys
import time
from pathlib import Path

from documents import FORMATS
from fuzz import target

_HERE = Path(__file__).parent
_LIMITS = [
    "-print_final_stats=1",
    "-timeout=60",
    "-rss_limit_mb=3000",
    "-malloc_limit_mb=1500",
    "-max_len=60000",
    "-len_control=50",
]
"""Of libFuzzer, where the target itself can no more say what is wrong."""
_LAST = re.compile(r"#(\d+)\s+\S+\s+cov: (\d+) ft: (\d+)")


def main() -> int:
    """Run the targets in turn, `--minutes` in all; 1 if something was found."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0, help="for all targets together (10)")
    parser.add_argument("--crashes", type=Path, default=_HERE / "crashes", help="where finds are written")
    parser.add_argument("--corpus", type=Path, default=_HERE / "corpus", help="where what was learned is kept")
    parser.add_argument("--replay", type=Path, nargs="+", default=[], help="look at these finds again, and stop")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"any of {', '.join(FORMATS)}")
    asked = parser.parse_args()
    if asked.replay:
        return max(map(target.replay, asked.replay))
    if unknown := set(asked.targets) - set(FORMATS):
        parser.error(f"no such target: {', '.join(sorted(unknown))}")
    for folder in (asked.crashes, asked.corpus):
        folder.mkdir(parents=True, exist_ok=True)
    before = set(asked.crashes.iterdir())
    names, ends = asked.targets or list(FORMATS), time.monotonic() + 60 * asked.minutes
    for index, name in enumerate(names):
        _run(name, (ends - time.monotonic()) / (len(names) - index), asked.crashes, asked.corpus)
    found = sorted(path for path in set(asked.crashes.iterdir()) - before if path.suffix != ".txt")
    for path in found:
        print(f"found: python -m fuzz --replay {os.path.relpath(path)}")
    return 1 if found else 0


def _run(name: str, seconds: float, crashes: Path, corpus: Path) -> None:
    """Run a target until its time is over, anew where it was killed; print a line of what it did."""
    ends, runs, covered = time.monotonic() + seconds, 0, "0"
    while (left := ends - time.monotonic()) >= 1:
        folder = corpus / name
        target.plant(name, folder)
        command = [sys.executable, "-m", "fuzz.target", name, str(crashes), str(folder), *_LIMITS]
        command += [f"-max_total_time={max(int(left), 1)}", f"-artifact_prefix={crashes / name}-"]
        try:
            told = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=left + 120).stderr
        except subprocess.TimeoutExpired:
            told = ""
        (crashes.parent / f"{name}.log").write_text(told) if os.environ.get("FUZZ_LOGS") else None
        if states := _LAST.findall(told):
            runs, covered = runs + int(states[-1][0]), states[-1][1]
        if "Traceback" in told and not states:
            print(told[-2_000:], file=sys.stderr)
            break
    print(f"{name:10} {runs:>9,} runs, {covered:>6} edges covered", flush=True)


if __name__ == "__main__":
    sys.exit(main())
