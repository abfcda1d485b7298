r"""Words for the full-text index: the folded text of an article as tokens, and a query's terms as questions to it.

SQLite's `unicode61` cuts a text into runs of letters and digits, as the matcher does, but knows nothing of scripts
that are written without spaces: their characters are set apart here, on both sides. What the index finds for a term
is what the matcher finds and, for terms with signs in them, sometimes more: `is_exact` tells which.
"""

import re
from functools import cache

from rr_reader.text.matching import NO_SPACES, fold, is_plain

SCHEMA = "create virtual table words using fts5({columns}, content='', prefix='1 2 3', {tokens})".format(
    columns="title, about, body, around", tokens="tokenize=\"unicode61 remove_diacritics 0 categories 'L* N*'\""
)
"""Contentless: the text itself stands in the article's own row."""
_TOKEN = re.compile(r"[^\W_]+")
BETWEEN = "\nꙮꙮ\n"
"""Stands between passages, lest a phrase be found across two. No text has this word."""


@cache  # on first use, not at the start
def _apart() -> re.Pattern[str]:
    return re.compile(f"([{NO_SPACES}])")


def indexed(folded: str) -> str:
    """Give a folded text as the index wants it.

    >>> indexed("red 赤い部屋")
    'red  赤  い  部  屋 '
    """
    return _apart().sub(r" \1 ", folded)


def question(term: str) -> str:
    """Give FTS5's expression for a term: its tokens in a row, the last one only begun. "" where it has none.

    >>> question("Snuff films"), question("赤い"), question("…")
    ('"snuff films" *', '"赤 い" *', '')
    """
    tokens = _TOKEN.findall(indexed(fold(term)))
    return f'"{" ".join(tokens)}" *' if tokens else ""


def is_exact(term: str) -> bool:
    """Tell whether the index finds for a term just what the matcher finds: for words of plain letters."""
    return is_plain(fold(term).strip())
