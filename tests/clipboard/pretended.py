"""Pretended surroundings: an environment, programs that do as they are told, a terminal that notes what it gets."""

import stat
from pathlib import Path

from rr_reader.clipboard import Copied, copy

LOCAL = {"PATH": "/nowhere", "TERM": "xterm-256color"}
REMOTE = LOCAL | {"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"}


class Screen(list[str]):
    """What was written to the terminal."""

    def copy_to(self, environ: dict[str, str], text: str, folder: Path) -> Copied:
        return copy(text, environ=environ, to_terminal=self.append, save_to=folder / "words.txt", platform="linux")


def helper(folder: Path, name: str, script: str) -> None:
    """Install a program of this name that does what the script says."""
    program = folder / name
    program.write_text(f"#!/bin/sh\nPATH=/usr/bin:/bin\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


def installed(folder: Path, **scripts: str) -> dict[str, str]:
    """An environment with a display, and these helpers alone."""
    for name, script in scripts.items():
        helper(folder, name.replace("_", "-"), script)
    return LOCAL | {"DISPLAY": ":0", "PATH": str(folder), "KEPT": str(folder / "kept")}
