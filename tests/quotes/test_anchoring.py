"""Marked words are found again after whatever happens to an article, and never where they were not."""

import random
import time
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from articles import between
from rr_reader.model import Article, Block, Kind, Place, Span
from rr_reader.quotes.anchoring import Finder
from rr_reader.text.graphemes import snap

TALK = Article(
    blocks=(
        Block(Kind.TITLE, "The Ferryman’s Daughter"),
        Block(Kind.PARAGRAPH, "Every summer the ferry at Lindholm carries more goats than people. Nobody minds."),
        Block(Kind.QUESTION, "When did you first hear the engine?"),
        Block(Kind.ANSWER, "I was four. It coughed like an old dog, and my father laughed. It never stopped.", "Siri"),
        Block(Kind.QUESTION, "And your mother — was she “against” it?"),
        Block(Kind.ANSWER, "She hated the smell. She’d say: “That café on the pier smells better.”", "Siri"),
        Block(
            Kind.CONTINUATION, "But she sold tickets for thirty years, in rain and in snow. It never stopped.", "Siri"
        ),
        Block(Kind.QUESTION, "What will become of the boat when the bridge is built?"),
        Block(Kind.ANSWER, "Somebody will paint it red and put flowers in it. That is what they do here.", "Siri"),
    )
)
ELSEWHERE = Article(
    blocks=tuple(
        Block(Kind.PARAGRAPH, text)
        for text in (
            "The council met on Tuesday to talk about drains, and nothing was decided, as so often.",
            "It never stopped raining. What did you think when you first read the letter, asked the mayor.",
            "In the end they painted the door red and went home; that is what they do when it is late.",
            "Every winter the school at Nordby takes in more children than it has chairs. Nobody minds that.",
        )
    )
)


def _texts(change: Callable[[str], str]) -> Callable[[Article], Article]:
    return lambda article: replace(
        article, blocks=tuple(replace(block, text=change(block.text)) for block in article.blocks)
    )


def _split(article: Article) -> Article:
    pieces = [
        replace(block, text=piece) for block in article.blocks for piece in block.text.replace(". ", ".\v").split("\v")
    ]
    return replace(article, blocks=tuple(pieces))


def _merged(article: Article) -> Article:
    return replace(article, blocks=(Block(Kind.PARAGRAPH, " ".join(block.text for block in article.blocks)),))


def _labelled(article: Article) -> Article:
    return replace(
        article,
        blocks=tuple(
            replace(block, text=f"{block.speaker.upper() or 'Q'}: {block.text}", speaker="") for block in article.blocks
        ),
    )


def _plain_signs(text: str) -> str:
    for sign, plain in {"“": '"', "”": '"', "’": "'", "—": " - ", "…": "..."}.items():
        text = text.replace(sign, plain)
    return text


