"""Sentences, words and graphemes: what a selection grows by."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rr_reader.text.graphemes import next_border, previous_border, snap
from rr_reader.text.sentences import sentences, words


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("en", ["I met Dr. Okafor in the U.S. twice.", "It rained!", "Why?"]),
        ("en", ["“I never cut it,” she says.", "“Not a frame.”", "Then she left."]),
        ("en", ["It cost $3.50 at 9 a.m. sharp.", "We paid."]),
        ("fr", ["Il a dit : « Non ! »", "Puis M. Dupont est parti."]),
        ("de", ["Das war z. B. am 3. Mai.", "„Ja!“, sagte sie."]),
        ("ja", ["映画は長い。", "終わった！"]),
        ("", ["No language given.", "Still two."]),
        ("xx", ["One nobody knows.", "Still two."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(language: str, parts: list[str]) -> None:
    text = ("" if language == "ja" else " ").join(parts)
    assert [text[start:end] for start, end in sentences(text, language)] == parts


@settings(deadline=None, max_examples=150)
@given(
    st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from("a .?!”\n。")), max_size=60), st.integers(1, 400)
)
def test_sentences_cover_all_that_is_visible(text: str, times: int) -> None:
    text *= times
    covered = [text[start:end] for start, end in sentences(text)]
    assert "".join("".join(covered).split()) == "".join(text.split())
    assert all(part == part.strip() for part in covered)


@pytest.mark.parametrize("text", ["." * 300_000, "Mr. Dr. U.S. " * 22_000, "“a. " * 40_000, "a" * 300_000])
def test_hostile_text_is_split_all_the_same(text: str) -> None:
    """Quadratic code would take minutes here."""
    spans = sentences(text)
    assert spans[0][0] == 0
    assert spans[-1][1] == len(text.rstrip())


def test_a_long_text_is_cut_between_sentences() -> None:
    sentence = "This is the story of a film that nobody saw. "
    text = sentence * 500
    assert {text[start:end] for start, end in sentences(text)} == {sentence.strip()}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("It’s a well-made film – isn't it?", ["It’s", "a", "well-made", "film", "isn't", "it"]),
        ("«Été», 1998!", ["Été", "1998"]),
        ("cafe\u0301 हिन्दी", ["cafe\u0301", "हिन्दी"]),
        ("映画です", ["映", "画", "です"]),
        ("'tis -- 'twas", ["tis", "twas"]),
    ],
)
def test_words(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in words(text)] == parts


CLUSTERS = ["a", "e\u0301", "👩\u200d🚀", "🇫🇷", "👍🏽", "각", "\u1112\u1161\u11ab", "กำ", "क्षि", "❤\ufe0f", "\n", " "]


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from(CLUSTERS), max_size=8))
def test_borders_go_from_cluster_to_cluster(clusters: list[str]) -> None:
    text = "".join(clusters)
    borders = [0]
    for cluster in clusters:
        borders.append(borders[-1] + len(cluster))
    forward, backward = [0], [len(text)]
    while forward[-1] < len(text):
        forward.append(next_border(text, forward[-1]))
    while backward[-1] > 0:
        backward.append(previous_border(text, backward[-1]))
    assert forward == borders == backward[::-1]
    for offset in range(len(text) + 1):
        assert snap(text, offset, forward=False) == max(border for border in borders if border <= offset)
        assert snap(text, offset, forward=True) == min(border for border in borders if border >= offset)


def test_offsets_outside_the_text_are_brought_in() -> None:
    assert (snap("ab", -1, forward=True), snap("ab", 9, forward=False)) == (0, 2)
    assert (previous_border("ab", 0), next_border("ab", 2)) == (0, 2)
