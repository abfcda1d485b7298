"""Long work on the screen's own thread, cut in slices between which the keyboard is looked at."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterable
from typing import TypeVar

SLICE = 0.008
"""Seconds of work between two looks at the keyboard."""

Step = TypeVar("Step")


async def patiently(steps: Iterable[Step], *, rest: float = 0) -> AsyncIterator[Step]:
    """Go through steps, each of which should be short, and let others work in between.

    What nobody waits for should `rest` for some seconds after each slice: a key takes several turns to be answered.
    """
    pause = time.monotonic() + SLICE
    for step in steps:
        yield step
        if time.monotonic() > pause:
            await asyncio.sleep(rest)
            pause = time.monotonic() + SLICE
