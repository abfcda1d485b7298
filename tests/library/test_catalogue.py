"""Lists, facets and passages over a small library of invented interviews."""

from pathlib import Path

import pytest

from rr_reader.errors import ReaderError
from rr_reader.library.catalogue import Library
from rr_reader.library.facets import FACETS, facets, toggle
from rr_reader.library.filtering import Selection, search, select
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.index.index import open_library
from rr_reader.library.query import parse_query
from rr_reader.model import Article, Block, Kind, Meta, Quote, Source, Speaker

SALT = Article(
    Meta("Of salt", kind="interview", outlet="The Harbour", published="2024-03-01", tags=("Sea", "Food")),
    (Speaker("Zoë Łoś", "guest"), Speaker("Ann Lee", "host")),
    (
        Block(Kind.QUESTION, "Is salt a sound?", "Ann Lee"),
        Block(Kind.ANSWER, "Salt is silence.", "Zoë Łoś"),
        Block(Kind.CAPTION, "The sound of the sea"),
        Block(Kind.CONTINUATION, "Sand, though, is a sound. Łódź has none.", "Zoë Łoś"),
        Block(Kind.ANSWER, "We both know music.", "Zoë Łoś & Ann Lee"),
    ),
    source=Source("salt.txt"),
)
SAND = Article(
    Meta("Of sand", outlet="Dune Weekly", published="2022-01-02"),
    (Speaker("Zoe Los", "quoted"), Speaker("Ann Leeds", "quoted")),
    (Block(Kind.PARAGRAPH, "A sound idea: “Sound needs sand,” said Los. Leeds replied: “Sand needs sound.”"),),
    (
        Quote(0, 15, "Sound needs sand,", "Zoe Los"),
        Quote(0, 60, "Sand needs sound.", "Ann Leeds"),
    ),
    source=Source("sand.txt"),
)
BARE = Article(
    Meta(kind="feature"), blocks=(Block(Kind.PARAGRAPH, "Nothing is known of these words but that music is in them."),)
)
LIBRARY = Library.of([SALT, SAND, BARE])
STATES = {"salt.txt": frozenset({"reading", "starred"}), "sand.txt": frozenset({"finished"})}
BARE_ID = LIBRARY.entries[2].id


def found(query: str) -> list[str]:
    return [entry.id.removesuffix(".txt") for entry in select(LIBRARY, parse_query(query), STATES)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["salt", "sand", BARE_ID]),
        ("salt", ["salt"]),
        ("music", ["salt", BARE_ID]),
        ("lodz", ["salt"]),
        ("alt", []),
        ("sound -silence", ["sand"]),
        ('"is silence"', ["salt"]),
        ('"silence is"', []),
        ('"sea sand"', []),
        ("harbour", ["salt"]),
        ("speaker:los", ["salt", "sand"]),
        ("speaker:ann", ["salt", "sand"]),
        ('speaker:="Ann Lee"', ["salt"]),
        ("-speaker:los", [BARE_ID]),
        ("outlet:harbour outlet:dune", ["salt", "sand"]),
        ("outlet:harbour year:2022", []),
        ('outlet:"not given"', [BARE_ID]),
        ('-outlet:"not given" -outlet:dune', ["salt"]),
        ("kind:interview", ["salt"]),
        ("tag:sea", ["salt"]),
        ("title:sand", ["sand"]),
        ("year:2024", ["salt"]),
        ("is:unread", [BARE_ID]),
        ("is:starred", ["salt"]),
        ("block:answer sand", ["salt"]),
        ("block:caption silence", []),
        ("block:answer -block:continuation sand", []),
    ],
)
def test_a_query_leaves_the_articles_it_fits(query: str, expected: list[str]) -> None:
    assert found(query) == expected


