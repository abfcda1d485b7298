"""Hostile files, by name: each is read or refused with a clear line, and does nothing else."""

import gzip
import io
import os
import re
import socket
import tarfile
import zipfile

import pytest

TALK = "Una Brekke: Was it cold?\n\nTor Vik: It was, on the quay.\n\nUna Brekke: And then?\n\nTor Vik: It thawed.\n"
PAGE = "<!DOCTYPE html><title>Of Tar</title><h1>Of Tar</h1><p>Una keeps the tar of the quay, she says.</p>"


def zipped(members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def tarred(name, kind=tarfile.REGTYPE, target=""):
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        entry = tarfile.TarInfo(name)
        entry.type, entry.linkname, entry.size = kind, target, 0 if target else len(TALK)
        archive.addfile(entry, io.BytesIO(TALK.encode()))
    return file.getvalue()


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/hosts">'
    '<!ENTITY b SYSTEM "http://127.0.0.1:{port}/b">]>'
    f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>Quay &a; &b;</w:t></w:r></w:p></w:body></w:document>'
)
REMOTE = '<img src="http://127.0.0.1:{port}/i"><link rel=stylesheet href="http://127.0.0.1:{port}/c">'
REFUSED = {
    "brackets.json": b"[" * 100_000,
    "cut.json": b'{"segments": [{"start": 1, "text": "so',
    "half.pdf": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 9 0 R >>\n",
    "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(5_000),
    "program.md": b"\x7fELF" + bytes(range(256)) * 50,
    "no.epub": b"PK\x03\x04" + b"\xff" * 3_000,
    "no.zip": TALK.encode(),
    "bomb.zip": zipped({"a.txt": b" " * (70 << 20)}),
    "bomb.txt.gz": gzip.compress(bytes(70 << 20)),
    "locked.pdf": b"%PDF-1.7\ntrailer << /Encrypt 1 0 R >>",
}
READ = {
    "tags.html": (PAGE + "<script>window.quay = 1</script><p onload=go()>Tar &amp; <b>feathers" + "<" * 9_000).encode(),
    "steers.txt": TALK.replace("quay", "quay \x1b]0;x\x07\x1b[2J\x9b31m\u202e\x08").encode(),
    "bytes.txt": TALK.encode() + b"\xff\xfe\x80" * 3,
    "up.zip": zipped({"../../up.txt": TALK, "/etc/root.txt": TALK.replace("quay", "shore")}),
    "link.tar": tarred("up.txt"),
    "entities.docx": zipped({"word/document.xml": ENTITIES}),
    "remote.html": (PAGE + REMOTE).encode(),
    "deep.html": (PAGE + "<div>" * 900 + "Deep in it.").encode(),
    "remote.md": b"# Of Tar\n\n![quay](http://127.0.0.1:{port}/i)\n\nIt is kept.\n",
}


@pytest.fixture
def canary():
    """A port of this machine that hears whoever connects to it."""
    with socket.socket() as ear:
        ear.bind(("127.0.0.1", 0))
        ear.listen()
        ear.settimeout(0)
        yield ear


def assert_nobody_came(ear):
    with pytest.raises(BlockingIOError):
        ear.accept()


def files_in(folder):
    return {path.relative_to(folder): path.stat().st_mtime_ns for path in folder.rglob("*")}


def written(reader, files, ear):
    port = str(ear.getsockname()[1]).encode()
    for name, content in files.items():
        reader.file(f"saved/{name}", content.replace(b"{port}", port))
    return files_in(reader.home / "saved")


@pytest.mark.parametrize("command", [["parse", "--text"], ["add", "--library", "shelf"]], ids=" ".join)
def test_what_is_no_interview_is_refused_in_a_line_each_and_leaves_nothing(reader, canary, command):
    before = written(reader, REFUSED, canary)
    ran = reader(*command, *(f"saved/{name}" for name in REFUSED))
    told = ran.err.splitlines()
    assert (ran.code, len(told)) == (65, len(REFUSED)), ran.err
    for name, line in zip(REFUSED, told, strict=True):
        assert line.startswith((f"rr-reader: saved/{name}: ", f"rr-reader: saved/{name}/")), line
        assert not re.search("Traceback|Internal|Error\\b", line), line
    assert not ran.out.strip()
    assert files_in(reader.home / "saved") == before
    assert not list((reader.home / "shelf").rglob("*.md")) + list((reader.home / "shelf").rglob("sources/*"))
    assert_nobody_came(canary)


def test_what_is_hostile_and_can_be_read_is_text_and_nothing_else(reader, canary):
    before = written(reader, READ, canary)
    for words in (["parse", "--text", "saved"], ["add", "--library", "shelf", "saved"]):
        ran = reader(*words)
        assert (ran.code, ran.err) == (0, "")
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", ran.out)
    shown = reader("parse", "--text", "saved").out
    assert all(f"saved/{name}" in shown for name in READ)
    assert "Quay &a; &b;" in shown
    assert "localhost" not in shown
    assert "window.quay" not in shown
    assert files_in(reader.home / "saved") == before
    assert not [
        path for path in reader.home.rglob("*") if path.name in {"up.txt", "root.txt"} and "sources" not in path.parts
    ]
    assert_nobody_came(canary)


def test_what_is_no_file_is_refused_at_once(reader):
    os.mkfifo(reader.home / "pipe.txt")
    (reader.home / "zero.txt").symlink_to("/dev/zero")
    (reader.home / "gone.txt").symlink_to("nowhere")
    (reader.home / "loop.txt").symlink_to("loop.txt")
    for name, code in {"pipe.txt": 65, "zero.txt": 65, "gone.txt": 66, "loop.txt": 66}.items():
        for command in ("parse", "add"):
            ran = reader(command, name)
            assert (ran.code, ran.out) == (code, "")
            assert re.fullmatch(f"rr-reader: {name}: [^\n]+\n", ran.err)
