"""Highlights in a plain file beside the library: what comes into it is taken in, and nothing is lost."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from msgspec.structs import replace

from rr_reader.errors import StorageError
from rr_reader.model.highlight import Anchor, Highlight
from rr_reader.userdata.sidecar import read, written
from rr_reader.userdata.store import Store

FOG = Highlight("fog", "quay", Anchor("the fog"), note="grey", changed="2031-01")
SALT = Highlight("salt", "quay", Anchor("the salt"), changed="2031-01")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "quay.md").touch()
    return folder


def opened(library: Path, machine: str = "one") -> Store:
    return Store.open(library.parent / machine / "reader.db", sidecar=library / "highlights.jsonl")


def held(library: Path) -> dict[str, Highlight]:
    return dict(read((library / "highlights.jsonl").read_bytes()).highlights)


def test_every_change_is_in_the_file_too_also_what_was_removed(library: Path) -> None:
    store = opened(library)
    store.highlights.put(SALT, FOG)
    assert held(library) == {"fog": FOG, "salt": SALT}
    gone = replace(FOG, is_gone=True, changed="2031-02")
    store.highlights.put(gone)
    assert (library / "highlights.jsonl").read_bytes() == written([gone, SALT])
    store.close()


def test_a_library_that_was_carried_to_another_machine_brings_its_highlights(library: Path) -> None:
    opened(library).highlights.put(FOG)
    other = opened(library, "two")
    assert other.highlights.all() == (FOG,)
    other.highlights.put(replace(FOG, note="grey and cold", changed="2031-02"))
    first = opened(library)
    assert first.highlights.all()[0].note == "grey and cold"
    assert not first.has_news()


def test_what_changes_while_the_reader_runs_is_news_and_taken_in(library: Path) -> None:
    store = opened(library)
    store.highlights.put(FOG)
    store.has_news()
    assert not store.has_news()
    (library / "highlights.jsonl").write_bytes(written([FOG, SALT]))
    assert store.has_news()
    assert {each.id for each in store.highlights.all()} == {"fog", "salt"}
    assert not store.has_news()


def test_where_both_sides_changed_both_stay_and_removing_a_line_removes_nothing(library: Path) -> None:
    store = opened(library)
    store.highlights.put(FOG, SALT)
    (library / "highlights.jsonl").write_bytes(written([replace(FOG, note="cold", changed="2031-03")]))
    store.highlights.put(replace(FOG, note="wet", changed="2031-02"))
    notes = {each.id: each.note for each in store.highlights.all()}
    assert set(notes["fog"].split()) == {"cold", "wet", "---"}
    assert set(held(library)) == {"fog", "salt"}


def test_what_one_wrote_in_an_editor_wins_over_what_was_written_before(library: Path) -> None:
    store = opened(library)
    store.highlights.put(FOG)
    (library / "highlights.jsonl").write_bytes(written([replace(FOG, note="")]))
    assert store.highlights.all()[0].note == ""


def test_highlights_of_another_library_stay_out_of_it(library: Path) -> None:
    Store.open(library.parent / "one" / "reader.db").highlights.put(replace(SALT, article="elsewhere"))
    store = opened(library)
    store.highlights.put(FOG)
    assert set(held(library)) == {"fog"}
    (library / "quay.md").unlink()
    store.highlights.put(replace(FOG, note="orphaned"))
    assert held(library)["fog"].note == "orphaned"


@pytest.mark.parametrize("machine", ["one", "two"])
def test_half_lines_are_told_and_kept_and_the_others_taken_in(library: Path, machine: str) -> None:
    store = opened(library)
    store.highlights.put(FOG)
    broken = written([replace(FOG, note="new", changed="2031-02")]) + written([SALT])[:30]
    (library / "highlights.jsonl").write_bytes(broken)
    store = opened(library, machine)
    assert [each.note for each in store.highlights.all()] == ["new"]
    (aside,) = library.glob("*.damaged")
    assert aside.read_bytes() == broken
    assert "1 line cannot be read" in store.trouble
    assert aside.name in store.trouble
    assert read((library / "highlights.jsonl").read_bytes()).unreadable == 0
    assert opened(library, machine).trouble == ""


def test_what_cannot_be_written_beside_the_library_is_saved_all_the_same_and_told(library: Path) -> None:
    store = opened(library)
    (library / "highlights.jsonl").mkdir()
    (library / "highlights.jsonl" / "x").touch()
    store.highlights.put(FOG)
    assert "NOT UP TO DATE" in store.trouble
    assert Store.open(library.parent / "one" / "reader.db").highlights.all() == (FOG,)


def test_a_database_that_cannot_be_written_loses_nothing_of_the_file(library: Path) -> None:
    opened(library).highlights.put(FOG)
    before = (library / "highlights.jsonl").read_bytes()
    (library.parent / "two").mkdir()
    (library.parent / "two" / "reader.db").write_bytes(b"nonsense " * 1000)
    store = opened(library, "two")
    with pytest.raises(StorageError):
        store.highlights.put(SALT)
    assert store.highlights.all() == ()
    assert (library / "highlights.jsonl").read_bytes() == before


def test_a_library_that_is_not_there_yet_gets_no_file(library: Path) -> None:
    store = opened(library / "later")
    store.highlights.put(FOG)
    assert (store.trouble, store.highlights.all()) == ("", (FOG,))
    assert not (library / "later").exists() or not (library / "later" / "highlights.jsonl").exists()


def test_while_highlights_are_changed_by_what_they_are_nobody_else_writes(tmp_path: Path) -> None:
    one, other = (Store.open(tmp_path / "reader.db", patience=0.05) for _ in range(2))
    here = Highlight("a", "quay", Anchor("the boat"))
    one.highlights.put(here, replace(here, id="b", is_gone=True), replace(here, id="c"))

    def change(there: Mapping[str, Highlight]) -> list[Highlight]:
        assert there == {"a": here, "b": replace(here, id="b", is_gone=True)}
        with pytest.raises(StorageError, match="another program is writing"):
            other.highlights.put(replace(here, note="theirs"))
        return [replace(each, colour="red") for each in there.values()]

    one.highlights.update(change, ["a", "b", "none"])
    assert {each.id: each.colour for each in other.highlights.everything()} == {"a": "red", "b": "red", "c": "yellow"}
    one.close()
    other.close()
