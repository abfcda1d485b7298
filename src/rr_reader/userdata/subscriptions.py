"""The feeds that one follows, and what of them was seen: `subscriptions.json` of the data folder."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from rr_reader.errors import StorageError
from rr_reader.library.durable import locked, make_folder, write_durably

_REMEMBERED = 5_000
"""Items that are remembered of a feed at most, the newest."""


class Subscription(msgspec.Struct, frozen=True):
    """A feed that is followed."""

    title: str = ""
    etag: str = ""
    modified: str = ""
    """By which its server tells whether it has changed."""
    seen: tuple[str, ...] = ()
    """The ids of the items that were taken, or turned down."""
    refreshed: str = ""
    """When it was looked at last (ISO 8601, UTC); "" for never."""
    trouble: str = ""
    """What was wrong with it then."""
    came: int = 0
    """Articles that it brought then."""

    def having_seen(self, *items: str) -> "Subscription":
        """Remember items too."""
        return msgspec.structs.replace(self, seen=tuple(dict.fromkeys((*self.seen, *items)))[-_REMEMBERED:])


class Subscriptions:
    """The feeds of one user, by their addresses. Nothing is kept in memory: windows do not get in each other's way."""

    def __init__(self, path: Path) -> None:
        """Take the file; it need not exist yet."""
        self._path = path

    def read(self) -> dict[str, Subscription]:
        """Give the feeds in the order in which they were subscribed to. Raises StorageError."""
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=dict[str, Subscription])
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise StorageError(f"{self._path}: cannot be read: {error.strerror}") from None
        except msgspec.DecodeError as error:
            raise StorageError(f"{self._path}: this is not what subscriptions look like: {error}") from None

    def save(self, url: str, subscription: Subscription) -> None:
        """Keep a feed, as it is now. It is on the disk when this returns. Raises ReaderError."""
        self.save_all({url: subscription})

    def save_all(self, subscriptions: Mapping[str, Subscription]) -> None:
        """Keep several feeds at once. They are on the disk when this returns. Raises ReaderError."""
        make_folder(self._path.parent)
        with locked(self._path.parent):
            self._write(self.read() | dict(subscriptions))

    def note(self, url: str, subscription: Subscription) -> None:
        """Keep what is known of a feed now, unless it is followed no longer. Raises ReaderError."""
        make_folder(self._path.parent)
        with locked(self._path.parent):
            if url in (kept := self.read()):
                self._write(kept | {url: subscription})

    def bring_back(self, url: str, subscription: Subscription, place: int) -> None:
        """Follow a feed again, at the place among the others that it had. Raises ReaderError."""
        make_folder(self._path.parent)
        with locked(self._path.parent):
            others = [each for each in self.read().items() if each[0] != url]
            self._write(dict([*others[:place], (url, subscription), *others[place:]]))

    def remove(self, url: str) -> bool:
        """Follow a feed no longer; False where none was followed there. Raises ReaderError."""
        make_folder(self._path.parent)
        with locked(self._path.parent):
            kept = self.read()
            if kept.pop(url, None) is None:
                return False
            self._write(kept)
            return True

    def _write(self, kept: dict[str, Subscription]) -> None:
        write_durably(self._path, msgspec.json.format(msgspec.json.encode(kept)) + b"\n", private=True)
