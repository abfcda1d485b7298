"""The articles that ship with the program, given to a library once."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from rr_reader import __version__
from rr_reader.errors import ReaderError
from rr_reader.library.cleaned import load
from rr_reader.library.durable import make_folder, write_durably
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.naming import safe_name
from rr_reader.sources.discover import read_bytes

if TYPE_CHECKING:
    from importlib.abc import Traversable

MARKER = ".starter"
"""A file in the library: the SHA-256 of each source ever delivered and the releases that did it, one a line."""

_RELEASE = f"rr-reader {__version__}"


def ensure_starter(path: Path) -> None:
    """Copy the shipped articles that this library was never given. What was deleted stays deleted.

    Raises CannotCreateError and StorageError: a library that cannot be written to can still be read.
    """
    marker = path / MARKER
    try:
        delivered = set(read_bytes(marker).decode("ascii", "replace").splitlines())
    except ReaderError:
        delivered = set()
    if _RELEASE in delivered:
        return  # nearly always: then nothing that ships need be looked at
    shipped = _shipped_folder()
    if isinstance(shipped, Path) and shipped.resolve() == path.resolve():
        return
    waiting = [item for item in _shipped(shipped) if item[0] not in delivered]
    make_folder(path)
    folder = LibraryFolder(path)
    for digest, text, raw, account in waiting:
        folder.add(load(text, account=account), raw)
        delivered.add(digest)
    write_durably(marker, "".join(f"{line}\n" for line in sorted({*delivered, _RELEASE})).encode())


def _shipped_folder() -> "Traversable":
    """Give the folder inside the installed package, or in a checkout the one beside `src`."""
    from importlib.resources import files  # late: slow, and needed at the first run only

    packaged = files("rr_reader") / "content"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "content"


def _shipped(folder: "Traversable") -> Iterator[tuple[str, str, bytes, str]]:
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
