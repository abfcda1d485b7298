"""What a user waits for, as ratios within one run: `make bench`.

Every figure is the median of rounds in which the programs take turns, so that a noisy machine is noisy for all.
Documents and libraries are made here, of invented words, the same on every run. Programs that are not installed are
named and left out (`make bench-peers` installs them).
"""

import argparse
import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.adding import bench_adding
from benchmarks.articles import bench_articles, bench_growth
from benchmarks.documents import bench_documents
from benchmarks.importing import bench_import
from benchmarks.libraries import surroundings
from benchmarks.pages import bench_pages
from benchmarks.peers import missing
from benchmarks.start import bench_start


@dataclass(frozen=True)
class Bench:
    """What a subject is measured with."""

    folder: Path
    """Empty, and removed at the end."""
    cache: Path
    """Where libraries are kept for the next time."""
    adding: int
    """Articles to be added."""

    @property
    def environ(self) -> dict[str, str]:
        return surroundings(self.folder)


SUBJECTS: Mapping[str, tuple[str, Callable[[Bench], None]]] = {
    "start": ("first content, first answer, quitting", lambda its: bench_start(its.folder, its.environ)),
    "documents": ("10 MB: page, search, resize", lambda its: bench_documents(its.folder, its.environ)),
    "articles": ("10,000 articles: start, list, filter, search", lambda its: bench_articles(its.cache, 10_000)),
    "import": ("understanding documents", lambda its: bench_import()),
    "pages": ("saved pages: what is found in them, and how fast", lambda its: bench_pages()),
    "adding": ("adding a folder", lambda its: bench_adding(its.folder, its.environ, its.adding)),
    "many": ("100,000 articles: start, list, filter, search", lambda its: bench_articles(its.cache, 100_000)),
    "growth": ("1,000, 10,000, 100,000 articles", lambda its: bench_growth(its.cache, (1_000, 10_000, 100_000))),
}
QUICK = ("start", "documents", "articles", "import", "pages", "adding")


def main() -> None:
    """Measure what is asked for."""
    told = "".join(
        f"  {name:12}{'' if name in QUICK else '(with --all) '}{what}\n" for name, (what, _) in SUBJECTS.items()
    )
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=__doc__,
        epilog=f"subjects:\n{told}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("subjects", nargs="*", metavar="SUBJECT", help="what to measure; else the quick ones")
    parser.add_argument("--all", action="store_true", help="measure everything (an hour), with 10,000 articles added")
    parser.add_argument("--cache", type=Path, default=_cache(), help="where libraries are kept (%(default)s)")
    asked = parser.parse_args()
    if unknown := set(asked.subjects) - SUBJECTS.keys():
        parser.error(f"no such subject: {', '.join(sorted(unknown))}")
    if absent := missing():
        print("Not installed, and left out (make bench-peers):", *absent)
    print(f"Processors: {os.cpu_count()}; busy: {os.getloadavg()[0]:.1f} of them before the start", flush=True)
    for name in asked.subjects or (SUBJECTS if asked.all else QUICK):
        print(f"\n{name}: {SUBJECTS[name][0]}", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            SUBJECTS[name][1](Bench(Path(folder), asked.cache, adding=10_000 if asked.all else 500))


def _cache() -> Path:
    given = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (given if given.is_absolute() else Path.home() / ".cache") / "rr-reader-benchmarks"


if __name__ == "__main__":
    main()
