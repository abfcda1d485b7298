"""What an editor says in brackets, and what only helps the sentence it stands in."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rr_reader.model import notes_in, without_notes


@pytest.mark.parametrize(
    "note",
    [
        "[Writer's note: the film is out now]",
        "[Editor’s Note – no]",
        "[Ed.: far]",
        "[Eds: far]",
        "[Note: see [1] there]",
        "[N. d. R.: il film]",
        "[NDLR : le film]",
        "[Anm. d. Red.: ja]",
        "[Nota de la redacción: sí]",
        "[he left early —Ed.]",
        "(Editor's note: she means the other one)",
        "[She laughs loudly.]",
        "[By then it was dark.]",
        "[who had been in that film with her once already]",
        "[Bo Ek: never]",
        "［編注：雪］",
        "[これは、映画が公開される前の、最初の話です]",
    ],
)
def test_a_note_is_found_whole(note: str) -> None:
    text = f"I swam {note} home (or nearly)."
    assert [text[start:end] for start, end in notes_in(text)] == [note]


@pytest.mark.parametrize(
    "words",
    [
        "[laughs]",
        "[Laughs.]",
        "[the film]",
        "[the director of that film]",
        "[sic]",
        "[…]",
        "[1]",
        "[00:12:03]",
        "［笑］",
        "[the editor: Ann]",
        "(Note: I was ten.)",
        "(a long parenthesis that the speaker speaks herself, and means to.)",
        "[a link of many words that leads to a page about snow](https://example.org)",
        "[Ed.: never closed",
        "Ed.: never opened]",
    ],
)
def test_what_helps_a_sentence_or_is_the_speakers_own_is_no_note(words: str) -> None:
    text = f"I swam {words} home."
    assert notes_in(text) == ()
    assert without_notes(text) is text


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="[](): –.Ed\n注a", max_size=40))
def test_covering_notes_moves_nothing_else(text: str) -> None:
    covered = without_notes(text)
    notes = notes_in(text)
    assert len(covered) == len(text)
    assert all(start < end for start, end in notes)
    assert all(text[start] in "[(［" and text[end - 1] in "])］" for start, end in notes)
    inside = {offset for start, end in notes for offset in range(start, end)}
    assert all(b == ("…" if n in inside else t) for n, (t, b) in enumerate(zip(text, covered, strict=True)))


@pytest.mark.parametrize("piece", ["[", "(", "[a", "(a – ", "[–", "]", "[[a]"])
def test_hostile_brackets_cost_no_more_than_their_length(piece: str) -> None:
    assert notes_in(piece * 200_000) == ()
