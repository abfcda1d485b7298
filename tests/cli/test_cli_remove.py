"""remove: what goes, what stays, and what is said about it."""

import pytest

from rr_reader.model import Place
from rr_reader.userdata.store import Reading, Store


def files(reader) -> set[str]:
    shelf = reader.home / "shelf"
    return {path.relative_to(shelf).as_posix() for path in shelf.rglob("*") if path.is_file()}


def test_an_article_is_removed_with_what_it_was_made_from_and_that_is_said(library):
    before = files(library)
    ran = library("remove", "salt harbour")
    assert (ran.code, ran.err) == (0, "")
    gone = before - files(library)
    assert {name.rpartition(".")[2] for name in gone} == {"md", "txt", "json"}
    assert len(gone) == 3
    assert all(name in ran.out for name in gone)
    assert "Salt" not in library("list").out
    assert (library.home / "harbour.txt").exists()
    assert library("remove", "salt harbour").code == 66
    assert "Added" in library("add", "harbour.txt").out


def test_of_a_removed_article_no_place_and_no_way_back_is_left(library):
    (name,) = (line.split("\t")[0] for line in library("list", "title:salt").out.splitlines())
    database = library.home / "data" / "rr-reader" / "reader.db"
    store = Store.open(database)
    for article in (name, "other"):
        store.save_position(article, Reading(Place(3), 40))
    store.close()
    assert library("mend", name, "--rename", "Zoë Ibarra=Zoë Lund").code == 0
    assert library("mend", "fog", "--set", "outlet=The Quay").code == 0
    states = library.home / "state" / "rr-reader" / "mendings"
    assert len(list(states.iterdir())) == 2
    assert library("remove", name).code == 0
    assert len(list(states.iterdir())) == 1
    store = Store.open(database)
    assert set(store.states()) == {"other"}
    store.close()
    assert library("add", "harbour.txt").code == 0
    assert library("mend", name, "--redo").code == 66
    assert library("mend", "fog", "--undo").code == 0


def test_highlights_stay_without_their_article_as_it_was_mended(library):
    for words in ("I threw forty pages away that night.", "to wrap a herring"):
        assert library("highlight", "salt harbour", "--text", words).code == 0
    assert library("mend", "salt harbour", "--rename", "Zoë Ibarra=Zoë Lund").code == 0
    assert library("mend", "salt harbour", "--set", "outlet=The Quay").code == 0
    before = library("highlights", "--format", "text").out
    ran = library("remove", "salt harbour")
    assert (ran.code, ran.err) == (0, "")
    assert "2 highlights stay without an article" in ran.out
    assert library("highlights", "--format", "text").out == before
    assert "Zoë Lund" in before
    assert library("highlights", "speaker:lund", "outlet:quay", "--jsonl").out.count('orphan":true') == 1
    assert "stay" not in library("remove", "fog").out


@pytest.mark.parametrize(
    "words", [["xylophone"], ["-"], ["salt harbour", "xylophone"], ["red rooms", "salt harbour", "the"]]
)
def test_nothing_is_removed_unless_every_word_fits_one_article(library, words):
    library("list")
    before = files(library)
    ran = library("remove", *words)
    assert (ran.code, ran.out) == (66, "")
    assert words[0] in ran.err or words[-1] in ran.err
    assert files(library) == before


def test_the_same_article_twice_is_one(library):
    ran = library("remove", "salt harbour", "salt")
    assert (ran.code, ran.out.count("Removed")) == (0, 1)


def test_what_shipped_and_was_removed_stays_away(library):
    shipped = [line.split("\t")[0] for line in library("list", "plante").out.splitlines()]
    assert len(shipped) == 2
    assert library("remove", *shipped).code == 0
    assert library("list", "plante").out == ""


def test_nothing_to_remove_is_a_usage_error(library):
    assert library("remove").code == 64


def test_a_state_folder_out_of_order_hinders_no_removing_and_is_told_after_it(library):
    library.file("state/rr-reader/mendings", "no folder")
    ran = library("remove", "salt harbour", "fog")
    assert ran.code == 0
    assert ran.out.count("Removed: ") == 2
    assert ran.err.count("is removed, but") == 2
    assert "mendings" in ran.err
    assert library("list", "title:salt").out == library("list", "title:fog").out == ""
