"""How a fetched page is kept: as a browser saves one (MHTML, RFC 2557), its bytes untouched under a few headers.

So the file says itself where it was, and in which encoding the server said that it is; whatever reads or refreshes it
later need not be told. What is a container already (a book, a document) is kept as it came.
"""

import re
from collections.abc import Sequence
from email import policy
from email.message import EmailMessage
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from rr_reader.errors import BadSourceError, ReaderError
from rr_reader.sources.fetching.fetcher import Fetched, Fetcher
from rr_reader.text.decode import decode

_POLICY = policy.default.clone(max_line_length=0)
_HEAD = 1 << 16
"""Bytes that tell whether it is text."""
_NOT_A_WORD = re.compile(r"[\W_]+")
_ENDING = re.compile(r"\.(?:x?html?|php|aspx?|jsp|mhtml)\Z", re.I)
_LONGEST = 80
_ENCODING = re.compile(r"[a-z0-9_.:+-]{1,40}\Z", re.I)


class Kept(NamedTuple):
    """A fetched source: what it is called among files, where it was, and its bytes as they are kept."""

    name: str
    url: str
    raw: bytes


def fetch_page(fetcher: Fetcher, url: str) -> Kept:
    """Fetch what is to be read, and make of it what is kept. Raises as `Fetcher.page`; each error names the address."""
    try:
        return kept(fetcher.page(url))
    except ReaderError as error:
        raise type(error)(f"{url}: {error}") from None


def kept(fetched: Fetched) -> Kept:
    """Make what is kept of what was fetched. Raises BadSourceError for what cannot be read."""
    from rr_reader.sources.bundles import is_bundle
    from rr_reader.sources.renditions import HEAD, reader_of

    is_whole = is_bundle(fetched.body[:HEAD])  # a mailbox is text, and yet holds its own headers
    try:
        decode(fetched.body[:_HEAD])
    except BadSourceError:
        if not reader_of(fetched.body):
            raise
        is_whole = True
    if is_whole:
        return Kept(called(fetched.url, keep_ending=True), fetched.url, fetched.body)
    raw = as_message(fetched.body, fetched.url, media_type=fetched.media_type, charset=fetched.charset)
    return Kept(called(fetched.url) + ".mhtml", fetched.url, raw)


def as_message(
    body: bytes,
    url: str,
    *,
    media_type: str,
    charset: str = "",
    title: str = "",
    author: str = "",
    date: str = "",
    people: Sequence[str] = (),
) -> bytes:
    """Put headers before a page: where it was, what it is, and what whoever offered it said of it: who speaks, too."""
    message = EmailMessage(policy=_POLICY)
    is_text = media_type.startswith(("text/", "application/")) and media_type != "application/octet-stream"
    encoding = f'; charset="{charset}"' if _ENCODING.match(charset) else ""
    message["MIME-Version"] = "1.0"
    message["Content-Type"] = (media_type if is_text else "text/plain") + encoding
    message["Content-Transfer-Encoding"] = "binary"
    message["Snapshot-Content-Location"] = url
    for name, value in (
        ("X-Title", title),
        ("X-Author", author),
        ("X-Published", date),
        ("X-Speakers", "; ".join(people)),
    ):
        if plain := " ".join(value.split()):
            message[name] = plain
    return message.as_bytes() + body


def body_of(raw: bytes) -> bytes:
    """Give what came, of what is kept: where the user knows the encoding better than the headers."""
    headers, _, body = raw.partition(b"\n\n")
    return body if headers.startswith(b"MIME-Version:") else raw


def called(url: str, *, keep_ending: bool = False) -> str:
    """Make a file's name of an address: the same one each time.

    >>> called("https://www.example.org/2024/05/of-salt.html?page=2"), called("https://example.org/")
    ('example.org-2024-05-of-salt-page-2', 'example.org')
    """
    parts = urlsplit(url)
    path, ending = unquote(parts.path), ""
    if keep_ending and re.fullmatch(r"[A-Za-z0-9]{1,5}", path.rpartition(".")[2]):
        path, _, ending = path.rpartition(".")
    words = _NOT_A_WORD.sub("-", f"{_ENDING.sub('', path)} {unquote(parts.query)}").strip("-")
    host = (parts.hostname or "").removeprefix("www.").replace(":", "-")
    return f"{host}-{words}"[:_LONGEST].rstrip("-") + (f".{ending}" if ending else "")
