"""The library that ships: made from its sources by this very program, and understood as it should be."""

from pathlib import Path

import pytest

from rr_reader import parse
from rr_reader.library.cleaned import dump, dump_account
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.index.index import open_library

CONTENT = Path(__file__).parents[2] / "content"
SOURCES = sorted((CONTENT / "sources").glob("*.txt"))


def files_below(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "README.md" and not path.name.startswith(".")
    }


def test_regenerating_it_from_its_sources_gives_the_same_bytes(tmp_path: Path) -> None:
    folder = LibraryFolder(tmp_path)
    for path in SOURCES:
        folder.add(parse(path.read_bytes(), name=path.name), path.read_bytes())
    assert files_below(tmp_path) == files_below(CONTENT)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_a_loaded_article_is_the_imported_one(path: Path) -> None:
    folder = LibraryFolder(CONTENT)
    imported = parse(path.read_bytes(), name=path.name)
    (loaded,) = (article for article in map(folder.load, folder.ids()) if article.source == imported.source)
    assert loaded == imported
    assert (dump(loaded), dump_account(loaded)) == (dump(imported), dump_account(imported))


def test_every_shipped_article_can_be_opened() -> None:
    library, problems = open_library(LibraryFolder(CONTENT))
    assert problems == ()
    assert len(library.entries) == len(SOURCES)
