"""The user's settings: `config.toml` in the config folder. Every one can be left out."""

import re
from collections.abc import Mapping
from pathlib import Path

import msgspec

from rr_reader.errors import NoSourceError, UsageError
from rr_reader.sources.discover import read_bytes

FILE = "config.toml"
THEMES = ("dark", "light")
PRESETS = ("", "less")
CLIPBOARDS = ("wayland", "x11", "macos", "wsl", "windows", "tmux", "osc52", "command", "file")
"""The ways a copied text can go, by the names that `rr-reader doctor` gives them."""
ASIDES = ("keep", "drop")
CLIPBOARD_VARIABLE = "RR_READER_CLIPBOARD"
"""Names one of `CLIPBOARDS` for this run; wins over the settings."""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """What can be set, with what is used where it is not."""

    theme: str = THEMES[0]
    """The colours: one of `THEMES`."""
    preset: str = ""
    """Keys as in another program: one of `PRESETS`, "" for our own."""
    keys: dict[str, str] = {}
    """Keys for a command, by its id: `[keys]`, then `line-down = "j,ctrl+n"`."""
    clipboard: str = ""
    """The only way that a copied text goes before the file: one of `CLIPBOARDS`; "" tries the nearest first."""
    clipboard_command: tuple[str, ...] = ()
    """A program and its arguments, which takes what is copied on its standard input; never read by a shell."""
    copy_style: str = ""
    """The style in which `y` copies: a format of quotations or a template; "" for the words and their citation."""
    asides: str = ASIDES[0]
    """What becomes of `[laughs]` and the like in what is copied: one of `ASIDES`."""
    templates: dict[str, str] = {}
    """Styles that the user makes up, by name: see `quotes.templates`, which reads them."""
    sidecar: bool = False
    """Whether highlights stand in a plain file beside the library too: see `userdata.sidecar`."""


def load_settings(folder: Path, environ: Mapping[str, str] = {}) -> Settings:
    """Read the settings; a file that is not there leaves all as usual. `RR_READER_CLIPBOARD` wins over the file.

    Raises UsageError, with the line, for what is no TOML, an unknown setting or a value it cannot have, and
    StorageError or BadSourceError where the file cannot be read.
    """
    settings = _written(folder / FILE)
    if wanted := environ.get(CLIPBOARD_VARIABLE):
        if trouble := _no_clipboard(wanted, settings.clipboard_command):
            raise UsageError(f"{CLIPBOARD_VARIABLE}: {trouble}")
        return msgspec.structs.replace(settings, clipboard=wanted)
    if settings.clipboard_command and not settings.clipboard:
        return msgspec.structs.replace(settings, clipboard="command")
    return settings


def _written(path: Path) -> Settings:
    """Read the file, and see that every value is one that it can have."""
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
    if settings.asides not in ASIDES:
        wanted = " or ".join(map(repr, ASIDES))
        raise UsageError(f"{path}{_line_of('`asides`', text)}: asides is {wanted}, not “{settings.asides}”.")
    if settings.clipboard and (trouble := _no_clipboard(settings.clipboard, settings.clipboard_command)):
        raise UsageError(f"{path}{_line_of('`clipboard`', text)}: {trouble}")
    return settings


def _no_clipboard(name: str, command: tuple[str, ...]) -> str:
    """Say in one line why copied text cannot go there; "" if it can be tried."""
    if name not in CLIPBOARDS:
        return f"there is no clipboard “{name}”. Known are {', '.join(CLIPBOARDS)}."
    if name == "command" and not command:
        return """“command” wants one to run, as in clipboard-command = ["wl-copy", "--primary"]."""
    return ""


def _known() -> str:
    themes = " or ".join(map(repr, THEMES))
    others = "clipboard, clipboard-command, copy-style, asides, sidecar, and the tables [keys] and [templates]"
    return f"Known are theme = {themes}, preset = 'less', {others}."


def _line_of(message: str, text: str) -> str:
    """Find the line of the setting that a message names as `name` or `$.name`."""
    named = re.search(r"`(?:\$\.)?([\w-]+)(?:\[(?:\.\.\.|\d+)\])?`$", message) or re.search(r"`([\w-]+)`", message)
    if not named:
        return ""
    for number, line in enumerate(text.split("\n"), 1):
        if re.match(rf"""\s*\[?["']?{named[1]}(?![\w-])""", line):
            return f", line {number}"
    return ""
