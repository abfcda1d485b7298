"""From the command line's words to a running app."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rr_reader.errors import StorageError
from rr_reader.sources.fetching import is_local_allowed
from rr_reader.tui.app import ReaderApp
from rr_reader.tui.opening import Opening
from rr_reader.tui.session import Session
from rr_reader.userdata import picture
from rr_reader.userdata.places import Places, places
from rr_reader.userdata.settings import FILE, load_settings
from rr_reader.userdata.store import Store

if TYPE_CHECKING:
    from textual.driver import Driver


def start(
    *,
    library: Path | None,
    sources: Sequence[str],
    environ: Mapping[str, str],
    assume: str = "",
    chapters: bool = False,
    in_browser: bool = False,
) -> int:
    """Run the app; its exit code. Raises UsageError for broken settings, and what kept everything from being read."""
    stdin = _read_stdin() if "-" in sources else b""
    kept = places(environ, str(library or ""))
    settings = load_settings(kept.config, environ)
    opening = Opening(
        kept.library, tuple(sources), stdin, assume, kept.index, is_local_allowed(environ), kept.subscriptions, chapters
    )
    store = Store.open(kept.database, sidecar=kept.sidecar if settings.sidecar else None)
    try:
        app = ReaderApp(
            opening,
            Session(store),
            environ=environ,
            copied_file=kept.copied,
            mendings=kept.mendings,
            searches=kept.searches,
            settings=settings,
            driver=_browser() if in_browser else None,
        )
        app.run()
    finally:
        store.close()
    if library is None and not in_browser:
        _keep_picture(app, kept, environ)
    if app.failure:
        raise app.failure
    return app.return_code or 0


def _keep_picture(app: ReaderApp, kept: Places, environ: Mapping[str, str]) -> None:
    """Keep the last screen, if it was taken, for the next start; it holds as long as these files do not change."""
    if app.picture:
        watched = (kept.library, kept.config / FILE, kept.database)
        fitting = picture.fits(environ, app.picture_size)
        picture.keep(picture.file_of(environ), tuple(map(str, watched)), fitting, app.picture)


def _browser() -> "type[Driver]":
    from rr_reader.tui.browser import BrowserDriver  # late: a terminal needs none of it

    return BrowserDriver


def _read_stdin() -> bytes:
    """Read the piped text to its end, and give the keyboard its place: Textual reads keys from there."""
    from rr_reader.sources.discover import read_stream

    text = read_stream(sys.stdin.buffer)
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError as error:
        raise StorageError("there is no terminal to read keys from; rr-reader show reads without one") from error
    os.dup2(terminal, 0)
    os.close(terminal)
    return text
