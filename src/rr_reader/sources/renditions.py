"""Sources that are no text, made into one: what is inside a container, in a format that the readers of lines know.

A rendition is what the account's offsets are about, as the decoded text is elsewhere. Each reader of a container is a
module of its own, imported when a file of its kind is met, and says itself what belongs to it.
"""

import re
from collections.abc import Callable
from importlib import import_module
from typing import Any

import msgspec

_HEAD = 4_096
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


_MESSAGE = re.compile(rb"\A(?:From [^\r\n]+\r?\n)?(?:[!-9;-~]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}?", re.M)
_MIME = re.compile(rb"^(?:mime-version|content-type):", re.I | re.M)


def _is_message(head: bytes) -> bool:
    beginning = _MESSAGE.match(head)
    return bool(beginning and _MIME.search(head.partition(b"\n\n")[0].partition(b"\r\n\r\n")[0]))


_KINDS: tuple[tuple[Callable[[bytes], bool], str], ...] = ((_is_message, "rr_reader.sources.messages"),)
"""What a file's first bytes tell, and the module whose `render(raw, name)` reads such a file."""


def rendition_of(raw: bytes, name: str = "") -> Rendition | None:
    """Give the text of a container; None for what is no container that is known. Raises BadSourceError."""
    head = raw[:_HEAD]
    for is_kind, module in _KINDS:
        if is_kind(head):
            rendition: Rendition = import_module(module).render(raw, name)
            return rendition
    return None
