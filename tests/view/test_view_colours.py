"""Voices keep their look over the library; colours can be read; what is printed obeys nobody."""

import re
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import ODA, feature, interview, transcript
from rich.cells import cell_len

from rr_reader.model import Article, Block, Kind, Speaker
from rr_reader.view.layout import Layout
from rr_reader.view.palette import DARK, EITHER, LIGHT, SIXTEEN, Palette
from rr_reader.view.printing import show
from rr_reader.view.voices import COLOURS, MARKS, Voices, assign, colour, mark, voices


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2.2."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(ink: str, paper: str) -> float:
    light, dark = sorted((luminance(ink), luminance(paper)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("after", "called", "kept"),
    [
        (("Oda", "Per"), {}, {"Oda": 0, "Per": 1, "Siv": 0, "Tor": 1, "Una": 2}),
        (("Oda", "Per", "Siv"), {}, {"Oda": 0, "Per": 1, "Tor": 1, "Una": 2}),  # who comes looks like somebody there
        (("Oda", "Una"), {}, {"Oda": 0, "Per": 1, "Siv": 0, "Tor": 1, "Una": 2}),
        (("Siv", "Per"), {}, {"Oda": 0, "Per": 1, "Siv": 0, "Tor": 1, "Una": 2}),  # whom it looks like has gone
        (("Siv", "Tor"), {"Oda": "Siv"}, {"Oda": 0, "Per": 1, "Siv": 0, "Tor": 1, "Una": 2}),
        (("Åse", "Siv", "Per"), {"Oda": "Åse"}, {"Oda": 0, "Per": 1, "Åse": 0, "Tor": 1, "Una": 2}),
    ],
)
def test_who_comes_to_an_article_gets_another_look_only_where_somebody_has_it(
    after: tuple[str, ...], called: dict[str, str], kept: dict[str, int]
) -> None:
    known = Voices({"Oda": 0, "Per": 1, "Siv": 0, "Tor": 1, "Una": 2})
    assert known.following(("Oda", "Per"), after, called) == kept


@pytest.mark.parametrize(
    ("palette", "ground"),
    [(DARK, DARK.background), (LIGHT, LIGHT.background), (EITHER, "#000000"), (EITHER, "#ffffff")],
)
def test_every_ink_can_be_read_on_its_ground(palette: Palette, ground: str) -> None:
    weak = {
        name: round(contrast(look.ink, look.paper or ground), 2)
        for name, look in palette.looks.items()
        if look.ink and name not in ("rule", "title-rule") and contrast(look.ink, look.paper or ground) < 4.5
    }
    weak |= {ink: 0.0 for ink in palette.voices if contrast(ink, ground) < 4.5}
    assert weak == {}


@pytest.mark.parametrize("palette", [DARK, LIGHT, EITHER, SIXTEEN])
def test_palettes_know_every_style_and_all_voices_differ(palette: Palette) -> None:
    assert palette.looks.keys() == DARK.looks.keys()
    assert len(set(palette.voices)) == COLOURS
    for article in (interview(), feature(), transcript()):
        layout = Layout(article, 100)
        for row in layout.rows(0, layout.height):
            for cell in row.runs():
                palette.look(cell.style, cell.slot, cell.extras)


def test_a_voice_colours_its_label_but_not_its_answer() -> None:
    assert DARK.look("label", 2).ink == DARK.voices[2]
    assert DARK.look("answer", 2).ink == DARK.looks["answer"].ink
    assert DARK.look("paragraph", 1, ("quote", "em")) == DARK.look("paragraph", 1, ("em", "quote"))
    assert DARK.look("paragraph", 1, ("quote",)).ink == DARK.voices[1]


def test_doubt_is_drawn_but_keeps_the_voice() -> None:
    look = DARK.look("paragraph", 1, ("quote", "unsure"))
    assert look.ink == DARK.voices[1]
    assert look != DARK.look("paragraph", 1, ("quote",))


def test_a_hit_wins_over_what_it_lies_on() -> None:
    look = DARK.look("paragraph", 1, ("quote", "strong", "hit"))
    assert (look.ink, look.paper, look.bold) == (DARK.looks["hit"].ink, DARK.looks["hit"].paper, True)


casts = st.lists(st.lists(st.sampled_from("abcdefghij"), min_size=1, max_size=5, unique=True), max_size=12)


@settings(deadline=None)
@given(casts)
def test_people_who_meet_look_different_everywhere(casts: list[list[str]]) -> None:
    slots = assign(casts)
    for cast in casts:
        for one, other in combinations(cast, 2):
            assert (colour(slots[one]), mark(slots[one])) != (colour(slots[other]), mark(slots[other]))
            if max(slots[one], slots[other]) < COLOURS:
                assert colour(slots[one]) != colour(slots[other])
                assert mark(slots[one]) != mark(slots[other])


def test_people_who_never_meet_differ_too_while_there_are_slots() -> None:
    assert len(set(assign([[name] for name in "abcdefgh"]).values())) == COLOURS


def test_a_stranger_added_later_changes_nobody() -> None:
    before = assign([["a", "b"], ["c", "a"]])
    after = assign([["a", "b"], ["c", "a"], ["d"], ["e", "f"]])
    assert {name: after[name] for name in before} == before


def test_marks_are_one_cell_wide_and_all_different() -> None:
    slots = range(COLOURS * len(MARKS))
    assert len(set(MARKS)) == COLOURS
    assert {cell_len(mark(slot)) for slot in (-1, *slots)} == {1}
    assert len({(colour(slot), mark(slot)) for slot in slots}) == len(slots)


def test_a_speaker_looks_the_same_in_every_article() -> None:
    known = voices([transcript(), interview(), feature()])
    marks = []
    for article in (interview(), feature()):
        layout = Layout(article, 60, voices=known)
        rows = list(layout.rows(0, layout.height))
        marks.append({row.gutter.strip() for row in rows if row.slot == known.slot(ODA)})
    assert marks == [{mark(known.slot(ODA))}] * 2


def test_without_colour_there_is_no_escape_and_every_word() -> None:
    lines = list(show(interview(), 60, colour=False))
    assert "\x1b" not in "".join(lines)
    assert any("© The Harbour Review" in line for line in lines)
    assert all(cell_len(line) <= 60 and line == line.rstrip() for line in lines)


@pytest.mark.parametrize("depth", ["16", "256", "true"])
def test_colour_adds_sequences_of_colour_alone(depth: str) -> None:
    for article in (interview(), feature()):
        coloured = list(show(article, 60, colour=True, depth=depth))
        assert any("\x1b[" in line for line in coloured)
        bare = [re.sub("\x1b\\[[0-9;]*m", "", line).rstrip() for line in coloured]
        assert bare == list(show(article, 60, colour=False))
        assert not any("38;2" in line for line in coloured) or depth == "true"


def test_a_hostile_document_steers_nothing() -> None:
    evil = "\x1b]52;c;ZXZpbA==\x07\x9b2J\u202egnp.exe\r\x00"
    article = Article(
        speakers=(Speaker(evil),),
        blocks=(Block(Kind.QUESTION, evil, evil, evil), Block(Kind.ANSWER, evil, evil), Block(Kind.CAPTION, evil)),
    )
    for line in show(article, 40, colour=False):
        assert not re.search("[\x00-\x1f\x7f-\x9f\u202e]", line)
