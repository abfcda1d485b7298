"""An article's row of the index: its summary, its words, and itself as it was loaded."""

import sqlite3
import zlib
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from rr_reader.library.index import alike
from rr_reader.library.index.words import BETWEEN, indexed
from rr_reader.library.resembling import sample_of
from rr_reader.library.summary import Summary, summary_of
from rr_reader.model import Article
from rr_reader.text.matching import fold


class Looked(NamedTuple):
    """A cleaned file as it was when the index looked; times in nanoseconds."""

    row: int
    size: int
    changed: int
    looked: int
    digest: bytes


class Stated(NamedTuple):
    """A cleaned file as the disk states it now."""

    size: int
    changed: int


_Summary = msgspec.msgpack.Decoder(Summary)
_Article = msgspec.msgpack.Decoder(Article)


def put(connection: sqlite3.Connection, article_id: str, looked: Looked, article: Article) -> None:
    """Write an article's row; `looked.row` is 0 for a new one."""
    summary, body = summary_of(article_id, article), zlib.compress(msgspec.msgpack.encode(article), 1)
    row = _put(connection, article_id, looked, "", 0, msgspec.msgpack.encode(summary), body)
    connection.execute(
        "insert into words(rowid, title, about, body) values (?, ?, ?, ?)", (row, *_words(article_id, article))
    )
    alike.note(connection, row, sample_of(article))


def put_problem(connection: sqlite3.Connection, article_id: str, looked: Looked, problem: str, line: int) -> None:
    """Write the row of a file that cannot be loaded."""
    _put(connection, article_id, looked, problem, line, None, None)


def _put(
    connection: sqlite3.Connection,
    article_id: str,
    looked: Looked,
    problem: str,
    line: int,
    summary: bytes | None,
    body: bytes | None,
) -> int:
    if looked.row:
        _forget_words(connection, looked.row, article_id)
    cursor = connection.execute(
        "insert or replace into article values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            looked.row or None,
            article_id,
            looked.size,
            looked.changed,
            looked.looked,
            looked.digest,
            problem,
            line,
            summary,
            body,
        ),
    )
    assert cursor.lastrowid
    return cursor.lastrowid


def restate(connection: sqlite3.Connection, looked: Looked) -> None:
    """Note that a file holds what it held, though the disk states it otherwise."""
    connection.execute(
        "update article set size = ?, changed = ?, looked = ? where row = ?",
        (looked.size, looked.changed, looked.looked, looked.row),
    )


def remove(connection: sqlite3.Connection, row: int, article_id: str) -> None:
    """Take an article out."""
    _forget_words(connection, row, article_id)
    connection.execute("delete from article where row = ?", (row,))


def _forget_words(connection: sqlite3.Connection, row: int, article_id: str) -> None:
    """Take the words of a row out: a contentless index wants to be told what they were."""
    article = article_in(connection, row)
    if article is not None:
        connection.execute(
            "insert into words(words, rowid, title, about, body) values ('delete', ?, ?, ?, ?)",
            (row, *_words(article_id, article)),
        )
        alike.forget(connection, row, sample_of(article))


def _words(article_id: str, article: Article) -> tuple[str, str, str]:
    meta = article.meta
    about = (meta.deck, meta.outlet, *meta.byline, *meta.tags, *(person.name for person in article.speakers))
    title = summary_of(article_id, article).title
    return (
        indexed(fold(title)),
        indexed(BETWEEN.join(map(fold, about))),
        indexed(BETWEEN.join(fold(block.text) for block in article.blocks)),
    )


def article_in(connection: sqlite3.Connection, row: int) -> Article | None:
    """Give the article of a row; None where there is none, or one that cannot be loaded."""
    found = connection.execute("select body from article where row = ?", (row,)).fetchone()
    return _Article.decode(zlib.decompress(found[0])) if found and found[0] else None


def summary_in(connection: sqlite3.Connection, row: int) -> Summary | None:
    """Give the summary of a row; None as for `article_in`."""
    found = connection.execute("select summary from article where row = ?", (row,)).fetchone()
    return _Summary.decode(found[0]) if found and found[0] else None


def summaries(connection: sqlite3.Connection) -> Iterator[tuple[int, Summary]]:
    """Go through all summaries with their rows, in the order of ids."""
    for row, kept in connection.execute("select row, summary from article where summary is not null order by id"):
        yield row, _Summary.decode(kept)


def looked_at(connection: sqlite3.Connection) -> dict[str, Looked]:
    """Give every file as it was when the index looked, by id."""
    found = connection.execute("select id, row, size, changed, looked, digest from article")
    return {article_id: Looked(*rest) for article_id, *rest in found}


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
