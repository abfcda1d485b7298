"""Where everything is kept: the folders of the XDG standard, or the platform's own."""

import hashlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path

import msgspec

NAME = "rr-reader"
LIBRARY_VARIABLE = "RR_READER_LIBRARY"
_USUAL = (
    dict.fromkeys(("DATA", "CONFIG", "STATE"), "Library/Application Support") | {"CACHE": "Library/Caches"}
    if sys.platform == "darwin"
    else {"DATA": ".local/share", "CONFIG": ".config", "STATE": ".local/state", "CACHE": ".cache"}
)
"""Below the home, where nothing else is said: Apple's folders (File System Programming Guide), or those of the XDG
Base Directory Specification."""


class Places(msgspec.Struct, frozen=True):
    """The folders of one user; none need exist yet."""

    library: Path
    """Articles: what can be shared or put under version control."""
    data: Path
    """Reading positions, stars, highlights: what cannot be made again."""
    config: Path
    state: Path
    cache: Path
    """What can be deleted at no loss."""

    @property
    def database(self) -> Path:
        """The file of reading positions, marks and highlights."""
        return self.data / "reader.db"

    @property
    def sidecar(self) -> Path:
        """The file of highlights beside the library, where the settings want one."""
        return self.library / "highlights.jsonl"

    @property
    def backups(self) -> Path:
        """The folder of that file's backups."""
        return self.data / "backups"

    @property
    def searches(self) -> Path:
        """The file of saved searches."""
        return self.data / "searches.json"

    @property
    def subscriptions(self) -> Path:
        """The file of the feeds that are followed."""
        return self.data / "subscriptions.json"

    @property
    def index(self) -> Path:
        """The file of the library's index."""
        name = hashlib.sha256(os.fsencode(self.library.resolve())).hexdigest()[:16]
        return self.cache / "index" / f"{name}.db"

    @property
    def mendings(self) -> Path:
        """The folder of what undo needs: a `library.journal.Journal`."""
        return self.state / "mendings"

    @property
    def copied(self) -> Path:
        """The file that takes a copied text where no clipboard does."""
        return self.data / "copied.txt"


def places(environ: Mapping[str, str], library: str = "") -> Places:
    """Say where everything is kept. `library` goes before RR_READER_LIBRARY, and that before the data folder.

    Only what is handed in counts, not the environment that the process has.
    """
    home = home_in(environ)

    def folder(kind: str) -> Path:
        given = Path(environ.get(f"XDG_{kind}_HOME", ""))  # the standard: what is not absolute is passed over
        return (given if given.is_absolute() else home / _USUAL[kind]) / NAME

    data = folder("DATA")
    chosen = library or environ.get(LIBRARY_VARIABLE, "")
    return Places(
        library=_expanded(chosen, home) if chosen else data / "library",
        data=data,
        config=folder("CONFIG"),
        state=folder("STATE"),
        cache=folder("CACHE"),
    )


def home_in(environ: Mapping[str, str]) -> Path:
    """Give the user's home: HOME where it is a whole path, else what the system has for this user."""
    given = Path(environ.get("HOME", ""))
    if given.is_absolute():
        return given
    import pwd  # late: hardly anybody has no HOME

    try:
        return Path(pwd.getpwuid(os.getuid()).pw_dir)
    except KeyError:  # a user without a name, as in some containers
        return Path("/")


def _expanded(name: str, home: Path) -> Path:
    if name == "~" or name.startswith("~/"):
        return home / name[2:]
    try:
        return Path(name).expanduser()
    except RuntimeError:  # `~nobody`: then it is an ordinary name
        return Path(name)
