"""What is kept in memory of archives, of which the members are asked for one by one."""

import io
import os
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import pytest

from rr_reader.errors import BadSourceError
from rr_reader.library.guarded import reading
from rr_reader.library.guarded.requests import Bundle, Held, Outcome, Reading, Wanted

SIZE = 9 << 20
"""More than is read ahead."""


@pytest.mark.parametrize("is_file", [True, False])
def test_of_an_archive_that_was_read_to_its_end_nothing_is_kept(tmp_path: Path, is_file: bool) -> None:
    path = tmp_path / "talks.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("pier.txt", "quay.txt"):
            archive.writestr(name, os.urandom(SIZE))

    def wanted(place: int | None) -> Wanted:
        name = "" if place is None else f"{path}/{('pier.txt', 'quay.txt')[place]}"
        return Held(str(path), None, place, name) if is_file else Bundle(path.read_bytes(), "talks.zip", place)

    read, kept = Reading(), []
    tracemalloc.start()
    try:
        assert len(read(wanted(None)).names or ()) == 2
        for place in (0, 1):
            assert [len(raw) for raw in read(wanted(place)).raws or ()] == [SIZE]
            kept.append(tracemalloc.get_traced_memory()[0])
    finally:
        tracemalloc.stop()
    assert kept[0] > SIZE  # else it would be read anew for each member
    assert kept[1] < SIZE


def test_an_archive_that_came_from_elsewhere_is_not_sent_for_each_member(monkeypatch: pytest.MonkeyPatch) -> None:
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as archive:
        for place in range(40):
            archive.writestr(f"{place:02}.txt", b"Of salt.")
    raw = bytearray(box.getvalue())
    at = raw.index(b"17.txt") + len(b"17.txt")
    raw[at : at + 2] = b"XX"  # its checksum is wrong now
    asked: list[Wanted] = []
    read = reading._GUARD.ask

    def ask(wanted: Wanted, *rest: Any) -> Outcome:
        asked.append(wanted)
        return read(wanted, *rest)

    monkeypatch.setattr(reading._GUARD, "ask", ask)
    held = reading.members(bytes(raw), "talks.zip")
    before = [each.read() for each in held[:17]]
    with pytest.raises(BadSourceError, match=r"17\.txt"):
        held[17].read()
    assert {*before, *(each.read() for each in held[18:])} == {b"Of salt."}
    assert len(asked) == 4, "the names, those before the broken one, that one, those after it"
