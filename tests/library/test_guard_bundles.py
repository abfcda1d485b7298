"""What is kept in memory of archives, of which the members are asked for one by one."""

import os
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from rr_reader.library.guarded.reading import Reading, _Bundle, _Held, _Wanted

SIZE = 2 << 20


@pytest.mark.parametrize("is_file", [True, False])
def test_of_an_archive_that_was_read_to_its_end_nothing_is_kept(tmp_path: Path, is_file: bool) -> None:
    path = tmp_path / "talks.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("pier.txt", "quay.txt"):
            archive.writestr(name, os.urandom(SIZE))

    def wanted(place: int | None) -> _Wanted:
        return _Held(str(path), place) if is_file else _Bundle(path.read_bytes(), "talks.zip", place)

    read, kept = Reading(), []
    tracemalloc.start()
    try:
        assert len(read(wanted(None)).names or ()) == 2
        for place in (0, 1):
            assert len(read(wanted(place)).raw or b"") == SIZE
            kept.append(tracemalloc.get_traced_memory()[0])
    finally:
        tracemalloc.stop()
    assert kept[0] > SIZE  # else it would be read anew for each member
    assert kept[1] < SIZE
