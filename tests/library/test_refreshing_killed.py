"""An article brought up to date and mended, the program killed after each thing that it writes."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from rr_reader.library.cleaned import dump
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.journal import Journal
from rr_reader.library.mending import rename
from rr_reader.library.refreshing import Outcome, refresh
from rr_reader.library.revising import mend, undo
from rr_reader.model import NameCorrection
from rr_reader.parsing.importing import parse_source

TALK = b"Of Rope\n\nAnn Roe: How?\n\nBo Vik: So.\n\nAnn Roe: And then?\n\nBo Vik: It thawed.\n"
NEWER = TALK.replace(b"It thawed.", b"It thawed, in the end.")

_KILLED = """
import os, signal, sys
from pathlib import Path
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.journal import Journal
from rr_reader.library.mending import set_meta
from rr_reader.library.refreshing import refresh
from rr_reader.library.revising import mend

shelf, state, article, newer, left = sys.argv[1:]
left = int(left)

def counted(event, _):
    global left
    if event in ("os.rename", "os.link"):  # a file that was written gets its name
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1

sys.addaudithook(counted)
folder, journal = LibraryFolder(Path(shelf)), Journal(Path(state))
refresh(folder, article, journal, raw=newer.encode())
mend(folder, article, lambda known: set_meta(known, "outlet", "The Quay"), journal)
"""
_MOST = 20


@pytest.mark.parametrize("by_hand", [False, True])
def test_a_kill_between_two_writings_loses_nothing(tmp_path: Path, by_hand: bool) -> None:
    finished = False
    for writes in range(_MOST):
        shelf, journal = LibraryFolder(tmp_path / str(writes)), Journal(tmp_path / f"{writes}.state")
        talk = shelf.add(parse_source(TALK, name="talk.txt"), TALK).id
        mend(shelf, talk, lambda article: rename(article, "Ann Roe", "Ann Rowe"), journal)
        if by_hand:
            path = shelf.file_of(talk)
            path.write_text(path.read_text("utf-8").replace("And then?", "And now?"), "utf-8")
        before = shelf.text_of(talk)
        words = [sys.executable, "-c", _KILLED, str(shelf.path), str(tmp_path / f"{writes}.state"), talk]
        code = subprocess.run([*words, NEWER.decode(), str(writes)], timeout=60).returncode
        assert code in (0, -signal.SIGKILL)

        shelf = LibraryFolder(shelf.path)
        now = shelf.load(talk)
        assert shelf.ids() == [talk]
        assert shelf.original(talk) == (NEWER if "in the end" in shelf.text_of(talk) else TALK)
        assert shelf.account_of(talk), "what tells an edit by hand from the import is there at any moment"
        assert now.corrections[0] == NameCorrection("Ann Roe", "Ann Rowe")
        assert not by_hand or "And now?" in shelf.text_of(talk)
        assert refresh(shelf, talk, journal, raw=NEWER).outcome in (Outcome.SAME, Outcome.CHANGED)
        assert shelf.original(talk) == NEWER
        assert all(wanted in shelf.text_of(talk) for wanted in ("Ann Rowe", "in the end"))
        assert not by_hand or "And now?" in shelf.text_of(talk)
        while shelf.text_of(talk) != before:
            undo(shelf, talk, journal)
        assert dump(shelf.load(talk))
        if finished := code == 0:
            break
    assert finished, "it was killed after each of its writings"
    assert writes > 4
