"""What is told beside the words can be left out; not a word of anybody goes with it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rr_reader.quotes.asides import without_asides
from rr_reader.quotes.excerpt import Excerpt, Part


def left_of(text: str, kind: str = "answer") -> str:
    return without_asides(Excerpt((Part(text, "Ada Stone", kind),))).parts[0].text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("So [laughs] it ends.", "So it ends."),
        ("So it ends [laughs].", "So it ends."),
        ("[Laughs] So it ends. [Pause]", "So it ends."),
        ("So (both laugh), it ends (sighs deeply).", "So, it ends."),
        ("One.\n\n[Laughter]\n\nTwo.", "One.\n\nTwo."),
        ("Enfin (rires) voilà [inaudible 00:12].", "Enfin voilà."),
        # put in for other words, or said
        ("I saw [the film] and [sic] it (once).", "I saw [the film] and [sic] it (once)."),
        ("It […] ends.", "It […] ends."),
        ("I laugh (he never laughs at me in long brackets that go on and on and on, and on).", None),
        ("[1] and [12:30] and ([a]) and [([a]) stay", None),
        ("[laughs]", None),
        ("no\nbrackets  at all ", None),
    ],
)
def test_only_asides_go(text: str, left: str | None) -> None:
    assert left_of(text) == (text if left is None else left)


def test_what_the_article_tells_stays() -> None:
    assert left_of("He came [laughs].", "text") == "He came [laughs]."


@settings(deadline=None)
@given(st.text(alphabet="ab .,()[]\n"))
def test_without_asides_nothing_changes(text: str) -> None:
    assert left_of(text) == text
