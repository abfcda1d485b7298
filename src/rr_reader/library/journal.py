"""The way back: a cleaned file as it was before and after each mending, kept on the disk until it is no longer wanted.

A folder an article, a file a state, named by its number and the digest of what it holds. Where one stands among the
states is told by the cleaned file itself, so that there is nothing which a kill could leave out of step with it.
"""

import contextlib
import hashlib
import zlib
from pathlib import Path

from rr_reader.errors import StorageError
from rr_reader.library.durable import make_folder, remove_durably, write_durably
from rr_reader.sources.discover import read_bytes

MOST_STATES = 200
"""Kept of one article."""
MOST_BYTES = 1 << 24
"""All states of one article, compressed; the last two are kept whatever they take."""


class Journal:
    """The states of cleaned files, in a folder of its own that need not exist yet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, file: Path, before: str, after: str) -> None:
        """Know that a file is about to become `after`. When this returns, both states are on the disk.

        What had been undone can no longer be done again; where `before` is unknown, as after an edit by hand, all that
        was known is forgotten. Raises CannotCreateError and StorageError.
        """
        folder = self._of(file)
        states = self._states(folder)
        place = _place(states, before)
        for path in states[place + 1 :] if place >= 0 else states:
            remove_durably(path)
        states = states[: place + 1]
        make_folder(folder)
        for text in (before, after) if place < 0 else (after,):
            number = int(states[-1].name.partition("-")[0]) + 1 if states else 1
            states.append(folder / f"{number:08}-{_digest(text)}")
            write_durably(states[-1], zlib.compress(_encoded(text)), private=True)
        _prune(states)

    def forget(self, file: Path) -> None:
        """Delete every state of a file: what comes under its name after this is another article.

        Raises StorageError.
        """
        folder = self._of(file)
        for path in reversed(self._states(folder)):
            remove_durably(path)
        with contextlib.suppress(OSError):  # what is left of it holds nothing
            folder.rmdir()

    def before(self, file: Path, now: str) -> str | None:
        """Give the state before the present one; None where none is known. Raises StorageError."""
        return self._beside(file, now, -1)

    def after(self, file: Path, now: str) -> str | None:
        """Give the state that was undone last; None where none is known. Raises StorageError."""
        return self._beside(file, now, 1)

    def was_left(self, file: Path, now: str) -> bool:
        """Tell whether mendings are known, but none that led to the file as it reads now: it was edited since."""
        states = self._states(self._of(file))
        return bool(states) and _place(states, now) < 0

    def _beside(self, file: Path, now: str, step: int) -> str | None:
        states = self._states(self._of(file))
        place = _place(states, now)
        if place < 0 or not 0 <= place + step < len(states):
            return None
        path = states[place + step]
        try:
            text = zlib.decompress(read_bytes(path)).decode("utf-8", "surrogatepass")
        except (zlib.error, UnicodeDecodeError):
            text = ""
        if not path.name.endswith(_digest(text)):
            raise StorageError(f"{path}: this state is damaged: the article stays as it is.")
        return text

    def _of(self, file: Path) -> Path:
        return self._folder / _digest(str(file.absolute()))[:24]

    @staticmethod
    def _states(folder: Path) -> list[Path]:
        try:
            return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
        except FileNotFoundError:
            return []
        except OSError as error:
            raise StorageError(f"{folder}: cannot be listed: {error.strerror}") from None


def _place(states: list[Path], text: str) -> int:
    """Give the index of the state that reads so, the latest; -1 where none does."""
    digest = _digest(text)
    return max((index for index, path in enumerate(states) if path.name.endswith(f"-{digest}")), default=-1)


def _prune(states: list[Path]) -> None:
    total = 0
    for age, path in enumerate(reversed(states), 1):
        total += path.stat().st_size
        if age > 2 and (age > MOST_STATES or total > MOST_BYTES):
            remove_durably(path)


def _digest(text: str) -> str:
    return hashlib.sha256(_encoded(text)).hexdigest()


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
