"""The library on the disk: `ID.md` for every article, and `sources/` with the originals and their accounts.

An article comes into being with its `.md`, which is written last, and ends with it, for it is removed first: a kill
at any moment leaves at most a source without an article, which the next import of it takes up again.
"""

import hashlib
import os
import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import msgspec

from rr_reader.errors import NoSourceError, ReaderError, StorageError
from rr_reader.library.cleaned import load, read
from rr_reader.library.durable import Batch, locked, place_new, remove_durably, sweep, write_durably
from rr_reader.library.made import Made, made
from rr_reader.library.naming import free_name, one_case
from rr_reader.library.opening import decoded, digest_in
from rr_reader.library.originals import Originals, account_beside
from rr_reader.model import Article
from rr_reader.sources.discover import read_bytes

_ENDING = ".md"
_FOR_PEOPLE = frozenset({"README"})
"""Markdown that may stand in a library without being an article."""


class Added(msgspec.Struct, frozen=True):
    """An article in the library; `is_new` is False where its source was there already."""

    id: str
    path: Path
    is_new: bool


class LibraryFolder:
    """One folder of cleaned articles. Nothing is kept in memory but which source is which article."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._originals = Originals(path)
        self._by_digest: dict[str, str] = {}
        self._seen: set[str] = set()
        self._taken: set[str] = set()
        self._listed_at = -1
        self._is_swept = False

    def add(self, article: Article, raw: bytes) -> Added:
        """Write an article and the bytes it was made from. When this returns, both are on the disk.

        A source whose bytes are in the library already is not added again. Raises CannotCreateError and
        StorageError.
        """
        return self.add_all([made(article, raw)])[0]

    def add_all(self, waiting: Sequence[Made]) -> list[Added]:
        """Add some articles at once, as `add` does: all are on the disk when this returns.

        Raises as `add`; then some may have been added, and to add them again finds those.
        """
        self._originals.make()
        with locked(self.path):
            self._sweep()
            self._look_again()
            self._originals.look_again()
            new: dict[str, Made] = {}
            try:
                with Batch() as batch:
                    for making in waiting:
                        digest = making.article.source.sha256
                        if digest not in self._by_digest and digest not in new:
                            new[digest] = kept = self._originals.write(making, batch)
                            batch.write(self._path(kept.wanted), kept.cleaned, partial(self._place, kept))
                    batch.commit()
            except BaseException:
                self._originals.forget()
                raise
        return [self._added(making.article.source.sha256, new) for making in waiting]

    def _added(self, digest: str, new: dict[str, Made]) -> Added:
        """Say what came of an article that was to be added; of a source that came twice, only the first is new."""
        article_id = self._by_digest[digest]
        return Added(article_id, self._path(article_id), is_new=new.pop(digest, None) is not None)

    def _sweep(self) -> None:
        """Delete, the first time, what somebody who was killed left unfinished; nobody else adds meanwhile."""
        if not self._is_swept:
            sweep(self.path)
            self._originals.sweep()
            self._is_swept = True

    def replace(self, article_id: str, article: Article, raw: bytes) -> Added:
        """Put another reading of the same source in an article's place. When this returns, it is on the disk.

        The id stays if it fits the new title, else it becomes that of the title. Killed half way, the library has
        the article as it was or as it is now, or both. Raises as `add` and `load`.
        """
        name = self.load(article_id).source.name or article.source.name
        with locked(self.path):
            self._look_again()
            named = msgspec.structs.replace(article.source, name=name)
            kept = self._originals.keep(made(msgspec.structs.replace(article, source=named), raw))
            digest = kept.article.source.sha256
            if re.fullmatch(rf"{re.escape(kept.wanted)}(?:-\d+)?", article_id):
                new_id = article_id
                write_durably(self._path(article_id), kept.cleaned)
                self._learn(new_id, digest)
            else:
                with Batch() as batch:
                    batch.write(self._path(kept.wanted), kept.cleaned, partial(self._place, kept))
                    batch.commit()
                new_id = self._by_digest[digest]
                remove_durably(self._path(article_id))
                self._seen.discard(article_id)
                self._learn(new_id, digest)
        return Added(new_id, self._path(new_id), is_new=True)

    def _learn(self, article_id: str, digest: str) -> None:
        """Know an article that was just written."""
        self._seen.add(article_id)
        self._taken.add(one_case(article_id))
        self._by_digest[digest] = article_id
        self._listed_at = self.path.stat().st_mtime_ns

    def _forget(self, article_id: str) -> None:
        """Know no longer what an article was made from."""
        self._by_digest = {known: name for known, name in self._by_digest.items() if name != article_id}

    def remove(self, article_id: str) -> tuple[Path, ...]:
        """Delete an article for good: its cleaned file, then its account and source. Gives what was deleted, in order.

        A source that another article was made from stays, and so does a file that is not, byte for byte, what this
        article was made from. Raises NoSourceError and StorageError.
        """
        path = self._path(article_id)
        with locked(self.path):
            digest, source = digest_in(path), self._kept_source(article_id)
            if not remove_durably(path):
                raise NoSourceError(f"{path}: no such file")
            shared = digest and any(digest_in(self._path(other)) == digest for other in self.ids())
            waiting = [] if source is None or shared else [account_beside(source), source]
            removed = [path, *(each for each in waiting if remove_durably(each))]
            self._listed_at = -1
            self._seen.discard(article_id)
            self._forget(article_id)
        return tuple(removed)

    def ids(self) -> list[str]:
        """List the articles' ids, sorted. A library that is not there yet is empty. Raises StorageError."""
        try:
            names = [entry.name for entry in os.scandir(self.path) if entry.name.endswith(_ENDING)]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise StorageError(f"{self.path}: cannot be listed: {error.strerror}") from None
        stems = (name.removesuffix(_ENDING) for name in names if not name.startswith("."))
        return sorted(stem for stem in stems if stem not in _FOR_PEOPLE)

    def stated_of(self, article_id: str) -> tuple[int, int] | None:
        """Give size and time of change of an article's file; None where there is none."""
        try:
            state = os.stat(f"{self.path}/{article_id}{_ENDING}")  # noqa: PTH116 (Path takes three times as long)
        except OSError:
            return None
        return state.st_size, state.st_mtime_ns

    def load(self, article_id: str) -> Article:
        """Load an article with its account. Raises NoSourceError, StorageError and BrokenArticleError."""
        return self.read(self.text_of(article_id), article_id)

    def read(self, text: str, article_id: str) -> Article:
        """Load an article from what its cleaned file holds, or is to hold. Raises as `load`."""
        return read(text, self._originals.account_of, file=str(self._path(article_id)))

    def rewrite(self, article_id: str, change: Callable[[str, Article], str]) -> Article:
        """Change a cleaned file: `change` gives the new text, of the old one and its article. Gives the new article.

        Nobody else adds or changes anything meanwhile. When this returns, the file is on the disk. A text that cannot
        be loaded is not written. Raises as `add` and `load`, and what `change` raises.
        """
        with locked(self.path):
            text = self.text_of(article_id)
            old = self.read(text, article_id)
            new = change(text, old)
            article = self.read(new, article_id)
            if new != text:
                write_durably(self._path(article_id), _encoded(new))
                if old.source.sha256 != article.source.sha256:
                    self._listed_at = -1
                    self._seen.discard(article_id)
                    self._forget(article_id)
        return article

    def file_of(self, article_id: str) -> Path:
        """Give the path of a cleaned file. Raises NoSourceError for what is no id."""
        return self._path(article_id)

    def original(self, article_id: str) -> bytes:
        """Give the bytes that an article was made from. Raises NoSourceError where they are not kept as they were."""
        path = self._kept_source(article_id)
        if path is None:
            raise NoSourceError(f"{article_id}: the source that it was made from is not here, or is not what it was.")
        return read_bytes(path)

    def account_of(self, article_id: str) -> str:
        """Give the account of an article's import as it is kept, "" where there is none. Raises as `load`."""
        return self._originals.account_of(self.load(article_id).source)

    def made_from(self, raw: bytes) -> str:
        """Give the id of the article that was made from these very bytes; "" for none. Raises StorageError."""
        self._look_again()
        return self._by_digest.get(hashlib.sha256(raw).hexdigest(), "")

    def known(self) -> dict[str, str]:
        """Give for the SHA-256 of every source the article that was made from it. Raises StorageError."""
        self._look_again()
        return dict(self._by_digest)

    def namesakes(self, name: str) -> dict[str, str]:
        """Give the articles that were made from a file of this name, folders left out, each for its source's SHA-256.

        Raises StorageError.
        """
        self._look_again()
        digests = self._originals.digests_of(name)
        return {digest: self._by_digest[digest] for digest in digests if digest in self._by_digest}

    def keep_source(self, article: Article, raw: bytes) -> Article:
        """Keep a source that an article is about to be made from, and the account; give the article that names it.

        Raises CannotCreateError and StorageError.
        """
        self._originals.make()
        return self._originals.keep(made(article, raw)).article

    def keep_account(self, article: Article) -> None:
        """Write the account of a new import of a source that is kept. Raises CannotCreateError and StorageError."""
        self._originals.keep_account(article)

    def text_of(self, article_id: str) -> str:
        """Give the cleaned file as it stands. Raises as `load`."""
        path = self._path(article_id)
        return decoded(path, read_bytes(path))

    def _path(self, article_id: str) -> Path:
        if article_id.startswith(".") or "\0" in article_id or Path(article_id).name != article_id:
            raise NoSourceError(f"“{article_id}” is no id of an article.")
        return self.path / (article_id + _ENDING)

    def _kept_source(self, article_id: str) -> Path | None:
        """Give the file that an article was made from, if it is that to the byte."""
        try:
            return self._originals.exact(load(self.text_of(article_id)).source)
        except ReaderError:
            return None

    def _place(self, kept: Made, written: Path) -> None:
        """Give a cleaned file that is written an id that nothing else has, in whatever case."""

        def is_taken(name: str) -> bool:
            if one_case(name) in self._taken:
                return True
            try:
                place_new(written, self._path(name))
            except FileExistsError:  # only the disk knows what it holds for the same: on some, `Sea.md` is `sea.md`
                return True
            return False

        self._learn(free_name(kept.wanted, is_taken), kept.article.source.sha256)

    def _look_again(self) -> None:
        """Learn which sources are here, if the folder has changed since."""
        try:
            changed_at = self.path.stat().st_mtime_ns
        except OSError:
            return
        if changed_at == self._listed_at:
            return
        ids = self.ids()
        here = set(ids)
        self._by_digest = {digest: known for digest, known in self._by_digest.items() if known in here}
        for article_id in ids:
            if article_id not in self._seen and (digest := digest_in(self._path(article_id))):
                self._by_digest.setdefault(digest, article_id)
        self._seen, self._taken = here, {one_case(article_id) for article_id in ids}
        self._listed_at = changed_at


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