def hits(query: str) -> list[tuple[str, int, str, list[str]]]:
    return [
        (
            hit.entry.id.removesuffix(".txt"),
            hit.block,
            hit.speaker,
            [hit.entry.article.blocks[hit.block].text[a:b] for a, b in hit.spans],
        )
        for hit in search(LIBRARY, parse_query(query), STATES)
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("speaker:los sound", [("salt", 3, "Zoë Łoś", ["sound"]), ("sand", 0, "Zoe Los", ["Sound"])]),
        ("speaker:leeds sound", [("sand", 0, "Ann Leeds", ["sound"])]),
        ("speaker:leeds idea", []),
        ('speaker:="ann lee" music', [("salt", 4, "Zoë Łoś & Ann Lee", ["music"])]),
        ("block:answer sand", [("salt", 3, "Zoë Łoś", ["Sand"])]),
        ("block:question sound", [("salt", 0, "Ann Lee", ["sound"])]),
        ("salt silence", [("salt", 1, "Zoë Łoś", ["Salt", "silence"])]),
        ("outlet:harbour sound -sea -salt", [("salt", 3, "Zoë Łoś", ["sound"])]),
        ("idea", [("sand", 0, "", ["idea"])]),
        ("speaker:leeds", [("sand", 0, "Ann Leeds", [])]),
        ("nowhere", []),
    ],
)  # fmt: skip
def test_passages_are_what_that_person_said_in_that_kind_of_block(query: str, expected: list[object]) -> None:
    assert hits(query) == expected


def test_a_snippet_shows_the_hit_and_says_where_it_was_cut() -> None:
    words = "first " + "before " * 40 + "here" + " after" * 60 + " last"
    library = Library.of([Article(blocks=(Block(Kind.PARAGRAPH, words),))])
    (hit,) = search(library, parse_query("here"))
    assert " here " in hit.snippet
    assert hit.snippet.startswith("… before")
    assert hit.snippet.endswith("after …")
    assert len(hit.snippet) < 230
    (whole,) = search(LIBRARY, parse_query("silence"))
    assert whole.snippet == "Salt is silence."


def counts(query: str, facet: str) -> dict[str, int]:
    return {
        value.value: value.count
        for found in facets(Selection(LIBRARY, parse_query(query), STATES))
        if found.name == facet
        for value in found.values
    }


def test_facets_count_what_each_value_would_leave() -> None:
    assert [facet.name for facet in facets(Selection(LIBRARY, parse_query("")))] == [
        "speaker",
        "outlet",
        "year",
        "kind",
        "tag",
        "state",
    ]
    assert counts("", "outlet") == {"Dune Weekly": 1, "The Harbour": 1, "not given": 1}
    assert list(counts("", "year")) == ["2024", "2022", "not given"]
    assert counts("", "state") == {"unread": 1, "reading": 1, "finished": 1, "starred": 1}
    assert counts("music", "kind") == {"interview": 1, "feature": 1}


def test_a_person_is_one_value_over_the_library_whatever_the_accents() -> None:
    assert counts("", "speaker") == {"Zoë Łoś": 2, "Ann Lee": 1, "Ann Leeds": 1, "not given": 1}


def test_a_facets_own_choices_do_not_narrow_its_counts_but_those_of_others_do() -> None:
    assert counts("outlet:harbour", "outlet") == counts("", "outlet")
    assert counts("outlet:harbour", "year") == {"2024": 1}
    assert counts("outlet:harbour year:2022", "outlet") == {"Dune Weekly": 1, "The Harbour": 0}
    assert counts("outlet:harbour year:2022", "kind") == {}


@pytest.mark.parametrize("query", ["", "sound", "outlet:harbour", "speaker:los year:2022", "is:starred"])
def test_choosing_a_value_leaves_as_many_articles_as_it_promised(query: str) -> None:
    before = parse_query(query)
    for facet in facets(Selection(LIBRARY, before, STATES)):
        if before.of(FACETS[facet.name]):
            continue
        for value in facet.values:
            chosen = toggle(before, facet.name, value.value)
            assert len(select(LIBRARY, chosen, STATES)) == value.count
            assert parse_query(str(chosen)) == chosen
            assert [
                v.value
                for f in facets(Selection(LIBRARY, chosen, STATES))
                if f.name == facet.name
                for v in f.values
                if v.chosen
            ] == [value.value]
            assert toggle(chosen, facet.name, value.value) == before