def _bare(text: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFD", text) if not unicodedata.combining(each))


CAPTION = Block(Kind.CAPTION, "The ferry at dusk. Photo: private.")
CHANGES: dict[str, Callable[[Article], Article]] = {
    "as it was": lambda article: article,
    "a preface": lambda article: replace(
        article, blocks=(Block(Kind.NOTE, "It never stopped. " * 40), *article.blocks)
    ),
    "without its beginning": lambda article: replace(article, blocks=article.blocks[2:]),
    "backwards": lambda article: replace(article, blocks=article.blocks[::-1]),
    "captions between": lambda article: replace(
        article, blocks=tuple(each for block in article.blocks for each in (CAPTION, block))
    ),
    "split": _split,
    "merged": _merged,
    "labelled": _labelled,
    "plain signs": _texts(_plain_signs),
    "without accents": _texts(_bare),
    "lines broken": _texts(lambda text: text.replace(" ", "\n  ")),
    "capitals": _texts(str.upper),
    "decomposed": _texts(lambda text: unicodedata.normalize("NFD", text)),
    "in other mouths": lambda article: replace(
        article, blocks=tuple(replace(block, kind=Kind.TURN, speaker="Knut") for block in article.blocks)
    ),
    "all at once": lambda article: _texts(_plain_signs)(_labelled(_split(article))),
}
WORDS = [
    ("I was four.", "I was four."),
    ("It coughed", "my father laughed."),
    ("She hated the smell.", "in snow."),
    ("“That café", "better.”"),
    ("in rain and in snow. It never stopped.", "in rain and in snow. It never stopped."),
    ("Somebody will", "flowers in it."),
]


def _letters(article: Article, span: Span) -> str:
    cut = "".join(
        article.blocks[block].text[start:end]
        for block, start, end in span.pieces([len(block.text) for block in article.blocks])
        if article.blocks[block] != CAPTION
    )
    cut = cut.replace("SIRI:", "")  # a label that was added within the words
    return "".join(each for each in _bare(cut).lower() if each.isalnum())


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize(("first", "last"), WORDS)
def test_words_are_found_after_a_change_that_leaves_their_letters(first: str, last: str, change: str) -> None:
    span = between(TALK, first, last)
    changed = CHANGES[change](TALK)
    found = Finder(changed).find(Finder(TALK).anchor(span))
    if change == "backwards" and span.start.block != span.end.block:
        return
    assert found
    assert _letters(changed, found) == _letters(TALK, span)


@pytest.mark.parametrize("change", CHANGES)
def test_of_words_that_stand_twice_those_that_were_marked_are_found(change: str) -> None:
    changed = CHANGES[change](TALK)
    finder = Finder(TALK)
    lengths = {3: "father laughed", 6: "rain and in snow"}
    for block, before in lengths.items():
        start = TALK.blocks[block].text.index("It never stopped")
        found = Finder(changed).find(finder.anchor(Span.within(block, start, len(TALK.blocks[block].text))))
        if change == "backwards":
            assert found
            assert changed.blocks[found.start.block] == TALK.blocks[block]
            continue
        assert found
        text = " ".join(each.text for each in changed.blocks[: found.start.block] if each != CAPTION)
        text += changed.blocks[found.start.block].text[: found.start.offset]
        text = " ".join(_plain_signs(text).lower().replace("siri:", "").split()).rstrip(" .")
        assert text.endswith(before)


EDITS = [
    # marked, replaced, by, found
    ("It coughed like an old dog, and my father laughed.", "an old dog", "a very old dog",
     "It coughed like a very old dog, and my father laughed."),
    ("It coughed like an old dog, and my father laughed.", "It coughed", "The thing coughed",
     "The thing coughed like an old dog, and my father laughed."),
    ("But she sold tickets for thirty years, in rain and in snow.", "thirty years", "forty years",
     "But she sold tickets for forty years, in rain and in snow."),
    ("But she sold tickets for thirty years, in rain and in snow.", "in snow", "in storms",
     "But she sold tickets for thirty years, in rain and in storms."),
    ("Somebody will paint it red", "Every", "Each and every", "Somebody will paint it red"),
    ("Somebody will paint it red", "the bridge is built", "they have built a bridge", "Somebody will paint it red"),
    ("She hated the smell.", "hated", "loathed", "She loathed the smell."),
    ("She hated the smell.", "She hated the smell", "He loved the noise", None),
    ("I was four.", "I was four. ", "", None),
    ("my father laughed", "my father laughed", "nobody said a word", None),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "old", "new", "found"), EDITS)
def test_edited_words_are_found_as_long_as_they_are_the_same(
    marked: str, old: str, new: str, found: str | None
) -> None:
    anchor = Finder(TALK).anchor(between(TALK, marked, marked))
    edited = _texts(lambda text: text.replace(old, new))(TALK)
    assert edited != TALK
    span = Finder(edited).find(anchor)
    expected = between(edited, found, found) if found else None
    assert span == expected


VERSE = "And the river said nothing to anybody, and nobody said anything to the river, all night long, all night."
REFRAIN = Article(blocks=tuple(Block(Kind.ANSWER, VERSE) for _ in range(9)))


def test_of_places_that_are_alike_in_everything_the_nearest_is_taken() -> None:
    finder, labelled = Finder(REFRAIN), Finder(_labelled(REFRAIN))
    for block in range(2, 7):
        found = labelled.find(finder.anchor(Span.within(block, 4, 29)))
        assert found == Span.within(block, 7, 32)


def test_words_that_moved_are_found_where_they_stand_once_and_can_be_no_others() -> None:
    words = "Somebody will paint it red and put flowers in it."
    anchor = Finder(TALK).anchor(between(TALK, words, words))
    moved = replace(ELSEWHERE, blocks=(*ELSEWHERE.blocks, Block(Kind.NOTE, f"She adds: {words} So it went.")))
    twice = replace(moved, blocks=(moved.blocks[-1], *moved.blocks))
    assert Finder(moved).find(anchor) == between(moved, words, words)
    assert Finder(twice).find(anchor) is None
    short = Finder(TALK).anchor(between(TALK, "Nobody minds.", "Nobody minds."))
    assert Finder(moved).find(short) is None


def test_marks_at_the_ends_are_part_of_the_words_in_whatever_way_they_are_written() -> None:
    article = Article(
        blocks=(Block(Kind.PARAGRAPH, "Down at the harbour they opened “Chez René…” in the year of fog."),)
    )
    plain = unicodedata.normalize("NFD", _plain_signs(article.blocks[0].text))
    changed = Article(blocks=(Block(Kind.PARAGRAPH, plain),))
    found = Finder(changed).find(Finder(article).anchor(between(article, "“Chez", "”")))
    assert found == between(changed, '"Chez', '..."')


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_any_words_are_found_where_they_were_and_after_a_preface(data: st.DataObject) -> None:
    span = data.draw(_spans(TALK))
    anchor = Finder(TALK).anchor(span)
    if not anchor.exact.strip():
        return
    start = Finder(TALK).find(anchor)
    assert start
    assert Finder(TALK).anchor(start).exact.strip() == anchor.exact.strip()
    longer = CHANGES["a preface"](TALK)
    again = Finder(longer).find(anchor)
    assert again
    assert (again.start.block, again.start.offset) == (start.start.block + 1, start.start.offset)


