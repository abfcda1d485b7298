"""One who asks a child and is killed: prints the child's number once that is at work where no Python runs."""

import signal
from pathlib import Path

from guarded_work import Doing

from rr_reader.library.guarded.child import Child


def taken(pid: int) -> int:
    """Give the processor's time that a process has taken, in ticks."""
    words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(words[11]) + int(words[12])


def main() -> None:
    """Ask, tell, and wait to be killed."""
    child = Child(Doing())
    child.ask("echo salt", 0)
    child.answer()
    child.ask("stuck", 100 << 20)
    child.answers()
    before = taken(child.pid)
    while taken(child.pid) < before + 10:
        pass
    print(child.pid, flush=True)
    signal.pause()


if __name__ == "__main__":
    main()
