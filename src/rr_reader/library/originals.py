"""What the articles of a library were made from: `sources/`, each file untouched, its account beside it."""

import hashlib
import os
import re
from pathlib import Path

from msgspec.structs import replace

from rr_reader.errors import ReaderError
from rr_reader.library.cleaned import dump_account
from rr_reader.library.durable import create_durably, make_folder, write_durably
from rr_reader.library.naming import free_name, one_case, safe_name
from rr_reader.model import Article, Source
from rr_reader.sources.discover import read_bytes

_FOLDER = "sources"
_ACCOUNT = ".account.json"


class Originals:
    """The folder of sources and accounts, in the folder of a library."""

    def __init__(self, library: Path) -> None:
        self._folder = library / _FOLDER

    def make(self) -> None:
        """See that the folder is there. Raises CannotCreateError."""
        make_folder(self._folder)

    def keep(self, article: Article, raw: bytes) -> Article:
        """Keep what an article was made from, and the account; give the article that names it.

        The name is one that nothing else has, nor its account. The same source may be there from before: then that
        one is kept. Raises CannotCreateError and StorageError.
        """
        there = {one_case(entry.name) for entry in os.scandir(self._folder)}

        def is_taken(name: str) -> bool:
            if one_case(name) in there or one_case(name + _ACCOUNT) in there:
                return not _holds(self._folder / name, raw)
            return not create_durably(self._folder / name, raw)

        name = free_name(safe_name(article.source.name), is_taken)
        source = replace(article.source, name=name, sha256=hashlib.sha256(raw).hexdigest())
        article = replace(article, source=source)
        write_durably(self._folder / (name + _ACCOUNT), dump_account(article).encode("utf-8", "surrogatepass"))
        return article

    def keep_account(self, article: Article) -> None:
        """Write the account of a new import of a source that is kept. Raises CannotCreateError and StorageError."""
        written = dump_account(article).encode("utf-8", "surrogatepass")
        path = self._path(article.source)
        if path is not None and not _holds(account_beside(path), written):
            write_durably(account_beside(path), written)

    def exact(self, source: Source) -> Path | None:
        """Give the file of a source; None unless it is, byte for byte, what it was."""
        path = self._path(source)
        try:
            is_same = path is not None and hashlib.sha256(read_bytes(path)).hexdigest() == source.sha256
        except ReaderError:
            return None
        return path if is_same else None

    def account_of(self, source: Source) -> str:
        """Give the account of a source's import as it is kept, "" where there is none."""
        path = self._path(source)
        if path is None:
            return ""
        try:
            return read_bytes(account_beside(path)).decode("utf-8", "replace")
        except ReaderError:
            return ""

    def digests_of(self, name: str) -> tuple[str, ...]:
        """List the SHA-256 of every source that came under this file name, those with a number of ours included."""
        stem, dot, ending = one_case(safe_name(name)).rpartition(".")
        stem, ending = (stem, dot + ending) if dot else (ending, "")
        numbered = re.compile(rf"{re.escape(stem)}(?:-[0-9]+)?{re.escape(ending)}")
        try:
            paths = [Path(each) for each in os.scandir(self._folder) if numbered.fullmatch(one_case(each.name))]
        except OSError:
            return ()
        return tuple(filter(None, map(_digest_of, sorted(paths))))

    def _path(self, source: Source) -> Path | None:
        return self._folder / safe_name(source.name) if source.name else None


def account_beside(source: Path) -> Path:
    """Give the path of a source's account."""
    return source.with_name(source.name + _ACCOUNT)


def _digest_of(path: Path) -> str:
    try:
        return hashlib.sha256(read_bytes(path)).hexdigest()
    except ReaderError:
        return ""


def _holds(path: Path, raw: bytes) -> bool:
    """Tell whether a file holds these very bytes. One that cannot be read, and what is no file, does not."""
    try:
        return path.stat().st_size == len(raw) and read_bytes(path) == raw
    except (OSError, ReaderError):
        return False
