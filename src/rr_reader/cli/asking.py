"""The query that a command was given, read as on the screen."""

import argparse
import re
from collections.abc import Sequence

from rr_reader.cli.command import Context
from rr_reader.cli.library import places_of
from rr_reader.errors import QueryError
from rr_reader.library.query import AND, FIELDS, OR, Query, parse_query

BEFORE, AFTER = 60, 20
"""Code points of a query that are shown around a mistake in it."""


def asked(args: argparse.Namespace, context: Context) -> Query:
    """Read a command's query, with the saved searches in it. Raises QueryError, which shows where the mistake is."""
    text = query_of(args.query)
    saved: dict[str, Query] = {}
    if "@" in text:
        from rr_reader.userdata.searches import Searches

        searches = Searches(places_of(args, context).searches)
        saved = searches.read()
        if searches.trouble:
            context.errors.say(searches.trouble)
    try:
        return parse_query(text, saved)
    except QueryError as error:
        raise QueryError(f"{error}\n{_pointed(text, error.position)}", error.position) from None


def query_of(words: Sequence[str]) -> str:
    """Make one query of a command's words.

    One word is a whole query, to be read as on the screen. Of several, a word with a space in it was
    in quotation marks until the shell took them off: it is a phrase, unless it has more in it of what
    only a query has: `OR`, a field, something excluded.

    >>> query_of(["speaker:plante sound"])
    'speaker:plante sound'
    >>> query_of(["speaker:pascal plante", "-draft", "snuff films"])
    'speaker:"pascal plante" -draft "snuff films"'
    >>> query_of(["speaker:plante music OR river", "year:2025"])
    'speaker:plante music OR river year:2025'
    """
    if len(words) == 1:
        return words[0]
    return " ".join(map(_quoted, words))


_FURTHER = re.compile(rf"\s(?:{OR}\s|{AND}\s|@\w|-\w|-?(?:{'|'.join(FIELDS)}):=?\S)")
"""What makes a query of words, and not a phrase: a term of its own kind, not the first."""


def _quoted(word: str) -> str:
    if not any(c.isspace() for c in word) or '"' in word or _FURTHER.search(word):
        return word
    field, colon, value = word.partition(":")
    if colon and field.lstrip("-").isalpha():
        return f'{field}:"{value}"'
    minus = "-" if word.startswith("-") else ""
    return f'{minus}"{word.removeprefix("-")}"'


def _pointed(text: str, position: int) -> str:
    """Show a place in a query: the words around it, and a caret under it.

    >>> print(_pointed("fog when:2020", 4))
      fog when:2020
          ^
    """
    from wcwidth import wcswidth

    from rr_reader.text.safe import printable

    first = max(0, position - BEFORE)
    before, after = printable(text[first:position]), printable(text[position : position + AFTER])
    return f"  {before}{after}\n  {' ' * max(wcswidth(before), 0)}^"
