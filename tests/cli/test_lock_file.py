"""requirements.lock holds what pyproject.toml asks for, and what is known of it is told."""

import re
import runpy
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
report = runpy.run_path(str(ROOT / "benchmarks" / "audit.py"))["report"]
ASKED = sorted(
    {
        *PROJECT["project"]["dependencies"],
        *(each for extra in PROJECT["project"]["optional-dependencies"].values() for each in extra),
        *PROJECT["dependency-groups"]["dev"],
    }
)


def test_every_package_is_pinned_with_hashes_and_none_by_an_address():
    entries = re.split(r"\n(?=\S)", LOCK.strip())
    assert all(re.match(r"[a-z0-9.-]+==\S+ ", entry) and "--hash=sha256:" in entry for entry in entries)
    assert "://" not in LOCK


@pytest.mark.parametrize("line", ASKED)
def test_what_the_project_asks_for_is_there_as_it_asks(line):
    asked = Requirement(line)
    pinned = re.findall(rf"^{re.escape(canonicalize_name(asked.name))}==(\S+)", LOCK, re.M)
    assert pinned, f"make lock: {asked.name} is not pinned"
    assert all(asked.specifier.contains(version) for version in pinned), "make lock"


SOUND = {"name": "alder", "version": "1.0", "vulns": []}
KNOWN = {"name": "birch", "version": "2.1", "vulns": [{"id": "X-7", "fix_versions": ["2.2"]}, {"id": "X-8"}]}
UNKNOWN = {"name": "cedar", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("packages", "said", "code"),
    [
        ([], "notice: .* none was looked for", 0),
        ([UNKNOWN], "notice: .* none was looked for", 0),
        ([SOUND], "1 dependency: no vulnerability is known", 0),
        ([SOUND, SOUND, UNKNOWN], "2 dependencies: .*; 1 could not be asked after: cedar", 0),
        ([SOUND, KNOWN], "birch 2.1: X-7, mended in 2.2\nbirch 2.1: X-8, mended in no version yet\n.*make lock.*", 1),
    ],
)
def test_what_is_known_of_dependencies_is_told(packages, said, code):
    told, given = report(packages)
    assert re.fullmatch(said, told)
    assert given == code
