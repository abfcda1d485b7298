"""From the words of the command line to an exit code."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from rr_reader.cli.context import Context
from rr_reader.cli.output import Errors, Stream
from rr_reader.cli.screen import open_screen
from rr_reader.errors import ReaderError, StorageError
from rr_reader.userdata import picture

if TYPE_CHECKING:
    from rr_reader.cli.command import Command

INTERNAL_ERROR = 70
INTERRUPTED = 130
_WITH_A_VALUE = frozenset({"--library", "--assume-encoding"})
"""Options that may stand before the command, and take the word after them."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run `rr-reader` with these words (else the process's own) and give the exit code."""
    words = sys.argv[1:] if argv is None else list(argv)
    context = Context(
        environ=os.environ,
        out=Stream(sys.stdout, os.environ),
        errors=Errors(sys.stderr, os.environ, words),
        stdin=getattr(sys.stdin, "buffer", None),
    )
    return guarded(lambda: _dispatch(words, context), context)


def guarded(work: Callable[[], int], context: Context) -> int:
    """Do the work; whatever goes wrong becomes an exit code and at most three lines, never a traceback."""
    try:
        code = _exit_code_of(work)
        context.out.close()
        return code
    except ReaderError as problem:
        _deliver(context.out)
        context.errors.say(str(problem))
        return problem.exit_code
    except BrokenPipeError:  # the reader of a pipe has seen enough: `rr-reader list | head`
        context.out.abandon()
        return 0
    except KeyboardInterrupt:
        context.errors.end_progress()
        context.out.abandon()
        return INTERRUPTED
    except MemoryError:
        context.errors.say("There is not enough memory for this. Try fewer or smaller files.")
        return StorageError.exit_code
    except Exception as problem:
        _deliver(context.out)
        context.errors.say(_reported(problem, context.environ))
        return INTERNAL_ERROR


def _exit_code_of(work: Callable[[], int]) -> int:
    try:
        return work()
    except SystemExit as end:  # argparse's --help and --version
        return end.code if isinstance(end.code, int) else 0


def _deliver(out: Stream) -> None:
    """Hand over what was printed before the failure, if anybody still takes it."""
    with suppress(BrokenPipeError, StorageError):
        out.close()


def _reported(problem: Exception, environ: Mapping[str, str]) -> str:
    """Keep the traceback in a file of the state folder, and say so."""
    kind = type(problem).__name__
    try:
        import traceback

        from rr_reader.userdata.places import places

        log = places(environ).state / "errors.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write("".join(traceback.format_exception(problem)) + "\n")
    except Exception:  # whatever is broken, saying so must work
        return f"Internal error ({kind}), please report it."
    return f"Internal error ({kind}), please report it with what stands in {log}"


def _dispatch(words: Sequence[str], context: Context) -> int:
    try:
        if not words:
            return open_screen(context)
        from rr_reader.cli.command import Parser  # late, with all commands: a bare start is told nothing by words
        from rr_reader.cli.commands import COMMANDS, OPEN

        command, rest = chosen(words, {command.name: command for command in COMMANDS}, OPEN)
        return command.run(Parser(command, context.out).read(rest), context)
    finally:
        picture.take_down()  # where the screen did not come, what went wrong is told on the terminal as it was


def chosen(
    words: Sequence[str], commands: "Mapping[str, Command]", otherwise: "Command"
) -> "tuple[Command, list[str]]":
    """Find the subcommand: the first word that is no option. Without one the words go to `otherwise`."""
    skip = False
    for index, word in enumerate(words):
        if skip:
            skip = False
        elif word == "--":
            break
        elif word in _WITH_A_VALUE:
            skip = True
        elif not word.startswith("-") or word == "-":
            if word not in commands:
                break
            return commands[word], [*words[:index], *words[index + 1 :]]
    return otherwise, list(words)
