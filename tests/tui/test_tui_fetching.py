"""Pages that are opened from the command line: what the foot says meanwhile, and having enough of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from running_app import Run

from sources.web import Site, a_site, stalling

PAGE = "<!DOCTYPE html><title>Of Rope</title><p><b>Bo Ek:</b> Is it hemp?</p><p><b>An Lo:</b> It is hemp.</p>" * 2


@pytest.fixture
def site() -> Iterator[Site]:
    with a_site() as there:
        yield there


async def test_the_foot_says_what_is_fetched_and_esc_stops_it(run: Run, site: Site, home: Path) -> None:
    before = sorted(home.rglob("*"))
    async with run(site.does("/rope", stalling(70_000)), local=True, settle=False) as person:
        await person.until(lambda: "fetching 127.0.0.1 … 6" in person.foot)
        assert "Esc stops" in person.foot
        await person.press("escape")
        assert person.notices == ["Stopped: nothing was read"]
        assert "fetching" not in person.screen
        assert not person.app._exit
    assert {path.name for path in set(home.rglob("*")) - set(before)} <= {"reader.db", "reader.db-wal", "reader.db-shm"}


async def test_what_was_read_before_one_stopped_is_there(run: Run, site: Site, home: Path) -> None:
    (home / "a.txt").write_text("Bo Ek: Is it hemp?\n\nAn Lo: It is.\n")
    async with run(home / "a.txt", site.does("/rope", stalling(70_000)), local=True, settle=False) as person:
        await person.until(lambda: "Esc stops" in person.foot)
        await person.press("escape")
        assert "Is it hemp?" in person.reader
        assert person.notices == ["Stopped: the rest is not read"]


async def test_esc_means_what_it_did_once_all_is_read(run: Run, site: Site) -> None:
    async with run(site.has("/rope", PAGE, content_type="text/html"), local=True) as person:
        assert "Is it hemp?" in person.reader
        await person.press("/", "h", "e", "m", "p", "escape")
        assert person.notices == []
        assert "Esc stops" not in person.foot


async def test_quitting_waits_for_nobody(run: Run, site: Site) -> None:
    async with run(site.does("/rope", stalling(70_000)), local=True, settle=False) as person:
        await person.until(lambda: "Esc stops" in person.foot)
        person.strike("q")
        await person.until(lambda: person.app._exit)
        assert person.app.return_code == 0


async def test_a_refusal_is_told_beside_what_can_be_read(run: Run, site: Site, home: Path) -> None:
    (home / "a.txt").write_text("Bo Ek: Is it hemp?\n\nAn Lo: It is.\n")
    async with run(site.url + "/none", home / "a.txt", local=True) as person:
        assert "Is it hemp?" in person.reader
        assert person.notices[0].startswith(site.url + "/none: ")


@pytest.mark.parametrize("width", [120, 80, 40])
async def test_how_to_stop_is_whole_at_any_width(run: Run, site: Site, width: int) -> None:
    async with run(site.does("/rope", stalling(70_000)), local=True, settle=False, size=(width, 12)) as person:
        await person.until(lambda: "Esc stops" in person.foot and "fetching 127" in person.foot)
        person.strike("q")
        await person.until(lambda: person.app._exit)
