"""The library on the disk: nothing twice, nothing half, nothing outside."""

import os
import signal
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rr_reader.errors import BrokenArticleError, NoSourceError
from rr_reader.library.finding import find_article
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.naming import safe_name, slug
from rr_reader.model import Article, Block, Kind, Meta, Origin, Source


def article(title: str, *, name: str = "a.txt", text: str = "Words.") -> Article:
    return Article(Meta(title), blocks=(Block(Kind.PARAGRAPH, text, origin=Origin(0, 6, "PP")),), source=Source(name))


@pytest.fixture
def folder(tmp_path: Path) -> LibraryFolder:
    return LibraryFolder(tmp_path / "deep" / "library")


def kept(folder: LibraryFolder, article_id: str) -> bytes:
    """The bytes that an article says it was made from."""
    return (folder.path / "sources" / folder.load(article_id).source.name).read_bytes()


def test_an_article_comes_back_with_its_account_and_its_source_untouched(folder: LibraryFolder) -> None:
    added = folder.add(article("Łucja’s Sea"), b"\xffWords\r\n")
    assert (added.id, added.is_new) == ("lucjas-sea", True)
    loaded = folder.load(added.id)
    assert loaded.blocks == article("").blocks
    assert len(loaded.source.sha256) == 64
    assert kept(folder, added.id) == b"\xffWords\r\n"


def test_the_same_bytes_are_not_added_twice_whoever_asks(folder: LibraryFolder) -> None:
    first = folder.add(article("One"), b"bytes")
    again = folder.add(article("Other title", name="b.txt"), b"bytes")
    other_process = LibraryFolder(folder.path).add(article("Third"), b"bytes")
    assert (again.id, again.is_new) == (other_process.id, other_process.is_new) == (first.id, False)
    assert folder.ids() == ["one"]


def test_what_was_deleted_can_be_added_again(folder: LibraryFolder) -> None:
    added = folder.add(article("One"), b"bytes")
    added.path.unlink()
    assert folder.add(article("One"), b"bytes").is_new
    assert sorted(path.name for path in (folder.path / "sources").iterdir()) == ["a.txt", "a.txt.account.json"]


def test_a_source_that_was_left_behind_is_taken_up_again_whatever_its_number(folder: LibraryFolder) -> None:
    added = [folder.add(article("One", text=f"Text {n}."), b"%d" % n) for n in range(3)]
    before = sorted((folder.path / "sources").iterdir())
    added[1].path.unlink()
    again = LibraryFolder(folder.path).add(article("One", text="Text 1."), b"1")
    assert again.is_new
    assert kept(folder, again.id) == b"1"
    assert sorted((folder.path / "sources").iterdir()) == before


def test_names_that_are_taken_get_a_number_and_nothing_is_overwritten(folder: LibraryFolder) -> None:
    ids = [folder.add(article("One", text=f"Text {n}."), b"%d" % n).id for n in range(3)]
    assert ids == ["one", "one-2", "one-3"]
    for number, article_id in enumerate(ids):
        assert kept(folder, article_id) == b"%d" % number
        assert folder.load(article_id).blocks[0].origin


@pytest.mark.parametrize(
    "names",
    [
        ("talk.part", "talk.part", "talk-2.part"),
        ("a.txt", "a.txt.account.json", "a.txt"),
        ("a.txt.account.json", "a.txt", "a.txt.account.json"),
        ("a.txt.ACCOUNT.JSON", "a.txt", "A.TXT"),
        ("a.txt.account.json.account.json", "a.txt.account.json", "a.txt"),
        ("talk.txt", "Talk.txt", "TALK-2.TXT", "talk.TXT"),
        ("\u00e9.txt", "e\u0301.txt", "\u00c9.txt"),
        (".part", ".account.json", "account.json"),
        ("x" * 120 + ".txt.account.json", "x" * 120 + ".txt", "x" * 130 + ".account.json" + "y" * 90),
    ],
)
def test_sources_of_any_names_are_all_kept_with_their_accounts(folder: LibraryFolder, names: tuple[str, ...]) -> None:
    added = [folder.add(article(f"T {n}", name=name, text=f"Text {n}."), b"%d" % n).id for n, name in enumerate(names)]
    assert [kept(folder, article_id) for article_id in added] == [b"%d" % n for n in range(len(names))]
    assert all(folder.load(article_id).blocks[0].origin for article_id in added)
    files = [path.name for path in (folder.path / "sources").iterdir()]
    assert len({unicodedata.normalize("NFC", name.casefold()) for name in files}) == 2 * len(names)


def test_what_lies_among_the_sources_is_left_alone_and_hinders_nobody(folder: LibraryFolder) -> None:
    sources = folder.path / "sources"
    (sources / "a.txt").mkdir(parents=True)
    os.mkfifo(sources / "a-2.txt")
    (sources / "a-3.txt").symlink_to("nowhere")
    (sources / "a-4.txt").write_bytes(b"other")
    (sources / "a-5.txt.account.json").write_bytes(b"somebody's")
    (sources / "a story").mkdir()
    added = folder.add(article("One"), b"bytes")
    assert folder.load(added.id).source.name == "a-6.txt"
    assert kept(folder, added.id) == b"bytes"
    assert (sources / "a-5.txt.account.json").read_bytes() == b"somebody's"


