"""Which Markdown is an article of a library, to be loaded, and which is anybody's, to be imported."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from rr_reader.library.cleaned import dump
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.made import made
from rr_reader.library.opening import digest_in, is_cleaned, load_file, source_digest
from rr_reader.model import Account, Article, Block, Kind
from rr_reader.parsing.importing import parse_source

SHA = "5e" * 32
OURS = f"---\nkind: interview\nsource:\n  name: a.txt\n  sha256: {SHA}\n  format: text\n---\n\nWords.\n"


@pytest.mark.parametrize(
    "text",
    [
        OURS,
        OURS.replace("\n", "\r\n"),
        "\ufeff" + OURS,
        OURS.replace("\n  ", "\n    ").replace(SHA, f'"{SHA}"'),
        OURS.replace(f"name: a.txt\n  sha256: {SHA}", f"sha256: {SHA}\n  name: a.txt"),
        OURS.replace("source:", "source: ").replace("---\n\n", "---  \n\n"),
        OURS.partition("\n\n")[0],
    ],
)
def test_a_file_that_names_its_source_is_an_article(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.md").write_bytes(text.encode())
    assert is_cleaned(text.encode())
    assert source_digest(text.encode()) == digest_in(tmp_path / "a.md") == SHA


@pytest.mark.parametrize(
    "text",
    [
        f"---\ntitle: Files\nfiles:\n  sha256: {SHA}\n---\n\nWords.\n",
        f"---\nfiles:\n  name: a.txt\n  sha256: {SHA}\nsource: the web\n---\n\nWords.\n",
        f"---\ndata:\n  source:\n    name: a.txt\n    sha256: {SHA}\n---\n\nWords.\n",
        OURS.replace("  name: a.txt\n", ""),
        OURS.replace("source:\n", "source:\n  name: b\nfiles:\n"),
        OURS.replace(SHA, SHA[:-1]),
        OURS.replace("---\n\n", "\n"),
        f"---\ntitle: On files\n---\n\n{OURS}",
        f"Words.\n\n{OURS}",
        "",
    ],
)
def test_other_front_matter_is_anybodys_whatever_digests_it_knows(text: str) -> None:
    assert not is_cleaned(text.encode())


@pytest.mark.parametrize("name", ["", "a: b.txt", "'.md", "#.txt", "null", "漢字.txt"])
def test_what_a_library_writes_it_knows_again(name: str) -> None:
    article = Article(blocks=(Block(Kind.PARAGRAPH, f"---\nsource:\n  name: b\n  sha256: {SHA}"),))
    kept = made(article, b"raw", name)
    assert source_digest(kept.cleaned) == kept.article.source.sha256 != SHA
    assert not is_cleaned(dump(parse_source(b"Words.\n")).encode())


def test_only_a_file_has_an_account_beside_it(tmp_path: Path) -> None:
    folder = LibraryFolder(tmp_path)
    raw = b"Ann Roe: Caf\xc3\x83\xc2\xa9?\n\nBo Vik: So.\n"
    path = folder.add(parse_source(raw, name="a.txt"), raw).path
    known, piped = (load_file(at, path.read_bytes()) for at in (path, tmp_path / "stdin"))
    assert known.account.changes
    assert piped == replace(known, account=Account(), blocks=tuple(replace(b, origin=None) for b in known.blocks))
