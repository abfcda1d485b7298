"""What the basket makes of highlights: order, groups, what is held twice. No screen."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rr_reader.library.query import parse_query
from rr_reader.model import Meta, Span
from rr_reader.model.highlight import COLOURS, Anchor, Highlight
from rr_reader.quotes.excerpt import Excerpt, Part, Remarks
from rr_reader.tui.basket import GROUPINGS, Held, groups, kept, narrowed, rows, tags_of
from rr_reader.tui.basket_order import doubles, made_one, moved
from rr_reader.tui.copying import counted

TEXT = "the keel was laid in fog and the fog was laid in rope and nobody counted the rope"


def at(name: str, start: int, end: int, *, article: str = "keel", is_found: bool = True, **more: object) -> Held:
    """Hold TEXT[start:end]."""
    highlight = Highlight(name, article, Anchor(TEXT[start:end]), made=name, **more)  # type: ignore[arg-type]
    remarks = Remarks(name, highlight.colour, highlight.note, highlight.tags)
    excerpt = Excerpt(
        (Part(TEXT[start:end], "Ann Lee", "answer"),), Meta(title="Keel"), article=article, remarks=remarks
    )
    return Held(highlight, excerpt, Span.within(0, start, end) if is_found else None)


def sorted_by_order(highlights: Sequence[Highlight]) -> list[str]:
    return [each.id for each in sorted(highlights, key=lambda each: (each.order, each.made, each.id))]


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_any_moves_lead_to_the_order_they_say(data: st.DataObject) -> None:
    orders = data.draw(st.lists(st.sampled_from([0.0, -1.0, -0.5, 3.0, 1e300, -1e300]), min_size=2, max_size=7))
    known = {f"h{n}": Highlight(f"h{n}", "a", Anchor("x"), made=f"{n}", order=order) for n, order in enumerate(orders)}
    for _ in range(data.draw(st.integers(1, 40))):
        names = sorted_by_order([*known.values()])
        one, other = data.draw(st.permutations(names))[:2]
        behind = data.draw(st.booleans())
        changes = moved([known[name] for name in names], one, other, behind=behind)
        assert all(before == known[before.id] and before.id == after.id for before, after in changes)
        known |= {after.id: after for _, after in changes}
        wanted = [name for name in names if name != one]
        wanted.insert(wanted.index(other) + behind, one)
        assert sorted_by_order([*known.values()]) == wanted


def test_one_moved_between_two_changes_alone() -> None:
    ordered = [Highlight(f"h{n}", "a", Anchor("x"), order=float(n - 9)) for n in range(5)]
    assert [after.id for _, after in moved(ordered, "h4", "h1", behind=True)] == ["h4"]


@pytest.mark.parametrize(("one", "other"), [("gone", "h1"), ("h1", "gone"), ("h1", "h1")])
def test_what_is_gone_by_now_is_not_moved(one: str, other: str) -> None:
    ordered = [Highlight(f"h{n}", "a", Anchor("x"), order=float(n)) for n in range(3)]
    assert moved(ordered, one, other, behind=True) == []


def test_what_is_marked_after_a_move_stands_behind_all() -> None:
    ordered = [Highlight(f"h{n}", "a", Anchor("x"), made=f"{n}") for n in range(3)]
    known = {each.id: each for each in ordered} | {
        after.id: after for _, after in moved(ordered, "h0", "h2", behind=True)
    }
    fresh = Highlight("new", "a", Anchor("x"), made="9")
    assert sorted_by_order([*known.values(), fresh]) == ["h1", "h2", "h0", "new"]


def test_words_within_others_are_held_twice_and_those_that_only_touch_are_not() -> None:
    wide, inside, over, same = at("1", 0, 40), at("2", 4, 20), at("3", 30, 60), at("4", 0, 40)
    assert doubles([inside, wide, over, same]) == {"2": "1", "4": "1"}


def test_the_same_words_in_another_article_are_held_twice_but_short_ones_and_parts_are_not() -> None:
    assert doubles([at("1", 8, 40), at("2", 8, 40, article="reprint")]) == {"2": "1"}
    assert doubles([at("1", 8, 20), at("2", 8, 20, article="other")]) == {}
    assert doubles([at("1", 0, 60), at("2", 8, 40, article="other")]) == {}


def test_the_same_words_at_another_place_of_the_article_are_other_words() -> None:
    first, second = TEXT.index("the fog"), TEXT.index("nobody")
    one, other = at("1", 0, 30), at("2", 0, 30)
    other.span = Span.within(0, first + 20, second + 9)
    assert doubles([one, other]) == {}


def test_what_is_lost_is_known_by_its_words() -> None:
    assert doubles([at("1", 0, 40), at("2", 8, 20, is_found=False)]) == {"2": "1"}
    assert doubles([at("1", 0, 40), at("2", 30, 60, is_found=False)]) == {}


@settings(deadline=None, max_examples=80)
@given(st.lists(st.tuples(st.integers(0, 70), st.integers(1, 12), st.sampled_from(["", "n1", "n2"])), max_size=12))
def test_joining_all_loses_no_words_note_or_tag_and_leaves_nothing_twice(ends: list[tuple[int, int, str]]) -> None:
    all_held = [at(f"{n:02}", s, s + size, note=note, tags=(f"t{n}",)) for n, (s, size, note) in enumerate(ends)]
    pairs = made_one(all_held, doubles(all_held), {each.id for each in all_held})
    after = {each.id: each.highlight for each in all_held} | {new.id: new for _, new in pairs}
    left = [each for each in all_held if not after[each.id].is_gone]
    assert doubles(left) == {}
    assert {tag for each in left for tag in after[each.id].tags} == {
        tag for each in all_held for tag in each.highlight.tags
    }
    notes = "\n\n".join(after[each.id].note for each in left).split("\n\n")
    assert {*notes} - {""} == {each.highlight.note for each in all_held} - {""}
    assert all(any(other.text.find(each.text) >= 0 for other in left) for each in all_held)


def test_only_what_is_chosen_is_joined() -> None:
    all_held = [at("1", 0, 40), at("2", 4, 20), at("3", 41, 60), at("4", 45, 50)]
    assert {after.id for _, after in made_one(all_held, doubles(all_held), {"2"})} == {"1", "2"}
    assert made_one(all_held, doubles(all_held), {"9"}) == []


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(st.sampled_from(COLOURS), st.sets(st.sampled_from("xyz")), st.booleans()), max_size=8),
    st.sampled_from([*GROUPINGS]),
)
def test_every_group_has_a_heading_and_nothing_is_left_out(
    kinds: list[tuple[str, set[str], bool]], grouping: str
) -> None:
    all_held = [at(f"{n}", n, n + 5, colour=c, tags=(*sorted(t),), is_found=f) for n, (c, t, f) in enumerate(kinds)]
    made = groups(all_held, grouping)
    assert {each.id for group in made for each in group.held} == {each.id for each in all_held}
    assert [group.is_lost for group in made] == sorted(group.is_lost for group in made)
    listed = rows(made, 2)
    assert sum(row.line == 0 and row.place >= 0 for row in listed) == sum(len(group.held) for group in made)
    assert sum(row.place < 0 <= row.group for row in listed) == sum(bool(group.title) for group in made)


@pytest.mark.parametrize(
    ("query", "is_left"),
    [
        ("fog", True),
        ("FÓG", True),
        ("herring", False),
        ("-fog", False),
        ("-herring", True),
        ('"laid in fog"', True),
        ('"in laid fog"', False),
        ("speaker:lee", True),
        ("speaker:bo", False),
        ("-speaker:lee", False),
        ("tag:old", True),
        ("tag:=old", False),
        ("title:keel", True),
        ('outlet:"not given"', True),
        ("year:2019..", False),
        ("is:starred", True),
        ("is:highlighted", True),
        ("highlight:violet", True),
        ("highlight:boats", True),
        ("highlight:reminds", True),
        ("highlight:green", False),
        ("-highlight:violet", False),
        ("is:unread", False),
        ("herring OR speaker:lee", True),
        ("herring OR -fog", False),
        ("violet", True),
        ("reminds", True),
        ("block:answer", True),
    ],
)
def test_a_query_asks_of_a_quotation_what_it_asks_everywhere(query: str, is_left: bool) -> None:
    one = at("1", 0, 30, colour="violet", note="Reminds me", tags=("old boats",))
    states = {"keel": frozenset({"starred", "finished"})}
    assert bool(narrowed([one], parse_query(query), states)) is is_left


@pytest.mark.parametrize(
    ("typed", "before", "after"),
    [
        ("fog", (), ("fog",)),
        ("#fog, #rope", (), ("fog", "rope")),
        ("old boats ,, ", (), ("old boats",)),
        ("fog, fog", ("fog",), ("fog",)),
        ("-fog", ("fog", "rope"), ("rope",)),
        ("-nothing", ("rope",), ("rope",)),
        ("", ("rope",), ("rope",)),
    ],
)
def test_tags_are_read_with_commas_between(typed: str, before: tuple[str, ...], after: tuple[str, ...]) -> None:
    assert tags_of(typed, before) == after


def test_what_is_still_looked_for_is_no_orphan() -> None:
    blank = Highlight("1", "keel", Anchor("the keel"), note="Reminds me")
    sought = kept(blank)
    assert not sought.is_orphan
    assert sought.excerpt.remarks
    assert not sought.excerpt.remarks.is_orphan
    assert sought.text == "the keel"
    assert Held(blank, sought.excerpt, None).is_orphan


def test_a_highlight_that_was_kept_without_an_excerpt_still_has_its_words() -> None:
    bare = Held(Highlight("1", "a", Anchor("the keel")), Excerpt(), None)
    assert bare.excerpt
    assert bare.text == "the keel"


@pytest.mark.parametrize(
    "texts", [("fog – and rope",), ("one/two", "well-kept … rope"), ("眠る。夢を見る。",)], ids=str
)
def test_what_is_held_is_as_many_words_as_are_said_to_be_copied(texts: tuple[str, ...]) -> None:
    excerpt = Excerpt(tuple(map(Part, texts)))
    held = Held(Highlight("h", "keel", Anchor(texts[0])), excerpt, None)
    assert counted([excerpt]).startswith(f"{held.count} words, ")
