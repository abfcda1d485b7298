"""What the articles of a library were made from: `sources/`, each file untouched, its account beside it."""

import contextlib
import hashlib
import os
import re
from pathlib import Path

from rr_reader.errors import ReaderError, StorageError
from rr_reader.library.cleaned import dump_account
from rr_reader.library.durable import Batch, make_folder, place_new, sweep, write_durably
from rr_reader.library.made import Made, made
from rr_reader.library.naming import free_name, one_case, safe_name
from rr_reader.model import Article, Source
from rr_reader.sources.discover import read_bytes

_FOLDER = "sources"
_ACCOUNT = ".account.json"
_NUMBER = re.compile(r"-[0-9]+(?=(?:\.[^.]*)?\Z)")
"""That of a name which was taken before."""


class Originals:
    """The folder of sources and accounts, in the folder of a library. What is in it is listed once."""

    def __init__(self, library: Path) -> None:
        self._folder = library / _FOLDER
        self._listed_at = -1
        self._taken: set[str] = set()
        self._numbered: dict[str, list[str]] = {}
        self._digests: dict[str, str] = {}

    def make(self) -> None:
        """See that the folder is there. Raises CannotCreateError."""
        make_folder(self._folder)

    def sweep(self) -> None:
        """Delete what somebody who was killed left unfinished."""
        sweep(self._folder)

    def keep(self, making: Made) -> Made:
        """Keep what an article was made from, and the account, as `write` does; when this returns, on the disk."""
        self.look_again()
        with Batch() as batch:
            kept = self.write(making, batch)
            batch.commit()
        return kept

    def write(self, making: Made, batch: Batch) -> Made:
        """Let a batch write what an article was made from, and the account; give the article that names it.

        The name is one that nothing else has, nor its account. The same source may be there from before: then that
        one is kept. The folder was looked at before. Raises CannotCreateError and StorageError.
        """
        has_it = False

        def is_taken(name: str) -> bool:
            nonlocal has_it
            path = self._folder / name
            is_there = one_case(name) in self._taken or os.path.lexists(path)
            has_it = is_there and _holds(path, making.raw)
            return not has_it and (is_there or one_case(name + _ACCOUNT) in self._taken)

        name = free_name(making.article.source.name, is_taken)
        if name != making.article.source.name:
            making = made(making.article, making.raw, name)
        path = self._folder / name
        if not has_it:
            batch.write(path, making.raw, lambda written: self._place(written, path))
            self._taken.add(one_case(name))
        batch.write(account_beside(path), making.account, lambda written: self._replace(written, account_beside(path)))
        return making

    def _place(self, written: Path, path: Path) -> None:
        try:
            place_new(written, path)
        except FileExistsError:
            raise StorageError(f"{path}: somebody else has made a file of this name.") from None
        self._learn(path.name)
        self._listed_at = self._changed_at()

    def _replace(self, written: Path, path: Path) -> None:
        written.replace(path)
        self._learn(path.name)
        self._listed_at = self._changed_at()

    def forget(self) -> None:
        """Know nothing of the folder, as after a failure: it is listed anew."""
        self._listed_at = -1

    def _changed_at(self) -> int:
        try:
            return self._folder.stat().st_mtime_ns
        except OSError:
            return -1

    def look_again(self) -> None:
        """List the folder, if it has changed since."""
        changed_at = self._changed_at()
        if changed_at == self._listed_at != -1:
            return
        self._taken, self._numbered = set(), {}
        with contextlib.suppress(OSError):
            for name in sorted(entry.name for entry in os.scandir(self._folder)):
                self._learn(name)
        self._listed_at = changed_at

    def _learn(self, name: str) -> None:
        """Know a file that is there."""
        key = one_case(name)
        self._taken.add(key)
        if not key.endswith(_ACCOUNT) and not key.startswith("."):
            named = self._numbered.setdefault(_NUMBER.sub("", key), [])
            if name not in named:
                named.append(name)

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
        self.look_again()
        key = one_case(safe_name(name))
        stem, dot, ending = key.rpartition(".")
        stem, ending = (stem, dot + ending) if dot else (ending, "")
        numbered = re.compile(rf"{re.escape(stem)}(?:-[0-9]+)?{re.escape(ending)}")
        alike = (each for each in self._numbered.get(_NUMBER.sub("", key), ()) if numbered.fullmatch(one_case(each)))
        return tuple(filter(None, map(self._digest_of, alike)))

    def _digest_of(self, name: str) -> str:
        """Give the digest of a source, which never changes; "" where it cannot be read."""
        if not self._digests.get(name):
            try:
                self._digests[name] = hashlib.sha256(read_bytes(self._folder / name)).hexdigest()
            except ReaderError:
                return ""
        return self._digests[name]

    def _path(self, source: Source) -> Path | None:
        return self._folder / safe_name(source.name) if source.name else None


def account_beside(source: Path) -> Path:
    """Give the path of a source's account."""
    return source.with_name(source.name + _ACCOUNT)


def _holds(path: Path, raw: bytes) -> bool:
    """Tell whether a file holds these very bytes. One that cannot be read, and what is no file, does not."""
    try:
        return path.stat().st_size == len(raw) and read_bytes(path) == raw
    except (OSError, ReaderError):
        return False
