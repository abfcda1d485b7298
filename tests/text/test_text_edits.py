"""Edits tell exactly what they did, and offsets follow them both ways."""

from hypothesis import given, settings
from hypothesis import strategies as st

from rr_reader.model import Change, Doubt
from rr_reader.text.edits import Edited, OffsetMap, apply_changes, chain

letters = st.text("abcde ", max_size=12)


@st.composite
def edits_of(draw: st.DrawFn, text: str) -> Edited:
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    changes = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        after = draw(st.text("XYZ", max_size=3))
        if after != text[start:end] and not (changes and changes[-1].end == start == end):
            changes.append(Change(start, end, text[start:end], after, draw(st.sampled_from(("one", "two")))))
    return Edited(apply_changes(text, changes), tuple(changes))


@st.composite
def two_edits(draw: st.DrawFn) -> tuple[str, Edited, Edited]:
    text = draw(letters)
    first = draw(edits_of(text))
    return text, first, draw(edits_of(first.text))


@settings(deadline=None, max_examples=200)
@given(two_edits())
def test_two_edits_in_a_row_are_one_edit_of_the_first_text(case: tuple[str, Edited, Edited]) -> None:
    text, first, second = case
    both = chain(first, second)
    assert both.text == second.text
    assert apply_changes(text, both.changes) == second.text
    end = 0
    for change in both.changes:
        assert end <= change.start
        assert text[change.start : change.end] == change.before != change.after
        end = change.end


@settings(deadline=None, max_examples=300)
@given(letters.flatmap(lambda text: st.tuples(st.just(text), edits_of(text))))
def test_offsets_never_go_back_and_sound_text_keeps_its_place(case: tuple[str, Edited]) -> None:
    text, edited = case
    offsets = OffsetMap(edited.changes)
    before = [offsets.before(offset) for offset in range(len(edited.text) + 1)]
    after = [offsets.after(offset) for offset in range(len(text) + 1)]
    assert before == sorted(before)
    assert after == sorted(after)
    assert max(before) <= len(text)
    assert max(after) <= len(edited.text)
    changed = {place for change in edited.changes for place in range(change.start, change.end)}
    for place, letter in enumerate(text):
        if place not in changed:
            assert edited.text[after[place]] == letter
            assert offsets.before(after[place]) == place


def test_the_end_of_a_span_inside_a_change_is_the_end_of_the_change() -> None:
    offsets = OffsetMap([Change(2, 4, "&e", "éé", "")])
    assert (offsets.before(3), offsets.before_end(3)) == (2, 4)
    assert offsets.before_end(4) == 4


def test_what_the_second_edit_undoes_is_no_change() -> None:
    first = Edited("abXd", (Change(2, 3, "c", "X", "typo"),))
    assert chain(first, Edited("abcd", (Change(2, 3, "X", "c", "undone"),))) == Edited("abcd")


def test_changes_that_overlap_become_one_with_both_reasons() -> None:
    first = Edited("aéb", (Change(1, 3, "&e", "é", "entity"),))
    second = Edited("aeb", (Change(1, 2, "é", "e", "plain"),))
    assert chain(first, second).changes == (Change(1, 3, "&e", "e", "entity; plain"),)


def test_changes_side_by_side_stay_two() -> None:
    first = Edited("Xbc", (Change(0, 1, "a", "X", "one"),))
    second = Edited("XYc", (Change(1, 2, "b", "Y", "two"),))
    assert chain(first, second).changes == (Change(0, 1, "a", "X", "one"), Change(1, 2, "b", "Y", "two"))


def test_doubts_of_the_second_edit_come_back_to_the_first_text() -> None:
    first = Edited("é?", (Change(0, 2, "&e", "é", "entity"),), (Doubt(0, 1, "early"),))
    both = chain(first, Edited("é?", (), (Doubt(1, 2, "late"),)))
    assert both.doubts == (Doubt(0, 1, "early"), Doubt(2, 3, "late"))
