"""The program as its users run it: a process of its own, with a home of its own."""

import fcntl
import os
import pty
import select
import shutil
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

INTERVIEW = """\
Mira Solberg on the Making of SALT HARBOUR

By Tomas Okafor

Tomas Okafor: Where did Salt Harbour begin?

Mira Solberg: On a ferry, in a storm. I wrote about my father\u2019s boat, and the boat would not stay on the page.

I threw forty pages away that night.

Tomas Okafor: Did you keep anything?

Mira Solberg: One sentence. \u201cThe tide keeps its own accounts.\u201d It is the last line of the film now.

Tomas Okafor: And who found the name of the harbour?

Zo\u00eb Ibarra: I did, on a chart from 1911. It had been used to wrap a herring.

Mira Solberg: She dried it on the radiator.
"""
"""Written for these tests; no such film, and no such people."""

FEATURE = """\
Where the Fog Is Paid by the Hour

Nobody comes to Vestre Holm for the weather, and yet the weather is all that anybody there has ever been paid for. \
The light was first lit in 1861, and has been late twice.

Runa Batista keeps the lighthouse now, as her mother did before her. She answers the door in a coat. \
\u201cFog is my only employer,\u201d Batista says, and laughs.

The so-called \u201cfog tax\u201d was abolished in 1974, and the island has been poorer and drier ever since.
"""


@dataclass
class Ran:
    """What a run gave."""

    code: int
    out: str
    err: str


@dataclass
class Reader:
    """Runs `rr-reader` in a folder of its own."""

    home: Path
    variables: dict[str, str] = field(default_factory=dict)

    def environ(self, more: Mapping[str, str] = {}) -> dict[str, str]:
        own = {name: os.environ[name] for name in ("PATH", "PYTHONDONTWRITEBYTECODE") if name in os.environ}
        folders = {f"XDG_{name}_HOME": str(self.home / name.lower()) for name in ("DATA", "CONFIG", "STATE", "CACHE")}
        return own | folders | {"HOME": str(self.home), "TERM": "xterm-256color"} | self.variables | dict(more)

    def __call__(self, *words: str | bytes, stdin: bytes = b"", **env: str) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "rr_reader", *words],
            input=stdin,
            capture_output=True,
            env=self.environ(env),
            cwd=self.home,
            timeout=60,
        )
        return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    def on_terminal(self, *words: str, keys: bytes = b"", rows: int = 24, columns: int = 80, **env: str) -> Ran:
        """Run it on a terminal of its own; what it drew comes back as `out`."""
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        process = subprocess.Popen(
            [sys.executable, "-m", "rr_reader", *words],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=self.environ(env),
            cwd=self.home,
            start_new_session=True,
        )
        os.close(theirs)
        os.write(ours, keys)
        drawn = b""
        while select.select([ours], [], [], 30)[0]:
            try:
                drawn += os.read(ours, 65536)
            except OSError:  # Linux says so when the other end is closed
                break
        os.close(ours)
        return Ran(process.wait(30), drawn.decode("utf-8"), "")

    def file(self, name: str, content: str | bytes) -> str:
        """Write a file into the folder, and give its name."""
        path = self.home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return name


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    return Reader(tmp_path)


@pytest.fixture(scope="session")
def reader_in() -> type[Reader]:
    """Readers for tests that have several, or one for all tests of a file."""
    return Reader


@pytest.fixture
def interview() -> str:
    """An interview: three questions; answers by two people, one of them in two paragraphs."""
    return INTERVIEW


@pytest.fixture(scope="session")
def shelved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an interview and a feature, and a library that holds them: made once, to be copied."""
    reader = Reader(tmp_path_factory.mktemp("shelved"))
    reader.file("harbour.txt", INTERVIEW)
    reader.file("fog.txt", FEATURE)
    assert reader("add", "harbour.txt", "fog.txt", "--library", "shelf").code == 0
    return reader.home


@pytest.fixture
def library(reader: Reader, shelved: Path) -> Reader:
    """A reader whose library holds an interview and a feature, besides what ships with the program."""
    shutil.copytree(shelved, reader.home, dirs_exist_ok=True)
    reader.variables["RR_READER_LIBRARY"] = str(reader.home / "shelf")
    return reader
