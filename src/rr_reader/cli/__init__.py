"""The command line: arguments, subcommands, the only writer of stdout."""

from rr_reader.cli.program import main

__all__ = ["main"]
