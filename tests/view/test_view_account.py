"""What was done to a text is told truly: each repair, where, what was there before, and nothing that was not."""

import re
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import rr_reader
from rr_reader.library import mending
from rr_reader.model import Account, Article, Block, Change, Doubt, Kind, Origin, Removed, Speaker
from rr_reader.view import account
from rr_reader.view.account import doubt_reasons, encoding_told, told
from rr_reader.view.doubts import doubts_of
from rr_reader.view.pieces import Lines, cells


def misread(text: str, codec: str = "cp1252") -> str:
    """Read UTF-8 as something else; what that leaves undefined becomes a C1 control, as in browsers."""
    return "".join(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in text.encode())


def written(lines: Lines) -> list[str]:
    return ["".join(piece.text for piece in line) for line in lines]


def mended(text: str, reason: str = "misread") -> tuple[Article, str]:
    """Make an article of one paragraph, and its source, of a text where `{Ã©|é}` stands for a repair."""
    source, words = "", ""
    changes = []
    for piece in re.split(r"(\{[^|]*\|[^}]*\})", text):
        before, bar, after = piece.strip("{}").partition("|") if piece.startswith("{") else (piece, "", "")
        if bar:
            changes.append(Change(len(source), len(source) + len(before), before, after, reason))
        source, words = source + before, words + (after if bar else before)
    block = Block(Kind.PARAGRAPH, words, origin=Origin(0, len(source)))
    return Article(blocks=(block,), account=Account(changes=tuple(changes))), source


def repairs_of(text: str, width: int = 80) -> list[str]:
    article, source = mended(text)
    return written(told(article, width, source).repairs)


def contexts(lines: Sequence[str]) -> list[tuple[str, str, str]]:
    """Give place, words before, words after of each place shown in context."""
    found = []
    for before, after in pairwise(lines):
        match = re.fullmatch(r" {3}(\S.*?) +- (.*)", before)
        if match:
            assert after.lstrip().startswith("+ ")
            found.append((match[1], match[2], after.lstrip()[2:]))
    return found


def rows(lines: Sequence[str]) -> list[list[str]]:
    """Give the table: what became what, how often, where."""
    return [re.split(r"  +", line.strip()) for line in lines if " → " in line]


SENTENCE = "Le caf{Ã©|é} {Ã©|é}tait ferm{Ã©|é}, et n{â€™|’}a {Ã©|é}t{Ã©|é} {â€œ|“}film{Ã©|é}e{â€\x9d|”}."


def test_what_was_done_often_is_one_row_and_every_kind_is_seen_in_context() -> None:
    lines = repairs_of("\n\n".join([SENTENCE] * 10))
    assert lines[0] == " misread  90"
    assert [row[:2] for row in rows(lines)] == [
        ["Ã© → é", "60×"],
        ["â€™ → ’", "10×"],
        ["â€œ → “", "10×"],
        ["â€⟨U+009D⟩ → ”", "10×"],
    ]
    places = [row[2] for row in rows(lines)]
    assert places[0].startswith("1:7, 1:10, 1:21, 1:34, ")
    assert places[3].startswith("1:50, 3:50, 5:50, ")
    assert all(place.endswith(" …") for place in places)
    assert max(map(cells, lines)) <= 80
    assert contexts(lines) == [
        (
            "1:7",
            "Le cafÃ© Ã©tait fermÃ©, et nâ€™a Ã©tÃ© â€œfilmÃ©eâ€⟨U+009D⟩.",
            "Le café était fermé, et n’a été “filmée”.",
        )
    ]


@pytest.mark.parametrize(
    ("text", "row", "context"),
    [
        ("a\r\ntwo: voil{Ã\xa0|à}!", ["Ã⟨NBSP⟩ → à", "2:10"], ("2:10", "two: voilÃ⟨NBSP⟩!", "two: voilà!")),
        ("a\rtwo Caf{&eacute;|é}\r", ["&eacute; → é", "2:8"], ("2:8", "two Caf&eacute;", "two Café")),
        ("red {\x1b|␛}[31m", ["⟨ESC⟩ → ␛", "1:5"], ("1:5", "red ⟨ESC⟩[31m", "red ␛[31m")),
        ("la{Ã |à} bas", ["Ã␣ → à", "1:3"], ("1:3", "laÃ  bas", "laà bas")),
        ("e{Ì\x81|\u0301}\tx  y", ["Ì⟨U+0081⟩ → ◌\u0301", "1:2"], ("1:2", "eÌ⟨U+0081⟩ x y", "e\u0301 x y")),
        ("lost{\ufffd|} it", ["⟨U+FFFD⟩ → (nothing)", "1:5"], ("1:5", "lost⟨U+FFFD⟩ it", "lost it")),
    ],
)
def test_the_place_is_line_and_column_and_what_is_invisible_is_named(
    text: str, row: list[str], context: tuple[str, str, str]
) -> None:
    lines = repairs_of(text)
    assert rows(lines) == [row]
    assert contexts(lines) == [context]


