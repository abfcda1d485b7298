"""The words that somebody marked in articles, kept in the reader's own database."""

from collections.abc import Iterable, Iterator
from contextlib import suppress

import msgspec

from rr_reader.errors import StorageError
from rr_reader.model.highlight import Highlight
from rr_reader.userdata.database import Database


class Highlights:
    """All highlights of one user. Reading never fails; writing raises StorageError where nothing was saved."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[Highlight, ...]:
        """Give all that were not removed, in the order that somebody put them in, then in that of their making."""
        return tuple(sorted((each for each in self.everything() if not each.is_gone), key=_order))

    def of(self, article_id: str) -> tuple[Highlight, ...]:
        """Give those of one article, in the same order."""
        rows = self._database.rows("select value from highlight where article = ?", article_id)
        return tuple(sorted((each for each in _read(rows) if not each.is_gone), key=_order))

    def everything(self) -> tuple[Highlight, ...]:
        """Give all, those that were removed too: what two copies need to be made one."""
        return tuple(_read(self._database.rows("select value from highlight order by id")))

    def put(self, *highlights: Highlight) -> None:
        """Keep highlights, each in place of the one of its id; all or none. On the disk when this returns.

        To remove one is to keep it as gone. Raises StorageError.
        """
        rows = [(each.id, each.article, msgspec.json.encode(each).decode()) for each in highlights]
        statement = "insert or replace into highlight (id, article, value) values (?, ?, ?)"
        if not self._database.change(lambda connection: connection.executemany(statement, rows)):
            raise StorageError(f"not saved: {self._database.trouble}")

    def carry(self, article_id: str, to: str) -> None:
        """Let the highlights of an article be those of another, which it became. Raises StorageError."""
        moved = [msgspec.structs.replace(each, article=to) for each in self.everything() if each.article == article_id]
        if moved and article_id != to:
            self.put(*moved)


def _read(rows: Iterable[tuple[str]]) -> Iterator[Highlight]:
    """Read what can be read; what cannot, by a newer program perhaps, stays in the file."""
    for (value,) in rows:
        with suppress(msgspec.DecodeError):
            yield msgspec.json.decode(value, type=Highlight)


def _order(highlight: Highlight) -> tuple[float, str, str]:
    return highlight.order, highlight.made, highlight.id
