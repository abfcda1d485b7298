"""What the user has chosen, from `config.toml`."""

from pathlib import Path

import msgspec

from rr_reader.errors import UsageError


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All settings with what they are when nobody chose."""

    theme: str = "dark"
    """`dark` or `light`."""
    sort: str = "newest"
    """How the list is sorted at the start."""
    keys: dict[str, str] = {}
    """Keys by the id of a command, with commas between: `line-down = "j,ctrl+n"`."""


def load_settings(path: Path) -> Settings:
    """Read the settings; all defaults where there is no file. UsageError names the file and what is wrong."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read ({error}); mend or remove it") from error
    import tomllib  # late: most runs have no settings file

    try:
        return msgspec.convert(tomllib.loads(text), Settings)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise UsageError(f"{path}: {error}; mend or remove it") from error