def test_a_long_line_is_cut_around_the_repair_at_words() -> None:
    line = "the quick herring swam " * 20 + "and saw the caf{Ã©|é} " + "before the slow boat came back " * 20
    [(_, was, now)] = contexts(repairs_of(line, 60))
    assert was == "… swam and saw the cafÃ© before the slow boat …"
    assert now == "… swam and saw the café before the slow boat …"


def test_a_repair_longer_than_a_line_is_told_over_several() -> None:
    lines = repairs_of("so {" + "Ã© " * 60 + "|" + "é " * 60 + "} it is", 50)
    assert max(map(cells, lines)) <= 50
    assert "".join(lines).count("é") > 60


TALK = "A TALK\n\nBo Ek: {0}\n\nAn Lo: {0}\n\nBo Ek: {0}\n\nAn Lo: {0}\n"


def test_without_the_source_the_paragraph_is_named_and_undone() -> None:
    text = TALK.format("Sound é. " + misread("Le café était fermé, “n’est-ce pas”?"))
    article = rr_reader.parse(text.encode(), name="talk.txt")
    with_source, without = (contexts(written(told(article, 80, source).repairs)) for source in (text, ""))
    assert {place for place, _, _ in with_source} == {"3:23"}
    assert {place for place, _, _ in without} == {"¶ 1"}
    assert without[0][1].startswith("Sound é. Le cafÃ© Ã©tait fermÃ©")
    assert without[0][2].startswith("Sound é. Le café était fermé")


def test_without_the_source_no_context_is_better_than_a_wrong_one() -> None:
    text = TALK.format(misread("The café") + " by the **boat** é " + misread("was never “there”."))
    article = rr_reader.parse(text.encode(), name="talk.md")
    lines = written(told(article, 80).repairs)
    assert ["Ã© → é", "4×", "¶ 1, ¶ 2, ¶ 3, ¶ 4"] in rows(lines)
    assert contexts(lines) == []


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("café by the sea", [("¶ 1", "cafÃ© by the sea", "café by the sea")]),
        ("caféé by the sea", []),  # with a space before, or one after
    ],
)
def test_without_the_source_white_space_at_the_ends_is_allowed_for(
    words: str, shown: list[tuple[str, str, str]]
) -> None:
    at = 1 + words.index("é")
    article = Article(
        blocks=(Block(Kind.PARAGRAPH, words, origin=Origin(0, len(words) + 2)),),
        account=Account(changes=(Change(at, at + 2, "Ã©", "é", "misread"),)),
    )
    assert contexts(written(told(article, 80).repairs)) == shown


@pytest.mark.parametrize("width", range(24, 64))
def test_no_line_is_wider_than_there_is_room(width: int) -> None:
    lines = repairs_of("{â€”|—} O{Ã¹|ù} {Ã©|é}tiez-vous, Zo{Ã«|ë} ? {â€”|—} {Ã€|À} l寅さん !", width)
    assert max(map(cells, lines)) <= width


WORDS = st.sampled_from(["café", "naïve", "“no”", "it’s", "a", "boat", "**boat**", "é", "  ", "\n", "Zoë:", "&amp;"])


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(WORDS, st.booleans()), max_size=30), st.booleans(), st.sampled_from([24, 50, 80]))
@example([("&amp;", False), ("\n", False), ("&amp;", False)], False, 24)
@example([("café", True), ("é", False), ("**boat**", False), ("café", True)], False, 80)
def test_what_is_shown_as_the_source_stood_in_it(words: list[tuple[str, bool]], with_source: bool, width: int) -> None:
    text = " ".join(misread(word) if is_garbled else word for word, is_garbled in words)
    source = re.sub(r"\s+", " ", text.replace("\x9d", "⟨U+009D⟩").replace("**", ""))
    article = rr_reader.parse(text.encode(), name="talk.md")
    lines = written(told(article, width, text if with_source else "").repairs)
    times = [int(row[1].removesuffix("×")) if "×" in row[1] else 1 for row in rows(lines)]
    assert sum(times) == len(article.account.changes)
    assert all(cells(line) <= width for line in lines)
    for _, was, _ in contexts(lines):
        assert was.strip("… *").replace("**", "") in source


def made(
    *doubts: Doubt, text: str = "Sheila lost\ufffda letter here, and Bo lost a boat.", evidence: str = ""
) -> Article:
    return Article(
        blocks=(Block(Kind.PARAGRAPH, text, origin=Origin(0, len(text))),),
        account=Account("cp1251", evidence, doubts=doubts),
    )


def test_doubts_stand_with_their_words_and_the_reason() -> None:
    article = made(Doubt(11, 12, "a lost byte"), Doubt(0, 46, "could be another’s"))
    lines = written(told(article, 80, article.blocks[0].text).doubts)
    assert lines == [
        " a lost byte",
        "   ⟨U+FFFD⟩  1:12",
        "   1:12   ? Sheila lost⟨U+FFFD⟩a letter here, and Bo lost a boat.",
        "",
        " could be another’s",
        "   1:1    ? Sheila lost�a letter here, and Bo lost a boat.",
    ]
    without = written(told(article, 80).doubts)
    assert without[0] == " a lost byte"
    assert "   ¶ 1    ? Sheila lost�a letter here, and Bo lost a boat." in without


