"""Where everything is kept: XDG folders on Linux, their like elsewhere, and the library's own."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

APP = "rr-reader"


class Places(msgspec.Struct, frozen=True):
    """Folders. None of them need exist."""

    library: Path
    data: Path
    config: Path
    state: Path
    cache: Path

    @property
    def database(self) -> Path:
        """The file of reading places and marks."""
        return self.data / "reader.db"

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.config / "config.toml"

    @property
    def copied(self) -> Path:
        """The file that takes a copied text where no clipboard does."""
        return self.data / "copied.txt"


def places(environ: Mapping[str, str], library: str = "") -> Places:
    """Say where things are kept; `library`, from the command line, wins over RR_READER_LIBRARY.

    XDG variables count if they are absolute paths, as the XDG Base Directory Specification 0.8 says.
    """
    from platformdirs import PlatformDirs  # late: not every command needs it

    system = PlatformDirs(APP, appauthor=False)

    def folder(variable: str, otherwise: str) -> Path:
        given = environ.get(variable, "")
        return Path(given) / APP if Path(given).is_absolute() else Path(otherwise)

    data = folder("XDG_DATA_HOME", system.user_data_dir)
    chosen = library or environ.get("RR_READER_LIBRARY", "")
    return Places(
        library=Path(chosen).expanduser() if chosen else data / "library",
        data=data,
        config=folder("XDG_CONFIG_HOME", system.user_config_dir),
        state=folder("XDG_STATE_HOME", system.user_state_dir),
        cache=folder("XDG_CACHE_HOME", system.user_cache_dir),
    )
