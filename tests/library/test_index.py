"""The index finds what the matcher finds, follows the folder, and is made anew where it is no good."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from rr_reader.library.catalogue import Library
from rr_reader.library.cleaned import dump
from rr_reader.library.facets import facets
from rr_reader.library.filtering import Selection, search, select
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.index import store
from rr_reader.library.index.index import Index, open_library
from rr_reader.library.index.updating import Progress
from rr_reader.library.query import Query, Term, parse_query
from rr_reader.model import Article, Block, Kind, Meta, Source, Speaker

WORDS = [
    "red",
    "rooms",
    "Red",
    "reed",
    "Łódź",
    "lodz",
    "straße",
    "don't",
    "3.5",
    "赤い",
    "部屋",
    "赤",
    "ไทย",
    "naïve",
    "snuff_film",
    "C++",
]
SIGNS = [" ", " ", " ", ", ", "-", " – ", "", "\n", "…", "’"]


def article(title: str, *blocks: str, speaker: str = "Ann Lee", **meta: str) -> Article:
    said = tuple(Block(Kind.ANSWER, text, speaker) for text in blocks)
    return Article(
        Meta(title, kind="interview", **meta), (Speaker(speaker, "guest"),), said, source=Source(f"{title}.txt")
    )


def put(folder: Path, name: str, written: Article) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.md").write_text(dump(written))


def ids(library: Library, query: str = "") -> list[str]:
    return [entry.id for entry in select(library, parse_query(query))]


texts = some.lists(some.tuples(some.sampled_from(WORDS), some.sampled_from(SIGNS)), min_size=1, max_size=6).map(
    lambda pairs: "".join(word + sign for word, sign in pairs).strip() or "red"
)
terms = some.builds(Term, texts, is_excluded=some.booleans())


@settings(deadline=None, max_examples=60)
@given(some.lists(some.tuples(texts, texts), min_size=1, max_size=4), some.lists(terms, min_size=1, max_size=3))
def test_the_index_finds_what_the_matcher_finds(written: list[tuple[str, str]], asked: list[Term]) -> None:
    import tempfile

    query = Query(tuple(dict.fromkeys(asked)))
    with tempfile.TemporaryDirectory() as name:
        folder = LibraryFolder(Path(name))
        for number, (title, text) in enumerate(written):
            put(folder.path, f"a{number}", article(f"Talk {number}", title, text))
        library, _ = open_library(folder)
        in_memory = Library.of([folder.load(f"a{number}") for number in range(len(written))])
        assert ids(library, str(query)) == [f"a{row}" for row in select(in_memory, query).rows]


def titles(step: object) -> list[str]:
    assert isinstance(step, Library)
    return [entry.title for entry in step.entries]


@pytest.fixture
def folder(tmp_path: Path) -> LibraryFolder:
    put(tmp_path / "library", "salt", article("Of salt", "Salt is silence.", outlet="The Quay", published="2020-01-02"))
    put(tmp_path / "library", "sand", article("Of sand", "Sand is a sound.", speaker="Bo Ek", published="2021-01-02"))
    return LibraryFolder(tmp_path / "library")


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "index.db"


def changes(index: Index) -> list[Library]:
    return [step for step in index.updates() if isinstance(step, Library)]


def test_what_was_indexed_is_remembered_without_looking_at_the_articles(folder: LibraryFolder, kept: Path) -> None:
    Index(folder, kept).up_to_date()
    index = Index(LibraryFolder(folder.path.with_name("moved")), kept)
    remembered = index.remembered()
    assert remembered is not None
    assert titles(remembered) == ["Of salt", "Of sand"]
    assert ids(remembered, "silence") == ["salt"]
    assert [value.value for value in facets(Selection(remembered, Query()))[0].values] == ["Ann Lee", "Bo Ek"]


def test_added_changed_and_removed_files_are_noticed_and_nothing_else_is_read(
    folder: LibraryFolder, kept: Path
) -> None:
    Index(folder, kept).up_to_date()
    index = Index(folder, kept)
    put(folder.path, "rope", article("Of rope", "Hemp, mostly."))
    (folder.path / "salt.md").write_text((folder.path / "salt.md").read_text().replace("silence", "thunder"))
    (folder.path / "sand.md").unlink()
    (library,) = changes(index)
    assert titles(library) == ["Of rope", "Of salt"]
    assert ids(library, "thunder") == ["salt"]
    assert ids(library, "silence") == ids(library, "sound") == []
    assert changes(index) == []


def test_when_the_last_file_goes_nothing_is_listed(folder: LibraryFolder, kept: Path) -> None:
    index, other = Index(folder, kept), Index(folder, kept)
    index.up_to_date()
    other.up_to_date()
    for path in folder.path.glob("*.md"):
        path.unlink()
    (library,) = changes(index)
    assert titles(library) == []
    assert changes(index) == []
    news = other.news()
    assert news is not None
    assert titles(news) == []


def test_an_article_that_has_gone_meanwhile_is_known_by_its_id_until_the_list_is_made_anew(
    folder: LibraryFolder, kept: Path
) -> None:
    library = Index(folder, kept).up_to_date()
    (folder.path / "sand.md").unlink()
    Index(folder, kept).up_to_date()
    assert ids(library) == ["salt", "sand"]


def test_a_file_changed_at_once_and_to_the_same_length_is_noticed(folder: LibraryFolder, kept: Path) -> None:
    Index(folder, kept).up_to_date()
    path = folder.path / "salt.md"
    state = path.stat()
    path.write_text(path.read_text().replace("silence", "thunder"))
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert ids(Index(folder, kept).up_to_date(), "thunder") == ["salt"]


def test_a_broken_file_is_a_problem_until_it_is_mended(folder: LibraryFolder, kept: Path) -> None:
    whole = (folder.path / "salt.md").read_text()
    (folder.path / "salt.md").write_text(whole.replace("---\n\n", "\n", 1).replace("\n---", "\n-", 1))
    index = Index(folder, kept)
    assert ids(index.up_to_date()) == ["sand"]
    assert [(problem.id, problem.line) for problem in index.problems()] == [("salt", 1)]
    (folder.path / "salt.md").write_text(whole)
    assert ids(index.up_to_date()) == ["salt", "sand"]
    assert index.problems() == ()


def _nothing(path: Path) -> None:
    path.unlink()


def _garbage(path: Path) -> None:
    path.write_bytes(b"no database" * 500)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _foreign(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("create table kept (name, value)")


def _older(path: Path) -> None:
    connection = store.open_for_writing(path)
    store.keep(connection, "made by", "0 rr-reader of long ago")
    connection.close()


def _without_words(path: Path) -> None:
    connection = store.open_for_writing(path)
    connection.execute("drop table words")
    connection.close()


@pytest.mark.parametrize("spoil", [_nothing, _garbage, _cut, _foreign, _older, _without_words])
def test_an_index_that_is_no_good_is_made_anew_with_a_word(folder: LibraryFolder, kept: Path, spoil) -> None:  # type: ignore[no-untyped-def]
    made = Index(folder, kept)
    made.up_to_date()
    made.close()
    store.open_for_writing(kept).close()  # takes the log in, where there would be a sound copy of everything
    spoil(kept)
    put(folder.path, "rope", article("Of rope", "Hemp, mostly."))
    index = Index(folder, kept)
    assert ids(index.up_to_date(), "hemp") == ["rope"]
    assert ids(index.up_to_date()) == ["rope", "salt", "sand"]
    assert bool(index.trouble) is (spoil is not _nothing)
    again = Index(folder, kept)
    assert ids(again.up_to_date(), "silence") == ["salt"]
    assert again.trouble == ""


def _without_anything(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        for table in ("words", "summary", "body", "article"):
            connection.execute(f"drop table {table}")


def _packed_otherwise(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("update summary set packed = x'ff00'")
        connection.execute("update body set packed = x'ff00'")


@pytest.mark.parametrize("spoil", [_without_anything, _packed_otherwise])
def test_an_index_that_breaks_while_it_is_asked_is_replaced_by_the_files_and_then_by_another(
    folder: LibraryFolder, kept: Path, spoil
) -> None:  # type: ignore[no-untyped-def]
    index, other = Index(folder, kept), Index(folder, kept)
    library = index.up_to_date()
    other.up_to_date()
    spoil(kept)
    assert titles(library) == ["Of salt", "Of sand"]
    assert index.is_broken
    assert ids(library, "silence") == ["salt"]
    assert library.entries[1].article.meta.title == "Of sand"
    anew = changes(index)[-1]
    assert (titles(anew), index.is_broken) == (["Of salt", "Of sand"], False)
    assert ids(anew, "silence") == ["salt"]
    assert not index.is_broken
    assert "broken" in index.trouble
    put(folder.path, "rope", article("Of rope", "Hemp, mostly."))
    assert ids(other.up_to_date(), "hemp") == ["rope"]
    assert other.trouble == "", "another window had it made anew already"


def test_an_index_that_is_deleted_while_it_is_read_is_made_anew(folder: LibraryFolder, kept: Path) -> None:
    index = Index(folder, kept)
    before = index.up_to_date()
    store.throw_away(kept)
    assert ids(before, "silence") == ["salt"]
    put(folder.path, "rope", article("Of rope", "Hemp, mostly."))
    assert titles(changes(index)[-1]) == ["Of rope", "Of salt", "Of sand"]
    assert (ids(index.up_to_date(), "hemp"), index.trouble) == (["rope"], "")


def _without_columns(path: Path) -> None:
    connection = store.open_for_writing(path)
    store.keep(connection, "columns", b"no columns")
    connection.close()


def test_columns_that_cannot_be_read_are_collected_anew(folder: LibraryFolder, kept: Path) -> None:
    for path in folder.path.glob("*.md"):
        os.utime(path, (1, 1))  # long ago, so that no file is looked into again
    Index(folder, kept).up_to_date()
    _without_columns(kept)
    assert ids(Index(folder, kept).up_to_date()) == ["salt", "sand"]


@pytest.mark.parametrize("cache", ["file", "no-folder" * 40])
def test_where_no_index_can_be_kept_it_lasts_as_long_as_the_program(
    folder: LibraryFolder, tmp_path: Path, cache: str
) -> None:
    (tmp_path / "file").write_text("a file where a folder should be")
    index = Index(folder, tmp_path / cache / "index.db")
    assert ids(index.up_to_date(), "silence") == ["salt"]
    assert "cannot be kept" in index.trouble
    put(folder.path, "rope", article("Of rope", "Hemp, mostly."))
    assert ids(index.up_to_date(), "hemp") == ["rope"]


def test_what_articles_say_can_be_read_by_their_reader_alone(folder: LibraryFolder, kept: Path) -> None:
    kept.parent.mkdir(mode=0o755, parents=True)  # as an older program made it
    index = Index(folder, kept)
    index.up_to_date()
    beside = list(kept.parent.iterdir())
    assert {kept, kept.with_name(f"{kept.name}-wal")} <= set(beside)
    assert {path.stat().st_mode & 0o077 for path in (kept.parent, *beside)} == {0}


def test_two_windows_see_each_others_changes(folder: LibraryFolder, kept: Path) -> None:
    one, other = Index(folder, kept), Index(folder, kept)
    one.up_to_date()
    other.up_to_date()
    put(folder.path, "rope", article("Of rope", "Hemp, mostly."))
    assert ids(one.up_to_date(), "hemp") == ["rope"]
    assert ids(other.up_to_date(), "hemp") == ["rope"]


def test_a_library_that_is_being_read_is_shown_as_far_as_it_is(folder: LibraryFolder, kept: Path) -> None:
    for number in range(700):
        put(folder.path, f"n{number:03}", article(f"Number {number}", f"This is the word w{number}."))
    steps = list(Index(folder, kept).updates())
    seen = [len(step) for step in steps if isinstance(step, Library)]
    told = [step.done for step in steps if isinstance(step, Progress)]
    assert seen == sorted(seen)
    assert len(seen) > 1
    assert seen[-1] == told[-1] == 702


def test_an_update_that_nobody_waits_for_is_given_up_with_its_processes(folder: LibraryFolder, kept: Path) -> None:
    for number in range(600):
        put(folder.path, f"n{number:03}", article(f"Number {number}", f"This is the word w{number}."))
    updates = Index(folder, kept).updates()
    assert isinstance(next(updates), Progress)
    with pytest.raises(BlockingIOError):
        store.Lock(kept.with_suffix(".lock"))
    updates.close()  # type: ignore[attr-defined]
    store.Lock(kept.with_suffix(".lock")).release()


_KILLED = """
import os, signal, sys
from pathlib import Path
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.index.index import Index
for number, step in enumerate(Index(LibraryFolder(Path(sys.argv[1])), Path(sys.argv[2])).updates()):
    if number == int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("step", [0, 1, 2, 3])
def test_an_update_that_is_killed_is_taken_up_again(folder: LibraryFolder, kept: Path, step: int) -> None:
    for number in range(450):
        put(folder.path, f"n{number:03}", article(f"Number {number}", f"This is the word w{number}."))
    words = [sys.executable, "-c", _KILLED, str(folder.path), str(kept), str(step)]
    assert subprocess.run(words, check=False).returncode == -signal.SIGKILL
    library = Index(folder, kept).up_to_date()
    assert len(library) == 452
    assert ids(library, "w449") == ["n449"]
    assert [hit.entry.id for hit in search(library, parse_query("w7"))][:1] == ["n007"]