def test_no_article_takes_the_name_of_anothers_file_in_any_case(folder: LibraryFolder) -> None:
    folder.add(article("First", name="first.txt"), b"first")
    (folder.path / "Of Sea.md").write_text("mine")
    (folder.path / "ONE.md").write_text("mine")
    assert [folder.add(article("One", text=f"{n}."), b"%d" % n).id for n in range(2)] == ["one-2", "one-3"]
    assert (folder.path / "ONE.md").read_text() == "mine"


def test_a_file_that_came_after_the_listing_is_not_replaced(folder: LibraryFolder) -> None:
    folder.add(article("Other", name="b.txt"), b"other")
    changed = folder.path.stat()
    (folder.path / "two.md").write_text("mine")
    os.utime(folder.path, ns=(changed.st_atime_ns, changed.st_mtime_ns))
    assert folder.add(article("Two"), b"two").id == "two-2"
    assert (folder.path / "two.md").read_text() == "mine"


@pytest.mark.parametrize(
    "name", ["../../evil.txt", "/etc/evil", "..", "a/../../b.md", "\0", ".hidden", "x\x1b]0;y.md", "C:\\evil"]
)
def test_no_name_of_a_document_leads_out_of_the_library(folder: LibraryFolder, name: str) -> None:
    added = folder.add(article(name, name=name), name.encode())
    assert added.path.parent == folder.path
    assert kept(folder, added.id) == name.encode()
    source = folder.load(added.id).source.name
    assert {source, f"{source}.account.json"} == {path.name for path in (folder.path / "sources").iterdir()}
    assert source.isprintable()
    assert not source.startswith(".")


def test_a_cleaned_file_cannot_name_a_source_outside(folder: LibraryFolder) -> None:
    added = folder.add(article("One"), b"bytes")
    secret = folder.path.parent / "secret.txt"
    secret.write_bytes(b"bytes")
    (folder.path.parent / "secret.txt.account.json").write_text(
        (folder.path / "sources" / "a.txt.account.json").read_text()
    )
    added.path.write_text(added.path.read_text().replace("a.txt", "../../secret.txt"))
    assert folder.load(added.id).blocks[0].origin is None
    (folder.path.parent / "outside.md").write_text(added.path.read_text())
    for article_id in ("../outside", "sources/../../outside"):
        with pytest.raises(NoSourceError, match="no id"):
            folder.load(article_id)
    assert folder.remove(added.id) == (added.path,)
    assert secret.exists()


@given(
    st.text(max_size=150)
    | st.lists(st.sampled_from([".account", ".json", ".", " ", "x" * 80]), max_size=6).map("".join)
)
@example("sea.ACCOUNT.json")
@example(". sea")
@example("x" * 86 + ".account.json and more than is kept")
def test_ids_and_source_names_are_safe_files_on_any_system(text: str) -> None:
    for name in (slug(text), safe_name(text)):
        assert name
        assert name[0] not in ". "
        assert name == name.strip()
        assert not set(name) & set('/\\\0\n\r\t:*?"<>|')
        assert len(name.encode()) <= 245
        assert not name.lower().endswith(".account.json")
    assert safe_name(safe_name(text)) == safe_name(text)
    assert slug(slug(text)) == slug(text)


def test_an_article_is_found_by_id_path_and_words_that_fit_only_one(folder: LibraryFolder) -> None:
    for title in ("Salt and Sea", "Salt and Sand", "Gariépy, at last"):
        folder.add(article(title), title.encode())
    assert find_article(folder, "salt-and-sea") == "salt-and-sea"
    assert find_article(folder, str(folder.path / "salt-and-sea.md")) == "salt-and-sea"
    assert find_article(folder, "gariepy") == "gariepy-at-last"
    assert find_article(folder, "sand salt") == "salt-and-sand"
    with pytest.raises(NoSourceError, match="salt-and-sand, salt-and-sea"):
        find_article(folder, "salt")
    for words in ("pepper", "", "../salt-and-sea"):
        with pytest.raises(NoSourceError):
            find_article(folder, words)


@pytest.mark.parametrize("words", ["-", "- -", "\u2014", "\u200b", "_", "?", " "])
def test_what_holds_no_word_finds_not_even_the_only_article(folder: LibraryFolder, words: str) -> None:
    folder.add(article("Salt \u2014 and sea?"), b"salt")
    with pytest.raises(NoSourceError):
        find_article(folder, words)


def test_a_file_in_another_encoding_is_named_with_its_line(folder: LibraryFolder) -> None:
    added = folder.add(article("One"), b"bytes")
    added.path.write_bytes(added.path.read_bytes() + b"\xe9")
    with pytest.raises(BrokenArticleError, match=r"line 11: .*UTF-8"):
        folder.load(added.id)