def test_the_same_doubt_is_told_once() -> None:
    text = "lost\ufffda " * 30
    doubts = [Doubt(found.start(), found.end(), "a lost byte") for found in re.finditer("\ufffd", text)]
    lines = written(told(made(*doubts, text=text), 80, text).doubts)
    assert lines[0] == " a lost byte  30"
    assert lines[1].startswith("   ⟨U+FFFD⟩  30×  1:5, 1:12, ")
    assert len(lines) == 3


def test_of_what_was_taken_out_without_a_word_that_is_told() -> None:
    removed = Removed(0, 15, "", "comment or declaration")
    article = Article(
        blocks=(Block(Kind.PARAGRAPH, "Salt.", origin=Origin(15, 20)),), account=Account(removed=(removed,))
    )
    lines = written(told(article, 60, "<!DOCTYPE html>Salt.").removals)
    assert [line for line in lines if "(no words)" in line]
    assert not [line for line in lines if line.rstrip().endswith("-")]


def test_what_was_taken_out_is_told_and_of_much_the_beginning() -> None:
    article = Article(account=Account(removed=(Removed(4, 9, "title: x\n\x1b[2J", "front matter"),)))
    assert written(told(article, 60, "a\nbc title: x").removals) == [" front matter", "   2:3    - title: x ␛[2J"]
    long = Article(account=Account(removed=(Removed(0, 9, "word " * 500, "template"),)))
    lines = written(told(long, 60, "x").removals)
    assert len(lines) == 10
    assert lines[-1].strip().startswith("…")


@pytest.mark.parametrize(
    ("evidence", "is_told"),
    [("guessed", True), ("fallback", True), ("valid UTF-8", False), ("assumed", False), ("", False)],
)
def test_a_guessed_encoding_comes_with_what_to_do(evidence: str, is_told: bool) -> None:
    assert ("--assume-encoding NAME" in encoding_told(Account("cp1251", evidence))) is is_told


@settings(deadline=None, max_examples=80)
@given(
    st.lists(
        st.builds(
            Change,
            st.integers(0, 1 << 40),
            st.integers(0, 1 << 40),
            st.text(max_size=40),
            st.text(max_size=40),
            st.text(),
        ),
        max_size=6,
    ),
    st.lists(st.builds(Doubt, st.integers(0, 60), st.integers(0, 1 << 40), st.text()), max_size=4),
    st.integers(1, 120),
    st.sampled_from(["", "a text of\nsome lines\r\nand 寅さん"]),
)
def test_any_account_can_be_told(changes: list[Change], doubts: list[Doubt], width: int, source: str) -> None:
    """It may come from anywhere: places that are none, in any order, and words that would steer a terminal."""
    block = Block(Kind.PARAGRAPH, "Some text.", origin=Origin(3, 20))
    article = Article(blocks=(block,), account=Account(changes=tuple(changes), doubts=tuple(doubts)))
    every = told(article, width, source)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e]", "".join(written([*every.repairs, *every.doubts])))


def guessed() -> Article:
    """An article of which the import doubted a paragraph and a character of the source."""
    return Article(
        speakers=(Speaker("Ole Brand"),),
        blocks=(
            Block(Kind.QUESTION, "And then the snow came.", origin=Origin(0, 30, "", 0.55)),
            Block(Kind.ANSWER, "It came.", "Ole Brand", origin=Origin(30, 40)),
        ),
        account=Account(
            doubts=(Doubt(0, 30, "taken for a question, by its form alone"), Doubt(35, 36, "bytes that are not UTF-8"))
        ),
    )


@pytest.mark.parametrize("width", [50, 80])
def test_every_doubt_that_is_left_is_told_once_and_what_was_settled_no_more(width: int) -> None:
    article = guessed()
    lines = written(told(article, width).doubts)
    assert sum("? " in line and "55 %" in line and "question" in line for line in lines) == 1
    assert not any("by its form" in line for line in lines)
    assert doubt_reasons(article) == ["bytes that are not UTF-8", "what a paragraph is"]
    settled = mending.change_kind(article, 0, Kind.QUESTION)
    assert not any("55 %" in line for line in written(told(settled, width).doubts))
    assert (doubt_reasons(settled), doubts_of(settled)) == (["bytes that are not UTF-8"], ())
    assert all(cells(line) <= width for line in lines)


def test_what_the_reader_mended_is_listed_in_words_in_its_order_and_nothing_where_there_is_nothing() -> None:
    article = mending.rename(guessed(), "Ole Brand", "Ole \x1b[31mBrandt")
    article = mending.set_meta(article, "outlet", "The Sledge")
    lines = written(account.mended(article, 40))
    assert [line[-6:] for line in lines] == ["Brandt", "Sledge"]
    assert not any("\x1b" in line for line in lines)
    assert account.mended(guessed(), 40) == []
