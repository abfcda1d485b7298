"""Messages: a page that a browser saved as one file (MHTML), and letters (`.eml`); what hangs on them is not read.

The standard library's parser of mail takes them apart: it knows every encoding of bodies and headers.
"""

import re
from collections.abc import Iterator
from email import policy
from email.errors import CloseBoundaryNotFoundDefect
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import EmailPolicy
from email.utils import parseaddr, parsedate_to_datetime
from functools import lru_cache
from typing import Any, cast

from msgspec.structs import replace

from rr_reader.errors import BadSourceError
from rr_reader.sources.html import declared_encoding
from rr_reader.sources.reading import format_of
from rr_reader.sources.renditions import Rendition, rendition_of
from rr_reader.text.decode import Decoded, decode

_PAGE = "snapshot-content-location"
"""The header by which browsers say that a message is a saved page, and where it was."""
_TO_MANY = ("List-Unsubscribe", "List-Id", "List-Post")
"""Headers of what is sent to whoever wants it (RFC 2369, RFC 2919): who sends it may be a paper, not a person."""
_CUT = "the message breaks off before its end: what followed is missing"
_DEEPEST = 20
"""Parts within parts; no mail goes deeper."""


_LONGEST = 8_000
_LONGEST_PARAMETERS = 2_000
"""Characters of a header that is read, and of one with parameters, over which the standard library takes minutes."""
_WITH_PARAMETERS = frozenset({"content-type", "content-disposition", "content-transfer-encoding"})


class _Headers(EmailPolicy):
    """Reads headers as the standard does, each once; one that is too long or too broken says nothing."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        """Give what a header says."""
        return _header(name, value)


@lru_cache(maxsize=64)
def _header(name: str, value: str) -> Any:
    most = _LONGEST_PARAMETERS if name.lower() in _WITH_PARAMETERS else _LONGEST
    try:
        return policy.default.header_fetch_parse(name, value if len(value) <= most else "")
    except Exception:  # over some that are broken it raises whatever its code comes to
        return policy.default.header_factory(name, "")


def render(raw: bytes, name: str, assume: str = "") -> Rendition:
    """Give the page or the letter in a message; `assume` overrules the encoding that it says.

    Raises BadSourceError where it holds no text.
    """
    message = cast(EmailMessage, BytesParser(policy=_Headers(message_factory=EmailMessage)).parsebytes(raw))
    if _PAGE in message and not message.is_multipart():
        return _page(message, name, assume)
    parts = list(_texts(message))
    if not parts:
        raise BadSourceError("this message holds no text")
    cut = _cut_part(message)
    whole = [part for part in parts if part is not cut] or parts
    best = next((part for part in whole if part.get_content_subtype() == "html"), whole[0])
    body = _decoded(best, assume)
    is_page = _PAGE in message or best.get("Content-Location", "").startswith(("http:", "https:"))
    return Rendition(
        body.text,
        "html" if best.get_content_subtype() == "html" else "text",
        "mhtml" if is_page else "mail",
        _front(message, best, is_page=is_page),
        body.encoding,
        body.evidence,
        (_CUT,) if cut in parts else (),
    )


def _cut_part(message: EmailMessage) -> EmailMessage | None:
    """Give the part in which a message breaks off: the last one, where the line is missing that ends them all."""
    if not any(isinstance(defect, CloseBoundaryNotFoundDefect) for part in message.walk() for defect in part.defects):
        return None
    return list(message.walk())[-1]


def _page(message: EmailMessage, name: str, assume: str) -> Rendition:
    """Give a page that stands alone: whatever it is, for what the server called it may be wrong."""
    payload = message.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    front = _front(message, message, is_page=True)
    if inner := rendition_of(raw, name, assume):
        return replace(inner, front={**inner.front, **front})
    body = _decoded(message, assume)
    is_html = message.get_content_subtype() in ("html", "xhtml+xml")
    called = "page.html" if is_html else re.split("[?#]", front.get("url", ""))[0].rpartition("/")[2]
    kind = "captions" if format_of(body.text) == "captions" else format_of(body.text, called)
    return Rendition(body.text, kind, "mhtml", front, body.encoding, body.evidence)


def _texts(message: EmailMessage, depth: int = 0) -> Iterator[EmailMessage]:
    """List the parts that are text and no attachment, in their order."""
    if message.is_multipart() and depth < _DEEPEST:
        for part in message.iter_parts():
            if isinstance(part, EmailMessage):
                yield from _texts(part, depth + 1)
    elif message.get_content_maintype() == "text" and not message.is_attachment():
        yield message


def _decoded(part: EmailMessage, assume: str) -> Decoded:
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    return decode(raw, declared=part.get_content_charset("") or declared_encoding(raw), assume=assume)


def _front(message: EmailMessage, part: EmailMessage, *, is_page: bool) -> dict[str, Any]:
    """Say what the headers say: of a page where it was, of a letter its subject, writer and date."""
    if is_page:
        where = str(message.get(_PAGE, "") or part.get("Content-Location", ""))
        said = {key: str(message.get(f"X-{key}", "")) for key in ("title", "author", "outlet", "published")}
        given = {"url": where, **said}
        speakers = str(message.get("X-speakers", "")).split("; ")
        return {key: value for key, value in {**given, "speakers": list(filter(None, speakers))}.items() if value}
    writer, _ = parseaddr(str(message.get("From", "")))
    is_to_many = any(header in message for header in _TO_MANY)
    who = "sender" if is_to_many else "author"
    given = {"title": str(message.get("Subject", "")), who: writer, "date": _date(message)}
    return {key: value for key, value in given.items() if value}


def _date(message: EmailMessage) -> str:
    try:
        return parsedate_to_datetime(str(message["Date"])).date().isoformat()
    except (TypeError, ValueError):  # none, or one that nobody can read
        return ""