def test_a_choice_that_was_typed_can_be_taken_back_in_the_sidebar() -> None:
    typed = parse_query("sea speaker:łoś")
    (speakers, *_) = facets(Selection(LIBRARY, typed, STATES))
    assert [value.value for value in speakers.values if value.chosen] == ["Zoë Łoś"]
    assert str(toggle(typed, "speaker", "Zoë Łoś")) == "sea"


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("newest", ["salt", "sand", BARE_ID]),
        ("oldest", ["sand", "salt", BARE_ID]),
        ("title", [BARE_ID, "salt", "sand"]),
        ("outlet", ["sand", "salt", BARE_ID]),
        ("length", ["salt", "sand", BARE_ID]),
    ],
)
def test_articles_sort_and_what_is_not_given_comes_last(by: str, expected: list[str]) -> None:
    assert [entry.id.removesuffix(".txt") for entry in LIBRARY.entries.by(by)] == expected


def test_an_entry_says_what_the_list_shows() -> None:
    salt, sand, bare = LIBRARY.entries
    assert (salt.title, salt.is_title_derived, salt.questions, salt.quotes, salt.words) == ("Of salt", False, 1, 0, 24)
    assert (sand.questions, sand.quotes, sand.speakers) == (0, 2, ("Zoe Los", "Ann Leeds"))
    assert (bare.title, bare.is_title_derived) == ("Nothing is known of these words but that music …", True)
    assert salt.article is SALT


def test_a_broken_file_is_a_problem_and_the_others_stand(tmp_path: Path) -> None:
    folder = LibraryFolder(tmp_path)
    folder.add(SALT, b"salt")
    (tmp_path / "broken.md").write_text("---\nkind: x\n---\n> [!oops] a\n")
    (tmp_path / "latin.md").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "folder.md").mkdir()
    library, problems = open_library(folder)
    assert [entry.id for entry in library.entries] == ["of-salt"]
    assert [(problem.id, problem.line) for problem in problems] == [("broken", 4), ("folder", 0), ("latin", 1)]
    assert all(str(problem.path) in str(problem) for problem in problems)


def test_an_article_that_is_gone_by_now_raises_nothing_strange(tmp_path: Path) -> None:
    folder = LibraryFolder(tmp_path)
    added = folder.add(SALT, b"salt")
    library, _ = open_library(folder)
    added.path.unlink()
    with pytest.raises(ReaderError):
        _ = library.entries[0].article


def test_an_editors_note_is_nobodys_words_and_a_short_insertion_helps_the_speakers() -> None:
    said = "We rowed [to the quay] to work. [Ed.: the ferry had sunk.] Every day."
    block = Block(Kind.ANSWER, said, speaker="Ada Brook")
    quoted = Block(Kind.PARAGRAPH, "“We rowed [note: by ferry] home,” said Ada Brook, who hates rafts.")
    quote = Quote(1, 1, "We rowed [note: by ferry] home,", "Ada Brook")
    library = Library.of([Article(speakers=(Speaker("Ada Brook"),), blocks=(block, quoted), quotes=(quote,))])

    def found(query: str) -> list[tuple[int, str, list[str]]]:
        hits = search(library, parse_query(query))
        texts = (block.text, quoted.text)
        return [(hit.block, hit.speaker, [texts[hit.block][a:b] for a, b in hit.spans]) for hit in hits]

    assert found("speaker:brook rowed") == [(0, "Ada Brook", ["rowed"]), (1, "Ada Brook", ["rowed"])]
    assert found("speaker:brook quay") == [(0, "Ada Brook", ["quay"])]
    assert found("speaker:brook ferry") == found("speaker:brook rafts") == []
    assert found("ferry")[0] == (0, "", ["ferry"])
