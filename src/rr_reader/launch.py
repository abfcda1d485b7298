"""Where `rr-reader` begins: with the last screen, before anything that takes time is imported."""

import os
import sys

from rr_reader.userdata import picture

INTERRUPTED = 130


def main() -> int:
    """Run `rr-reader`; its exit code. Where there was a screen the process ends here, and does not return."""
    if len(sys.argv) == 1:
        _show_picture()
    try:
        from rr_reader.cli import main as run

        code = run()
    except KeyboardInterrupt:
        code = INTERRUPTED
    finally:
        picture.take_down()
    if "rr_reader.tui.app" in sys.modules:
        _end(code)
    return code


def _show_picture() -> None:
    """Show the last screen, where the reader is about to be opened on a terminal like that one."""
    environ = os.environ
    try:
        if environ.get("TERM", "dumb") != "dumb" and os.isatty(0) and os.isatty(1):
            drawn = picture.kept(picture.file_of(environ), picture.fits(environ, os.get_terminal_size(1)))
            if drawn:
                picture.show(drawn)
    except OSError:
        return


def _end(code: int) -> None:
    """End at once: all is saved, and taking the interpreter to pieces is time in which the prompt does not come."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):  # closed, or nobody there
            continue
    os._exit(code)
