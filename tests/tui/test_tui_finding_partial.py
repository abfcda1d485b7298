"""Searching a source of which only the beginning has been read."""

from pathlib import Path

from running_app import Run

import rr_reader
from rr_reader.library.catalogue import Library
from rr_reader.tui.loaded import Loaded

BEGINNING = "Interview: The Slow Projector" + "".join(f"\n\nOlaf Rhys: Reel {at} was late." for at in range(40))
REST = "".join(f"\n\nMira Sand: And reel {at}?" for at in range(60)) + "\n\nOlaf Rhys: The last was a dragonfly."


async def test_what_is_sought_is_gone_to_once_the_whole_is_there(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "reels.txt"
    path.write_text(BEGINNING, encoding="utf-8")
    async with run(path, size=(80, 24)) as person:
        beginning, whole = (rr_reader.parse(text.encode(), name=path.name) for text in (BEGINNING, BEGINNING + REST))
        person.app.screen.take(Loaded(Library.of([beginning]), complete=False))
        await person.settle()

        await person.type("/dragonfly")
        assert "reading …" in person.screen, "nobody can say yet that there is nothing"
        assert "nothing" not in person.screen
        await person.press("enter")

        person.app.screen.take(Loaded(Library.of([whole])))
        await person.settle()
        assert "dragonfly" in person.reader
        assert "hit 1/1" in person.title_row
        await person.type("/cormorant")
        assert "nothing" in person.screen
