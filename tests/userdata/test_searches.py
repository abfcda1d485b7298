"""Saved searches: kept at once and for good, also beside another window, and never at the cost of what is there."""

import subprocess
import sys
from pathlib import Path

import pytest

from rr_reader.errors import ReaderError
from rr_reader.library.query import parse_query
from rr_reader.userdata.searches import Searches

FOG = parse_query('fog OR "low tide" is:unread -speaker:="Ann Lee"')


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "searches.json"


def test_what_was_saved_is_read_back_in_its_order(path: Path) -> None:
    for name, query in (("tide", FOG), ("all", parse_query("")), ("Żółw", parse_query("year:2019.."))):
        Searches(path).save(name, query)
    found = Searches(path).read()
    assert list(found.items()) == [("tide", FOG), ("all", parse_query("")), ("Żółw", parse_query("year:2019.."))]
    Searches(path).save("tide", parse_query("ebb"))
    Searches(path).remove("all")
    Searches(path).remove("nothing")
    assert list(Searches(path).read().items()) == [("tide", parse_query("ebb")), ("Żółw", parse_query("year:2019.."))]


def test_one_that_makes_no_sense_is_told_and_kept(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"good": "fog", "odd": "voice:x"}')
    searches = Searches(path)
    assert searches.read() == {"good": parse_query("fog")}
    assert "“odd”" in searches.trouble
    searches.save("more", FOG)
    assert '"voice:x"' in path.read_text()


@pytest.mark.parametrize("content", [b"[1]", b"\xff\xfe", b'{"fog": '])
def test_a_file_that_is_something_else_is_left_alone(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    searches = Searches(path)
    assert searches.read() == {}
    assert str(path) in searches.trouble
    with pytest.raises(ReaderError):
        searches.save("fog", FOG)
    assert path.read_bytes() == content


_SAVE = """
import sys
from pathlib import Path
from rr_reader.library.query import parse_query
from rr_reader.userdata.searches import Searches
for number in range(8):
    Searches(Path(sys.argv[1])).save(sys.argv[2] + str(number), parse_query("fog"))
"""


def test_two_windows_that_save_at_once_keep_both(path: Path) -> None:
    windows = [subprocess.Popen([sys.executable, "-c", _SAVE, str(path), name]) for name in "ab"]
    assert [window.wait() for window in windows] == [0, 0]
    assert len(Searches(path).read()) == 16
