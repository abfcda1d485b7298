"""What `pipx install` gives: the program and its first library, from any folder."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHIPPED = sorted(path.stem for path in (ROOT / "content").glob("*.md") if path.stem != "README")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    for name in ("src", "content", "pyproject.toml", "README.md", "LICENSE"):
        source = ROOT / name
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(source, folder / name, ignore=ignored) if source.is_dir() else shutil.copy(source, folder)
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder / "dist")]
    subprocess.run(build, cwd=folder, check=True, capture_output=True)
    (path,) = (folder / "dist").glob("*.whl")
    return zipfile.ZipFile(path)


def test_the_wheel_carries_the_first_library(wheel):
    names = set(wheel.namelist())
    assert SHIPPED
    for path in (ROOT / "content").rglob("*"):
        if path.is_file():
            assert f"rr_reader/content/{path.relative_to(ROOT / 'content')}" in names


def test_an_installed_program_has_something_to_open(wheel, reader, tmp_path):
    site = tmp_path / "site"
    wheel.extractall(site)
    reader.variables["PYTHONPATH"] = str(site)
    where = [sys.executable, "-c", "import rr_reader; print(rr_reader.__file__)"]
    used = subprocess.run(where, env=reader.environ(), cwd=tmp_path, capture_output=True, text=True).stdout
    assert Path(used.strip()).is_relative_to(site)
    listed = reader("list")
    assert (listed.code, listed.err) == (0, "")
    assert sorted(line.split("\t")[0] for line in listed.out.splitlines()) == SHIPPED
