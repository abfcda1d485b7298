"""The route that the user chose: by the settings, and as the documentation says."""

import re
from pathlib import Path

import pytest
from pretended import LOCAL, REMOTE, Screen, helper, installed

from rr_reader.clipboard import Copied, copy, routes
from rr_reader.userdata.settings import CLIPBOARDS, load_settings


def chosen_by_the_user(environ: dict[str, str], chosen: str, folder: Path, *command: str) -> tuple[Copied, Screen]:
    screen = Screen()
    copied = copy(
        "Ann’s words",
        environ=environ,
        to_terminal=screen.append,
        save_to=folder / "words.txt",
        chosen=chosen,
        command=command,
        platform="linux",
    )
    return copied, screen


KEEPS = 'case "$*" in *-in*) cat >"$KEPT";; *) cat "$KEPT";; esac'


@pytest.mark.parametrize(
    ("chosen", "more", "route"),
    [
        ("", {}, "x11"),
        ("osc52", {}, "osc52"),
        ("osc52", {"TERM": "dumb"}, "osc52"),  # the user knows better
        ("osc52", {"TMUX": "/tmp/x,1,0"}, "osc52"),
        ("x11", REMOTE, "x11"),  # the far machine's display may be the one on the desk
        ("file", {}, "file"),
        ("wayland", {}, "file"),  # chosen, and not there: nothing else is tried
        ("macos", {}, "file"),
        ("windows", {}, "file"),
        ("tmux", {}, "file"),
        ("command", {}, "file"),  # none is set
    ],
)
def test_only_the_chosen_route_is_tried_and_then_the_file(
    tmp_path: Path, chosen: str, more: dict[str, str], route: str
) -> None:
    environ = {**LOCAL, **more, **{k: v for k, v in installed(tmp_path, xclip=KEEPS).items() if k not in LOCAL}}
    copied, screen = chosen_by_the_user(environ | {"PATH": str(tmp_path)}, chosen, tmp_path)
    assert copied.route == route
    assert bool(screen) == (route == "osc52")
    assert (tmp_path / "kept").exists() == (route == "x11")


def test_every_route_can_be_chosen_by_the_name_that_is_told() -> None:
    assert set(CLIPBOARDS) == {report.name for report in routes({}, platform="linux")} | {"command"}


@pytest.mark.parametrize("where", ["here; touch $HOME", "a b", "-x"])
def test_a_command_gets_the_words_on_its_input_and_is_read_by_no_shell(tmp_path: Path, where: str) -> None:
    helper(tmp_path, "keep", 'cat >"$1"')
    copied, _ = chosen_by_the_user(LOCAL, "command", tmp_path, str(tmp_path / "keep"), str(tmp_path / where))
    assert (copied.route, copied.confirmed) == ("command", False)
    assert copied.message == f"sent to {tmp_path / 'keep'} (unconfirmed)"
    assert (tmp_path / where).read_text() == "Ann’s words"


@pytest.mark.parametrize("script", ["cat >/dev/null; exit 3", "exec sleep 60"])
def test_a_command_that_fails_or_hangs_leaves_a_file(tmp_path: Path, script: str) -> None:
    helper(tmp_path, "keep", script)
    copied, _ = chosen_by_the_user(LOCAL, "command", tmp_path, str(tmp_path / "keep"))
    assert copied.route == "file"
    assert "the clipboard-command did not take it (keep: " in copied.message
    assert (tmp_path / "words.txt").read_text() == "Ann’s words"


@pytest.mark.parametrize("command", ["/nowhere/keep", "", "with\0nul"])
def test_a_command_that_cannot_be_run_leaves_a_file(tmp_path: Path, command: str) -> None:
    copied, _ = chosen_by_the_user(LOCAL, "command", tmp_path, command)
    assert copied.route == "file"


# what is written of them

DOCS = (Path(__file__).parents[2] / "docs" / "clipboard.md").read_text(encoding="utf-8")


def test_the_documentation_has_every_name_and_no_other() -> None:
    assert re.findall(r"^\| `(\w+)` \|", DOCS, re.M) == list(CLIPBOARDS)


def test_the_settings_in_the_documentation_can_be_used(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", DOCS, re.S)
    (tmp_path / "config.toml").write_text(example, encoding="utf-8")
    settings = load_settings(tmp_path)
    assert (settings.clipboard, settings.clipboard_command) == ("osc52", ("wl-copy", "--primary"))