def test_a_letter_is_not_known_by_a_turn_of_phrase_at_an_articles_end() -> None:
    last = len(TALK.blocks) - 1
    at = TALK.blocks[last].text.index(" is what they do")
    assert Finder(ELSEWHERE).find(Finder(TALK).anchor(Span.within(last, at, at + 2))) is None
    edited = replace(
        TALK, blocks=(*TALK.blocks[:last], Block(Kind.ANSWER, TALK.blocks[last].text.replace("red", "blue")))
    )
    assert Finder(edited).find(Finder(TALK).anchor(Span.within(last, at, at + 2))) == Span.within(last, at + 2, at + 3)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_in_another_article_nothing_is_found(data: st.DataObject) -> None:
    assert Finder(ELSEWHERE).find(Finder(TALK).anchor(data.draw(_spans(TALK)))) is None


@st.composite
def _spans(draw: st.DrawFn, article: Article) -> Span:
    ends = sorted(
        Place(block, draw(st.integers(0, len(article.blocks[block].text))))
        for block in draw(st.lists(st.integers(0, len(article.blocks) - 1), min_size=2, max_size=2))
    )
    return Span(*ends)


SCRIPTS = [
    "船は朝まで戻らなかった。父は灯台の下で待っていた。誰も何も言わなかった。夜が明けると、海はまた静かだった。",
    "เรือไม่เคยหยุดเลยแม้แต่วันเดียว พ่อของฉันหัวเราะแล้วก็เดินกลับบ้านไปกินข้าวเย็นกับแม่ที่รออยู่",
    "नाव सुबह तक नहीं लौटी और पिताजी घाट पर बैठे रहे। किसी ने कुछ नहीं कहा, बस नदी बोलती रही।",
    "The 👩\u200d🚀 said 👍🏽 to the crew of e\u0301toile and n\u0303andu, then 🇳🇴 waved from the pier all night 🧵.",
]


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_ends_are_never_within_what_is_seen_as_one_character(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(SCRIPTS))
    article = Article(blocks=(Block(Kind.PARAGRAPH, "Before it."), Block(Kind.PARAGRAPH, text)))
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    anchor = Finder(article).anchor(Span.within(1, start, end))
    changed = replace(article, blocks=(Block(Kind.PARAGRAPH, text.replace(" ", "  ")), article.blocks[0]))
    for one in (article, changed):
        found = Finder(one).find(anchor)
        assert found or not anchor.exact.strip() or one is changed
        for place in (found.start, found.end) if found else ():
            assert place.offset == snap(one.blocks[place.block].text, place.offset, forward=False)


@pytest.mark.parametrize("text", SCRIPTS[:3])
def test_words_of_every_script_are_found_after_an_edit_before_them(text: str) -> None:
    article = Article(blocks=(Block(Kind.PARAGRAPH, text),))
    start, end = len(text) // 3, len(text) // 2
    start, end = snap(text, start, forward=False), snap(text, end, forward=False)
    anchor = Finder(article).anchor(Span.within(0, start, end))
    edited = text[: start - 2] + text[start:]
    found = Finder(replace(article, blocks=(Block(Kind.PARAGRAPH, edited),))).find(anchor)
    assert found
    assert edited[found.start.offset : found.end.offset].strip("。 ") == text[start:end].strip("。 ")


def _long(words: int, seed: int) -> list[str]:
    chance = random.Random(seed)
    lexicon = ["".join(chance.choices("abdefgiklmnoprstu", k=chance.randint(2, 9))) for _ in range(3000)]
    return [" ".join(chance.choices(lexicon, k=60)) + "." for _ in range(words // 60)]


def _seconds(paragraphs: int) -> float:
    """Processor time for finding 100 highlights after every paragraph was edited, in so many paragraphs."""
    texts = _long(paragraphs * 60, 7)
    article = Article(blocks=tuple(Block(Kind.PARAGRAPH, text) for text in texts))
    finder = Finder(article)
    places = range(0, len(texts), len(texts) // 100)
    anchors = [finder.anchor(Span.within(block, 40, 160)) for block in places]
    edited = Finder(_texts(lambda text: f"Um, {text[:90]}uh {text[90:]}")(article))
    started = time.process_time()
    found = edited.find_all(anchors)
    assert [each and each.start.block for each in found] == list(places)
    return time.process_time() - started


def test_finding_takes_no_more_than_the_length_of_the_text() -> None:
    _seconds(200)
    assert _seconds(8000) < 40 * 4 * _seconds(200)
