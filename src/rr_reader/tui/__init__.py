"""The screen: the only place that knows Textual."""

import gc
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path


def run(
    *,
    library: Path | None = None,
    sources: Sequence[str] = (),
    environ: Mapping[str, str],
    assume: str = "",
    chapters: bool = False,
    in_browser: bool = False,
) -> int:
    """Open the library, or the sources named, on the screen; give the exit code.

    `assume` is the encoding of the sources, where the user says it; with `chapters`, those of a book are articles;
    `in_browser` is for `rr-reader serve`. Everything from Textual on is imported here and not before.
    """
    _import_asyncio()
    gc.disable()  # a seventh of the start goes into looking for cycles that are not there; `articles` turns it on again
    from rr_reader.tui.start import start

    return start(
        library=library, sources=sources, environ=environ, assume=assume, chapters=chapters, in_browser=in_browser
    )


def _import_asyncio() -> None:
    """Import asyncio as a Python without TLS has it: the screen connects to nothing, and OpenSSL takes its time."""
    if not {"asyncio", "ssl"} & sys.modules.keys():
        sys.modules["ssl"] = None  # type: ignore[assignment]  # which is how Python is told that there is none
        try:
            import asyncio  # noqa: F401
        finally:
            del sys.modules["ssl"]
