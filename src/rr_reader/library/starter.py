"""The articles that ship with the program, given to a library once."""

from collections.abc import Iterator
from importlib.abc import Traversable
from importlib.resources import files
from pathlib import Path

from rr_reader.errors import ReaderError
from rr_reader.library.cleaned import load
from rr_reader.library.durable import make_folder, write_durably
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.naming import safe_name
from rr_reader.sources.discover import read_bytes

MARKER = ".starter"
"""A file in the library: the SHA-256 of each source that was ever delivered, one a line."""


def ensure_starter(path: Path) -> None:
    """Copy the shipped articles that this library was never given. What was deleted stays deleted.

    Raises CannotCreateError and StorageError: a library that cannot be written to can still be read.
    """
    shipped = _shipped_folder()
    if isinstance(shipped, Path) and shipped.resolve() == path.resolve():
        return
    marker = path / MARKER
    try:
        delivered = set(read_bytes(marker).decode("ascii", "replace").split())
    except ReaderError:
        delivered = set()
    waiting = [item for item in _shipped(shipped) if item[0] not in delivered]
    if not waiting:
        return
    make_folder(path)
    folder = LibraryFolder(path)
    for digest, text, raw, account in waiting:
        folder.add(load(text, account=account), raw)
        delivered.add(digest)
    write_durably(marker, "".join(f"{digest}\n" for digest in sorted(delivered)).encode())


def _shipped_folder() -> Traversable:
    """Give the folder inside the installed package, or in a checkout the one beside `src`."""
    packaged = files("rr_reader") / "content"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "content"


def _shipped(folder: Traversable) -> Iterator[tuple[str, str, bytes, str]]:
    """Give (SHA-256, cleaned file, source, account) of each shipped article, by name."""
    if not folder.is_dir():
        return
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if not item.name.endswith(".md") or item.name == "README.md":
            continue
        text = item.read_text("utf-8")
        source = load(text).source
        original = folder / "sources" / safe_name(source.name)
        account = folder / "sources" / (safe_name(source.name) + ".account.json")
        yield source.sha256, text, original.read_bytes(), account.read_text("utf-8")
