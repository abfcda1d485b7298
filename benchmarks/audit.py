"""Look for known vulnerabilities in what requirements.lock pins: `make audit`, and a part of `make check`."""

import json
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

LOCK = Path(__file__).parents[1] / "requirements.lock"
PATIENCE = 90
"""Seconds for all questions together: where nobody answers, `make check` goes on."""
_COMMAND = [
    *(sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip", "--format", "json"),
    *("--timeout", "5", "--progress-spinner", "off", "--requirement"),
]


def main() -> int:
    """Ask, and tell; 1 where something is known. Of one dependency first: where nobody knows of it, of no more."""
    with TemporaryDirectory() as folder:
        one = Path(folder) / LOCK.name
        one.write_text(re.split(r"\n(?=\S)", LOCK.read_text(encoding="utf-8"))[0] + "\n", encoding="utf-8")
        packages = _known(one)
    if any("vulns" in each for each in packages):
        packages = _known(LOCK)
    said, code = report(packages)
    print(said, file=sys.stderr if code else sys.stdout)
    return code


def _known(requirements: Path) -> list[dict[str, Any]]:
    """Ask after all of a file; nothing where nobody answers in time."""
    try:
        asked = subprocess.run(
            [*_COMMAND, str(requirements)], capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        return list(json.loads(asked.stdout)["dependencies"])
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        return []


def report(packages: list[dict[str, Any]]) -> tuple[str, int]:
    """Say what is known of packages, as pip-audit lists them, and give the exit code."""
    asked = [each for each in packages if "vulns" in each]
    unasked = [each["name"] for each in packages if "vulns" not in each]
    if not asked:
        return "notice: advisories of dependencies cannot be had here, so none was looked for", 0
    if known := [_told(each, vulnerability) for each in asked for vulnerability in each["vulns"]]:
        return "\n".join([*known, "`make lock` takes the newest versions."]), 1
    rest = f"; {len(unasked)} could not be asked after: {', '.join(unasked)}" if unasked else ""
    return f"{len(asked)} dependenc{'y' if len(asked) == 1 else 'ies'}: no vulnerability is known{rest}", 0


def _told(package: dict[str, Any], vulnerability: dict[str, Any]) -> str:
    mended = ", ".join(vulnerability.get("fix_versions", ())) or "no version yet"
    return f"{package['name']} {package['version']}: {vulnerability['id']}, mended in {mended}"


if __name__ == "__main__":
    sys.exit(main())
