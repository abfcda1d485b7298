"""The cleaned file: an article as one Markdown file that a person can read and mend in any editor.

What reads and writes it is imported by the functions that do: a library that the index knows is shown without.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from rr_reader.errors import BrokenArticleError
from rr_reader.model import Article, Source
from rr_reader.text.safe import make_safe, printable

if TYPE_CHECKING:
    from rr_reader.library.yaml_text import Value

__all__ = ["dump", "dump_account", "load", "parted", "read"]

FENCE = "---"


def dump(article: Article, more: "Mapping[str, Value] | None" = None) -> str:
    """Write the cleaned file. What only the import knows goes into the account: see `dump_account`.

    `more` are further keys of its head, which loading passes over.
    """
    from rr_reader.library.body import dump_body
    from rr_reader.library.frontmatter import dump_front
    from rr_reader.library.labels import Cast
    from rr_reader.library.yaml_text import write_fields

    body = dump_body(article.blocks, Cast(article.speakers, article.meta.kind))
    return f"{FENCE}\n{dump_front(article)}{write_fields(dict(more or {}))}{FENCE}\n\n{body}"


def dump_account(article: Article) -> str:
    """Write what only the import knows of an article, and how the article looked then."""
    from rr_reader.library import account as accounts

    return accounts.dump_account(article, imported=dump(article))


def load(text: str, *, account: str = "", file: str = "") -> Article:
    """Read a cleaned file, written by `dump` or by hand; with its account, the article as it was imported.

    `file` names it in errors. The text is made safe first: a cleaned file may come from anywhere. Raises
    BrokenArticleError, with the line and what to do, and nothing else.
    """
    return read(text, lambda _: account, file=file)


def read(text: str, account_of: Callable[[Source], str], *, file: str = "") -> Article:
    """Load, finding the account by the source that the file names. Raises as `load`, and what `account_of` does."""
    try:
        return _read(text, account_of)
    except BrokenArticleError as error:
        where = ", ".join(filter(None, [printable(file), f"line {error.line}" if error.line else ""]))
        raise BrokenArticleError(f"{where}: {printable(str(error))}" if where else str(error), error.line) from None


def _read(text: str, account_of: Callable[[Source], str]) -> Article:
    from rr_reader.library.account import apply_account
    from rr_reader.library.body import load_body
    from rr_reader.library.correcting import confirmed
    from rr_reader.library.frontmatter import load_front
    from rr_reader.library.labels import Cast
    from rr_reader.parsing.quotations import quotes_of

    lines, body = parted(text)
    front = load_front("\n".join(lines[1 : body - 1]), first_line=2)
    blocks = load_body(lines[body:], Cast(front.speakers, front.meta.kind), first_line=body + 1)
    account, blocks = apply_account(account_of(front.source), blocks)
    blocks = confirmed(blocks, front.corrections)
    return Article(
        meta=front.meta,
        speakers=front.speakers,
        blocks=blocks,
        quotes=quotes_of(blocks, front.speakers, front.corrections, front.meta.language),
        corrections=front.corrections,
        source=front.source,
        account=account,
    )


def parted(text: str) -> tuple[list[str], int]:
    """Give the lines of a cleaned file, safe to show, and the index of the first after its head.

    Raises BrokenArticleError where there is no head, or no end of it.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = make_safe(text).text.split("\n")
    return lines, _body_start(lines)


def _body_start(lines: list[str]) -> int:
    """Give the index of the line after the front matter."""
    if lines[0].rstrip(" \t") != FENCE:
        raise BrokenArticleError(
            "This is no article of the library: it does not begin with “---”. `rr-reader add` imports a text.", 1
        )
    for index, line in enumerate(lines[1:], 1):
        if line.rstrip(" \t") == FENCE:
            return index + 1
    raise BrokenArticleError("The front matter has no end. Put a line “---” after it.", 1)
