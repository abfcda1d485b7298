"""The last resort: a file, from which the words can be had."""

from rr_reader.clipboard.route import Deadline, Evidence, Outcome, Surroundings
from rr_reader.errors import ReaderError


class FileRoute:
    """A file for the reader's eyes only, replaced by each text that comes so far."""

    name = "file"

    def evidence(self, around: Surroundings) -> Evidence:
        """Say where: it can always be tried."""
        return Evidence(True, f"a file: {around.save_to}" if around.save_to else "a file, if nothing else takes it")

    def copy(self, text: str, around: Surroundings, deadline: Deadline) -> Outcome:
        """Write the file, whole or not at all."""
        from rr_reader.library.durable import make_folder, write_durably  # late: most copies never come so far

        if around.save_to is None:
            return Outcome(False, False, "there is nowhere to save it")
        try:
            make_folder(around.save_to.parent)
            write_durably(around.save_to, text.encode(), private=True)
        except ReaderError as error:
            return Outcome(False, False, str(error))
        return Outcome(True, False, f"saved to {around.save_to}", around.save_to)

    def held(self, around: Surroundings, deadline: Deadline) -> str | None:
        """Give None: a trial is saved to a file of its own."""
        return None

    def tidy(self, trial: str, before: str | None, around: Surroundings, deadline: Deadline) -> str:
        """Delete the file."""
        try:
            if around.save_to is not None:
                around.save_to.unlink(missing_ok=True)
        except OSError as error:
            return f"it could not be deleted again ({error.strerror})"
        return "it is deleted again"


FILE = FileRoute()
