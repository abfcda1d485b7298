"""remove: what goes, what stays, and what is said about it."""

import pytest


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


@pytest.mark.parametrize("words", [["xylophone"], ["salt harbour", "xylophone"], ["red rooms", "salt harbour", "the"]])
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
