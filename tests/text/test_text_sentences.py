"""Sentences, words and graphemes: what a selection grows by."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rr_reader.text.graphemes import next_border, previous_border, snap
from rr_reader.text.sentences import sentences, words

CASES = Path(__file__).parents[1].joinpath("cases/sentences.txt").read_text("utf-8").splitlines()
KNOWN = [line.split("|") for line in CASES if line and not line.startswith("#")]
NOT_KNOWN = {
    "a one-letter word is taken for an initial": "en|It was World War I.|Nobody won.",
    "who spoke begins with a capital": "en|“Are you?” I asked.|Nobody was.",
    "a name begins with a capital": "en|“Stop!” Lund said.|He did not.",
    "an abbreviation that could be a word": "en|He read vol. 2 and liked it.|I did not.",
    "an ordinal looks the same": "de|Er war 20.|Dann ging er.",
    "what follows a quotation is not told by a space": "ko|“안 가.” 그녀가 말했다.|비가 왔다.",
    "what follows a quotation is not told at all": "zh|他说：“走吧。”|她走了。",
}
UNSPACED = {"ja", "zh", "km"}
FAILING = [
    pytest.param(*case.split("|", 1), marks=pytest.mark.xfail(strict=True, reason=why))
    for why, case in NOT_KNOWN.items()
]


@pytest.mark.parametrize(("language", "parts"), [(case[0], "|".join(case[1:])) for case in KNOWN] + FAILING)
def test_sentences_end_where_a_reader_ends_them(language: str, parts: str) -> None:
    text = parts.replace("|", "" if language in UNSPACED else " ")
    assert "|".join(text[start:end] for start, end in sentences(text, language)) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("No language given. Still two.", ["No language given.", "Still two."]),
        ("They cut the film.Then came the war.", ["They cut the film.", "Then came the war."]),
        ("1. Rope\n2. Salt\n3. A bell", ["1. Rope", "2. Salt", "3. A bell"]),
        ("The first.\n7. We met.", ["The first.", "7. We met."]),
        ("How many? 12. That is all.", ["How many?", "12.", "That is all."]),
    ],
)
@pytest.mark.parametrize("language", ["", "xx", "en-GB"])
def test_sentences_of_a_language_that_nobody_knows(language: str, text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text, language)] == parts


@settings(deadline=None, max_examples=150)
@given(
    st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from("aA1ก .?…(—”\n。")), max_size=60),
    st.integers(1, 400),
)
def test_sentences_cover_all_that_is_visible(text: str, times: int) -> None:
    text *= times
    covered = [text[start:end] for start, end in sentences(text)]
    assert "".join("".join(covered).split()) == "".join(text.split())
    assert all(part == part.strip() for part in covered)


@pytest.mark.parametrize(
    "text",
    [
        "." * 300_000,
        "Mr. Dr. U.S. " * 22_000,
        "“a. " * 40_000,
        "a" * 300_000,
        "1. " * 60_000,
        ". (" * 60_000,
        "ก   " * 60_000,
    ],
)
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


@pytest.mark.xfail(strict=True, reason="words that no space parts are known to dictionaries only")
@pytest.mark.parametrize("parts", [["ฉัน", "รัก", "คุณ"], ["これ", "は"], ["ខ្ញុំ", "ស្រលាញ់"]])
def test_words_that_are_written_without_spaces(parts: list[str]) -> None:
    text = "".join(parts)
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