def test_what_is_for_people_is_no_article(folder: LibraryFolder) -> None:
    assert folder.ids() == []
    folder.add(article("Read me"), b"1")
    (folder.path / "README.md").write_text("For people")
    (folder.path / ".hidden.md").write_text("x")
    assert folder.ids() == ["read-me"]


_ADDER = """
import itertools, sys
from pathlib import Path
from rr_reader.library.folder import LibraryFolder
from rr_reader.model import *
folder = LibraryFolder(Path(sys.argv[1]))
for number in itertools.count(int(sys.argv[2])):
    words = f"Article {number}. " + "words " * 5000
    block = Block(Kind.PARAGRAPH, words.strip())
    made = Article(Meta(words[:12].strip(" .")), blocks=(block,), source=Source(f"{number}.txt"))
    print(folder.add(made, words.encode()).id, flush=True)
"""


def test_a_kill_while_adding_leaves_no_half_article_and_loses_none(tmp_path: Path) -> None:
    folder = LibraryFolder(tmp_path)
    acknowledged: set[str] = set()
    for start in (0, 20, 40):
        with subprocess.Popen(
            [sys.executable, "-c", _ADDER, str(tmp_path), str(start)], stdout=subprocess.PIPE
        ) as child:
            assert child.stdout
            acknowledged |= {child.stdout.readline().decode().strip() for _ in range(4)}
            os.kill(child.pid, signal.SIGKILL)
    assert acknowledged <= set(folder.ids())
    for article_id in folder.ids():
        text = folder.load(article_id).blocks[0].text
        assert kept(folder, article_id).decode().strip() == text


def left(folder: LibraryFolder) -> list[str]:
    return sorted(path.relative_to(folder.path).as_posix() for path in folder.path.rglob("*") if path.is_file())


def test_an_article_is_removed_with_its_source_and_account_and_can_come_back(folder: LibraryFolder) -> None:
    first = folder.add(article("One"), b"bytes")
    folder.add(article("Two", name="b.txt"), b"other")
    removed = folder.remove(first.id)
    assert [path.name for path in removed] == ["one.md", "a.txt.account.json", "a.txt"]
    assert left(folder) == ["sources/b.txt", "sources/b.txt.account.json", "two.md"]
    with pytest.raises(NoSourceError, match=r"one\.md"):
        folder.remove(first.id)
    for anybody in (folder, LibraryFolder(folder.path)):
        assert anybody.add(article("One"), b"bytes").is_new
        anybody.remove(first.id)


def test_a_source_that_another_article_needs_or_that_is_another_file_stays(folder: LibraryFolder) -> None:
    first = folder.add(article("One"), b"bytes")
    copy = folder.path / "copy.md"
    copy.write_bytes(first.path.read_bytes())
    assert folder.remove("copy") == (copy,)
    copy.write_bytes(first.path.read_bytes().replace(b"sha256: ", b"was: "))  # names a source it was not made from
    assert folder.remove("copy") == (copy,)
    assert kept(folder, first.id) == b"bytes"
    assert len(folder.remove(first.id)) == 3


def test_an_article_that_is_broken_can_be_removed(folder: LibraryFolder) -> None:
    added = folder.add(article("One"), b"bytes")
    added.path.write_text("---\ntitle: [\n---\n")
    assert folder.remove("one") == (added.path,)
    with pytest.raises(NoSourceError, match="no id"):
        folder.remove("../outside")


_REMOVER = """
import sys
from pathlib import Path
from rr_reader.library.folder import LibraryFolder
folder = LibraryFolder(Path(sys.argv[1]))
print("ready", flush=True)
for article_id in folder.ids():
    folder.remove(article_id)
    print(article_id, flush=True)
"""


def test_a_kill_while_removing_leaves_no_half_article_and_brings_none_back(tmp_path: Path) -> None:
    folder = LibraryFolder(tmp_path)
    for number in range(30):
        folder.add(article(f"Number {number:02}", name=f"{number}.txt"), b"%d" % number)
    with subprocess.Popen([sys.executable, "-c", _REMOVER, str(tmp_path)], stdout=subprocess.PIPE) as child:
        assert child.stdout
        gone = {child.stdout.readline().decode().strip() for _ in range(6)} - {"ready"}
        os.kill(child.pid, signal.SIGKILL)
    assert not gone & set(folder.ids())
    for article_id in folder.ids():
        assert folder.load(article_id).blocks[0].origin  # the account is there
        assert kept(folder, article_id)


def test_what_a_killed_import_left_unfinished_is_swept_away_by_the_next(folder: LibraryFolder) -> None:
    folder.add(article("One"), b"one")
    for place in (folder.path, folder.path / "sources"):
        (place / ".two.md.abcd.part").write_bytes(b"half")
    LibraryFolder(folder.path).add(article("Two"), b"two")
    assert not list(folder.path.rglob("*.part"))
