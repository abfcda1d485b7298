"""The last resort: a file, from which the words can be had."""

import contextlib
import os
import tempfile
from pathlib import Path

from rr_reader.clipboard.route import Deadline, Evidence, Outcome, Surroundings


class FileRoute:
    """A file for the reader's eyes only, replaced by each text that comes so far."""

    name = "file"

    def evidence(self, around: Surroundings) -> Evidence:
        """Say where: it can always be tried."""
        return Evidence(True, f"a file: {around.save_to}" if around.save_to else "a file, if nothing else takes it")

    def copy(self, text: str, around: Surroundings, deadline: Deadline) -> Outcome:
        """Write beside and rename, so that the file is whole or the old one."""
        if around.save_to is None:
            return Outcome(False, False, "there is nowhere to save it")
        try:
            _write(around.save_to, text.encode())
        except OSError as error:
            reason = error.strerror or type(error).__name__
            return Outcome(False, False, f"{around.save_to} could not be written: {reason}")
        return Outcome(True, False, f"saved to {around.save_to}", around.save_to)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # readable by the owner alone
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(beside).replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            Path(beside).unlink()
        raise


FILE = FileRoute()
