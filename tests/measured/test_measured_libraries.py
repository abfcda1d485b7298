"""What is measured over: invented libraries that are libraries, the same on every run."""

import importlib
from pathlib import Path
from types import ModuleType

import pytest

from rr_reader.library.folder import LibraryFolder

ROOT = Path(__file__).parents[2]


@pytest.fixture
def libraries(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT))
    return importlib.import_module("benchmarks.libraries")


def test_an_invented_article_loads_with_all_it_is_filtered_by(libraries: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "tape.md").write_text(libraries.article(50), "utf-8")
    article = LibraryFolder(tmp_path).load("tape")
    assert libraries.KNOWN in (article.meta.title or "")
    assert all([article.meta.outlet, article.meta.published, article.meta.tags])
    assert len(article.speakers) == 2
    assert len(article.blocks) >= libraries.TURNS
    assert {block.speaker for block in article.blocks if block.speaker} == {who.name for who in article.speakers}


def test_each_number_is_another_article_and_always_the_same(libraries: ModuleType) -> None:
    assert libraries.article(1) == libraries.article(1)
    assert libraries.article(1) != libraries.article(2)


@pytest.mark.parametrize(("largest", "power"), [(100.0, "n^1.00"), (10.0, "n^0.00")])
def test_growth_is_told_as_a_power_of_the_number(
    libraries: ModuleType, capsys: pytest.CaptureFixture[str], largest: float, power: str
) -> None:
    importlib.import_module("benchmarks.measuring").curve("indexing", {10: 9.0, 100: 10.0, 1_000: largest}, "s")
    assert power in capsys.readouterr().out
