"""The screen: the only place that knows Textual."""

import gc
from collections.abc import Mapping, Sequence
from pathlib import Path


def run(
    *, library: Path | None = None, sources: Sequence[str] = (), environ: Mapping[str, str], assume: str = ""
) -> int:
    """Open the library, or the sources named, on the screen; give the exit code.

    `assume` is the encoding of the sources, where the user says it. Everything from Textual on is imported here
    and not before.
    """
    gc.disable()  # a seventh of the start goes into looking for cycles that are not there; `articles` turns it on again
    from rr_reader.tui.start import start

    return start(library=library, sources=sources, environ=environ, assume=assume)
