import subprocess
import sys

import pytest

from rr_reader.cli.commands import COMMANDS

HEAVY = ("textual", "rich", "ftfy", "msgspec", "yaml", "sqlite3", "rr_reader.parsing", "rr_reader.library")


def imported_by(*words: str, home: str) -> set[str]:
    """Run the command line in a fresh process, and list the modules it ended with."""
    program = (
        f"import sys\nfrom rr_reader.cli import main\nmain({list(words)!r})\nprint(*sys.modules, file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env={"HOME": home}, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("words", [["--help"], ["--version"], *([c.name, "--help"] for c in COMMANDS)], ids=" ".join)
def test_help_is_not_kept_waiting_by_what_it_does_not_need(words, tmp_path):
    heavy = set(HEAVY) - ({"msgspec"} if words[0] not in {"--help", "--version"} else set())
    assert not heavy & imported_by(*words, home=str(tmp_path))


WORDS = {
    "add": ["add", "harbour.txt"],
    "subscribe": ["subscribe"],
    "refresh": ["refresh"],
    "parse": ["parse", "harbour.txt"],
    "list": ["list"],
    "search": ["search", "harbour"],
    "quotes": ["quotes"],
    "show": ["show", "salt harbour"],
    "highlight": ["highlight", "salt harbour", "--text", "One sentence."],
    "highlights": ["highlights"],
    "export": ["export", "--only", "quotes"],
    "import-highlights": ["import-highlights", "marks.json"],
    "people": ["people"],
    "check": ["check"],
    "mend": ["mend", "salt harbour", "--set", "outlet=The Quay"],
    "doctor": ["doctor"],
    "remove": ["remove", "salt harbour"],
    "serve": ["serve", "--help"],
}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_no_command_imports_the_screen(command, library, tmp_path):
    (tmp_path / "marks.json").write_text("[]")
    program = (
        "import sys\nfrom rr_reader.cli import main\n"
        f"code = main({WORDS[command.name]!r})\n"
        "sys.exit(code or ('textual' in sys.modules and 99))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        env=library.environ(),
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stderr.decode()
