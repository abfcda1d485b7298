"""Mendings on the disk: the way back, edits by hand beside them, and a kill at any moment."""

import os
import random
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rr_reader.errors import NoSourceError, StorageError
from rr_reader.library.cleaned import load
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.journal import Journal
from rr_reader.library.mending import merge, rename, set_meta
from rr_reader.library.merging import merged
from rr_reader.library.revising import mend, redo, undo
from rr_reader.model import Article
from rr_reader.parsing.importing import parse_source

TALK = b"Of Rope\n\nAnn Roe: How?\n\nBo Vik: So.\n\nAnn Roe: And then?\n\nBo Vik: It thawed.\n"


@pytest.fixture
def shelf(tmp_path: Path) -> LibraryFolder:
    folder = LibraryFolder(tmp_path / "shelf")
    folder.add(parse_source(TALK, name="talk.txt"), TALK)
    return folder


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "state" / "mendings")


def titled(title: str, article: Article) -> Article:
    return set_meta(article, "title", title)


def names(article: Article) -> list[str]:
    return [person.name for person in article.speakers]


def test_undo_gives_the_file_to_the_letter_and_redo_what_was_undone(shelf: LibraryFolder, journal: Journal) -> None:
    (talk,) = shelf.ids()
    states = [shelf.text_of(talk)]
    for title in "abc":
        assert mend(shelf, talk, partial(titled, title), journal).meta.title == title
        states.append(shelf.text_of(talk))
    for state in states[-2::-1]:
        undo(shelf, talk, Journal(journal._folder))  # another session
        assert shelf.text_of(talk) == state
    with pytest.raises(NoSourceError):
        undo(shelf, talk, journal)
    for state in states[1:]:
        redo(shelf, talk, journal)
        assert shelf.text_of(talk) == state
    with pytest.raises(NoSourceError):
        redo(shelf, talk, journal)


def test_what_was_undone_is_gone_when_something_else_is_mended(shelf: LibraryFolder, journal: Journal) -> None:
    (talk,) = shelf.ids()
    mend(shelf, talk, partial(titled, "a"), journal)
    mend(shelf, talk, partial(titled, "b"), journal)
    undo(shelf, talk, journal)
    mend(shelf, talk, partial(titled, "c"), journal)
    with pytest.raises(NoSourceError):
        redo(shelf, talk, journal)
    assert undo(shelf, talk, journal).meta.title == "a"


def test_an_edit_by_hand_is_never_undone(shelf: LibraryFolder, journal: Journal) -> None:
    (talk,) = shelf.ids()
    mend(shelf, talk, partial(titled, "a"), journal)
    file = shelf.file_of(talk)
    edited = file.read_text("utf-8").replace("It thawed.", "It froze.")
    file.write_text(edited, "utf-8")
    with pytest.raises(NoSourceError):
        undo(shelf, talk, journal)
    assert file.read_text("utf-8") == edited
    mend(shelf, talk, partial(titled, "b"), journal)
    undo(shelf, talk, journal)
    assert file.read_text("utf-8") == edited
    with pytest.raises(NoSourceError):
        undo(shelf, talk, journal)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_what_is_written_by_hand_stays_as_it_is_written(shelf: LibraryFolder, journal: Journal, line_end: str) -> None:
    (talk,) = shelf.ids()
    file = shelf.file_of(talk)
    text = file.read_text("utf-8").replace("kind:", "# mine\ncssclass: wide\nkind:")
    text = text.replace("And then?", "And\nthen?")
    file.write_bytes(text.replace("\n", line_end).encode())
    article = mend(shelf, talk, lambda article: rename(article, "Bo Vik", "Bo Lund"), journal)
    assert "Bo Lund" in names(article)
    written = file.read_bytes().decode()
    assert all(kept in written for kept in (f"# mine{line_end}cssclass: wide{line_end}", f"And{line_end}then?"))
    assert load(written).corrections == article.corrections


def test_who_is_reading_the_file_reads_it_whole(shelf: LibraryFolder, journal: Journal) -> None:
    (talk,) = shelf.ids()
    before = shelf.text_of(talk)
    with shelf.file_of(talk).open(encoding="utf-8") as file:
        mend(shelf, talk, partial(titled, "a"), journal)
        assert file.read() == before


