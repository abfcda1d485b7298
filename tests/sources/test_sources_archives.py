"""Archives are folders to who adds them; what would be too much is refused before it is there."""

import bz2
import contextlib
import gzip
import io
import lzma
import struct
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rr_reader import parse
from rr_reader.errors import BadSourceError, ReaderError
from rr_reader.sources import archives, bundles
from rr_reader.sources.bundles import is_bundle, members

TALK = b"Una Brekke: Where is it?\n\nTor Vik: Below the pier.\n\nUna Brekke: Still?\n\nTor Vik: Always.\n"
NOTE = b"Tides of the third week.\n"


def zipped(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def tarred(files: Mapping[str, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def held(raw: bytes, name: str = "talks.zip") -> dict[str, bytes]:
    return {member.name: member.read() for member in members(raw, name)}


LONG = "/".join(["a folder with quite a name"] * 8) + "/talk.txt"
MAKERS: dict[str, Callable[[Mapping[str, bytes]], bytes]] = {
    "zip": zipped,
    "zip, stored": lambda files: zipped(files, zipfile.ZIP_STORED),
    "zip, bzip2": lambda files: zipped(files, zipfile.ZIP_BZIP2),
    "tar of POSIX": tarred,
    "tar of GNU": lambda files: tarred(files, tarfile.GNU_FORMAT),
    "tar.gz": lambda files: gzip.compress(tarred(files)),
    "tar.gz in two": lambda files: gzip.compress(tarred(files)[:1_000]) + gzip.compress(tarred(files)[1_000:]),
    "tar.bz2": lambda files: bz2.compress(tarred(files)),
    "tar.xz": lambda files: lzma.compress(tarred(files)),
}


@pytest.mark.parametrize("kind", MAKERS)
def test_each_file_that_ends_as_a_source_is_a_member(kind: str) -> None:
    raw = MAKERS[kind]({"talk.txt": TALK, LONG: NOTE, "ø/nøtt.MD": NOTE, "view.png": b"\x89PNG", "empty.txt": b""})
    assert is_bundle(raw[:4096])
    assert held(raw) == {
        "talks.zip/talk.txt": TALK,
        f"talks.zip/{LONG}": NOTE,
        "talks.zip/ø/nøtt.MD": NOTE,
        "talks.zip/empty.txt": b"",
    }


def test_what_is_packed_alone_is_the_only_member() -> None:
    assert held(gzip.compress(TALK), "saved/talk.txt.gz") == {"saved/talk.txt.gz/talk.txt": TALK}
    assert held(gzip.compress(b"\x89PNG"), "view.png.gz") == {}


def test_hidden_files_are_passed_over() -> None:
    raw = zipped({".talk.txt": TALK, ".git/talk.txt": TALK, "__MACOSX/._talk.txt": TALK, "a/talk.txt": TALK})
    assert list(held(raw)) == ["talks.zip/a/talk.txt"]


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("../../../etc/passwd.txt", "etc/passwd.txt"),
        ("/etc/passwd.txt", "etc/passwd.txt"),
        ("..\\..\\boot.txt", "boot.txt"),
        ("a/./../b.txt", "a/b.txt"),
        ("\x1b]0;owned\x07.txt", None),
        ("line\nbreak.txt", None),
    ],
)
def test_a_hostile_name_is_no_path_and_no_escape(hostile: str, shown: str | None) -> None:
    for raw in (zipped({hostile: TALK}), tarred({hostile: TALK})):
        ((name, content),) = held(raw).items()
        assert content == TALK
        assert shown is None or name == f"talks.zip/{shown}"
        assert name.isprintable()
        assert not {"..", ".", ""} & set(name.split("/"))


def test_links_and_devices_in_a_tar_are_passed_over() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE):
            info = tarfile.TarInfo("link.txt")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    assert held(out.getvalue(), "talks.tar") == {}


def test_archives_in_archives_are_walked_through_but_no_deeper() -> None:
    inner = gzip.compress(tarred({"talk.txt": TALK, "deep.zip": zipped({"talk.txt": TALK})}))
    first, second = members(zipped({"more.tgz": inner}), "talks.zip")
    assert (first.name, first.read()) == ("talks.zip/more.tgz/talk.txt", TALK)
    with pytest.raises(BadSourceError, match=r"talks\.zip/more\.tgz/deep\.zip"):
        second.read()


def test_of_what_is_broken_only_the_broken_part_is_lost() -> None:
    raw = bytearray(zipped({"a.txt": TALK, "b.txt": TALK, "c.zip": b"PK\x03\x04 no more"}, zipfile.ZIP_STORED))
    raw[raw.index(b"Below")] ^= 1
    first, second, third = members(bytes(raw), "talks.zip")
    assert second.read() == TALK
    for broken in (first, third):
        with pytest.raises(BadSourceError, match=broken.name):
            broken.read()


