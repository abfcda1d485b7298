"""One line that says where words come from: all that is given, nothing that is not, doubt as doubt."""

import itertools

import pytest

from articles import FEATURE, TALK, between
from rr_reader.model import Article, Block, Kind, Meta, Span
from rr_reader.quotes.citation import cite, cite_source, range_of, spoken_date, voice_of
from rr_reader.quotes.cutting import excerpt
from rr_reader.quotes.excerpt import Part
from rr_reader.quotes.formats import render
from rr_reader.quotes.formats.records import records_of
from rr_reader.quotes.wording import citation_of, cited

FULL = Meta(title="The Weaver", outlet="The Harbour Post", published="2031-05-09", byline=("Ada Lindqvist", "Bo Ek"))
ANSWER = Part("Words.", "Mira Solberg", "answer", question=3, paragraph=7)


@pytest.mark.parametrize(
    ("meta", "part", "line"),
    [
        (FULL, ANSWER, "Mira Solberg, in “The Weaver” (The Harbour Post, 9 May 2031), question 3"),
        (Meta(title="T", outlet="O"), ANSWER, "Mira Solberg, in “T” (O), question 3"),
        (Meta(title="T", published="2031"), ANSWER, "Mira Solberg, in “T” (2031), question 3"),
        (Meta(title="T"), ANSWER, "Mira Solberg, in “T”, question 3"),
        (Meta(), ANSWER, "Mira Solberg, in [untitled: “It began …”], question 3"),
        # the marks in a title are inside marks
        (
            Meta(title="“The Light”: A Conversation"),
            ANSWER,
            "Mira Solberg, in “‘The Light’: A Conversation”, question 3",
        ),
        (Meta(title='On "Sea" and «Snow»'), ANSWER, "Mira Solberg, in “On ‘Sea’ and ‹Snow›”, question 3"),
        (Meta(title="Nobody’s ‘Sea’"), ANSWER, "Mira Solberg, in “Nobody’s ‘Sea’”, question 3"),
        # what was inferred is in brackets
        (
            Meta(title="It began so", derived=("title",)),
            ANSWER,
            "Mira Solberg, in [untitled: “It began so”], question 3",
        ),
        (
            Meta(title="T", outlet="O", published="2031-05-09", derived=("outlet", "published")),
            ANSWER,
            "Mira Solberg, in “T” ([O], [9 May 2031]), question 3",
        ),
        # whose words
        (Meta(title="T"), Part("W", "", "question", question=2), "“T”, question 2"),
        (Meta(title="T"), Part("W", "", "quote", paragraph=4), "speaker not named, in “T”, paragraph 4"),
        (Meta(title="T"), Part("W", "", "turn"), "speaker not named, in “T”"),
        (
            FULL,
            Part("W", paragraph=4),
            "Ada Lindqvist and Bo Ek, “The Weaver” (The Harbour Post, 9 May 2031), paragraph 4",
        ),
        (Meta(title="T", byline=("A",), derived=("byline",)), Part("W"), "[A], “T”"),
        (
            Meta(title="T", byline=("A",)),
            Part("W", "", "question", question=1),
            "“T”, question 1",
        ),  # A may not have asked
        (
            Meta(title="T"),
            Part("W", "Mira Solberg", "answer", question=1, uncertain=True),
            "attributed to Mira Solberg (uncertain), in “T”, question 1",
        ),
        # where
        (Meta(title="T"), Part("W", "A", "turn", time="00:12:03", paragraph=4), "A, in “T”, at 00:12:03"),
        (Meta(title="T"), Part("W", "A", "quote", paragraph=4), "A, in “T”, paragraph 4"),
    ],
)
def test_a_citation(meta: Meta, part: Part, line: str) -> None:
    assert cite(meta, part, "It began …") == line


def test_whatever_is_missing_there_are_no_empty_brackets_and_no_stray_commas() -> None:
    fields = {"title": "T", "outlet": "O", "published": "2031-05-09", "byline": ("B",)}
    for chosen in itertools.product([False, True], repeat=4):
        meta = Meta(**{name: value for (name, value), take in zip(fields.items(), chosen, strict=True) if take})
        for part in (Part("W"), Part("W", "A", "answer"), Part("W", "", "question", question=1)):
            line = cite(meta, part)
            assert not any(flaw in line for flaw in ("()", "“”", ", ,", "(,", ", )", "None", "  "))
            assert line == line.strip(" ,")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("2025-03-12", "12 March 2025"),
        ("2025-12-01", "1 December 2025"),
        ("2025-03", "March 2025"),
        ("2025", "2025"),
        ("", ""),
        ("2025-13-01", "2025-13-01"),
        ("2025-3-1", "2025-3-1"),
        ("Spring 2025", "Spring 2025"),
        ("2025-03-12T10:00", "2025-03-12T10:00"),
        ("२०२५-०३-१२", "२०२५-०३-१२"),
    ],
)
def test_dates_are_written_out_and_others_left(given: str, said: str) -> None:
    assert spoken_date(given) == said


def test_what_comes_from_outside_cannot_steer_a_terminal_or_break_the_line() -> None:
    hostile = "\x1b]0;x\x07\nnext\u202e"
    meta = Meta(title=hostile, outlet=hostile, published=hostile, byline=(hostile,))
    for line in (
        cite(meta, Part("W")),
        cite(meta, Part("W", hostile, "turn", time=hostile)),
        cite_source(Meta(), hostile),
    ):
        assert line.isprintable()


def test_the_range_of_several_parts() -> None:
    assert range_of(excerpt(TALK, between(TALK, "Why a", "built"))) == "question 1"
    assert range_of(excerpt(TALK, between(TALK, "wrote", "comes next?"))) == "questions 1–2"
    assert range_of(excerpt(TALK, between(TALK, "comes next?", "Sleep"))) == "question 2 to at 00:12:03"
    assert range_of(excerpt(TALK, between(TALK, "Subscribe", "letter"))) == ""


def test_an_uncertain_name_is_said_to_be_so() -> None:
    (part,) = excerpt(FEATURE, between(FEATURE, "It sings", "It sings")).parts
    assert voice_of(part) == "attributed to Mira Solberg (uncertain)"


@pytest.mark.parametrize(
    ("last", "line"),
    [
        ("oil it,” Solberg", "Mira Solberg, quoted in Ada Lindqvist, [untitled"),
        ("It sings.", "attributed to Mira Solberg (uncertain), quoted in Ada Lindqvist, [untitled"),
        ("somebody", "Mira Solberg and a speaker not named, quoted in Ada Lindqvist, [untitled"),
        ("silent", "Ada Lindqvist, [untitled"),
    ],
)
def test_words_of_the_article_are_said_to_quote_somebody_never_to_be_said_by_them(last: str, line: str) -> None:
    first = "“Then" if last == "somebody" else "The mill"
    whole = excerpt(FEATURE, between(FEATURE, first, last))
    assert citation_of(whole).startswith(line)
    assert [each["speaker"] for each in records_of([whole])] == [None]


def test_the_marks_in_quoted_words_stay_as_they_are() -> None:
    article = Article(Meta(title="“T”"), blocks=(Block(Kind.ANSWER, 'He said “no” and "yes".', "Mira Solberg"),))
    whole = excerpt(article, Span.within(0, 0, 99))
    assert cited(whole) == 'He said “no” and "yes".\n— Mira Solberg, in “‘T’”, paragraph 1'
    assert "“T”" in render([whole], "json")  # the title itself is nobody's to alter
