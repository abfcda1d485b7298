"""A folder of many sources: in order, none twice, none half, whatever is killed and whatever is broken."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from squaring import Numbering, Squaring

from rr_reader.library.folder import LibraryFolder
from rr_reader.library.in_parallel import in_parallel

COUNT = 60


@pytest.fixture
def saved(reader, interview) -> Path:
    for number in range(COUNT):
        herring = f"a herring, number {number}"
        reader.file(f"saved/{number:02}.txt", interview.replace("a herring", herring).replace("SALT", f"SALT {number}"))
    return reader.home / "saved"


def whole(library: Path) -> LibraryFolder:
    """A library in which every article has its source and its account, and nothing is left lying about."""
    folder = LibraryFolder(library)
    originals = [folder.original(article_id) for article_id in folder.ids()]
    assert len(set(originals)) == len(originals), "no source twice"
    assert all(folder.account_of(article_id) for article_id in folder.ids())
    return folder


def unfinished(library: Path) -> list[Path]:
    return [path for path in library.rglob(".*") if path.name != ".starter"]


def test_many_are_told_in_a_line_each_in_their_order_and_summed_up(reader, saved):
    (saved / "17.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    (saved / "31.txt").write_bytes((saved / "30.txt").read_bytes())
    ran = reader("add", "saved", "--library", "shelf")
    assert ran.code == 65
    assert "17.txt" in ran.err
    lines = ran.out.splitlines()
    told = [line.split(": ")[1].split(" as ")[0] for line in lines if not line.startswith((" ", "In all", "Much like"))]
    assert told == [f"saved/{number:02}.txt" for number in range(COUNT) if number != 17]
    assert "In all: 58 added, 1 already there, 1 failed" in lines
    assert len(whole(reader.home / "shelf").ids()) == COUNT - 2


def test_verbose_gives_the_account_of_each_of_many(reader, saved):
    assert reader("add", "saved", "--dry-run", "--verbose").out.count("  speakers: ") == COUNT


def test_whenever_it_is_killed_what_was_told_is_there_and_the_next_run_brings_the_rest(reader, saved):
    chance = random.Random(5)
    shelf = reader.home / "shelf"
    told: set[str] = set()
    for _ in range(4):
        words = [sys.executable, "-m", "rr_reader", "add", "saved", "--library", "shelf"]
        with subprocess.Popen(words, stdout=subprocess.PIPE, env=reader.environ(), cwd=reader.home) as process:
            for _ in range(chance.choice([0, 1, 2, 40])):
                told.add(process.stdout.readline().decode())
            process.send_signal(signal.SIGKILL)
        ids = whole(shelf).ids() if shelf.exists() else []
        assert {line.split(" as ")[1].strip() for line in told if " as " in line} <= set(ids)
    ran = reader("add", "saved", "--library", "shelf")
    assert (ran.code, ran.err) == (0, "")
    assert len(whole(shelf).ids()) == COUNT
    assert not unfinished(shelf)


def test_ctrl_c_ends_it_at_once_and_keeps_what_is_done(reader, saved):
    with subprocess.Popen(
        [sys.executable, "-m", "rr_reader", "add", "saved", "--library", "shelf"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=reader.environ(),
        cwd=reader.home,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        told = [process.stdout.readline().decode()]
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of them
        told += process.stdout.read().decode().splitlines()
        complaint = process.stderr.read().decode()
    assert process.returncode in (130, 0), "0 where all was written by then"
    assert complaint.startswith("rr-reader: Stopped after ") is (process.returncode == 130)
    acknowledged = {line.split(" as ")[1].strip() for line in told if line.startswith("Added")}
    assert acknowledged == set(whole(reader.home / "shelf").ids())
    assert not unfinished(reader.home / "shelf")


@pytest.fixture
def can_be_imported_there(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))


def test_a_process_that_dies_costs_only_the_item_it_was_at(can_be_imported_there):
    results = in_parallel(Squaring(7), range(20), lambda number, why: -number, processes=2)
    assert list(filter(lambda result: result is not None, results)) == [n * n if n != 7 else -7 for n in range(20)]


def test_who_lost_an_item_hears_why(can_be_imported_there):
    told = []
    list(in_parallel(Squaring(2), range(4), lambda number, why: told.append((number, why)) or 0, processes=2))
    assert told == [(2, "ended the process that did (SIGKILL)")]


def test_of_heavy_items_few_are_given_out_before_their_results_are_taken(can_be_imported_there):
    begun = []

    def items():
        for number in range(20):
            begun.append(number)
            yield number

    heavy = 12 << 20
    results = in_parallel(
        Squaring(), items(), lambda *_: 0, weight=lambda number: heavy if number < 10 else 0, processes=2
    )
    taken = []
    for result in filter(lambda result: result is not None, results):
        taken.append(result)
        if result < 81:
            assert len(begun) <= len(taken) + 1, "one is out, and the next is held back"
    assert taken == [number * number for number in range(20)]


def test_the_processes_end_with_it(can_be_imported_there):
    results = in_parallel(Numbering(), range(50), lambda *_: 0, processes=2)
    first = next(filter(None, results))
    results.close()
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)


def test_of_many_pages_of_one_name_those_are_added_that_are_no_editions_of_another(reader, interview):
    for number in range(30):
        answers = "".join(f"Bo Vik: Net {number} of {each} was mended by {number * each}.\n\n" for each in range(5))
        reader.file(f"site/{number:02}/index.txt", f"Of Nets, Part {number}\n\nAnn Roe: Which?\n\n{answers}")
    reader.file("site/99/index.txt", (reader.home / "site/07/index.txt").read_text() + "Ann Roe: And now?\n")
    ran = reader("add", "site", "--library", "shelf")
    assert ran.code == 73
    assert "site/99/index.txt" in ran.err
    assert "In all: 30 added, 1 failed" in ran.out
    assert len(whole(reader.home / "shelf").ids()) == 30


REPRINT = """\
The Boat That Would Not Stay on the Page

