"""The real app over a library of its own in a folder of its own."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from unittest.mock import patch

from person import Person

from rr_reader.tui.app import ReaderApp
from rr_reader.tui.opening import Opening
from rr_reader.tui.screens import main
from rr_reader.tui.session import Session
from rr_reader.userdata.settings import Settings
from rr_reader.userdata.store import Store

Run = Callable[..., AbstractAsyncContextManager[Person]]


USUAL = Settings()


@asynccontextmanager
async def running(
    home: Path,
    *sources: Path | str,
    size: tuple[int, int] = (120, 40),
    environ: Mapping[str, str] = {},
    settings: Settings = USUAL,
    stdin: bytes = b"",
    local: bool = False,
    settle: bool = True,
) -> AsyncIterator[Person]:
    """Run it as nobody waits: what it does of itself every two seconds would come at other places on a busy machine."""
    store = Store.open(home / "reader.db")
    app = ReaderApp(
        Opening(
            home / "library",
            tuple(map(str, sources)),
            stdin,
            local=local,
            subscriptions=home / "subscriptions.json",
        ),
        Session(store),
        environ=environ,
        copied_file=home / "copied.txt",
        mendings=home / "mendings",
        searches=home / "searches.json",
        settings=settings,
    )
    try:
        with patch.object(main, "KEEP_EVERY", 3600.0):
            async with app.run_test(size=size, notifications=True) as pilot:
                person = Person(pilot, home)
                if settle:
                    await person.settle()
                yield person
    finally:
        store.close()
