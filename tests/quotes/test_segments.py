"""What somebody writes around generated pieces stays to the letter, however often these are brought up to date."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from rr_reader.quotes.segments import REMOVED, Segment, edited_in, key_of, keys_in, updated, written

QUICK = settings(max_examples=150, deadline=None)

lines = st.one_of(
    st.sampled_from(["", " ", "---", "> mine", "<!-- /rr-reader a -->", "<!-- rr-reader a -->", "# h", "^rr-a", "x\r"]),
    st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=12),
)
own_words = st.lists(lines, max_size=3).map(lambda each: "".join(f"{line}\n" for line in each))
keys = st.sampled_from(["a", "b", "c-1", "d", "e"])
pieces = st.builds(Segment, keys, lines.map(lambda line: f"> {line.rstrip()}\n"), st.booleans())


def unlike(segments: list[Segment]) -> list[Segment]:
    """One piece a key; what is in front matter comes first, as in a note."""
    known = {segment.key: segment for segment in segments}
    return sorted(known.values(), key=lambda segment: not segment.is_head)


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, list[str], list[Segment]]:
    """A text with pieces, what stands between them, and the pieces."""
    segments = unlike(draw(st.lists(pieces, max_size=4)))
    between = [draw(own_words) for _ in range(len(segments) + 1)]
    text = between[0] + "".join(written(each) + own for each, own in zip(segments, between[1:], strict=True))
    return text, between, segments


def outside(text: str) -> str:
    """All lines that are in no piece, found in another way than the program does."""
    marker = r"(?:<!--|#) rr-reader ([A-Za-z0-9-]+) [0-9a-f]{8}(?: removed)?(?: -->)?\r?"
    return re.sub(rf"^{marker}\n(?:(?!{marker}).*\n)*?(?:<!--|#) /rr-reader \1(?: -->)?\r?\n", "", text, flags=re.M)


def said(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip("\r")]


@QUICK
@given(texts(), st.lists(pieces, max_size=5).map(unlike), st.sets(keys))
def test_what_stands_between_the_pieces_stays_in_order_to_the_letter(given_text, new, removed):
    text, between, _ = given_text
    at, after = 0, updated(text, new, removed)
    for own in between:
        at = after.index(own, at) + len(own)
    # nothing but blank lines has come up beside it, and at the end what a last line was without
    assert said(outside(after)) == said(outside(text))


@QUICK
@given(texts(), st.lists(pieces, max_size=5).map(unlike), st.sets(keys))
def test_twice_is_once(given_text, new, removed):
    once = updated(given_text[0], new, removed)
    assert updated(once, new, removed) == once


@QUICK
@given(texts(), st.lists(pieces, max_size=5).map(unlike))
def test_every_piece_is_there_as_it_is_now(given_text, new):
    after = updated(given_text[0], new)
    for segment in new:
        if not segment.is_head:  # one of front matter that was taken out stays out
            assert segment.key in keys_in(after)
            assert segment.text in after.replace("\r\n", "\n")


@QUICK
@given(texts(), st.data())
def test_a_piece_that_somebody_edited_is_theirs(given_text, data):
    text, _, segments = given_text
    if not segments:
        return
    chosen = data.draw(st.sampled_from(segments))
    edited = text.replace(written(chosen), written(chosen).replace(chosen.text, "mine\n" + chosen.text), 1)
    assert chosen.key in edited_in(edited)
    assert updated(edited, [Segment(chosen.key, "> anew\n", chosen.is_head)]) == edited


def test_what_was_removed_stays_says_so_once_and_may_come_back():
    text = "before\n" + written(Segment("a", "> words\n\n^rr-a\n")) + "mine\n"
    gone = updated(text, [], ["a"])
    assert f"> words\n>\n{REMOVED}\n\n^rr-a\n" in gone
    assert gone.endswith("mine\n")
    assert updated(gone, [], ["a"]) == gone
    assert updated(gone, [Segment("a", "> words\n\n^rr-a\n")]) == text


def test_new_pieces_come_before_what_follows_them_and_the_last_at_the_end():
    one, two, three = (Segment(key, f"> {key}\n") for key in "abc")
    text = written(two) + "of b\n"
    after = updated(text, [one, two, three])
    assert after == f"{written(one)}\n{written(two)}of b\n\n{written(three)}"


def test_pieces_that_were_moved_are_found_where_they_are():
    one, two = Segment("a", "> a\n"), Segment("b", "> b\n")
    text = "# Mine\n" + written(two) + "\nand\n\n" + written(one)
    assert updated(text, [one, Segment("b", "> B\n")]) == text.replace(written(two), written(Segment("b", "> B\n")))


def test_a_file_with_the_line_ends_of_windows_keeps_them():
    text = ("mine\n" + written(Segment("a", "> a\n"))).replace("\n", "\r\n")
    after = updated(text, [Segment("a", "> A\n"), Segment("b", "> b\n")])
    assert not edited_in(after)
    assert after.count("\n") == after.count("\r\n")
    assert "> A\r\n" in after
    assert updated(after, [Segment("a", "> A\n"), Segment("b", "> b\n")]) == after


@given(st.text())
@settings(max_examples=50, deadline=None)
def test_any_text_has_a_key_that_a_piece_can_have(text):
    assert keys_in(written(Segment(key_of(text), "> x\n"))) == {key_of(text)}
