"""Where everything is kept: the folders of the XDG standard, or the platform's own."""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

NAME = "rr-reader"
LIBRARY_VARIABLE = "RR_READER_LIBRARY"


class Places(msgspec.Struct, frozen=True):
    """The folders of one user; none need exist yet."""

    library: Path
    """Articles: what can be shared or put under version control."""
    data: Path
    """Reading positions, stars: what cannot be made again."""
    config: Path
    state: Path
    cache: Path
    """What can be deleted at no loss."""

    @property
    def database(self) -> Path:
        """The file of reading positions and marks."""
        return self.data / "reader.db"

    @property
    def searches(self) -> Path:
        """The file of saved searches."""
        return self.data / "searches.json"

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
    """Say where everything is kept. `library` goes before RR_READER_LIBRARY, and that before the data folder."""
    import platformdirs

    def folder(variable: str, usual: str) -> Path:
        given = Path(environ.get(variable, ""))  # the standard: what is not absolute is passed over
        return given / NAME if given.is_absolute() else Path(usual)

    data = folder("XDG_DATA_HOME", platformdirs.user_data_dir(NAME, appauthor=False))
    chosen = library or environ.get(LIBRARY_VARIABLE, "")
    return Places(
        library=_expanded(chosen) if chosen else data / "library",
        data=data,
        config=folder("XDG_CONFIG_HOME", platformdirs.user_config_dir(NAME, appauthor=False)),
        state=folder("XDG_STATE_HOME", platformdirs.user_state_dir(NAME, appauthor=False)),
        cache=folder("XDG_CACHE_HOME", platformdirs.user_cache_dir(NAME, appauthor=False)),
    )


def _expanded(name: str) -> Path:
    try:
        return Path(name).expanduser()
    except RuntimeError:  # `~nobody`, or no home at all: then it is an ordinary name
        return Path(name)
