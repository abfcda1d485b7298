"""Markdown: blockquotes, callouts of Obsidian, paragraphs with a footnote for Pandoc."""

import re
from collections.abc import Callable, Sequence
from zlib import crc32

from rr_reader.quotes.excerpt import Excerpt
from rr_reader.quotes.wording import citation_of, gap_before, labels_of, plain

_ACTIVE = re.compile(r"[\\`*_\[\]<~|$#^]|&(?=[#\w])|==|%%|^[-+>=:]")
"""ASCII marks that mean something to Markdown or to a common dialect, where they stand in a line."""

_ORDINAL = re.compile(r"^(\d+)([.)])")

_SMART = re.compile(r"[\"'@]|\.(?=\.)|(?<=\.)\.|(?<=-)-")
_LETTERED = re.compile(r"^(\(?)([A-Za-z]|[ivxlcdmIVXLCDM]+|\d+|#)([.)])(?=\s|$)")


def write_blockquotes(excerpts: Sequence[Excerpt]) -> str:
    """Write each excerpt as a blockquote whose last paragraph is the citation."""
    return "\n".join(quoted(f"{body_of(each)}\n\n— {escaped(citation_of(each))}") for each in excerpts)


def write_callouts(excerpts: Sequence[Excerpt]) -> str:
    """Write each excerpt as a callout of Obsidian, of the kind `quote`; the citation is its title."""
    return "\n".join(f"> [!quote] {escaped(citation_of(each))}\n{quoted(body_of(each))}" for each in excerpts)


def write_footnoted(excerpts: Sequence[Excerpt]) -> str:
    """Write each excerpt as a blockquote with its citation in a footnote, for Pandoc.

    The footnote's name is made of the words, so that several can be pasted into one document.
    """
    return "\n".join(map(_footnoted, excerpts))


def _footnoted(excerpt: Excerpt) -> str:
    citation = citation_of(excerpt)
    name = f"[^rr-{crc32((plain(excerpt) + citation).encode(errors='replace')):08x}]"
    body = body_of(excerpt, _escaped_for_pandoc)
    return f"{quoted(body + name)}\n{name}: {_escaped_for_pandoc(citation)}\n"


def quoted(text: str) -> str:
    """Set paragraphs in a blockquote."""
    return "".join(f"> {line}".rstrip() + "\n" for line in text.split("\n"))


def body_of(excerpt: Excerpt, escape: Callable[[str], str] | None = None) -> str:
    """Write the words in paragraphs, each voice under its name where there are several."""
    escape = escape or escaped
    bodies = []
    for label, part in zip(labels_of(excerpt), excerpt.parts, strict=True):
        name = f"**{escape(label)}:** " if label else ""
        bodies.append(escape(gap_before(part)) + name + escape(part.text))
    return "\n\n".join(bodies)


def escaped(text: str) -> str:
    """Write text so that a reader of Markdown gives back these very characters, and no markup."""
    return "\n\n".join(
        "\\\n".join(_escaped_line(line) for line in paragraph.split("\n")) for paragraph in text.split("\n\n")
    )


def _escaped_for_pandoc(text: str) -> str:
    """Escape also what Pandoc alone takes for markup: citations, lists by letters, typewriter's quotes and dashes."""
    lines = (_LETTERED.sub(r"\1\2\\\3", _SMART.sub(r"\\\g<0>", line)) for line in escaped(text).split("\n"))
    return "\n".join(lines)


def _escaped_line(line: str) -> str:
    line = _ORDINAL.sub(r"\1\\\2", _ACTIVE.sub(lambda match: "".join(f"\\{mark}" for mark in match.group()), line))
    # White space at a line's ends is dropped unless it is written by number.
    return re.sub(r"^\s+|\s+$", lambda match: "".join(f"&#{ord(space)};" for space in match.group()), line)
