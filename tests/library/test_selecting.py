"""What a query selects and finds: the same by the index, in memory, and by a plain reading of every article."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from rr_reader.library.catalogue import Library
from rr_reader.library.cleaned import dump
from rr_reader.library.facets import facets, toggle
from rr_reader.library.filtering import Selection, search, select
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.index import shelf
from rr_reader.library.index.index import open_library
from rr_reader.library.query import Either, Query, Term, parse_query
from rr_reader.model import Article, Block, Kind, Meta, Quote, Source, Speaker
from rr_reader.text.matching import Matcher, fold

PEOPLE = ["Ann Lee", "Bo Ek", "Zoë Los"]
WORDS = ["fog", "rope", "salt", "wool", "tar's", "fog-horn"]
STATES = {"a0": frozenset({"reading", "starred"}), "a1": frozenset({"finished"})}


def _article(number: int, said: list[tuple[Kind, str, str]], outlet: str, year: str) -> Article:
    blocks = tuple(Block(kind, text, "" if kind is Kind.CAPTION else speaker) for kind, text, speaker in said)
    cast = tuple(Speaker(name, "guest") for name in dict.fromkeys(block.speaker for block in blocks if block.speaker))
    meta = Meta(f"Tape {number}", kind="interview", outlet=outlet, published=year and f"{year}-05-01")
    return Article(meta, cast, blocks, source=Source(f"a{number}.txt"))


_said = some.tuples(
    some.sampled_from([Kind.ANSWER, Kind.ANSWER, Kind.CAPTION]),
    some.lists(some.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join),
    some.sampled_from(PEOPLE),
)
_given = some.tuples(
    some.lists(_said, min_size=1, max_size=3),
    some.sampled_from(["", "The Quay"]),
    some.sampled_from(["", "2019", "2022"]),
)
_value = some.one_of(
    some.tuples(some.just(""), some.sampled_from([*WORDS, "fog rope", "f"])),
    some.tuples(some.just("speaker"), some.sampled_from(["ann", "ek", "los"])),
    some.tuples(some.just("outlet"), some.sampled_from(["quay", "not given"])),
    some.tuples(some.just("year"), some.sampled_from(["2019", "2020..", "..2021", "2019..2022", "not given"])),
    some.tuples(some.just("is"), some.sampled_from(["unread", "reading", "finished", "starred"])),
    some.tuples(some.just("block"), some.sampled_from(["answer", "caption"])),
)
_term = some.tuples(_value, some.integers(0, 3)).map(lambda made: Term(made[0][1], made[0][0], made[1] == 0))
_condition = _term | some.lists(_term, min_size=2, max_size=3, unique=True).map(tuple).map(Either)
_query = some.lists(_condition, min_size=1, max_size=3, unique=True).map(tuple).map(Query)
_library = some.lists(_given, min_size=1, max_size=3)


def _fits(term: Term, number: int, article: Article, blocks: tuple[Block, ...]) -> bool:
    """Tell whether a term is true of some blocks of an article, as the documentation of the language says."""
    meta, year = article.meta, article.meta.published[:4]
    if not term.field:
        texts = [block.text for block in blocks] + ([meta.title, meta.outlet] if len(blocks) > 1 else [])
        texts += [person.name for person in article.speakers] if len(blocks) > 1 else []
        return any(Matcher([term.value]).matches(fold(text)) for text in texts)
    if term.field == "speaker":
        return any(term.value in fold(block.speaker).split() for block in blocks)
    if term.field == "block":
        return any(block.kind.value == term.value for block in blocks)
    if term.field == "outlet":
        return term.value in fold(meta.outlet).split() if meta.outlet else term.value == "not given"
    if term.field == "is":
        return term.value in STATES.get(f"a{number}", {"unread"})
    first, dots, last = term.value.partition("..")
    if not year or term.value == "not given":
        return not year and term.value == "not given"
    return (first or "0") <= year <= (last or "9") if dots else year == term.value


_OF_PASSAGES = ("", "block", "speaker")


def _passage_fits(query: Query, number: int, article: Article, block: Block) -> bool:
    def holds(term: Term, *, joined: bool) -> bool:
        # that a person is not in it is said of an article; what else passages have is asked of each of them
        whole = term.field not in _OF_PASSAGES or (term.field == "speaker" and term.is_excluded)
        return _fits(term, number, article, article.blocks if whole else (block,)) is not term.is_excluded

    for field in {term.field for term in query.terms if isinstance(term, Term)}:
        terms = query.of(field)
        wanted = [term for term in terms if not term.is_excluded]
        if not all(holds(term, joined=False) for term in terms if term.is_excluded):
            return False
        if field == "speaker" and not block.speaker:
            return False  # whoever asks for speakers asks for what is spoken
        if wanted and not (all if not field else any)(holds(term, joined=False) for term in wanted):
            return False
    return all(any(holds(term, joined=True) for term in each.members) for each in query.eithers)


@settings(deadline=None, max_examples=50)
@given(_library, _query)
def test_the_index_the_matcher_and_a_plain_reading_find_the_same_passages(
    written: list[tuple[list[tuple[Kind, str, str]], str, str]], query: Query
) -> None:
    assert parse_query(str(query)) == query
    articles = [_article(number, *given) for number, given in enumerate(written)]
    with tempfile.TemporaryDirectory() as name:
        for number, article in enumerate(articles):
            (Path(name) / f"a{number}.md").write_text(dump(article))
        folder = LibraryFolder(Path(name))
        indexed, _ = open_library(folder)
        articles = [folder.load(f"a{number}") for number in range(len(written))]
        states = {f"{key}.txt": state for key, state in STATES.items()}
        in_memory = Library.of(articles)
        by_index = [(hit.entry.id, hit.block, hit.speaker, hit.spans) for hit in search(indexed, query, STATES)]
        by_memory = [
            (hit.entry.id.removesuffix(".txt"), hit.block, hit.speaker, hit.spans)
            for hit in search(in_memory, query, states)
        ]
        plain = [
            (f"a{number}", index)
            for number, article in enumerate(articles)
            for index, block in enumerate(article.blocks)
            if _passage_fits(query, number, article, block)
        ]
        assert by_index == by_memory
        assert [found[:2] for found in by_index] == plain
        left = list(select(in_memory, query, states).rows)
        assert [entry.id for entry in select(indexed, query, STATES)] == [f"a{row}" for row in left]
        assert sorted(entry.id for entry in Selection(indexed, query, STATES).ranked()) == sorted(
            entry.id for entry in Selection(indexed, query, STATES).candidates
        )
        if query.asks_of("block"):
            assert {f"a{row}" for row in left} == {article_id for article_id, _ in plain}


@settings(deadline=None, max_examples=100)
@given(_library, _query.filter(lambda query: not query.asks_of("block")))
def test_an_article_is_selected_when_each_condition_is_true_of_it(
    written: list[tuple[list[tuple[Kind, str, str]], str, str]], query: Query
) -> None:
    articles = [_article(number, *given) for number, given in enumerate(written)]

    def holds(term: Term, number: int) -> bool:
        article = articles[number]
        two = (*article.blocks, Block(Kind.PARAGRAPH, ""))
        return _fits(term, number, article, two) is not term.is_excluded

    def selected(number: int) -> bool:
        for field in {term.field for term in query.terms if isinstance(term, Term)}:
            excluded = [term for term in query.of(field) if term.is_excluded]
            wanted = [term for term in query.of(field) if not term.is_excluded]
            if not all(holds(term, number) for term in excluded):
                return False
            if wanted and not (any if field else all)(holds(term, number) for term in wanted):
                return False
        return all(any(holds(term, number) for term in each.members) for each in query.eithers)

    states = {f"{key}.txt": state for key, state in STATES.items()}
    found = select(Library.of(articles), query, states).rows
    assert list(found) == [number for number in range(len(articles)) if selected(number)]


PROSE = Article(
    Meta("Of rope", outlet="The Quay", published="2021-02-03"),
    (Speaker("Ann Lee", "quoted"), Speaker("Bo Ek", "quoted")),
    (Block(Kind.PARAGRAPH, "Of fog: “Rope is patient,” says Lee. “Salt is not,” says Ek."),),
    (Quote(0, 8, "“Rope is patient,”", "Ann Lee"), Quote(0, 37, "“Salt is not,”", "Bo Ek")),
    source=Source("rope.txt"),
)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("rope OR tar salt OR tar", [("Ann Lee", ["Rope", "Salt"])]),
        ("tar OR pitch", []),
        ("speaker:ek OR outlet:wharf salt", [("Bo Ek", ["Salt"])]),
        ("speaker:ek OR outlet:wharf rope", []),
        ("speaker:ek OR outlet:quay rope", [("Ann Lee", ["Rope"])]),
        ("speaker:ek OR speaker:lee rope OR salt", [("Ann Lee", ["Rope", "Salt"])]),
        ("speaker:lee rope OR salt", [("Ann Lee", ["Rope"])]),
        ("speaker:lee salt OR fog", []),
        ("-speaker:lee OR tar", []),
        ("-tar OR pitch fog", [("", ["fog"])]),
        ("year:2020..2022 fog", [("", ["fog"])]),
        ("year:2022.. OR pitch fog", []),
    ],
)
def test_what_is_joined_by_or_holds_for_the_passage_itself(query: str, expected: list[tuple[str, list[str]]]) -> None:
    hits = search(Library.of([PROSE]), parse_query(query))
    assert [(hit.speaker, [PROSE.blocks[0].text[a:b] for a, b in hit.spans]) for hit in hits] == expected


def test_a_field_inside_an_or_is_no_choice_of_the_sidebar() -> None:
    query = parse_query("speaker:ek OR outlet:wharf")
    listed = [value for facet in facets(Selection(Library.of([PROSE]), query)) for value in facet.values]
    assert {value.value for value in listed} >= {"Bo Ek", "The Quay"}
    assert not any(value.chosen for value in listed)
    assert str(toggle(query, "speaker", "Bo Ek")) == 'speaker:ek OR outlet:wharf speaker:="Bo Ek"'


def test_a_range_of_years_is_a_choice_that_can_be_taken_back() -> None:
    query = parse_query("year:2020.. rope")
    (years,) = (facet for facet in facets(Selection(Library.of([PROSE]), query)) if facet.name == "year")
    assert [(value.value, value.count, value.chosen) for value in years.values] == [("2021", 1, True)]
    assert str(toggle(query, "year", "2021")) == "rope"


@pytest.mark.parametrize(
    ("query", "selected", "blocks"),
    [
        ("-fog OR pitch", [], [1]),  # without the word is one passage, not the article
        ('-"fog-horn" OR pitch', ["a0"], [0, 1]),  # the index cannot tell these from "fog horn"
        ('"fog-horn" OR pitch', [], []),
    ],
)
def test_what_is_excluded_in_an_or_is_looked_for_in_the_text(
    tmp_path: Path, query: str, selected: list[str], blocks: list[int]
) -> None:
    said = [(Kind.ANSWER, "fog horn", "Ann Lee"), (Kind.ANSWER, "rope", "Ann Lee")]
    (tmp_path / "a0.md").write_text(dump(_article(0, said, "", "")))
    library, _ = open_library(LibraryFolder(tmp_path))
    assert [entry.id for entry in select(library, parse_query(query))] == selected
    assert [hit.block for hit in search(library, parse_query(query))] == blocks


@pytest.mark.parametrize("query", ['"tar\'s"', "block:answer tar", '-"tar\'s"'])
def test_an_article_that_is_gone_by_now_has_no_words(tmp_path: Path, query: str) -> None:
    for name in ("a0", "a1"):
        (tmp_path / f"{name}.md").write_text(dump(_article(0, [(Kind.ANSWER, "The tar's smell", "Ann Lee")], "", "")))
    library, _ = open_library(LibraryFolder(tmp_path))
    (tmp_path / "a0.md").unlink()
    assert [entry.id for entry in select(library, parse_query(query))] == ["a1"] * (not query.startswith("-"))


def test_what_a_site_says_of_itself_is_found_last(tmp_path: Path) -> None:
    notice = (Kind.BOILERPLATE, "Salt and salt: we use salt. Accept salt?", "")
    told = {
        "a0": [notice, (Kind.ANSWER, "I carry rope.", "Bo Ek")],
        "a1": [notice, (Kind.ANSWER, "I carry salt, a sack of it every morning but Sunday.", "Bo Ek")],
    }
    for name, said in told.items():
        (tmp_path / f"{name}.md").write_text(dump(_article(0, said, "", "")))
    library, _ = open_library(LibraryFolder(tmp_path))
    selection = Selection(library, parse_query("salt"), {})
    ranked = list(selection.ranked())
    assert [entry.id for entry in ranked] == ["a1", "a0"]
    hits = [hit for entry in ranked for hit in selection.passages(entry)]
    assert [(hit.speaker, hit.is_around) for hit in hits] == [("Bo Ek", False), ("", True), ("", True)]


def test_of_more_articles_than_can_be_ranked_the_newest_come_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "_RANKED", 1)
    for number, year in enumerate(["2019", "2022", "2001", "2020"]):
        said = [(Kind.ANSWER, "rope" if number == 2 else "the fog", "Ann Lee")]
        (tmp_path / f"a{number}.md").write_text(dump(_article(number, said, "", year)))
    library, _ = open_library(LibraryFolder(tmp_path))
    assert [entry.id for entry in Selection(library, parse_query("fog"), {}).ranked()] == ["a1", "a3", "a0"]
