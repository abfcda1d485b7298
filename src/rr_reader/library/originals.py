"""What the articles of a library were made from: `sources/`, each file untouched, its account beside it."""

import contextlib
import hashlib
import os
import re
from itertools import islice
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
        self._numbered: dict[str, dict[str, None]] = {}
        self._digests: dict[str, str] = {}
        self._called: dict[str, tuple[int, dict[str, str]]] = {}
        self._next: dict[str, int] = {}

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
        source = making.article.source
        name = self._called_so(source.name).get(source.sha256, "")
        has_it = name != "" and _holds(self._folder / name, making.raw)
        if not has_it:
            name = self._free(source.name)
        if name != source.name:
            making = made(making.article, making.raw, name)
        path = self._folder / name
        if not has_it:
            batch.write(path, making.raw, lambda written: self._place(written, path, source.sha256))
            self._taken.add(one_case(name))
        batch.write(account_beside(path), making.account, lambda written: self._replace(written, account_beside(path)))
        return making

    def _free(self, wanted: str) -> str:
        """Give a name that nothing has, nor its account; where many want one, those that had no luck are not tried."""
        tried = self._next.get(one_case(wanted), 1) - 1

        def is_taken(name: str) -> bool:
            nonlocal tried
            tried += 1
            keys = one_case(name), one_case(name + _ACCOUNT)
            return not self._taken.isdisjoint(keys) or os.path.lexists(self._folder / name)

        name = free_name(wanted, is_taken, tried + 1)
        self._next[one_case(wanted)] = tried
        return name

    def _place(self, written: Path, path: Path, digest: str) -> None:
        try:
            place_new(written, path)
        except FileExistsError:
            raise StorageError(f"{path}: somebody else has made a file of this name.") from None
        self._learn(path.name)
        self._digests[path.name] = digest
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
        self._taken, self._numbered, self._called, self._next = set(), {}, {}, {}
        with contextlib.suppress(OSError):
            for name in sorted(entry.name for entry in os.scandir(self._folder)):
                self._learn(name)
        self._listed_at = changed_at

    def _learn(self, name: str) -> None:
        """Know a file that is there."""
        key = one_case(name)
        self._taken.add(key)
        if not key.endswith(_ACCOUNT) and not key.startswith("."):
            self._numbered.setdefault(_NUMBER.sub("", key), {})[name] = None

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
        return tuple(self._called_so(name))

    def _called_so(self, name: str) -> dict[str, str]:
        """Give every source that came under a file name by its digest; each is looked at once."""
        key = one_case(safe_name(name))
        seen, known = self._called.get(key, (0, {}))
        stem, dot, ending = key.rpartition(".")
        stem, ending = (stem, dot + ending) if dot else (ending, "")
        numbered = re.compile(rf"{re.escape(stem)}(?:-[0-9]+)?{re.escape(ending)}")
        alike = self._numbered.get(_NUMBER.sub("", key), {})
        for each in islice(alike, seen, None):
            if numbered.fullmatch(one_case(each)) and (digest := self._digest_of(each)):
                known.setdefault(digest, each)
        self._called[key] = len(alike), known
        return known

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
