"""A reader in a tab of a browser: what `serve` starts. Its words are the library, or "", and the sources."""

import os
import sys
from pathlib import Path

from rr_reader.cli.context import Context
from rr_reader.cli.output import Errors, Stream
from rr_reader.cli.program import guarded


def main() -> None:
    """Run the reader on standard input and output; what goes wrong is told on standard error."""
    environ, (library, *sources) = os.environ, sys.argv[1:]
    context = Context(environ, Stream(None, environ), Errors(sys.stderr, environ), None)

    def read() -> int:
        from rr_reader import tui

        return tui.run(library=Path(library) if library else None, sources=sources, environ=environ, in_browser=True)

    code = guarded(read, context)
    sys.stderr.flush()
    os._exit(code)  # all is saved, and no thread that still reads is worth waiting for


if __name__ == "__main__":
    main()
