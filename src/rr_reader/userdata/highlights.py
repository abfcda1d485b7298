"""The words that somebody marked in articles, kept in the reader's own database."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from rr_reader.errors import StorageError
from rr_reader.model.highlight import Highlight, when
from rr_reader.userdata.database import Database
from rr_reader.userdata.sidecar import NO_FILE, Changed, Kept, Sidecar

if TYPE_CHECKING:
    import sqlite3

_ALL = "select value from highlight order by id"
_ONE = "select value from highlight where id = ?"
_KEEP = "insert or replace into kept values (?, ?)"


class Highlights:
    """All highlights of one user. Reading never fails; writing raises StorageError where nothing was saved.

    With a sidecar, a plain file beside the library holds them too: what changes in it is taken in when they are read.
    """

    def __init__(self, database: Database, sidecar: Sidecar | None = None) -> None:
        self._database = database
        self._sidecar = sidecar
        self._stamp = self._kept().stamp if sidecar else NO_FILE
        self.told = ""
        """What there is to say of the sidecar, in one line; "" for nothing."""

    def all(self) -> tuple[Highlight, ...]:
        """Give all that were not removed, in the order that somebody put them in, then in that of their making."""
        return tuple(sorted((each for each in self.everything() if not each.is_gone), key=in_order))

    def of(self, article_id: str) -> tuple[Highlight, ...]:
        """Give those of one article, in the same order."""
        rows = self._database.rows("select value from highlight where article = ?", article_id)
        return tuple(sorted((each for each in _read(rows) if not each.is_gone), key=in_order))

    def everything(self) -> tuple[Highlight, ...]:
        """Give all, those that were removed too: what two copies need to be made one."""
        return self.known() or ()

    def known(self) -> tuple[Highlight, ...] | None:
        """Give all as `everything`; None where they cannot be read now, which does not say that there are none."""
        if self.has_outside_news():
            self._exchange()
        rows = self._database.found(_ALL)
        return None if rows is None else tuple(_read(rows))

    def put(self, *highlights: Highlight) -> None:
        """Keep highlights, each in place of the one of its id; all or none. On the disk when this returns.

        To remove one is to keep it as gone. Raises StorageError.
        """
        self._saved(self._database.change(lambda connection: _keep(connection, highlights)))

    def update(self, change: Changed, ids: Iterable[str] | None = None) -> None:
        """Keep what `change` makes of all there are, or of those `ids`, while nobody else writes; as `put`.

        It is given them by their ids, those that were removed too. Raises StorageError, and what `change` raises.
        """
        self._saved(self._update(change, ids))

    def carry(self, article_id: str, to: str) -> None:
        """Let the highlights of an article be those of another, which it became. Raises StorageError."""

        def moved(there: Mapping[str, Highlight]) -> list[Highlight]:
            of_it = (each for each in there.values() if each.article == article_id)
            return [msgspec.structs.replace(each, article=to) for each in of_it]

        if article_id != to and moved({each.id: each for each in self.everything()}):
            self.update(moved)

    def has_outside_news(self) -> bool:
        """Tell whether the sidecar was changed since it was taken in: by git, Syncthing or hand."""
        return self._sidecar is not None and self._sidecar.stamp() != self._stamp

    def _saved(self, is_saved: bool) -> None:
        if not is_saved:
            raise StorageError(f"not saved: {self._database.trouble}")
        self._exchange()

    def _update(self, change: Changed, ids: Iterable[str] | None = None) -> bool:
        def deed(connection: "sqlite3.Connection") -> None:
            some = (row for each in ids or () for row in connection.execute(_ONE, (each,)))
            there = _read(connection.execute(_ALL) if ids is None else some)
            _keep(connection, change({each.id: each for each in there}))

        return self._database.change(deed)

    def _exchange(self) -> None:
        if self._sidecar is None:
            return
        known, self.told = self._sidecar.exchange(self._kept(), self._update)
        if known:
            row = (self._name, msgspec.json.encode(known).decode())
            self._database.change(lambda connection: connection.execute(_KEEP, row))
        self._stamp = self._sidecar.stamp()  # also where that failed: the next save tries again, not each look

    def _kept(self) -> Kept:
        rows = self._database.rows("select value from kept where name = ?", self._name)
        return msgspec.json.decode(rows[0][0], type=Kept) if rows else Kept()

    @property
    def _name(self) -> str:
        return f"sidecar {self._sidecar.path.resolve()}" if self._sidecar else ""


def _keep(connection: "sqlite3.Connection", highlights: Iterable[Highlight]) -> None:
    try:
        rows = [(each.id, each.article, msgspec.json.encode(each).decode()) for each in highlights]
    except UnicodeEncodeError:
        raise StorageError("not saved: it holds characters that are none (lone surrogates)") from None
    connection.executemany("insert or replace into highlight (id, article, value) values (?, ?, ?)", rows)


def _read(rows: Iterable[tuple[str]]) -> Iterator[Highlight]:
    """Read what can be read; what cannot, by a newer program perhaps, stays in the file."""
    for (value,) in rows:
        with suppress(msgspec.DecodeError):
            yield msgspec.json.decode(value, type=Highlight)


def in_order(highlight: Highlight) -> tuple[object, ...]:
    """Give what highlights are sorted by: the order that somebody put them in, then that of their making."""
    return highlight.order, when(highlight.made), highlight.id
