"""What the reader did with articles: places, percents, read, starred; and by `highlights`, the words marked in them."""

from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from rr_reader.model import Place
from rr_reader.userdata.database import PATIENCE, Database
from rr_reader.userdata.highlights import Highlights
from rr_reader.userdata.sidecar import Sidecar


class Reading(msgspec.Struct, frozen=True):
    """How far one has read: where, and how much of the article that is, 0 to 100."""

    place: Place
    percent: int
    trace: str = ""
    """What finds the place again where the article has other words by now: `library.comparing.trace`."""


class Store:
    """The reader's own data. Trouble with it never stops anybody from reading: then it is empty and saves nothing.

    May be used from any thread.
    """

    def __init__(self, database: Database, sidecar: Path | None = None) -> None:
        self._database = database
        self._sidecar = Sidecar(sidecar) if sidecar else None
        self._version: int | None = None

    @classmethod
    def open(cls, path: Path, *, patience: float = PATIENCE, sidecar: Path | None = None) -> "Store":
        """Open the database, made if it is not there. Raises nothing: see `trouble`.

        `sidecar` is a file that shall hold the highlights too: see `userdata.sidecar`.
        """
        return cls(Database.open(path, patience=patience), sidecar)

    @cached_property
    def highlights(self) -> Highlights:
        """The words that were marked, in the same file."""
        return Highlights(self._database, self._sidecar)

    @property
    def trouble(self) -> str:
        """Say in one line why nothing is saved, or what is wrong beside the library; "" while all is well."""
        why = self._database.trouble
        return f"Reading places, stars and highlights are NOT SAVED: {why}" if why else self.highlights.told

    def close(self) -> None:
        """Let the file go. What was saved is saved already."""
        self._database.close()

    def position(self, article_id: str) -> Reading | None:
        """Give how far an article was read; None if it was not begun."""
        columns = "block, offset, percent, trace"
        rows = self._rows(f"select {columns} from article where id = ? and block is not null", article_id)
        return next((Reading(Place(block, offset), percent, trace) for block, offset, percent, trace in rows), None)

    def save_position(self, article_id: str, reading: Reading) -> None:
        """Keep how far an article was read; at 100 % it is finished."""
        self._save(
            """insert into article (id, block, offset, percent, trace, opened, finished)
               values (:id, :block, :offset, :percent, :trace,
                       (select coalesce(max(opened), 0) + 1 from article), :percent >= 100)
               on conflict (id) do update set block = :block, offset = :offset, percent = :percent, trace = :trace,
               opened = excluded.opened, finished = max(finished, excluded.finished)""",
            {
                "id": article_id,
                "block": reading.place.block,
                "offset": reading.place.offset,
                "percent": reading.percent,
                "trace": reading.trace,
            },
        )

    def set_read(self, *article_ids: str, is_read: bool) -> None:
        """Mark articles finished, or unread: then the places in them are forgotten. All or none."""
        self._save(
            """insert into article (id, finished) values (:id, :read)
               on conflict (id) do update set finished = :read,
               block = case when :read then block end, offset = case when :read then offset end,
               percent = case when :read then percent else 0 end""",
            *({"id": article_id, "read": int(is_read)} for article_id in article_ids),
        )

    def set_starred(self, *article_ids: str, is_starred: bool) -> None:
        """Star articles, or take the stars away. All or none."""
        self._save(
            """insert into article (id, starred) values (:id, :starred)
               on conflict (id) do update set starred = :starred""",
            *({"id": article_id, "starred": int(is_starred)} for article_id in article_ids),
        )

    def carry(self, article_id: str, to: str) -> None:
        """Let all that is known of an article be another's, which it became; the trace finds the place there."""
        self._save("update or replace article set id = :to where id = :id", {"id": article_id, "to": to})

    def forget(self, article_id: str) -> None:
        """Know nothing of an article any more: it is gone."""
        self._save("delete from article where id = :id", {"id": article_id})

    def keep(self, name: str, value: str) -> None:
        """Keep something small under a name: how somebody likes the screen, say."""
        self._save("insert or replace into kept values (:name, :value)", {"name": name, "value": value})

    def kept(self, name: str) -> str:
        """Give what is kept under a name; "" for nothing."""
        return next((value for (value,) in self._rows("select value from kept where name = ?", name)), "")

    def states(self, *, highlighted: bool = True) -> dict[str, frozenset[str]]:
        """Give "unread", "reading" or "finished", "starred" and "highlighted", of each article that any is known of.

        To see which are `highlighted` every highlight is looked at: who knows them all can do without.
        """
        rows = self._rows("select id, finished, block is not null, starred from article")
        states = {
            article_id: frozenset(
                {"finished" if finished else "reading" if begun else "unread"} | ({"starred"} if starred else set())
            )
            for article_id, finished, begun, starred in rows
        }
        there = self.highlights.all() if highlighted else ()
        for article_id in {each.article for each in there}:
            states[article_id] = states.get(article_id, frozenset({"unread"})) | {"highlighted"}
        return states

    def percents(self) -> dict[str, int]:
        """Give how much was read of each article that was begun, 0 to 100."""
        return dict(self._rows("select id, percent from article where block is not null"))

    def has_news(self) -> bool:
        """Tell whether another program has written since this was asked last, here or beside the library."""
        version = next((version for (version,) in self._rows("pragma data_version")), 0)
        is_new, self._version = self._version not in (None, version), version
        return is_new or self.highlights.has_outside_news()

    def last_read(self) -> str:
        """Name the article that was read last; "" for none."""
        rows = self._rows("select id from article where block is not null order by opened desc limit 1")
        return next((article_id for (article_id,) in rows), "")

    def _rows(self, statement: str, *values: object) -> list[Any]:
        return self._database.rows(statement, *values)

    def _save(self, statement: str, *values: dict[str, object]) -> None:
        """Do all or nothing. What comes of it is told by `trouble`."""
        self._database.change(lambda connection: connection.executemany(statement, values))
