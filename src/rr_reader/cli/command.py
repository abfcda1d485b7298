"""What a subcommand is made of: its parser, its words, and what it works with."""

import argparse
import difflib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from rr_reader.cli.context import Context
from rr_reader.cli.output import Stream
from rr_reader.errors import UsageError

__all__ = ["Command", "Context", "Parser"]


class Command(NamedTuple):
    """A subcommand: `configure` declares its arguments, `run` gives the exit code or raises ReaderError."""

    name: str
    summary: str
    """One line for the list of commands, lower case, without a full stop."""
    configure: Callable[["Parser"], None]
    run: Callable[[argparse.Namespace, Context], int]
    examples: tuple[str, ...] = ()
    takes_query: bool = False
    """Words that begin with one `-` and are no option belong to the query."""
    help: str = ""
    """The whole help, where argparse's would not do."""


class Parser(argparse.ArgumentParser):
    """argparse, which raises instead of printing, and lets `-word` be a word where there is a query."""

    def __init__(self, command: Command, out: Stream) -> None:
        super().__init__(
            prog=f"rr-reader {command.name}".rstrip(),
            description=f"{command.summary[0].upper()}{command.summary[1:]}.",
            epilog="\n".join(("examples:", *(f"  {line}" for line in command.examples))) if command.examples else None,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
            add_help=False,
        )
        self.color = False  # from Python 3.14 on argparse would colour what we pass on as plain text
        self._out, self._command = out, command
        self.declared: list[argparse.Action] = []
        self.declare("-h", "--help", action="help", help="show this and end")
        self.declare("--library", metavar="DIR", type=Path, help="the library's folder (else RR_READER_LIBRARY)")
        command.configure(self)

    def declare(self, *names: str, **settings: Any) -> None:
        """Add an argument, as `add_argument` does; `help` is needed."""
        self.declared.append(self.add_argument(*names, **settings))

    def declare_query(self, **settings: Any) -> None:
        """Add the words of a query; read them with `asking.query_of`."""
        described = (
            'what to look for, as on the screen: words, "phrases", -without, this OR that, speaker:NAME, year: …'
        )
        self.declare("query", metavar="QUERY", help=described, **({"nargs": "*"} | settings))

    def read(self, words: Sequence[str]) -> argparse.Namespace:
        """Parse the command's words. Raises UsageError; `--help` prints and raises SystemExit."""
        return self.parse_args(self._shielded(words) if self._command.takes_query else list(words))

    def _shielded(self, words: Sequence[str]) -> list[str]:
        """Put the words of the query, in their order, behind a `--`, where nothing is an option."""
        flags = {name: action for action in self.declared for name in action.option_strings}
        options: list[str] = []
        query: list[str] = []
        rest = iter(words)
        for word in rest:
            name, is_assigned, _ = word.partition("=")
            if word == "--":
                query += rest
            elif name in flags:
                takes_value = flags[name].nargs != 0 and not is_assigned
                options += [word, *([value] if takes_value and (value := next(rest, None)) is not None else [])]
            elif word.startswith("--"):
                near = difflib.get_close_matches(name[2:], [flag[2:] for flag in flags], 1, cutoff=0.5)
                meant = f"; did you mean --{near[0]}?" if near else "."
                self.error(f"There is no option {name}{meant} To look for words that begin so, put -- before them")
            else:
                query.append(word)
        return [*options, "--", *query]

    def error(self, message: str) -> NoReturn:
        """Turn argparse's message into an error of ours."""
        sentence = message[:1].upper() + message[1:].rstrip(".")
        raise UsageError(f"{sentence}.\nSee {self.prog} --help.")

    def print_help(self, file: object = None) -> None:
        """Write the help to our own stdout."""
        self._out.write(self._command.help or self.format_help())
