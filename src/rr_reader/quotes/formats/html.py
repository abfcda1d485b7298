"""HTML: a figure with a blockquote, and who says it where in its caption."""

from collections.abc import Sequence
from html import escape

from rr_reader.quotes.excerpt import ELISION, Excerpt
from rr_reader.quotes.wording import citation_of, labels_of
from rr_reader.quotes.works import web_address


def write_html(excerpts: Sequence[Excerpt]) -> str:
    """Write a figure an excerpt, as a piece to be put into a page: paragraphs, all text escaped."""
    return "\n".join(map(_figure, excerpts))


def _figure(excerpt: Excerpt) -> str:
    url = web_address(excerpt.meta.url)
    cite = f' cite="{escape(url)}"' if url else ""
    paragraphs = []
    for label, part in zip(labels_of(excerpt), excerpt.parts, strict=True):
        name = f"<b>{escape(label)}:</b> " if label else ""
        paragraphs += [f"<p>{ELISION}</p>"] if part.follows_gap else []
        first, *others = part.text.split("\n\n")
        paragraphs += [f"<p>{name}{_paragraph(first)}</p>", *(f"<p>{_paragraph(other)}</p>" for other in others)]
    body = "".join(f"    {paragraph}\n" for paragraph in paragraphs)
    caption = f"  <figcaption>— {escape(citation_of(excerpt))}</figcaption>\n"
    return f"<figure>\n  <blockquote{cite}>\n{body}  </blockquote>\n{caption}</figure>\n"


def _paragraph(text: str) -> str:
    return "<br>".join(escape(line) for line in text.split("\n"))
