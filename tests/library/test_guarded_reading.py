"""What is read in a child comes to what reading it here comes to; and whatever is in a source, it costs only itself."""

import io
import os
import tarfile
import threading
import zipfile
from pathlib import Path
from queue import SimpleQueue
from typing import Any, cast

import pytest
from guarded_work import Doing

import rr_reader
from rr_reader.errors import BadSourceError, NotNowError, ReaderError, StoppedError
from rr_reader.library.guarded import limits, reading
from rr_reader.library.guarded.reading import Guard
from rr_reader.library.guarded.requests import Outcome, Wanted
from rr_reader.parsing.importing import source_text
from rr_reader.sources import feeds, held
from rr_reader.sources.fetching.gates import gate_of
from rr_reader.sources.halting import Halt

TALK = "A TALK ABOUT ROPE\n\nBo Ek: Is it hemp — or sisal?\n\nAn Lo: It is.\n\nBo Ek: All of it?\n\nAn Lo: The end.\n"
PAGE = "<!DOCTYPE html><title>Of Rope</title><p><b>Bo Ek:</b> Is it hemp?</p><p><b>An Lo:</b> It is.</p>"
LETTER = "From: Bo Ek <bo@example.org>\nSubject: Of Rope\nMIME-Version: 1.0\nContent-Type: text/plain\n\nIt is hemp.\n"
CUES = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Bo Ek>Is it hemp?\n\n00:02.000 --> 00:03.000\n<v An Lo>It is.\n"

SOURCES: dict[str, tuple[bytes, str, str]] = {
    "a talk": (TALK.encode(), "talk.txt", ""),
    "of two bytes a letter": (TALK.encode("utf-16"), "talk", ""),
    "in an encoding that one says": (TALK.replace("—", "é").encode("cp850"), "talk.txt", "cp850"),
    "nothing": (b"", "", ""),
    "half a letter": (b"<p>Bo Ek: \xed\xa0\x80 is half a letter, &#xD800; too.</p>", "half.html", ""),
    "half a letter that is repaired": (b'[{"text":"\\ud800 hi","start":1},{"text":"ho","start":2}]', "half.json", ""),
    "a page": (PAGE.encode(), "page", ""),
    "a letter": (LETTER.encode(), "letter.eml", ""),
    "captions": (CUES.encode(), "talk.vtt", ""),
}


@pytest.mark.parametrize(("raw", "name", "assume"), SOURCES.values(), ids=list(SOURCES))
def test_the_outcome_is_that_of_parse(raw: bytes, name: str, assume: str) -> None:
    here = rr_reader.parse(raw, name=name, assume=assume)
    assert reading.parse(raw, name=name, assume=assume) == here
    assert reading.parse(raw, name=name, assume=assume, apart=True) == here
    assert reading.source_text(raw, name=name, assume=assume) == source_text(raw, name=name, assume=assume)


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b"\x7fELF\x02\x01\x01" + bytes(500), "engine.txt"),
        (b"%PDF-1.7 nothing", "a.pdf"),
        (b"{\\rtf1" * 2_000, "a.rtf"),
    ],
)
def test_what_cannot_be_read_says_the_same(raw: bytes, name: str) -> None:
    with pytest.raises(ReaderError) as here:
        rr_reader.parse(raw, name=name)
    with pytest.raises(ReaderError) as there:
        reading.parse(raw, name=name)
    assert (type(there.value), str(there.value)) == (type(here.value), str(here.value))


PLAIN: dict[str, tuple[bytes, str, bool]] = {
    "a talk": (TALK.encode(), "talk.txt", True),
    "nothing": (b"", "", True),
    "Markdown": (b"# Rope\n\n**Bo Ek:** Is it?\n", "talk.md", True),
    "with front matter": (b"---\ntitle: Rope\n---\nBo Ek: Is it?\n", "talk.md", True),
    "a byte order mark": (b"\xef\xbb\xbf" + TALK.encode(), "talk.txt", True),
    "cut within a letter": (b"a" * (reading.HEAD - 1) + "é".encode() * 9, "", True),
    "a tag in a text": (b"Bo Ek: It is <b>hemp</b>.", "talk.txt", True),
    "a page": (PAGE.encode(), "page", False),
    "a page behind a mark": (b"\xef\xbb\xbf" + PAGE.encode(), "page.txt", False),
    "a page after much space": (b" " * 19_000 + PAGE.encode(), "", False),
    "a page by its name": (b"Bo Ek: It is <b>hemp</b>.", "talk.html", False),
    "captions": (CUES.encode(), "talk.txt", False),
    "a letter": (LETTER.encode(), "talk.txt", False),
    "a PDF": (b"%PDF-1.7", "talk.txt", False),
    "an archive": (b"PK\x05\x06" + bytes(18), "talk.txt", False),
    "a transcript": (b'{"segments": [{"start": 1, "text": "Hemp."}]}', "", False),
    "Rich Text": (b"{\\rtf1 Hemp.}", "", False),
    "two bytes a letter": (TALK.encode("utf-16"), "talk.txt", False),
    "two bytes a letter, unmarked": (PAGE.encode("utf-16-le"), "talk.txt", False),
    "an old encoding": ("Où est le chanvre\xa0?".encode("latin-1"), "talk.txt", False),
    "a shifting encoding": ("麻の縄".encode("iso2022_jp"), "talk.txt", False),
}