def test_an_operation_that_is_refused_changes_nothing(shelf: LibraryFolder, journal: Journal) -> None:
    (talk,) = shelf.ids()
    before = shelf.text_of(talk)
    with pytest.raises(NoSourceError):
        mend(shelf, talk, lambda article: merge(article, "Nobody", "Bo Vik"), journal)
    assert mend(shelf, talk, lambda article: article, journal) == shelf.load(talk)
    assert shelf.text_of(talk) == before
    with pytest.raises(NoSourceError):
        undo(shelf, talk, journal)


def test_a_damaged_way_back_is_told_and_not_taken(shelf: LibraryFolder, journal: Journal) -> None:
    (talk,) = shelf.ids()
    mend(shelf, talk, partial(titled, "a"), journal)
    before = shelf.text_of(talk)
    (folder,) = journal._folder.iterdir()
    min(folder.iterdir()).write_bytes(b"no")
    with pytest.raises(StorageError):
        undo(shelf, talk, journal)
    assert shelf.text_of(talk) == before


def test_the_way_back_does_not_grow_for_ever(
    shelf: LibraryFolder, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rr_reader.library.journal.MOST_STATES", 4)
    (talk,) = shelf.ids()
    for title in "abcdefg":
        mend(shelf, talk, partial(titled, title), journal)
    for title in "fed":
        assert undo(shelf, talk, journal).meta.title == title
    with pytest.raises(NoSourceError):
        undo(shelf, talk, journal)


_MENDER = """
import sys
from pathlib import Path
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.journal import Journal
from rr_reader.library.mending import set_meta
from rr_reader.library.revising import mend, undo
folder, journal = LibraryFolder(Path(sys.argv[1])), Journal(Path(sys.argv[2]))
(talk,) = folder.ids()
deck = folder.load(talk).meta.deck
for number in range(int(deck or 0) + 1, 10_000):
    print("?", number, flush=True)
    mend(folder, talk, lambda article: set_meta(article, "deck", str(number)), journal)
    print("!", number, flush=True)
    if number % 3:
        deck = str(number)
    else:
        print("?", deck or 0, flush=True)
        undo(folder, talk, journal)
        print("!", deck or 0, flush=True)
"""


def test_a_kill_in_the_midst_of_mendings_loses_nothing(shelf: LibraryFolder, tmp_path: Path) -> None:
    (talk,) = shelf.ids()
    before, state, draw = shelf.load(talk), tmp_path / "state", random.Random(7)
    for _ in range(6):
        command = [sys.executable, "-c", _MENDER, str(shelf.path), str(state)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout
            seen = [child.stdout.readline() for _ in range(draw.randrange(1, 20))]
            for _ in range(draw.randrange(20_000)):  # somewhere between two lines
                pass
            os.kill(child.pid, signal.SIGKILL)
            seen += child.stdout.read().splitlines()
        promised = [int(line[1:]) for line in seen if line.startswith("!")] or [int(shelf.load(talk).meta.deck or 0)]
        begun = [int(seen[-1][1:])] if seen[-1].startswith("?") else []
        now = shelf.load(talk)
        assert int(now.meta.deck or 0) in [promised[-1], *begun]
        assert (now.blocks, now.speakers, now.source) == (before.blocks, before.speakers, before.source)
        assert [path.name for path in shelf.path.iterdir() if path.suffix == ".md"] == [f"{talk}.md"]
    deck = shelf.load(talk).meta.deck
    assert undo(shelf, talk, Journal(state)).meta.deck != deck
    assert redo(shelf, talk, Journal(state)).meta.deck == deck


_texts = st.lists(st.sampled_from("abcd"), max_size=6).map("\n".join)


@given(_texts, _texts, _texts)
@settings(deadline=None)
def test_a_merge_takes_what_one_changed_and_never_chooses(base: str, one: str, other: str) -> None:
    assert merged(base, one, base) == one
    assert merged(base, base, one) == one
    assert merged(base, one, one) == one
    both = merged(base, one, other)
    assert both is None or set(both.split("\n")) <= {*one.split("\n"), *other.split("\n")}
