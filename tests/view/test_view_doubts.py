"""Doubt is seen without colour: at the paragraph, along its lines, beside a quotation, and in a fold."""

import pytest

from rr_reader.model import Article, Block, Kind, Origin, Place, Quote, Speaker
from rr_reader.view import navigation
from rr_reader.view.doubts import doubts_of
from rr_reader.view.layout import Layout
from rr_reader.view.outline import Outline

NAN = "Nan Okoro"
LONG = "The kiln was lit in March and nobody has had the heart to let it go out since then. " * 4
WIDTHS = (40, 80, 120)


def guess(kind: float = 1.0, speaker: float = 1.0) -> Origin:
    return Origin(0, 1, "", kind, speaker)


def page(*blocks: Block, quotes: tuple[Quote, ...] = (), width: int = 80) -> list[str]:
    laid = Layout(Article(speakers=(Speaker(NAN),), blocks=blocks, quotes=quotes), width)
    return [laid.row(y).plain() for y in range(laid.height)]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.BOILERPLATE])
def test_a_doubtful_kind_is_named_with_how_sure_it_is(kind: Kind, width: int) -> None:
    lines = page(Block(Kind.PARAGRAPH, "Before."), Block(kind, LONG, origin=guess(kind=0.62)), width=width)
    shown = {"continuation": "continuation", "turn": "turn"}.get(kind.value, kind.value)
    assert sum(f"? {shown} 62 %" in line for line in lines) == 1
    sure = page(Block(Kind.PARAGRAPH, "Before."), Block(kind, LONG, origin=guess(kind=0.9)), width=width)
    assert not any("?" in line for line in sure)


def test_what_stands_close_to_its_neighbour_has_room_for_its_doubt() -> None:
    caption, credit = Block(Kind.CAPTION, "The kiln."), Block(Kind.CREDIT, "Photo: O. Nobody", origin=guess(kind=0.62))
    assert "? credit 62 % sure" in "\n".join(page(caption, credit))


@pytest.mark.parametrize("width", WIDTHS)
def test_every_line_of_a_doubtful_voice_says_so_and_none_of_a_sure_one(width: int) -> None:
    def signs(origin: Origin) -> set[str]:
        lines = page(Block(Kind.ANSWER, LONG, NAN, origin=origin), width=width)
        return {line.split()[0] for line in lines[1:]}

    assert signs(guess()) == {"▌"}
    assert signs(guess(speaker=0.6)) == {"·▌"}


def test_what_goes_on_with_a_doubtful_turn_is_drawn_so_but_told_once() -> None:
    turn = Block(Kind.ANSWER, LONG, NAN, origin=guess(speaker=0.6))
    more = Block(Kind.CONTINUATION, LONG, NAN, origin=guess(speaker=0.6))
    lines = page(turn, more)
    assert sum("speaker 60 %" in line for line in lines) == 1
    assert sum(line.strip().startswith("?▌") for line in lines) == 2
    assert len(doubts_of(Article(blocks=(turn, more)))) == 1


def test_a_doubt_of_its_own_is_told_in_the_middle_of_a_sure_turn() -> None:
    turn = Block(Kind.ANSWER, LONG, NAN, origin=guess())
    more = Block(Kind.CONTINUATION, "And so on.", NAN, origin=guess(speaker=0.6))
    lines = page(turn, more)
    assert "? speaker 60 % sure" in lines[-2]
    assert doubts_of(Article(blocks=(turn, more)))[0].place == Place(1)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_doubtful_quotation_is_marked_and_one_that_nobody_claims_too(width: int) -> None:
    words = "“Never let it go out,” she said."
    for speaker, name in ((NAN, "Nan Okoro ?"), ("", "?│")):
        quote = Quote(0, 1, "Never let it go out,", speaker, confidence=0.4)
        text = "\n".join(page(Block(Kind.PARAGRAPH, words), quotes=(quote,), width=width))
        assert name in text
    sure = page(Block(Kind.PARAGRAPH, words), quotes=(Quote(0, 1, "Never let it go out,", NAN),), width=width)
    assert "?" not in "\n".join(sure)


def test_scare_quotes_are_nobodys_and_so_not_in_doubt() -> None:
    scare = Quote(0, 5, "kiln", "", type="scare", confidence=0.3)
    article = Article(blocks=(Block(Kind.PARAGRAPH, "The “kiln” is cold."),), quotes=(scare,))
    assert doubts_of(article) == ()


def test_a_fold_tells_that_it_hides_a_doubt() -> None:
    sure, doubtful = (Block(Kind.BOILERPLATE, "Subscribe.", origin=guess(kind=at)) for at in (1.0, 0.5))
    assert page(sure)[-1].strip() == "▸ 1 line of boilerplate"
    assert page(doubtful)[-1].split() == ["?", *["▸", "1", "line", "of", "boilerplate"]]


def test_where_one_is_tells_the_quotations_doubt_before_the_paragraphs() -> None:
    quote = Quote(0, 1, "Never,", NAN, confidence=0.4)
    block = Block(Kind.PARAGRAPH, "“Never,” she said.", origin=guess(kind=0.6))
    outline = Outline(Article(speakers=(Speaker(NAN),), blocks=(block,), quotes=(quote,)))
    inside, outside = (navigation.where(outline, Place(0, at)).doubts for at in (2, 12))
    assert [each.told for each in inside] == ["speaker doubtful · 40 % sure", "kind doubtful (paragraph) · 60 % sure"]
    assert [each.what for each in outside] == ["kind"]
