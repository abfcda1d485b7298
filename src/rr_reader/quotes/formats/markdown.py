"""Markdown: blockquotes, callouts of Obsidian, paragraphs with a footnote for Pandoc."""

import re
from collections.abc import Sequence

from rr_reader.quotes.excerpt import Excerpt
from rr_reader.quotes.wording import citation_of, gap_before, labels_of

_ACTIVE = re.compile(r"[\\`*_\[\]<~|$#^]|&(?=[#\w])|==|%%|^[-+>=:]")
"""ASCII marks that mean something to Markdown or to a common dialect, where they stand in a line."""

_ORDINAL = re.compile(r"^(\d+)([.)])")


def write_blockquotes(excerpts: Sequence[Excerpt]) -> str:
    """Write each excerpt as a blockquote whose last paragraph is the citation."""
    return "\n".join(quoted(f"{body_of(each)}\n\n— {escaped(citation_of(each))}") for each in excerpts)


def quoted(text: str) -> str:
    """Set paragraphs in a blockquote."""
    return "".join(f"> {line}".rstrip() + "\n" for line in text.split("\n"))


def body_of(excerpt: Excerpt) -> str:
    """Write the words in paragraphs, each voice under its name where there are several."""
    bodies = []
    for label, part in zip(labels_of(excerpt), excerpt.parts, strict=True):
        name = f"**{escaped(label)}:** " if label else ""
        bodies.append(escaped(gap_before(part)) + name + escaped(part.text))
    return "\n\n".join(bodies)


def escaped(text: str) -> str:
    """Write text so that a reader of Markdown gives back these very characters, and no markup."""
    return "\n\n".join(
        "\\\n".join(_escaped_line(line) for line in paragraph.split("\n")) for paragraph in text.split("\n\n")
    )


def _escaped_line(line: str) -> str:
    line = _ORDINAL.sub(r"\1\\\2", _ACTIVE.sub(lambda match: "".join(f"\\{mark}" for mark in match.group()), line))
    # White space at a line's ends is dropped unless it is written by number.
    return re.sub(r"^\s+|\s+$", lambda match: "".join(f"&#{ord(space)};" for space in match.group()), line)
