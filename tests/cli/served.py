"""`rr-reader serve` for tests: the server, and the readers that it has."""

import asyncio
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PATIENCE = 15
"""Seconds after which something that should have happened has not."""


@contextmanager
def serving(reader, *words: str, said: list[str] | None = None) -> Iterator[tuple[str, subprocess.Popen]]:
    """Serve; the address that was printed, and the process. Unless it was killed, Ctrl-C ends it.

    What it says on standard error goes to `said`; nothing is said from then on.
    """
    said = [] if said is None else said
    process = subprocess.Popen(
        [sys.executable, "-m", "rr_reader", "serve", *words],
        env=reader.environ(),
        cwd=reader.home,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process.stdout.readline().strip(), process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE)
        said.append(err)
    assert out == ""
    assert process.returncode in (0, -signal.SIGKILL)
    assert err.splitlines()[-1].endswith("Open this address in a browser; Ctrl-C ends."), err


def readers_of(home: Path) -> list[str]:
    """List the processes of readers in tabs whose home this is."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            is_reader = b"serving.child" in (process / "cmdline").read_bytes()
            if is_reader and f"HOME={home}\0".encode() in (process / "environ").read_bytes():
                found.append(process.name)
    return found


async def until(is_so: Callable[[], bool]) -> None:
    """Wait for what another process does."""
    async with asyncio.timeout(PATIENCE):
        while not is_so():
            await asyncio.sleep(0.02)
