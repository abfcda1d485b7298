"""Two copies of highlights become one: what either side did stays, and no note is lost."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as some
from msgspec.structs import replace

from rr_reader.model.highlight import COLOURS, Anchor, Highlight
from rr_reader.userdata.merging import BETWEEN, merge, merge_all
from rr_reader.userdata.sidecar import read, written

IDS = ("one", "two", "three")
notes = some.sampled_from(["", "fog", "salt", "fog and salt", "the quay", f"fog{BETWEEN}salt", "ol\u0142 \n\n é"])
some_tags = some.lists(some.sampled_from(["a", "b", "c"]), unique=True, max_size=3).map(tuple)
highlights = some.builds(
    Highlight,
    id=some.just("one"),
    article=some.sampled_from(["quay", "pier"]),
    anchor=some.builds(Anchor, some.sampled_from(["the boat", "the bell"]), start=some.integers(0, 3)),
    colour=some.sampled_from(COLOURS[:2]),
    note=notes,
    tags=some_tags,
    made=some.sampled_from(["", "2031-01"]),
    changed=some.sampled_from(["", "2031-02", "2031-03"]),
    order=some.sampled_from([0.0, 1.0]),
    is_gone=some.booleans(),
)
maybe = some.none() | highlights


def copies(what: some.SearchStrategy[Highlight]) -> some.SearchStrategy[dict[str, Highlight]]:
    """Give files of highlights, by id."""
    return some.dictionaries(some.sampled_from(IDS), what).map(
        lambda found: {key: replace(each, id=key) for key, each in found.items()}
    )


quick = settings(deadline=None, max_examples=100)


@quick
@given(maybe, highlights, highlights)
def test_it_is_of_no_account_which_side_is_ours(base: Highlight | None, one: Highlight, other: Highlight) -> None:
    assert merge(base, one, other) == merge(base, other, one)


@quick
@given(maybe, highlights, highlights)
def test_what_was_merged_stays_as_it_is(base: Highlight | None, one: Highlight, other: Highlight) -> None:
    both = merge(base, one, other)
    assert merge(base, both, both) == both
    assume(not base or both.note != base.note)  # each side took the other half of a note: as if nobody did anything
    assert merge(base, both, other) == merge(base, both, one) == both


@quick
@given(highlights, highlights)
def test_what_one_side_alone_did_is_done(base: Highlight, one: Highlight) -> None:
    both = merge(base, base, one)
    assert {name: getattr(both, name) for name in ("note", "colour", "order", "anchor", "article")} == {
        name: getattr(one, name) for name in ("note", "colour", "order", "anchor", "article")
    }
    assert set(both.tags) == set(one.tags)


@quick
@given(copies(highlights), copies(highlights), copies(highlights))
def test_no_highlight_and_no_new_note_is_lost(
    base: dict[str, Highlight], ours: dict[str, Highlight], theirs: dict[str, Highlight]
) -> None:
    both = merge_all(base, ours, theirs)
    assert both == merge_all(base, theirs, ours)
    assert both.keys() == ours.keys() | theirs.keys()
    for side in (ours, theirs):
        for key, each in side.items():
            is_new = key not in base or each.note != base[key].note
            parts = each.note.split(BETWEEN) if is_new else []
            assert all(part in both[key].note for part in parts)


@quick
@given(copies(highlights))
def test_a_file_says_what_was_written_and_always_in_the_same_bytes(kept: dict[str, Highlight]) -> None:
    data = written(kept.values())
    assert read(data).highlights == kept
    assert written(reversed(list(kept.values()))) == data
    assert data.count(b"\n") == len(kept)


BASE = Highlight("one", "quay", Anchor("the boat"), note="fog", tags=("a", "b"), changed="2031-01")


@pytest.mark.parametrize(
    ("one", "other", "field", "holds"),
    [
        ({"note": "salt"}, {"note": "quay"}, "note", f"quay{BETWEEN}salt"),
        ({"note": "fog, thick"}, {"note": "fog, thick and grey"}, "note", "fog, thick and grey"),
        ({"note": ""}, {"colour": "red"}, "note", ""),
        ({"note": ""}, {"note": "salt"}, "note", "salt"),
        ({"colour": "red"}, {"note": "salt"}, "colour", "red"),
        ({"colour": "red", "changed": "2031-02"}, {"colour": "blue", "changed": "2031-03"}, "colour", "blue"),
        (
            {"colour": "red", "changed": "2031-05-09T10:00:00Z"},
            {"colour": "blue", "changed": "2031-05-09T11:30:00+02:00"},
            "colour",
            "red",
        ),
        (
            {"colour": "red", "changed": "2031-05-09T10:00:00Z"},
            {"colour": "blue", "changed": "2031-05-09T10:00:00.500000+00:00"},
            "changed",
            "2031-05-09T10:00:00.500000+00:00",
        ),
        ({"tags": ("a",)}, {"tags": ("a", "b", "c")}, "tags", ("a", "c")),
        ({"tags": ("b", "a")}, {}, "tags", ("a", "b")),
        ({"is_gone": True}, {}, "is_gone", True),
        ({"is_gone": True, "changed": "2031-03"}, {"note": "salt", "changed": "2031-02"}, "is_gone", False),
        ({"is_gone": True}, {"is_gone": True}, "is_gone", True),
        ({"is_gone": True}, {"order": 3.0}, "is_gone", True),
    ],
)
def test_of_what_both_sides_did_this_holds(one: dict, other: dict, field: str, holds: object) -> None:  # type: ignore[type-arg]
    assert getattr(merge(BASE, replace(BASE, **one), replace(BASE, **other)), field) == holds


def test_without_a_common_origin_the_later_of_removing_and_keeping_holds_and_both_notes_stay() -> None:
    gone = replace(BASE, is_gone=True, changed="2031-03", note="salt")
    assert merge(None, BASE, gone).is_gone
    assert not merge(None, replace(BASE, changed="2031-04"), gone).is_gone
    assert merge(None, BASE, gone).note == f"fog{BETWEEN}salt"


def test_what_is_removed_and_was_brought_back_is_there() -> None:
    gone = replace(BASE, is_gone=True)
    assert not merge(gone, gone, BASE).is_gone


ONE, TWO = written([replace(BASE, note="salt")]).decode(), written([replace(BASE, note="quay")]).decode()


@pytest.mark.parametrize("ancestor", ["", f"||||||| 1a2b3c\n{written([BASE]).decode()}"])
def test_both_sides_of_a_merge_that_git_left_are_kept(ancestor: str) -> None:
    left = f"<<<<<<< HEAD\n{ONE}{ancestor}=======\n{TWO}>>>>>>> theirs\n"
    copy = read(left.encode(), {"one": BASE})
    assert copy.highlights["one"].note == f"quay{BETWEEN}salt"
    assert (copy.is_conflict, copy.unreadable) == (True, 0)


@pytest.mark.parametrize(
    "line",
    [
        ONE[:-9],
        "{}",
        "not json",
        "[1]",
        '{"id":"x"}',
        ONE.replace("quay", "../quay"),
        ONE.replace("quay", ".quay"),
        ONE.replace('"one"', '""'),
        "\udcff".encode("utf-8", "surrogateescape").decode("latin-1"),
    ],
)
def test_a_line_that_cannot_be_read_is_counted_and_hides_no_other(line: str) -> None:
    other = written([replace(BASE, id="two")]).decode()
    copy = read(f"{line}\n\n{other}".encode())
    assert (set(copy.highlights), copy.unreadable) == ({"two"}, 1)


def test_a_file_by_a_windows_editor_is_read() -> None:
    copy = read(b"\xef\xbb\xbf" + ONE.replace("\n", "\r\n").encode())
    assert (set(copy.highlights), copy.unreadable) == ({"one"}, 0)
