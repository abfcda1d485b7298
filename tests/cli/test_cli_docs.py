"""docs/cli.md and the parser say the same."""

import json
import re
from pathlib import Path

import pytest

from rr_reader.cli.command import Parser
from rr_reader.cli.commands import COMMANDS, OPEN
from rr_reader.cli.output import Stream
from rr_reader.sources.discover import ENDINGS

DOCS = Path(__file__).parents[2] / "docs" / "cli.md"


def section(name: str) -> str:
    """Give what the documentation says under a command's heading."""
    text = DOCS.read_text(encoding="utf-8")
    found = re.search(rf"^## `rr-reader {name}`$.*?(?=^## |\Z)", text, re.M | re.S)
    assert found, f"docs/cli.md has no section on {name}"
    return found.group()


def options_of(command) -> list[tuple[str, str]]:
    declared = Parser(command, Stream(None, {})).declared
    return [(name, str(action.help or "")) for action in declared for name in action.option_strings or [action.metavar]]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_has_help_and_documentation(command):
    assert len(command.summary) > 10
    assert command.examples, "an example says more than a synopsis"
    written = section(command.name)
    for name, help_text in options_of(command):
        assert len(help_text) > 5, f"{command.name} {name} has no help"
        assert name in {"-h", "--help", "--library"} or f"`{name}" in written, f"docs/cli.md: {command.name} {name}"
    for example in command.examples:
        assert example in written


def test_the_endings_that_a_folder_is_searched_for_are_documented_and_told(reader):
    searched = section("add").partition("A folder is searched")[2].partition("\n-")[0]
    assert set(re.findall(r"`(\.\w+)`", searched)) == ENDINGS
    reader.file("saved/picture.png", b"")
    for words in (["add"], ["add", "--refresh"], ["parse"]):
        ran = reader(*words, "saved", "--library", "shelf")
        assert (ran.code, ran.out) == (66, "")
        assert set(re.findall(r"\.\w+", ran.err)) == ENDINGS


def test_the_general_options_are_documented():
    text = DOCS.read_text(encoding="utf-8")
    for name, _ in options_of(OPEN):
        assert f"`{name}" in text
        assert name in OPEN.help


def test_the_documentation_tells_of_nothing_that_is_not_there():
    text = DOCS.read_text(encoding="utf-8")
    known = {name for command in (*COMMANDS, OPEN) for name, _ in options_of(command)}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text)) <= known
    assert re.findall(r"^## `rr-reader ([\w-]+)", text, re.M) == [command.name for command in COMMANDS]


def test_help_lists_every_command(reader):
    shown = reader("--help")
    assert shown.code == 0
    assert not shown.err
    for command in COMMANDS:
        assert f"  {command.name} " in shown.out
        assert command.summary in shown.out
    assert max(map(len, shown.out.splitlines())) <= 92


def test_a_commands_help_shows_its_examples(reader):
    shown = reader("search", "--help")
    assert shown.code == 0
    assert "rr-reader search gariepy" in shown.out
    assert "\x1b" not in shown.out


def test_the_counts_by_which_the_commands_are_told_apart_are_true(reader):
    text = DOCS.read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| `rr-reader (\w+)`.*?((?:\| \d+ )+\|)$", text, re.M))
    queries = re.search(r"^\| asked by \| of \|(.*)\|$", text, re.M)
    assert queries
    for at, query in enumerate(re.findall(r"`([^`]+)`", queries[1])):
        for command in ("list", "search", "quotes"):
            found = json.loads(reader(command, query, "--json").out)
            assert int(re.findall(r"\d+", told[command])[at]) == len(found), (command, query)
