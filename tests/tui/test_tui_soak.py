"""The short form of `make soak`: some seconds of random keys, sizes and changes of files on a real terminal."""

import random
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_random_keys_sizes_and_changes_of_files_break_nothing() -> None:
    seed = str(random.randrange(1 << 30))  # it is told, and can be given again
    argv = [sys.executable, "-m", "benchmarks.soak", "--minutes", "0.15", "--articles", "150", "--growth", "1"]
    done = subprocess.run([*argv, "--seed", seed], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
