"""The filter of system calls, by itself: with no other guard in force nothing gets out, and what readers need goes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ATTEMPTS = Path(__file__).with_name("guard_attempts.py")


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="the filter is for Linux")
def test_what_was_taken_over_can_change_reach_and_hurt_nothing(tmp_path: Path) -> None:
    file = tmp_path / "yours.txt"
    file.write_text("yours")
    file.chmod(0o600)
    before = file.stat()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as sibling:
        told = subprocess.run(
            [sys.executable, ATTEMPTS, file, str(sibling.pid)], capture_output=True, text=True, check=False, timeout=60
        )
        assert (told.returncode, told.stderr) == (0, "")
        if told.stdout == "no filter\n":
            pytest.skip("this system has no filter")
        assert told.stdout == ""
        assert sibling.poll() is None
        sibling.communicate(b"\n")
    assert sibling.returncode == 0
    after = file.stat()
    assert list(tmp_path.iterdir()) == [file]
    assert file.read_text() == "yours"
    assert (after.st_mode, after.st_mtime_ns, after.st_ctime_ns) == (
        before.st_mode,
        before.st_mtime_ns,
        before.st_ctime_ns,
    )
