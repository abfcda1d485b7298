"""Sources that are no text, made into one: what is inside a container, in a format that the readers of lines know.

A rendition is what the account's offsets are about, as the decoded text is elsewhere. Each reader of a container is a
module of its own, imported when a file of its kind is met, and says itself what belongs to it.
"""

import re
from collections.abc import Callable
from importlib import import_module
from typing import Any

import msgspec

from rr_reader.errors import BadSourceError

HEAD = 4_096
"""Bytes that tell what a file is."""


class Rendition(msgspec.Struct, frozen=True):
    """The words of a container as one text."""

    text: str
    format: str
    """How the text is to be read: `html`, `captions`, `markdown` or `text`."""
    kind: str
    """What the source was: `mhtml`, `epub` …; it stands as the format of the article's source."""
    front: dict[str, Any] = {}
    """What the container says of itself, keys as in front matter; it goes before what the text says."""
    encoding: str = "utf-8"
    evidence: str = "declared"
    doubts: tuple[str, ...] = ()
    """What of the container could not be read, each in a line."""


_MESSAGE = re.compile(rb"\A(?:From [^\r\n]+\r?\n)?(?:[!-9;-~]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}?", re.M)
_MIME = re.compile(rb"^(?:mime-version|content-type):", re.I | re.M)


def _is_message(head: bytes) -> bool:
    beginning = _MESSAGE.match(head)
    return bool(beginning and _MIME.search(head.partition(b"\n\n")[0].partition(b"\r\n\r\n")[0]))


FROM = (
    rb"From [^\r\n]{1,200} [A-Z][a-z]{2} [ 0-9][0-9] [0-9:]{5,8} [^\r\n]{0,12}[12][0-9]{3}[^\r\n]{0,12}\r?\n[!-9;-~]+:"
)
"""How a letter in a mailbox begins: from whom, when, and on the next line its first header."""
_MAILBOX = re.compile(FROM)
_BOOK = re.compile(rb"PK\x03\x04.{26}(?:mimetype.{0,60}?application/epub\+zip|META-INF/)", re.S)
_ARCHIVE = re.compile(rb"PK(?:\x03\x04|\x05\x06)|\x1f\x8b\x08|BZh[1-9]|\xfd7zXZ\x00|.{257}ustar", re.S)

FEED = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:(?:<\?[^>]{0,300}\?>|<!--.{0,1000}?-->|<!DOCTYPE\s+(?:rss|feed)\b[^\[>]{0,300}"
    rb"(?:\[.{0,3000}?\]\s*)?>)\s*){0,8}<(?:rss|rdf:RDF|feed)[\s>]"
    rb"|(?:\xef\xbb\xbf)?\s*\{.{0,3000}?jsonfeed\.org/version",
    re.S,
)
"""How a feed begins (RSS, Atom, JSON Feed)."""

_WORD = re.compile(rb"PK\x03\x04.{26}(?:\[Content_Types\]\.xml|_rels/|docProps/|word/|customXml/)", re.S)
_ODT = re.compile(rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument\.", re.S)
_RTF = re.compile(rb"\s*\{\\rtf", re.S)
_PDF = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*%PDF-\d"
    rb"|.{1,1024}?%PDF-\d\.\d\s+(?:%[^\r\n]{0,80}\s+)?\d{1,9}\s+\d{1,9}\s+obj\b",  # junk before it, as a server sends
    re.S,
)

_MARK = rb"(?:\xef\xbb\xbf)?"
"""The byte order mark of UTF-8."""
_JSON = re.compile(
    _MARK + rb'\s*(?:(?:\[\s*)?\{\s*(?:"[^"\n]{0,200}"\s*:|\}\s*\Z)(?!.*jsonfeed\.org)|(?:[\[{]\s*){40})', re.S
)
_TIMED = re.compile(
    _MARK + rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,1000}?-->\s*)?"
    rb"(?:<!DOCTYPE\s+(?:tt|timedtext|transcript)\b|<timedtext\b|<transcript>\s*<text\s"
    rb"|<(?:\w{1,20}:)?tt(?:\s[^>]{0,3000})?>\s*<(?:\w{1,20}:)?(?:head|body|div)\b)",
    re.S,
)
_LINES = re.compile(
    _MARK + rb"\s*(?:\[script info\]|\d{1,2}:\d\d:\d\d\.\d{1,3},\d{1,2}:\d\d:\d\d\.\d{1,3}\s"
    rb"|(?:\[[a-z#]{2,6}:[^\]\n]{0,200}\]\s*){0,20}(?:\[\d{1,3}:\d\d\.\d{2,3}\][^\n]*\n\s*){2})",
    re.I,
)


def _begins(pattern: re.Pattern[bytes]) -> Callable[[bytes], bool]:
    return lambda head: pattern.match(head) is not None


_KINDS: tuple[tuple[Callable[[bytes], bool], str], ...] = (
    (_begins(_MAILBOX), "rr_reader.sources.bundles"),
    (_is_message, "rr_reader.sources.messages"),
    (_begins(FEED), "rr_reader.sources.bundles"),
    (_begins(_BOOK), "rr_reader.sources.epub"),
    (_begins(_ODT), "rr_reader.sources.odt"),
    (_begins(_WORD), "rr_reader.sources.docx"),
    (_begins(_RTF), "rr_reader.sources.rtf"),
    (_begins(_PDF), "rr_reader.sources.pdf"),
    (_begins(_JSON), "rr_reader.sources.transcripts"),
    (_begins(_TIMED), "rr_reader.sources.transcripts_xml"),
    (_begins(_LINES), "rr_reader.sources.transcripts_lines"),
    (_begins(_ARCHIVE), "rr_reader.sources.bundles"),  # behind all that are zip archives inside
)
"""What a file's first bytes tell, and the module whose `render(raw, name)` reads such a file."""

_IN_ANY_ENCODING = frozenset(
    {"rr_reader.sources.messages", "rr_reader.sources.transcripts", "rr_reader.sources.transcripts_lines"}
)
"""Modules whose `render` takes an encoding too, as their text may be in any; the others' formats say in which it is."""

_PROMISES = frozenset({"epub", "docx", "odt", "pdf", "zip", "gz", "tgz", "bz2", "tbz2", "xz", "txz"})
"""Endings that no text has: under them it is a download that failed, or another file that was given a wrong name."""


def reader_of(raw: bytes) -> str:
    """Give the name of the module that reads a container which begins so; "" for what is no container."""
    head = raw[:HEAD]
    return next((module for is_kind, module in _KINDS if is_kind(head)), "")


def rendition_of(raw: bytes, name: str = "", assume: str = "") -> Rendition | None:
    """Give the text of a container; None for what is no container that is known.

    `assume` is an encoding that overrules what a container says of its text. Raises BadSourceError, also where a
    container's text cannot be in another encoding than its format has.
    """
    if not (module := reader_of(raw)):
        if (ending := name.lower().rpartition(".")[2]) in _PROMISES:
            raise BadSourceError(f"this is no {ending.upper()} file, though it is called so")
        return None
    if assume and module not in _IN_ANY_ENCODING:
        raise BadSourceError("this has an encoding of its own: read it without saying another")
    render = import_module(module).render
    rendition: Rendition = render(raw, name, assume) if assume else render(raw, name)
    if _HALF.search(rendition.text):
        rendition = msgspec.structs.replace(rendition, text=_whole(rendition.text))
    return rendition


_HALF = re.compile("[\ud800-\udfff]")


def _whole(text: str) -> str:
    """Join the halves of characters that a format spells by code units; a lone half, which nothing can encode, goes."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
