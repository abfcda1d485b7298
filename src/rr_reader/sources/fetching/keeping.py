"""How a fetched page is kept: as a browser saves one (MHTML, RFC 2557), its bytes untouched under a few headers.

So the file says itself where it was, and in which encoding the server said that it is; whatever reads or refreshes it
later need not be told. What is a container already (a book, a document) is kept as it came.
"""

import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from rr_reader.errors import BadSourceError, ReaderError
from rr_reader.sources.fetching.fetcher import Fetched, Fetcher
from rr_reader.text.decode import decode

_HEAD = 1 << 16
"""Bytes that tell whether it is text."""
_NOT_A_WORD = re.compile(r"[\W_]+")
_ENDING = re.compile(r"\.(?:x?html?|php|aspx?|jsp|mhtml)\Z", re.I)
_LONGEST = 80
_ENCODING = re.compile(r"[a-z0-9_.:+-]{1,40}\Z", re.I)
_TEXT_TYPE = re.compile(
    r"\s*((?:text|application)/(?!octet-stream\b)[a-z0-9][a-z0-9!#$&^_.+-]{0,126})\s*(?:;|\Z)", re.I
)
"""A media type that may be one of text (RFC 6838), before its parameters."""
_AS_IT_IS = re.compile(r"(?!.*=\?)[!-~](?:[ -~]*[!-~])?\Z")
_MOST = 4_500
"""Bytes of a header that are kept: those who read it take no more than twice as much, as it is written."""
_MOST_PEOPLE = 50
_A_WORD = 45
"""Bytes of an encoded word (RFC 2047), which has 75 characters at most."""


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
    outlet: str = "",
    date: str = "",
    people: Sequence[str] = (),
) -> bytes:
    """Put headers before a page: where it was, what it is, and what whoever offered it said of it: who speaks, too."""
    known = _TEXT_TYPE.match(media_type)
    encoding = f'; charset="{charset}"' if _ENCODING.match(charset) else ""
    headers = {
        "MIME-Version": "1.0",
        "Content-Type": (known[1] if known else "text/plain") + encoding,
        "Content-Transfer-Encoding": "binary",
        "Snapshot-Content-Location": _written(url),
        "X-Title": _written(title),
        "X-Author": _written(author),
        "X-Outlet": _written(outlet),
        "X-Published": _written(date),
        "X-Speakers": _written("; ".join(_within(people))),
    }
    head = "".join(f"{name}: {value}\n" for name, value in headers.items() if value or name[0] != "X")
    return head.encode() + b"\n" + body


def _within(people: Sequence[str]) -> Iterator[str]:
    """Give whole names, as many as a header takes."""
    left = _MOST
    for each in people[:_MOST_PEOPLE]:
        left -= len(each.encode("utf-8", "replace")) + 2
        if left < 0:
            return
        yield each


def _written(value: str) -> str:
    r"""Write the words of a header on one line: as they are, or in words of base64 (RFC 2047).

    >>> _written(" Of\n rope"), _written("Ø")
    ('Of rope', '=?utf-8?b?w5g=?=')
    """
    # cut first: nothing here is to take long over what is hostile
    plain = " ".join(value[:_MOST].encode("utf-8", "replace").decode().split())
    if not plain or _AS_IT_IS.match(plain):
        return plain
    words, word, left = list[bytes](), b"", _MOST
    for letter in map(str.encode, plain):
        left -= len(letter)
        if left < 0:
            break
        if len(word) + len(letter) > _A_WORD:
            words.append(word)
            word = b""
        word += letter
    return " ".join(f"=?utf-8?b?{b64encode(each).decode()}?=" for each in (*words, word))


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
