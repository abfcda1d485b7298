"""The programs that ours is measured against: `make bench-peers` installs them, `make bench` uses what is there.

What Debian has comes from Debian, where one may; what PyPI has, each into an environment of its own in `.venv-peers`.
"""

import os
import shlex
import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

PLACE = Path(__file__).parents[1] / ".venv-peers"
OF_DEBIAN = {"less": "less", "w3m": "w3m", "newsboat": "newsboat", "rg": "ripgrep"}
"""Programs and the packages that hold them."""
OF_PYPI = {"frogmouth": "frogmouth", "baca": "baca", "epy": "epy-reader"}


def peer(name: str) -> str | None:
    """Give where a program is, or None; the one that was installed for measuring goes before others."""
    own = PLACE / name / "bin" / name
    return str(own) if own.exists() else shutil.which(name)


def missing() -> list[str]:
    """Give the peers that are not installed."""
    return [name for name in (*OF_DEBIAN, *OF_PYPI) if not peer(name)]


def _from_debian(packages: Sequence[str]) -> bool:
    """Install packages, or say what would."""
    words = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        return subprocess.run(words, check=False).returncode == 0
    print("These are to be installed by who may:", *packages)
    print("on Debian and Ubuntu:", shlex.join(["sudo", *words]))
    return False


def _from_pypi(name: str, package: str) -> bool:
    """Install a package into an environment of its own; one that failed leaves nothing behind."""
    folder = PLACE / name
    print(f"Installing {package} into {folder} ...")
    venv.create(folder, with_pip=True, clear=True)
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", package]
    if subprocess.run(pip, check=False).returncode == 0:
        return True
    shutil.rmtree(folder)
    return False


def main() -> int:
    """Install what is missing; 1 where something still is."""
    absent = missing()
    packages = [package for name, package in OF_DEBIAN.items() if name in absent]
    if packages:
        _from_debian(packages)
    for name, package in OF_PYPI.items():
        if name in absent:
            _from_pypi(name, package)
    for name in (*OF_DEBIAN, *OF_PYPI):
        print(f"{name:12} {peer(name) or 'is not installed'}")
    return int(bool(missing()))


if __name__ == "__main__":
    sys.exit(main())
