"""What ships with the program comes into a library once."""

from pathlib import Path

import pytest

from rr_reader.library import starter
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.starter import ensure_starter
from rr_reader.model import Article, Block, Kind, Meta, Source


def ship(folder: Path, *titles: str) -> None:
    for title in titles:
        made = Article(Meta(title), blocks=(Block(Kind.PARAGRAPH, "Words."),), source=Source(f"{title}.txt"))
        LibraryFolder(folder).add(made, title.encode())
    (folder / "README.md").write_text("What these are")


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "shipped"
    ship(folder, "one", "two")
    monkeypatch.setattr(starter, "_shipped_folder", lambda: folder)
    return folder


def test_the_first_run_brings_the_shipped_articles_as_they_are(shipped: Path, tmp_path: Path) -> None:
    ensure_starter(tmp_path / "mine")
    mine = LibraryFolder(tmp_path / "mine")
    assert mine.ids() == ["one", "two"]
    for article_id in mine.ids():
        assert mine.text_of(article_id) == (shipped / f"{article_id}.md").read_text()
        source = mine.path / "sources" / mine.load(article_id).source.name
        assert source.read_text() == article_id
        assert mine.load(article_id).account == LibraryFolder(shipped).load(article_id).account


def test_what_was_deleted_stays_deleted_and_what_a_new_release_ships_comes(
    shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = LibraryFolder(tmp_path / "mine")
    ensure_starter(mine.path)
    (mine.path / "one.md").unlink()
    ensure_starter(mine.path)
    assert mine.ids() == ["two"]
    ship(shipped, "three")
    monkeypatch.setattr("rr_reader.library.starter._RELEASE", "rr-reader 99")
    ensure_starter(mine.path)
    assert mine.ids() == ["three", "two"]


def test_nothing_of_the_users_is_overwritten(shipped: Path, tmp_path: Path) -> None:
    mine = LibraryFolder(tmp_path / "mine")
    mine.add(Article(Meta("one"), source=Source("one.txt")), b"my own")
    before = mine.text_of("one")
    ensure_starter(mine.path)
    assert mine.ids() == ["one", "one-2", "two"]
    assert mine.text_of("one") == before


def test_the_shipped_folder_itself_can_be_used_as_a_library(shipped: Path) -> None:
    before = sorted(shipped.rglob("*"))
    ensure_starter(shipped)
    assert sorted(shipped.rglob("*")) == before


def test_the_checkout_ships_its_content_folder() -> None:
    assert (starter._shipped_folder() / "README.md").is_file()
