"""The query that a command was given, read as on the screen."""

import argparse

from rr_reader.cli.command import Context, query_of
from rr_reader.cli.library import places_of
from rr_reader.errors import QueryError
from rr_reader.library.query import Query, parse_query

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
