"""A web page that stands alone: quotations under headings, readable by day and by night.

Nothing in it is fetched or run.
"""

from collections.abc import Sequence
from html import escape

from rr_reader.quotes.excerpt import Excerpt, Remarks
from rr_reader.quotes.formats.html import write_html
from rr_reader.quotes.grouping import Group, tags_of, title_of_all
from rr_reader.text.safe import printable

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"

_STYLE = """\
:root { color-scheme: light dark;
  --ink: #1f2328; --paper: #fbfaf7; --quiet: #5f6670; --line: #d8d4ca; --accent: #8a3b12 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e3dc; --paper: #17181b; --quiet: #a0a4ab; --line: #3a3c42; --accent: #f0a878 }
}
body { font: 1.06rem/1.6 Georgia, "Noto Serif", serif; color: var(--ink); background: var(--paper);
  max-width: 42rem; margin: 3rem auto; padding: 0 1.25rem; overflow-wrap: break-word }
h1 { font-size: 1.35rem; line-height: 1.3; margin: 3rem 0 .25rem; color: var(--accent) }
.source, figcaption, .remarks { color: var(--quiet); font-size: .9rem }
figure { margin: 1.75rem 0 0 }
blockquote { margin: 0 0 .5rem; padding-left: 1rem; border-left: 3px solid var(--line) }
blockquote p { margin: 0 0 .6rem }
.remarks { margin: .4rem 0 0 1rem; white-space: pre-line }
"""


def write_page(groups: Sequence[Group]) -> str:
    """Write groups of excerpts as a page of HTML."""
    title = escape(title_of_all(groups))
    return (
        '<!DOCTYPE html>\n<html>\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n"
        + "".join(map(_section, groups))
        + "</body>\n</html>\n"
    )


def _section(group: Group) -> str:
    source = f'<p class="source">{escape(group.source)}</p>\n' if group.source else ""
    figures = "".join(write_html([excerpt]) + _remarks(excerpt) for excerpt in group.excerpts)
    return f"<section>\n<h1>{escape(group.title)}</h1>\n{source}{figures}</section>\n"


def _remarks(excerpt: Excerpt) -> str:
    remarks = excerpt.remarks or Remarks("")
    note = escape(printable(remarks.note, lines=True))
    tags = escape(" ".join(f"#{tag}" for tag in tags_of(excerpt)))
    return "".join(f'<p class="remarks">{each}</p>\n' for each in (note, tags) if each)
