"""Where everything is kept, and the settings."""

from pathlib import Path

import pytest

from rr_reader.errors import UsageError
from rr_reader.userdata.places import places
from rr_reader.userdata.settings import Settings, load_settings


def test_the_library_is_the_one_named_first() -> None:
    xdg = {"XDG_DATA_HOME": "/xdg"}
    assert places(xdg).library == Path("/xdg/rr-reader/library")
    assert places(xdg | {"RR_READER_LIBRARY": "/mine"}).library == Path("/mine")
    assert places(xdg | {"RR_READER_LIBRARY": "/mine"}, "here").library == Path("here")
    assert places(xdg | {"RR_READER_LIBRARY": ""}).library == Path("/xdg/rr-reader/library")
    assert places(xdg | {"HOME": "/ann"}, "~/shelf").library == Path("/ann/shelf")
    assert places(xdg | {"HOME": "/ann"}, "~").library == Path("/ann")
    assert places(xdg, "~nobody-of-this-name/x").library == Path("~nobody-of-this-name/x")


def test_every_folder_follows_the_xdg_standard() -> None:
    environ = {f"XDG_{name}_HOME": f"/{name.lower()}" for name in ("DATA", "CONFIG", "STATE", "CACHE")}
    kept = places(environ)
    assert (kept.data, kept.config, kept.state, kept.cache) == tuple(
        Path(f"/{name}/rr-reader") for name in ("data", "config", "state", "cache")
    )
    assert places({"XDG_DATA_HOME": "relative/is/ignored"}).data == places({}).data
    assert places({}).data.is_absolute()


def test_only_what_is_handed_in_says_where_not_the_processs_own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    before = places({"HOME": "/ann"})
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.setenv(name, "/elsewhere")
    kept = places({"HOME": "/ann"})
    assert kept == before
    assert all(str(path).startswith("/ann/") for path in (kept.data, kept.config, kept.state, kept.cache))
    assert not str(places({}).data).startswith("/elsewhere")
    assert places({"HOME": "not/absolute"}) == places({})


def test_without_a_file_all_is_as_usual(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "missing") == Settings()


def test_a_setting_is_read(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('# mine\ntheme = "light"\n')
    assert load_settings(tmp_path) == Settings(theme="light")


def test_settings_of_copying_are_read(tmp_path: Path) -> None:
    written = 'copy-style = "mine"\nasides = "drop"\n[templates]\nmine = "{quote}"\n"mine too" = """{quote}\nx"""\n'
    (tmp_path / "config.toml").write_text(written)
    settings = load_settings(tmp_path)
    assert (settings.copy_style, settings.asides) == ("mine", "drop")
    assert settings.templates == {"mine": "{quote}", "mine too": "{quote}\nx"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('\nasides = "hide"\n', "line 2: asides is 'keep' or 'drop', not “hide”"),
        ("[templates]\nmine = 3\n", "Expected `str`"),
        ("theme = \n", "line 1"),
        ('\n\nthem = "light"\n', "line 3"),
        ("\ntheme = 3\n", "line 2"),
        ('\nsidecar = "yes"\n', "line 2"),
        ('\ntheme = "mauve"\n', "line 2: there is no theme “mauve”"),
        ("[colours]\n", "line 1"),
        (
            'clipboard-command = ["x"]\nclipboard = "xerox"\n',
            "line 2: there is no clipboard “xerox”. Known are wayland",
        ),
        ('\nclipboard = "command"\n', "line 2: “command” wants one to run"),
        ('\nclipboard-command = "tee copied"\n', "line 2: Expected `array`"),
        ('clipboard = ""\nclipboard-command = [3]\n', "line 2: Expected `str`"),
    ],
)
def test_a_broken_setting_names_its_line_and_what_is_known(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "config.toml").write_text(text)
    with pytest.raises(UsageError, match=r"config\.toml") as caught:
        load_settings(tmp_path)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("text", "variable", "chosen"),
    [
        ("", "", ""),
        ("", "tmux", "tmux"),
        ('clipboard = "osc52"', "", "osc52"),
        ('clipboard = "osc52"', "file", "file"),
        ('clipboard-command = ["keep", "-x"]', "", "command"),
        ('clipboard-command = ["keep", "-x"]', "x11", "x11"),
        ('clipboard-command = ["keep", "-x"]\nclipboard = "x11"', "", "x11"),
        ('clipboard-command = ["keep", "-x"]\nclipboard = "x11"', "command", "command"),
    ],
)
def test_the_clipboard_is_what_the_environment_says_then_the_file(
    tmp_path: Path, text: str, variable: str, chosen: str
) -> None:
    (tmp_path / "config.toml").write_text(text)
    settings = load_settings(tmp_path, {"RR_READER_CLIPBOARD": variable})
    assert settings.clipboard == chosen
    assert settings.clipboard_command == (("keep", "-x") if "keep" in text else ())


@pytest.mark.parametrize(("value", "says"), [("xerox", "no clipboard “xerox”"), ("command", "wants one to run")])
def test_a_wrong_clipboard_in_the_environment_is_one_clear_line(tmp_path: Path, value: str, says: str) -> None:
    with pytest.raises(UsageError, match="RR_READER_CLIPBOARD") as caught:
        load_settings(tmp_path, {"RR_READER_CLIPBOARD": value})
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