def test_what_is_locked_by_a_password_is_told() -> None:
    raw = bytearray(zipped({"a.txt": TALK}))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(signature) + place] |= 1
    (member,) = members(bytes(raw), "talks.zip")
    with pytest.raises(BadSourceError, match="locked by a password"):
        member.read()


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    zeros = bytes(40 << 20)
    bomb = {"zip": zipped({"a.txt": zeros}), "gz": gzip.compress(zeros), "xz": lzma.compress(zeros, preset=1)}
    tracemalloc.start()
    try:
        for kind, raw in bomb.items():
            with pytest.raises(BadSourceError):
                held(raw, f"a.txt.{kind}")
        assert tracemalloc.get_traced_memory()[1] < 16 << 20
    finally:
        tracemalloc.stop()


def test_all_that_it_unpacks_to_is_counted_over_archives_within(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "ALL", 30 * len(TALK))
    few = zipped({f"{number}.txt": TALK * 10 for number in range(3)})
    assert len(held(few)) == 3
    for many in (
        {f"{number}.txt": TALK * 10 for number in range(4)},
        {f"{number}.zip": zipped({"talk.txt": TALK * 20}) for number in range(2)},
        {f"{number}.gz": gzip.compress(TALK * 20) for number in range(2)},
    ):
        with pytest.raises(BadSourceError, match="unpacks to more"):
            members(zipped(many), "talks.zip")


def test_a_member_too_large_is_refused_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MEMBER", 1_000)
    for make in (zipped, tarred):
        large, small = members(make({"a.txt": bytes(range(256)) * 4, "b.txt": TALK}), "talks.zip")
        assert small.read() == TALK
        with pytest.raises(BadSourceError, match="larger"):
            large.read()


@pytest.mark.parametrize("make", [zipped, tarred])
def test_more_files_than_anybody_saves_are_refused(
    make: Callable[[Mapping[str, bytes]], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (archives, bundles):
        monkeypatch.setattr(module, "MEMBERS", 20)
    assert len(held(make({f"{number}.txt": b"" for number in range(20)}))) == 20
    with pytest.raises(BadSourceError, match="more than 20 files"):
        members(make({f"{number}.txt": b"" for number in range(21)}), "talks.zip")
    listed = archives.zip_entries if make is zipped else archives.tar_entries
    with pytest.raises(BadSourceError, match="more than 20 files"):
        listed(make({f"{number}.txt": b"" for number in range(45)}))


def test_a_tar_that_points_back_into_itself_ends() -> None:
    raw = bytearray(tarred({"a.txt": TALK}))
    raw[124:136] = b"\xff" * 10 + struct.pack(">H", 0xFE00)  # a size below nothing
    raw[148:156] = b"        "
    raw[148:155] = b"%06o\0" % sum(raw[:512])
    with pytest.raises(BadSourceError):
        members(bytes(raw), "talks.tar")


@pytest.mark.parametrize("name", ["talks.zip", "talk.docx", "talk.epub"])
def test_of_what_was_cut_it_is_said_that_the_end_is_missing(name: str) -> None:
    files = {"word/document.xml": NOTE, "mimetype": b"application/epub+zip", "talk.txt": TALK}
    with pytest.raises(BadSourceError, match=f"^{name}: this file is broken: its end is missing"):
        parse(zipped(files)[:-60], name=name)


def test_what_is_cut_short_is_broken() -> None:
    for raw in (zipped({"a.txt": TALK}), tarred({"a.txt": TALK}), gzip.compress(tarred({"a.txt": TALK * 99}))):
        with pytest.raises(BadSourceError):
            held(raw[: len(raw) // 20 if raw[257:262] == b"ustar" else len(raw) - 30], "talks.tar")


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_what_was_packed_alone_and_cut_short_is_not_read_in_part(pack: Callable[[bytes], bytes]) -> None:
    with pytest.raises(BadSourceError, match="broken"):
        members(pack(bytes(range(256)) * 400)[:-12], "talk.txt.gz")


def test_an_archive_is_no_article_itself() -> None:
    with pytest.raises(BadSourceError, match="holds 2 files"):
        parse(zipped({"a.txt": TALK, "b.txt": TALK}), name="talks.zip")


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(MAKERS)), st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=8))
def test_whatever_is_wrong_with_it_only_our_own_error_comes(kind: str, spoiled: list[tuple[int, int]]) -> None:
    raw = bytearray(MAKERS[kind]({"talk.txt": TALK, "more.zip": zipped({"talk.txt": TALK})}))
    for place, value in spoiled:
        raw[place % len(raw)] = value
    try:
        found = members(bytes(raw), "talks.zip")
    except ReaderError:
        return
    for member in found:
        with contextlib.suppress(ReaderError):
            assert len(member.read()) <= 64 << 20
