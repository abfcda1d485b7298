"""An article's row of the index: its summary, its words, and itself as it was loaded."""

import sqlite3
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple, TypeVar

import msgspec

from rr_reader.library.index import alike
from rr_reader.library.index.words import BETWEEN, indexed
from rr_reader.library.resembling import sample_of
from rr_reader.library.summary import Summary, summary_of
from rr_reader.model import Article, Kind
from rr_reader.text.matching import fold


class Stated(NamedTuple):
    """A cleaned file as the disk states it: bytes, and nanoseconds of its last change."""

    size: int
    changed: int


class Row(NamedTuple):
    """What an article's row is to hold."""

    digest: bytes
    """Of the cleaned file."""
    problem: str = ""
    """Why the file cannot be loaded; then there is nothing else but the line."""
    line: int = 0
    summary: bytes = b""
    body: bytes = b""
    words: tuple[str, str, str, str] = ("", "", "", "")
    sample: tuple[int, ...] = ()


_AROUND = Kind.BOILERPLATE
"""Of these words no article is."""
_Unpacked = TypeVar("_Unpacked")
_Summary = msgspec.msgpack.Decoder(Summary)
_Article = msgspec.msgpack.Decoder(Article)


def row_of(article_id: str, digest: bytes, article: Article) -> Row:
    """Make the row of an article: all of what takes long, so that another process may do it."""
    return Row(
        digest=digest,
        summary=msgspec.msgpack.encode(summary_of(article_id, article)),
        body=zlib.compress(msgspec.msgpack.encode(article), 1),
        words=_words(article_id, article),
        sample=tuple(sample_of(article)),
    )


def put(connection: sqlite3.Connection, article_id: str, stated: Stated, looked: int, made: Row) -> None:
    """Write an article's row in place of the one there was. `looked`: when its file was read, in nanoseconds."""
    old = row_in(connection, article_id)
    if old:
        _forget(connection, old, article_id)
    row = connection.execute(
        "insert or replace into article values (?, ?, ?, ?, ?, ?, ?, ?)",
        (old, article_id, *stated, looked, made.digest, made.problem, made.line),
    ).lastrowid
    assert row
    if not made.problem:
        connection.execute("insert into summary values (?, ?)", (row, made.summary))
        connection.execute("insert into body values (?, ?)", (row, made.body))
        connection.execute(
            "insert into words(rowid, title, about, body, around) values (?, ?, ?, ?, ?)", (row, *made.words)
        )
        alike.note(connection, row, made.sample)


def restate(connection: sqlite3.Connection, article_id: str, stated: Stated, looked: int) -> None:
    """Note that a file holds what it held, though the disk states it otherwise."""
    connection.execute(
        "update article set size = ?, changed = ?, looked = ? where id = ?", (*stated, looked, article_id)
    )


def remove(connection: sqlite3.Connection, article_id: str) -> None:
    """Take an article out."""
    if row := row_in(connection, article_id):
        _forget(connection, row, article_id)
        connection.execute("delete from article where row = ?", (row,))


def _forget(connection: sqlite3.Connection, row: int, article_id: str) -> None:
    """Take out what a row holds: a contentless index wants to be told what the words were."""
    article = article_in(connection, row)
    if article is not None:
        connection.execute(
            "insert into words(words, rowid, title, about, body, around) values ('delete', ?, ?, ?, ?, ?)",
            (row, *_words(article_id, article)),
        )
        alike.forget(connection, row, sample_of(article))
        connection.execute("delete from body where row = ?", (row,))
        connection.execute("delete from summary where row = ?", (row,))


def _words(article_id: str, article: Article) -> tuple[str, str, str, str]:
    meta = article.meta
    about = (meta.deck, meta.outlet, *meta.byline, *meta.tags, *(person.name for person in article.speakers))
    title = summary_of(article_id, article).title
    return (
        indexed(fold(title)),
        indexed(BETWEEN.join(map(fold, about))),
        indexed(BETWEEN.join(fold(block.text) for block in article.blocks if block.kind is not _AROUND)),
        indexed(BETWEEN.join(fold(block.text) for block in article.blocks if block.kind is _AROUND)),
    )


def article_in(connection: sqlite3.Connection, row: int) -> Article | None:
    """Give the article of a row; None where there is none, or one that cannot be loaded."""
    found = connection.execute("select packed from body where row = ?", (row,)).fetchone()
    return _unpacked(lambda: _Article.decode(zlib.decompress(found[0]))) if found else None


def summary_in(connection: sqlite3.Connection, row: int) -> Summary | None:
    """Give the summary of a row; None as for `article_in`."""
    found = connection.execute("select packed from summary where row = ?", (row,)).fetchone()
    return _unpacked(lambda: _Summary.decode(found[0])) if found else None


def summaries(connection: sqlite3.Connection) -> Iterator[tuple[int, Summary]]:
    """Go through all summaries with their rows, in the order of ids."""
    for row, packed in connection.execute("select row, packed from article join summary using (row) order by id"):
        yield row, _unpacked(partial(_Summary.decode, packed))


def _unpacked(unpack: Callable[[], _Unpacked]) -> _Unpacked:
    """Unpack what the index holds; what cannot be is a fault of the index like any other: sqlite3.DatabaseError."""
    try:
        return unpack()
    except (zlib.error, msgspec.MsgspecError, ValueError, TypeError) as error:
        raise sqlite3.DatabaseError("what was packed cannot be unpacked") from error


def loadable(connection: sqlite3.Connection) -> list[int]:
    """List the rows of all articles that can be loaded."""
    return [row for (row,) in connection.execute("select row from summary")]


def looked_at(connection: sqlite3.Connection) -> Iterator[tuple[str, Stated, int]]:
    """Go through all files as they were when the index looked, and when that was, in the order of ids."""
    for article_id, size, changed, looked in connection.execute(
        "select id, size, changed, looked from article order by id"
    ):
        yield article_id, Stated(size, changed), looked


def digest_in(connection: sqlite3.Connection, article_id: str) -> bytes:
    """Give the digest of a file as the index has it; b"" where it has none."""
    found = connection.execute("select digest from article where id = ?", (article_id,)).fetchone()
    return found[0] if found else b""


def row_in(connection: sqlite3.Connection, article_id: str) -> int | None:
    """Give the row of an id; None where there is none."""
    found = connection.execute("select row from article where id = ?", (article_id,)).fetchone()
    return found[0] if found else None


def problems_in(connection: sqlite3.Connection) -> list[tuple[str, str, int]]:
    """List what cannot be loaded: id, message, line."""
    return connection.execute("select id, problem, line from article where problem <> '' order by id").fetchall()


def id_in(connection: sqlite3.Connection, row: int) -> str:
    """Give the id of a row; "" where there is none."""
    found = connection.execute("select id from article where row = ?", (row,)).fetchone()
    return found[0] if found else ""


def stated_in(connection: sqlite3.Connection, row: int) -> Stated | None:
    """Give how the disk stated a file when the index looked; None where there is none."""
    found = connection.execute("select size, changed from article where row = ?", (row,)).fetchone()
    return Stated(*found) if found else None