Salt Harbour has been the talk of the coast since the autumn. We met the two who made it.

"""


def test_a_reprint_is_named_where_it_is_added_and_listed_by_check(reader, interview):
    talk = (
        interview + "\nTomas Okafor: And the boat?\n\nMira Solberg: " + "It was sold to a man from the next bay. " * 3
    )
    reader.file("first.txt", talk)
    reader.file("second.txt", REPRINT + talk.partition("\n\n")[2].replace("forty pages", "fifty pages"))
    reader.file(
        "other.txt", "Of Reeds\n\n" + "\n\n".join(f"Reed number {n} bends to the {n}th wind." for n in range(40))
    )
    ran = reader("add", "first.txt", "other.txt", "second.txt", "--library", "shelf")
    added = [line.split(" as ")[1] for line in ran.out.splitlines() if line.startswith("Added")]
    like = [line for line in ran.out.splitlines() if line.startswith("  much like")]
    assert len(like) == 1
    assert added[0] in like[0]
    checked = reader("check", "--library", "shelf").out.splitlines()
    found = [line.split("\t") for line in checked if line.startswith("reprint")]
    assert [set(each[1:3]) for each in found] == [{added[0], added[2]}]
    assert 0.6 < float(found[0][3]) < 1
    told = ran.out.splitlines()[-1]
    assert told.startswith("Much like another, and added: 1.")
    assert reader(*told.partition("rr-reader ")[2].split(), "--library", "shelf").code == 0
    assert [name in LibraryFolder(reader.home / "shelf").ids() for name in added] == [True, True, False]
    assert "reprint" not in reader("check", "--library", "shelf").out
    assert added[0] in reader("add", "second.txt", "--library", "shelf").out, "the index knows what was added before"
