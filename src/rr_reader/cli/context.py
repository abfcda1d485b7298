"""What every command works with: the outside world, as far as a command may touch it."""

from collections.abc import Mapping
from typing import BinaryIO, NamedTuple

from rr_reader.cli.output import Errors, Stream


class Context(NamedTuple):
    """Everything of the outside world that a command may touch."""

    environ: Mapping[str, str]
    out: Stream
    errors: Errors
    stdin: BinaryIO | None
    """None where the shell has closed it."""
