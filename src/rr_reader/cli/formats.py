"""What commands that write quotations have in common: naming a format, which may be a template of the user's."""

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rr_reader.cli.command import Context, Parser
from rr_reader.errors import UsageError

if TYPE_CHECKING:
    from rr_reader.quotes.formats import Format


def declare_format(parser: Parser, told: str, **settings: Any) -> None:
    """Add `--format`; `told` says what it is for."""
    from rr_reader.quotes.formats import FORMATS

    named = f"{', '.join(FORMATS)}, or a template of yours"
    parser.declare("--format", metavar="NAME", help=f"{told}: {named}", **settings)


def formats_of(args: argparse.Namespace, context: Context) -> "Mapping[str, Format]":
    """Give the formats that can be meant. Raises UsageError for one that is not there, and for a bad template."""
    from rr_reader.quotes.formats import FORMATS, with_templates

    if not args.format or args.format in FORMATS:
        return FORMATS
    from rr_reader.cli.library import places_of
    from rr_reader.userdata.settings import load_settings

    formats = with_templates(load_settings(places_of(args, context).config, context.environ).templates)
    if args.format not in formats:
        raise UsageError(f"There is no format “{args.format}”. Known are {', '.join(formats)}.")
    return formats