@pytest.mark.parametrize(("raw", "name", "is_plain"), PLAIN.values(), ids=list(PLAIN))
def test_plain_is_what_is_text_or_markdown_without_doubt(raw: bytes, name: str, is_plain: bool) -> None:
    assert reading.is_plain(raw[: reading.HEAD], name) is is_plain


def test_what_is_plain_is_read_as_nothing_else() -> None:
    """Else a source could have itself read here by what is not meant to be."""
    for raw, name, is_plain in PLAIN.values():
        if is_plain:
            assert rr_reader.parse(raw, name=name).source.format in {"text", "markdown"}


LONG = TALK.encode() * (reading.HEAD // len(TALK.encode()) + 1)
TO_THE_END: dict[str, tuple[bytes, bool]] = {
    "a talk": (LONG + "…".encode(), True),
    "noise": (LONG + bytes(range(128, 256)), False),
    "half a letter": (LONG + "…".encode()[:2], False),
    "half a letter, short": (TALK.encode() + "…".encode()[:2], False),
    "nothing, in bytes": (LONG + b"\0", False),
    "a control sequence": (LONG + b"\x1b[31m", False),
}


@pytest.mark.parametrize(("raw", "is_plain"), TO_THE_END.values(), ids=list(TO_THE_END))
def test_what_is_read_here_is_plain_to_its_end(raw: bytes, is_plain: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    there: list[str] = []
    ask = reading._GUARD.ask

    def asked(wanted: Wanted, *rest: Any) -> Outcome:
        there.append(type(wanted).__name__)
        return ask(wanted, *rest)

    monkeypatch.setattr(reading._GUARD, "ask", asked)
    assert reading.parse(raw, name="talk.txt") == rr_reader.parse(raw, name="talk.txt")
    assert reading.source_text(raw, name="talk.txt") == source_text(raw, name="talk.txt")
    assert there == ([] if is_plain else ["Parse", "Text"])


def archive(*names: str) -> bytes:
    held_there = io.BytesIO()
    with zipfile.ZipFile(held_there, "w") as packed:
        for name in names:
            packed.writestr(name, f"{TALK} {name}")
    return held_there.getvalue()


def test_what_a_bundle_holds_is_what_it_holds_here(tmp_path: Path) -> None:
    raw = archive("one.txt", "two/two.txt", "é.html")
    (tmp_path / "talks.zip").write_bytes(raw)
    here = held.opened(tmp_path / "talks.zip")
    for there in (reading.opened(tmp_path / "talks.zip"), reading.members(raw, str(tmp_path / "talks.zip"))):
        assert [(member.name, member.read()) for member in there] == [(each.name, each.read()) for each in here]


@pytest.mark.parametrize(
    "names",
    [["one.txt"], ["three.txt", "two.txt", "one.txt"], ["one.txt", "two.txt", "three.txt", "four.txt"]],
    ids=["fewer", "another order", "more"],
)
def test_of_a_bundle_that_changes_meanwhile_nothing_else_is_read(tmp_path: Path, names: list[str]) -> None:
    path = tmp_path / "talks.zip"
    path.write_bytes(archive("one.txt", "two.txt", "three.txt"))
    held_before = reading.opened(path)
    assert b"three.txt" in held_before[2].read()
    path.write_bytes(archive(*names))
    for member in held_before:
        with pytest.raises(BadSourceError, match=r"talks\.zip: was changed after it was looked into"):
            member.read()
    assert [member.name for member in reading.opened(path)] == [f"{path}/{name}" for name in names]


def test_a_bundle_that_was_changed_without_a_trace_gives_no_member_for_another(tmp_path: Path) -> None:
    """As where a file's time counts in seconds, or was put back."""
    path = tmp_path / "talks.zip"
    path.write_bytes(archive("one.txt", "two.txt"))
    status = path.stat()
    first, _ = reading.opened(path)
    path.write_bytes(archive("two.txt", "one.txt"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    (tmp_path / "other.zip").write_bytes(archive("other.txt"))
    reading.opened(tmp_path / "other.zip")  # the first is remembered no more
    with pytest.raises(BadSourceError, match="was changed"):
        first.read()


def test_a_folder_is_no_bundle(tmp_path: Path) -> None:
    with pytest.raises(BadSourceError):
        reading.opened(tmp_path)


FEED = '<rss version="2.0"><channel><title>Rope</title><item><title>Hemp</title><link>/1</link></item></channel></rss>'


@pytest.mark.parametrize(
    "raw",
    [
        FEED.encode(),
        b'{"version": "https://jsonfeed.org/version/1", "items": [{"id": "1", "content_text": "Hemp."}]}',
        b'<opml version="1.0"><body><outline xmlUrl="https://example.org/feed"/></body></opml>',
    ],
)
def test_a_feed_is_what_it_is_here(raw: bytes) -> None:
    url = "https://example.org/feed.xml"
    assert reading.read_feed(raw, url) == feeds.read_feed(raw, url)


def test_what_stands_before_a_page_is_what_it_is_here() -> None:
    wall = b"<!DOCTYPE html><p>Subscribe now to continue reading.</p>"
    where = "https://example.org/a"
    assert reading.gate_of(wall, "", asked=where, final=where) == gate_of(wall, "", asked=where, final=where) != ""


# What follows is hostile to a real reader, within all that the readers bound by themselves.

WIDE = b"<!DOCTYPE html><table>" + b"<tr><td>hemp</td><td>sisal</td></tr>" * 60_000 + b"</table>"


def test_what_takes_too_much_memory_is_refused_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MEMORY", 8 << 20)
    monkeypatch.setattr(limits, "MEMORY_EACH", 1)
    with pytest.raises(BadSourceError, match=r"wide\.html: "):
        reading.parse(WIDE, name="wide.html")
    monkeypatch.undo()
    assert reading.parse(PAGE.encode(), name="page.html").blocks


def test_what_takes_too_long_is_refused_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SECONDS", 0)
    monkeypatch.setattr(limits, "SECONDS_PER_MB", 0)
    with pytest.raises(NotNowError, match=r"wide\.html: reading it took longer than .* and was stopped"):
        reading.parse(WIDE, name="wide.html")
    monkeypatch.undo()
    assert reading.parse(PAGE.encode(), name="page.html").blocks


def test_bombs_are_refused_in_a_line(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("talk.txt", bytes(60 << 20))
    with pytest.raises(BadSourceError) as bombed:
        [member.read() for member in reading.opened(tmp_path / "bomb.zip")]
    with tarfile.open(tmp_path / "bomb.tar.xz", "w:xz", preset=0) as tar:
        tar.addfile(talk := tarfile.TarInfo("talk.txt"), io.BytesIO(b""))
        talk.size = 300 << 20
        tar.addfile(talk, io.BytesIO(bytes(talk.size)))
    with pytest.raises(BadSourceError) as tarred:
        reading.opened(tmp_path / "bomb.tar.xz")
    for refused in (bombed, tarred):
        assert len(str(refused.value).splitlines()) == 1


def test_the_refusal_of_a_source_with_a_hostile_name_is_safe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SECONDS", 0)
    monkeypatch.setattr(limits, "SECONDS_PER_MB", 0)
    with pytest.raises(BadSourceError) as refused:
        reading.parse(WIDE, name="\x1b[31m\nhemp.html")
    assert str(refused.value).isprintable()


def test_one_can_have_enough_of_it() -> None:
    halt = Halt()
    timer = threading.Timer(0.05, halt.ask)
    timer.start()
    with pytest.raises(StoppedError):
        [reading.parse(WIDE, name="wide.html", halt=halt) for _ in range(10_000)]
    timer.join()
    assert reading.parse(PAGE.encode(), name="page.html").blocks


def test_one_can_have_enough_of_waiting_for_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is asked of the child yet, which is at work for somebody else."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    guard, first, second = Guard(cast("Any", Doing())), Halt(), Halt()
    outcomes = SimpleQueue[str]()

    def ask(halt: Halt, what: str) -> None:
        try:
            guard.ask(cast("Any", what), 100 << 20, what, halt)
        except ReaderError as error:
            outcomes.put(f"{what}: {type(error).__name__}")

    threads = [threading.Thread(target=ask, args=(first, "loop"))]
    threads[0].start()
    while not guard._lock.locked():
        pass
    threads.append(threading.Thread(target=ask, args=(second, "echo salt")))
    threads[1].start()
    second.ask()
    try:
        assert outcomes.get(timeout=9) == "echo salt: StoppedError"
    finally:
        first.ask()
        for thread in threads:
            thread.join()
    assert outcomes.get() == "loop: StoppedError"


def test_what_it_prints_or_finds_in_the_folder_one_is_in_is_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("msgspec", "rr_reader", "gc", "subprocess"):
        (tmp_path / f"{name}.py").write_text("open('was-run', 'w')")
    monkeypatch.chdir(tmp_path)
    guard = Guard()
    guard.warm()
    monkeypatch.setattr(reading, "_GUARD", guard)
    assert reading.parse(PAGE.encode(), name="page.html").blocks
    assert not (tmp_path / "was-run").exists()
    assert Path.cwd() == tmp_path
