"""The user's settings: `config.toml` in the config folder. Every one can be left out."""

import re
from pathlib import Path

import msgspec

from rr_reader.errors import NoSourceError, UsageError
from rr_reader.sources.discover import read_bytes

FILE = "config.toml"
THEMES = ("dark", "light")
PRESETS = ("", "less")


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What can be set, with what is used where it is not."""

    theme: str = THEMES[0]
    """The colours: one of `THEMES`."""
    preset: str = ""
    """Keys as in another program: one of `PRESETS`, "" for our own."""
    keys: dict[str, str] = {}
    """Keys for a command, by its id: `[keys]`, then `line-down = "j,ctrl+n"`."""


def load_settings(folder: Path) -> Settings:
    """Read the settings; a file that is not there leaves all as usual.

    Raises UsageError, with the line, for what is no TOML, an unknown setting or a value it cannot have, and
    StorageError or BadSourceError where the file cannot be read.
    """
    path = folder / FILE
    if not path.exists():  # nearly always: then TOML need not be imported
        return Settings()
    import tomllib

    try:
        text = read_bytes(path).decode("utf-8-sig")
        settings = msgspec.convert(tomllib.loads(text), Settings)
    except NoSourceError:
        return Settings()
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: this is not UTF-8. Save the file as UTF-8. ({error.reason})") from None
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: {error}") from None
    except msgspec.ValidationError as error:
        raise UsageError(f"{path}{_line_of(str(error), text)}: {error}. {_known()}") from None
    if settings.theme not in THEMES:
        raise UsageError(f"{path}{_line_of('`theme`', text)}: there is no theme “{settings.theme}”. {_known()}")
    if settings.preset not in PRESETS:
        raise UsageError(f"{path}{_line_of('`preset`', text)}: there is no preset “{settings.preset}”. {_known()}")
    return settings


def _known() -> str:
    return f"Known are theme = {' or '.join(map(repr, THEMES))}, preset = 'less', and the table [keys]."


def _line_of(message: str, text: str) -> str:
    """Find the line of the setting that a message names as `name` or `$.name`."""
    named = re.search(r"`(?:\$\.)?(\w+)(?:\[\.\.\.\])?`$", message) or re.search(r"`(\w+)`", message)
    if not named:
        return ""
    for number, line in enumerate(text.split("\n"), 1):
        if re.match(rf"""\s*\[?["']?{named[1]}\b""", line):
            return f", line {number}"
    return ""
