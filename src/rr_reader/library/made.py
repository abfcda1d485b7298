"""What an article is on the disk: its cleaned file, its source, its account. Pure, so that any process can make it."""

import hashlib
from typing import NamedTuple

from msgspec.structs import replace

from rr_reader.library.cleaned import dump
from rr_reader.library.naming import safe_name, slug, title_of
from rr_reader.model import Article


class Made(NamedTuple):
    """An article, ready to be written; it names its source as that is to be called, and its SHA-256."""

    article: Article
    raw: bytes
    cleaned: bytes
    account: bytes
    wanted: str
    """The id that it would have, were it free."""


def made(article: Article, raw: bytes, name: str = "") -> Made:
    """Make what is to be written of an article and its source, called `name`, else as the article says."""
    from rr_reader.library.account import dump_account  # late: a library is shown without

    named = safe_name(name or article.source.name)
    digest = hashlib.sha256(raw).hexdigest()
    article = replace(article, source=replace(article.source, name=named, sha256=digest))
    cleaned = dump(article)
    account = dump_account(article, imported=cleaned)
    return Made(article, raw, _encoded(cleaned), _encoded(account), slug(title_of(article)[0]))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
