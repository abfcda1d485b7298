"""The way to the screen; a bare `rr-reader` takes it without what parses words, which would hold it up."""

from collections.abc import Sequence
from pathlib import Path

from rr_reader.cli.context import Context
from rr_reader.errors import UsageError


def open_screen(
    context: Context,
    *,
    library: Path | None = None,
    sources: Sequence[str] = (),
    assume: str = "",
    chapters: bool = False,
) -> int:
    """Open the library, or these sources, on the screen; give the exit code.

    Where there is none, sources are printed as `rr-reader show` prints them; UsageError for the library. `assume` is
    the encoding of the sources, where the user says it. With `chapters`, those of a book are articles.
    """
    has_keyboard = "-" in sources or (context.stdin is not None and context.stdin.isatty())
    if context.out.is_capable and has_keyboard:
        if sources:
            from rr_reader.library.guarded.reading import warm_for

            warm_for(sources)  # it begins while the screen is made ready
        from rr_reader import tui

        return tui.run(library=library, sources=sources, environ=context.environ, assume=assume, chapters=chapters)
    if not sources:
        raise UsageError(
            "The reader needs a terminal it can draw on. Elsewhere use rr-reader list, search or show ARTICLE."
        )
    from rr_reader.cli.show import show_sources

    return show_sources(sources, context, assume, chapters=chapters)
